//! What is typed while the roster is being changed.

use std::collections::{BTreeMap, BTreeSet};

use belfry_reader::ceremony::{changing::Settings, founding::Heard};
use crypto_core::ids::MemberNumber;

use crate::{
    model::{Filed, Fits, RosterView, Text},
    roster::Changing,
};

/// A change of the roster under way.
#[derive(Default)]
pub struct RosterDraft {
    /// The numbers that were compared by voice.
    pub heard: BTreeSet<Heard>,
    /// Whether this vault's own new keys are taken.
    pub own: bool,
    /// Who is new: in whose place they come, or beside all others if `None`; not chosen yet who is not here.
    pub places: BTreeMap<MemberNumber, Option<MemberNumber>>,
    /// Who leaves.
    pub leave: BTreeSet<MemberNumber>,
    /// Weekdays of publication of those whose day is to be another, 0 for none.
    pub weekdays: BTreeMap<MemberNumber, u8>,
    /// Whether the texts in the folder are taken.
    pub described: bool,
    /// Settings, as typed, where they are to be others.
    pub settings: Option<SettingsDraft>,
    /// What was looked at, and what it changes: sentences.
    pub prepared: Option<(Changing, Vec<String>)>,
    /// Whether that is to be brought into sight.
    pub to_prepared: bool,
    /// The root key's passphrase.
    pub passphrase: Text,
    /// What is to be done next.
    pub told: Vec<String>,
}

/// Settings, as typed.
pub struct SettingsDraft {
    /// Members needed to open a letter.
    pub quorum: String,
    /// Slots in each letter.
    pub slots: Option<u8>,
    /// Cells that each member publishes a week.
    pub cells: String,
    /// Weeks that an answer stays on the board.
    pub weeks: String,
    /// Days of validity.
    pub days: String,
}

impl SettingsDraft {
    /// Those in force.
    #[must_use]
    pub fn of(settings: Settings, days: u32) -> Self {
        let typed = |number: Option<u16>| number.map(|one| one.to_string()).unwrap_or_default();
        Self {
            quorum: typed(settings.quorum.map(u16::from)),
            slots: settings.slots,
            cells: typed(settings.cells_per_batch),
            weeks: typed(settings.cell_weeks),
            days: days.to_string(),
        }
    }

    /// As numbers, with the days of validity; `None` where something is none. What the numbers may be, the library says.
    #[must_use]
    pub fn numbers(&self) -> Option<(Settings, u32)> {
        let settings = Settings {
            quorum: Some(self.quorum.trim().parse().ok()?),
            slots: self.slots,
            cells_per_batch: Some(self.cells.trim().parse().ok()?),
            cell_weeks: Some(self.weeks.trim().parse().ok()?),
        };
        let days = self.days.trim().parse().ok()?;
        (days > 0).then_some((settings, days))
    }
}

impl RosterDraft {
    /// Whether this file is used.
    #[must_use]
    pub fn uses(&self, file: &Filed) -> bool {
        match file.who.is_me {
            true => self.own,
            false => self.heard.contains(&file.who.heard) && !matches!(file.fits, Fits::Not(_)),
        }
    }

    /// What is handed to the library, of the files that are shown.
    #[must_use]
    pub fn says(&self, view: &RosterView) -> Changing {
        let used = view.files.iter().filter(|file| self.uses(file));
        let others = used.clone().filter(|file| !file.who.is_me);
        let news = used.filter(|file| file.fits == Fits::New);
        let places: BTreeMap<_, _> = news
            .filter_map(|file| {
                let (number, _) = file.who.heard;
                Some((number, *self.places.get(&number)?))
            })
            .collect();
        let is_replaced = |member: &MemberNumber| places.values().any(|old| *old == Some(*member));
        let leave = self.leave.iter().filter(|member| !is_replaced(member));
        let days = self
            .weekdays
            .iter()
            .filter(|(member, _)| !is_replaced(member) && !self.leave.contains(member));
        let typed = self.settings.as_ref().and_then(SettingsDraft::numbers);
        Changing {
            heard: others.map(|file| file.who.heard.clone()).collect(),
            own: self.own,
            leave: leave.copied().collect(),
            weekdays: days
                .map(|(member, day)| (*member, Some(*day).filter(|day| *day > 0)))
                .collect(),
            places,
            described: self.described && view.is_described,
            settings: typed.map(|(settings, _)| settings).unwrap_or_default(),
            valid_days: typed.map(|(_, days)| days),
        }
    }

    /// Forgets what was looked at, and the passphrase under which that was to be signed; whether one was typed.
    pub fn unprepare(&mut self) -> bool {
        self.prepared = None;
        !std::mem::take(&mut self.passphrase).is_empty()
    }
}
