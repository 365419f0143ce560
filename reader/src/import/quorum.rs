//! Letters that a quorum must open: held until colleagues have released their shares, or until an
//! earlier letter of the conversation was opened (protocol, section 4.3, "Quorum").

use std::collections::BTreeMap;

use crypto_core::{
    bundle::StoredLetter,
    ids::{Digest, LetterId, MemberNumber},
    keys::{MemberKey, ThreadKey},
    letter::{
        HeldShare, Kind, OpenError, OpenedLetter, Refusal, RosterReference, Slots, check_share,
        open_with_shares, share,
    },
    minutes, name_share,
    primitives::{
        hash::{equal_in_constant_time, sha256},
        shares::Share,
    },
    release, reporter_name,
};
use rand_core::CryptoRng;

use super::{Import, ImportError, cases::NewCase};
use crate::{
    cases,
    journal::{
        event::{Event, Standing},
        ids::CaseId,
    },
    notice::{Notice, Reason},
    state::quorum::SealedLetter,
    vault::VaultError,
};

impl Import<'_> {
    /// What a letter's roster says of its slots, if that roster is known.
    pub(super) fn slots_of(&self, named: &RosterReference) -> Option<Slots> {
        let seen = self.state.rosters.get(&named.serial)?;
        let fits = seen.hash == named.sha256;
        fits.then(|| Slots::try_from(usize::from(seen.slots)).ok())?
    }

    /// Keeps a letter and this member's share of it. Whether it can be opened is looked at once all is here.
    pub(super) fn hold(
        &mut self,
        stored: &StoredLetter,
        held: &HeldShare,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let file = Digest(sha256(&[&stored.bytes]));
        if self.state.held_files.contains(&file) {
            return Ok(());
        }
        let case = match self.case_under(&held.member_key)? {
            Some(case) => case,
            None => self.open_sealed_case(&held.member_key, rng)?,
        };
        let piece = self.vault.contents.put(&stored.bytes, rng)?;
        let share = self.vault.contents.put(&held.expose(), rng)?;
        self.emit(Event::LetterHeld {
            case,
            letter: stored.id,
            week: stored.week,
            day: self.today,
            piece,
            share,
            fits: held.fits,
            file,
        });
        if !held.fits {
            self.notice(Notice::OwnShareWrong { letter: stored.id });
        }
        self.held.push(file);
        Ok(())
    }

    fn open_sealed_case(
        &mut self,
        key: &MemberKey,
        rng: &mut impl CryptoRng,
    ) -> Result<CaseId, ImportError> {
        let unknown = ThreadKey::from_bytes([0; 32]);
        // Whose conversation was destroyed writes again: indices go on above those that were used.
        let before = self.state.destroyed_under(&cases::key_digest(key));
        let new = NewCase {
            conversation: before.and_then(|(_, case)| case.conversation),
            addressee: MemberNumber(0),
            standing: Standing::Sealed,
            beside: before.map(|(id, _)| id),
        };
        Ok(self.open_case(new, Some((key, &unknown)), rng)?)
    }

    /// The case whose letters come under this member key. What stands apart takes no further letter.
    fn case_under(&mut self, key: &MemberKey) -> Result<Option<CaseId>, VaultError> {
        if self.by_key.is_none() {
            let mut index = BTreeMap::new();
            for (id, case) in &self.state.cases {
                let apart = matches!(case.standing, Standing::Doubtful | Standing::NoWayBack);
                if !apart && let Some(known) = cases::member_key(self.vault, case)? {
                    index.insert(cases::key_digest(&known), *id);
                }
            }
            self.by_key = Some(index);
        }
        let index = self.by_key.as_ref();
        Ok(index.and_then(|index| index.get(&cases::key_digest(key)).copied()))
    }

    /// The key that a case's letters share; `None` before one of them was opened.
    fn thread_key(&mut self, case: CaseId) -> Result<Option<ThreadKey>, VaultError> {
        let Some(case) = self.state.cases.get(&case) else {
            return Ok(None);
        };
        match case.standing {
            Standing::Conversation | Standing::Rival => cases::thread_key(self.vault, case),
            Standing::Sealed | Standing::Doubtful | Standing::NoWayBack => Ok(None),
        }
    }

    /// A letter between members. Whatever does not hold is told, with whose name it bears, and kept like a
    /// stranger's letter.
    pub(super) fn take_from_colleague(
        &mut self,
        stored: &StoredLetter,
        letter: &OpenedLetter,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let object = letter.content.object.as_ref();
        let object = object.map_or(&[][..], |object| object.as_slice());
        match letter.content.kind {
            Kind::Release => {}
            Kind::Journal => return self.take_page(stored, letter, object, rng),
            Kind::Other(ref kind) if kind == minutes::LETTER_KIND => {
                return self.take_minutes(stored, letter, object, rng);
            }
            Kind::Other(ref kind) if kind == reporter_name::LETTER_KIND => {
                self.hear_name(stored, letter, object);
                return Ok(());
            }
            Kind::Other(ref kind) if kind == name_share::LETTER_KIND => {
                self.hear_name_share(stored, letter, object);
                return Ok(());
            }
            _ => return self.take(stored, letter, None, rng),
        }
        let Some(public) = &self.public else {
            self.notice(Notice::ReleaseTooEarly);
            return Ok(());
        };
        let me = self.vault.secrets.number();
        match release::verify(object, &public.roster) {
            Ok(release) if release.to == me => {
                self.take_share(release.letter, release.from, &release.share, rng)
            }
            Ok(release) => {
                self.notice(Notice::ReleaseRefused {
                    letter: stored.id,
                    reason: Reason::GivenTo {
                        from: release.from,
                        to: release.to,
                    },
                });
                Ok(())
            }
            Err(error) => {
                if !self.state.plaintexts.contains(&letter.plaintext_sha256) {
                    self.notice(Notice::ReleaseRefused {
                        letter: stored.id,
                        reason: Reason::Release(error),
                    });
                }
                self.take(stored, letter, None, rng)
            }
        }
    }

    fn take_share(
        &mut self,
        letter: LetterId,
        from: MemberNumber,
        share: &Share,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        if self.state.is_gone(&letter) {
            return Ok(());
        }
        let bytes = share::to_bytes(share);
        let known: Vec<_> = (self.state.shares.get(&letter).into_iter().flatten())
            .filter(|known| known.from == from)
            .map(|known| known.piece)
            .collect();
        for piece in known {
            if *self.vault.contents.read(&piece)? == *bytes {
                return Ok(());
            }
        }
        let piece = self.vault.contents.put(&bytes, rng)?;
        self.emit(Event::ShareReceived {
            letter,
            from,
            share: piece,
            day: self.today,
        });
        self.notice(Notice::ShareCame { letter, from });
        Ok(())
    }

    /// Opens what can be opened now; each letter may make others of its conversation open.
    pub(super) fn open_sealed(&mut self, rng: &mut impl CryptoRng) -> Result<(), ImportError> {
        loop {
            let waiting: Vec<(CaseId, SealedLetter)> = (self.state.cases.iter())
                .flat_map(|(id, case)| case.sealed.iter().map(|letter| (*id, letter.clone())))
                .filter(|(_, letter)| !letter.broken)
                .collect();
            let mut opened = false;
            for (case, letter) in waiting {
                opened |= self.try_to_open(case, &letter, rng)?;
            }
            if !opened {
                let sealed = |file: &&Digest| self.state.sealed_in.contains_key(*file);
                self.result.held = self.held.iter().filter(sealed).count();
                return Ok(());
            }
        }
    }

    fn try_to_open(
        &mut self,
        case: CaseId,
        letter: &SealedLetter,
        rng: &mut impl CryptoRng,
    ) -> Result<bool, ImportError> {
        let thread = self.thread_key(case)?;
        let given = self.state.shares.get(&letter.id);
        if thread.is_none() && given.is_none_or(Vec::is_empty) {
            return Ok(false);
        }
        let bytes = self.vault.contents.read(&letter.piece)?.to_vec();
        let kept = self.vault.contents.read(&letter.share)?;
        let held =
            HeldShare::restore(&bytes, &kept).map_err(|_| VaultError::Damaged("contents"))?;
        let stored = StoredLetter {
            week: letter.week,
            id: letter.id,
            bytes,
        };
        let opened = match self.open_now(&stored, &held, thread.as_ref()) {
            Ok(opened) => opened,
            Err(Refusal::TooFew) => return Ok(false),
            Err(refusal) => {
                self.emit(Event::LetterBroken { file: letter.file });
                self.notice(Notice::LetterRefused {
                    letter: letter.id,
                    reason: Reason::Sealed(refusal),
                });
                return Ok(false);
            }
        };
        self.unseal(case, &stored, (&opened, letter.file), rng)?;
        Ok(true)
    }

    fn open_now(
        &mut self,
        stored: &StoredLetter,
        held: &HeldShare,
        thread: Option<&ThreadKey>,
    ) -> Result<OpenedLetter, Refusal> {
        let by_thread = thread
            .map(|thread| held.open_with_thread(&stored.bytes, thread))
            .transpose()?
            .flatten();
        let opened = match by_thread {
            Some(opened) => opened,
            None => {
                let shares = self.right_shares(stored);
                let quorum = self.state.highest_quorum();
                open_with_shares(&stored.bytes, held, &shares, quorum)?
            }
        };
        opened.check_slots(|named| self.slots_of(named))?;
        if opened.content.channel == self.channel {
            Ok(opened)
        } else {
            Err(OpenError::Layout.into())
        }
    }

    /// The shares that are the letter's own. Of each that is not, its giver is told to be at fault.
    fn right_shares(&mut self, stored: &StoredLetter) -> Vec<Share> {
        let given = self.state.shares.get(&stored.id).cloned();
        // Where two letters came under one id, a share can be the other's.
        let sealed = self.state.sealed().filter(|one| one.id == stored.id);
        let mut opened = self.state.cases.values().flat_map(|case| &case.letters);
        let alone = sealed.count() <= 1 && !opened.any(|one| one.id == stored.id);
        let mut right = Vec::new();
        for share in given.into_iter().flatten().filter(|share| !share.refused) {
            let Ok(bytes) = self.vault.contents.read(&share.piece) else {
                continue;
            };
            match share::from_bytes(&bytes) {
                Some(found) if check_share(&stored.bytes, &found).unwrap_or(false) => {
                    right.push(found);
                }
                _ if alone => {
                    let (letter, from) = (stored.id, share.from);
                    let share = share.piece;
                    self.emit(Event::ShareRefused {
                        letter,
                        from,
                        share,
                    });
                    self.notice(Notice::ShareWrong { letter, from });
                }
                _ => {}
            }
        }
        right
    }

    /// Puts a letter that was opened into its case. Only a letter whose tag holds says what a sealed case is.
    fn unseal(
        &mut self,
        case: CaseId,
        stored: &StoredLetter,
        (letter, file): (&OpenedLetter, Digest),
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        if self.state.plaintexts.contains(&letter.plaintext_sha256) {
            self.emit(Event::LetterRepeated { file });
            return Ok(());
        }
        let sealed = self.state.cases.get(&case);
        let first = sealed.is_some_and(|case| case.standing == Standing::Sealed);
        let known = self.known_case(letter)?;
        if known == Some(case) {
            self.learn_thread(case, letter, rng)?;
        }
        if first
            && letter.tag_ok
            && known.is_none()
            && let Some(key) = &letter.member_key
        {
            let new = self.new_case(letter);
            let keys = self.put_keys((key, &letter.content.thread_key), rng)?;
            self.emit(Event::CaseUnsealed {
                case,
                conversation: new.conversation,
                keys: Some(keys),
                addressee: new.addressee,
                standing: new.standing.code(),
                beside: new.beside,
            });
        }
        self.take(stored, letter, Some(file), rng)
    }

    /// A conversation that began before the channel had a quorum gets its thread key with its first letter since.
    fn learn_thread(
        &mut self,
        id: CaseId,
        letter: &OpenedLetter,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let thread = &letter.content.thread_key;
        let known = self.thread_key(id)?;
        let same = known.is_some_and(|known| {
            let (known, new) = (known.expose_for_letter(), thread.expose_for_letter());
            equal_in_constant_time(known, new)
        });
        let (Some(key), Some(case), false) = (&letter.member_key, self.state.cases.get(&id), same)
        else {
            return Ok(());
        };
        let case = case.clone();
        let keys = self.put_keys((key, thread), rng)?;
        self.emit(Event::CaseUnsealed {
            case: id,
            conversation: case.conversation,
            keys: Some(keys),
            addressee: case.addressee,
            standing: case.standing.code(),
            beside: case.beside,
        });
        Ok(())
    }
}
