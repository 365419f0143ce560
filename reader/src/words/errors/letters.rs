//! What is wrong with what comes in or goes out: letters, answers, shares, bundles and outboxes.

use super::Dutch;
use crate::{
    answer::{AnswerError, FileError},
    attachments::SaveError,
    cases::FindError,
    colleague::ColleagueError,
    export::ExportError,
    import::ImportError,
    ledger::page::WriteError,
    minutes::TypeError,
    release::ReleaseError,
    services::ServiceError,
};

pub(super) const NO_BOARD: &str = "deze lezer heeft nog geen bord ingelezen";

impl Dutch for ImportError {
    fn dutch(&self) -> String {
        match self {
            Self::Open(error) => error.dutch(),
            Self::Io(error) => format!("het pakket is niet te lezen: {}", error.dutch()),
            Self::UnknownChannel => "deze kluis kent het kanaal nog niet".to_owned(),
            Self::OtherChannel => {
                "het pakket hoort bij een ander kanaal dan werd opgegeven".to_owned()
            }
            Self::Vault(error) => error.dutch(),
            Self::Stopped(_) => {
                "het inlezen is gestopt, en van het pakket is niets overgenomen".to_owned()
            }
        }
    }
}

impl Dutch for ExportError {
    fn dutch(&self) -> String {
        match self {
            Self::NoBoard => NO_BOARD.to_owned(),
            Self::ImportFirst => {
                "deze kluis komt uit een reservekopie en heeft daarna nog niets ingelezen"
                    .to_owned()
            }
            Self::ClockBehind => {
                "vandaag ligt vóór de dag van het bord dat het laatst is gezien".to_owned()
            }
            Self::NotAPublisher => {
                "volgens de ledenlijst mag deze lezer niet publiceren".to_owned()
            }
            Self::TwoRoots(number) => two_roots(*number),
            Self::Board(error) => error.dutch(),
            Self::Outbox(error) => error.dutch(),
            Self::Io(error) => format!(
                "het verzendbestand kon niet worden geschreven: {}",
                error.dutch()
            ),
            Self::Vault(error) => error.dutch(),
            Self::Stopped(_) => {
                "het exporteren is gestopt, en er is geen verzendbestand gemaakt: wat al klaarstond, gaat met het volgende mee"
                    .to_owned()
            }
        }
    }
}

fn two_roots(number: u32) -> String {
    format!(
        "twee verschillende sleutels zouden de hoofdsleutel van het kanaal zijn (wijziging {number}); geen van beide telt"
    )
}

impl Dutch for AnswerError {
    fn dutch(&self) -> String {
        match self {
            Self::Find(error) => error.dutch(),
            Self::Empty => "het antwoord is leeg".to_owned(),
            Self::Sealed => "deze zaak is nog verzegeld: er is nog niets van gelezen".to_owned(),
            Self::NoWayBack => "wie dit schreef, is niet te bereiken".to_owned(),
            Self::NoBoard => NO_BOARD.to_owned(),
            Self::TooLong => "het antwoord is te lang".to_owned(),
            Self::File(error) => error.dutch(),
            Self::Full => "in het gesprek is geen plaats meer voor antwoorden".to_owned(),
            Self::Vault(error) => error.dutch(),
            Self::Stopped(_) => {
                "het verzegelen van de bestanden is gestopt, en het antwoord staat niet klaar"
                    .to_owned()
            }
        }
    }
}

impl Dutch for FileError {
    fn dutch(&self) -> String {
        match self {
            Self::Read(name, error) => format!("{name} is niet te lezen: {}", error.dutch()),
            Self::NotAFile(name) => format!("{name} is geen bestand"),
            Self::Name(name) => format!(
                "de naam van {name} is langer dan 200 bytes, of heeft tekens die geen tekst zijn"
            ),
            Self::TooLarge => {
                "de bestanden bij een antwoord mogen samen hoogstens 1 GiB zijn".to_owned()
            }
            Self::Changed(name) => format!("{name} veranderde terwijl het werd gelezen"),
        }
    }
}

