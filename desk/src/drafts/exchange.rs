//! What is typed where bundles come in and outboxes are made.

use crate::places::Place;

/// Taking in and giving out.
#[derive(Default)]
pub struct ExchangeState {
    /// The bundle's file.
    pub bundle: String,
    /// The channel, at the first import.
    pub channel: String,
    /// The outbox to be made.
    pub outbox: String,
    /// What happened.
    pub told: Vec<String>,
    /// The sticks that were here when somebody looked; `None` before.
    pub places: Option<Vec<Place>>,
}

impl ExchangeState {
    /// Takes in which sticks are here; where no file was named yet, the newest bundle is.
    pub fn see(&mut self, places: Vec<Place>) {
        let bundles = places.iter().filter_map(|place| place.bundle.as_ref());
        let newest = bundles.max_by_key(|bundle| bundle.day);
        if let Some(newest) = newest.filter(|_| self.bundle.trim().is_empty()) {
            self.bundle = newest.path.display().to_string();
        }
        self.places = Some(places);
    }
}
