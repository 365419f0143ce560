//! What a new roster means, for whoever is about to sign it.

use crypto_core::words::Language;

use super::{both, say};
use crate::ceremony::{Plan, changes, changing::Prepared, root_change::Changing};

/// What changes, one sentence each, and until when it would be valid.
#[must_use]
pub fn means(language: Language, prepared: &Prepared) -> Vec<String> {
    let mut said: Vec<String> = prepared
        .waiting
        .iter()
        .map(|serial| waits(language, *serial))
        .collect();
    let changes = changes::describe(language, &prepared.before, &prepared.draft.roster);
    if changes.is_empty() {
        let same = say(
            language,
            "Leden en instellingen blijven zoals ze zijn; alleen de geldigheid van de ledenlijst is nieuw.",
            "Members and settings stay as they are; the roster is valid anew.",
        );
        said.push(same.to_owned());
    }
    said.extend(changes);
    let new_root = match prepared.root {
        Changing::No => None,
        Changing::Begun => Some(say(
            language,
            "Er is een wijziging van de hoofdsleutel bezig: de nieuwe hoofdsleutel ondertekent, met zijn eigen wachtzin, en \
             met deze ledenlijst gaat de wijziging mee.",
            "A change of the root key is under way: the new root key signs, with a passphrase of its own, and the change goes \
             out with this roster.",
        )),
        Changing::InForce => Some(say(
            language,
            "De nieuwe hoofdsleutel ondertekent, met zijn eigen wachtzin; de oude is nergens meer voor nodig.",
            "The new root key signs, with a passphrase of its own; the old one is needed for nothing any more.",
        )),
    };
    said.extend(new_root.map(str::to_owned));
    if !prepared.renewed.is_empty() {
        let numbers: Vec<String> = prepared.renewed.iter().map(ToString::to_string).collect();
        let numbers = numbers.join(", ");
        said.push(both!(
            language,
            "Er komen nieuwe sleutels voor brieven bij, van lid {numbers}.",
            "New keys for letters are added, of member {numbers}.",
        ));
    }
    said.push(valid(language, &prepared.plan));
    said
}

/// A roster that was signed and is not in force yet: another one is made from the same roster as it was.
#[must_use]
pub fn waits(language: Language, serial: u64) -> String {
    both!(
        language,
        "Ledenlijst {serial} is hier al ondertekend en nog niet ingelezen. Onderteken je nu een andere, dan komt die ervoor in \
         de plaats: wat ledenlijst {serial} veranderde, telt dan niet. Laat die liever eerst publiceren, en lees hem in.",
        "Roster {serial} was signed here already and is not imported yet. If you sign another one now, it takes the place of \
         that one, and what roster {serial} changed does not count. Better have that one published first, and import it.",
    )
}

fn valid(language: Language, plan: &Plan) -> String {
    let until = plan.valid_until;
    let missing = plan
        .first_without_keys
        .as_ref()
        .map_or_else(String::new, |numbers| {
            both!(
                language,
                " (sleutels voor latere maanden ontbreken nog van lid {numbers})",
                " (keys for later months are missing of member {numbers})",
            )
        });
    both!(
        language,
        "Deze ledenlijst is geldig tot en met {until}{missing}.",
        "It will be valid until {until}{missing}.",
    )
}
