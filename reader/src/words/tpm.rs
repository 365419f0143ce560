//! What is said of half a key in a TPM.

use crypto_core::words::Language;

use super::{Words, say};
use crate::epochs::tpm::Done;

impl Words for Done {
    fn words(&self, language: Language) -> String {
        let (dutch, english) = match self {
            Self::On => (
                "De helft van de sleutel die je maandsleutels opent, zit nu in de TPM van deze computer. Vanaf nu gaan \
                 nieuwe brieven alleen nog op deze computer open, en wat wordt gewist, is weg uit elke kopie van de \
                 kluis. Gaat de computer stuk, dan zijn deze sleutels weg, net als wanneer je een reservekopie terugzet. \
                 Geef ze dan op (`keys tpm --lost`), maak nieuwe (`keys prepare`), en laat een nieuwe ledenlijst \
                 ondertekenen.",
                "Half of the key that opens your months' keys is in this machine's TPM now. Only this machine opens \
                 new letters from here on, and what is erased is gone from every copy of the vault. If the machine \
                 breaks, these keys are lost, as when you put a backup back. Then give them up (`keys tpm --lost`), make \
                 new ones (`keys prepare`), and have a new roster signed.",
            ),
            Self::AlreadyOn => (
                "De helft van de sleutel zit al in de TPM.",
                "Half of the key is in the TPM already.",
            ),
            Self::Off => (
                "De sleutel staat weer heel in de kluis; in de TPM zit er niets meer van.",
                "The key is whole in the vault again; the TPM holds nothing of it.",
            ),
            Self::NotLost => (
                "De TPM geeft nog antwoord, en er is niets veranderd. Je kunt de sleutel terughalen in de kluis \
                 (`keys tpm --off`).",
                "The TPM still answers, and nothing was changed. You can take the key back into the vault \
                 (`keys tpm --off`).",
            ),
            Self::Lost => (
                "De kluis heeft geen sleutels voor nieuwe brieven meer. Maak nieuwe (`keys prepare`), en laat de \
                 ledenlijst meteen met het nieuwe bestand ondertekenen.",
                "The vault has no keys for new letters any more. Make new ones (`keys prepare`), and have the roster \
                 signed with the new file at once.",
            ),
            Self::Nowhere => (
                "Van deze kluis zit niets in een TPM.",
                "Nothing of this vault is in a TPM.",
            ),
        };
        say(language, dutch, english).to_owned()
    }
}
