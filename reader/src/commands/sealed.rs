//! What is told of letters that wait for a quorum.

use serde_json::{Value, json};

use crate::{
    state::{
        Case, State,
        quorum::{ReceivedShare, SealedLetter},
    },
    terms,
};

fn usable<'s>(
    state: &'s State,
    letter: &SealedLetter,
) -> impl Iterator<Item = &'s ReceivedShare> + use<'s> {
    let given = state.shares.get(&letter.id).into_iter().flatten();
    given.filter(|share| !share.refused)
}

/// The sealed letters of a case, in words.
pub(super) fn words(state: &State, case: &Case) -> Vec<String> {
    case.sealed
        .iter()
        .map(|letter| of_letter(state, letter))
        .collect()
}

fn of_letter(state: &State, letter: &SealedLetter) -> String {
    let mut text = format!(
        "\n--- Sealed letter {}, of the week from {}, imported {}\n    Receipt is due by {}; your next \
         publication confirms it.\n",
        letter.id,
        letter.week.first_day(),
        letter.imported,
        terms::confirm_by(letter),
    );
    if letter.broken {
        text += "    The shares that are here do not open it: whoever sealed it made them wrongly, or asked for \
                 more members. A further share may still open it.\n";
    }
    let needed = state.highest_quorum();
    let from: Vec<String> = usable(state, letter)
        .map(|share| share.from.to_string())
        .collect();
    text += &format!("    It opens with the shares of {needed} members. Here: ");
    text += match (letter.fits, from.is_empty()) {
        (true, true) => "yours alone",
        (true, false) => "yours, and that of member ",
        (false, true) => "none (yours does not fit the letter)",
        (false, false) => "not yours (it does not fit the letter), but that of member ",
    };
    text += &from.join(", ");
    text += ".\n";
    for release in state.releases.iter().filter(|one| one.letter == letter.id) {
        text += &format!(
            "    You gave your share to member {} on {}.\n",
            release.to, release.day
        );
    }
    if letter.fits {
        let short: String = letter.id.to_string().chars().take(8).collect();
        text += &format!("    To let a colleague read it: release {short} --to MEMBER\n");
    }
    text
}

/// The sealed letters of a case, for programs.
pub(super) fn json(state: &State, case: &Case) -> Vec<Value> {
    case.sealed
        .iter()
        .map(|letter| {
            let from = usable(state, letter).map(|share| share.from.0);
            let given = state.releases.iter().filter(|one| one.letter == letter.id);
            json!({
                "letter": letter.id,
                "week": letter.week.0,
                "imported": letter.imported,
                "confirm_by": terms::confirm_by(letter),
                "needed": state.highest_quorum(),
                "own_share_fits": letter.fits,
                "shares_do_not_open_it": letter.broken,
                "shares_of": from.collect::<Vec<_>>(),
                "released_to": given.map(|one| one.to.0).collect::<Vec<_>>(),
            })
        })
        .collect()
}
