//! Why a reporter's name is not given, shown or disclosed.

use crypto_core::ids::MemberNumber;

use super::Dutch;
use crate::{
    casework::name::{NAME_MAX, NameError},
    words::{
        deed::{numbers, short},
        of_one,
    },
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
                "je mag de naam lezen, maar de brief waarin die staat, is nog niet gekomen"
            }
            Self::Lost(others) => {
                return format!(
                    "je bewaarde deze naam zelf, maar in deze kopie van je kluis staat die niet; naast jou {}",
                    who(others)
                );
            }
            Self::NotTold => {
                "de naam is hier, maar de bladzijde waarin je collega zegt dat je die mag lezen, is nog niet gekomen"
            }
            Self::Length => return format!("een naam heeft 1 tot {NAME_MAX} bytes"),
            Self::InReason => {
                "de naam staat in de reden, of in wat je er verder bij zegt, en dat ziet iedereen die de zaak leest"
            }
            Self::Differ => {
                "collega's gaven verschillende teksten als deze naam: bekijk ze (`--look`) en praat met wie ze gaven; \
                 geen ervan is doorgegeven"
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
                "volgens de wet mag een naam alleen aan anderen bekend worden als de melder daar uitdrukkelijk mee \
                 instemt (--consent met de brief waarin dat staat), of als het Unierecht of het nationale recht ertoe \
                 verplicht, noodzakelijk en evenredig, in een onderzoek van een nationale autoriteit of een \
                 gerechtelijke procedure (--obliged met die wet); Richtlijn (EU) 2019/1937, artikel 16, lid 1 en 2"
            }
            Self::NotAgreed(together, are_for) => {
                let who = match are_for.len() {
                    0 => "is niemand".to_owned(),
                    1 => format!("is alleen lid {}", numbers(are_for)),
                    _ => format!("zijn alleen lid {}", numbers(are_for)),
                };
                return format!(
                    "hier maken {together} leden samen een naam bekend, en nu {who} ervoor: een collega moet ermee instemmen \
                     (`case name --agree`), en die bladzijde moet je inlezen"
                );
            }
            Self::NotAsked => {
                "dit is geen vraag om een naam bekend te maken, of die vraag is al uitgevoerd, is verbeterd of telt \
                 niet (`case show` toont ze)"
            }
            Self::ToNobody => "met --disclose zeg je naar wie de naam gaat",
            Self::TypedIn => {
                "een lid heeft deze brief overgetypt: de melder schreef die toestemming niet zelf. Neem de brief \
                 waarmee de melder op de pagina verdergaat"
            }
            Self::Disputed => {
                "er zijn meer zaken met de code van deze melding, dus een ervan is niet van de melder: zeg eerst van \
                 die zaak dat het geen melding is"
            }
            Self::NotTheirs => {
                "van de zaak met de code van deze melding staat niet vast dat die van de melder is: het is geen \
                 melding, de sleutel ervan klopt niet, of antwoorden kan daar niet"
            }
            Self::Tells(members) => {
                return format!(
                    "de melder gaat verder in een zaak waar niet iedereen bij mag die deze zaak leest (weggelaten: lid \
                     {}). Wie is weggelaten, zou zien om welke brief of welk antwoord het gaat: niets daarvan mag hier \
                     worden genoemd. Bewaar de naam ook in die zaak (`--keep`) en maak hem daar bekend",
                    numbers(members)
                );
            }
            Self::NotInformed => {
                "volgens de wet hoort de melder het vooraf, schriftelijk en met de redenen (--informed met het \
                 antwoord waarin dat staat), tenzij dat het onderzoek of de procedure zou schaden (--not-informed met \
                 de reden daarvan); Richtlijn (EU) 2019/1937, artikel 16, lid 3"
            }
            Self::NoAnswer => {
                "in deze zaak is geen antwoord van jou waarvan de naam zo begint, of het zijn er meer"
            }
            Self::Confirmation => {
                "dit is een ontvangstbevestiging, en daarin leest de melder niet dat de naam bekend wordt gemaakt \
                 (Richtlijn (EU) 2019/1937, artikel 16, lid 3)"
            }
            Self::NotPublic => {
                "dit antwoord is nog niet openbaar, dus de melder kan er nog niets van weten (Richtlijn (EU) 2019/1937, \
                 artikel 16, lid 3)"
            }
            Self::NoBox => {
                "geen brief van deze zaak, of geen brief met die naam, bevat een naam die de melder op de pagina apart \
                 hield"
            }
            Self::Boxes => {
                "meer brieven van deze zaak bevatten een naam: zeg met --letter welke brief je bedoelt"
            }
            Self::NoSeat(member) => {
                return format!(
                    "lid {member} heeft geen deel van deze naam en zou hem niet kunnen openen"
                );
            }
            Self::Opened(deed) => {
                let deed = short(*deed);
                return format!("je hebt deze naam al geopend: lees hem (`--look`), als {deed}");
            }
            Self::TooFew {
                needed,
                here,
                untold,
            } => {
                return format!(
                    "deze naam gaat open met de delen van {needed} leden, en hier zijn die van lid {}{}; vraag een \
                     collega om een deel (`case name --give-share`)",
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
            " (het deel van lid {} is er wel, maar de bladzijde met de reden nog niet, of die telt niet)",
            numbers(untold)
        ),
    }
}

fn holders(by: &[MemberNumber]) -> String {
    match by.is_empty() {
        true => "niemand die aan de zaak meedoet, kan hem lezen".to_owned(),
        false => {
            let can = of_one(by.len(), "kan", "kunnen");
            format!("lid {} {can} hem lezen", numbers(by))
        }
    }
}

/// The same of those who can give it back.
fn who(others: &[MemberNumber]) -> String {
    match others.is_empty() {
        true => "kan niemand hem lezen".to_owned(),
        false => {
            let can = of_one(others.len(), "kan", "kunnen");
            format!(
                "{can} lid {} hem lezen, en aan jou geven (`--grant`)",
                numbers(others)
            )
        }
    }
}
