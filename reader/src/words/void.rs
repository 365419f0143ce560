//! Why something that a member did counts for nothing, and why a case is not destroyed.

use std::fmt;

use crypto_core::words::Language;

use super::{Words, both, of_one, say};
use crate::{
    casework::{
        keep::{Early, Kept},
        void::Void,
    },
    ledger::own::Unheard,
    terminal::one_line,
};

/// Columns of names that colleagues wrote.
const NAME_COLUMNS: usize = 24;

impl Words for Void {
    fn words(&self, language: Language) -> String {
        let short = |name: &str| one_line(name, NAME_COLUMNS);
        let fixed = |dutch, english| say(language, dutch, english).to_owned();
        match self {
            Self::Recused(member) => both!(
                language,
                "lid {member} doet niet mee aan deze zaak",
                "member {member} takes no part in this case",
            ),
            Self::Apart(member, has, wants) => {
                let (has, wants) = (short(has), short(wants));
                both!(
                    language,
                    "lid {member} heeft hier de rol \"{has}\", en de regels houden die gescheiden van \"{wants}\"",
                    "member {member} has the role \"{has}\" here, from which the rules keep \"{wants}\" apart",
                )
            }
            Self::NotAssigned(role) => {
                let role = short(role);
                both!(
                    language,
                    "de rol \"{role}\" is in deze zaak van een ander lid",
                    "the role \"{role}\" is another member's in this case",
                )
            }
            Self::NotInRules(name) => {
                let name = short(name);
                both!(
                    language,
                    "de regels kennen geen \"{name}\"",
                    "the rules know no \"{name}\""
                )
            }
            Self::DoesNotFollow(step, from) => {
                let (step, from) = (short(step), short(from));
                both!(
                    language,
                    "volgens de regels komt na \"{from}\" geen \"{step}\"",
                    "the rules lead from \"{from}\" to no \"{step}\"",
                )
            }
            Self::Views(have, need) => {
                let verb = of_one(*have, "is", "zijn");
                both!(
                    language,
                    "van de {need} oordelen die de regels vragen, {verb} er {have}",
                    "{have} of the {need} views that the rules ask for are there",
                )
            }
            Self::OtherView => fixed(
                "dit is een ander oordeel dan eerst werd vastgelegd",
                "the view is not the one that its writer had fixed before",
            ),
            Self::SecondView => fixed(
                "dit lid heeft al een oordeel gegeven",
                "its writer has given a view already",
            ),
            Self::LateView => fixed(
                "er lagen al oordelen open toen dit werd vastgelegd",
                "views were open already when it was fixed",
            ),
            Self::IncompleteView => fixed(
                "het oordeel geeft geen antwoord op wat de regels vragen",
                "the view does not answer what the rules ask",
            ),
            Self::Decided => fixed(
                "er is al besloten; vraagt de melder om er nog eens naar te kijken, dan begin je opnieuw \
                 (`case second-look`)",
                "it is decided already; a second look begins anew if the reporter asks (`case second-look`)",
            ),
            Self::NothingDecided => fixed(
                "er is nog niets besloten waar opnieuw naar kan worden gekeken",
                "nothing is decided yet that could be looked at again",
            ),
            Self::SameJudge => fixed(
                "de tweede keer besluit een ander lid dan de eerste keer",
                "a second look is decided by another member than the first decision",
            ),
            Self::NotGranted(member) => both!(
                language,
                "lid {member} mag de naam niet lezen",
                "member {member} was not granted the name",
            ),
            Self::NoReason => fixed(
                "er staat geen reden bij, en die is hier nodig",
                "it gives no reason, which is needed here",
            ),
            Self::NoGround => fixed(
                "het maakt een naam bekend, en wat de wet daarvoor vraagt, ontbreekt",
                "it discloses a name and leaves out what the law asks for",
            ),
            Self::NotAgreed(have, need) => {
                let verb = of_one(*have, "is", "zijn");
                both!(
                    language,
                    "het maakt een naam bekend, en van de {need} leden die daar samen voor moeten zijn, {verb} er {have} voor",
                    "it discloses a name, and {have} of the {need} members who do that together are for it",
                )
            }
            Self::NotAsked => fixed(
                "het stemt in met iets wat geen ander lid vraagt, of niet meer",
                "it agrees with what no other member asks for, or not any more",
            ),
            Self::NoConsent => fixed(
                "de toestemming die het noemt, is niet hier, telt niet of is verbeterd",
                "the consent that it names is not here, counts for nothing or was corrected",
            ),
            Self::NotShown => fixed(
                "er staat niet bij waarmee de melder instemt of waar dat wordt bewaard, of de dag lag nog in de \
                 toekomst",
                "it does not say to what the reporter consents or where that is kept, or names a day that had not come",
            ),
            Self::Unreadable => fixed("het is niet te lezen", "it cannot be read"),
        }
    }
}

