//! Why a deed failed, whichever it was.

use super::Dutch;
use crate::{
    casework::view::FormError, commands::CommandError, notice::month, proof::check::VerifyError,
    words::counted,
};

impl Dutch for CommandError {
    fn dutch(&self) -> String {
        match self {
            Self::Prompt(error) => error.dutch(),
            Self::Vault(error) => error.dutch(),
            Self::RootKey(error) => error.dutch(),
            Self::Config(error) => error.dutch(),
            Self::Ceremony(error) => error.dutch(),
            Self::Sheets(needed, all) => {
                let all = counted(*all, "vel waarvan er", "vellen waarvan er");
                format!("{all} {needed} nodig zijn: dat kan niet")
            }
            Self::TypedSheets(error) => error.dutch(),
            Self::Site(error) => error.dutch(),
            Self::MemberFile(name, error) => format!("{name}: {}", error.dutch()),
            Self::Import(error) => error.dutch(),
            Self::Channel => "dit is niet het einde van een adres en het zijn geen twaalf woorden".to_owned(),
            Self::Find(error) => error.dutch(),
            Self::Service(error) => error.dutch(),
            Self::Answer(error) => error.dutch(),
            Self::Perform(error) => error.dutch(),
            Self::Casework(error) => error.dutch(),
            Self::Stopped(error) => error.dutch(),
            Self::TypeIn(error) => error.dutch(),
            Self::Forward(error) => error.dutch(),
            Self::Name(error) => error.dutch(),
            Self::Checked(error) => error.dutch(),
            Self::Rules(name, error) => format!("{name}: {}", error.dutch()),
            // What the parser says is English, whatever the language.
            Self::Form(FormError { line, what }) => {
                format!("het formulier is niet te lezen: regel {line}: {what}")
            }
            Self::HasSteps(case) => {
                format!("zaak {case} verloopt in stappen, die je collega's zien en beoordelen")
            }
            Self::Destroy(error) => error.dutch(),
            Self::NoText => "de tekst is leeg, en dan weten je collega's niet waarom".to_owned(),
            Self::NotTypedIn => {
                "deze melding is niet door een lid overgetypt: de melder leest antwoorden op de pagina (`answer`)"
                    .to_owned()
            }
            Self::ToldOn(came, today) => format!(
                "de melding kwam op {came} en vandaag is het {today}: noem een van die twee dagen, of een dag ertussen"
            ),
            Self::Over(day) => {
                format!("{day} is voorbij: noem een dag die nog komt (--next JJJJ-MM-DD)")
            }
            Self::Day(_) => "dit is geen dag: schrijf JJJJ-MM-DD".to_owned(),
            Self::NoTemplate(step) => {
                format!("de regels hebben bij \"{step}\" geen tekst voor de melder")
            }
            Self::Release(error) => error.dutch(),
            Self::Export(error) => error.dutch(),
            Self::NoKeys(epoch) => format!("er zijn geen sleutels voor {}", month(*epoch)),
            Self::Save(error) => error.dutch(),
            Self::NoSuchFile(number) => format!("de zaak heeft geen bestand {number}"),
            Self::NotWhole(count) => match count {
                1 => "1 bestand kon niet helemaal worden bewaard".to_owned(),
                _ => format!("{count} bestanden konden niet helemaal worden bewaard"),
            },
            Self::Proof(error) => error.dutch(),
            Self::Restore(error) => error.dutch(),
            Self::File(name, error) => {
                let name = match name.as_str() {
                    "standard input" => "de standaardinvoer",
                    name => name,
                };
                format!("{name} kon niet worden gelezen of geschreven: {}", error.dutch())
            }
            Self::Output(error) => {
                format!("de uitvoer kon niet worden geschreven: {}", error.dutch())
            }
            Self::Json(error) => format!("de uitvoer kon niet worden geschreven: {error}"),
        }
    }
}

impl Dutch for VerifyError {
    fn dutch(&self) -> String {
        match self {
            Self::Proof(error) => error.dutch(),
            Self::NoRoster => "deze kluis heeft nog geen ledenlijst".to_owned(),
            Self::Roster => {
                "de ledenlijst is niet van het kanaal dat het bewijs noemt, of is veranderd".to_owned()
            }
            Self::Salt => {
                "dit zijn geen 64 hexadecimale cijfers (het zout), en ook geen twaalf woorden van een terugkomcode"
                    .to_owned()
            }
            Self::NoSalt => {
                "in het bewijs staat geen zout, en wat is getypt zijn geen 64 hexadecimale cijfers".to_owned()
            }
            Self::OtherText => "het bewijs is niet van deze tekst met dit zout".to_owned(),
        }
    }
}
