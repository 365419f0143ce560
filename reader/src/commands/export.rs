//! `export`

use std::path::Path;

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    epochs,
    export::{self, Exported},
};

pub(super) fn export<R: CryptoRng>(
    context: &mut Context<'_, R>,
    to: &Path,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let done = export::export(&mut vault, to, context.today, context.rng)?;
    for sentence in sentences(&done) {
        writeln!(context.out, "{sentence}")?;
    }
    for warning in epochs::warnings::of(&vault, &state, context.today)? {
        writeln!(context.out, "WARNING: {warning}")?;
    }
    writeln!(
        context.out,
        "The outbox is {}. Publish it with `belfry-courier push`.",
        to.display()
    )?;
    Ok(())
}

/// What an outbox holds, and what is to be done next.
#[must_use]
pub fn sentences(done: &Exported) -> Vec<String> {
    let mut all = Vec::new();
    match (done.board, done.again) {
        (Some(serial), false) => all.push(format!("Board {serial} is signed.")),
        (Some(serial), true) => all.push(format!(
            "Board {serial} was signed before and is in this outbox again, unchanged."
        )),
        (None, _) => all.push("There is no batch to publish today.".to_owned()),
    }
    if let Some(slot) = done.drawn {
        all.push(format!("The batch for {slot} is in it."));
        if done.missed {
            all.push(format!(
                "WARNING: the publication day {slot} was missed; it is made up for today. Keep to \
                 your day: reporters see the committee's last sign of life."
            ));
        }
    }
    if done.offered_again > 0 {
        all.push(format!(
            "{} batch(es) drawn before are not on the board yet and are offered again.",
            done.offered_again
        ));
    }
    if done.put_back > 0 {
        all.push(format!("{} dropped batch(es) are put back.", done.put_back));
    }
    if done.parcels > 0 {
        all.push(format!(
            "Files of answers go along: {} piece(s) of 1 MiB.",
            done.parcels
        ));
    }
    if done.files_lost > 0 {
        all.push(format!(
            "WARNING: {} answer(s) name files that are no longer here; files are in no backup. The \
             reporter will not get them, unless they were published before: answer again, with the \
             files.",
            done.files_lost
        ));
    }
    if done.views_opened > 0 {
        all.push(format!(
            "{} of your views of cases go to your colleagues: theirs are fixed too.",
            done.views_opened
        ));
    }
    if let Some(reason) = &done.no_views {
        all.push(format!(
            "WARNING: your views of cases that are ripe were not opened to your colleagues: {reason}."
        ));
    }
    if let Some(reason) = &done.no_page {
        all.push(format!(
            "WARNING: this week's page of your journal for your colleagues was not written: {reason}."
        ));
    }
    if done.letters > 0 {
        all.push(format!(
            "{} letter(s) to colleagues go along, sealed like a reporter's.",
            done.letters
        ));
    }
    if done.weeks > 0 {
        all.push(format!(
            "{} storage week(s) are confirmed as imported.",
            done.weeks
        ));
    }
    match done.next {
        Some(next) if done.waiting > 0 => all.push(format!(
            "{} cell(s) of answers found no place and wait until {next}.",
            done.waiting
        )),
        Some(next) => all.push(format!("Your next publication day is {next}.")),
        None => all.push("The roster gives you no publication day.".to_owned()),
    }
    all
}