impl Dutch for SaveError {
    fn dutch(&self) -> String {
        match self {
            Self::Io(error) => format!("het bestand kon niet worden bewaard: {}", error.dutch()),
            Self::Nonsense => {
                "wat de brief over dit bestand zegt, kan niet: grootte en stukken passen niet bij elkaar"
                    .to_owned()
            }
            Self::Missing { missing, parcels } => format!(
                "van de {parcels} stukken ontbreken er {missing}: te veel om de rest te bewaren"
            ),
            Self::Exists(name) => format!("{name} is er al"),
            Self::Stopped(_) => {
                "het bewaren is gestopt, en van het bestand is niets bewaard".to_owned()
            }
        }
    }
}

impl Dutch for ReleaseError {
    fn dutch(&self) -> String {
        match self {
            Self::NoLetter => {
                "er is geen verzegelde brief waarvan de naam zo begint".to_owned()
            }
            Self::Several => {
                "er zijn meer verzegelde brieven waarvan de naam zo begint, of de zaak heeft er meer dan één".to_owned()
            }
            Self::NoMember => {
                "in de ledenlijst staat niemand met dit nummer of deze naam, of het zijn er meer"
                    .to_owned()
            }
            Self::Self_ => "dat ben jij: je eigen deel telt al mee".to_owned(),
            Self::Broken => {
                "wie deze brief verzegelde, gaf jou een deel dat er niet bij past: niemand kan het gebruiken".to_owned()
            }
            Self::NoBoard => NO_BOARD.to_owned(),
            Self::Colleague(error) => error.dutch(),
            Self::Vault(error) => error.dutch(),
        }
    }
}

impl Dutch for ColleagueError {
    fn dutch(&self) -> String {
        match self {
            Self::Unknown(member) => format!("in de ledenlijst staat geen lid {member}"),
            Self::NoRecipient(member) => {
                format!("deze lezer heeft de sleutel van lid {member} voor deze maand niet gezien")
            }
            Self::OldBoard => "het laatst geziene bord is ouder dan 28 dagen".to_owned(),
            Self::Slots(error) => error.dutch(),
            Self::Seal(error) => error.dutch(),
        }
    }
}

impl Dutch for TypeError {
    fn dutch(&self) -> String {
        match self {
            Self::NoBoard => NO_BOARD.to_owned(),
            Self::NoMember(member) => {
                format!("in de ledenlijst staat geen lid {member} dat kan worden weggelaten")
            }
            Self::NotAMember => {
                "alleen een lid van de commissie kan meldingen overtypen; een vertrouwenspersoon geeft ze door (`case \
                 hand-on`)"
                    .to_owned()
            }
            Self::NotAnAdviser => {
                "alleen een vertrouwenspersoon kan doorgeven wat een melder heeft verteld".to_owned()
            }
            Self::Day(day) => format!("{day} moet nog komen"),
            Self::Colleague(error) => error.dutch(),
            Self::Vault(error) => error.dutch(),
        }
    }
}

impl Dutch for WriteError {
    fn dutch(&self) -> String {
        match self {
            Self::Colleague(error) => error.dutch(),
            Self::Page(error) => error.dutch(),
            Self::Vault(error) => error.dutch(),
        }
    }
}

impl Dutch for FindError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::None => "er is geen zaak waarvan de naam zo begint",
            Self::Several => "er zijn meer zaken waarvan de naam zo begint; typ er meer van",
            Self::Destroyed => "de zaak is vernietigd: alleen de datums zijn er nog",
        };
        words.to_owned()
    }
}

impl Dutch for ServiceError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::None => "in de ledenlijst staat geen dienst waarvan de naam zo begint",
            Self::Several => {
                "er zijn meer diensten waarvan de naam zo begint; typ er meer van, of het nummer"
            }
        };
        words.to_owned()
    }
}
