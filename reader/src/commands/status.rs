//! `status`

use crypto_core::{address::ChannelAddress, time::Day, words::Language};
use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context, terms};
use crate::{
    ledger,
    notice::month,
    state::State,
    status::Status,
    terms::due::Publishing,
    vault::Vault,
    words::{Words as _, both, counted},
};

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
