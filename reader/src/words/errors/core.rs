//! What is wrong with letters, what members sign, and files, as the shared library finds it.

use crypto_core::{
    attachment::ParcelError,
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
    records,
    release::ReleaseError,
    reporter_name::NameError,
};

use super::Dutch;

impl Dutch for NameBoxError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed => "de naam is niet opgebouwd zoals het hoort".to_owned(),
            Self::Length => format!("een naam heeft 1 tot {NAME_MAX} bytes"),
            Self::NoShare => "er zit geen deel voor dit lid in".to_owned(),
            Self::Share => "het deel van dit lid past er niet bij".to_owned(),
            Self::TooFew => "er zijn meer delen nodig".to_owned(),
            Self::Altered => "de delen openen de naam niet".to_owned(),
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
            Self::Length => "de brief heeft een andere lengte dan brieven hebben".to_owned(),
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
                "de brief gaat open, maar wat erin staat, is niet te lezen: {}",
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
            Self::Length => "de lengte klopt niet",
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
            Self::WrongField => "een veld heeft een verkeerde soort of lengte",
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
                "wie deze brief verzegelde, maakte de delen verkeerd, of vroeg om meer leden dan in de ledenlijsten \
                 die hier bekend zijn; met nog een deel gaat de brief misschien open"
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
                "een brief moet voor minstens zoveel leden zijn als er samen nodig zijn om hem te lezen"
            }
            Self::TooManyReaders => "een brief heeft minder plaatsen dan er leden zijn",
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
                format!(
                    "als schrijver wordt lid {member} genoemd, maar van dat lid is hier geen sleutel bekend"
                )
            }
            Self::Signature(member) => unsigned("schrijver", member.0),
        }
    }
}

const UNREADABLE: &str = "wat erin staat, is niet te lezen";

fn stranger(what: &str, member: u16) -> String {
    format!("als {what} wordt lid {member} genoemd, maar dat staat niet in de ledenlijst")
}

fn unsigned(what: &str, member: u16) -> String {
    format!("als {what} wordt lid {member} genoemd, maar dat lid heeft het niet ondertekend")
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
            Self::TooLong => "een onderdeel is te lang".to_owned(),
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
