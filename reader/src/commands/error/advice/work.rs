//! What to do where work in a case cannot be done as it was meant.

use super::super::CommandError;
use crate::{
    casework::{
        forward::ForwardError,
        keep::{Early, Kept},
        name::NameError as N,
        perform::PerformError,
    },
    colleague::ColleagueError as L,
    destroy::DestroyError as D,
    minutes::TypeError,
};

impl CommandError {
    /// In Dutch and in English.
    pub(super) fn of_work(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Forward(ForwardError::Key(_)) => (
                "Belfry verzegelt alleen voor sleutels die tegen een kwantumcomputer bestand zijn. Vraag de \
                 instantie om een sleutel die begint met age1pq1: `age-keygen -pq` maakt er een.",
                "Belfry seals only to keys that withstand a quantum computer. Ask the authority for a recipient \
                 that begins with age1pq1: `age-keygen -pq` makes one.",
            ),
            Self::Perform(PerformError::NoDeed | PerformError::NotInRules(_)) => (
                "De namen van wat er is gedaan en van stappen staan bij de zaak (`case show`), die van rollen en \
                 uitkomsten in de regels (`rules show`).",
                "The case has the names of deeds and steps (`case show`), the rules those of roles and outcomes (`rules show`).",
            ),
            Self::Perform(PerformError::TooLong(_)) => (
                "Verdeel het over meer notities.",
                "Split it into several notes.",
            ),
            Self::Perform(PerformError::Void(_)) => (
                "Hoe de zaak ervoor staat, zie je bij de zaak (`case show`); wat de regels vragen, staat in de regels \
                 (`rules show`).",
                "The case tells where it stands (`case show`), the rules what they ask for (`rules show`).",
            ),
            Self::Name(N::Several) => (
                "Hun namen staan bij de zaak (`case show`); noem er een met --of.",
                "`case show` gives their names; type one with --of.",
            ),
            Self::Name(N::OnItsWay | N::NotTold) => (
                "Dat komt bij het inlezen, binnen een week of twee.",
                "It comes with an import in the next week or two.",
            ),
            Self::Name(N::NotHere(by)) if !by.is_empty() => (
                "Vraag een van hen om je de naam te geven (`case name --grant`).",
                "Ask one of them (`case name --grant`).",
            ),
            Self::Name(N::NoBoard | N::Colleague(L::NoRecipient(_) | L::OldBoard))
            | Self::TypeIn(TypeError::NoBoard) => (
                "Lees eerst een pakket in (`belfry-courier pull`, dan `import`).",
                "Import a bundle first (`belfry-courier pull`, then `import`).",
            ),
            Self::TypeIn(TypeError::Colleague(L::Seal(_))) => (
                "Verdeel het over meer meldingen van hoogstens 45.000 tekens.",
                "Split it into several reports of 45,000 characters or less.",
            ),
            Self::HasSteps(_) => (
                "Bij de zaak staat welke stap kan volgen (`case show`); zet die stap (`case step`).",
                "The case tells which step can follow (`case show`); take that step (`case step`).",
            ),
            Self::NoText => (
                "Typ de tekst, of geef een bestand met --text.",
                "Type it on standard input or give a file with --text.",
            ),
            Self::Destroy(D::Unheard(..)) => (
                "Moet de zaak toch weg, zeg dat dan (`--unheard`).",
                "If it has to go all the same, say so (`--unheard`).",
            ),
            Self::Destroy(D::Early(_, Early::Open)) => (
                "Rond de zaak eerst af (`case decide`, `case step`). Moet de zaak toch weg, schrijf dan waarom (`--early`, met \
                 een bestand).",
                "End it first (`case decide`, `case step`). If it has to go all the same, write why (`--early`, with a file).",
            ),
            Self::Destroy(D::Early(_, Early::Until(_))) => (
                "Wacht tot die dag (`tasks`). Moet de zaak eerder weg, schrijf dan waarom (`--early`, met een bestand).",
                "Wait until that day (`tasks`). If it has to go before, write why (`--early`, with a file).",
            ),
            Self::Destroy(D::Early(_, Early::Feedback(_))) => (
                "Geef eerst terugkoppeling (`answer --feedback`). Moet de zaak toch weg, schrijf dan waarom (`--early`, met een \
                 bestand).",
                "Give feedback first (`answer --feedback`). If it has to go all the same, write why (`--early`, with a file).",
            ),
            Self::Destroy(D::NoReason) => (
                "Schrijf waarom de zaak eerder weg moet (`--early`, met een bestand).",
                "Write why the case has to go before its time (`--early`, with a file).",
            ),
            Self::Destroy(D::Kept(_, Kept::Quiet(_))) => (
                "De regels kunnen worden veranderd voor alle zaken (`rules set`), niet voor één.",
                "The rules can be changed for all cases (`rules set`), not for one.",
            ),
            _ => return None,
        })
    }
}
