//! Signing a roster: whoever holds the root key signs a draft of it, and writes roster, recipients
//! and the next board as one outbox (protocol, section 4.6).

pub mod changes;
pub mod changing;
pub mod config;
pub mod draft;
mod error;
pub mod founding;
pub mod root_change;
pub mod root_key;
pub mod sheets;
pub mod split;

use std::path::Path;

use crypto_core::{
    board::{self, BoardError, Cell},
    ids::{ChannelId, Digest},
    outbox::OutboxWriter,
    primitives::{hash::sha256, signature::VerifyingKey},
    publication::Publication,
    recipients::Recipients,
    roster::{self, EpochFile, RootChain, VALID_DAYS_MAX, VerifiedRoster},
    time::{Day, Epoch},
};
use rand_core::CryptoRng;

pub use self::error::CeremonyError;
use self::{draft::Draft, root_key::Signer};
use crate::{
    journal::event::Event,
    public::Public,
    state::State,
    vault::{Vault, files},
};

/// What was signed.
#[derive(Debug)]
pub struct Signed {
    /// The channel.
    pub channel: ChannelId,
    /// The roster's serial.
    pub serial: u64,
    /// Its last day.
    pub valid_until: Day,
    /// The board that comes with it.
    pub board: u64,
}

/// Signs a roster with this content and writes the outbox; it is on disk on return.
///
/// # Errors
/// [`CeremonyError`].
pub fn sign(
    vault: &mut Vault,
    signer: &Signer,
    draft: &Draft,
    to: &Path,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Signed, CeremonyError> {
    let public = Public::load(vault)?;
    check_no_two_roots(&State::replay(vault.journal.events()))?;
    let (channel, root) = settle_root(vault, signer, public.as_ref())?;
    check_own_entry(draft, vault)?;
    let (recipients, epochs) = recipient_files(draft, channel, today)?;
    let mut roster = draft.roster.clone();
    roster.channel = channel;
    roster.serial = public.as_ref().map_or(1, |public| public.roster.serial + 1);
    roster.valid_from = today;
    roster.valid_until = valid_until(today, draft.valid_days, &epochs);
    roster.root = root;
    roster.epochs = epochs;
    let file = roster.sign(&signer.key)?;
    let verified = roster::verify(&file, &channel)?;
    let board = board_for(vault, public.as_ref(), &verified, today, rng)?;
    let publication = Publication {
        channel,
        roster: Some(file),
        recipients,
        board: board.sign(&vault.secrets.board_key),
    };
    let header = board.header();
    let (serial, previous) = (header.serial, header.previous);
    write(vault, &publication, (serial, previous), to, today, rng)?;
    Ok(Signed {
        channel,
        serial: roster.serial,
        valid_until: roster.valid_until,
        board: serial,
    })
}

/// Journal first, then the file.
fn write(
    vault: &mut Vault,
    publication: &Publication,
    (serial, previous): (u64, Digest),
    to: &Path,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), CeremonyError> {
    let container = publication
        .to_bytes()
        .map_err(|_| CeremonyError::Board(BoardError::Full))?;
    if vault.secrets.channel.is_none() {
        vault.join(publication.channel, rng)?;
    }
    let piece = vault.contents.put(&container, rng)?;
    vault.contents.sync(rng)?;
    let offered = Event::Offered {
        serial,
        previous,
        piece,
        day: today,
    };
    vault.journal.append(vec![offered], &vault.secrets, rng)?;
    write_outbox(publication.channel, &container, to)
}

fn write_outbox(channel: ChannelId, container: &[u8], to: &Path) -> Result<(), CeremonyError> {
    let mut outbox = OutboxWriter::begin(Vec::new(), &channel)?;
    outbox.publication(container)?;
    Ok(files::replace(to, &outbox.finish()?)?)
}

/// Writes the outbox with the first roster once more, where its file was lost before it was published.
///
/// # Errors
/// [`CeremonyError::NoRoster`] if none was signed here, or what the vault and the file system say.
pub fn write_again(vault: &mut Vault, to: &Path) -> Result<(), CeremonyError> {
    let offer = State::replay(vault.journal.events()).offer;
    let (channel, offer) = vault
        .secrets
        .channel
        .zip(offer)
        .ok_or(CeremonyError::NoRoster)?;
    let container = vault.contents.read(&offer.piece)?;
    write_outbox(channel, &container, to)
}

/// Until when a draft would be valid.
pub struct Plan {
    /// The roster's last day.
    pub valid_until: Day,
    /// Where it is the keys that set this day: the members who lack them for the month after it.
    pub first_without_keys: Option<String>,
}

/// What signing `draft` today would give.
///
/// # Errors
/// [`CeremonyError::NoRecipients`], [`CeremonyError::Recipients`].
pub fn plan(draft: &Draft, today: Day) -> Result<Plan, CeremonyError> {
    let (_, epochs) = recipient_files(draft, draft.roster.channel, today)?;
    let valid_until = valid_until(today, draft.valid_days, &epochs);
    let limited = valid_until < today.plus(draft.valid_days.min(VALID_DAYS_MAX));
    let next = epochs.last().map(|last| last.epoch.plus(1));
    let lacking = next.filter(|_| limited).map(|next| draft.lacking(next));
    Ok(Plan {
        valid_until,
        first_without_keys: lacking,
    })
}

/// What signing `draft` today would give, where nothing stands in its way.
///
/// # Errors
/// [`CeremonyError::NotListed`], what [`plan`] says, or [`roster::RosterError::Rule`].
fn check(vault: &Vault, draft: &Draft, today: Day) -> Result<Plan, CeremonyError> {
    check_own_entry(draft, vault)?;
    let plan = plan(draft, today)?;
    let mut next = draft.roster.clone();
    next.serial = next.serial.max(1);
    (next.valid_from, next.valid_until) = (today, plan.valid_until);
    next.check_rules()?;
    Ok(plan)
}

/// Of two different changes with one number neither counts (protocol, section 4.6).
///
/// # Errors
/// [`CeremonyError::TwoRoots`].
pub fn check_no_two_roots(state: &State) -> Result<(), CeremonyError> {
    match state.contested_root() {
        Some(number) => Err(CeremonyError::TwoRoots(number)),
        None => Ok(()),
    }
}

/// The channel, and the chain of root keys whose last one signs.
fn settle_root(
    vault: &Vault,
    signer: &Signer,
    public: Option<&Public>,
) -> Result<(ChannelId, RootChain), CeremonyError> {
    let own = signer.key.verifying_key();
    let Some(public) = public else {
        let channel = ChannelId::of_root(&own);
        if vault.secrets.channel.is_some_and(|known| known != channel) {
            return Err(CeremonyError::OtherChannel);
        }
        let first = own.to_minisign();
        let changes = Vec::new();
        return Ok((channel, RootChain { first, changes }));
    };
    let mut chain = public.roster.root.clone();
    let mut current: Option<VerifyingKey> = public.roster.roots().last().copied();
    if let Some(change) = &signer.change
        && !chain.changes.contains(change)
    {
        chain.changes.push(change.clone());
        // That the change fits the chain is checked with the roster.
        current = Some(own);
    }
    if current != Some(own) {
        return Err(CeremonyError::OtherRoot);
    }
    Ok((public.roster.channel, chain))
}

/// The header that names the roster is signed by this reader, so the roster must list it.
fn check_own_entry(draft: &Draft, vault: &Vault) -> Result<(), CeremonyError> {
    let own = draft.roster.member(vault.secrets.number());
    let listed = own.is_some_and(|own| {
        own.member_key() == Some(vault.secrets.member_key.verifying_key())
            && own.board_key() == Some(vault.secrets.board_key.verifying_key())
            && own.weekday.is_some()
    });
    listed.then_some(()).ok_or(CeremonyError::NotListed)
}

/// The recipients files of all months from today's on for which every member gave one.
#[expect(clippy::type_complexity, reason = "the publication's form")]
fn recipient_files(
    draft: &Draft,
    channel: ChannelId,
    today: Day,
) -> Result<(Vec<(Epoch, Vec<u8>)>, Vec<EpochFile>), CeremonyError> {
    let (mut files, mut hashes) = (Vec::new(), Vec::new());
    let first = today.epoch();
    for epoch in (0..24).map(|ahead| first.plus(ahead)) {
        let Some(all) = draft.recipients_of(epoch) else {
            break;
        };
        let file = Recipients::new(channel, epoch, all).to_file()?;
        let sha256 = Digest(sha256(&[&file]));
        hashes.push(EpochFile { epoch, sha256 });
        files.push((epoch, file));
    }
    if files.is_empty() {
        return Err(CeremonyError::NoRecipients(first));
    }
    Ok((files, hashes))
}

/// As long as asked for, 92 days and the last month with recipients allow.
fn valid_until(today: Day, valid_days: u32, epochs: &[EpochFile]) -> Day {
    let asked = today.plus(valid_days.min(VALID_DAYS_MAX));
    let end = epochs
        .last()
        .and_then(|last| last.epoch.plus(1).first_day())
        .map(|day| Day(day.0.saturating_sub(1)));
    end.map_or(asked, |end| end.min(asked))
}

/// The first board, or the next one with the same cells.
fn board_for(
    vault: &Vault,
    public: Option<&Public>,
    roster: &VerifiedRoster,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<board::NextBoard, CeremonyError> {
    let number = vault.secrets.number();
    let none: Option<&[Cell]> = None;
    Ok(match public {
        Some(public) => board::next(&public.board, roster, number, today, none)?,
        None => board::first(roster, number, today, rng)?,
    })
}