impl fmt::Display for Void {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}

impl Words for Kept {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Hold => say(
                language,
                "een lid bewaart de zaak langer (`case show` zegt waarom, `case lift` maakt er een eind aan)",
                "a member holds it (`case show` says why, `case lift` ends it)",
            )
            .to_owned(),
            Self::Quiet(until) => both!(
                language,
                "de melder heeft net geschreven; volgens de regels wordt er vóór {until} niets van vernietigd",
                "its reporter has just written; by the rules nothing of it is destroyed before {until}",
            ),
            Self::GoesOn(case) => both!(
                language,
                "de melder gaat verder in zaak {case}, en de termijnen daar lopen vanaf deze zaak; vernietig eerst die \
                 andere",
                "its reporter goes on in {case}, whose terms count from here; that is destroyed first",
            ),
        }
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}

impl Words for Early {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Open => say(
                language,
                "de zaak is niet met een stap afgesloten",
                "it is not closed by its steps",
            )
            .to_owned(),
            Self::Until(until) => both!(
                language,
                "volgens de regels wordt de zaak bewaard tot {until}",
                "by the rules it is kept until {until}",
            ),
            Self::Feedback(by) => both!(
                language,
                "de melder krijgt nog terugkoppeling, uiterlijk op {by}",
                "its reporter is still to get feedback, by {by}",
            ),
        }
    }
}

impl fmt::Display for Early {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}

impl Words for Unheard {
    fn words(&self, language: Language) -> String {
        let (unseen, untold) = (self.unseen, self.untold);
        let mut parts = Vec::new();
        if unseen > 0 {
            let answers = match unseen {
                1 => "1 antwoord of bevestiging is".to_owned(),
                _ => format!("{unseen} antwoorden of bevestigingen zijn"),
            };
            parts.push(both!(
                language,
                "{answers} nog niet op het bord gezien (exporteer, publiceer, haal op, lees in)",
                "{unseen} answer(s) or confirmation(s) were not seen on the board yet (export, push, pull, import)",
            ));
        }
        if untold > 0 {
            let answers = match untold {
                1 => "1 antwoord of bevestiging".to_owned(),
                _ => format!("{untold} antwoorden of bevestigingen"),
            };
            parts.push(both!(
                language,
                "van {answers} op het bord of buiten de pagina om weten je collega's nog niets uit je bladzijden (na de \
                 eerste export van volgende week wel)",
                "of {untold} answer(s) or confirmation(s) on the board or given elsewhere, your pages have not told your \
                 colleagues yet (the first export of next week does)",
            ));
        }
        let parts = parts.join("; ");
        both!(
            language,
            "{parts}. Is de zaak eenmaal vernietigd, dan hoort niemand er nog van, en lopen de termijnen op de lezers van \
             je collega's door.",
            "{parts}. Once the case is destroyed nobody hears of them, and the terms on your colleagues' desks run on.",
        )
    }
}

impl fmt::Display for Unheard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}
