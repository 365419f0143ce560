//! `status`

use crypto_core::{
    address::ChannelAddress,
    ids::Digest,
    primitives::signature::VerifyingKey,
    time::{Day, Epoch},
    words::Language,
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
    words::{Words as _, both, counted, status::Care},
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
    let language = context.language;
    let mut status = Status::of(&vault, &state, today, language)?;
    if let Some(public) = &status.public {
        let (lines, alarms) = ledger::whole(&mut vault, &state, public, ledger::living(&state))?;
        let number = vault.secrets.number();
        let publishing = Publishing::of(&state, public, number, today);
        let due = terms::warnings(&state, &lines, publishing, today);
        let alarms = alarms.iter().map(|alarm| alarm.words(language));
        let due = due.iter().map(|warning| warning.words(language));
        status.warnings.extend(alarms.chain(due));
        let tasks = super::tasks::warnings(&mut vault, &state, &lines, today)?;
        let tasks = tasks.iter().map(|due| due.words(language));
        status.warnings.extend(tasks);
    }
    if context.cli.json {
        return context.json(&status.json(&vault, &state, today));
    }
    for line in status.lines(&vault, &state, today, language) {
        writeln!(context.out, "{line}")?;
    }
    for warning in &status.warnings {
        context.warn_of(warning)?;
    }
    Ok(())
}

impl Status {
    fn of(
        vault: &Vault,
        state: &State,
        today: Day,
        language: Language,
    ) -> Result<Self, CommandError> {
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
        let keys = keys.iter().map(|warning| warning.words(language));
        let root = status.public.as_ref();
        let root = root.and_then(|public| public.roster.roots().last().copied());
        let root = of_root(vault, state, root, today)?;
        let of_import = of_import(state, today).map(|care| care.words(language));
        let others = status.of_work(state, today);
        let others = others.chain(root).map(|care| care.words(language));
        status.warnings = of_import.into_iter().chain(keys).chain(others).collect();
        Ok(status)
    }

    /// What is to be published, or has to be opened together.
    fn of_work(&self, state: &State, today: Day) -> impl Iterator<Item = Care> + use<> {
        let rhythm = self.rhythm.filter(|rhythm| rhythm.missed(today));
        let missed = rhythm.and_then(|rhythm| rhythm.due);
        let sealed = state.sealed().filter(|letter| !letter.broken).count();
        let pending = self.pending;
        let missed = missed.map(Care::PublicationMissed).into_iter();
        missed
            .chain((sealed > 0).then_some(Care::Sealed(sealed)))
            .chain((pending > 0).then_some(Care::Pending(pending)))
    }

    fn lines(&self, vault: &Vault, state: &State, today: Day, language: Language) -> Vec<String> {
        let profile = &vault.secrets.profile;
        let (number, name) = (profile.number, &profile.name);
        let mut all = vec![both!(
            language,
            "Lid {number}: {name}",
            "Member {number}: {name}"
        )];
        all.push(match vault.secrets.channel {
            Some(channel) => {
                let fragment = ChannelAddress::of(&channel).to_fragment();
                both!(language, "Kanaal: #{fragment}", "Channel: #{fragment}")
            }
            None => both!(
                language,
                "Kanaal: nog niet bekend",
                "Channel: not known yet"
            ),
        });
        all.push(match state.last_import {
            Some(day) => both!(language, "Laatst ingelezen: {day}", "Last import: {day}"),
            None => both!(
                language,
                "Laatst ingelezen: nog nooit",
                "Last import: none yet"
            ),
        });
        if let Some(public) = &self.public {
            let header = public.board.header();
            let (board, day) = (header.serial, header.day);
            let (roster, until) = (public.roster.serial, public.roster.valid_until);
            let left = until.since(today);
            let days = counted(left, "dag", "dagen");
            all.push(both!(
                language,
                "Bord {board} van {day}; ledenlijst {roster} geldig tot en met {until} (nog {days})",
                "Board {board} of {day}; roster {roster} valid until {until} ({left} days)",
            ));
        }
        if let Some(rhythm) = &self.rhythm {
            let day = rhythm.due.unwrap_or(rhythm.next);
            all.push(both!(
                language,
                "Volgende publicatie: {day}",
                "Next publication: {day}"
            ));
        }
        let waiting = self.waiting;
        all.push(both!(
            language,
            "Vakken die op een zending wachten: {waiting}",
            "Cells waiting for a batch: {waiting}",
        ));
        all
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

fn of_import(state: &State, today: Day) -> Option<Care> {
    let Some(day) = state.last_import else {
        return Some(Care::NothingImported);
    };
    let days = today.since(day);
    (days > IMPORT_DAYS).then_some(Care::LastImport(days))
}

/// For who holds the root key: whether it can be got back if this machine is lost.
fn of_root(
    vault: &Vault,
    state: &State,
    in_force: Option<VerifyingKey>,
    today: Day,
) -> Result<Vec<Care>, CommandError> {
    if !root_key::exists(vault.dir()) {
        return Ok(Vec::new());
    }
    let pending = root_key::pending(vault.dir())?.is_some();
    // Sheets of a key that was given up are sheets of nothing.
    let in_force = in_force.map(|key| Digest(key.to_bytes()));
    let counts = |split: &Split| pending || in_force.is_none_or(|key| key == split.key);
    let sheets = match state.split.filter(counts).map(|split| split.rehearsed) {
        None => Some(Care::RootOnNoPaper),
        Some(None) => Some(Care::NeverRehearsed),
        Some(Some(day)) => {
            let days = today.since(day);
            (days > REHEARSAL_DAYS).then_some(Care::Rehearsed(days))
        }
    };
    let changes = pending.then_some(Care::RootChanges);
    Ok(changes.into_iter().chain(sheets).collect())
}
