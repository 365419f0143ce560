//! `status`

use crypto_core::{
    address::ChannelAddress,
    ids::Digest,
    primitives::signature::VerifyingKey,
    time::{Day, Epoch},
};
use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context, terms};
use crate::{
    ceremony::root_key,
    epochs, ledger,
    notice::month,
    public::Public,
    rhythm::{self, Rhythm},
    state::{BatchStanding, Split, State},
    terms::due::Publishing,
    vault::Vault,
};

/// Days without an import after which the reader warns.
const IMPORT_DAYS: u32 = 3;
/// Days after which sheets of the root key should be tried again.
const REHEARSAL_DAYS: u32 = 366;

/// Everything that the command tells.
struct Status {
    public: Option<Public>,
    rhythm: Option<Rhythm>,
    epochs: Vec<Epoch>,
    waiting: usize,
    pending: usize,
    warnings: Vec<String>,
}

pub(super) fn status<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let today = context.today;
    let mut status = Status::of(&vault, &state, today)?;
    if let Some(public) = &status.public {
        let (lines, alarms) = ledger::whole(&mut vault, &state, public, ledger::living(&state))?;
        let number = vault.secrets.number();
        let publishing = Publishing::of(&state, public, number, today);
        let due = terms::warnings(&state, &lines, publishing, today);
        let alarms = alarms.iter().map(ToString::to_string);
        status.warnings.extend(alarms.chain(due));
        status
            .warnings
            .extend(super::tasks::warnings(&mut vault, &state, &lines, today)?);
    }
    if context.cli.json {
        return context.json(&status.json(&vault, &state, today));
    }
    let profile = &vault.secrets.profile;
    writeln!(context.out, "Member {}: {}", profile.number, profile.name)?;
    match vault.secrets.channel {
        Some(channel) => {
            let fragment = ChannelAddress::of(&channel).to_fragment();
            writeln!(context.out, "Channel: #{fragment}")?;
        }
        None => writeln!(context.out, "Channel: not known yet")?,
    }
    match state.last_import {
        Some(day) => writeln!(context.out, "Last import: {day}")?,
        None => writeln!(context.out, "Last import: none yet")?,
    }
    if let Some(public) = &status.public {
        let header = public.board.header();
        writeln!(
            context.out,
            "Board {} of {}; roster {} valid until {} ({} days)",
            header.serial,
            header.day,
            public.roster.serial,
            public.roster.valid_until,
            public.roster.valid_until.since(today)
        )?;
    }
    if let Some(rhythm) = &status.rhythm {
        let day = rhythm.due.unwrap_or(rhythm.next);
        writeln!(context.out, "Next publication: {day}")?;
    }
    writeln!(context.out, "Cells waiting for a batch: {}", status.waiting)?;
    for warning in &status.warnings {
        writeln!(context.out, "WARNING: {warning}")?;
    }
    Ok(())
}

impl Status {
    fn of(vault: &Vault, state: &State, today: Day) -> Result<Self, CommandError> {
        let public = Public::load(vault)?;
        let rhythm = public.as_ref().and_then(|public| {
            let header = public.board.header();
            rhythm::of(state, &public.roster, header, vault.secrets.number(), today)
        });
        let epochs = vault.epochs()?.iter().map(|one| one.epoch).collect();
        let fixed = |batch: &&crate::state::Batch| batch.standing == BatchStanding::Fixed;
        let mut status = Self {
            public,
            rhythm,
            epochs,
            waiting: state.queue().map(|(_, reply)| reply.waiting_parts()).sum(),
            pending: state.batches.values().filter(fixed).count(),
            warnings: Vec::new(),
        };
        let keys = epochs::warnings::of(vault, state, today)?;
        status.warn(state, keys, today);
        let root = status.public.as_ref();
        let root = root.and_then(|public| public.roster.roots().last().copied());
        let warnings = root_warnings(vault, state, root, today)?;
        status.warnings.extend(warnings);
        Ok(status)
    }

    fn warn(&mut self, state: &State, keys: Vec<String>, today: Day) {
        let mut warnings = Vec::new();
        match state.last_import {
            None => warnings.push("Nothing was imported yet.".to_owned()),
            Some(day) if today.since(day) > IMPORT_DAYS => warnings.push(format!(
                "The last import was {} days ago. Reports may be waiting.",
                today.since(day)
            )),
            Some(_) => {}
        }
        warnings.extend(keys);
        if let Some(rhythm) = self.rhythm.filter(|rhythm| rhythm.missed(today))
            && let Some(due) = rhythm.due
        {
            warnings.push(format!(
                "The publication day {due} was missed. Export and publish today."
            ));
        }
        let sealed = state.sealed().filter(|letter| !letter.broken).count();
        if sealed > 0 {
            warnings.push(format!(
                "{sealed} letter(s) wait for the shares of colleagues. `cases` and `show` tell which."
            ));
        }
        if self.pending > 0 {
            warnings.push(format!(
                "{} batch(es) were exported and not seen on the board since. Push, pull and import.",
                self.pending
            ));
        }
        self.warnings = warnings;
    }

    fn json(&self, vault: &Vault, state: &State, today: Day) -> serde_json::Value {
        let header = self.public.as_ref().map(|public| public.board.header());
        let roster = self.public.as_ref().map(|public| &public.roster);
        json!({
            "member": vault.secrets.number().0,
            "channel": vault.secrets.channel,
            "last_import": state.last_import,
            "days_since_import": state.last_import.map(|day| today.since(day)),
            "board_serial": header.map(|header| header.serial),
            "board_day": header.map(|header| header.day),
            "roster_serial": roster.map(|roster| roster.serial),
            "roster_valid_until": roster.map(|roster| roster.valid_until),
            "epochs": self.epochs.iter().map(|epoch| month(*epoch)).collect::<Vec<_>>(),
            "cells_waiting": self.waiting,
            "batches_pending": self.pending,
            "publication_due": self.rhythm.and_then(|rhythm| rhythm.due),
            "publication_missed": self.rhythm.is_some_and(|rhythm| rhythm.missed(today)),
            "next_publication": self.rhythm.map(|rhythm| rhythm.next),
            "cases": state.cases.len(),
            "warnings": self.warnings,
        })
    }
}

/// For who holds the root key: whether it can be got back if this machine is lost.
fn root_warnings(
    vault: &Vault,
    state: &State,
    in_force: Option<VerifyingKey>,
    today: Day,
) -> Result<Vec<String>, CommandError> {
    let mut warnings = Vec::new();
    if !root_key::exists(vault.dir()) {
        return Ok(warnings);
    }
    let pending = root_key::pending(vault.dir())?.is_some();
    if pending {
        warnings.push(
            "A change of the root key is under way. `root change` tells where it stands."
                .to_owned(),
        );
    }
    // Sheets of a key that was given up are sheets of nothing.
    let in_force = in_force.map(|key| Digest(key.to_bytes()));
    let counts = |split: &Split| pending || in_force.is_none_or(|key| key == split.key);
    match state.split.filter(counts) {
        None => warnings.push(
            "The root key is on no paper: if this machine is lost, so is the channel. `root split`."
                .to_owned(),
        ),
        Some(split) => match split.rehearsed {
            None => warnings.push(
                "The sheets of the root key were never tried. `root rehearse`.".to_owned(),
            ),
            Some(day) if today.since(day) > REHEARSAL_DAYS => warnings.push(format!(
                "The sheets of the root key were tried {} days ago. `root rehearse` once a year.",
                today.since(day)
            )),
            Some(_) => {}
        },
    }
    Ok(warnings)
}
