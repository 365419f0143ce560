//! A change of the roster in force, for whoever leads a person through it, a command or a window: what is to be another,
//! what that means, and the signature under just what was told.

use crypto_core::{
    ids::MemberNumber,
    publication::Publication,
    roster::{Roster, VerifiedRoster},
    time::Day,
};
use rand_core::CryptoRng;

use super::{
    CeremonyError, Plan, Signed, check, check_no_two_roots, config::ChannelConfig, draft::Draft,
    root_change::Changing, root_key::Signer,
};
use crate::{
    member_file::{EpochRecipient, MemberFile},
    public::Public,
    state::State,
    vault::{Vault, VaultError},
};

/// What the outbox with a changed roster is called where nobody says otherwise.
pub const OUTBOX: &str = "change.outbox";

/// What is to be another in the next roster; all else stays as the one in force has it.
#[derive(Default)]
pub struct Changes {
    /// Files of members in the roster, with keys for more months.
    pub renew: Vec<MemberFile>,
    /// Who is taken in.
    pub add: Vec<MemberFile>,
    /// Who goes on with new keys under a new number, and the old number.
    pub replace: Vec<(MemberNumber, MemberFile)>,
    /// Who is taken out.
    pub remove: Vec<MemberNumber>,
    /// Other weekdays of publication, 1 to 7, or none. Who did not publish so far is among `renew`.
    pub weekdays: Vec<(MemberNumber, Option<u8>)>,
    /// Texts and services, and the settings that it names.
    pub description: Option<ChannelConfig>,
    /// Settings.
    pub settings: Settings,
    /// Days of validity; as many as there can be if `None`.
    pub valid_days: Option<u32>,
}

/// Settings of the channel that are to be others.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Members needed to open a letter.
    pub quorum: Option<u8>,
    /// Slots in each letter: 8 or 16.
    pub slots: Option<u8>,
    /// Cells that each member publishes a week.
    pub cells_per_batch: Option<u16>,
    /// Weeks that an answer stays on the board.
    pub cell_weeks: Option<u16>,
}

impl Settings {
    fn set(self, roster: &mut Roster) {
        roster.quorum = self.quorum.unwrap_or(roster.quorum);
        roster.slots = self.slots.unwrap_or(roster.slots);
        roster.cells_per_batch = self.cells_per_batch.unwrap_or(roster.cells_per_batch);
        roster.cell_weeks = self.cell_weeks.unwrap_or(roster.cell_weeks);
    }
}

impl Changes {
    fn apply(&self, draft: &mut Draft) -> Result<(), CeremonyError> {
        draft.valid_days = self.valid_days.unwrap_or(draft.valid_days);
        for file in &self.renew {
            draft.renew_keys(file)?;
        }
        for (old, file) in &self.replace {
            draft.replace(*old, file)?;
        }
        for file in &self.add {
            draft.add(file)?;
        }
        for number in &self.remove {
            draft.remove(*number)?;
        }
        if let Some(config) = &self.description {
            draft.describe(config);
        }
        self.settings.set(&mut draft.roster);
        for (number, weekday) in &self.weekdays {
            draft.set_weekday(*number, *weekday, &self.renew)?;
        }
        Ok(())
    }
}

/// What somebody's file can be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// To take them in, or to put them in the place of somebody who is in the roster.
    New,
    /// For keys that the roster does not have yet.
    Newer,
    /// For nothing: the roster has all of it.
    Known,
}

/// What this file can be used for, beside the roster in force.
///
/// # Errors
/// [`CeremonyError::NumberReused`], or what [`Draft::in_force`] says.
pub fn use_of(public: &Public, file: &MemberFile, today: Day) -> Result<Use, CeremonyError> {
    let mut draft = Draft::in_force(public, today)?;
    if draft.roster.member(file.number).is_none() {
        return draft.add(file).map(|()| Use::New);
    }
    let is_known = has_keys_of(&draft, file, today);
    draft.renew_keys(file)?;
    Ok(if is_known { Use::Known } else { Use::Newer })
}

/// Whether every key in this file, of the months from today's on, is in the roster anyway.
fn has_keys_of(draft: &Draft, file: &MemberFile, today: Day) -> bool {
    let member = draft.roster.member(file.number);
    let board = member.and_then(|member| member.board_key.as_ref());
    let has = |one: &EpochRecipient| {
        one.epoch < today.epoch() || draft.recipient(file.number, one.epoch) == Some(&one.recipient)
    };
    board.is_none_or(|key| *key == file.board_key) && file.recipients.iter().all(has)
}

/// A roster that can be signed as it was told.
pub struct Prepared {
    /// The roster in force.
    pub before: VerifiedRoster,
    /// What it becomes.
    pub draft: Draft,
    /// Until when that would be valid.
    pub plan: Plan,
    /// Whose files bring keys that the roster in force does not have.
    pub renewed: Vec<MemberNumber>,
    /// The number of a roster that was signed here and is not in force yet: this one would take its place.
    pub waiting: Option<u64>,
    /// How far a change of the root key is: from its beginning on the new one signs, and the first roster brings the change
    /// along.
    pub root: Changing,
    today: Day,
}

impl Prepared {
    /// The roster in force with these changes, if it can be signed.
    ///
    /// # Errors
    /// [`CeremonyError`].
    pub fn of(vault: &mut Vault, changes: &Changes, today: Day) -> Result<Self, CeremonyError> {
        let public = Public::load(vault)?.ok_or(CeremonyError::NoRoster)?;
        check_no_two_roots(&State::replay(vault.journal.events()))?;
        let mut draft = Draft::in_force(&public, today)?;
        let bring = changes.renew.iter();
        let bring = bring.filter(|file| !has_keys_of(&draft, file, today));
        let renewed = bring.map(|file| file.number).collect();
        changes.apply(&mut draft)?;
        let plan = check(vault, &draft, today)?;
        Ok(Self {
            waiting: waiting(vault, &public)?,
            root: Changing::beside(vault.dir(), &public)?,
            before: public.roster,
            draft,
            plan,
            renewed,
            today,
        })
    }

    /// Signs it and writes the outbox; it is on disk on return.
    ///
    /// # Errors
    /// [`CeremonyError::Outdated`] where another roster has come into force since, or what [`super::sign`] says.
    pub fn sign(
        &self,
        vault: &mut Vault,
        signer: &Signer,
        to: &std::path::Path,
        rng: &mut impl CryptoRng,
    ) -> Result<Signed, CeremonyError> {
        let now = Public::load(vault)?.ok_or(CeremonyError::NoRoster)?;
        if now.roster.sha256() != self.before.sha256() {
            return Err(CeremonyError::Outdated);
        }
        super::sign(vault, signer, &self.draft, to, self.today, rng)
    }
}

/// The number of the roster that was signed here after the one in force, as long as no board shows it.
///
/// # Errors
/// What the vault says.
pub fn waiting(vault: &mut Vault, public: &Public) -> Result<Option<u64>, VaultError> {
    let state = State::replay(vault.journal.events());
    let latest = public.board.header().hash();
    let Some(offer) = state.offer.filter(|offer| offer.previous == latest) else {
        return Ok(None);
    };
    let bytes = vault.contents.read(&offer.piece)?;
    let signed = Publication::parse(&bytes).map_err(|_| VaultError::Damaged("contents"))?;
    Ok(signed.roster.map(|_| public.roster.serial + 1))
}
