//! What is wrong with letters, boards, rosters and files, as the shared library finds it.

use crypto_core::{
    attachment::ParcelError,
    board::BoardError,
    cbor::CborError,
    journal_page::PageError,
    letter::{
        ContentError, OpenError, Refusal, SealError, SlotsError,
        name_box::{NAME_MAX, NameBoxError},
    },
    minutes::MinutesError,
    name_share::NameShareError,
    primitives::{age_file, hybrid::KeyTextError},
    proof::ProofError,
    recipients::RecipientsError,
    records,
    release::ReleaseError,
    reporter_name::NameError,
    roster::RosterError,
};

use super::Dutch;

impl Dutch for NameBoxError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => "hij is niet opgebouwd zoals namen horen te zijn".to_owned(),
            Self::Length => format!("een naam heeft 1 tot {NAME_MAX} bytes"),
            Self::NoShare => "er zit geen deel voor dit lid in".to_owned(),
            Self::Share => "het deel van dit lid past er niet bij".to_owned(),
            Self::TooFew => "er zijn meer delen nodig".to_owned(),
            Self::Altered => "hij gaat met zijn delen niet open".to_owned(),
        }
    }
}

impl Dutch for NameShareError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => UNREADABLE.to_owned(),
            Self::Stranger(member) => stranger("afzender", member.0),
            Self::Signature(member) => unsigned("afzender", member.0),
        }
    }
}

impl Dutch for OpenError {
    fn dutch(&self) -> String {
        match self {
            Self::Length => "de brief heeft niet de lengte van een brief".to_owned(),
            Self::NotAge => "de brief is geen geldig age-bestand".to_owned(),
            Self::Altered => "de brief is veranderd".to_owned(),
            Self::Layout => {
                "de brief gaat open, maar is niet opgebouwd zoals een brief hoort te zijn"
                    .to_owned()
            }
            Self::Slots => {
                "de brief heeft een ander aantal plaatsen dan de ledenlijst zegt".to_owned()
            }
            Self::Content(error) => format!(
                "de brief gaat open, maar wat erin staat is niet te lezen: {}",
                error.dutch()
            ),
        }
    }
}

impl Dutch for ContentError {
    fn dutch(&self) -> String {
        match self {
            Self::Cbor(error) => error.dutch(),
            Self::Addressee => "de brief is gericht aan iemand die niet kan bestaan".to_owned(),
            Self::LeftOut => {
                "de lijst van leden die zijn weggelaten, staat niet op volgorde".to_owned()
            }
        }
    }
}

impl Dutch for ParcelError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::Length => "het heeft een andere lengte",
            Self::Number => "het bestand heeft geen stuk met dit nummer",
            Self::Altered => "het is veranderd, of hoort ergens anders bij",
            Self::Padding => "er zit meer in dan de brief zegt",
        };
        words.to_owned()
    }
}

impl Dutch for CborError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::Malformed => "de gegevens zijn geen deterministische CBOR",
            Self::Missing => "er ontbreekt een veld dat er moet zijn",
            Self::WrongField => "een veld is van een verkeerde soort of lengte",
            Self::UnknownVersion => "de gegevens zijn van een versie die dit programma niet kent",
        };
        words.to_owned()
    }
}

impl Dutch for Refusal {
    fn dutch(&self) -> String {
        match self {
            Self::TooFew => "er zijn nog niet genoeg delen".to_owned(),
            Self::Sender => {
                "wie deze brief verzegelde, maakte de delen verkeerd, of vroeg om meer leden dan in een ledenlijst die \
                 hier bekend is; met nog een deel gaat hij misschien open"
                    .to_owned()
            }
            Self::Letter(error) => error.dutch(),
        }
    }
}

impl Dutch for SealError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::TooLong => "de tekst is te lang voor één brief",
            Self::NoReader => {
                "een brief heeft minstens zoveel lezers nodig als er samen nodig zijn om hem te lezen"
            }
            Self::TooManyReaders => "het kanaal heeft minder plaatsen dan lezers",
            Self::Failed => "de brief kon niet worden verzegeld",
        };
        words.to_owned()
    }
}

impl Dutch for SlotsError {
    fn dutch(&self) -> String {
        "een brief heeft 8 of 16 plaatsen".to_owned()
    }
}

impl Dutch for ReleaseError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => UNREADABLE.to_owned(),
            Self::Stranger(member) => stranger("afzender", member.0),
            Self::Signature(member) => unsigned("afzender", member.0),
        }
    }
}

