//! Passphrases: typed on the terminal, or read from a file descriptor, one a line; never an argument
//! and never in the environment, where other programs see them.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
};

use crypto_core::words::Language;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{system, vault::locked_key::Passphrase, words::say};

/// Why there is no passphrase.
#[derive(Debug, Error)]
pub enum PromptError {
    /// The terminal or the descriptor cannot be read.
    #[error("the passphrase could not be read")]
    Io(#[from] io::Error),
    /// This system hands on no descriptor with this number.
    #[error("on this system passphrases are typed, or come from descriptor 0")]
    NoDescriptor,
    /// The descriptor has fewer lines than passphrases are asked for.
    #[error("the file descriptor holds no line for: {0}")]
    NoLine(&'static str),
    /// Nothing was typed.
    #[error("the passphrase is empty")]
    Empty,
    /// The second time was not the first.
    #[error("the two passphrases are not the same")]
    NotTheSame,
}

/// Where passphrases come from.
pub enum Prompt {
    /// The terminal.
    Terminal,
    /// Lines of an open file.
    Lines(BufReader<File>),
}

impl Prompt {
    /// The terminal, or the open file descriptor with this number.
    ///
    /// # Errors
    /// [`PromptError::Io`] where there is no such descriptor, [`PromptError::NoDescriptor`].
    pub fn new(descriptor: Option<u32>) -> Result<Self, PromptError> {
        let Some(number) = descriptor else {
            return Ok(Self::Terminal);
        };
        let opened = system::open_descriptor(number).map_err(|error| match error.kind() {
            io::ErrorKind::Unsupported => PromptError::NoDescriptor,
            _ => error.into(),
        })?;
        Ok(Self::Lines(BufReader::new(opened)))
    }

    /// A passphrase that exists.
    ///
    /// # Errors
    /// Every case of [`PromptError`] but [`PromptError::NotTheSame`].
    pub fn ask(&mut self, what: &'static str) -> Result<Passphrase, PromptError> {
        let typed = match self {
            Self::Terminal => Zeroizing::new(rpassword::prompt_password(format!("{what}: "))?),
            Self::Lines(lines) => {
                let mut line = Zeroizing::new(String::new());
                if lines.read_line(&mut line)? == 0 {
                    return Err(PromptError::NoLine(what));
                }
                Zeroizing::new(line.trim_end_matches(['\n', '\r']).to_owned())
            }
        };
        chosen(Passphrase::new(typed))
    }

    /// A line that may be seen while it is typed, without its end; it may be empty.
    ///
    /// # Errors
    /// [`PromptError::Io`], [`PromptError::NoLine`].
    pub fn line(&mut self, question: &str) -> Result<Zeroizing<String>, PromptError> {
        let mut line = Zeroizing::new(String::new());
        let read = match self {
            Self::Terminal => {
                eprint!("{question} ");
                io::stdin().lock().read_line(&mut line)?
            }
            Self::Lines(lines) => lines.read_line(&mut line)?,
        };
        if read == 0 {
            return Err(PromptError::NoLine("an answer"));
        }
        Ok(Zeroizing::new(line.trim().to_owned()))
    }

    /// Whether the person says yes, in English or Dutch. Anything else is no.
    ///
    /// # Errors
    /// [`PromptError::Io`], [`PromptError::NoLine`].
    pub fn yes(&mut self, question: &str) -> Result<bool, PromptError> {
        let said = self.line(question)?.to_ascii_lowercase();
        Ok(matches!(said.as_str(), "yes" | "y" | "ja" | "j"))
    }

    /// The same before what cannot be undone: where nobody answers, that is a no.
    ///
    /// # Errors
    /// [`PromptError::Io`].
    pub fn confirm(&mut self, question: &str, language: Language) -> Result<bool, PromptError> {
        let answers = say(language, "ja/nee", "yes/no");
        match self.yes(&format!("{question} ({answers})")) {
            Err(PromptError::NoLine(_)) => Ok(false),
            said => said,
        }
    }

    /// A new passphrase; on the terminal it is asked for twice.
    ///
    /// # Errors
    /// Every case of [`PromptError`].
    pub fn ask_new(
        &mut self,
        what: &'static str,
        language: Language,
    ) -> Result<Passphrase, PromptError> {
        let first = self.ask(what)?;
        let again = say(language, "Nog een keer", "The same once more");
        match self {
            Self::Terminal => chosen_twice(first, &self.ask(again)?),
            Self::Lines(_) => Ok(first),
        }
    }
}

fn chosen(typed: Passphrase) -> Result<Passphrase, PromptError> {
    match typed.is_empty() {
        true => Err(PromptError::Empty),
        false => Ok(typed),
    }
}

/// A new passphrase that was typed twice.
///
/// # Errors
/// [`PromptError::Empty`], [`PromptError::NotTheSame`].
pub fn chosen_twice(first: Passphrase, again: &Passphrase) -> Result<Passphrase, PromptError> {
    let first = chosen(first)?;
    match first.is_same(again) {
        true => Ok(first),
        false => Err(PromptError::NotTheSame),
    }
}
