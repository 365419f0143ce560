//! What is to be done in cases, in words.

use crypto_core::{ids::MemberNumber, words::Language};

use super::{Words, both, counted, deed::short, say};
use crate::{
    casework::due::{Due, Duty},
    journal::ids::CaseId,
    terminal::one_line,
};

/// Columns of a text in the list.
const TEXT_COLUMNS: usize = 34;

impl Words for Duty {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Task(text) => one_line(text, TEXT_COLUMNS),
            Self::Promise(text) => {
                let text = one_line(text, TEXT_COLUMNS - 10);
                both!(language, "beloofd: {text}", "promised: {text}")
            }
            Self::CheckIn(_) => say(
                language,
                "vraag hoe het gaat (answer --check-in)",
                "ask how they fare (answer --check-in)",
            )
            .to_owned(),
            Self::Settle => say(
                language,
                "er is een conflict (case show)",
                "in conflict (case show)",
            )
            .to_owned(),
            Self::Agree(asked) => {
                let asked = short(*asked);
                both!(
                    language,
                    "naam bekendmaken? (case name --agree {asked})",
                    "disclose a name? (case name --agree {asked})"
                )
            }
            Self::CarryOut(asked) => {
                let asked = short(*asked);
                both!(
                    language,
                    "maak de naam bekend (case name --carry-out {asked})",
                    "disclose the name (case name --carry-out {asked})"
                )
            }
            Self::Void => say(
                language,
                "wat je deed, telt niet (case show)",
                "what you did is void (case show)",
            )
            .to_owned(),
            Self::Unheard(_) => say(
                language,
                "antwoorden nog onderweg (export, import)",
                "answers still on their way (export, import)",
            )
            .to_owned(),
            Self::Destroy => say(
                language,
                "mag worden vernietigd (destroy)",
                "may be destroyed (destroy)",
            )
            .to_owned(),
        }
    }
}

/// What is due soon or was, as a sentence of its own.
impl Words for Due {
    fn words(&self, language: Language) -> String {
        let (case, by) = (self.case, self.by);
        match &self.what {
            Duty::Destroy => both!(
                language,
                "Zaak {case} wordt bewaard tot {by} en moet dan worden vernietigd (`destroy`), behalve als een lid de \
                 zaak langer bewaart (`case hold`).",
                "Case {case}: it is kept until {by} and is to be destroyed then (`destroy`), unless a member holds \
                 it (`case hold`).",
            ),
            Duty::Unheard(unheard) => {
                let unheard = unheard.words(language);
                both!(language, "Zaak {case}: {unheard}", "Case {case}: {unheard}")
            }
            Duty::Settle => both!(
                language,
                "Zaak {case}: twee van jullie zetten een stap zonder dat van elkaar te weten. `case show` zegt welke; \
                 de volgende stap lost het op.",
                "Case {case}: two of you took a step without knowing of each other. `case show` tells which; the next \
                 step settles it.",
            ),
            Duty::Agree(asked) => {
                let asked = short(*asked);
                both!(
                    language,
                    "Zaak {case}: een collega vraagt om de naam van de melder bekend te mogen maken. `case show` zegt \
                     aan wie en waarom; instemmen doe je met `case name {case} --agree {asked}`.",
                    "Case {case}: a colleague asks to disclose the reporter's name. `case show` tells to whom and why; \
                     `case name {case} --agree {asked}` agrees.",
                )
            }
            Duty::CarryOut(asked) => {
                let asked = short(*asked);
                both!(
                    language,
                    "Zaak {case}: genoeg leden stemmen ermee in dat de naam bekend wordt gemaakt: `case name {case} \
                     --carry-out {asked}`.",
                    "Case {case}: enough members agree that the name is disclosed: `case name {case} --carry-out {asked}`.",
                )
            }
            Duty::Void => both!(
                language,
                "Zaak {case}: iets wat je daar deed, telt niet. `case show` zegt wat en waarom.",
                "Case {case}: something that you did there counts for nothing. `case show` tells what and why.",
            ),
            Duty::Task(_) | Duty::Promise(_) | Duty::CheckIn(_) => {
                let what = self.what.words(language);
                both!(
                    language,
                    "Zaak {case}: uiterlijk {by}: {what}",
                    "Case {case}: by {by}: {what}"
                )
            }
        }
    }
}

/// Who is to do something; anybody, where nobody is named.
#[must_use]
pub fn who(language: Language, member: Option<MemberNumber>) -> String {
    match member {
        None => say(language, "wie wil", "anybody").to_owned(),
        Some(member) => both!(language, "lid {member}", "member {member}"),
    }
}

/// What colleagues did in a case that this member has not seen.
#[must_use]
pub fn unseen(language: Language, case: CaseId, count: usize) -> String {
    let deeds = match count {
        1 => "1 handeling van een collega is".to_owned(),
        _ => format!("{count} handelingen van collega's zijn"),
    };
    both!(
        language,
        "Zaak {case}: {deeds} nieuw voor jou (`case show`).",
        "Case {case}: {count} deed(s) of colleagues are new to you (`case show`).",
    )
}

/// The same in a list of cases.
#[must_use]
pub fn unseen_listed(language: Language, count: usize) -> String {
    let new = counted(count, "nieuwe handeling", "nieuwe handelingen");
    both!(
        language,
        "{new} van collega's (case show)",
        "{count} new from colleagues (case show)",
    )
}
