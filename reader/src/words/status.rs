//! What a member should look after, in words.

use crypto_core::{time::Day, words::Language};

use super::{Words, both, counted, say};

/// Something to look after that is of no case and of no month's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Nothing was imported yet.
    NothingImported,
    /// The vault came back from a backup, and nothing was imported since.
    FromBackup,
    /// The last import is so many days ago.
    LastImport(u32),
    /// This publication day was missed.
    PublicationMissed(Day),
    /// So many letters wait for colleagues' shares.
    Sealed(usize),
    /// So many batches were exported and not seen since.
    Pending(usize),
    /// A change of the root key is under way.
    RootChanges,
    /// The root key is on no paper.
    RootOnNoPaper,
    /// Its sheets were never tried.
    NeverRehearsed,
    /// Its sheets were tried so many days ago.
    Rehearsed(u32),
}

impl Words for Care {
    fn words(&self, language: Language) -> String {
        match self {
            Self::NothingImported => say(
                language,
                "Er is nog niets ingelezen.",
                "Nothing was imported yet.",
            )
            .to_owned(),
            Self::FromBackup => say(
                language,
                "Deze kluis komt uit een reservekopie. Lees eerst een pakket in: tot dan kan er niets worden \
                 geëxporteerd. Vernietig de oude kluis als die weer opduikt.",
                "This vault came from a backup. Import a bundle first: until then nothing can be exported. Destroy the \
                 old vault if it turns up again.",
            )
            .to_owned(),
            Self::LastImport(days) => {
                let ago = counted(*days, "dag", "dagen");
                both!(
                    language,
                    "Het is {ago} geleden dat er iets is ingelezen. Er kunnen meldingen wachten.",
                    "The last import was {days} days ago. Reports may be waiting.",
                )
            }
            Self::PublicationMissed(day) => both!(
                language,
                "De publicatiedag {day} is gemist. Exporteer en publiceer vandaag.",
                "The publication day {day} was missed. Export and publish today.",
            ),
            Self::Sealed(letters) => {
                let wait = match letters {
                    1 => "1 brief wacht".to_owned(),
                    _ => format!("{letters} brieven wachten"),
                };
                both!(
                    language,
                    "{wait} op de delen van collega's (`cases` en `show` zeggen welke).",
                    "{letters} letter(s) wait for the shares of colleagues (`cases` and `show` tell which).",
                )
            }
            Self::Pending(batches) => {
                let unseen = match batches {
                    1 => "1 zending is geëxporteerd en daarna niet op het bord gezien".to_owned(),
                    _ => format!(
                        "{batches} zendingen zijn geëxporteerd en daarna niet op het bord gezien"
                    ),
                };
                both!(
                    language,
                    "{unseen}. Publiceer, haal op en lees in.",
                    "{batches} batch(es) were exported and not seen on the board since. Push, pull and import.",
                )
            }
            Self::RootChanges => say(
                language,
                "Er is een wijziging van de hoofdsleutel bezig (`root change` zegt hoe ver die is).",
                "A change of the root key is under way (`root change` tells where it stands).",
            )
            .to_owned(),
            Self::RootOnNoPaper => say(
                language,
                "De hoofdsleutel staat niet op papier: gaat deze computer verloren, dan ook het kanaal. Zet hem op \
                 vellen (`root split`).",
                "The root key is on no paper: if this machine is lost, so is the channel. Put it on sheets (`root split`).",
            )
            .to_owned(),
            Self::NeverRehearsed => say(
                language,
                "Met de vellen van de hoofdsleutel is nooit geoefend. Oefen ermee (`root rehearse`).",
                "The sheets of the root key were never tried. Try them (`root rehearse`).",
            )
            .to_owned(),
            Self::Rehearsed(days) => {
                let ago = counted(*days, "dag", "dagen");
                both!(
                    language,
                    "Het is {ago} geleden dat met de vellen van de hoofdsleutel is geoefend. Oefen elk jaar (`root \
                     rehearse`).",
                    "The sheets of the root key were tried {days} days ago. Try them once a year (`root rehearse`).",
                )
            }
        }
    }
}
