//! What numbers in events stand for. A number of a later version stands for nothing here.

macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $code:literal $variant:ident, )* } )*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $( $(#[$variant_doc])* $variant, )* }

        impl $name {
            /// The number that stands for it.
            #[must_use]
            pub fn code(self) -> u8 {
                match self { $( Self::$variant => $code, )* }
            }

            /// What the number stands for; `None` for one of a later version.
            #[must_use]
            pub fn from_code(code: u8) -> Option<Self> {
                match code { $( $code => Some(Self::$variant), )* _ => None }
            }
        }
    )*};
}

codes! {
    /// How a case came to be.
    Standing {
        /// An ordinary conversation.
        0 Conversation,
        /// The same conversation id under another key: one of the two is forged.
        1 Rival,
        /// The letter's tag does not hold: a mistyped receipt or a forgery.
        2 Doubtful,
        /// An age letter without a way back.
        3 NoWayBack,
        /// Nothing of it has been opened: a quorum must come together first.
        4 Sealed,
    }
    /// What somebody decided about a case.
    Mark {
        /// Being worked on.
        0 Open,
        /// Not a report; gets no confirmation.
        1 Spam,
        /// Done.
        2 Closed,
    }
    /// Why an epoch's secret was erased.
    EraseReason {
        /// 28 days had passed since its end, and every storage week of that time was imported.
        0 Imported,
        /// 13 weeks more had passed.
        1 Deadline,
        /// The member wanted it.
        2 Wanted,
    }
    /// By what another reader with the same keys was noticed.
    CloneSign {
        /// A header signed with the own board key.
        0 Header,
        /// A cell under an own token.
        1 Cell,
    }
    /// What an answer is for.
    Purpose {
        /// Nothing that a term asks for.
        0 Other,
        /// The feedback of Directive (EU) 2019/1937, article 9(1)(f).
        1 Feedback,
        /// A question how the reporter fares: article 19 and 21.
        2 CheckIn,
    }
    /// What an answer is.
    ReplyKind {
        /// Somebody's words.
        0 Answer,
        /// "We have received your letters."
        1 Confirmation,
    }
}

/// Warnings about a letter, one bit each.
pub struct Alarms;

impl Alarms {
    /// The reporter was served a roster that was not the public one any more.
    pub const OLD_ROSTER: u8 = 1;
    /// The reporter was served a board that was not the public one any more.
    pub const OLD_BOARD: u8 = 2;
    /// The reporter was served a roster that this reader has never seen.
    pub const OTHER_ROSTER: u8 = 4;
    /// The letter's tag does not hold.
    pub const TAG: u8 = 8;
}
