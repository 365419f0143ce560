//! Shares that colleagues give of a name that a reporter held apart.

use crypto_core::{
    bundle::StoredLetter,
    ids::{Digest, LetterId},
    letter::{OpenedLetter, name_box::share_bytes},
    name_share::{self, NameShare},
};
use rand_core::CryptoRng;

use super::{Import, ImportError};
use crate::{
    casework::name_box,
    journal::{event::Event, ids::DeedId},
    notice::{Notice, Reason},
};

/// A share that a colleague gives, and the letter that brought it.
pub(super) struct CameShare {
    letter: LetterId,
    given: NameShare,
    plaintext: Digest,
}

impl Import<'_> {
    /// Checks who gives a share, and whom. What does not hold is told once and never kept.
    pub(super) fn hear_name_share(
        &mut self,
        stored: &StoredLetter,
        letter: &OpenedLetter,
        object: &[u8],
    ) {
        let plaintext = letter.plaintext_sha256;
        if self.state.plaintexts.contains(&plaintext) {
            return;
        }
        let Some(public) = &self.public else {
            self.notice(Notice::ReleaseTooEarly);
            return;
        };
        let me = self.vault.secrets.number();
        let given = name_share::verify(object, &public.roster)
            .map_err(Reason::NameShare)
            .and_then(|given| match given.to == me {
                true => Ok(given),
                false => Err(Reason::GivenTo {
                    from: given.from,
                    to: given.to,
                }),
            });
        match given {
            Ok(given) => self.name_shares.push(CameShare {
                letter: stored.id,
                given,
                plaintext,
            }),
            Err(reason) => self.refuse_name_share(stored.id, plaintext, reason),
        }
    }

    fn refuse_name_share(&mut self, letter: LetterId, plaintext: Digest, reason: Reason) {
        self.emit(Event::NameRefused { plaintext });
        self.notice(Notice::NameShareRefused { letter, reason });
    }

    /// Keeps the shares that fit a letter which is here, once all letters of the bundle are read.
    pub(super) fn take_name_shares(&mut self, rng: &mut impl CryptoRng) -> Result<(), ImportError> {
        for came in std::mem::take(&mut self.name_shares) {
            let given = &came.given;
            if self.state.is_gone(&given.letter) {
                continue;
            }
            let found = self.state.cases.iter().find_map(|(id, case)| {
                let letter = case.letters.iter().find(|one| one.id == given.letter)?;
                // A share that comes again, in whatever letter, brings nothing.
                let is_known = case.name_shares.iter().any(|known| {
                    known.plaintext == came.plaintext
                        || (known.letter, known.from, known.deed.0)
                            == (given.letter, given.from, given.deed)
                });
                Some((*id, letter.clone(), is_known))
            });
            let Some((id, letter, is_known)) = found else {
                self.notice(Notice::NameShareWithoutCase {
                    letter: came.letter,
                    from: given.from,
                });
                continue;
            };
            if is_known {
                continue;
            }
            let held = name_box::in_letter(self.vault, &letter)?;
            if !held.is_some_and(|held| held.fits(given.from, &given.share)) {
                let reason = Reason::NotTheirShare(given.from, given.letter);
                self.refuse_name_share(came.letter, came.plaintext, reason);
                continue;
            }
            let piece = self.vault.contents.put(&share_bytes(&given.share), rng)?;
            self.emit(Event::NameShareCame {
                case: id,
                letter: given.letter,
                deed: DeedId(given.deed),
                from: given.from,
                day: self.today,
                piece,
                plaintext: came.plaintext,
            });
            self.notice(Notice::NameShareCame {
                case: id,
                from: given.from,
            });
        }
        Ok(())
    }
}
