//! What the person at the reader should know beside the result: each case is one sentence or two,
//! and says what to do.

use std::fmt;

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
#[expect(missing_docs, reason = "the sentences below say what each is")]
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
        reason: String,
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
        reason: String,
    },
    ReleaseTooEarly,
    MinutesRefused {
        letter: LetterId,
        reason: String,
    },
    NameRefused {
        letter: LetterId,
        reason: String,
    },
    NameWithoutCase {
        letter: LetterId,
        from: MemberNumber,
    },
    NameShareRefused {
        letter: LetterId,
        reason: String,
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
        reason: String,
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

/// What is hurt or missing in a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences below say what each is")]
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
    pub fn of<'i, I: fmt::Display + 'i>(ids: impl IntoIterator<Item = &'i I>) -> Self {
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

    fn write(&self, f: &mut fmt::Formatter<'_>, what: &str) -> fmt::Result {
        if self.count == 0 {
            return Ok(());
        }
        write!(f, "\n  {} {what}: {}", self.count, self.some.join(", "))?;
        match self.count - self.some.len() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl fmt::Display for HurtPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(week, id) => {
                write!(f, "letter {id} of the week from {}", week.first_day())
            }
            Self::Parcel(week, id) => {
                write!(f, "parcel {id} of the week from {}", week.first_day())
            }
            Self::SomeLetter(number) => write!(f, "a letter (record {number})"),
            Self::SomeParcel(number) => write!(f, "a parcel (record {number})"),
            Self::Board => f.write_str("the board"),
            Self::Roster => f.write_str("the roster"),
            Self::Recipients => f.write_str("the recipients of a month"),
            Self::WeekList => {
                f.write_str("the list of a week: what else of that week is missing cannot be told")
            }
            Self::Other(number) => write!(f, "record {number}"),
            Self::Lost { first, count } => write!(f, "{count} record(s) from number {first} on"),
            Self::CutOff { first } => write!(
                f,
                "all from record {first} on: the file was not copied to its end"
            ),
            Self::Trailing => f.write_str("something stands behind its end; it was not read"),
            Self::UnknownKind(count) => write!(
                f,
                "{count} record(s) of a kind that this version does not know"
            ),
            Self::Unreadable => f.write_str("the stick or disk could not be read to its end"),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBoard => f.write_str(
                "The bundle holds no board that can be checked. Letters were taken in; pull again \
                 before you publish.",
            ),
            Self::TwoBoards { serial } => write!(
                f,
                "ALARM: there are two different boards with number {serial}. Somebody showed this \
                 reader and others different boards. Compare with your colleagues before you go on.",
            ),
            Self::DoesNotFollow { serial } => write!(
                f,
                "ALARM: board {serial} does not follow board {} as this reader saw it. Somebody \
                 showed this reader and others different boards. Compare with your colleagues.",
                serial.saturating_sub(1)
            ),
            Self::OldBoard { serial, last } => write!(
                f,
                "ALARM: the bundle's board has number {serial}, but number {last} was seen before. \
                 The server or the courier shows an old board.",
            ),
            Self::BoardFromTheFuture { day } => write!(
                f,
                "The board is dated {day}, which is later than tomorrow. Check this machine's date.",
            ),
            Self::BoardRefused { boards } => write!(
                f,
                "{boards} board(s) in the bundle were refused: the signature, the roster or the \
                 cells do not hold.",
            ),
            Self::TwoRosters { serial } => write!(
                f,
                "ALARM: there are two different rosters with number {serial}. Ask who signed them.",
            ),
            Self::TwoRootChanges { number } => write!(
                f,
                "ALARM: two different keys claim to be the channel's root key (change {number}). Neither \
                 counts: nothing signed under them was taken in, and this reader publishes nothing. \
                 Whoever had the root key before signed both, or somebody has a copy of it. Meet with \
                 all members before anybody goes on.",
            ),
            Self::RootGivenUp { serial } => write!(
                f,
                "ALARM: roster {serial} is signed with a root key that the channel has given up. It was \
                 not taken in. Somebody has a copy of the old key, and the server or the courier passed \
                 it on. Tell your colleagues.",
            ),
            Self::RootChanged { number } => write!(
                f,
                "The channel's root key was changed (change {number}). The channel, its address and all \
                 receipts stay. Ask whoever signs the roster whether they did this.",
            ),
            Self::NotInRoster => f.write_str(
                "The roster does not list this reader's key. Reporters do not write to you; ask \
                 whoever signs the roster.",
            ),
            Self::RecipientsRefused { epoch } => write!(
                f,
                "The recipients of {} are not those that the roster names.",
                month(*epoch)
            ),
            Self::BatchDropped { serial, signer } => write!(
                f,
                "A batch of yours is missing from board {serial}, signed by member {signer}, \
                 although its time is not over. The next export puts it back.",
            ),
            Self::BundleDamaged { places, more } => {
                f.write_str(
                    "The bundle is damaged; everything else in it was taken in. Hurt or missing:",
                )?;
                for place in places {
                    write!(f, "\n  {place}")?;
                }
                if *more > 0 {
                    write!(f, "\n  and {more} more places")?;
                }
                f.write_str(
                    "\nCopy the bundle from the courier once more and import it again. If it is \
                     damaged there too, pull again: the courier then fetches what is hurt anew.",
                )
            }
            Self::LetterRefused { letter, reason } => {
                write!(f, "Letter {letter} could not be taken in: {reason}.")
            }
            Self::WeekIncomplete {
                week,
                letters,
                parcels,
            } => {
                write!(
                    f,
                    "Of the week from {} the server had more than came:",
                    week.first_day()
                )?;
                letters.write(f, "letter(s)")?;
                parcels.write(f, "parcel(s) of files")?;
                f.write_str("\nPull and import again; the server keeps them for 13 weeks at most.")
            }
            Self::FilesLack { case, parcels } => write!(
                f,
                "{parcels} of the missing parcels belong to files of case {case}; `files {case}` \
                 tells which.",
            ),
            Self::ShareCame { letter, from } => {
                write!(f, "Member {from} gave you their share of letter {letter}.")
            }
            Self::ShareWrong { letter, from } => write!(
                f,
                "ALARM: the share of letter {letter} that member {from} gave you is not the one that \
                 the letter has. It was changed, or belongs to another letter, or your two readers were given different \
                 letters under this name. It is not used; compare with member {from}, and tell your colleagues.",
            ),
            Self::OwnShareWrong { letter } => write!(
                f,
                "ALARM: whoever sealed letter {letter} gave you a share that does not fit it. Colleagues \
                 cannot use it; the letter opens with enough shares of others.",
            ),
            Self::ReleaseRefused { letter, reason } => write!(
                f,
                "ALARM: letter {letter} claims to hold a colleague's share, but {reason}. It is not used.",
            ),
            Self::MinutesRefused { letter, reason } => write!(
                f,
                "ALARM: letter {letter} claims that a colleague typed it in, but {reason}.",
            ),
            Self::NameRefused { letter, reason } => write!(
                f,
                "ALARM: letter {letter} claims that a colleague gives you a reporter's name, but {reason}. It is not kept.",
            ),
            Self::NameWithoutCase { letter, from } => write!(
                f,
                "Member {from} gives you the name of a reporter (letter {letter}) whose case you cannot read yet. It is not kept; once \
                 you can, ask member {from} to grant it again.",
            ),
            Self::NameShareRefused { letter, reason } => write!(
                f,
                "ALARM: letter {letter} claims to bring a colleague's share of a reporter's name, but {reason}. It is not used.",
            ),
            Self::NameShareWithoutCase { letter, from } => write!(
                f,
                "Member {from} gives you their share of a reporter's name (letter {letter}) in a case that you cannot read yet. It \
                 is not kept; once you can, ask member {from} to give it again.",
            ),
            Self::NameShareCame { case, from } => write!(
                f,
                "Member {from} gave you their share of the name that the reporter of case {case} holds apart (`case name --open`).",
            ),
            Self::PageRefused { letter, reason } => write!(
                f,
                "ALARM: letter {letter} claims to be a page of a colleague's journal, but {reason}.",
            ),
            Self::Ledger(alarm) => write!(f, "ALARM: {alarm}"),
            Self::ReleaseTooEarly => f.write_str(
                "A colleague's letter came, but this reader has no roster yet. Import the bundle again.",
            ),
            Self::AnswerRecovered { case } => write!(
                f,
                "An answer in case {case} was published by another reader with your keys, or after the \
                 backup was made; it was taken back from the board.",
            ),
            Self::Cloned { serial, sign } => {
                let what = match sign {
                    CloneSign::Header => "was signed with your key",
                    CloneSign::Cell => "holds answers that were sealed with your keys",
                };
                write!(
                    f,
                    "ALARM: board {serial} {what}, but not by this reader. Either this vault is used on \
                     another machine too, or one of the two came from a backup while the other lives on. \
                     Decide for one of them now and destroy the other: two readers with the same keys can \
                     show outside which cells are answers. Nothing is lost: what this reader had fixed and \
                     no board has shown is given up, and its answers are sealed anew under other numbers. \
                     If you know of no second reader, somebody has your keys: tell your colleagues, have a \
                     roster signed without you, and begin with a new vault and a new number.",
                )
            }
            Self::DayTaken { day } => write!(
                f,
                "On {day}, your publication day, a batch was published that this reader did not draw, \
                 and none of your colleagues had one to make up for. This reader publishes none for that \
                 day. Ask them; if it was nobody, this vault is used on another machine too.",
            ),
        }
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
