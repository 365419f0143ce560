//! `status`: how much waits on the server, and since when.

use std::fmt::Write as _;

use crypto_core::time::{Day, Week};
use serde::Serialize;
use thiserror::Error;

use crate::{
    client::{Client, ClientError},
    config::Config,
    public::{self, PublicError},
    server::{Server, ServerError, WeekCount},
};

/// The server lets a week go after this many weeks, confirmed or not.
const WEEKS_KEPT: u32 = 13;
/// From this age on a week that still waits is warned of.
const WARN_WEEKS: u32 = 11;

/// Why there is no status.
#[derive(Debug, Error)]
pub enum StatusError {
    /// There is no client.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The server's lists cannot be used.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// The server's public files cannot be used.
    #[error(transparent)]
    Public(#[from] PublicError),
    /// The JSON could not be made.
    #[error("the status could not be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// What the server holds, as `--json` gives it.
#[derive(Serialize)]
pub struct Status {
    /// Letters on the server, covers included: nobody can tell them apart.
    pub letters: u64,
    /// Parcels on the server.
    pub parcels: u64,
    /// The oldest week that holds something.
    pub since_week: Option<Week>,
    /// Its first day.
    pub since_day: Option<Day>,
    /// The serial of the current board, if anything has been published.
    pub board_serial: Option<u64>,
    /// The day of the current board.
    pub board_day: Option<Day>,
    /// The last day on which the roster is valid.
    pub roster_valid_until: Option<Day>,
    /// Each living week.
    pub weeks: Vec<WeekStatus>,
}

/// One living week.
#[derive(Serialize)]
pub struct WeekStatus {
    /// The week.
    pub week: Week,
    /// Its first day.
    pub from: Day,
    /// Letters in it.
    pub letters: u64,
    /// Parcels in it.
    pub parcels: u64,
    /// Whether more can come.
    pub open: bool,
    /// The day on which the server lets it go, whether it was imported or not.
    pub goes: Day,
    /// Whether that day is near.
    pub warn: bool,
}

/// Asks the server and gives the text to print.
///
/// # Errors
/// See [`StatusError`].
pub fn run(config: &Config, json: bool, today: Day) -> Result<String, StatusError> {
    let server = Server::new(Client::new(config)?);
    let head = public::fetch_head(&server, &config.channel)?;
    let mut status = summarize(&server.weeks()?, today);
    if let Some(head) = head {
        status.board_serial = Some(head.header.serial);
        status.board_day = Some(head.header.day);
        status.roster_valid_until = Some(head.roster.valid_until);
    }
    if json {
        return Ok(serde_json::to_string_pretty(&status)?);
    }
    Ok(in_words(&status, today))
}

fn summarize(weeks: &[WeekCount], today: Day) -> Status {
    let holding = |count: &&WeekCount| count.letters > 0 || count.parcels > 0;
    let since_week = weeks.iter().find(holding).map(|count| count.week);
    Status {
        letters: weeks.iter().fold(0, |sum, c| c.letters.saturating_add(sum)),
        parcels: weeks.iter().fold(0, |sum, c| c.parcels.saturating_add(sum)),
        since_week,
        since_day: since_week.map(Week::first_day),
        board_serial: None,
        board_day: None,
        roster_valid_until: None,
        weeks: weeks
            .iter()
            .map(|count| week_status(count, today))
            .collect(),
    }
}

fn week_status(count: &WeekCount, today: Day) -> WeekStatus {
    let week = count.week;
    let age = today.week().0.saturating_sub(week.0);
    WeekStatus {
        week,
        from: week.first_day(),
        letters: count.letters,
        parcels: count.parcels,
        open: count.open,
        goes: week.last_day().plus(WEEKS_KEPT * 7),
        warn: age >= WARN_WEEKS && (count.letters > 0 || count.parcels > 0),
    }
}

fn in_words(status: &Status, today: Day) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = match (status.since_week, status.since_day) {
        (Some(week), Some(day)) => writeln!(
            text,
            "On the server: {} letters and {} parcels, the oldest from the week of {day} (week {week}).",
            status.letters, status.parcels
        ),
        _ => writeln!(text, "Nothing waits on the server."),
    };
    for week in &status.weeks {
        let open = if week.open { ", still open" } else { "" };
        let _ = writeln!(
            text,
            "  week {} (from {}): {} letters, {} parcels{open}",
            week.week, week.from, week.letters, week.parcels
        );
        if week.warn {
            let _ = writeln!(
                text,
                "  WARNING: the server lets week {} go on {}, whether every member imported it or \
                 not. Pull now, and import on every member's reader.",
                week.week, week.goes
            );
        }
    }
    let _ = match (status.board_serial, status.board_day) {
        (Some(serial), Some(day)) => {
            writeln!(text, "Last publication: {day} (board {serial}).")
        }
        _ => writeln!(text, "Nothing has been published on this server yet."),
    };
    if let Some(until) = status.roster_valid_until.filter(|until| *until < today) {
        let _ = writeln!(
            text,
            "WARNING: the roster was valid until {until}; sign a new one."
        );
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(week: u32, letters: u64) -> WeekCount {
        WeekCount {
            week: Week(week),
            letters,
            parcels: 0,
            open: false,
        }
    }

    #[test]
    fn the_oldest_week_that_holds_something_is_named() {
        let today: Day = "2026-11-25".parse().unwrap();
        let week = today.week().0;
        let weeks = [count(week - 3, 0), count(week - 2, 4), count(week, 1)];
        let status = summarize(&weeks, today);
        assert_eq!(status.letters, 5);
        assert_eq!(status.since_week, Some(Week(week - 2)));
        assert!(in_words(&status, today).contains("from the week of 2026-11-09"));
    }

    #[test]
    fn a_week_about_to_go_is_warned_of_from_the_eleventh_week_on() {
        let today: Day = "2026-11-25".parse().unwrap();
        let week = today.week().0;
        let warned = |weeks_ago, letters| {
            in_words(
                &summarize(&[count(week - weeks_ago, letters)], today),
                today,
            )
            .contains("WARNING")
        };
        assert!(!warned(10, 1));
        assert!(warned(11, 1));
        assert!(!warned(11, 0));
    }

    #[test]
    fn counts_beyond_all_bounds_do_not_overflow() {
        let today = Day(20_000);
        let weeks = [count(1, u64::MAX), count(u32::MAX, u64::MAX)];
        assert_eq!(summarize(&weeks, today).letters, u64::MAX);
    }
}
