//! How far the worker is, and what it is to stop: the one thing that the window and the thread share.

use std::{
    ops::ControlFlow,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use belfry_reader::progress::Measure;

/// Jobs are numbered as they are asked for, from 1.
pub(super) type Number = u64;

#[derive(Default)]
struct State {
    measure: Option<Measure>,
    /// Up to this one whatever can be stopped is.
    stopped: Number,
    /// Up to this one what only shows something is.
    locked: Number,
    /// The last search that was asked for.
    search: Number,
}

/// Shared by the window and the thread.
#[derive(Clone, Default)]
pub(super) struct Measured(Arc<Mutex<State>>);

impl Measured {
    fn state(&self) -> MutexGuard<'_, State> {
        // It holds numbers alone, which fit whatever happened elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far what is under way is, once it has come to a place where it can be stopped.
    pub(super) fn measure(&self) -> Option<Measure> {
        self.state().measure
    }

    /// Nothing that can be stopped is under way.
    pub(super) fn forget(&self) {
        self.state().measure = None;
    }

    /// Stops all that was asked for up to this one, where it can be.
    pub(super) fn stop(&self, last: Number) {
        self.state().stopped = last;
    }

    /// Stops what was asked for up to this one and only shows something.
    pub(super) fn lock(&self, last: Number) {
        self.state().locked = last;
    }

    /// A search is asked for as this one: what was searched for before is of no use to anybody.
    pub(super) fn search(&self, number: Number) {
        self.state().search = number;
    }

    /// Whether another search was asked for after this one.
    pub(super) fn is_overtaken(&self, number: Number) -> bool {
        number < self.state().search
    }

    /// Whether what was asked for as this one, and only shows something, is of a vault that was locked since.
    pub(super) fn is_locked(&self, number: Number) -> bool {
        number <= self.state().locked
    }

    /// Notes how far a job is, and whether it goes on; `is_look` says whether it only shows something. Wakes the window
    /// where it would see a difference.
    pub(super) fn at(
        &self,
        (number, is_look): (Number, bool),
        measure: Measure,
        wake: impl Fn(),
    ) -> ControlFlow<()> {
        let before = self.state().measure.replace(measure);
        let shown = |one: Measure| (one.unit, one.thousandths().map(|share| share / 10));
        if before.map(shown) != Some(shown(measure)) {
            wake();
        }
        let state = self.state();
        match number <= state.stopped || (is_look && number <= state.locked) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn what_was_asked_for_before_is_stopped_and_what_comes_after_is_not() {
        let measured = Measured::default();
        let goes_on = |number, is_look| {
            let measure = Measure::cases(1, 10);
            measured.at((number, is_look), measure, || {}).is_continue()
        };
        assert!(goes_on(1, false) && goes_on(1, true));
        measured.stop(2);
        assert!(!goes_on(1, true) && !goes_on(2, false) && goes_on(3, true));
        // Who locks the vault does not stop what is taken in or given out.
        measured.lock(5);
        assert!(goes_on(4, false) && !goes_on(5, true) && goes_on(6, true));
    }

    #[test]
    fn of_the_searches_that_wait_the_last_one_is_done() {
        let measured = Measured::default();
        assert!(!measured.is_overtaken(1));
        measured.search(2);
        measured.search(4);
        assert!(measured.is_overtaken(2) && !measured.is_overtaken(4) && !measured.is_overtaken(5));
    }

    #[test]
    fn the_window_is_woken_where_it_would_see_a_difference() {
        let (measured, woken) = (Measured::default(), Cell::new(0));
        for done in 0..10_000 {
            let measure = Measure::cases(done, 10_000);
            let wake = || woken.set(woken.get() + 1);
            let goes_on = measured.at((1, true), measure, wake);
            assert!(goes_on.is_continue());
        }
        assert_eq!(woken.get(), 100);
        assert_eq!(measured.measure(), Some(Measure::cases(9_999, 10_000)));
        measured.forget();
        assert_eq!(measured.measure(), None);
    }
}
