//! What is said of the root key's sheets: as they are made, and as they are put together.

use std::path::Path;

use crypto_core::{
    root_share::{LineError, SheetError, WORDS_PER_LINE},
    words::Language,
};

use super::{Words, both, say};
use crate::{
    ceremony::sheets::{Added, Mistyped, Typed},
    paper::sheet::set_name,
    terminal::one_line,
};

/// Columns of names.
const NAME: usize = 60;

/// Before a sheet is shown.
#[must_use]
pub fn looks(language: Language, keeper: &str) -> String {
    let keeper = one_line(keeper, NAME);
    both!(
        language,
        "Alleen {keeper} kijkt nu op het scherm.",
        "Only {keeper} looks at the screen now.",
    )
}

/// Where pages with sheets are, and what to do with them.
#[must_use]
pub fn printing(language: Language, count: usize, folder: &Path) -> [String; 2] {
    let folder = folder.display();
    let there = both!(
        language,
        "{count} vellen staan als sheet-N.html in {folder}.",
        "{count} sheets are there as sheet-N.html in {folder}.",
    );
    let print = say(
        language,
        "Open ze op deze computer in een browser en druk ze af, op een printer zonder netwerk en geheugen, die met een \
         kabel aan deze computer zit. Ieder neemt zijn eigen vel.",
        "Open them on this machine in a browser and print them, on a printer without network or memory that \
         is connected by a cable. Everybody takes their own sheet.",
    );
    [there, print.to_owned()]
}

/// After pages were wiped.
#[must_use]
pub fn wiped(language: Language) -> &'static str {
    say(
        language,
        "De bestanden zijn overschreven en weg. Zet de printer uit en weer aan.",
        "The files are overwritten and gone. Switch the printer off and on again.",
    )
}

/// Once all sheets are on paper.
#[must_use]
pub fn split(language: Language, set: u16) -> String {
    let set = set_name(set);
    both!(
        language,
        "De sleutel is verdeeld. Oefen nu met de vellen (`belfry-reader root rehearse`). Verdeling: {set}",
        "The key is split. Now rehearse with the sheets (`belfry-reader root rehearse`). Split: {set}",
    )
}

/// What is asked for: a line of a sheet.
#[must_use]
pub fn line(language: Language, number: u8) -> String {
    match number {
        1 => say(
            language,
            "Regel 1 van het vel, of scan de code",
            "Line 1 of the sheet, or scan the code",
        )
        .to_owned(),
        _ => format!("{} {number}", say(language, "Regel", "Line")),
    }
}

impl Words for Mistyped {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Line(number, error) => mistyped(language, *number, *error),
            Self::Sheet(SheetError::NotASheet) => say(
                language,
                "Dit is geen vel van een hoofdsleutel, of het is van een nieuwere versie.",
                "This is no sheet of a root key, or one of a later version.",
            )
            .to_owned(),
            Self::Sheet(SheetError::Check) => say(
                language,
                "De regels van dit vel horen niet bij elkaar. Typ het vel opnieuw in.",
                "The lines of this sheet do not belong together. Type the sheet in again.",
            )
            .to_owned(),
        }
    }
}

fn mistyped(language: Language, number: u8, error: LineError) -> String {
    match error {
        LineError::Count(count) => both!(
            language,
            "Regel {number} heeft {WORDS_PER_LINE} woorden, dit zijn er {count}. Typ de regel opnieuw.",
            "Line {number} has {WORDS_PER_LINE} words, these are {count}. Type the line again.",
        ),
        LineError::Unknown(at) => {
            let at = at + 1;
            both!(
                language,
                "Regel {number}, woord {at}: dat woord bestaat niet in de lijst. Typ de regel opnieuw.",
                "Line {number}, word {at}: this word is not in the list. Type the line again.",
            )
        }
        LineError::Check => both!(
            language,
            "Regel {number}: deze vier woorden horen niet bij elkaar. Een is verkeerd, er zijn er twee verwisseld, of het \
             is een andere regel. Typ de regel opnieuw.",
            "Line {number}: these four words do not belong together. One is wrong, two are swapped, or it \
             is another line. Type the line again.",
        ),
    }
}

impl Words for Added {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Key(typed) => gives(language, typed),
            Self::TooFew { have, needed } => {
                let so_far = say(language, "Vellen tot nu toe", "Sheets so far");
                format!("{so_far}: {have} / {needed}.")
            }
            Self::OtherSet {
                number,
                set,
                before,
            } => {
                let (set, before) = (set_name(*set), set_name(*before));
                both!(
                    language,
                    "Vel {number} hoort bij verdeling {set}, de eerdere bij {before}. Het telt niet mee.",
                    "Sheet {number} is of split {set}, those before of {before}. It does not count.",
                )
            }
            Self::OneIsWrong => say(
                language,
                "Samen geven deze vellen een andere sleutel: een ervan is verkeerd. Typ nog een ander vel in, dan blijkt \
                 welk.",
                "Together these sheets give another key: one of them is wrong. Type in one more sheet, to find which.",
            )
            .to_owned(),
        }
    }
}

fn gives(language: Language, typed: &Typed) -> String {
    let (count, set) = (typed.sheets, set_name(typed.set));
    both!(
        language,
        "Deze {count} vellen (verdeling {set}) geven de hoofdsleutel terug.",
        "These {count} sheets (split {set}) give the root key back.",
    )
}

/// What is said of sheets that gave a key: that they do, which of them do not fit, and which key it is where this vault
/// does not know the one in force.
#[must_use]
pub fn together(language: Language, typed: &Typed, is_known: bool) -> Vec<String> {
    let mut all = vec![gives(language, typed)];
    all.extend(typed.joined.wrong.iter().map(|number| {
        both!(
            language,
            "LET OP: vel {number} past niet bij de andere. Het is beschadigd of vervalst. Vraag het aan wie dat vel \
             bewaart.",
            "WARNING: sheet {number} does not fit the others. It is damaged or forged. Ask who keeps it.",
        )
    }));
    if !is_known {
        let public = typed.joined.key.verifying_key().to_minisign();
        all.push(both!(
            language,
            "Deze lezer kent de ledenlijst nog niet en kan dus niet zeggen of dit de sleutel is die nu geldt. Openbare \
             sleutel: {public}",
            "This reader does not know the roster yet and cannot tell whether this is the key in force. Public key: \
             {public}",
        ));
    }
    all
}

/// Where the root key is that sheets gave.
#[must_use]
pub fn recovered(language: Language, file: &Path) -> String {
    let path = file.display();
    both!(
        language,
        "De hoofdsleutel staat in {path}.",
        "The root key is in {path}.",
    )
}
