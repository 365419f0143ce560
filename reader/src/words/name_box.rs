//! What is said of a name that a letter holds apart; never the name.

use crypto_core::{
    letter::{Content, name_box::NameBox},
    words::Language,
};

use super::{Words as _, both, deed::numbers, of_one, say};
use crate::{casework::name_box, state::Letter};

/// In words, beside the letter; nothing where it holds none.
#[must_use]
pub fn fact(language: Language, letter: &Letter, content: &Content) -> Option<String> {
    Some(match name_box::parsed(content)? {
        Ok(_) if letter.is_doubtful() => say(
            language,
            "Er is een naam in apart gehouden. Omdat de brief veranderd kan zijn, opent niemand die hier.",
            "A name is held apart in it. As the letter may have been altered, nobody opens that here.",
        )
        .to_owned(),
        Ok(held) => opens(language, &held),
        Err(error) => {
            let error = error.words(language);
            both!(
                language,
                "De melder gaf een naam op en hield die apart, maar niemand kan hem openen: {error}.",
                "The reporter gave a name, held apart, that nobody can open: {error}.",
            )
        }
    })
}

/// How it opens.
#[must_use]
pub fn opens(language: Language, held: &NameBox) -> String {
    match held.threshold() {
        1 => {
            let members: Vec<_> = held.members().collect();
            let (member, can) = (numbers(&members), of_one(members.len(), "kan", "kunnen"));
            both!(
                language,
                "De melder gaf een naam op: die is apart gehouden, en lid {member} {can} hem openen (`case name \
                 --open`).",
                "The reporter gave a name: it is held apart, and member {member} can open it (`case name --open`).",
            )
        }
        needed => both!(
            language,
            "De melder gaf een naam op: die is apart gehouden, en gaat open met de delen van {needed} van jullie \
             (`case name --give-share`, `--open`).",
            "The reporter gave a name: it is held apart, and opens with the shares of {needed} of you (`case name \
             --give-share`, `--open`).",
        ),
    }
}
