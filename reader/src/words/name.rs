//! What is said where a reporter's name is given on, shown or opened; never the name.

use crypto_core::{ids::MemberNumber, words::Language};

use super::{both, deed::short, say};
use crate::journal::ids::{CaseId, DeedId};

/// That another member may read it.
#[must_use]
pub fn granted(language: Language, case: CaseId, of: DeedId, to: MemberNumber) -> String {
    let of = short(of);
    both!(
        language,
        "Zaak {case}: lid {to} mag de naam {of} lezen. Die gaat mee met je volgende export.",
        "Case {case}: member {to} may read the name {of}. It goes out with your next export.",
    )
}

/// That a member's share goes to a colleague.
#[must_use]
pub fn share_given(language: Language, case: CaseId, to: MemberNumber) -> String {
    both!(
        language,
        "Zaak {case}: lid {to} krijgt je deel van de naam met je volgende export. Je reden staat in het logboek.",
        "Case {case}: member {to} gets your share of the name with your next export. Your reason is in the journal.",
    )
}

/// That colleagues will read why it was looked at.
#[must_use]
pub fn reason_stands(language: Language, case: CaseId) -> String {
    both!(
        language,
        "Je reden staat in het logboek; collega's die zaak {case} lezen, krijgen die met je volgende bladzijde.",
        "Your reason is in the journal; colleagues who read case {case} get it with your next page.",
    )
}

/// That several texts were given as one name.
#[must_use]
pub fn differ(language: Language) -> &'static str {
    say(
        language,
        "Collega's gaven verschillende namen:",
        "Colleagues gave different names:",
    )
}

/// From whom a name came.
#[must_use]
pub fn from(language: Language, from: MemberNumber) -> String {
    both!(
        language,
        "De naam van de melder, van lid {from}:",
        "The reporter's name, from member {from}:",
    )
}

/// That it is not disclosed yet, since so many members do that together.
#[must_use]
pub fn together(language: Language, together: u8) -> String {
    both!(
        language,
        "Hier maken {together} leden samen een naam bekend. Maak hem nog niet bekend.",
        "Here {together} members disclose a name together. Do not disclose it yet.",
    )
}
