//! How far something long is, told to whoever waits for it; who waits can have it stopped where nothing is half done.

use std::{fmt, ops::ControlFlow};

use thiserror::Error;

/// Who waited had it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("it was stopped")]
pub struct Stopped;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of a file.
    Bytes,
    /// Cases.
    Cases,
    /// Pages in which members tell what they did.
    Pages,
}

/// So many are done, of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// What is done.
    pub done: u64,
    /// All of it; 0 where nobody knows yet.
    pub of: u64,
    /// Of what.
    pub unit: Unit,
}

impl Measure {
    /// Of what takes its time, and nobody knows how much.
    pub const UNKNOWN: Self = Self {
        done: 0,
        of: 0,
        unit: Unit::Cases,
    };

    /// Of cases.
    #[must_use]
    pub fn cases(done: usize, of: usize) -> Self {
        Self::counted(done, of, Unit::Cases)
    }

    /// Of pages.
    #[must_use]
    pub fn pages(done: usize, of: usize) -> Self {
        Self::counted(done, of, Unit::Pages)
    }

    fn counted(done: usize, of: usize, unit: Unit) -> Self {
        let [done, of] = [done, of].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
        Self { done, of, unit }
    }

    /// Of a file.
    #[must_use]
    pub fn bytes(done: u64, of: u64) -> Self {
        let unit = Unit::Bytes;
        Self { done, of, unit }
    }

    /// Thousandths; `None` where nobody knows how much there is.
    #[must_use]
    pub fn thousandths(&self) -> Option<u16> {
        let share = u128::from(self.done.min(self.of)) * 1_000;
        let share = share.checked_div(u128::from(self.of))?;
        u16::try_from(share).ok()
    }
}

/// Who is told how far something is, and says whether it goes on.
#[derive(Clone, Copy)]
pub struct Watch<'w>(&'w dyn Fn(Measure) -> ControlFlow<()>);

impl fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

impl<'w> Watch<'w> {
    /// Nobody: it goes on to its end.
    pub const NOBODY: Watch<'static> = Watch(&|_| ControlFlow::Continue(()));

    /// Whoever this tells.
    #[must_use]
    pub fn of(told: &'w dyn Fn(Measure) -> ControlFlow<()>) -> Self {
        Self(told)
    }

    /// Tells it, at a place where one may stop.
    ///
    /// # Errors
    /// [`Stopped`], if it goes no further.
    pub fn at(&self, measure: Measure) -> Result<(), Stopped> {
        match (self.0)(measure) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stopped),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_known_where_the_whole_is_and_never_more_than_that() {
        let share = |done, of| Measure::bytes(done, of).thousandths();
        assert_eq!(share(0, 0), None);
        assert_eq!(share(1, 3), Some(333));
        assert_eq!(share(4, 3), Some(1_000));
        assert_eq!(share(u64::MAX, u64::MAX), Some(1_000));
        assert_eq!(Measure::cases(5, 10).thousandths(), Some(500));
    }

    #[test]
    fn who_says_so_stops_it_and_nobody_never_does() {
        let measure = Measure::cases(3, 4);
        assert_eq!(Watch::NOBODY.at(measure), Ok(()));
        let stop_at_three = |one: Measure| match one.done {
            3 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        };
        let watch = Watch::of(&stop_at_three);
        assert_eq!(watch.at(Measure::cases(2, 4)), Ok(()));
        assert_eq!(watch.at(measure), Err(Stopped));
    }
}
