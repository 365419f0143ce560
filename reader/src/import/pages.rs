//! Pages of colleagues' journals.

use std::collections::BTreeSet;

use crypto_core::{
    bundle::StoredLetter,
    ids::{Digest, MemberNumber},
    journal_page::{self, EntryKey, Page, PageError},
    letter::OpenedLetter,
};
use rand_core::CryptoRng;

use super::{Import, ImportError};
use crate::{
    casework,
    journal::{event::Event, ids::CaseId},
    ledger::{Alarm, examine, here, page, part},
    notice::{Notice, Reason},
    state::{Letter, pages::ReceivedPage},
    vault::VaultError,
};

impl Import<'_> {
    /// Keeps a page; what is none is told once, with whose name it bears.
    pub(super) fn take_page(
        &mut self,
        stored: &StoredLetter,
        letter: &OpenedLetter,
        object: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let Some(public) = &self.public else {
            self.notice(Notice::ReleaseTooEarly);
            return Ok(());
        };
        let verified =
            journal_page::verify(object, &self.channel, |number| page::key_of(public, number));
        // A clock grows by one with each page of the committee. One that runs far ahead would leave no room for others'.
        let verified = verified.and_then(|found| {
            let fits = found.header.clock <= page::most_clock(stored.week);
            fits.then_some(found).ok_or(PageError::Malformed)
        });
        let found = match verified {
            Ok(found) => found,
            Err(error) => {
                self.refuse_page(stored, letter, error);
                return Ok(());
            }
        };
        let header = found.header;
        let hash = header.hash();
        let known = self.state.pages.iter().any(|page| page.header == hash);
        if known || self.state.own_pages.iter().any(|page| page.header == hash) {
            return Ok(());
        }
        let piece = self.vault.contents.put(object, rng)?;
        self.emit(Event::PageReceived {
            member: header.member,
            chain: u64::from_be_bytes(header.chain),
            number: header.number,
            week: stored.week,
            header: hash,
            piece,
            clock: header.clock,
        });
        self.result.pages += 1;
        Ok(())
    }

    fn refuse_page(&mut self, stored: &StoredLetter, letter: &OpenedLetter, error: PageError) {
        let plaintext = letter.plaintext_sha256;
        let known = (self.state.refused_pages.iter()).any(|one| one.plaintext == plaintext);
        if known {
            return;
        }
        // Only a signature that does not hold says that somebody used another's name.
        let named = match error {
            PageError::Malformed | PageError::Stranger(_) => MemberNumber(0),
            PageError::Signature(named) => named,
        };
        self.emit(Event::PageRefused {
            plaintext,
            named,
            week: stored.week,
        });
        self.notice(Notice::PageRefused {
            letter: stored.id,
            reason: Reason::Page(error),
        });
    }

    /// What colleagues did in cases, from pages and letters of which one at least is new.
    pub(super) fn take_parts(&mut self, rng: &mut impl CryptoRng) -> Result<(), ImportError> {
        let (mut pages, mut letters) = (BTreeSet::new(), BTreeSet::new());
        for event in &self.events {
            match event {
                Event::PageReceived { header, .. } => drop(pages.insert(*header)),
                Event::LetterOpened { letter, .. } => drop(letters.insert(*letter)),
                _ => {}
            }
        }
        if pages.is_empty() && letters.is_empty() {
            return Ok(());
        }
        let wanted = |one: &ReceivedPage| !letters.is_empty() || pages.contains(&one.header);
        let (mut fresh, mut known) = (Vec::new(), Vec::new());
        for one in self.state.pages.iter().filter(|one| wanted(one)) {
            let bytes = self.vault.contents.read(&one.piece)?;
            let page = journal_page::parse(&bytes).map_err(|_| VaultError::Damaged("contents"))?;
            if pages.contains(&one.header) {
                fresh.push((one.header, page));
            } else {
                known.push((one.header, page));
            }
        }
        let cases = self.state.cases.iter();
        let living = cases.filter(|(_, case)| case.destroyed.is_none());
        let readable: Vec<(CaseId, Letter)> = living
            .flat_map(|(id, case)| case.letters.iter().map(|one| (*id, one.clone())))
            .filter(|(_, letter)| !pages.is_empty() || letters.contains(&letter.id))
            .collect();
        for (case, letter) in readable {
            let Some(secret) = part::secret(self.vault, &letter)? else {
                continue;
            };
            let key = EntryKey::of_case(secret.expose());
            for page in &fresh {
                self.take_parts_of(case, (page, &key), rng)?;
            }
            for page in known.iter().filter(|_| letters.contains(&letter.id)) {
                self.take_parts_of(case, (page, &key), rng)?;
            }
        }
        self.settle_cases()
    }

    /// What colleagues did may have closed a case, opened it again, or shown that it is no report.
    fn settle_cases(&mut self) -> Result<(), ImportError> {
        let heard = |event: &Event| match event {
            Event::DeedHeard { case, .. } => Some(*case),
            _ => None,
        };
        let cases: BTreeSet<CaseId> = self.events.iter().filter_map(heard).collect();
        if cases.is_empty() {
            return Ok(());
        }
        let settled = casework::marks(self.vault, &self.state, |id| cases.contains(id))?;
        for (case, mark) in settled {
            let mark = mark.code();
            self.emit(Event::CaseSettled { case, mark });
        }
        Ok(())
    }

    fn take_parts_of(
        &mut self,
        case: CaseId,
        ((header, page), key): (&(Digest, Page), &EntryKey),
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        for (place, told, part) in part::parts_in(page, key) {
            let piece = self.vault.contents.put(&part.bytes, rng)?;
            self.emit(Event::DeedHeard {
                case,
                deed: part.deed,
                member: page.header.member,
                part: part.part,
                parts: part.parts,
                day: told.day,
                written: page.header.day,
                page: *header,
                place,
                piece,
            });
        }
        Ok(())
    }

    /// What the pages of this import show of members who do not tell all others the same.
    pub(super) fn examine_pages(&mut self) -> Result<(), ImportError> {
        let Some(public) = self.public.as_ref().filter(|_| self.result.pages > 0) else {
            return Ok(());
        };
        let (seen, heads) = here::all(self.vault, &self.state, public, |_| {})?;
        let reader = page::reader(self.vault, &self.state);
        let alarms: Vec<Alarm> = examine(&seen, &heads, reader);
        self.result
            .notices
            .extend(alarms.into_iter().map(Notice::Ledger));
        Ok(())
    }
}
