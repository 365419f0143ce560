//! The server's clock, which is an argument everywhere else. Tests and the demonstration set it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use crypto_core::time::Day;

/// A clock in whole seconds since 1970.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's, moved by some days.
    System {
        /// Days added.
        offset_days: i32,
    },
    /// Stands until it is set.
    Set(Arc<AtomicU64>),
}

impl Clock {
    /// Seconds since 1970.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        match self {
            Self::System { offset_days } => {
                let now = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .map_or(0, |since| since.as_secs());
                now.saturating_add_signed(i64::from(*offset_days) * 86_400)
            }
            Self::Set(seconds) => seconds.load(Ordering::SeqCst),
        }
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> Day {
        Day::from_unix_seconds(self.seconds())
    }

    /// Whole hours since 1970.
    #[must_use]
    pub fn hours(&self) -> u32 {
        u32::try_from(self.seconds() / 3_600).unwrap_or(u32::MAX)
    }
}
