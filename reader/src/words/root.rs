//! What is said of a change of the root key.

use std::path::Path;

use crypto_core::words::Language;

use super::{both, say};

/// After the new key was made: what is to be done then.
#[must_use]
pub fn begun(language: Language, number: u32) -> String {
    both!(
        language,
        "Er is een nieuwe hoofdsleutel, door de oude ondertekend als wijziging {number}. Het kanaal, het adres, de \
         woorden en alle terugkomcodes blijven hetzelfde. Nu:\n1. Onderteken een ledenlijst (`roster renew` of een \
         andere wijziging): daar zit de wijziging in, en die lijst wordt met de nieuwe sleutel ondertekend. Publiceer \
         de lijst en lees een nieuw pakket in.\n2. Verdeel de nieuwe sleutel over papier (`root split`) en oefen; \
         verbrand de vellen van de oude.\n3. Vernietig dan de oude sleutel (`root change`, nog een keer).\nWie een kopie \
         van de oude sleutel heeft, kan nieuwe bezoekers nog een eigen kanaal laten zien als hij ook de server heeft: is \
         de sleutel gestolen, richt dan een nieuw kanaal op.",
        "There is a new root key, signed by the old one as change {number}. The channel, its address, \
         its words and all receipts stay. Now:\n\
         1. Sign a roster (`roster renew` or any other change): it carries the change and is signed \
         with the new key. Publish it and import a fresh bundle.\n\
         2. Split the new key onto paper (`root split`) and rehearse it; burn the sheets of the old one.\n\
         3. Then destroy the old key (`root change`, once more).\n\
         Whoever has a copy of the old key can still show new visitors a channel of their own, if they \
         have the server too: if it was stolen, found a new channel instead.",
    )
}

/// While the new key is there and not in force: what is to be done next.
#[must_use]
pub fn not_in_force(language: Language) -> &'static str {
    say(
        language,
        "Er is een nieuwe hoofdsleutel, en er geldt nog geen ledenlijst die ermee is ondertekend. Onderteken er een \
         (`roster renew` of een andere wijziging), publiceer die, lees een nieuw pakket in, en vernietig dan de oude \
         sleutel (`root change`, nog een keer).",
        "A new root key is made, and no roster in force is signed with it yet. Sign one \
         (`roster renew` or any other change), publish it, import a fresh bundle, then destroy the old key \
         (`root change`, once more).",
    )
}

/// Once the new key is in force.
#[must_use]
pub fn in_force(language: Language) -> &'static str {
    say(
        language,
        "De geldende ledenlijst is met de nieuwe hoofdsleutel ondertekend. De oude is nergens meer voor nodig. Elke kopie \
         moet weg: op sticks, en op vellen papier.",
        "The roster in force is signed with the new root key. The old one is needed for nothing any \
         more. Every copy of it should go: sticks, and sheets of paper.",
    )
}

/// After the old key was destroyed.
#[must_use]
pub fn destroyed(language: Language, new: &Path) -> String {
    let path = new.display();
    both!(
        language,
        "De oude hoofdsleutel is op deze computer vernietigd; de nieuwe staat in {path}.",
        "The old root key is destroyed on this machine; the new one is in {path}.",
    )
}
