//! What is hurt in a bundle, by name as far as that can be known.

use std::collections::BTreeMap;

use crypto_core::{
    bundle::{Claim, Damage, WeekSummary},
    time::Week,
};

use crate::notice::{HurtPlace, Notice};

/// Places that are named; of more there is only the number.
const NAMED: usize = 20;

/// Damage found while a bundle was read.
#[derive(Default)]
pub(super) struct Hurt {
    first: Vec<Damage>,
    more: usize,
    unknown: usize,
    unreadable: bool,
}

impl Hurt {
    pub(super) fn note(&mut self, damage: Damage) {
        if self.first.len() < NAMED {
            self.first.push(damage);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// A record of a kind that this version does not know.
    pub(super) fn note_unknown(&mut self) {
        self.unknown = self.unknown.saturating_add(1);
    }

    /// The medium failed.
    pub(super) fn note_unreadable(&mut self) {
        self.unreadable = true;
    }

    /// Whether no list of a week can be among what is hurt or lost.
    pub(super) fn spares_lists(&self) -> bool {
        let spares = |damage: &Damage| match damage {
            Damage::Record {
                kind, beginning, ..
            } => matches!(
                Claim::of(*kind, beginning),
                Claim::Letter(..) | Claim::Parcel(..)
            ),
            Damage::Trailing => true,
            Damage::Lost { .. } | Damage::CutOff { .. } => false,
        };
        self.more == 0 && !self.unreadable && self.first.iter().all(spares)
    }

    /// Everything in one notice; `None` where nothing is to be said.
    pub(super) fn notice(&self, weeks: &BTreeMap<Week, WeekSummary>) -> Option<Notice> {
        let mut places: Vec<_> = self.first.iter().map(|d| place(*d, weeks)).collect();
        if self.unknown > 0 {
            places.push(HurtPlace::UnknownKind(self.unknown));
        }
        if self.unreadable {
            places.push(HurtPlace::Unreadable);
        }
        let more = self.more;
        (!places.is_empty()).then_some(Notice::BundleDamaged { places, more })
    }
}

/// A hurt cell's own words are believed if the week's list names it: they may be what is hurt.
fn place(damage: Damage, weeks: &BTreeMap<Week, WeekSummary>) -> HurtPlace {
    let (number, kind, beginning) = match damage {
        Damage::Record {
            number,
            kind,
            beginning,
        } => (number, kind, beginning),
        Damage::Lost { first, count } => return HurtPlace::Lost { first, count },
        Damage::CutOff { first } => return HurtPlace::CutOff { first },
        Damage::Trailing => return HurtPlace::Trailing,
    };
    match Claim::of(kind, &beginning) {
        Claim::Letter(week, id) => match weeks.get(&week) {
            Some(list) if list.letters.binary_search(&id).is_ok() => HurtPlace::Letter(week, id),
            _ => HurtPlace::SomeLetter(number),
        },
        Claim::Parcel(week, id) => match weeks.get(&week) {
            Some(list) if list.parcels.binary_search(&id).is_ok() => HurtPlace::Parcel(week, id),
            _ => HurtPlace::SomeParcel(number),
        },
        Claim::Board => HurtPlace::Board,
        Claim::Roster => HurtPlace::Roster,
        Claim::Recipients(_) => HurtPlace::Recipients,
        Claim::Week(_) => HurtPlace::WeekList,
        Claim::Confirmation | Claim::Unknown => HurtPlace::Other(number),
    }
}
