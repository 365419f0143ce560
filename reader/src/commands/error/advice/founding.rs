//! What to do where a root key, its sheets, a list of members or a proof do not fit.

use crypto_core::proof::ProofError as P;

use super::super::CommandError;
use crate::{
    ceremony::{CeremonyError as C, root_key::RootKeyError as K, sheets::SheetsError as S},
    export::ExportError as E,
    proof::check::VerifyError as V,
};

impl CommandError {
    /// In Dutch and in English.
    pub(super) fn of_founding(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Ceremony(C::NoRoster | C::NoFiles) => (
                "Lees eerst een nieuw pakket in: `belfry-courier pull`, dan `import`. De eerste ledenlijst van \
                 een kanaal onderteken je met `roster sign`.",
                "Import a fresh bundle first: `belfry-courier pull`, then `import`. The first roster of a channel \
                 is signed with `roster sign`.",
            ),
            Self::Ceremony(C::NoRecipients(_)) => (
                "Ieder lid maakt sleutels (`keys prepare`); geef de nieuwe bestanden met --members.",
                "Each member runs `keys prepare`; give the new files with --members.",
            ),
            Self::Ceremony(C::OtherRoot) => (
                "Na een wijziging ondertekent de nieuwe hoofdsleutel. Zoek het nieuwste bestand root-key.",
                "After a change of the root key the new one signs. Look for the newest root-key.",
            ),
            Self::Ceremony(C::Twice(_)) => (
                "Haal uit de map weg wat niet meer geldt, zoals het bestand van een kluis die opnieuw is gemaakt, of kies een \
                 andere map. Hebben twee leden hetzelfde nummer, dan maakt een van hen een nieuwe kluis met een ander nummer.",
                "Take away from the folder what does not count any more, such as the file of a vault that was made anew, or \
                 choose another folder. If two members have the same number, one of them makes a new vault with another.",
            ),
            Self::Ceremony(C::Outdated) => (
                "Er is niets ondertekend. Bekijk opnieuw wat er verandert.",
                "Nothing was signed. Look again at what changes.",
            ),
            Self::Ceremony(C::NotListed) => (
                "Wie een ledenlijst ondertekent, staat er zelf in, met een weekdag. Doe dit met de kluis van zo'n lid, \
                 en geef je eigen nieuwe bestand met --members als je sleutels nieuw zijn.",
                "Who signs a roster is in it, with a weekday. Run this on the vault of such a member, and give \
                 your own new file with --members if your keys are new.",
            ),
            Self::Ceremony(C::TwoRoots(_)) | Self::Export(E::TwoRoots(_)) => (
                "Kom met alle leden bij elkaar: iemand heeft een kopie van de hoofdsleutel. Misschien is er een \
                 nieuw kanaal nodig.",
                "Meet with all members: somebody has a copy of the root key. A new channel may be needed.",
            ),
            Self::Sheets(..) => (
                "Er zijn minstens 2 vellen nodig, en er zijn er hoogstens 16.",
                "At least 2 sheets are needed, and there are 16 at most.",
            ),
            Self::TypedSheets(S::OneIsWrong) => (
                "Haal er nog een vel bij en typ ze allemaal opnieuw: dan blijkt welk vel niet past.",
                "Bring one more sheet and type them all in again: it then shows which does not fit.",
            ),
            Self::RootKey(K::Exists) => (
                "Wil je een nieuwe hoofdsleutel voor hetzelfde kanaal, doe dan `root change`.",
                "If you want a new root key for the same channel, run `root change`.",
            ),
            Self::RootKey(K::None) => (
                "`root recover` zet hem weer in elkaar uit vellen papier. Of noem de map met --vault.",
                "`root recover` puts it together from sheets of paper. Or name its folder with --vault.",
            ),
            Self::Proof(V::NoRoster | V::Roster | V::Proof(P::Channel | P::Stranger(_))) => (
                "Geef de ondertekende ledenlijst van dat kanaal uit die tijd (`--roster`).",
                "Give the signed roster of that time and channel (`--roster`).",
            ),
            Self::Proof(V::OtherText) => (
                "Het moet het bestand zijn dat de pagina bewaarde: een programma dat er een spatie of een ander \
                 regeleinde in zet, maakt er een andere tekst van.",
                "It must be the file that the page saved: an editor that adds a space or another end of line \
                 makes another text of it.",
            ),
            Self::Proof(V::Salt | V::NoSalt) => (
                "De pagina bewaarde het in het bewijs, achter \"salt\".",
                "The page saved it in the proof, after \"salt\".",
            ),
            _ => return None,
        })
    }
}
