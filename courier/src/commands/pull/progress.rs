//! How far fetching is: on a terminal one line that changes, elsewhere a line now and then.

use std::io::{IsTerminal as _, stderr};

/// Cells after which a log gets a line.
const EVERY: usize = 100;

/// Fetching cells of one kind.
pub struct Progress {
    what: &'static str,
    in_mebibytes: bool,
    begun: usize,
    total: usize,
    terminal: bool,
}

impl Progress {
    /// Fetching so many letters.
    pub fn letters(total: usize) -> Self {
        Self::new("letter", false, total)
    }

    /// Fetching so many parcels, of 1 MiB each.
    pub fn parcels(total: usize) -> Self {
        Self::new("parcel", true, total)
    }

    fn new(what: &'static str, in_mebibytes: bool, total: usize) -> Self {
        Self {
            what,
            in_mebibytes,
            begun: 0,
            total,
            terminal: stderr().is_terminal(),
        }
    }

    /// The next one begins.
    pub fn next(&mut self) {
        self.begun += 1;
        let line = self.line();
        if self.terminal {
            eprint!("\r{line} ");
            if self.begun == self.total {
                eprintln!();
            }
        } else if (self.begun - 1).is_multiple_of(EVERY) {
            eprintln!("{line}");
        }
    }

    fn line(&self) -> String {
        let Self {
            what, begun, total, ..
        } = self;
        let done = if self.in_mebibytes {
            format!(" ({} of {total} MiB are here)", begun - 1)
        } else {
            String::new()
        };
        format!("Fetching {what} {begun} of {total}{done} …")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parcels_are_counted_and_measured() {
        let mut letters = Progress::letters(3);
        letters.next();
        assert_eq!(letters.line(), "Fetching letter 1 of 3 …");
        let mut parcels = Progress::parcels(150);
        parcels.next();
        parcels.next();
        let line = "Fetching parcel 2 of 150 (1 of 150 MiB are here) …";
        assert_eq!(parcels.line(), line);
    }
}
