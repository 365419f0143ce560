//! Confirmations of storage weeks that are over and of which every letter has passed.

use crypto_core::{
    confirmation::Confirmation,
    time::{Day, Week},
};

use crate::{
    journal::event::Event,
    public::Public,
    state::{SeenWeek, State},
    vault::Vault,
};

/// How long the server keeps a week at most; confirming it later is of no use to anybody.
const WEEKS_KEPT: u32 = 14;

/// Signed confirmations, and the events that say so.
pub(super) struct Confirmations {
    pub(super) files: Vec<Vec<u8>>,
    pub(super) events: Vec<Event>,
}

/// Every confirmation that the server may still lack: a repeat does no harm, a lost stick would.
pub(super) fn confirmations(
    vault: &Vault,
    state: &State,
    public: &Public,
    today: Day,
) -> Confirmations {
    let mut all = Confirmations {
        files: Vec::new(),
        events: Vec::new(),
    };
    let living = |week: &Week| week.0.saturating_add(WEEKS_KEPT) >= today.week().0;
    let ready = |seen: &SeenWeek| seen.closed && seen.complete;
    for (week, seen) in state
        .weeks
        .iter()
        .filter(|(week, seen)| living(week) && ready(seen))
    {
        let confirmation = Confirmation {
            channel: public.roster.channel,
            member: vault.secrets.number(),
            week: *week,
            count: seen.count,
            ids: seen.ids,
        };
        all.files.push(confirmation.sign(&vault.secrets.member_key));
        if seen.confirmed != Some((seen.count, seen.ids)) {
            all.events.push(Event::WeekConfirmed {
                week: *week,
                count: seen.count,
                ids: seen.ids,
            });
        }
    }
    all
}
