//! Taking in a bundle: board and roster first, then letters, then what has passed of each week.
//! Nothing in a bundle is trusted before it is checked, and nothing in it can take away what the
//! vault has.

mod boards;
mod cases;
mod clone;
mod hurt;
mod letters;
mod minutes;
mod name_shares;
mod names;
mod pages;
mod parcels;
mod quorum;
mod roots;
mod scan;
mod small;
mod weeks;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use crypto_core::{
    address::ChannelAddress,
    bundle::{BundleReader, KIND, OpenError},
    ids::{ChannelId, Digest, LetterId, ParcelId},
    primitives::hybrid::HybridIdentity,
    time::{Day, Week},
};
use rand_core::CryptoRng;
use thiserror::Error;

use self::{hurt::Hurt, small::Small};
use crate::{
    journal::{event::Event, ids::CaseId},
    ledger,
    notice::Notice,
    progress::{Stopped, Watch},
    public::Public,
    state::State,
    vault::{Vault, VaultError},
};

/// Why a bundle could not be taken in at all.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file is no bundle for this channel.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The file cannot be read.
    #[error("the bundle could not be read")]
    Io(#[from] io::Error),
    /// The vault does not know its channel, and nobody said which it is.
    #[error("this vault does not know its channel yet")]
    UnknownChannel,
    /// The bundle is of another channel than the one named.
    #[error("the bundle belongs to another channel than the one that was given")]
    OtherChannel,
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Who waited had it stopped.
    #[error("the import was stopped, and nothing of the bundle was taken in")]
    Stopped(#[from] Stopped),
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// Letters that were new.
    pub letters: usize,
    /// Letters that were new and wait for a quorum.
    pub held: usize,
    /// Pages of colleagues' journals that were new.
    pub pages: usize,
    /// Cases that were new.
    pub cases: usize,
    /// What the person should know.
    pub notices: Vec<Notice>,
}

/// An import under way.
struct Import<'v> {
    vault: &'v mut Vault,
    state: State,
    public: Option<Public>,
    channel: ChannelId,
    today: Day,
    events: Vec<Event>,
    passed: BTreeMap<Week, BTreeSet<LetterId>>,
    parcel_weeks: BTreeSet<Week>,
    missing_parcels: BTreeSet<ParcelId>,
    hurt: Hurt,
    /// Cases by the hash of their member key, once a letter of a quorum asked for it.
    by_key: Option<BTreeMap<Digest, CaseId>>,
    /// Letters of a quorum that came with this bundle.
    held: Vec<Digest>,
    /// Reporters' names that came with this bundle: their cases may come after them.
    names: Vec<names::GivenName>,
    /// Shares of names that reporters held apart, likewise.
    name_shares: Vec<name_shares::CameShare>,
    result: Imported,
}

/// Takes in the bundle at `path`. `channel` must be given the first time, so that nobody can slip
/// another channel into a new vault.
///
/// # Errors
/// [`ImportError`]; the vault is then as before.
pub fn import(
    vault: &mut Vault,
    path: &Path,
    channel: Option<&ChannelAddress>,
    today: Day,
    watch: Watch<'_>,
    rng: &mut impl CryptoRng,
) -> Result<Imported, ImportError> {
    let channel = settle_channel(vault, path, channel, rng)?;
    let small = Small::read(path, &channel)?;
    let state = State::replay(vault.journal.events());
    let public = Public::load(vault)?;
    let mut import = Import {
        vault,
        state,
        public,
        channel,
        today,
        events: Vec::new(),
        passed: BTreeMap::new(),
        parcel_weeks: BTreeSet::new(),
        missing_parcels: BTreeSet::new(),
        hurt: Hurt::default(),
        by_key: None,
        held: Vec::new(),
        names: Vec::new(),
        name_shares: Vec::new(),
        result: Imported::default(),
    };
    let outcome = import.take_all(path, &small, watch, rng);
    if outcome.is_err() {
        import.vault.contents.take_back()?;
    }
    outcome.map(|()| import.result)
}

impl Import<'_> {
    fn take_all(
        &mut self,
        path: &Path,
        small: &Small,
        watch: Watch<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let fresh = self.take_boards(small);
        let after_restore = self.scan_is_due();
        if after_restore {
            self.scan_board(watch, rng)?;
        }
        self.take_cells(path, watch, rng)?;
        self.open_sealed(rng)?;
        self.take_names(rng)?;
        self.take_name_shares(rng)?;
        self.take_claims()?;
        self.examine_pages()?;
        self.take_parts(rng)?;
        if fresh {
            self.note_clone(after_restore, rng)?;
            self.note_taken_day();
        }
        self.note_damage(small);
        self.take_weeks(small, rng)?;
        self.note_lacking_files()?;
        self.emit(Event::Imported { day: self.today });
        self.finish(fresh, rng)
    }

    /// Puts an event on the list and into the state that later steps look at.
    fn emit(&mut self, event: Event) {
        self.state.apply(&event);
        self.events.push(event);
    }

    fn notice(&mut self, notice: Notice) {
        self.result.notices.push(notice);
    }

    fn note_damage(&mut self, small: &Small) {
        if let Some(notice) = self.hurt.notice(&small.weeks) {
            self.notice(notice);
        }
    }

    /// Contents first, then the events that point at them, then the public files.
    fn finish(&mut self, fresh: bool, rng: &mut impl CryptoRng) -> Result<(), ImportError> {
        self.vault.contents.sync(rng)?;
        self.sync_parcels()?;
        let events = std::mem::take(&mut self.events);
        self.vault
            .journal
            .append(events, &self.vault.secrets, rng)?;
        self.forget_old_parcels()?;
        if let Some(public) = self.public.as_ref().filter(|_| fresh) {
            public.store(self.vault, rng)?;
        }
        // The import is done by now, and where this fails all is found without it.
        let _ = ledger::keep_index(self.vault, &self.state, Watch::NOBODY, rng);
        Ok(())
    }
}

fn settle_channel(
    vault: &mut Vault,
    path: &Path,
    address: Option<&ChannelAddress>,
    rng: &mut impl CryptoRng,
) -> Result<ChannelId, ImportError> {
    let claimed = claimed_channel(path)?;
    if let Some(address) = address
        && !address.is_of(&claimed)
    {
        return Err(ImportError::OtherChannel);
    }
    match vault.secrets.channel {
        Some(channel) => Ok(channel),
        None if address.is_some() => {
            vault.join(claimed, rng)?;
            Ok(claimed)
        }
        None => Err(ImportError::UnknownChannel),
    }
}

/// The channel that a bundle says it is for.
fn claimed_channel(path: &Path) -> Result<ChannelId, ImportError> {
    let mut start = Vec::new();
    File::open(path)?
        .take(KIND.len() as u64 + 32)
        .read_to_end(&mut start)?;
    let channel = start
        .strip_prefix(KIND.as_bytes())
        .and_then(|rest| rest.try_into().ok())
        .map(ChannelId);
    match channel {
        Some(channel) => Ok(channel),
        // Says precisely what it is instead.
        None => Err(BundleReader::open(start.as_slice(), &ChannelId([0; 32]))
            .err()
            .unwrap_or(OpenError::NotBelfry)
            .into()),
    }
}

/// The identities of all epochs that the vault still has.
fn identities(vault: &Vault) -> Result<Vec<HybridIdentity>, VaultError> {
    vault
        .epochs()?
        .iter()
        .map(|one| HybridIdentity::parse(&one.secret).map_err(|_| VaultError::Damaged("epochs")))
        .collect()
}
