//! Why something did not work. In English an error speaks for itself, with its causes; its Dutch, which holds them too,
//! stands here.

mod casework;
mod checked;
mod command;
mod core;
mod destroy;
mod founding;
mod letters;
mod name;
mod roster;
mod vault;

use std::{error::Error, io};

use crypto_core::words::Language;

use super::Words;
use crate::progress::Stopped;

/// The Dutch of an error: what is wrong and, where that is known, what caused it, as one part of a sentence.
pub(super) trait Dutch {
    fn dutch(&self) -> String;
}

impl<E: Dutch + Error + 'static> Words for E {
    fn words(&self, language: Language) -> String {
        match language {
            Language::Dutch => self.dutch(),
            Language::English => english(self),
        }
    }
}

/// An error with its causes, each said once.
fn english(error: &(dyn Error + 'static)) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(cause) = next {
        let text = cause.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
        next = cause.source();
    }
    parts.join(": ")
}

impl Dutch for Stopped {
    fn dutch(&self) -> String {
        "het is gestopt".to_owned()
    }
}

impl Dutch for io::Error {
    fn dutch(&self) -> String {
        use io::ErrorKind as K;
        let known = match self.kind() {
            K::NotFound => "het is er niet",
            K::PermissionDenied => "daar mag je niet bij",
            K::AlreadyExists => "er is al iets met die naam",
            K::StorageFull | K::QuotaExceeded => "de schijf is vol",
            K::ReadOnlyFilesystem => "daar kan niets op worden geschreven",
            K::FileTooLarge => "het bestand is te groot",
            K::IsADirectory => "dat is een map",
            K::NotADirectory => "dat is geen map",
            K::UnexpectedEof => "het houdt te vroeg op",
            K::InvalidData => "dat is geen tekst of niet te lezen",
            K::BrokenPipe => "wie het zou lezen, is gestopt",
            // The system has hundreds, and says them in its own language.
            _ => return format!("het systeem meldt: {self}"),
        };
        known.to_owned()
    }
}
