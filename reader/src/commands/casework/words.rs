//! What members did, in words.

use crypto_core::ids::MemberNumber;

use crate::{
    casework::{Ground, Informed, Ordered, What, rules::Rules},
    terminal::one_line,
};

/// Columns of names out of colleagues' deeds.
const NAME_COLUMNS: usize = 40;
/// More than a deed has bytes: what others must be able to check is not cut.
const ALL_COLUMNS: usize = 10_000;

/// A deed in words, without who did it.
pub(in crate::commands) fn title(ordered: &Ordered, rules: &Rules) -> String {
    let Some(deed) = &ordered.deed else {
        return "did something that cannot be read".to_owned();
    };
    match &deed.what {
        What::Step(code, _) => format!("took the case to \"{}\"", step(rules, code)),
        What::ViewSealed(_) => "fixed a view".to_owned(),
        What::View(_, _, view) => format!("thinks it is: {}", outcome(rules, &view.outcome)),
        What::Decision(code, _) => format!("decided that it is: {}", outcome(rules, code)),
        What::SecondLook => "noted that the reporter asks for a second look".to_owned(),
        What::Note if deed.text.is_empty() => {
            "told the reporter by telephone, on paper or in a meeting".to_owned()
        }
        What::Note => "wrote a note".to_owned(),
        What::Task(to, by) => format!("gave member {to} something to do by {by}"),
        What::Done(of) => format!("has done {}", super::show::short(*of)),
        What::Assigned(to, code) => format!("gave member {to} the role \"{}\"", role(rules, code)),
        What::Unassigned(to, code) => {
            format!("took the role \"{}\" from member {to}", role(rules, code))
        }
        What::Recused => "takes no part in this case any more".to_owned(),
        What::Hold => "let nothing of it be destroyed".to_owned(),
        What::HoldLifted(of) => format!("lifted the hold {}", super::show::short(*of)),
        What::Promise(by) => format!("promised the reporter something by {by}"),
        What::Forwarded(to, _) => format!("sealed the report to {}", one_line(to, NAME_COLUMNS)),
        What::Corrected(of) => format!("corrects {}", super::show::short(*of)),
        What::NameKept(None) => "holds the reporter's name apart".to_owned(),
        What::NameKept(Some(letter)) => {
            format!("opened the name that the reporter held apart in the letter {letter}")
        }
        What::NameShareGiven(letter, to) => {
            format!("gave member {to} their share of the name in the letter {letter}")
        }
        What::NameGranted(of, to) => {
            format!("lets member {to} read the name {}", super::show::short(*of))
        }
        What::NameLooked(of) => format!("read the name {}", super::show::short(*of)),
        What::NameDisclosed(of, to, _) => {
            let to = one_line(to, NAME_COLUMNS);
            format!("disclosed the name {} to {to}", super::show::short(*of))
        }
        What::Read(to) => format!("has read up to {}", super::show::short(*to)),
        What::Unknown(_) => "did something that this version does not know".to_owned(),
    }
}

/// A step's name.
pub(super) fn step(rules: &Rules, code: &str) -> String {
    let known = rules.step(code).map(|step| step.en.clone());
    known.unwrap_or_else(|| one_line(code, NAME_COLUMNS))
}

/// An outcome's name.
pub(super) fn outcome(rules: &Rules, code: &str) -> String {
    let known = rules.outcome(code).map(|outcome| outcome.en.clone());
    known.unwrap_or_else(|| one_line(code, NAME_COLUMNS))
}

fn role(rules: &Rules, code: &str) -> String {
    let known = rules.role.iter().find(|role| role.code == code);
    known.map_or_else(|| one_line(code, NAME_COLUMNS), |role| role.en.clone())
}

/// Members' numbers in a row.
pub(super) fn numbers<'m>(members: impl IntoIterator<Item = &'m MemberNumber>) -> String {
    let all: Vec<String> = members.into_iter().map(ToString::to_string).collect();
    all.join(", ")
}

/// To whom a report or a name went, where the title has cut it off.
pub(super) fn rest_of_recipient(what: &What) -> Option<String> {
    let whole = one_line(recipient(what)?, ALL_COLUMNS);
    (whole.chars().count() > NAME_COLUMNS).then(|| format!("to {whole}"))
}

/// To whom a report or a name went, as it was written.
pub(super) fn recipient(what: &What) -> Option<&str> {
    match what {
        What::Forwarded(to, _) | What::NameDisclosed(_, to, _) => Some(to),
        _ => None,
    }
}

/// On what ground a name was disclosed.
pub(super) fn ground(ground: &Ground) -> String {
    match ground {
        Ground::Consent(letter) => format!("with consent in the letter {letter}"),
        Ground::Obliged(law, informed) => {
            let law = one_line(law, ALL_COLUMNS);
            match informed {
                Informed::Answer(_, day) => format!(
                    "obliged by law: {law}; the reporter was informed by an answer that is public since {day}"
                ),
                Informed::Not(why) => format!(
                    "obliged by law: {law}; the reporter was not informed beforehand: {}",
                    one_line(why, ALL_COLUMNS)
                ),
            }
        }
    }
}
