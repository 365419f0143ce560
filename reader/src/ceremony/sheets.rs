//! Sheets with parts of the root key, typed or scanned at the reader: asked for line by line, until
//! enough fit together.

use std::io::Write;

use crypto_core::{
    primitives::signature::VerifyingKey,
    root_share::{
        JoinError, Joined, LINES, Line, LineError, RootShare, SheetError, WORDS_PER_LINE, join,
    },
    words::Language,
};

use crate::{
    paper::sheet::set_name,
    prompt::{Prompt, PromptError},
    words::say,
};

/// Sheets that give the root key.
pub struct Typed {
    /// The key.
    pub joined: Joined,
    /// The split that they are of.
    pub set: u16,
    /// How many were taken.
    pub sheets: usize,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum SheetsError {
    /// Nothing was typed any more.
    #[error("not enough sheets were typed")]
    Stopped,
    /// No further sheet was there to find the wrong one.
    #[error("one of these sheets is wrong")]
    OneIsWrong,
    /// What was typed cannot be read.
    #[error(transparent)]
    Prompt(#[from] PromptError),
    /// What is said cannot be written.
    #[error("the output could not be written")]
    Output(#[from] std::io::Error),
}

/// Asks for sheets until they give the key. An empty first line stops.
///
/// # Errors
/// [`SheetsError`].
pub fn ask(
    prompt: &mut Prompt,
    out: &mut dyn Write,
    language: Language,
    expected: Option<&VerifyingKey>,
) -> Result<Typed, SheetsError> {
    let mut sheets: Vec<RootShare> = Vec::new();
    let mut doubtful = false;
    loop {
        let Some(sheet) = ask_one(prompt, out, language)? else {
            return Err(if doubtful {
                SheetsError::OneIsWrong
            } else {
                SheetsError::Stopped
            });
        };
        let (number, set) = (sheet.number(), sheet.set());
        sheets.push(sheet);
        match join(&sheets, expected) {
            Ok(joined) => {
                return Ok(Typed {
                    joined,
                    set,
                    sheets: sheets.len(),
                });
            }
            Err(JoinError::TooFew { needed, have }) => {
                let said = say(language, "Vellen tot nu toe", "Sheets so far");
                writeln!(out, "{said}: {have} / {needed}.")?;
            }
            Err(JoinError::OtherSet(_)) => {
                sheets.pop();
                other_set(out, language, &sheets, (number, set))?;
            }
            Err(JoinError::OneIsWrong | JoinError::TooManyWrong) => {
                doubtful = true;
                let said = say(
                    language,
                    "Samen geven deze vellen een andere sleutel: een ervan is verkeerd. Typ nog een \
                     ander vel in, dan blijkt welk. (Een lege regel stopt.)",
                    "Together these sheets give another key: one of them is wrong. Type in one more \
                     sheet, to find which. (An empty line stops.)",
                );
                writeln!(out, "{said}")?;
            }
        }
    }
}

fn other_set(
    out: &mut dyn Write,
    language: Language,
    sheets: &[RootShare],
    (number, set): (u8, u16),
) -> Result<(), SheetsError> {
    let before = sheets.first().map(RootShare::set).unwrap_or_default();
    let (set, before) = (set_name(set), set_name(before));
    match language {
        Language::Dutch => writeln!(
            out,
            "Vel {number} hoort bij verdeling {set}, de eerdere bij {before}. Het telt niet mee."
        )?,
        Language::English => writeln!(
            out,
            "Sheet {number} is of split {set}, those before of {before}. It does not count."
        )?,
    }
    Ok(())
}

/// One sheet; `None` at an empty first line.
fn ask_one(
    prompt: &mut Prompt,
    out: &mut dyn Write,
    language: Language,
) -> Result<Option<RootShare>, SheetsError> {
    loop {
        let first = match ask_first(prompt, out, language)? {
            First::Nothing => return Ok(None),
            First::Sheet(sheet) => return Ok(Some(sheet)),
            First::Line(line) => line,
        };
        let mut lines = vec![first];
        for number in 2..=u8::try_from(LINES).unwrap_or(u8::MAX) {
            lines.push(ask_line(prompt, out, language, number)?);
        }
        match RootShare::from_lines(&lines) {
            Ok(sheet) => return Ok(Some(sheet)),
            Err(error) => refused(out, language, error)?,
        }
    }
}

enum First {
    Nothing,
    Sheet(RootShare),
    Line(Line),
}

fn ask_first(
    prompt: &mut Prompt,
    out: &mut dyn Write,
    language: Language,
) -> Result<First, SheetsError> {
    loop {
        let typed = prompt.line(say(
            language,
            "Regel 1 van het vel, of scan de code:",
            "Line 1 of the sheet, or scan the code:",
        ))?;
        if typed.is_empty() {
            return Ok(First::Nothing);
        }
        if RootShare::is_code(&typed) {
            match RootShare::from_code(&typed) {
                Ok(sheet) => return Ok(First::Sheet(sheet)),
                Err(error) => refused(out, language, error)?,
            }
            continue;
        }
        match Line::parse(1, &typed) {
            Ok(line) => return Ok(First::Line(line)),
            Err(error) => mistyped(out, language, 1, error)?,
        }
    }
}

fn ask_line(
    prompt: &mut Prompt,
    out: &mut dyn Write,
    language: Language,
    number: u8,
) -> Result<Line, SheetsError> {
    let question = format!("{} {number}:", say(language, "Regel", "Line"));
    loop {
        match Line::parse(number, &prompt.line(&question)?) {
            Ok(line) => return Ok(line),
            Err(error) => mistyped(out, language, number, error)?,
        }
    }
}

fn refused(out: &mut dyn Write, language: Language, error: SheetError) -> Result<(), SheetsError> {
    let said = match error {
        SheetError::NotASheet => say(
            language,
            "Dit is geen vel van een hoofdsleutel, of het is van een nieuwere versie.",
            "This is no sheet of a root key, or one of a later version.",
        ),
        SheetError::Check => say(
            language,
            "De regels van dit vel horen niet bij elkaar. Typ het vel opnieuw in.",
            "The lines of this sheet do not belong together. Type the sheet in again.",
        ),
    };
    Ok(writeln!(out, "{said}")?)
}

fn mistyped(
    out: &mut dyn Write,
    language: Language,
    number: u8,
    error: LineError,
) -> Result<(), SheetsError> {
    let text = match (language, error) {
        (Language::Dutch, LineError::Count(count)) => format!(
            "Regel {number} heeft {WORDS_PER_LINE} woorden, dit zijn er {count}. Typ de regel opnieuw."
        ),
        (Language::Dutch, LineError::Unknown(at)) => format!(
            "Regel {number}, woord {}: dat woord bestaat niet in de lijst. Typ de regel opnieuw.",
            at + 1
        ),
        (Language::Dutch, LineError::Check) => format!(
            "Regel {number}: deze vier woorden horen niet bij elkaar. Een is verkeerd, er zijn er twee \
             verwisseld, of het is een andere regel. Typ de regel opnieuw."
        ),
        (Language::English, LineError::Count(count)) => format!(
            "Line {number} has {WORDS_PER_LINE} words, these are {count}. Type the line again."
        ),
        (Language::English, LineError::Unknown(at)) => format!(
            "Line {number}, word {}: this word is not in the list. Type the line again.",
            at + 1
        ),
        (Language::English, LineError::Check) => format!(
            "Line {number}: these four words do not belong together. One is wrong, two are swapped, or it \
             is another line. Type the line again."
        ),
    };
    Ok(writeln!(out, "{text}")?)
}
