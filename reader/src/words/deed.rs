//! What members did in cases, in words.

mod ground;

use std::fmt::Display;

use crypto_core::{ids::MemberNumber, minutes::Way, words::Language};

use super::{Words, both, say};
use crate::{
    casework::{Given, Ordered, What, rules::Rules, view::Answer},
    journal::ids::DeedId,
    terminal::one_line,
};

pub use ground::{ground, recipient, rest_of_recipient};

/// Columns of names out of colleagues' deeds.
const NAME_COLUMNS: usize = 40;

/// As much of the name of a deed or a letter as is shown.
#[must_use]
pub fn short(id: impl Display) -> String {
    id.to_string().chars().take(8).collect()
}

/// Where a deed stands, and how colleagues come to know of it.
#[must_use]
pub fn stands(language: Language, id: DeedId, is_alone: bool) -> String {
    let id = short(id);
    let stands = both!(
        language,
        "Het staat in je logboek als {id}.",
        "It stands in your journal as {id}."
    );
    let goes = reaches(language, is_alone);
    format!("{stands}\n{goes}")
}

/// Who else gets what a member does in a case.
#[must_use]
pub fn reaches(language: Language, is_alone: bool) -> &'static str {
    match is_alone {
        true => say(
            language,
            "Niemand anders krijgt het: wat een ander age-programma verzegelde, is alleen op deze lezer.",
            "Nobody else gets it: what another age tool sealed is on this reader alone.",
        ),
        false => say(
            language,
            "Collega's die de zaak lezen, krijgen het met je volgende bladzijde.",
            "Colleagues who read the case get it with your next page.",
        ),
    }
}

/// A deed in words, without who did it.
#[must_use]
pub fn title(language: Language, ordered: &Ordered, rules: &Rules) -> String {
    let Some(deed) = &ordered.deed else {
        return say(
            language,
            "deed iets wat niet te lezen is",
            "did something that cannot be read",
        )
        .to_owned();
    };
    let fixed = |dutch, english| say(language, dutch, english).to_owned();
    match &deed.what {
        What::Step(code, _) => {
            let step = step(language, rules, code);
            both!(
                language,
                "bracht de zaak naar \"{step}\"",
                "took the case to \"{step}\""
            )
        }
        What::ViewSealed(_) => fixed("legde een oordeel vast", "fixed a view"),
        What::View(_, _, view) => {
            let outcome = outcome(language, rules, &view.outcome);
            both!(
                language,
                "vindt dat het dit is: {outcome}",
                "thinks it is: {outcome}"
            )
        }
        What::Decision(code, _) => {
            let outcome = outcome(language, rules, code);
            both!(
                language,
                "besloot dat het dit is: {outcome}",
                "decided that it is: {outcome}"
            )
        }
        What::SecondLook => fixed(
            "noteerde dat de melder vraagt om er nog eens naar te kijken",
            "noted that the reporter asks for a second look",
        ),
        What::Note if deed.text.is_empty() => fixed(
            "vertelde de melder iets per telefoon, op papier of in een gesprek",
            "told the reporter by telephone, on paper or in a meeting",
        ),
        What::Note => fixed("schreef een notitie", "wrote a note"),
        What::Task(to, by) => both!(
            language,
            "gaf lid {to} een taak, uiterlijk {by}",
            "gave member {to} something to do by {by}",
        ),
        What::Done(of) => {
            let of = short(*of);
            both!(language, "rondde {of} af", "has done {of}")
        }
        What::Assigned(to, code) => {
            let role = role(language, rules, code);
            both!(
                language,
                "gaf lid {to} de rol \"{role}\"",
                "gave member {to} the role \"{role}\""
            )
        }
        What::Unassigned(to, code) => {
            let role = role(language, rules, code);
            both!(
                language,
                "nam lid {to} de rol \"{role}\" af",
                "took the role \"{role}\" from member {to}",
            )
        }
        What::Recused => fixed(
            "doet niet meer mee aan deze zaak",
            "takes no part in this case any more",
        ),
        What::Hold => fixed(
            "bewaart de zaak langer: er mag niets van worden vernietigd",
            "let nothing of it be destroyed",
        ),
        What::HoldLifted(of) => {
            let of = short(*of);
            both!(
                language,
                "zei dat de zaak niet langer bewaard hoeft te worden ({of})",
                "lifted the hold {of}"
            )
        }
        What::Promise(by) => both!(
            language,
            "beloofde de melder iets, uiterlijk {by}",
            "promised the reporter something by {by}",
        ),
        What::Forwarded(to, _) => {
            let to = one_line(to, NAME_COLUMNS);
            both!(
                language,
                "verzegelde de melding voor {to}",
                "sealed the report to {to}"
            )
        }
        What::Corrected(of) => {
            let of = short(*of);
            both!(language, "verbetert {of}", "corrects {of}")
        }
        What::NameKept(Some(letter)) => both!(
            language,
            "opende de naam die de melder in brief {letter} apart hield",
            "opened the name that the reporter held apart in the letter {letter}",
        ),
        What::NameShareGiven(letter, to) => both!(
            language,
            "gaf een deel van de naam in brief {letter} aan lid {to}",
            "gave member {to} their share of the name in the letter {letter}",
        ),
        What::NameKept(None) => fixed(
            "bewaart de naam van de melder apart",
            "holds the reporter's name apart",
        ),
        What::NameGranted(of, to) => {
            let of = short(*of);
            both!(
                language,
                "laat lid {to} de naam {of} lezen",
                "lets member {to} read the name {of}",
            )
        }
        What::NameLooked(of) => {
            let of = short(*of);
            both!(language, "las de naam {of}", "read the name {of}")
        }
        What::NameDisclosed(of, to, _) => {
            let (of, to) = (short(*of), one_line(to, NAME_COLUMNS));
            both!(
                language,
                "maakte de naam {of} bekend aan {to}",
                "disclosed the name {of} to {to}"
            )
        }
        What::NameDisclosureAsked(of, to, _) => {
            let (of, to) = (short(*of), one_line(to, NAME_COLUMNS));
            both!(
                language,
                "vraagt om de naam {of} bekend te mogen maken aan {to}",
                "asks to disclose the name {of} to {to}"
            )
        }
        What::NameDisclosureAgreed(asked) => {
            let asked = short(*asked);
            both!(
                language,
                "stemt in met wat {asked} vraagt",
                "agrees with what {asked} asks for"
            )
        }
        What::Read(to) => {
            let to = short(*to);
            both!(language, "las tot en met {to}", "has read up to {to}")
        }
        What::Consented(given) => {
            let (way, day) = (way(language, given), given.day);
            both!(
                language,
                "schreef op dat de melder instemt, {way} op {day}",
                "wrote down that the reporter consents, {way} on {day}",
            )
        }
        What::MinutesAgreed(letter) => both!(
            language,
            "schreef op dat de melder het verslag goedkeurt, in brief {letter}",
            "wrote down that the reporter agrees with the minutes, in the letter {letter}",
        ),
        What::MinutesCorrected(letter) => both!(
            language,
            "schreef op dat de melder het verslag verbetert, in brief {letter}",
            "wrote down that the reporter corrects the minutes, in the letter {letter}",
        ),
        What::Unknown(_) => fixed(
            "deed iets wat deze versie niet kent",
            "did something that this version does not know",
        ),
    }
}

