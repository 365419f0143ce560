//! Parts of events that stand in lists.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    time::{Day, Epoch},
};
use zeroize::Zeroizing;

use super::{
    field::{Field, Record},
    ids::{CaseId, ReplyId},
};

/// This member's recipient of one epoch, as a roster has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedEpoch {
    /// The month.
    pub epoch: Epoch,
    /// Whether this vault has its secret.
    pub own: bool,
}

impl Record for ListedEpoch {
    fn write(&self, map: &mut MapWriter) {
        self.epoch.put(map, 1);
        self.own.put(map, 2);
    }

    fn read(map: &mut MapReader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            epoch: Field::take(map, 1)?,
            own: Field::take(map, 2)?,
        })
    }
}

/// What one cell of a batch carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellUse {
    /// The case it answers.
    pub case: CaseId,
    /// The answer.
    pub reply: ReplyId,
    /// Its part, from 0.
    pub part: u8,
}

impl Record for CellUse {
    fn write(&self, map: &mut MapWriter) {
        self.case.put(map, 1);
        self.reply.put(map, 2);
        self.part.put(map, 3);
    }

    fn read(map: &mut MapReader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            case: Field::take(map, 1)?,
            reply: Field::take(map, 2)?,
            part: Field::take(map, 3)?,
        })
    }
}

/// What is left of a destroyed case for the register: nothing that points to its reporter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLine {
    /// The year in which the report came.
    pub year: u32,
    /// What it was, by the rules' code; empty if nobody decided.
    pub outcome: String,
    /// The service that it was about, 0 for none.
    pub service: u16,
    /// Whether receipt was confirmed in time, where there was a term.
    pub confirmed_in_time: Option<bool>,
    /// Whether feedback was given in time, where there was a term.
    pub fed_back_in_time: Option<bool>,
    /// Why it was destroyed before its time, if it was.
    pub early: Option<Zeroizing<String>>,
    /// The number of the rules by which it was to be kept; journals of earlier versions do not say.
    pub rules: Option<[u8; 8]>,
    /// The day until which it was to be kept; `None` if it was not closed.
    pub kept_until: Option<Day>,
}

impl Record for RegisterLine {
    fn write(&self, map: &mut MapWriter) {
        self.year.put(map, 1);
        map.text(2, &self.outcome);
        self.service.put(map, 3);
        self.confirmed_in_time.put(map, 4);
        self.fed_back_in_time.put(map, 5);
        if let Some(early) = &self.early {
            map.text(6, early);
        }
        if let Some(rules) = &self.rules {
            map.bytes(7, rules);
        }
        self.kept_until.put(map, 8);
    }

    fn read(map: &mut MapReader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            year: Field::take(map, 1)?,
            outcome: map.text(2)?,
            service: Field::take(map, 3)?,
            confirmed_in_time: Field::take(map, 4)?,
            fed_back_in_time: Field::take(map, 5)?,
            early: map.optional_text(6)?.map(Zeroizing::new),
            rules: map.optional_array(7)?,
            kept_until: Field::take(map, 8)?,
        })
    }
}
