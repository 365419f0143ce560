//! Why a reporter's name is not given, shown or disclosed.

use crypto_core::ids::MemberNumber;

use super::Dutch;
use crate::{
    casework::name::{NAME_MAX, NameError},
    words::deed::{numbers, short},
};

impl Dutch for NameError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::None => "in deze zaak wordt geen naam apart bewaard",
            Self::Several => "in deze zaak worden meer namen apart bewaard",
            Self::NotHere(by) => {
                return format!("de naam is niet in deze kluis: {}", holders(by));
            }
            Self::OnItsWay => {
                "je mag de naam lezen, maar de brief waarin die staat is nog niet gekomen"
            }
            Self::Lost(others) => {
                return format!(
                    "je bewaarde deze naam zelf, en die is niet in deze kopie van je kluis; behalve jij kan {}",
                    who(others)
                );
            }
            Self::NotTold => {
                "de naam is hier, maar de bladzijde waarin je collega zegt dat je die mag lezen is nog niet gekomen"
            }
            Self::Length => return format!("een naam heeft 1 tot {NAME_MAX} bytes"),
            Self::InReason => {
                "de naam staat in de reden, of in wat je er verder bij zegt, en dat ziet ieder die de zaak leest"
            }
            Self::Differ => {
                "er zijn verschillende teksten als deze naam gegeven: bekijk ze (`--look`) en praat met wie ze gaven; er \
                 is er geen doorgegeven"
            }
            Self::NoMember(member) => {
                return format!(
                    "in de ledenlijst staat geen ander lid {member} van de commissie dat de naam zou kunnen lezen"
                );
            }
            Self::LeftOut(member) => {
                return format!("de melder heeft lid {member} uit deze zaak weggelaten");
            }
            Self::Alone => {
                "niemand anders krijgt wat in deze zaak wordt gedaan: wat een ander age-programma verzegelde, is alleen \
                 op deze lezer"
            }
            Self::NoBoard => "deze lezer heeft nog geen bord ingelezen",
            Self::NoGround => {
                "volgens de wet mag een naam alleen naar anderen als de melder daar uitdrukkelijk mee instemt (--consent \
                 met de brief waarin dat staat), of als een wet van de Unie of van het land ertoe verplicht, noodzakelijk \
                 en evenredig, in een onderzoek van een nationale autoriteit of een gerechtelijke procedure (--obliged met \
                 die wet); Richtlijn (EU) 2019/1937, artikel 16, lid 1 en 2"
            }
            Self::NotAgreed(together, are_for) => {
                let verb = if are_for.len() == 1 { "is" } else { "zijn" };
                return format!(
                    "{together} leden noemen hier samen een naam, en alleen lid {} {verb} er nog voor: een collega stemt in \
                     met `case name --agree`, en die bladzijde moet je inlezen",
                    numbers(are_for)
                );
            }
            Self::NotAsked => {
                "dit vraagt niet om een naam te noemen, of het is verbeterd of telt niet (ze staan in `case show`)"
            }
            Self::ToNobody => "met --disclose zeg je naar wie de naam gaat",
            Self::TypedIn => {
                "een lid heeft deze brief overgetypt: het is geen toestemming die de melder zelf schreef. Neem de brief \
                 waarmee de melder op de pagina verdergaat"
            }
            Self::Disputed => {
                "er zijn meer zaken met de code van deze melding, dus een ervan is niet van de melder: zeg eerst van die \
                 zaak dat zij geen melding is (`spam`)"
            }
            Self::NotTheirs => {
                "van de zaak met de code van deze melding is niet zeker dat zij van de melder is: zij geldt als geen \
                 melding, haar sleutel klopt niet, of er is daar niemand te antwoorden"
            }
            Self::Tells(members) => {
                return format!(
                    "de melder gaat verder in een zaak waaruit lid {} is weggelaten, dat deze zaak leest en zou zien \
                     welke brief of welk antwoord het is: niets van daar mag hier worden genoemd. Bewaar de naam ook in \
                     die zaak (`--keep`) en noem hem daar",
                    numbers(members)
                );
            }
            Self::NotInformed => {
                "volgens de wet hoort de melder het vooraf, schriftelijk en met de redenen (--informed met het antwoord \
                 waarin dat staat), tenzij dat het onderzoek of de procedure zou schaden (--not-informed met waarom); \
                 Richtlijn (EU) 2019/1937, artikel 16, lid 3"
            }
            Self::NoAnswer => {
                "in deze zaak is er geen antwoord van jou waarvan de naam zo begint, of meer dan één"
            }
            Self::Confirmation => {
                "dit is een ontvangstbevestiging, en die zegt de melder niet dat de naam wordt genoemd (Richtlijn (EU) \
                 2019/1937, artikel 16, lid 3)"
            }
            Self::NotPublic => {
                "dit antwoord is nog niet openbaar, dus de melder kan er nog niets van weten (Richtlijn (EU) 2019/1937, \
                 artikel 16, lid 3)"
            }
            Self::NoBox => {
                "in geen brief van deze zaak, of in geen brief met die naam, is een naam apart gehouden die de melder op \
                 de pagina gaf"
            }
            Self::Boxes => {
                "in meer brieven van deze zaak is een naam apart gehouden: zeg met --letter welke"
            }
            Self::NoSeat(member) => {
                return format!(
                    "lid {member} heeft geen deel van deze naam en zou hem niet kunnen openen"
                );
            }
            Self::Opened(deed) => {
                let deed = short(*deed);
                return format!("je hebt deze naam al geopend: lees hem met `--look`, als {deed}");
            }
            Self::TooFew {
                needed,
                here,
                untold,
            } => {
                return format!(
                    "deze naam gaat open met de delen van {needed} leden, en hier zijn die van lid {}{}; vraag een collega \
                     om het zijne of hare (`case name --give-share`)",
                    numbers(here),
                    not_told(untold)
                );
            }
            Self::Box(error) => {
                return format!(
                    "de naam in deze brief is niet te gebruiken: {}",
                    error.dutch()
                );
            }
            Self::Consent(error) => return error.dutch(),
            Self::Perform(error) => return error.dutch(),
            Self::Colleague(error) => return error.dutch(),
            Self::Vault(error) => return error.dutch(),
        };
        words.to_owned()
    }
}

fn not_told(untold: &[MemberNumber]) -> String {
    match untold.is_empty() {
        true => String::new(),
        false => format!(
            " (dat van lid {} kwam, en de bladzijde waarin staat waarom niet, of die telt niet)",
            numbers(untold)
        ),
    }
}

fn holders(by: &[MemberNumber]) -> String {
    match by.is_empty() {
        true => "niemand die aan de zaak meedoet kan hem lezen".to_owned(),
        false => format!("lid {} kan hem lezen", numbers(by)),
    }
}

/// The same of those who can give it back.
fn who(others: &[MemberNumber]) -> String {
    match others.is_empty() {
        true => "niemand hem lezen".to_owned(),
        false => format!(
            "lid {} hem lezen, en aan jou geven (`--grant`)",
            numbers(others)
        ),
    }
}
