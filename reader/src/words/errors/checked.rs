//! Why minutes do not go to their reporter, or are not written down as checked.

use super::Dutch;
use crate::{casework::checked::CheckError, words::deed::numbers};

impl Dutch for CheckError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::NoCode => {
                "deze zaak laat geen code zien van een melding die is overgetypt en hier is gelezen, dus er is geen verslag om na te kijken"
            }
            Self::Gone => "de zaak van het verslag is vernietigd: er is niets meer om na te kijken",
            Self::Sealed => {
                "de zaak van het verslag is nog verzegeld: niemand heeft het hier gelezen"
            }
            Self::NotTypedIn => {
                "deze melding is niet door een lid overgetypt: noem de zaak die is overgetypt (`show` van de \
                 eigen zaak van de melder noemt die)"
            }
            Self::NoLetter => {
                "in de zaak waarin de melder verdergaat, is geen brief waarvan de naam zo begint, of het zijn er meer"
            }
            Self::Minutes => {
                "dit is het verslag zelf: noem de brief waarin de melder erop antwoordt"
            }
            Self::Doubtful => {
                "het kenmerk van een brief klopt daar niet, dus misschien schrijft en leest een ander dan de melder in \
                 die zaak"
            }
            Self::Tells(members) => {
                return format!(
                    "de melder gaat verder in een zaak waar niet iedereen bij mag die het verslag leest (weggelaten: lid \
                     {}). Wie is weggelaten, zou zien om welke brief het gaat, dus het kan niet bij het verslag staan. \
                     Schrijf een notitie in de eigen zaak van de melder (`case note`)",
                    numbers(members)
                );
            }
            Self::Reporter(error) => return error.dutch(),
            Self::Vault(error) => return error.dutch(),
        };
        words.to_owned()
    }
}
