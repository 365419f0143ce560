//! How much proof of work a letter costs right now: nothing at rest, more while more cells arrive
//! than the configuration calls usual, less again afterwards.

use std::collections::VecDeque;

use crypto_core::stamp::EFFORTS;

/// Arrivals are counted in windows of this many seconds.
const WINDOW_SECONDS: u64 = 10;
/// A stamp counts if it would have been enough at some moment of the last this many seconds:
/// whoever asked for the effort just before it rose has not worked in vain.
pub const GRACE_SECONDS: u64 = 30;

/// The controller. The time is always the caller's, in seconds.
#[derive(Debug)]
pub struct Effort {
    /// Arrivals in one window that are still usual.
    usual: u32,
    step: usize,
    window: u64,
    count: u32,
    /// Whether the step rose in this window.
    rose: bool,
    /// Steps in force, with the time each began; the first began before the grace period.
    past: VecDeque<(u64, usize)>,
}

impl Effort {
    /// A controller at rest that takes `per_minute` arrivals for usual.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        Self {
            usual: (per_minute / 6).max(1),
            step: 0,
            window: 0,
            count: 0,
            rose: false,
            past: VecDeque::from([(0, 0)]),
        }
    }

    /// The effort to ask for.
    pub fn current(&mut self, now: u64) -> u32 {
        self.roll(now);
        effort_of(self.step)
    }

    /// The effort that a stamp must have.
    pub fn required(&mut self, now: u64) -> u32 {
        self.roll(now);
        let from = now.saturating_sub(GRACE_SECONDS);
        while self.past.get(1).is_some_and(|(began, _)| *began <= from) {
            self.past.pop_front();
        }
        let least = self.past.iter().map(|(_, step)| *step).min();
        effort_of(least.unwrap_or(self.step))
    }

    /// Counts a cell that arrived, whether it is kept or not: refusing costs something, too.
    pub fn arrived(&mut self, now: u64) {
        self.roll(now);
        self.count = self.count.saturating_add(1);
        // A burst does not wait for the window's end.
        if self.count > self.usual {
            self.count = 0;
            self.rose = true;
            self.set(now, self.step + 1);
        }
    }

    fn roll(&mut self, now: u64) {
        let window = now / WINDOW_SECONDS;
        let quiet = window.saturating_sub(self.window);
        if quiet == 0 {
            return;
        }
        // The window that just ended lowers the step only if it was calm, each empty one does.
        let calm = u64::from(!self.rose && self.count <= self.usual / 2);
        let fall = usize::try_from(quiet - 1 + calm).unwrap_or(usize::MAX);
        self.window = window;
        self.count = 0;
        self.rose = false;
        self.set(now, self.step.saturating_sub(fall));
    }

    fn set(&mut self, now: u64, step: usize) {
        let step = step.min(EFFORTS.len() - 1);
        if step != self.step {
            self.step = step;
            self.past.push_back((now, step));
        }
    }
}

fn effort_of(step: usize) -> u32 {
    EFFORTS.get(step).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_rest_nothing_is_asked() {
        let mut effort = Effort::new(60);
        for now in (0..3_600).step_by(2) {
            effort.arrived(1_000_000 + now);
            assert_eq!(effort.current(1_000_000 + now), 0);
        }
    }

    #[test]
    fn a_flood_raises_the_effort_to_the_top_and_quiet_brings_it_down() {
        let mut effort = Effort::new(60);
        let mut now = 1_000_000;
        for _ in 0..60 {
            for _ in 0..20 {
                effort.arrived(now);
            }
            now += 1;
        }
        assert_eq!(effort.current(now), 192);
        assert!(effort.required(now) > 0);
        now += 17 * WINDOW_SECONDS;
        assert_eq!(effort.current(now), 0);
    }

    #[test]
    fn a_rise_counts_only_after_the_grace() {
        let mut effort = Effort::new(6);
        for _ in 0..3 {
            effort.arrived(1_000_000);
        }
        assert!(effort.current(1_000_000) > 0);
        assert_eq!(effort.required(1_000_005), 0);
        let mut now = 1_000_000;
        while now < 1_000_000 + GRACE_SECONDS {
            now += 1;
            effort.arrived(now);
        }
        assert!(effort.required(now + 1) > 0);
    }
}
