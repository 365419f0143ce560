//! Parts of events that stand in lists.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    time::Epoch,
};

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
