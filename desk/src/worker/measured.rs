//! How far the worker is, and what it is to stop: the one thing that the window and the thread share.

use std::{
    ops::ControlFlow,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use belfry_reader::progress::{Measure, Unit};

/// What of a measure is seen: of what, and how many hundredths.
type Shown = (Unit, Option<u16>);
/// Jobs are numbered as they are asked for, from 1.
pub(super) type Number = u64;

/// How far something is, is shown so often: each picture takes time from the work itself where the processor draws.
const SHOWN_EVERY: Duration = Duration::from_millis(100);

/// What ends a job at the next place where it may be stopped, beside the member who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// That the vault is locked or the window closed: it only shows something.
    Look,
    /// That the window is closed: it can be done anew.
    Deed,
    /// Nothing: a member wrote it, and nobody has it twice.
    Written,
}

#[derive(Default)]
struct State {
    measure: Option<Measure>,
    /// What the window was woken for last, and when.
    shown: Option<(Shown, Instant)>,
    /// Up to this one whatever can be stopped is.
    stopped: Number,
    /// Up to this one what only shows something is.
    locked: Number,
    /// Whether the window is gone.
    closed: bool,
    /// The last search that was asked for.
    search: Number,
}

impl State {
    /// Whether the window would see a difference, and has not only just shown one.
    fn is_to_be_shown(&mut self, shown: Shown, now: Instant) -> bool {
        let is_due = self.shown.is_none_or(|(before, when)| {
            before != shown && now.saturating_duration_since(when) >= SHOWN_EVERY
        });
        if is_due {
            self.shown = Some((shown, now));
        }
        is_due
    }
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
        let mut state = self.state();
        state.measure = None;
        state.shown = None;
    }

    /// Stops all that was asked for up to this one, where it can be.
    pub(super) fn stop(&self, last: Number) {
        self.state().stopped = last;
    }

    /// Stops what was asked for up to this one and only shows something.
    pub(super) fn lock(&self, last: Number) {
        self.state().locked = last;
    }

    /// Stops what nobody waits for once the window is closed.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.locked = Number::MAX;
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

    /// Notes how far a job is, and whether it goes on. Wakes the window where it would see a difference.
    pub(super) fn at(
        &self,
        (number, ends): (Number, Ends),
        measure: Measure,
        wake: impl Fn(),
    ) -> ControlFlow<()> {
        let shown = (measure.unit, measure.thousandths().map(|share| share / 10));
        let mut state = self.state();
        state.measure = Some(measure);
        if state.is_to_be_shown(shown, Instant::now()) {
            drop(state);
            wake();
            state = self.state();
        }
        let is_over = match ends {
            Ends::Look => number <= state.locked,
            Ends::Deed => state.closed,
            Ends::Written => false,
        };
        match is_over || number <= state.stopped {
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
        use Ends::{Deed, Look, Written};
        let goes_on = |number, ends| {
            let measure = Measure::cases(1, 10);
            measured.at((number, ends), measure, || {}).is_continue()
        };
        assert!(goes_on(1, Deed) && goes_on(1, Look) && goes_on(1, Written));
        measured.stop(2);
        assert!(!goes_on(1, Look) && !goes_on(2, Deed) && !goes_on(2, Written) && goes_on(3, Look));
        // Who locks the vault does not stop what is taken in or given out.
        measured.lock(5);
        assert!(goes_on(4, Deed) && !goes_on(5, Look) && goes_on(6, Look));
        // Nor does who closes the window stop what somebody wrote.
        measured.close();
        assert!(!goes_on(7, Look) && !goes_on(7, Deed) && goes_on(7, Written));
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
    fn the_window_is_woken_where_it_would_see_a_difference_and_not_all_the_time() {
        let (measured, woken) = (Measured::default(), Cell::new(0));
        for done in 0..10_000 {
            let measure = Measure::cases(done, 10_000);
            let wake = || woken.set(woken.get() + 1);
            let goes_on = measured.at((1, Ends::Look), measure, wake);
            assert!(goes_on.is_continue());
        }
        assert!((1..100).contains(&woken.get()), "{}", woken.get());
        assert_eq!(measured.measure(), Some(Measure::cases(9_999, 10_000)));
        measured.forget();
        assert_eq!(measured.measure(), None);

        let (mut state, begun) = (State::default(), Instant::now());
        let of = |hundredths| (Unit::Cases, Some(hundredths));
        let mut at = |hundredths, ms| {
            state.is_to_be_shown(of(hundredths), begun + Duration::from_millis(ms))
        };
        let shown = [(0, 0), (0, 200), (1, 210), (2, 290), (3, 310), (3, 900)];
        let shown = shown.map(|(hundredths, ms)| at(hundredths, ms));
        assert_eq!(shown, [true, false, true, false, true, false]);
    }
}
