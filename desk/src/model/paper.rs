//! The root key's sheets, as far as they are on paper or put together again.

use belfry_reader::ceremony::root_change::Changing;

use super::Text;

/// What is under way with them.
pub enum PaperView {
    /// It is asked who keeps one.
    Form {
        /// Who could.
        keepers: Vec<String>,
    },
    /// They are shown, one after the other.
    Sheet {
        /// Who looks now.
        looks: String,
        /// Whose turn it is, from 1, and of how many.
        place: (usize, usize),
        /// What is copied, once its keeper looks.
        shown: Option<SheetShown>,
    },
    /// They are there as pages to print.
    Printing {
        /// Where, and what to do: sentences.
        told: Vec<String>,
    },
    /// They are typed in again.
    Typing {
        /// Which line comes.
        line: String,
        /// What is said of the line or the sheet that came before.
        told: Option<String>,
        /// Whether that line was taken; it is to be typed again otherwise.
        is_taken: bool,
        /// Whether the key is to be kept.
        keeps: bool,
    },
    /// They gave the key, which is to be kept.
    Keep {
        /// What is said of them: sentences.
        told: Vec<String>,
    },
}

/// The root key of a channel that is founded, on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RootView {
    /// Whether it is here.
    pub is_here: bool,
    /// Whether it was put onto paper here.
    pub is_split: bool,
    /// How far a change of it is, where one can be begun.
    pub change: Option<Changing>,
}

/// A sheet, for the eyes of its keeper.
pub struct SheetShown {
    /// Which it is: sentences.
    pub head: Vec<String>,
    /// Its lines of words.
    pub lines: Vec<Text>,
    /// How it is kept: sentences.
    pub rules: Vec<&'static str>,
}
