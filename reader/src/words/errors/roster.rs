//! What is wrong with boards, rosters and members' keys, as the shared library finds it.

use crypto_core::{board::BoardError, recipients::RecipientsError, roster::RosterError};

use super::Dutch;

impl Dutch for BoardError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::Malformed => "het bord is niet te lezen",
            Self::Channel => "het bord hoort bij een ander kanaal",
            Self::Roster => "het bord noemt een andere ledenlijst",
            Self::Signature => "de handtekening van het bord klopt niet",
            Self::Cells => "de vakken horen niet bij de kop van het bord",
            Self::Successor => "het bord sluit niet aan op het bord ervoor",
            Self::Full => "het bord is vol",
        };
        words.to_owned()
    }
}

impl Dutch for RosterError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => "de ledenlijst is niet te lezen".to_owned(),
            Self::Channel => "de ledenlijst hoort bij een ander kanaal".to_owned(),
            Self::Signature => "de handtekening van de ledenlijst klopt niet".to_owned(),
            Self::Rule(rule) => format!(
                "de ledenlijst voldoet niet aan een regel: {}",
                of_rule(rule)
            ),
        }
    }
}

/// The rules stand in the shared library, in English alone; one that is not here is said as it stands there.
fn of_rule(rule: &'static str) -> &'static str {
    match rule {
        "the serial begins at 1" => "de nummers beginnen bij 1",
        "it is valid for at most 92 days" => "een ledenlijst is hoogstens 92 dagen geldig",
        "there are 8 or 16 slots" => "een brief heeft 8 of 16 plaatsen",
        "it has one member at least and at most as many as slots" => {
            "er is minstens één lid, en er zijn hoogstens zoveel leden als plaatsen"
        }
        "the quorum is between 1 and the number of members" => {
            "het quorum is minstens 1 en hoogstens het aantal leden"
        }
        "each member's number is their own" => "ieder lid heeft een eigen nummer",
        "a former number is nobody's, and who got another has a higher one" => {
            "een oud nummer krijgt niemand meer, en wie een ander nummer kreeg, kreeg een hoger nummer"
        }
        "each member has a member key" => "ieder lid heeft een eigen sleutel",
        "who publishes has a weekday from 1 to 7 and a board key" => {
            "wie publiceert, heeft een weekdag van 1 tot en met 7 en een sleutel voor het bord"
        }
        "at least one member publishes" => "minstens één lid publiceert",
        "a batch has 1 to 64 cells and a cell lives 1 to 52 weeks" => {
            "een zending heeft 1 tot 64 vakken, en een vak blijft 1 tot 52 weken staan"
        }
        other => other,
    }
}

impl Dutch for RecipientsError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::Malformed => "het bestand met sleutels is niet te lezen",
            Self::NotInRoster => "de ledenlijst noemt dit bestand met sleutels niet",
        };
        words.to_owned()
    }
}