/// A step's name.
#[must_use]
pub fn step(language: Language, rules: &Rules, code: &str) -> String {
    let known = rules.step(code);
    named(code, known.map(|step| say(language, &step.nl, &step.en)))
}

/// An outcome's name.
#[must_use]
pub fn outcome(language: Language, rules: &Rules, code: &str) -> String {
    let known = rules.outcome(code);
    named(code, known.map(|one| say(language, &one.nl, &one.en)))
}

/// A role's name.
#[must_use]
pub fn role(language: Language, rules: &Rules, code: &str) -> String {
    let known = rules.role.iter().find(|role| role.code == code);
    named(code, known.map(|role| say(language, &role.nl, &role.en)))
}

fn named(code: &str, known: Option<&str>) -> String {
    known.map_or_else(|| one_line(code, NAME_COLUMNS), ToOwned::to_owned)
}

impl Words for Answer {
    fn words(&self, language: Language) -> String {
        let dutch = match self {
            Self::No => "nee",
            Self::Yes => "ja",
            Self::Unclear => "onduidelijk",
        };
        say(language, dutch, self.word()).to_owned()
    }
}

/// Members' numbers in a row.
#[must_use]
pub fn numbers<'m>(members: impl IntoIterator<Item = &'m MemberNumber>) -> String {
    let all: Vec<String> = members.into_iter().map(ToString::to_string).collect();
    all.join(", ")
}

/// How a consent was given that stands in no letter.
fn way(language: Language, given: &Given) -> &'static str {
    match given.way {
        Way::Telephone => say(language, "per telefoon", "by telephone"),
        Way::Letter => say(language, "op papier", "on paper"),
        Way::Meeting => say(language, "in een gesprek", "in a meeting"),
        Way::Adviser => say(language, "bij een vertrouwenspersoon", "to an adviser"),
    }
}
