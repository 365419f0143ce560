//! What a program takes: memory, as Linux keeps it, and time.

use std::fs;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

const POLL: Duration = Duration::from_millis(2);

/// What a program took.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// The most memory at any time, in KiB.
    pub peak_kib: u64,
    /// From its start to its end.
    pub time: Duration,
}

impl Taken {
    /// Looks at a program until it ends.
    pub(super) fn by(child: &mut Child) -> Result<Self> {
        let (begun, status) = (Instant::now(), format!("/proc/{}/status", child.id()));
        let mut peak_kib = 0;
        loop {
            let text = fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let word = line.and_then(|line| line.split_whitespace().next());
            peak_kib = peak_kib.max(word.and_then(|word| word.parse().ok()).unwrap_or(0));
            if child.try_wait()?.is_some() {
                let time = begun.elapsed();
                return Ok(Self { peak_kib, time });
            }
            thread::sleep(POLL);
        }
    }
}
