//! Signing a roster: whoever holds the root key puts the members' files together with the channel's
//! description, signs, and writes roster, recipients and the next board as one outbox (protocol,
//! section 4.6).

pub mod config;
pub mod root_key;

use std::path::Path;

use crypto_core::{
    board::{self, BoardError, Cell},
    ids::{ChannelId, Digest, MemberNumber},
    labels::kind,
    outbox::{OutboxWriter, WriteError},
    primitives::{hash::sha256, signature::SigningKey},
    publication::Publication,
    recipients::{Recipient, Recipients, RecipientsError},
    roster::{
        self, EpochFile, Member, RootChain, Roster, RosterError, VALID_DAYS_MAX, VerifiedRoster,
    },
    time::{Day, Epoch},
};
use rand_core::CryptoRng;
use thiserror::Error;

use self::config::ChannelConfig;
use crate::{
    journal::event::Event,
    member_file::MemberFile,
    public::Public,
    vault::{Vault, VaultError, files},
};

/// Why no roster was signed.
#[derive(Debug, Error)]
pub enum CeremonyError {
    /// Two files for one number.
    #[error("two files have the member number {0}")]
    Twice(MemberNumber),
    /// A number that the roster before gave to somebody else.
    #[error("the member number {0} belonged to somebody else; numbers are never given out again")]
    NumberReused(MemberNumber),
    /// Who runs this is not among the members.
    #[error("the roster would not list this reader's own keys")]
    NotListed,
    /// No month for which every member has a recipient.
    #[error("there is no recipient of every member for {}", crate::notice::month(*.0))]
    NoRecipients(Epoch),
    /// The root key is not that of the vault's channel.
    #[error("this root key belongs to another channel")]
    OtherChannel,
    /// The roster.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// A recipients file.
    #[error(transparent)]
    Recipients(#[from] RecipientsError),
    /// The board.
    #[error(transparent)]
    Board(#[from] BoardError),
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] WriteError),
    /// The outbox's file.
    #[error("the outbox could not be written")]
    Io(#[from] std::io::Error),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

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

/// Signs a roster of `members` and writes the outbox; it is on disk on return.
///
/// # Errors
/// [`CeremonyError`].
pub fn sign(
    vault: &mut Vault,
    root: &SigningKey,
    (members, config): (&[MemberFile], &ChannelConfig),
    to: &Path,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Signed, CeremonyError> {
    let public = Public::load(vault)?;
    let channel = settle_channel(vault, root, public.as_ref())?;
    check_members(members, vault, public.as_ref())?;
    let (recipients, epochs) = recipients(members, channel, today)?;
    let roster = Roster {
        kind: kind::ROSTER.to_owned(),
        channel,
        serial: public.as_ref().map_or(1, |public| public.roster.serial + 1),
        valid_from: today,
        valid_until: valid_until(today, config.valid_days, &epochs),
        root: match &public {
            Some(public) => public.roster.root.clone(),
            None => RootChain {
                first: root.verifying_key().to_minisign(),
                changes: Vec::new(),
            },
        },
        name: config.name.clone(),
        text: config.text.clone(),
        outside: config.outside.clone(),
        members: members.iter().map(member).collect(),
        services: config.services(),
        quorum: 1,
        slots: config.slots,
        cells_per_batch: config.cells_per_batch,
        cell_weeks: config.cell_weeks,
        epochs,
        unknown: serde_json::Map::new(),
    };
    let file = roster.sign(root)?;
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
    let mut outbox = OutboxWriter::begin(Vec::new(), &publication.channel)?;
    outbox.publication(&container)?;
    Ok(files::replace(to, &outbox.finish()?)?)
}

fn settle_channel(
    vault: &Vault,
    root: &SigningKey,
    public: Option<&Public>,
) -> Result<ChannelId, CeremonyError> {
    let own = ChannelId::of_root(&root.verifying_key());
    match (public, vault.secrets.channel) {
        // A changed root signs for the channel of the first one; the roster's check decides.
        (Some(public), _) if !public.roster.root.changes.is_empty() => Ok(public.roster.channel),
        (_, Some(channel)) if channel != own => Err(CeremonyError::OtherChannel),
        _ => Ok(own),
    }
}

fn check_members(
    members: &[MemberFile],
    vault: &Vault,
    public: Option<&Public>,
) -> Result<(), CeremonyError> {
    for (place, file) in members.iter().enumerate() {
        if members
            .iter()
            .skip(place + 1)
            .any(|other| other.number == file.number)
        {
            return Err(CeremonyError::Twice(file.number));
        }
        let before = public.and_then(|public| public.roster.member(file.number));
        if before.is_some_and(|before| before.member_key != file.member_key) {
            return Err(CeremonyError::NumberReused(file.number));
        }
    }
    let own = vault.secrets.member_key.verifying_key().to_minisign();
    let board = vault.secrets.board_key.verifying_key().to_minisign();
    let listed = members.iter().any(|file| {
        let same = file.member_key == own && file.board_key == board;
        same && file.number == vault.secrets.number() && file.weekday.is_some()
    });
    listed.then_some(()).ok_or(CeremonyError::NotListed)
}

/// The recipients files of all months from today's on for which every member gave one.
#[expect(clippy::type_complexity, reason = "the publication's form")]
fn recipients(
    members: &[MemberFile],
    channel: ChannelId,
    today: Day,
) -> Result<(Vec<(Epoch, Vec<u8>)>, Vec<EpochFile>), CeremonyError> {
    let (mut files, mut hashes) = (Vec::new(), Vec::new());
    let first = today.epoch();
    for epoch in (0..24).map(|ahead| first.plus(ahead)) {
        let Some(all) = recipients_of(members, epoch) else {
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

fn recipients_of(members: &[MemberFile], epoch: Epoch) -> Option<Vec<Recipient>> {
    let of = |file: &MemberFile| {
        let found = file.recipients.iter().find(|one| one.epoch == epoch)?;
        Some(Recipient {
            member: file.number,
            recipient: found.recipient.clone(),
        })
    };
    members.iter().map(of).collect()
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

fn member(file: &MemberFile) -> Member {
    Member {
        number: file.number,
        name: file.name.clone(),
        role: file.role.clone(),
        kind: file.member_kind,
        location: file.location.clone(),
        weekday: file.weekday,
        board_key: file.weekday.map(|_| file.board_key.clone()),
        member_key: file.member_key.clone(),
        unknown: serde_json::Map::new(),
    }
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
