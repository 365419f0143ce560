//! What can be done in a case from the window, and what its form hands to the library.

use std::path::PathBuf;

use belfry_reader::{
    casework::{Given, What},
    journal::{
        event::{Mark, Purpose},
        ids::DeedId,
    },
    ledger::fact::Published,
};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    minutes::Way,
    time::Day,
};

use crate::{drafts::ActDraft, model::Text};

/// Something that a member can do in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are the deeds of `case …` by their names")]
pub enum Act {
    Note,
    Step,
    Task,
    Promise,
    Done,
    Decide,
    SecondLook,
    Assign,
    Unassign,
    Hold,
    Lift,
    Correct,
    Consent,
    Told,
    Checked,
    Mark,
    Forward,
    HandOn,
    Recuse,
    NameKeep,
    NameShare,
    NameOpen,
    NameLook,
    NameGrant,
    NameDisclose,
    NameAgree,
    NameCarryOut,
}

/// What is done with a case's work, the most usual first.
pub const WORK: [Act; 19] = [
    Act::Note,
    Act::Step,
    Act::Task,
    Act::Promise,
    Act::Done,
    Act::Decide,
    Act::SecondLook,
    Act::Assign,
    Act::Unassign,
    Act::Hold,
    Act::Lift,
    Act::Correct,
    Act::Consent,
    Act::Told,
    Act::Checked,
    Act::Mark,
    Act::Forward,
    Act::HandOn,
    Act::Recuse,
];

/// What is done with the reporter's name, in the order in which it comes.
pub const NAMES: [Act; 8] = [
    Act::NameKeep,
    Act::NameShare,
    Act::NameOpen,
    Act::NameLook,
    Act::NameGrant,
    Act::NameDisclose,
    Act::NameAgree,
    Act::NameCarryOut,
];

/// A form, filled in.
pub enum Doing {
    /// A deed, and what the reporter is told of it.
    Deed(What, Option<Text>),
    /// What the reporter was told otherwise than in an answer, and when.
    Elsewhere(Published, Day),
    /// What a case is marked as that goes no steps.
    Mark(Mark),
    /// The reporter agrees with the minutes in this letter, or corrects them.
    Checked(bool, LetterId),
    /// Seal the report to an authority.
    Forward(Sealing),
    /// Hand the letters on to the committee on this consent, and not to these members.
    HandOn(String, Vec<MemberNumber>),
    /// Something with the reporter's name.
    Name(NameDoing),
}

/// To whom a report is sealed.
pub struct Sealing {
    /// The authority.
    pub to: Text,
    /// The file with its key.
    pub recipient: PathBuf,
    /// The consent, by its name.
    pub consent: String,
    /// The file to be made.
    pub out: PathBuf,
}

/// Something with the reporter's name.
pub enum NameDoing {
    /// Hold it apart, and let these members read it.
    Keep(Text, Vec<MemberNumber>),
    /// Give one's share of the name in a letter to a colleague.
    Share(LetterId, MemberNumber),
    /// Open the name in a letter.
    Open(LetterId),
    /// Read it.
    Look(DeedId),
    /// Let a colleague read it.
    Grant(DeedId, MemberNumber),
    /// Disclose it to somebody.
    Disclose(DeedId, Text, Basis),
    /// Agree with a disclosure.
    Agree(DeedId),
    /// Carry out a disclosure.
    CarryOut(DeedId),
}

/// The ground of a disclosure, as it was chosen.
pub enum Basis {
    /// The consent of this name.
    Consent(String),
    /// This law, and the answer that informed the reporter.
    Informed(Text, String),
    /// This law, and why nobody informed the reporter.
    NotInformed(Text, Text),
}

/// What a form still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Something is to be chosen.
    Choice,
    /// A day that can be read.
    Day,
    /// A text.
    Text,
}

