//! Where a case stands.

use std::collections::BTreeSet;

use crypto_core::{ids::MemberNumber, words::Language};

use super::{Words, both, deed, of_one, say};
use crate::{
    casework::{Casework, Item, Standing, rules::Rules, view::View},
    journal::ids::CaseId,
};

/// Where a case stands, one sentence each.
#[must_use]
pub fn head(language: Language, id: CaseId, casework: &Casework, rules: &Rules) -> Vec<String> {
    let step = deed::step(language, rules, &casework.step);
    let since = casework.since.map_or_else(String::new, |day| {
        both!(language, " sinds {day}", " since {day}")
    });
    let mut lines = vec![both!(
        language,
        "Zaak {id}: {step}{since}",
        "Case {id}: {step}{since}"
    )];
    if let Some((code, _)) = &casework.outcome {
        let outcome = deed::outcome(language, rules, code);
        lines.push(both!(language, "Besloten: {outcome}", "Decided: {outcome}"));
    }
    if !casework.fixed.is_empty() {
        let (fixed, need) = (casework.fixed.len(), rules.views);
        let (by, open) = (deed::numbers(casework.fixed.keys()), casework.views.len());
        lines.push(both!(
            language,
            "Oordelen: {fixed} van de {need} vastgelegd (lid {by}), {open} open",
            "Views: {fixed} of {need} fixed (member {by}), {open} open",
        ));
    }
    lines.extend(parts(language, casework, rules));
    for (name, by) in &casework.names {
        lines.push(held_name(language, &deed::short(*name), by));
    }
    lines.extend(held(language, casework));
    for id in &casework.contested {
        let id = deed::short(*id);
        lines.push(both!(
            language,
            "CONFLICT: wie {id} deed, wist nog niet wat anderen hadden gedaan. Zet de juiste stap (`case step`): dat \
             lost het op.",
            "CONFLICT: {id} was done without knowing of what others did. Take the step that is right \
             (`case step`): it settles this.",
        ));
    }
    lines
}

/// Who has which part in a case, and who takes none, one sentence each.
#[must_use]
pub fn parts(language: Language, casework: &Casework, rules: &Rules) -> Vec<String> {
    let mut lines = Vec::new();
    for (role, to) in casework.assigned.iter().filter(|(_, to)| !to.is_empty()) {
        let to = deed::numbers(to);
        let name = deed::role(language, rules, role);
        lines.push(both!(
            language,
            "Rol \"{name}\": lid {to}",
            "Role \"{name}\": member {to}"
        ));
    }
    if !casework.recused.is_empty() {
        let members = deed::numbers(&casework.recused);
        lines.push(both!(
            language,
            "Doet niet mee: lid {members}",
            "Takes no part: member {members}"
        ));
    }
    lines
}

/// That nothing of a case is destroyed, if a member held it.
#[must_use]
pub fn held(language: Language, casework: &Casework) -> Option<String> {
    let held = say(
        language,
        "Deze zaak wordt langer bewaard: er mag niets van worden vernietigd.",
        "On hold: nothing of it is destroyed.",
    );
    (!casework.holds.is_empty()).then(|| held.to_owned())
}

fn held_name(language: Language, name: &str, by: &BTreeSet<MemberNumber>) -> String {
    let (members, can) = (deed::numbers(by), of_one(by.len(), "kan", "kunnen"));
    let by = match by.is_empty() {
        true => both!(
            language,
            "niemand die meedoet, kan hem lezen",
            "nobody who takes part can read it",
        ),
        false => both!(
            language,
            "lid {members} {can} hem lezen (`case name --look`)",
            "member {members} can read it (`case name --look`)",
        ),
    };
    both!(
        language,
        "De naam van de melder wordt apart bewaard als {name}: {by}",
        "The reporter's name is held apart as {name}: {by}",
    )
}

/// What is to be known of a deed beside what it was; `rules` is the number of the rules in force.
#[must_use]
pub fn remarks(language: Language, item: &Item, rules: [u8; 8]) -> Vec<String> {
    let standing = standing(language, &item.standing).into_iter();
    standing.chain(beside(language, item, rules)).collect()
}

