//! Everything that this vault knows of what the members did: its own facts and all pages.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, LetterId},
    journal_page::Page,
    time::Day,
};
use rand_core::CryptoRng;
use thiserror::Error;

use super::{
    Alarm, Heard, Line, Told, examine, here, in_order,
    index::{Index, Keys},
    own, page,
};
use crate::{
    journal::ids::CaseId,
    progress::{Stopped, Watch},
    public::Public,
    state::State,
    vault::{Vault, VaultError},
};

/// What all pages say of these letters and of none, and what does not fit in them.
///
/// # Errors
/// What the vault says.
pub fn whole(
    vault: &mut Vault,
    state: &State,
    public: &Public,
    wanted: impl Fn(&LetterId) -> bool,
) -> Result<(Vec<Line>, Vec<Alarm>), VaultError> {
    let index = load(vault);
    let own = own_of(vault, state, |letter| letter.is_none_or(|one| wanted(&one)));
    let keys = Keys::of(&own.letters, &index);
    let mut heard = Vec::new();
    let (seen, heads) = here::all(vault, state, public, |page| {
        heard.push(Heard::of(page, &keys));
    })?;
    let mut alarms = examine(&seen, &heads, page::reader(vault, state));
    let refused = state.refused_pages.iter().filter(|one| one.named.0 != 0);
    alarms.extend(refused.map(|one| Alarm::NotTheirs(one.named, one.week)));
    Ok((with_own(vault, state, heard, own.told), alarms))
}

/// What was told of some letters of cases that are not destroyed.
///
/// # Errors
/// What the vault says.
pub fn lines(
    vault: &mut Vault,
    state: &State,
    wanted: impl Fn(&LetterId) -> bool,
) -> Result<Vec<Line>, VaultError> {
    let is_living = living(state);
    let is_wanted = |letter: &LetterId| is_living(letter) && wanted(letter);
    let own = own_of(vault, state, |letter| {
        letter.is_some_and(|one| is_wanted(&one))
    });
    let index = load(vault);
    let letters: BTreeSet<Digest> = own.letters.values().copied().collect();
    let keys = Keys::of(&own.letters, &index);
    let may_tell = |page: &Digest| index.may_tell_of(page, &letters);
    let heard = here::needed(vault, state, may_tell, |page| Heard::of(&page, &keys))?;
    let mut lines = with_own(vault, state, heard, own.told);
    // Pages also say what is about no letter; here only some of them were read.
    lines.retain(|line| line.fact.letter().is_some_and(|letter| is_wanted(&letter)));
    Ok(lines)
}

/// Whether a letter's case was not destroyed, or another case has one of the same id and was not.
pub fn living(state: &State) -> impl Fn(&LetterId) -> bool {
    let gone = state.destroyed_letters.iter();
    let gone: BTreeSet<LetterId> = match state.destroyed_letters.is_empty() {
        true => BTreeSet::new(),
        false => {
            let here = cases(state);
            gone.copied()
                .filter(|one| !here.contains_key(one))
                .collect()
        }
    };
    move |letter| !gone.contains(letter)
}

/// What this vault's own events tell of some letters, or of none.
fn own_of(vault: &Vault, state: &State, wanted: impl Fn(Option<LetterId>) -> bool) -> own::Own {
    let mut own = own::own(vault.journal.events(), state);
    own.letters.retain(|letter, _| wanted(Some(*letter)));
    own.told.retain(|one| wanted(one.fact.letter()));
    own
}

fn with_own(vault: &Vault, state: &State, heard: Vec<Heard>, own: Vec<Told>) -> Vec<Line> {
    let mut lines = in_order(heard);
    // What is in no page yet is told by this member alone so far.
    let told: BTreeSet<u32> = (state.own_pages.iter())
        .flat_map(|page| page.facts.iter().copied())
        .collect();
    let waiting = own.into_iter().filter(|one| !told.contains(&one.place));
    for one in waiting {
        lines.push(Line {
            member: vault.secrets.number(),
            day: one.day,
            written: one.day,
            late: false,
            fact: one.fact,
        });
    }
    lines
}

/// What was kept of which letters pages are about; nothing where there is none, or none that can be read.
fn load(vault: &Vault) -> Index {
    let bytes = vault.ledger_index();
    bytes
        .and_then(|bytes| Index::decode(&bytes))
        .unwrap_or_default()
}

/// Brings it up to date with the pages and the letters that are here, and writes it if that changed anything. Without it
/// everything is found all the same, later. `watch` is told with each page, and can stop it there: nothing is written then.
///
/// # Errors
/// What the vault says, and [`Stopped`].
pub fn keep_index(
    vault: &mut Vault,
    state: &State,
    watch: Watch<'_>,
    rng: &mut impl CryptoRng,
) -> Result<(), KeepError> {
    let mut index = load(vault);
    let received = state.pages.iter().map(|page| page.header);
    let own = state.own_pages.iter().map(|page| page.header);
    let pages: BTreeSet<Digest> = received.chain(own).collect();
    let opened = state.cases.values().flat_map(|case| &case.letters);
    let opened = opened.filter(|letter| !letter.foreign);
    let letters: BTreeSet<Digest> = opened.map(|letter| letter.plaintext).collect();
    if index.is_of(&pages, &letters) {
        return Ok(());
    }
    index.keep_only(&pages, &letters);
    let all = letters.iter().any(|letter| !index.has_letter(letter));
    let unknown = |page: &Digest| all || !index.has_page(page);
    let seen: Vec<Page> = here::needed(vault, state, unknown, |page| page)?;
    index.look(&seen, &letters, watch)?;
    Ok(vault.write_ledger_index(&index.encode(), rng)?)
}

/// Why what pages are about was not brought up to date.
#[derive(Debug, Error)]
pub enum KeepError {
    /// The vault says no.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever waited had it stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// The case of each letter in this vault. Ids are the server's: where two letters came under one, it is the case of the
/// one that was opened, and of two such ones of that which came first, or a later one could take what is told of it.
#[must_use]
pub fn cases(state: &State) -> BTreeMap<LetterId, CaseId> {
    let mut all: BTreeMap<LetterId, (bool, Day, CaseId)> = BTreeMap::new();
    for (id, case) in &state.cases {
        let sealed = (case.sealed.iter()).map(|letter| (letter.id, (true, letter.imported, *id)));
        let opened = (case.letters.iter()).map(|letter| (letter.id, (false, letter.imported, *id)));
        for (letter, place) in sealed.chain(opened) {
            let known = all.entry(letter).or_insert(place);
            *known = place.min(*known);
        }
    }
    all.into_iter()
        .map(|(letter, (.., case))| (letter, case))
        .collect()
}

/// Leaves letters of destroyed cases out of what is kept, for good: whoever reads the vault afterwards finds nothing of
/// them in it. Where it cannot be read, nothing of it is left.
///
/// # Errors
/// What the file system says.
pub fn forget(
    vault: &Vault,
    letters: &BTreeSet<Digest>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let mut index = load(vault);
    index.forget(letters);
    vault.write_ledger_index(&index.encode(), rng)
}
