//! What forms choose from.

use belfry_reader::journal::ids::DeedId;
use crypto_core::ids::{LetterId, MemberNumber};

use crate::acts::Act;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    /// What it is to the library.
    pub id: T,
    /// What it is to a person.
    pub name: String,
}

/// What there is to be chosen in a case.
#[derive(Debug, Default, Clone)]
pub struct Choices {
    /// Members of the committee, this one too.
    pub members: Vec<Named<MemberNumber>>,
    /// The others.
    pub colleagues: Vec<Named<MemberNumber>>,
    /// Roles of the rules.
    pub roles: Vec<Named<String>>,
    /// Roles that members have.
    pub assigned: Vec<Named<(MemberNumber, String)>>,
    /// What the report can be decided to be; none before that may be decided.
    pub outcomes: Vec<Named<String>>,
    /// Tasks and promises that are not done.
    pub open: Vec<Named<DeedId>>,
    /// Holds that were not lifted.
    pub holds: Vec<Named<DeedId>>,
    /// What was done.
    pub deeds: Vec<Named<DeedId>>,
    /// Whether a mark says where it stands; its steps do otherwise.
    pub may_mark: bool,
    /// Whether a member typed the report in.
    pub is_typed_in: bool,
    /// Whether the reporter wrote to an adviser alone.
    pub is_advisers: bool,
    /// Letters in which the reporter of typed-in minutes may agree with them, or correct them.
    pub checks: Vec<Named<LetterId>>,
    /// Letters and what members wrote down, one of which may be a consent.
    pub consents: Vec<Named<String>>,
    /// Answers that may have informed the reporter.
    pub answers: Vec<Named<String>>,
    /// Names that are held apart.
    pub names: Vec<Named<DeedId>>,
    /// Letters that hold a name which the reporter gave.
    pub letters: Vec<Named<LetterId>>,
    /// Disclosures that were asked for.
    pub asked: Vec<Named<DeedId>>,
}

impl Choices {
    /// Whether there is what this would be done with. Whether it may be done, the library says.
    #[must_use]
    pub fn has_for(&self, act: Act) -> bool {
        match act {
            Act::Decide => !self.outcomes.is_empty(),
            Act::Done => !self.open.is_empty(),
            Act::Lift => !self.holds.is_empty(),
            Act::Correct => !self.deeds.is_empty(),
            Act::Unassign => !self.assigned.is_empty(),
            Act::Told => self.is_typed_in,
            Act::Mark => self.may_mark,
            Act::Checked => !self.checks.is_empty(),
            Act::HandOn => self.is_advisers,
            Act::NameShare | Act::NameOpen => !self.letters.is_empty(),
            Act::NameLook | Act::NameGrant | Act::NameDisclose => !self.names.is_empty(),
            Act::NameAgree | Act::NameCarryOut => !self.asked.is_empty(),
            Act::Note
            | Act::Step
            | Act::Task
            | Act::Promise
            | Act::SecondLook
            | Act::Assign
            | Act::Hold
            | Act::Consent
            | Act::Forward
            | Act::Recuse
            | Act::NameKeep => true,
        }
    }
}
