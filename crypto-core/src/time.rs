//! Days, storage weeks and key epochs. Nothing in Belfry knows a finer time than these, save the
//! hour of a stamp. The clock itself is always the caller's.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

const SECONDS_PER_DAY: u64 = 86_400;

/// A UTC day: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub u32);

/// A storage week, Monday to Sunday: `(day + 3) / 7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Week(pub u32);

/// A key epoch, one calendar month: `year · 12 + month − 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Epoch(pub u32);

/// The text is no calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a day; write it as YYYY-MM-DD")]
pub struct DayError;

impl Day {
    /// The day of a Unix time in seconds; the last day there is where it lies beyond.
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Self {
        Self(u32::try_from(seconds / SECONDS_PER_DAY).unwrap_or(u32::MAX))
    }

    /// The storage week that holds this day.
    #[must_use]
    pub fn week(self) -> Week {
        Week(self.0.saturating_add(3) / 7)
    }

    /// The key epoch that holds this day.
    #[must_use]
    pub fn epoch(self) -> Epoch {
        let (year, month, _) = self.civil();
        Epoch(year * 12 + month - 1)
    }

    /// 1 is Monday, 7 is Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        // The remainder of a division by 7 always fits.
        (self.0.saturating_add(3) % 7 + 1) as u8
    }

    /// This day plus a number of days, never past the last day there is.
    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The same date so many months later; the last day of that month where it has no such date, as a term of
    /// months ends (Regulation (EEC, Euratom) No 1182/71, article 3(2)(c)).
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let (year, month, day) = self.civil();
        let month = month.saturating_sub(1).saturating_add(months);
        let year = year.saturating_add(month / 12);
        let mut possible = (1..=day).rev();
        let found = possible.find_map(|day| Self::from_civil(year, month % 12 + 1, day).ok());
        found.unwrap_or(self)
    }

    /// Days from `earlier` to this day; 0 where `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Year, month and day of the proleptic Gregorian calendar.
    #[must_use]
    pub fn civil(self) -> (u32, u32, u32) {
        // Howard Hinnant's days-to-civil algorithm, in u64 so that no day overflows.
        let z = u64::from(self.0) + 719_468;
        let era = z / 146_097;
        let doe = z % 146_097;
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + u64::from(month <= 2);
        (year as u32, month as u32, day as u32)
    }

    /// The day with this date.
    ///
    /// # Errors
    /// [`DayError`] where there is no such date from 1970 on.
    pub fn from_civil(year: u32, month: u32, day: u32) -> Result<Self, DayError> {
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day)
        {
            return Err(DayError);
        }
        let y = year - u32::from(month <= 2);
        let yoe = y % 400;
        let mp = (month + 9) % 12;
        let doy = (153 * mp + 2) / 5 + day - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        let found = Self(
            (y / 400 * 146_097 + doe)
                .checked_sub(719_468)
                .ok_or(DayError)?,
        );
        // 31 April would come out as 1 May.
        if found.civil() == (year, month, day) {
            Ok(found)
        } else {
            Err(DayError)
        }
    }
}

impl Week {
    /// The Monday that begins this week (1970-01-01 for week 0, which began before it).
    #[must_use]
    pub fn first_day(self) -> Day {
        Day(self.0.saturating_mul(7).saturating_sub(3))
    }

    /// The Sunday that ends this week.
    #[must_use]
    pub fn last_day(self) -> Day {
        Day(self.0.saturating_mul(7).saturating_add(3))
    }
}

impl Epoch {
    /// The epoch `count` months later.
    #[must_use]
    pub fn plus(self, count: u32) -> Self {
        Self(self.0.saturating_add(count))
    }

    /// The first day of this epoch; `None` outside the years 1970 to 9999.
    #[must_use]
    pub fn first_day(self) -> Option<Day> {
        Day::from_civil(self.0 / 12, self.0 % 12 + 1, 1).ok()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| -> Result<u32, DayError> {
            let part = parts.next().ok_or(DayError)?;
            if part.len() != digits || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(DayError);
            }
            part.parse().map_err(|_| DayError)
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return Err(DayError);
        }
        Self::from_civil(year, month, day)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_there_and_back_over_four_centuries() {
        let mut day = Day(0);
        while day.0 < 146_097 {
            let (y, m, d) = day.civil();
            assert_eq!(Day::from_civil(y, m, d), Ok(day));
            day = day.plus(1);
        }
        assert_eq!(Day(20_780).to_string(), "2026-11-23");
    }

    #[test]
    fn a_week_begins_on_monday() {
        let monday: Day = "2026-11-23".parse().unwrap();
        assert_eq!(monday.weekday(), 1);
        assert_eq!(monday.week().first_day(), monday);
        assert_eq!(monday.week(), monday.plus(6).week());
        assert_ne!(monday.week(), monday.plus(7).week());
        assert_eq!(monday.week().last_day(), monday.plus(6));
    }

    #[test]
    fn months_end_on_the_same_date_or_the_last_of_the_month() {
        for (from, months, to) in [
            ("2026-11-30", 3, "2027-02-28"),
            ("2027-11-30", 3, "2028-02-29"),
            ("2026-11-23", 3, "2027-02-23"),
            ("2026-12-31", 1, "2027-01-31"),
            ("2026-01-31", 0, "2026-01-31"),
            ("2026-05-31", 25, "2028-06-30"),
        ] {
            let from: Day = from.parse().unwrap();
            assert_eq!(
                from.plus_months(months).to_string(),
                to,
                "{from} + {months}"
            );
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "26-1-1",
            "2026-1-1",
            "2026-01-01-",
            "x",
            "+026-01-01",
        ] {
            assert_eq!(text.parse::<Day>(), Err(DayError), "{text}");
        }
    }

    #[test]
    fn an_epoch_is_a_calendar_month() {
        let day: Day = "2026-12-31".parse().unwrap();
        assert_ne!(day.epoch(), day.plus(1).epoch());
        assert_eq!(day.epoch().plus(1), day.plus(1).epoch());
        assert_eq!(day.epoch().first_day(), "2026-12-01".parse().ok());
    }
}
