//! A report for another authority: sealed to its own age key, once the reporter has consented in a letter. The files
//! that came with the letters go along, each as an age file of its own beside the report.

mod beside;
mod deed;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crypto_core::{
    ids::LetterId,
    primitives::{
        age_file::{WriteError, write_long},
        hash::sha256,
        hybrid::{HybridRecipient, KeyTextError},
    },
    text::hex,
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use self::beside::{Sealed, Written};
pub use self::deed::{Forwarding, forward};
use crate::{
    attachments::{self, Unsent},
    cases::{self, Text},
    casework::find,
    progress::{Measure, Stopped, Watch},
    state::Case,
    terminal::one_line,
    vault::{Vault, VaultError},
};

/// Columns of a file's name in the sealed text: it is a stranger's, and must not pass for another line.
const NAME_COLUMNS: usize = 255;

/// Why nothing was sealed.
#[derive(Debug, Error)]
pub enum ForwardError {
    /// A key that is no hybrid one.
    #[error("the authority's key cannot be used: {0}")]
    Key(#[from] KeyTextError),
    /// No letter, or several.
    #[error(
        "no letter of this case, and no consent written down in it, has a name that begins like this, or several have"
    )]
    NoLetter,
    /// A member's words.
    #[error(
        "a member typed this letter in: it is no consent that the reporter wrote. Write down in this case how the reporter \
         consents (`case consent`), and give the name of what you wrote down (--consent); or forward the case in which \
         they go on through the page, with their letter there"
    )]
    TypedIn,
    /// Whoever forged it, or changed it, would consent for the reporter.
    #[error(
        "the tag of a letter does not hold here, so that somebody else may have written it: it is no consent of the \
         reporter's, and what was answered there has informed nobody. Write down how the reporter consents (`case consent`)"
    )]
    Doubtful,
    /// It could not be sealed.
    #[error("the report could not be sealed")]
    Seal(#[from] WriteError),
    /// There is a file with a name that the report, or a file beside it, would have.
    #[error("{0} is there already, and nothing is written over")]
    Exists(String),
    /// The file system said no.
    #[error("{0} could not be written")]
    Io(String, #[source] io::Error),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever waited had it stopped.
    #[error("sealing the report was stopped, and nothing was made")]
    Stopped(#[from] Stopped),
}

/// What was made of a file that came with a letter.
pub struct Enclosed {
    /// As its sender named it.
    pub name: String,
    /// Where it is sealed, or why it is not.
    pub sealed: Result<PathBuf, Unsent>,
}

/// A report that is sealed and on disk. Unless it is [kept](Report::keep), it goes again when this is dropped: what
/// nobody has written down is not handed on.
pub struct Report {
    /// The files that came with the letters, by their numbers in `files`.
    pub files: BTreeMap<usize, Enclosed>,
    written: Written,
}

impl Report {
    /// How many files went along.
    #[must_use]
    pub fn sent(&self) -> usize {
        self.files
            .values()
            .filter(|file| file.sealed.is_ok())
            .count()
    }

    /// Lets it stay.
    #[must_use]
    pub fn keep(mut self) -> BTreeMap<usize, Enclosed> {
        self.written.keep();
        std::mem::take(&mut self.files)
    }
}

/// The letter of a case whose name begins like this, if its reporter wrote it.
///
/// # Errors
/// [`ForwardError::NoLetter`], [`ForwardError::TypedIn`] and [`ForwardError::Doubtful`].
pub fn letter(case: &Case, typed: &str) -> Result<LetterId, ForwardError> {
    let letter = find::only(&case.letters, |one| one.id, typed);
    let letter = letter.ok_or(ForwardError::NoLetter)?;
    // It is a member who says there that the reporter consents.
    if case.minutes.is_some() {
        return Err(ForwardError::TypedIn);
    }
    match letter.is_doubtful() {
        true => Err(ForwardError::Doubtful),
        false => Ok(letter.id),
    }
}

/// Seals the letters of a case to an authority, as a text at `out`, and each file that came with them and is whole here
/// beside it: `report-01.age` beside `report.age`. The text names each file, with its SHA-256 and where it is sealed,
/// or why it is not. Nothing is there half written, the report itself comes last, and nothing is written over. `watch` is
/// told how far it is with each file, and can stop it there.
///
/// # Errors
/// [`ForwardError`]; nothing is left behind then.
pub fn seal(
    vault: &mut Vault,
    case: &Case,
    (authority_key, out): (&str, &Path),
    watch: Watch<'_>,
    rng: &mut impl CryptoRng,
) -> Result<Report, ForwardError> {
    let recipient = [HybridRecipient::parse(authority_key.trim())?];
    let mut written = Written::default();
    beside::refuse(out)?;
    let mut sealed = Sealed::watched(watch);
    attachments::for_each(vault, case, |store, file| {
        sealed.take((store, file), (&recipient, out), &mut written, rng)
    })?;
    let text = document(vault, case, &sealed.files)?;
    let report = write_long(&recipient, text.as_bytes(), rng)?;
    written.write(out, |part| {
        part.write_all(&report).map_err(ForwardError::io(out))
    })?;
    // From here on it is there: a stop that comes later is too late.
    watch.at(Measure::UNKNOWN)?;
    written.place()?;
    Ok(Report {
        files: sealed.files,
        written,
    })
}

/// What a key is known by in the journal: the first eight bytes of its SHA-256.
#[must_use]
pub fn key_name(authority_key: &str) -> String {
    let hash = sha256(&[authority_key.trim().as_bytes()]);
    hex(hash.get(..8).unwrap_or_default())
}

fn document(
    vault: &mut Vault,
    case: &Case,
    files: &BTreeMap<usize, Enclosed>,
) -> Result<Zeroizing<String>, VaultError> {
    let mut text = Zeroizing::new(String::new());
    // As `attachments::for_each` counts them.
    let mut number = 0;
    for letter in &case.letters {
        let read = cases::text(vault, letter)?;
        let _ = writeln!(
            text,
            "Letter of {}\n\n{}\n",
            letter.letter_day,
            read.body().trim_end()
        );
        if let Text::Letter(content) = &read {
            for file in &content.attachments {
                number += 1;
                let name = one_line(&file.name, NAME_COLUMNS);
                let _ = writeln!(text, "File {number}: {name} ({} bytes)", file.size);
                let _ = writeln!(text, "  SHA-256: {}", file.sha256);
                let place = match files.get(&number).map(|file| &file.sealed) {
                    Some(Ok(path)) => format!("sealed in: {}", beside::name_of(path)),
                    Some(Err(unsent)) => format!("NOT SENT: {unsent}"),
                    None => "NOT SENT".to_owned(),
                };
                let _ = writeln!(text, "  {place}");
            }
        }
        text.push('\n');
    }
    Ok(text)
}

impl ForwardError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let name = path.display().to_string();
        move |error| Self::Io(name, error)
    }
}
