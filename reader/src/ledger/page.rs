//! This vault's pages: what it has to tell, in pages of one size, one each storage week.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    journal_page::{self, ENTRIES, ENTRY_LEN, EntryKey, HEADER_LEN, HEADS, Header, PageError},
    letter::{CaseSecret, Kind},
    roster::{Member, MemberKind},
    shuffle::shuffle,
    time::{Day, Week},
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    Reader,
    fact::{Fact, Told},
    own::{self, Own},
    part,
};
use crate::{
    cases,
    colleague::{self, ColleagueError, Enclosed},
    journal::event::Event,
    public::Public,
    state::State,
    vault::{Vault, VaultError},
};

/// Parts of what was done in cases that go before the other facts.
const PARTS_FIRST: usize = 32;

/// Why no page was written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The letter around it.
    #[error(transparent)]
    Colleague(#[from] ColleagueError),
    /// The page.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The events of this week's page, to be appended to the journal; none if it was written already, or if
/// there is nobody to read it. Its size and number tell nothing of what is in it.
///
/// # Errors
/// [`WriteError`].
pub fn write(
    vault: &mut Vault,
    state: &State,
    public: &Public,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Event>, WriteError> {
    let me = vault.secrets.number();
    let readers = readers(public, me);
    let written = |page: &crate::state::pages::OwnPage| page.day.week() == today.week();
    let Some(chain) = vault.journal.chain() else {
        return Ok(Vec::new());
    };
    if !is_read(public, vault) || state.own_pages.iter().any(written) {
        return Ok(Vec::new());
    }
    let header = next_header(state, public, (me, chain), today, rng);
    let (entries, facts) = entries(vault, state, &header, rng)?;
    let heads = heads(vault, state)?;
    let page = journal_page::write(header, &heads, &entries, &vault.secrets.member_key)?;
    let signed = journal_page::parse(&page)?.header;
    let object = Zeroizing::new(page);
    let letter = colleague::write(
        public,
        &readers,
        Enclosed::object(Kind::Journal, object.clone()),
        today,
        rng,
    )?;
    let piece = vault.contents.put(&object, rng)?;
    let letter_piece = vault.contents.put(&letter.bytes, rng)?;
    vault.contents.sync(rng)?;
    Ok(vec![
        Event::PageWritten {
            chain: u64::from_be_bytes(chain),
            number: header.number,
            day: today,
            header: signed.hash(),
            clock: header.clock,
            facts,
            piece,
        },
        Event::LetterWritten {
            letter: letter.id,
            to: MemberNumber(0),
            day: today,
            piece: letter_piece,
            case: None,
        },
    ])
}

/// Pages of all members in one week, many times over.
const CLOCK_PER_WEEK: u64 = 64;

/// The highest clock of a page that came in a storage week: one that runs far ahead would leave no room for others'.
#[must_use]
pub fn most_clock(week: Week) -> u64 {
    u64::from(week.0) * CLOCK_PER_WEEK
}

/// Whether pages of this vault are written, and somebody reads them: it is a member's, and there are others.
#[must_use]
pub fn is_read(public: &Public, vault: &Vault) -> bool {
    is_member(public, vault) && !readers(public, vault.secrets.number()).is_empty()
}

fn is_member(public: &Public, vault: &Vault) -> bool {
    let own = vault.secrets.member_key.verifying_key();
    let listed = public.roster.member(vault.secrets.number());
    listed.is_some_and(|one| one.kind == MemberKind::Member && one.member_key() == Some(own))
}

/// The other members of the committee; advisers read no letters to it, so nothing of its journal either.
fn readers(public: &Public, me: MemberNumber) -> Vec<MemberNumber> {
    let others = |one: &&Member| one.kind == MemberKind::Member && one.number != me;
    let numbers = public.roster.members.iter().filter(others);
    numbers.map(|one| one.number).collect()
}

fn next_header(
    state: &State,
    public: &Public,
    (member, chain): (MemberNumber, [u8; 8]),
    day: Day,
    rng: &mut impl CryptoRng,
) -> Header {
    let own = |page: &&crate::state::pages::OwnPage| page.chain == u64::from_be_bytes(chain);
    let last = state
        .own_pages
        .iter()
        .filter(own)
        .max_by_key(|page| page.number);
    let clocks = (state.pages.iter().map(|page| page.clock))
        .chain(state.own_pages.iter().map(|page| page.clock));
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    Header {
        channel: public.roster.channel,
        member,
        chain,
        number: last.map_or(0, |page| page.number.saturating_add(1)),
        day,
        // No colleague can drive it to where nobody would take the next page.
        clock: (clocks.max().unwrap_or(0).saturating_add(1)).min(most_clock(day.week())),
        previous: last.map_or(Digest([0; 32]), |page| page.header),
        salt,
        rest: Digest([0; 32]),
    }
}

/// The entries of a page, and the places of the facts in them. What finds no room, or is about a letter that
/// is still sealed, waits for a later page.
fn entries(
    vault: &mut Vault,
    state: &State,
    header: &Header,
    rng: &mut impl CryptoRng,
) -> Result<(Vec<[u8; ENTRY_LEN]>, Vec<u32>), VaultError> {
    let mut own = own::own(vault.journal.events(), state);
    keep_from_left_out(vault, state, &mut own)?;
    let told: BTreeSet<u32> = (state.own_pages.iter())
        .flat_map(|page| page.facts.iter().copied())
        .collect();
    let mut waiting: Vec<&Told> = own.told.iter().collect();
    waiting.retain(|one| !told.contains(&one.place));
    // What terms hang on does not wait behind a bundle of two hundred letters.
    let is_urgent = |one: &Told| matches!(one.fact, Fact::Published(..) | Fact::Marked(..));
    waiting.sort_by_key(|one| !is_urgent(one));
    let part::Waiting {
        parts,
        reads,
        secrets,
    } = part::waiting(vault, state, &told)?;
    let (early, late) = parts.split_at(parts.len().min(PARTS_FIRST));
    let urgent = waiting.partition_point(|one| is_urgent(one));
    let (urgent, rest) = waiting.split_at(urgent);
    let urgent = urgent.iter().copied().chain(early);
    // How far somebody has read takes only the room that is left.
    let order = urgent
        .chain(rest.iter().copied())
        .chain(late)
        .chain(reads.values());
    let (sealed, places) = seal_all(order, (&own.letters, &secrets), header);
    let mut entries = vec![[0; ENTRY_LEN]; ENTRIES];
    for (entry, sealed) in entries
        .iter_mut()
        .zip(sealed.into_iter().map(Some).chain(std::iter::repeat(None)))
    {
        match sealed {
            Some(sealed) => *entry = sealed,
            None => rng.fill_bytes(entry),
        }
    }
    shuffle(&mut entries, rng);
    Ok((entries, places))
}

/// What is told of a case is told under the letter that leaves most members out: who reads an older one alone
/// is not to hear of it.
fn keep_from_left_out(vault: &mut Vault, state: &State, own: &mut Own) -> Result<(), VaultError> {
    let mut strictest = BTreeMap::new();
    for (id, case) in &state.cases {
        if let Some((strict, _)) = cases::strictest(vault, case)? {
            strictest.insert(*id, strict);
        }
    }
    for one in &mut own.told {
        if let Fact::Answered(letter, _) | Fact::Published(letter, ..) | Fact::Marked(letter, _) =
            &mut one.fact
            && let Some(strict) = own.of.get(&one.place).and_then(|case| strictest.get(case))
        {
            *letter = *strict;
        }
    }
    own.keep_apart(state);
    Ok(())
}

/// Seals as many facts as a page has room for, each under the key of what it is about.
pub(super) fn seal_all<'t>(
    waiting: impl Iterator<Item = &'t Told>,
    (letters, secrets): (&BTreeMap<LetterId, Digest>, &BTreeMap<LetterId, CaseSecret>),
    header: &Header,
) -> (Vec<[u8; ENTRY_LEN]>, Vec<u32>) {
    let mut counts: BTreeMap<(Option<Digest>, bool), u8> = BTreeMap::new();
    let (mut sealed, mut places) = (Vec::new(), Vec::new());
    for told in waiting {
        if sealed.len() >= ENTRIES {
            break;
        }
        let about = match told.fact.letter() {
            None => None,
            Some(letter) => match letters.get(&letter) {
                Some(plaintext) => Some(*plaintext),
                None => continue,
            },
        };
        let key = match &told.fact {
            Fact::Part(letter, _) => match secrets.get(letter) {
                Some(secret) => EntryKey::of_case(secret.expose()),
                None => continue,
            },
            _ => match &about {
                None => EntryKey::common(header),
                Some(plaintext) => EntryKey::of_letter(plaintext),
            },
        };
        let is_part = matches!(told.fact, Fact::Part(..));
        let count = counts.entry((about, is_part)).or_default();
        // Its place among all facts would tell how many there are that the reader may not know of.
        let content = told.encode(u32::from(*count));
        if let Some(entry) = key.seal(header, *count, &content) {
            *count += 1;
            sealed.push(entry);
            places.push(told.place);
        }
    }
    (sealed, places)
}

/// The newest signed header of each other member, those of the highest clocks.
fn heads(vault: &mut Vault, state: &State) -> Result<Vec<Vec<u8>>, VaultError> {
    let mut newest = BTreeMap::new();
    for page in &state.pages {
        let known = newest.entry(page.member).or_insert(page);
        if page.clock > known.clock {
            *known = page;
        }
    }
    let mut order: Vec<_> = newest.into_values().collect();
    order.sort_by_key(|page| std::cmp::Reverse(page.clock));
    order.truncate(HEADS);
    order
        .into_iter()
        .map(|page| {
            let bytes = vault.contents.read(&page.piece)?;
            let head = bytes.get(..HEADER_LEN);
            head.map(<[u8]>::to_vec)
                .ok_or(VaultError::Damaged("contents"))
        })
        .collect()
}

/// Who looks at the pages here.
#[must_use]
pub fn reader(vault: &Vault, state: &State) -> Reader {
    let boards = state.boards.values().map(|board| board.day);
    Reader {
        member: vault.secrets.number(),
        since: boards.min().unwrap_or(Day(0)),
    }
}

/// The key that a member signs with.
#[must_use]
pub fn key_of(
    public: &Public,
    number: MemberNumber,
) -> Option<crypto_core::primitives::signature::VerifyingKey> {
    public.roster.member(number).and_then(Member::member_key)
}
