//! What is written in the window and handed to the library: an answer, a report that is typed in, the
//! destroying of a case.

use std::path::PathBuf;

use belfry_reader::{answer::Looked, journal::event::Purpose};
use crypto_core::{
    ids::MemberNumber,
    minutes::Way,
    time::{Day, DayError},
    words::Language,
};

use crate::model::Text;

/// An answer: one that was looked at or taken is the same as what is typed, or it is not.
#[derive(Clone, PartialEq, Eq)]
pub struct Saying {
    /// Its text.
    pub text: Text,
    /// What it is for.
    pub purpose: Purpose,
    /// Whether the minutes go below it, for the reporter to check.
    pub minutes: bool,
    /// Files that go along.
    pub files: Vec<Along>,
    /// By when its reporter hears more, as typed.
    pub next: String,
    /// The language of the text that it began with, if it began with one.
    pub language: Option<Language>,
}

/// A file that goes along.
#[derive(Clone, PartialEq, Eq)]
pub struct Along {
    /// Where it is.
    pub path: PathBuf,
    /// What is known of it.
    pub looked: Looked,
}

/// A report that is typed in.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedIn {
    /// Its text.
    pub text: Text,
    /// How it came.
    pub way: Way,
    /// When; today where nothing was typed.
    pub day: Option<Day>,
    /// Members who must not hear of it.
    pub without: Vec<MemberNumber>,
}

/// How a case is to be destroyed.
#[derive(Clone, PartialEq, Eq)]
pub struct Destroying {
    /// Why it goes before its time.
    pub reason: Option<Text>,
    /// Whether it goes though not everybody has heard of everything.
    pub unheard: bool,
    /// Where the certificate is made.
    pub certificate: Option<PathBuf>,
}

impl Default for Saying {
    fn default() -> Self {
        Self {
            text: Text::default(),
            purpose: Purpose::Other,
            minutes: false,
            files: Vec::new(),
            next: String::new(),
            language: None,
        }
    }
}

impl Saying {
    /// Whether there is anything to be sent. Below minutes the library writes what is asked.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.minutes || !self.text.trim().is_empty()
    }

    /// By when its reporter hears more, if that is said, and in which language.
    ///
    /// # Errors
    /// What was typed is no day.
    pub fn next(&self, window: Language) -> Result<Option<(Day, Language)>, DayError> {
        match self.next.trim() {
            "" => Ok(None),
            typed => Ok(Some((typed.parse()?, self.language.unwrap_or(window)))),
        }
    }

    /// Leaves what was taken as an answer: what was changed meanwhile is one of its own.
    pub fn leave(&mut self, taken: &Self) {
        let mut typed = std::mem::take(self);
        if typed.text != taken.text {
            self.text = typed.text;
        }
        typed.files.retain(|one| !taken.files.contains(one));
        self.files = typed.files;
        if typed.next != taken.next {
            self.next = typed.next;
        }
    }
}
