//! The pages that this vault has, colleagues' and its own.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, MemberNumber},
    journal_page::{self, Header, Page},
    time::Week,
};

use super::{Seen, page::key_of};
use crate::{
    public::Public,
    state::State,
    vault::{Vault, VaultError, contents::PieceRef},
};

/// All pages here, the own ones too, and the signed headers inside them whose signatures hold. Each page is shown to
/// `look` and kept without its entries: all of them at once are most of what a vault of many cases takes.
///
/// # Errors
/// What the vault says.
pub fn all(
    vault: &mut Vault,
    state: &State,
    public: &Public,
    mut look: impl FnMut(&Page),
) -> Result<(Vec<Seen>, Vec<Header>), VaultError> {
    let without_entries = |mut page: Page, week| {
        look(&page);
        page.entries = Vec::new();
        Seen { page, week }
    };
    let seen = pages_of(vault, state, |_| true, without_entries)?;
    let heads: BTreeSet<Vec<u8>> = (seen.iter())
        .flat_map(|seen| seen.page.heads.iter().cloned())
        .collect();
    let known: BTreeSet<Vec<u8>> = (seen.iter())
        .map(|seen| seen.page.signed_header.clone())
        .collect();
    let channel = public.roster.channel;
    let verified = heads
        .difference(&known)
        .filter_map(|head| Header::verify(head, &channel, |number| key_of(public, number)).ok())
        .collect();
    Ok((seen, verified))
}

/// Where a page stands: member, chain, number.
type Place = (MemberNumber, u64, u32);

/// What `keep` makes of the pages with these headers' hashes, and of those before them in their chains: their days tell
/// what was told late.
///
/// # Errors
/// What the vault says.
pub fn needed<T>(
    vault: &mut Vault,
    state: &State,
    wanted: impl Fn(&Digest) -> bool,
    mut keep: impl FnMut(Page) -> T,
) -> Result<Vec<T>, VaultError> {
    let me = vault.secrets.number();
    let received = state.pages.iter();
    let received = received.map(|page| ((page.member, page.chain, page.number), page.header));
    let own = state.own_pages.iter();
    let own = own.map(|page| ((me, page.chain, page.number), page.header));
    let mut places: BTreeMap<Place, BTreeSet<Digest>> = BTreeMap::new();
    for (place, header) in received.chain(own) {
        places.entry(place).or_default().insert(header);
    }
    let mut all = BTreeSet::new();
    for ((member, chain, number), headers) in &places {
        let found: Vec<Digest> = headers.iter().copied().filter(|one| wanted(one)).collect();
        if found.is_empty() {
            continue;
        }
        all.extend(found);
        let before = number
            .checked_sub(1)
            .map(|number| (*member, *chain, number));
        all.extend(
            before
                .and_then(|before| places.get(&before))
                .into_iter()
                .flatten(),
        );
    }
    pages_of(
        vault,
        state,
        |header| all.contains(header),
        |page, _| keep(page),
    )
}

fn pages_of<T>(
    vault: &mut Vault,
    state: &State,
    wanted: impl Fn(&Digest) -> bool,
    mut keep: impl FnMut(Page, Option<Week>) -> T,
) -> Result<Vec<T>, VaultError> {
    let received = state.pages.iter();
    let received = received.map(|page| (page.header, page.piece, Some(page.week)));
    let own = state.own_pages.iter();
    let own = own.map(|page| (page.header, page.piece, None));
    let pages = received.chain(own).filter(|(header, ..)| wanted(header));
    pages
        .map(|(_, piece, week)| Ok(keep(load(vault, &piece)?, week)))
        .collect()
}

fn load(vault: &mut Vault, piece: &PieceRef) -> Result<Page, VaultError> {
    let bytes = vault.contents.read(piece)?;
    journal_page::parse(&bytes).map_err(|_| VaultError::Damaged("contents"))
}
