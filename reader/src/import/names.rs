//! Reporters' names that colleagues give.

use crypto_core::{
    bundle::StoredLetter,
    ids::{Digest, LetterId},
    letter::OpenedLetter,
    reporter_name::{self, ReporterName},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Import, ImportError};
use crate::{
    casework::name::NAME_MAX,
    journal::{event::Event, ids::DeedId},
    notice::{Notice, Reason},
};

/// A name that a colleague gives, and the letter that brought it.
pub(super) struct GivenName {
    letter: LetterId,
    given: ReporterName,
    name: Zeroizing<String>,
    plaintext: Digest,
}

impl Import<'_> {
    /// Checks who gives a name. What does not hold is told once and never kept: as a case everybody at this desk would see it.
    pub(super) fn hear_name(
        &mut self,
        stored: &StoredLetter,
        letter: &OpenedLetter,
        object: &[u8],
    ) {
        if self.state.plaintexts.contains(&letter.plaintext_sha256) {
            return;
        }
        let Some(public) = &self.public else {
            self.notice(Notice::ReleaseTooEarly);
            return;
        };
        let me = self.vault.secrets.number();
        let name = &letter.content.body;
        let given = reporter_name::verify(object, name, &public.roster)
            .map_err(Reason::Name)
            .and_then(|given| match given.to.contains(&me) {
                true if !name.is_empty() && name.len() <= NAME_MAX => Ok(given),
                true => Err(Reason::NameLength),
                false => Err(Reason::GrantedToOthers(given.from)),
            });
        match given {
            Ok(given) => self.names.push(GivenName {
                letter: stored.id,
                given,
                name: name.clone(),
                plaintext: letter.plaintext_sha256,
            }),
            Err(reason) => {
                self.emit(Event::NameRefused {
                    plaintext: letter.plaintext_sha256,
                });
                self.notice(Notice::NameRefused {
                    letter: stored.id,
                    reason,
                });
            }
        }
    }

    /// Keeps the names of reporters whose cases are here, once all letters of the bundle are read.
    pub(super) fn take_names(&mut self, rng: &mut impl CryptoRng) -> Result<(), ImportError> {
        for name in std::mem::take(&mut self.names) {
            let about = name.given.letter;
            if self.state.is_gone(&about) {
                continue;
            }
            let mut cases = self.state.cases.iter();
            let case = cases.find(|(_, case)| case.letters.iter().any(|one| one.id == about));
            let Some((id, case)) = case else {
                self.notice(Notice::NameWithoutCase {
                    letter: name.letter,
                    from: name.given.from,
                });
                continue;
            };
            let (id, plaintext) = (*id, Some(name.plaintext));
            if case.names.iter().any(|known| known.plaintext == plaintext) {
                continue;
            }
            let piece = self.vault.contents.put(name.name.as_bytes(), rng)?;
            self.emit(Event::NameKept {
                case: id,
                deed: DeedId(name.given.deed),
                from: name.given.from,
                day: self.today,
                piece,
                plaintext,
            });
        }
        Ok(())
    }
}
