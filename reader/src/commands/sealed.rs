//! What is told of letters that wait for a quorum.

use crypto_core::words::Language;
use serde_json::{Value, json};

use crate::{
    state::{Case, State, quorum::SealedLetter},
    terms, words,
};

/// The sealed letters of a case, in words.
pub(super) fn words(state: &State, case: &Case, language: Language) -> Vec<String> {
    let of_letter = |letter: &SealedLetter| {
        let mut lines = words::sealed::of_letter(language, state, letter).into_iter();
        let title = lines.next().unwrap_or_default();
        let lines = lines.chain(words::sealed::how_to_give(language, letter));
        let lines: String = lines.map(|line| format!("    {line}\n")).collect();
        format!("\n--- {title}\n{lines}")
    };
    case.sealed.iter().map(of_letter).collect()
}

/// The sealed letters of a case, for programs.
pub(super) fn json(state: &State, case: &Case) -> Vec<Value> {
    case.sealed
        .iter()
        .map(|letter| {
            let from = state.usable_shares(letter).map(|share| share.from.0);
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
