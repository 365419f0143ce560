//! What the person at the reader should know beside the result: each case is one sentence or two,
//! and says what to do.

use std::fmt;

use crypto_core::{
    ids::{LetterId, MemberNumber},
    time::{Day, Epoch, Week},
};

use crate::journal::ids::CaseId;

/// Something that is not an error, but must not go unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences below say what each is")]
pub enum Notice {
    NoBoard,
    TwoBoards { serial: u64 },
    DoesNotFollow { serial: u64 },
    OldBoard { serial: u64, last: u64 },
    BoardFromTheFuture { day: Day },
    BoardRefused { boards: usize },
    TwoRosters { serial: u64 },
    RosterExpired { until: Day },
    NotInRoster,
    RecipientsRefused { epoch: Epoch },
    OtherRecipient { epoch: Epoch },
    BatchDropped { serial: u64, signer: MemberNumber },
    BundleDamaged { places: usize },
    LetterRefused { letter: LetterId, reason: String },
    WeekIncomplete { week: Week, missing: usize },
    AnswerRecovered { case: CaseId },
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
            Self::RosterExpired { until } => write!(
                f,
                "The roster was valid until {until}: no form opens any more. Have a new one signed.",
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
            Self::OtherRecipient { epoch } => write!(
                f,
                "For {} the roster gives you a recipient that this reader has no secret of: you \
                 will not be able to open letters of that month. Run `keys prepare` and have the \
                 roster signed anew.",
                month(*epoch)
            ),
            Self::BatchDropped { serial, signer } => write!(
                f,
                "A batch of yours is missing from board {serial}, signed by member {signer}, \
                 although its time is not over. The next export puts it back.",
            ),
            Self::BundleDamaged { places } => write!(
                f,
                "The bundle is damaged in {places} place(s); everything else in it was taken in. \
                 Pull again.",
            ),
            Self::LetterRefused { letter, reason } => {
                write!(f, "Letter {letter} could not be taken in: {reason}.")
            }
            Self::WeekIncomplete { week, missing } => write!(
                f,
                "{missing} letter(s) of the week from {} are not in the bundle. Pull again.",
                week.first_day()
            ),
            Self::AnswerRecovered { case } => write!(
                f,
                "An answer in case {case} was published after the backup was made; it was taken \
                 back from the board.",
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
