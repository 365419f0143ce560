//! Letters of a bundle: what opens is sorted into cases, what does not open is passed over in
//! silence (protocol, section 4.3).

use std::{fs::File, io::Seek as _, path::Path};

use crypto_core::{
    bundle::{BundleReader, Item, StoredLetter},
    ids::Digest,
    letter::{CaseSecret, ForeignLetter, Opened, OpenedLetter, open_letter},
    primitives::hybrid::HybridIdentity,
    time::Day,
};
use rand_core::CryptoRng;

use super::{Import, ImportError, cases::NewCase, identities};
use crate::{
    journal::{
        event::{Alarms, Event},
        ids::CaseId,
    },
    notice::{Notice, Reason},
    progress::{Measure, Watch},
    proof,
};

/// What was read of a letter beside its text.
struct Read {
    /// The day that stands in it.
    day: Day,
    plaintext: Digest,
    alarms: u8,
    foreign: bool,
    held: Option<Digest>,
    secret: Option<CaseSecret>,
}

impl Import<'_> {
    /// Reads every letter and parcel. Where the medium fails, what was read is taken all the same. Up to the last of
    /// them it can be stopped.
    pub(super) fn take_cells(
        &mut self,
        path: &Path,
        watch: Watch<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let keys = identities(self.vault)?;
        let file = File::open(path)?;
        let all = file.metadata()?.len();
        let mut reader = BundleReader::open(&file, &self.channel)?;
        loop {
            let done = (&file).stream_position().unwrap_or(0);
            watch.at(Measure::bytes(done, all))?;
            match reader.next_item() {
                Ok(Some(Item::Letter(stored))) => self.take_letter(&stored, &keys, rng)?,
                Ok(Some(Item::Parcel(parcel))) => self.take_parcel(&parcel)?,
                Ok(Some(Item::Damaged(damage))) => self.hurt.note(damage),
                Ok(Some(Item::Unknown { .. })) => self.hurt.note_unknown(),
                Ok(Some(_)) => {}
                Ok(None) => return Ok(()),
                Err(_) => {
                    self.hurt.note_unreadable();
                    return Ok(());
                }
            }
        }
    }

    fn take_letter(
        &mut self,
        stored: &StoredLetter,
        keys: &[HybridIdentity],
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let opened = open_letter(&stored.bytes, keys, |named| self.slots_of(named));
        match opened {
            Ok(Some(Opened::Letter(letter))) if letter.content.object.is_some() => {
                self.take_from_colleague(stored, &letter, rng)?;
            }
            Ok(Some(Opened::Letter(letter))) => self.take(stored, &letter, None, rng)?,
            Ok(Some(Opened::Held(held))) => self.hold(stored, &held, rng)?,
            Ok(Some(Opened::Foreign(letter))) => self.take_foreign(stored, &letter, rng)?,
            // A cover, or not for this member: neither listed nor counted.
            Ok(None) => {}
            Err(error) => self.refused(stored, error),
        }
        let passed = self.passed.entry(stored.week).or_default();
        passed.insert(stored.id);
        Ok(())
    }

    /// What is no letter at all is passed over like what does not open: anybody can post it. What
    /// opened under this member's key and cannot be read is told.
    pub(super) fn refused(&mut self, stored: &StoredLetter, error: crypto_core::letter::OpenError) {
        use crypto_core::letter::OpenError as E;
        if !matches!(error, E::Length | E::NotAge) {
            self.notice(Notice::LetterRefused {
                letter: stored.id,
                reason: Reason::Letter(error),
            });
        }
    }

    /// Puts a letter into its case. `held` is the hash of its bytes if it waited for a quorum.
    pub(super) fn take(
        &mut self,
        stored: &StoredLetter,
        letter: &OpenedLetter,
        held: Option<Digest>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        if self.state.plaintexts.contains(&letter.plaintext_sha256) {
            return Ok(());
        }
        if letter.content.channel != self.channel {
            self.notice(Notice::LetterRefused {
                letter: stored.id,
                reason: Reason::OtherChannel,
            });
            return Ok(());
        }
        let case = match self.known_case(letter)? {
            Some(case) => case,
            None => {
                let key = letter.member_key.as_ref();
                let keys = key.map(|key| (key, &letter.content.thread_key));
                self.open_case(self.new_case(letter), keys, rng)?
            }
        };
        self.put_opened(stored, case, letter, held, rng)?;
        if let Some(sha256) = proof::asked(letter) {
            self.emit(Event::ProofAsked {
                case,
                letter: stored.id,
                day: self.today,
                sha256,
            });
        }
        Ok(())
    }

    /// Keeps a letter of Belfry in its case.
    pub(super) fn put_opened(
        &mut self,
        stored: &StoredLetter,
        case: CaseId,
        letter: &OpenedLetter,
        held: Option<Digest>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let plain = letter.content.encode();
        let alarms = self.alarms(stored, letter);
        let read = Read {
            day: letter.content.day,
            plaintext: letter.plaintext_sha256,
            alarms,
            foreign: false,
            held,
            secret: Some(letter.case_secret.clone()),
        };
        self.put_letter(stored, case, &plain, read, rng)
    }

    fn take_foreign(
        &mut self,
        stored: &StoredLetter,
        letter: &ForeignLetter,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        if self.state.plaintexts.contains(&letter.plaintext_sha256) {
            return Ok(());
        }
        let case = self.open_case(NewCase::WITHOUT_WAY_BACK, None, rng)?;
        let read = Read {
            day: stored.week.first_day(),
            plaintext: letter.plaintext_sha256,
            alarms: 0,
            foreign: true,
            held: None,
            secret: None,
        };
        self.put_letter(stored, case, letter.text.as_bytes(), read, rng)
    }

    fn put_letter(
        &mut self,
        stored: &StoredLetter,
        case: CaseId,
        plain: &[u8],
        read: Read,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let piece = self.vault.contents.put(plain, rng)?;
        let secret = match &read.secret {
            Some(secret) => Some(self.vault.contents.put(secret.expose(), rng)?),
            None => None,
        };
        self.emit(Event::LetterOpened {
            case,
            letter: stored.id,
            week: stored.week,
            letter_day: read.day,
            day: self.today,
            plaintext: read.plaintext,
            piece,
            alarms: read.alarms,
            foreign: read.foreign,
            held: read.held,
            secret,
        });
        self.result.letters += 1;
        Ok(())
    }

    /// Whether the reporter was served an older roster or board than was public before the letter
    /// came; boards stay available for a day, so only days before count.
    fn alarms(&self, stored: &StoredLetter, letter: &OpenedLetter) -> u8 {
        let since = stored.week.first_day().max(letter.content.day);
        let mut alarms = 0;
        if let Some((serial, _)) = self.board_before(since)
            && letter.content.board_serial < serial
        {
            alarms |= Alarms::OLD_BOARD;
        }
        let named = &letter.content.roster;
        if let Some((serial, _)) = self.roster_before(since)
            && named.serial < serial
        {
            alarms |= Alarms::OLD_ROSTER;
        }
        match self.state.rosters.get(&named.serial) {
            Some(seen) if seen.hash == named.sha256 => {}
            _ => alarms |= Alarms::OTHER_ROSTER,
        }
        if !letter.tag_ok {
            alarms |= Alarms::TAG;
        }
        alarms
    }
}
