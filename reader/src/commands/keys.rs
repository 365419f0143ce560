//! `keys prepare`, `keys list`, `keys erase`

use std::{collections::BTreeSet, path::Path};

use crypto_core::time::{Day, Epoch};
use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context, init};
use crate::{
    cli::KeysErase,
    epochs::{self, Erased, warnings::months},
    journal::event::{EraseReason, Event},
    member_file::prepare_epochs,
    notice::month,
    public::Public,
    state::{State, epochs::KnownEpoch},
    vault::{Vault, secrets::EpochSecret},
};

/// The secrets are on disk before the journal knows of them, and the public file comes last: what others are
/// given is never lost by a crash.
pub(super) fn prepare<R: CryptoRng>(
    context: &mut Context<'_, R>,
    count: u32,
    out: Option<&Path>,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let first = context.today.epoch();
    let known = vault.epochs()?;
    let had: BTreeSet<Epoch> = known.iter().map(|one| one.epoch).collect();
    let all = prepare_epochs(known, first, count, context.rng);
    let now: BTreeSet<Epoch> = all.iter().map(|one| one.epoch).collect();
    if now != had {
        vault.write_epochs(&all, context.rng)?;
    }
    if vault.secrets.channel.is_some() {
        let journaled = |epoch: &&Epoch| had.contains(epoch) && is_journaled(&state, **epoch);
        let news = now.iter().filter(|epoch| !journaled(epoch));
        let events = news.map(|epoch| Event::KeysPrepared {
            first: epoch.0,
            count: 1,
            day: context.today,
        });
        vault
            .journal
            .append(events.collect(), &vault.secrets, context.rng)?;
    }
    let made: Vec<Epoch> = now.difference(&had).copied().collect();
    match made.is_empty() {
        true => writeln!(
            context.out,
            "There were keys for all of these months already."
        )?,
        false => writeln!(context.out, "Keys made for {}.", months(&made))?,
    }
    let coming: Vec<EpochSecret> = all.into_iter().filter(|one| one.epoch >= first).collect();
    init::write_member_file(context, &vault.secrets, &coming, out)
}

fn is_journaled(state: &State, epoch: Epoch) -> bool {
    let known = state.epochs.known.get(&epoch);
    known.is_some_and(|known| known.prepared.is_some())
}

/// A line of the list.
struct Line {
    epoch: Epoch,
    known: KnownEpoch,
    here: bool,
    /// Whether the roster in force lists it; with this vault's recipient, as far as that was seen.
    roster: Option<bool>,
}

pub(super) fn list<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (vault, state) = context.open()?;
    let public = Public::load(&vault)?;
    let here: BTreeSet<Epoch> = vault.epochs()?.iter().map(|one| one.epoch).collect();
    let known = &state.epochs.known;
    let all: BTreeSet<Epoch> = here.iter().chain(known.keys()).copied().collect();
    let lines = all.into_iter().map(|epoch| {
        let known = known.get(&epoch).copied().unwrap_or_default();
        let in_roster = |public: &Public| {
            let listed = public.roster.epoch_file(epoch).is_some();
            listed.then(|| known.listed != Some((public.roster.serial, false)))
        };
        Line {
            epoch,
            known,
            here: here.contains(&epoch),
            roster: public.as_ref().and_then(in_roster),
        }
    });
    if context.cli.json {
        let list: Vec<_> = lines.map(|line| line.json(&state, context.today)).collect();
        return context.json(&json!(list));
    }
    for line in lines {
        let words = line.words(&state, context.today);
        writeln!(context.out, "{}  {words}", month(line.epoch))?;
    }
    Ok(())
}

impl Line {
    fn state(&self) -> &'static str {
        match (self.here, self.known.erased) {
            (true, _) => "here",
            (false, Some(_)) => "erased",
            (false, None) => "lost",
        }
    }

    fn roster_words(&self) -> &'static str {
        match self.roster {
            Some(true) => "in the roster",
            Some(false) => "in the roster with a recipient that is not this reader's",
            None => "not in the roster",
        }
    }

    fn words(&self, state: &State, today: Day) -> String {
        if let (false, Some((day, reason))) = (self.here, self.known.erased) {
            return format!("erased on {day}: {}", reason_words(reason));
        }
        if !self.here {
            return format!(
                "no secret is here (no backup holds any); {}",
                self.roster_words()
            );
        }
        let weeks = epochs::weeks_to_come(state, self.epoch);
        let over = epochs::last_letter_day(self.epoch).is_some_and(|day| day < today);
        let when = match (epochs::last_letter_day(self.epoch), weeks.first()) {
            (Some(_), Some(week)) if over => format!(
                "will be erased once {} storage week(s) from {} on are imported whole",
                weeks.len(),
                week.first_day()
            ),
            (Some(day), _) => {
                format!("will be erased once everything that comes until {day} is imported")
            }
            (None, _) => String::new(),
        };
        let latest = epochs::deadline(self.epoch).map_or_else(String::new, |day| day.to_string());
        format!("{}; {when}, on {latest} at the latest", self.roster_words())
    }

    fn json(&self, state: &State, today: Day) -> serde_json::Value {
        json!({
            "epoch": month(self.epoch),
            "state": self.state(),
            "in_roster": self.roster.is_some(),
            "own_recipient": self.roster,
            "prepared": self.known.prepared,
            "erased": self.known.erased.map(|(day, _)| day),
            "reason": self.known.erased.map(|(_, reason)| reason_code(reason)),
            "due": self.here && epochs::due(state, self.epoch, today).is_some(),
            "weeks_to_come": epochs::weeks_to_come(state, self.epoch).len(),
            "erased_at_latest": epochs::deadline(self.epoch),
        })
    }
}

