//! What is said of an organisation's rules.

use std::{collections::BTreeMap, path::Path};

use crypto_core::words::Language;

use super::{both, counted, say};
use crate::casework::rules::{ASSESS, Apart, DECIDE, Outcome, PUBLISH, Rules, Step, file::short};

/// Whose they are, and the number by which members compare them.
#[must_use]
pub fn head(language: Language, rules: &Rules, text: &str) -> String {
    let (name, number) = (named(language, &rules.name), short(text));
    both!(
        language,
        "{name}. Het getal van deze regels is {number}: het is bij al je collega's hetzelfde.",
        "{name}. The number of these rules is {number}: it is the same with all your colleagues.",
    )
}

fn named(language: Language, texts: &BTreeMap<String, String>) -> &str {
    texts.get(language.code()).map_or("", String::as_str)
}

/// Terms, and how many give their view.
#[must_use]
pub fn terms(language: Language, rules: &Rules) -> Vec<String> {
    let (views, quiet) = (rules.views, rules.quiet_days);
    let members = counted(views, "lid geeft", "leden geven");
    let mut all = vec![both!(
        language,
        "{members} een oordeel voordat er wordt besloten, en niemand ziet eerst dat van een ander.",
        "Views before anybody decides, each unseen by the others: {views}.",
    )];
    let months: Vec<String> = rules.check_in_months.iter().map(u32::to_string).collect();
    if !months.is_empty() {
        let months = months.join(", ");
        all.push(both!(
            language,
            "Zoveel maanden na het eerste antwoord wordt de melder gevraagd hoe het gaat: {months}.",
            "So many months after the first answer the reporter is asked how they fare: {months}.",
        ));
    }
    let days = counted(quiet, "dag", "dagen");
    all.push(both!(
        language,
        "Na een brief van de melder wordt {days} lang niets vernietigd.",
        "Days after a letter of the reporter in which nothing is destroyed: {quiet}.",
    ));
    all
}

/// A role, and what is its alone.
#[must_use]
pub fn role(language: Language, rules: &Rules, code: &str) -> String {
    let of = rules.role.iter().find(|role| role.code == code);
    let name = of.map_or(code, |role| say(language, &role.nl, &role.en));
    let steps = rules.step.iter().filter(|step| step.role == code);
    let mut does: Vec<&str> = steps
        .map(|step| say(language, &step.nl, &step.en))
        .collect();
    match code {
        ASSESS => does.insert(0, say(language, "oordelen geven", "giving views")),
        DECIDE => does.insert(0, say(language, "besluiten", "deciding")),
        PUBLISH => does.insert(0, say(language, "antwoorden", "answering")),
        _ => {}
    }
    match does.is_empty() {
        true => name.to_owned(),
        false => format!("{name}: {}", does.join(", ")),
    }
}

/// Roles that are kept apart, and why.
#[must_use]
pub fn apart(language: Language, rules: &Rules, apart: &Apart) -> String {
    let names = apart.roles.iter().map(|code| {
        let role = rules.role.iter().find(|role| role.code == *code);
        role.map_or(code.as_str(), |role| say(language, &role.nl, &role.en))
    });
    let (names, why) = (names.collect::<Vec<_>>().join(", "), beside(&apart.source));
    both!(
        language,
        "In één zaak heeft niemand meer dan één van deze rollen: {names}{why}",
        "Nobody has more than one of these roles in one case: {names}{why}",
    )
}

fn beside(source: &str) -> String {
    match source.is_empty() {
        true => String::new(),
        false => format!(" ({source})"),
    }
}

/// A step: from where one comes to it, who takes it, whether the case ends there, and what is asked before.
#[must_use]
pub fn step(language: Language, rules: &Rules, step: &Step) -> Vec<String> {
    let mut all = Vec::new();
    let from = step.from.iter().map(|code| {
        let from = rules.step(code);
        from.map_or(code.as_str(), |from| say(language, &from.nl, &from.en))
    });
    let from = from.collect::<Vec<_>>().join(", ");
    if !from.is_empty() {
        all.push(both!(language, "Na: {from}.", "After: {from}."));
    }
    if let Some(role) = rules.role.iter().find(|role| role.code == step.role) {
        let role = say(language, &role.nl, &role.en);
        all.push(both!(
            language,
            "Door wie deze rol heeft: {role}.",
            "By who has this role: {role}.",
        ));
    }
    if !step.told.is_empty() {
        all.push(
            say(
                language,
                "Er is een tekst om de melder ervan te vertellen.",
                "There is a text to tell the reporter of it.",
            )
            .to_owned(),
        );
    }
    if step.closes {
        all.push(
            say(
                language,
                "Hiermee is de zaak afgesloten.",
                "With this the case is closed.",
            )
            .to_owned(),
        );
    }
    all.extend(step.question.iter().map(|one| {
        let (question, source) = (say(language, &one.nl, &one.en), beside(&one.source));
        format!("{question}{source}")
    }));
    all
}

/// An outcome: where it leads, and how long the case is kept.
#[must_use]
pub fn outcome(language: Language, rules: &Rules, outcome: &Outcome) -> String {
    let name = say(language, &outcome.nl, &outcome.en);
    let step = rules.step(&outcome.to);
    let to = step.map_or("", |step| say(language, &step.nl, &step.en));
    let kept = outcome.keep_months;
    let months = counted(kept, "maand", "maanden");
    both!(
        language,
        "{name}: daarna {to}; na het afsluiten {months} bewaard.",
        "{name}: then {to}; months that it is kept after closing: {kept}.",
    )
}

/// Rules that can be set.
#[must_use]
pub fn can(language: Language, text: &str) -> String {
    let name = short(text);
    both!(
        language,
        "Met deze regels kan worden gewerkt. Hun getal is {name}.",
        "These rules can be set. Their number is {name}.",
    )
}

/// Rules that were set.
#[must_use]
pub fn set(language: Language, text: &str) -> String {
    let name = short(text);
    both!(
        language,
        "Vanaf nu gelden deze regels voor alle zaken. Hun getal is {name}: vergelijk het met dat van je collega's, die \
         hetzelfde bestand nemen.",
        "All cases are judged by these rules from now on. Their number is {name}: compare it with your colleagues, who set \
         the same file.",
    )
}

/// Where rules were saved, to be changed.
#[must_use]
pub fn saved(language: Language, to: &Path) -> String {
    let to = to.display();
    both!(
        language,
        "De regels staan in {to}. Verander ze in een gewone teksteditor; er staan geen geheimen in.",
        "The rules are in {to}. Change them in any text editor; they hold no secrets.",
    )
}
