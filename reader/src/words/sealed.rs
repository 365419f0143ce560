//! What is told of letters that wait for a quorum.

use crypto_core::{ids::MemberNumber, words::Language};

use super::{both, deed, say};
use crate::{
    state::{State, quorum::SealedLetter},
    terminal::one_line,
    terms,
};

/// Columns of a member's name.
const NAME_COLUMNS: usize = 60;

/// All that is told of one. The first line names it.
#[must_use]
pub fn of_letter(language: Language, state: &State, letter: &SealedLetter) -> Vec<String> {
    let from: Vec<MemberNumber> = state.usable_shares(letter).map(|one| one.from).collect();
    let (id, week, imported) = (letter.id, letter.week.first_day(), letter.imported);
    let due = terms::confirm_by(letter);
    let mut all = vec![
        both!(
            language,
            "Verzegelde brief {id}, van de week van {week}, ingelezen op {imported}",
            "Sealed letter {id}, of the week from {week}, imported {imported}",
        ),
        both!(
            language,
            "De ontvangst moet uiterlijk {due} bevestigd zijn; je volgende publicatie doet dat.",
            "Receipt is due by {due}; your next publication confirms it.",
        ),
    ];
    if letter.broken {
        let broken = say(
            language,
            "De delen die hier zijn, openen hem niet: wie hem verzegelde, maakte ze verkeerd, of vroeg om meer leden. Met \
             nog een deel gaat hij misschien open.",
            "The shares that are here do not open it: whoever sealed it made them wrongly, or asked for \
             more members. A further share may still open it.",
        );
        all.push(broken.to_owned());
    }
    let (needed, shares) = (state.highest_quorum(), shares(language, letter.fits, &from));
    all.push(both!(
        language,
        "Hij gaat open met de delen van {needed} leden. Hier: {shares}.",
        "It opens with the shares of {needed} members. Here: {shares}.",
    ));
    for release in state.releases.iter().filter(|one| one.letter == letter.id) {
        let (to, day) = (release.to, release.day);
        all.push(both!(
            language,
            "Je gaf je deel op {day} aan lid {to}.",
            "You gave your share to member {to} on {day}.",
        ));
    }
    all
}

/// By which command this member's share goes to a colleague; nothing where nobody could use it.
#[must_use]
pub fn how_to_give(language: Language, letter: &SealedLetter) -> Option<String> {
    let short: String = deed::short(letter.id);
    letter.fits.then(|| {
        both!(
            language,
            "Zo laat je een collega hem lezen: release {short} --to LID",
            "To let a colleague read it: release {short} --to MEMBER",
        )
    })
}

/// That this member's share was given to a colleague of this name.
#[must_use]
pub fn given(language: Language, letter: &SealedLetter, to: MemberNumber, name: &str) -> String {
    let (letter, name) = (letter.id, one_line(name, NAME_COLUMNS));
    both!(
        language,
        "Je deel van brief {letter} is verzegeld voor {name} (lid {to}), en voor niemand anders. Het gaat mee met de \
         volgende export. Wat je hebt gegeven, kun je niet terugnemen.",
        "Your share of letter {letter} is sealed for {name} (member {to}) alone. It goes out with the next \
         export. What is given cannot be taken back.",
    )
}

fn shares(language: Language, fits: bool, from: &[MemberNumber]) -> String {
    let members = super::deed::numbers(from);
    match (fits, from.is_empty()) {
        (true, true) => both!(language, "alleen dat van jou", "yours alone"),
        (true, false) => both!(
            language,
            "dat van jou, en dat van lid {members}",
            "yours, and that of member {members}",
        ),
        (false, true) => both!(
            language,
            "geen (dat van jou past niet bij de brief)",
            "none (yours does not fit the letter)",
        ),
        (false, false) => both!(
            language,
            "niet dat van jou (het past niet bij de brief), maar dat van lid {members}",
            "not yours (it does not fit the letter), but that of member {members}",
        ),
    }
}