pub(super) fn reason_words(reason: EraseReason) -> &'static str {
    match reason {
        EraseReason::Imported => "no letter of that month can come any more, and all were imported",
        EraseReason::Deadline => "the server keeps no letter of that month any more",
        EraseReason::Wanted => "you wanted it",
    }
}

fn reason_code(reason: EraseReason) -> &'static str {
    match reason {
        EraseReason::Imported => "imported",
        EraseReason::Deadline => "deadline",
        EraseReason::Wanted => "wanted",
    }
}

/// What a start of the reader says about its erasing.
pub(super) fn sentences(erased: &Erased) -> Vec<String> {
    let mut all: Vec<String> = erased
        .gone
        .iter()
        .map(|(epoch, reason)| {
            format!(
                "The keys of {} are erased for good: {}.",
                month(*epoch),
                reason_words(*reason)
            )
        })
        .collect();
    if !erased.doubtful.is_empty() {
        all.push(format!(
            "The keys of {} are due to be erased, if this machine's date is right: it is long after the \
             last board that this reader saw. Set the date, or run `keys erase`.",
            months(&erased.doubtful)
        ));
    }
    all
}

pub(super) fn erase<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &KeysErase,
) -> Result<(), CommandError> {
    let (mut vault, mut state) = context.open_only()?;
    match args.epoch {
        Some(epoch) => erase_early(context, args, (&mut vault, &mut state), epoch),
        None if args.dry_run => {
            let secrets = vault.epochs()?;
            let due = secrets.iter().filter_map(|one| {
                let reason = epochs::due(&state, one.epoch, context.today)?;
                Some((one.epoch, reason))
            });
            let due: Vec<_> = due.collect();
            for (epoch, reason) in &due {
                let (epoch, reason) = (month(*epoch), reason_words(*reason));
                writeln!(context.out, "Would erase the keys of {epoch}: {reason}.")?;
            }
            if due.is_empty() {
                writeln!(context.out, "Nothing is due.")?;
            }
            Ok(())
        }
        None => {
            let today = (context.today, true);
            let erased = epochs::erase_due(&mut vault, &mut state, today, context.rng)?;
            for sentence in sentences(&erased) {
                writeln!(context.out, "{sentence}")?;
            }
            if erased.gone.is_empty() {
                writeln!(context.out, "Nothing is due.")?;
            }
            Ok(())
        }
    }
}

fn erase_early<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &KeysErase,
    (vault, state): (&mut Vault, &mut State),
    epoch: Epoch,
) -> Result<(), CommandError> {
    let secrets = vault.epochs()?;
    if !secrets.iter().any(|one| one.epoch == epoch) {
        return Err(CommandError::NoKeys(epoch));
    }
    let which = month(epoch);
    let weeks = epochs::weeks_to_come(state, epoch).len();
    writeln!(
        context.out,
        "Without the keys of {which}, this reader can never again open a letter of that month that it \
         has not imported yet: {weeks} storage week(s) in which such letters come are not imported whole. \
         Cases that it has opened stay. Your colleagues' readers are not touched."
    )?;
    if epoch >= context.today.epoch() {
        writeln!(
            context.out,
            "Reporters go on writing to these keys until a new roster gives others: run `keys prepare` \
             afterwards, and have the roster signed at once."
        )?;
    }
    if args.dry_run {
        return Ok(());
    }
    if vault.secrets.channel.is_none() {
        return Err(CommandError::Vault(
            crate::journal::JournalError::NoChannel.into(),
        ));
    }
    if !args.yes && !context.prompt.confirm("Erase them for good?")? {
        return Ok(writeln!(
            context.out,
            "Nothing was erased. With --yes it is done without a question."
        )?);
    }
    let wanted = [(epoch, EraseReason::Wanted)];
    epochs::erase(vault, state, secrets, (&wanted, context.today), context.rng)?;
    Ok(writeln!(
        context.out,
        "The keys of {which} are erased for good."
    )?)
}
