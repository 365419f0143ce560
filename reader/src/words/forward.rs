//! What is told of a report that was sealed to an authority, or handed on to the committee.

use std::{collections::BTreeMap, path::Path};

use crypto_core::words::Language;

use super::{Words as _, both, say};
use crate::{casework::forward::Enclosed, terminal::one_line};

/// Columns of what a stranger named a file.
const NAME_COLUMNS: usize = 60;

/// Where it is, and what became of the files, each by its number.
#[must_use]
pub fn sealed(language: Language, out: &Path, files: &BTreeMap<usize, Enclosed>) -> Vec<String> {
    let out = out.display();
    let sealed = both!(
        language,
        "De verzegelde melding staat in {out}.",
        "The sealed report is {out}.",
    );
    let files = files.iter().map(|(number, file)| {
        let name = one_line(&file.name, NAME_COLUMNS);
        match &file.sealed {
            Ok(path) => {
                let path = path.display();
                both!(
                    language,
                    "Bestand {number}, {name}\n    is verzegeld in {path}",
                    "File {number}, {name}\n    is sealed in {path}",
                )
            }
            Err(unsent) => {
                let unsent = unsent.words(language);
                both!(
                    language,
                    "Bestand {number}, {name}\n    is NIET MEEGESTUURD: {unsent}",
                    "File {number}, {name}\n    is NOT SENT: {unsent}",
                )
            }
        }
    });
    [sealed].into_iter().chain(files).collect()
}

/// That an adviser's letters go to the committee.
#[must_use]
pub fn handed_on(language: Language) -> &'static str {
    say(
        language,
        "De brieven gaan met je volgende export naar de commissie; in je antwoord staat de code waarmee de melder \
         verdergaat.",
        "The letters go to the committee with your next export; your answer has the code by which their writer goes on.",
    )
}

/// That a name which the reporter held apart goes to nobody with them.
#[must_use]
pub fn name_stays(language: Language) -> &'static str {
    say(
        language,
        "De naam die de melder apart hield, blijft bij jou: alleen jij kunt die openen, en niemand krijgt die \
         hiermee.",
        "The name that its writer held apart stays with you: it opens for you alone, and goes to nobody with this.",
    )
}