impl Act {
    /// What the library gets of a form.
    ///
    /// # Errors
    /// What is still to be filled in. Whether it may be done, the library says.
    pub fn doing(self, draft: &ActDraft) -> Result<Doing, Missing> {
        let deed = || draft.deed.ok_or(Missing::Choice);
        let letter = || draft.letter.ok_or(Missing::Choice);
        let member = || draft.member.ok_or(Missing::Choice);
        let code = || draft.code.clone().ok_or(Missing::Choice);
        let day = || draft.day.trim().parse::<Day>().map_err(|_| Missing::Day);
        let what = match self {
            Self::Note => What::Note,
            Self::Step => What::Step(code()?, Vec::new()),
            Self::Task => What::Task(member()?, day()?),
            Self::Promise => What::Promise(day()?),
            Self::Done => What::Done(deed()?),
            Self::Decide => What::Decision(code()?, Vec::new()),
            Self::SecondLook => What::SecondLook,
            Self::Assign => What::Assigned(member()?, code()?),
            Self::Unassign => What::Unassigned(member()?, code()?),
            Self::Hold => What::Hold,
            Self::Lift => What::HoldLifted(deed()?),
            Self::Correct => What::Corrected(deed()?),
            Self::Recuse => What::Recused,
            Self::Consent => What::Consented(Given {
                way: draft.way.ok_or(Missing::Choice)?,
                day: day()?,
                kept: written(&draft.kept)?.trim().to_owned(),
            }),
            Self::Told => {
                let what = draft.published.ok_or(Missing::Choice)?;
                return Ok(Doing::Elsewhere(what, day()?));
            }
            Self::Mark => return Ok(Doing::Mark(draft.mark.ok_or(Missing::Choice)?)),
            Self::Checked => {
                return Ok(Doing::Checked(
                    draft.agreed.ok_or(Missing::Choice)?,
                    letter()?,
                ));
            }
            Self::Forward => {
                return Ok(Doing::Forward(Sealing {
                    to: written(&draft.whom)?,
                    recipient: path(&draft.key_file)?,
                    consent: draft.consent.clone().ok_or(Missing::Choice)?,
                    out: path(&draft.out)?,
                }));
            }
            Self::HandOn => {
                let consent = draft.consent.clone().ok_or(Missing::Choice)?;
                let without = draft.also.iter().copied().collect();
                return Ok(Doing::HandOn(consent, without));
            }
            Self::NameKeep => {
                let also = draft.also.iter().copied().collect();
                return Ok(Doing::Name(NameDoing::Keep(written(&draft.name)?, also)));
            }
            Self::NameShare => return Ok(Doing::Name(NameDoing::Share(letter()?, member()?))),
            Self::NameOpen => return Ok(Doing::Name(NameDoing::Open(letter()?))),
            Self::NameLook => return Ok(Doing::Name(NameDoing::Look(deed()?))),
            Self::NameGrant => return Ok(Doing::Name(NameDoing::Grant(deed()?, member()?))),
            Self::NameDisclose => {
                let (whom, basis) = (written(&draft.whom)?, draft.basis()?);
                return Ok(Doing::Name(NameDoing::Disclose(deed()?, whom, basis)));
            }
            Self::NameAgree => return Ok(Doing::Name(NameDoing::Agree(deed()?))),
            Self::NameCarryOut => return Ok(Doing::Name(NameDoing::CarryOut(deed()?))),
        };
        let told = match draft.tell && self.may_tell() {
            true => Some(written(&draft.told)?),
            false => None,
        };
        Ok(Doing::Deed(what, told))
    }

    /// Whether the reporter can be told of it in one with it.
    #[must_use]
    pub fn may_tell(self) -> bool {
        matches!(self, Self::Step | Self::Decide)
    }

    /// Whether it is about the reporter's name.
    #[must_use]
    pub fn is_of_name(self) -> bool {
        NAMES.contains(&self)
    }

    /// Whether it cannot be taken back, so that it is asked twice.
    #[must_use]
    pub fn is_asked_twice(self) -> bool {
        matches!(
            self,
            Self::Recuse
                | Self::HandOn
                | Self::NameShare
                | Self::NameGrant
                | Self::NameDisclose
                | Self::NameCarryOut
        )
    }
}

impl ActDraft {
    fn basis(&self) -> Result<Basis, Missing> {
        if !self.is_obliged.ok_or(Missing::Choice)? {
            return self
                .consent
                .clone()
                .map(Basis::Consent)
                .ok_or(Missing::Choice);
        }
        let law = written(&self.law)?;
        match (self.is_informed, &self.informed) {
            (None, _) | (Some(true), None) => Err(Missing::Choice),
            (Some(true), Some(answer)) => Ok(Basis::Informed(law, answer.clone())),
            (Some(false), _) => Ok(Basis::NotInformed(law, written(&self.why_not)?)),
        }
    }
}

fn written(text: &Text) -> Result<Text, Missing> {
    match text.trim().is_empty() {
        true => Err(Missing::Text),
        false => Ok(text.clone()),
    }
}

fn path(typed: &str) -> Result<PathBuf, Missing> {
    match typed.trim() {
        "" => Err(Missing::Text),
        typed => Ok(PathBuf::from(typed)),
    }
}

/// The ways in which a consent is given that stands in no letter.
pub const WAYS: [Way; 3] = [Way::Telephone, Way::Letter, Way::Meeting];

/// What a case can be marked as.
pub const MARKS: [Mark; 3] = [Mark::Spam, Mark::Closed, Mark::Open];

/// What a reporter can have been told.
pub const PUBLISHED: [Published; 4] = [
    Published::Confirmation,
    Published::Answer(Purpose::Feedback),
    Published::Answer(Purpose::CheckIn),
    Published::Answer(Purpose::Other),
];
