//! `keys list`

use std::collections::BTreeSet;

use crypto_core::{
    time::{Day, Epoch},
    words::Language,
};
use rand_core::CryptoRng;
use serde_json::json;

use super::super::{CommandError, Context};
use crate::{
    epochs,
    journal::event::EraseReason,
    notice::month,
    public::Public,
    state::{State, epochs::KnownEpoch},
    words::{Words as _, both, say},
};

/// A line of the list.
struct Line {
    epoch: Epoch,
    known: KnownEpoch,
    here: bool,
    /// Whether the roster in force lists it; with this vault's recipient, as far as that was seen.
    roster: Option<bool>,
}

pub(in crate::commands) fn list<R: CryptoRng>(
    context: &mut Context<'_, R>,
) -> Result<(), CommandError> {
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
        let words = line.words(&state, context.today, context.language);
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

    fn roster_words(&self, language: Language) -> &'static str {
        match self.roster {
            Some(true) => say(language, "staat in de ledenlijst", "in the roster"),
            Some(false) => say(
                language,
                "staat in de ledenlijst met een sleutel die niet van deze lezer is",
                "in the roster with a recipient that is not this reader's",
            ),
            None => say(language, "staat niet in de ledenlijst", "not in the roster"),
        }
    }

    fn words(&self, state: &State, today: Day, language: Language) -> String {
        let listed = self.roster_words(language);
        if let (false, Some((day, reason))) = (self.here, self.known.erased) {
            let reason = reason.words(language);
            return both!(
                language,
                "gewist op {day}: {reason}",
                "erased on {day}: {reason}"
            );
        }
        if !self.here {
            return both!(
                language,
                "er is hier geen sleutel (in een reservekopie zit er geen); {listed}",
                "no secret is here (no backup holds any); {listed}",
            );
        }
        let weeks = epochs::weeks_to_come(state, self.epoch);
        let over = epochs::last_letter_day(self.epoch).is_some_and(|day| day < today);
        let when = match (epochs::last_letter_day(self.epoch), weeks.first()) {
            (Some(_), Some(week)) if over => {
                let (count, from) = (weeks.len(), week.first_day());
                let missing = match count {
                    1 => format!("de week van {from} helemaal is ingelezen"),
                    _ => format!("{count} weken vanaf {from} helemaal zijn ingelezen"),
                };
                both!(
                    language,
                    "wordt gewist zodra {missing}",
                    "will be erased once {count} storage week(s) from {from} on are imported whole",
                )
            }
            (Some(day), _) => both!(
                language,
                "wordt gewist zodra alles is ingelezen wat tot en met {day} komt",
                "will be erased once everything that comes until {day} is imported",
            ),
            (None, _) => String::new(),
        };
        let latest = epochs::deadline(self.epoch).map_or_else(String::new, |day| day.to_string());
        both!(
            language,
            "{listed}; {when}, uiterlijk op {latest}",
            "{listed}; {when}, on {latest} at the latest",
        )
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

fn reason_code(reason: EraseReason) -> &'static str {
    match reason {
        EraseReason::Imported => "imported",
        EraseReason::Deadline => "deadline",
        EraseReason::Wanted => "wanted",
    }
}
