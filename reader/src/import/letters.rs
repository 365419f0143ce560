//! Letters of a bundle: what opens is sorted into cases, what does not open is passed over in
//! silence (protocol, section 4.3).

use std::{fs::File, path::Path};

use crypto_core::{
    bundle::{BundleReader, Item, StoredLetter},
    ids::{Addressee, ConversationId, Digest, MemberNumber},
    keys::{MemberKey, ThreadKey},
    letter::{CaseSecret, ForeignLetter, Opened, OpenedLetter, open_letter},
    primitives::{hash::equal_in_constant_time, hybrid::HybridIdentity},
    time::Day,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Import, ImportError, identities};
use crate::{
    cases,
    journal::{
        event::{Alarms, Event, Standing},
        ids::CaseId,
    },
    notice::{Notice, Reason},
    proof,
    state::Case,
    vault::{VaultError, contents::PieceRef},
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

/// A case that a letter would open.
pub(super) struct NewCase {
    pub(super) conversation: Option<ConversationId>,
    pub(super) addressee: MemberNumber,
    pub(super) standing: Standing,
    pub(super) beside: Option<CaseId>,
}

impl NewCase {
    /// A case whose writer nobody can answer.
    pub(super) const WITHOUT_WAY_BACK: Self = Self {
        conversation: None,
        addressee: MemberNumber(0),
        standing: Standing::NoWayBack,
        beside: None,
    };
}

impl Import<'_> {
    /// Reads every letter and parcel. Where the medium fails, what was read is taken all the same.
    pub(super) fn take_cells(
        &mut self,
        path: &Path,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let keys = identities(self.vault)?;
        let mut reader = BundleReader::open(File::open(path)?, &self.channel)?;
        loop {
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

    /// The case with this conversation id and this member key, for a letter whose tag holds.
    pub(super) fn known_case(
        &mut self,
        letter: &OpenedLetter,
    ) -> Result<Option<CaseId>, VaultError> {
        let Some(key) = letter.member_key.as_ref().filter(|_| letter.tag_ok) else {
            return Ok(None);
        };
        for (id, keys) in self.cases_of(letter.content.conversation) {
            let Some(keys) = keys else { continue };
            let known = self.vault.contents.read(&keys)?;
            let known = known.get(..32).unwrap_or_default();
            if equal_in_constant_time(known, key.expose_for_box()) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Those whose letters' tags hold. What stands apart takes no further letter, and makes no real one doubtful.
    fn cases_of(&self, conversation: ConversationId) -> Vec<(CaseId, Option<PieceRef>)> {
        let holds = |case: &Case| {
            case.destroyed.is_none()
                && matches!(case.standing, Standing::Conversation | Standing::Rival)
        };
        self.state
            .cases
            .iter()
            .filter(|(_, case)| case.conversation == Some(conversation) && holds(case))
            .map(|(id, case)| (*id, case.keys))
            .collect()
    }

    pub(super) fn new_case(&self, letter: &OpenedLetter) -> NewCase {
        let conversation = letter.content.conversation;
        let beside = self.cases_of(conversation).first().map(|(id, _)| *id);
        let standing = match (&letter.member_key, letter.tag_ok, beside) {
            (None, _, _) => Standing::NoWayBack,
            (Some(_), false, _) => Standing::Doubtful,
            (Some(_), true, Some(_)) => Standing::Rival,
            (Some(_), true, None) => Standing::Conversation,
        };
        NewCase {
            conversation: Some(conversation),
            addressee: match letter.content.addressee {
                Addressee::Committee => MemberNumber(0),
                Addressee::Adviser(number) => number,
            },
            standing,
            beside: beside.or_else(|| self.destroyed_before(conversation)),
        }
    }

    /// Member key and thread key, as the journal refers to them.
    pub(super) fn put_keys(
        &mut self,
        (member, thread): (&MemberKey, &ThreadKey),
        rng: &mut impl CryptoRng,
    ) -> Result<PieceRef, VaultError> {
        let mut both = Zeroizing::new(member.expose_for_box().to_vec());
        both.extend(thread.expose_for_letter());
        self.vault.contents.put(&both, rng)
    }

    /// The case of this conversation that was destroyed last.
    fn destroyed_before(&self, conversation: ConversationId) -> Option<CaseId> {
        let same = |case: &Case| case.conversation == Some(conversation);
        let cases = self.state.cases.iter();
        cases
            .filter(|(_, case)| same(case))
            .filter_map(|(id, case)| Some((case.destroyed?.day, *id)))
            .max()
            .map(|(_, id)| id)
    }

    pub(super) fn open_case(
        &mut self,
        new: NewCase,
        both: Option<(&MemberKey, &ThreadKey)>,
        rng: &mut impl CryptoRng,
    ) -> Result<CaseId, VaultError> {
        let keys = both.map(|both| self.put_keys(both, rng)).transpose()?;
        let key = both.map(|(key, _)| key);
        let case = CaseId::generate(rng);
        self.emit(Event::CaseOpened {
            case,
            day: self.today,
            conversation: new.conversation,
            keys,
            addressee: new.addressee,
            standing: new.standing.code(),
            beside: new.beside,
        });
        self.result.cases += 1;
        let apart = matches!(new.standing, Standing::Doubtful | Standing::NoWayBack);
        if let (Some(index), Some(key), false) = (&mut self.by_key, key, apart) {
            index.insert(cases::key_digest(key), case);
        }
        if let (Some(key), true) = (key, self.state.restores > 0) {
            self.scan_case(case, key, rng)?;
        }
        Ok(case)
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