/// The same without whether it counts.
#[must_use]
pub fn beside(language: Language, item: &Item, rules: [u8; 8]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut fixed = |is_so: bool, dutch, english| {
        all.extend(is_so.then(|| say(language, dutch, english).to_owned()));
    };
    fixed(item.corrected, "later verbeterd", "corrected later");
    fixed(
        item.ordered.written.is_none(),
        "nog niet aan collega's verteld",
        "not told to colleagues yet",
    );
    let deed = item.ordered.deed.as_ref();
    fixed(
        deed.is_some_and(|deed| deed.rules != rules),
        "gedaan volgens andere regels dan die van jou: vergelijk het getal van jullie regels",
        "by other rules than yours: compare the numbers of your rules",
    );
    all
}

/// Whether a deed counts, and why not; nothing of one that does.
#[must_use]
pub fn standing(language: Language, standing: &Standing) -> Option<String> {
    let words = match standing {
        Standing::InForce => return None,
        Standing::Void(void) => {
            let void = void.words(language);
            return Some(both!(language, "TELT NIET: {void}", "VOID: {void}"));
        }
        Standing::Contested => say(
            language,
            "in conflict; wacht tot dat is opgelost",
            "in conflict, waits to be settled",
        ),
        Standing::Detached => say(
            language,
            "bouwt voort op werk dat hier niet is; collega's hebben dat wel",
            "goes on from work that is not here; colleagues have it",
        ),
        Standing::Settled => say(
            language,
            "was in conflict; een latere stap loste dat op",
            "was in conflict; a later step settled it",
        ),
    };
    Some(words.to_owned())
}

/// What a view answers to each question of the rules.
#[must_use]
pub fn answers(language: Language, rules: &Rules, view: &View) -> Vec<String> {
    let answered = rules.criterion.iter().filter_map(|asked| {
        let mut answers = view.answers.iter();
        let (_, answer) = answers.find(|(code, _)| *code == asked.code)?;
        let question = say(language, &asked.nl, &asked.en);
        Some(format!("{question} {}", answer.words(language)))
    });
    answered.collect()
}

/// How many views of a case are fixed.
#[must_use]
pub fn views_fixed(language: Language, have: usize, need: u8) -> String {
    let verb = of_one(have, "is", "zijn");
    both!(
        language,
        "Hier {verb} {have} van de {need} oordelen vastgelegd. Zijn het er {need}, dan gaat dat van jou open met je \
         volgende export.",
        "{have} of {need} views are fixed here. When {need} are, your next export opens yours.",
    )
}

/// The form of the first assessment, to be filled in. The member's language stands before the other one in brackets.
#[must_use]
pub fn form(language: Language, rules: &Rules) -> String {
    let is_one_of = say(
        language,
        "Wat het is. Kies een van deze:",
        "What it is. Choose one of these:",
    );
    let mut form = format!("# {is_one_of}\n");
    for outcome in &rules.outcome {
        let (code, nl, en) = (&outcome.code, &outcome.nl, &outcome.en);
        form.push_str(&both!(
            language,
            "#   {code}: {nl} ({en})\n",
            "#   {code}: {en} ({nl})\n",
        ));
    }
    let reasons = say(language, "De redenen.", "The reasons.");
    let each = say(
        language,
        "Vul bij elke vraag \"yes\" (ja), \"no\" (nee) of \"unclear\" (onduidelijk) in.",
        "Answer each question with \"yes\", \"no\" or \"unclear\".",
    );
    form.push_str(&format!(
        "outcome = \"\"\n\n# {reasons}\ntext = \"\"\"\n\"\"\"\n\n# {each}\n[answers]\n"
    ));
    for criterion in &rules.criterion {
        let (code, nl, en) = (&criterion.code, &criterion.nl, &criterion.en);
        let source = &criterion.source;
        form.push_str(&both!(
            language,
            "# {nl}\n# {en} ({source})\n{code} = \"\"\n",
            "# {en}\n# {nl} ({source})\n{code} = \"\"\n",
        ));
    }
    form
}
