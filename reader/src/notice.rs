//! What the person at the reader should know beside the result; [`crate::words`] says it.

use std::fmt::Display;

use crypto_core::{
    ids::{LetterId, MemberNumber, ParcelId},
    time::{Day, Epoch, Week},
};

use crate::{
    journal::{event::CloneSign, ids::CaseId},
    ledger::Alarm,
};

/// Something that is not an error, but must not go unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "its sentences say what each is")]
pub enum Notice {
    NoBoard,
    TwoBoards {
        serial: u64,
    },
    DoesNotFollow {
        serial: u64,
    },
    OldBoard {
        serial: u64,
        last: u64,
    },
    BoardFromTheFuture {
        day: Day,
    },
    BoardRefused {
        boards: usize,
    },
    TwoRosters {
        serial: u64,
    },
    QuorumChanged {
        serial: u64,
        from: u8,
        to: u8,
    },
    TwoRootChanges {
        number: u32,
    },
    RootGivenUp {
        serial: u64,
    },
    RootChanged {
        number: u32,
    },
    NotInRoster,
    RecipientsRefused {
        epoch: Epoch,
    },
    BatchDropped {
        serial: u64,
        signer: MemberNumber,
    },
    BundleDamaged {
        places: Vec<HurtPlace>,
        more: usize,
    },
    LetterRefused {
        letter: LetterId,
        reason: Reason,
    },
    WeekIncomplete {
        week: Week,
        letters: Missing,
        parcels: Missing,
    },
    FilesLack {
        case: CaseId,
        parcels: usize,
    },
    AnswerRecovered {
        case: CaseId,
    },
    ShareCame {
        letter: LetterId,
        from: MemberNumber,
    },
    ShareWrong {
        letter: LetterId,
        from: MemberNumber,
    },
    OwnShareWrong {
        letter: LetterId,
    },
    ReleaseRefused {
        letter: LetterId,
        reason: Reason,
    },
    ReleaseTooEarly,
    MinutesRefused {
        letter: LetterId,
        reason: Reason,
    },
    NameRefused {
        letter: LetterId,
        reason: Reason,
    },
    NameWithoutCase {
        letter: LetterId,
        from: MemberNumber,
    },
    NameShareRefused {
        letter: LetterId,
        reason: Reason,
    },
    NameShareWithoutCase {
        letter: LetterId,
        from: MemberNumber,
    },
    NameShareCame {
        case: CaseId,
        from: MemberNumber,
    },
    PageRefused {
        letter: LetterId,
        reason: Reason,
    },
    Ledger(Alarm),
    Cloned {
        serial: u64,
        sign: CloneSign,
    },
    DayTaken {
        day: Day,
    },
}

/// Why something is not taken for what it claims to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The letter cannot be read.
    Letter(crypto_core::letter::OpenError),
    /// The shares that are here do not open it.
    Sealed(crypto_core::letter::share::Refusal),
    /// The letter was written for another channel.
    OtherChannel,
    /// No share that a member signed.
    Release(crypto_core::release::ReleaseError),
    /// A share for somebody else.
    GivenTo {
        /// Whose share.
        from: MemberNumber,
        /// For whom.
        to: MemberNumber,
    },
    /// Not typed in by a member.
    Minutes(crypto_core::minutes::MinutesError),
    /// Typed in a second time.
    TypedBefore,
    /// No name that a member signed.
    Name(crypto_core::reporter_name::NameError),
    /// No name that is kept, so long or short is it.
    NameLength,
    /// A name for others.
    GrantedToOthers(MemberNumber),
    /// It is no share of a name.
    NameShare(crypto_core::name_share::NameShareError),
    /// It is not that member's share of the name in that letter.
    NotTheirShare(MemberNumber, LetterId),
    /// No page that a member signed.
    Page(crypto_core::journal_page::PageError),
}

/// What is hurt or missing in a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "its sentences say what each is")]
pub enum HurtPlace {
    Letter(Week, LetterId),
    Parcel(Week, ParcelId),
    SomeLetter(u32),
    SomeParcel(u32),
    Board,
    Roster,
    Recipients,
    WeekList,
    Other(u32),
    Lost { first: u32, count: u32 },
    CutOff { first: u32 },
    Trailing,
    UnknownKind(usize),
    Unreadable,
}

/// Letters or parcels that are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// How many.
    pub count: usize,
    /// The first of them, by id.
    pub some: Vec<String>,
}

impl Missing {
    /// Ids that are written out at most.
    const SOME: usize = 8;

    /// Counts these ids.
    pub fn of<'i, I: Display + 'i>(ids: impl IntoIterator<Item = &'i I>) -> Self {
        let mut missing = Self {
            count: 0,
            some: Vec::new(),
        };
        for id in ids {
            missing.count += 1;
            if missing.some.len() < Self::SOME {
                missing.some.push(id.to_string());
            }
        }
        missing
    }
}

/// A month as people write it.
#[must_use]
pub fn month(epoch: Epoch) -> String {
    epoch.first_day().map_or_else(
        || epoch.to_string(),
        |day| day.to_string().chars().take(7).collect(),
    )
}