impl Dutch for MinutesError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => UNREADABLE.to_owned(),
            Self::Stranger(member) => stranger("schrijver", member.0),
            Self::Signature(member) => unsigned("schrijver", member.0),
        }
    }
}

impl Dutch for NameError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => UNREADABLE.to_owned(),
            Self::Stranger(member) => stranger("afzender", member.0),
            Self::Signature(member) => unsigned("afzender", member.0),
        }
    }
}

impl Dutch for PageError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => UNREADABLE.to_owned(),
            Self::Stranger(member) => {
                format!("als schrijver staat er lid {member}, van wie hier geen sleutel bekend is")
            }
            Self::Signature(member) => unsigned("schrijver", member.0),
        }
    }
}

const UNREADABLE: &str = "wat erin zit is niet te lezen";

fn stranger(what: &str, member: u16) -> String {
    format!("als {what} staat er lid {member}, dat niet in de ledenlijst staat")
}

fn unsigned(what: &str, member: u16) -> String {
    format!("als {what} staat er lid {member}, maar dat lid heeft het niet ondertekend")
}

impl Dutch for BoardError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::Malformed => "het bord is niet te lezen",
            Self::Channel => "het bord hoort bij een ander kanaal",
            Self::Roster => "het bord noemt een andere ledenlijst",
            Self::Signature => "de handtekening van het bord klopt niet",
            Self::Cells => "de vakken van het bord zijn niet die van zijn kop",
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
            Self::Rule(rule) => format!("de ledenlijst breekt een regel: {}", of_rule(rule)),
        }
    }
}

/// The rules stand in the shared library, in English alone; one that is not here is said as it stands there.
fn of_rule(rule: &'static str) -> &'static str {
    match rule {
        "the serial begins at 1" => "het nummer begint bij 1",
        "it is valid for at most 92 days" => "zij is hoogstens 92 dagen geldig",
        "there are 8 or 16 slots" => "er zijn 8 of 16 plaatsen",
        "it has one member at least and at most as many as slots" => {
            "zij heeft minstens één lid en hoogstens zoveel als er plaatsen zijn"
        }
        "the quorum is between 1 and the number of members" => {
            "het quorum is minstens 1 en hoogstens het aantal leden"
        }
        "each member's number is their own" => "ieder lid heeft een eigen nummer",
        "a former number is nobody's, and who got another has a higher one" => {
            "een oud nummer is van niemand, en wie een ander kreeg, heeft een hoger"
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

impl Dutch for records::OpenError {
    fn dutch(&self) -> String {
        match self {
            Self::Io(error) => format!("het bestand is niet te lezen: {}", error.dutch()),
            Self::NotBelfry => "dit is geen bestand van Belfry".to_owned(),
            Self::OtherKind => {
                "dit is een bestand van Belfry, maar van een andere soort".to_owned()
            }
            Self::OtherVersion => {
                "dit bestand is gemaakt met een andere versie van Belfry".to_owned()
            }
            Self::Damaged => "het begin van het bestand is beschadigd".to_owned(),
            Self::OtherChannel => "dit bestand hoort bij een ander kanaal".to_owned(),
        }
    }
}

impl Dutch for records::WriteError {
    fn dutch(&self) -> String {
        match self {
            Self::Io(error) => format!("het bestand kon niet worden geschreven: {}", error.dutch()),
            Self::TooLong => "een onderdeel is langer dan kan".to_owned(),
            Self::TooMany => "het bestand heeft te veel onderdelen".to_owned(),
        }
    }
}

impl Dutch for age_file::WriteError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::TooLong => "de tekst is te lang",
            Self::Failed => "het age-bestand kon niet worden geschreven",
        };
        words.to_owned()
    }
}

impl Dutch for KeyTextError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::NotAKey => "dit is geen hybride age-sleutel, of er zit een typefout in",
            Self::Unusable => "deze hybride age-sleutel is niet bruikbaar",
        };
        words.to_owned()
    }
}

impl Dutch for ProofError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => "dit is geen ontvangstbewijs, of er ontbreekt een stuk".to_owned(),
            Self::Channel => "het bewijs is van een ander kanaal dan de ledenlijst".to_owned(),
            Self::Stranger(member) => {
                format!("het bewijs noemt lid {member}, dat niet in de ledenlijst staat")
            }
            Self::Signature => {
                "de handtekening is niet van het lid dat het bewijs noemt, of er is iets veranderd"
                    .to_owned()
            }
        }
    }
}
