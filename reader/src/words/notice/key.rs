//! What is said of the root key, and of a member's keys in two places.

use crypto_core::words::Language;

use super::super::{both, say};
use crate::journal::event::CloneSign;

pub(super) fn two_changes(language: Language, number: u32) -> String {
    both!(
        language,
        "ALARM: twee verschillende sleutels zouden de hoofdsleutel van het kanaal zijn (wijziging {number}). Geen van \
         beide telt: wat ermee is ondertekend, is niet ingelezen, en deze lezer publiceert niets. Wie de hoofdsleutel \
         eerst had, heeft beide ondertekend, of iemand heeft er een kopie van. Kom met alle leden bij elkaar voordat \
         iemand verdergaat.",
        "ALARM: two different keys claim to be the channel's root key (change {number}). Neither \
         counts: nothing signed under them was taken in, and this reader publishes nothing. \
         Whoever had the root key before signed both, or somebody has a copy of it. Meet with \
         all members before anybody goes on.",
    )
}

pub(super) fn given_up(language: Language, serial: u64) -> String {
    both!(
        language,
        "ALARM: ledenlijst {serial} is ondertekend met een hoofdsleutel die het kanaal niet meer gebruikt. Die lijst \
         is niet ingelezen. Iemand heeft een kopie van de oude sleutel, en de server of de koerier gaf de lijst door. \
         Vertel het je collega's.",
        "ALARM: roster {serial} is signed with a root key that the channel has given up. It was \
         not taken in. Somebody has a copy of the old key, and the server or the courier passed \
         it on. Tell your colleagues.",
    )
}

pub(super) fn changed(language: Language, number: u32) -> String {
    both!(
        language,
        "De hoofdsleutel van het kanaal is veranderd (wijziging {number}). Het kanaal, het adres en alle terugkomcodes \
         blijven hetzelfde. Vraag wie de ledenlijst ondertekent of dit klopt.",
        "The channel's root key was changed (change {number}). The channel, its address and all \
         receipts stay. Ask whoever signs the roster whether they did this.",
    )
}

pub(super) fn cloned(language: Language, serial: u64, sign: CloneSign) -> String {
    let what = match sign {
        CloneSign::Header => say(
            language,
            "is met jouw sleutel ondertekend",
            "was signed with your key",
        ),
        CloneSign::Cell => say(
            language,
            "bevat antwoorden die met jouw sleutels zijn verzegeld",
            "holds answers that were sealed with your keys",
        ),
    };
    both!(
        language,
        "ALARM: bord {serial} {what}, maar niet door deze lezer. Deze kluis wordt ook op een andere computer gebruikt, of \
         een van de twee komt uit een reservekopie terwijl de andere er nog is. Kies er nu één en vernietig de andere: \
         twee lezers met dezelfde sleutels kunnen buiten laten zien welke vakken antwoorden zijn. Er gaat niets verloren: \
         wat deze lezer had klaargezet en op geen bord heeft gestaan, vervalt, en die antwoorden worden opnieuw verzegeld \
         onder andere nummers. Weet je van geen tweede lezer, dan heeft iemand je sleutels: vertel het je collega's, laat \
         een ledenlijst zonder jou ondertekenen, en begin met een nieuwe kluis en een nieuw nummer.",
        "ALARM: board {serial} {what}, but not by this reader. Either this vault is used on \
         another machine too, or one of the two came from a backup while the other lives on. \
         Decide for one of them now and destroy the other: two readers with the same keys can \
         show outside which cells are answers. Nothing is lost: what this reader had fixed and \
         no board has shown is given up, and its answers are sealed anew under other numbers. \
         If you know of no second reader, somebody has your keys: tell your colleagues, have a \
         roster signed without you, and begin with a new vault and a new number.",
    )
}
