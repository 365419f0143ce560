//! Days as people write them.

use crypto_core::{time::Day, words::Language};

use super::say;

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// Days.
const HALF_A_YEAR: u32 = 183;

/// A day of the week by its number in a roster, from 1 for Monday.
#[must_use]
pub fn weekday(language: Language, number: u8) -> &'static str {
    let (dutch, english) = match number {
        1 => ("maandag", "Monday"),
        2 => ("dinsdag", "Tuesday"),
        3 => ("woensdag", "Wednesday"),
        4 => ("donderdag", "Thursday"),
        5 => ("vrijdag", "Friday"),
        6 => ("zaterdag", "Saturday"),
        7 => ("zondag", "Sunday"),
        _ => ("geen dag", "no day"),
    };
    say(language, dutch, english)
}

/// A day, with its month in words.
#[must_use]
pub fn day(language: Language, day: Day) -> String {
    let (year, month, of_month) = day.civil();
    let place = usize::try_from(month).unwrap_or(0).saturating_sub(1);
    let (dutch, english) = MONTHS.get(place).copied().unwrap_or_default();
    format!("{of_month} {} {year}", say(language, dutch, english))
}

/// Whether a text names a day that is not over: `2026-12-14`, `14-12-2026`, `14 december 2026`, `December 14`. That
/// something comes "within two weeks" is none: who reads it cannot know when it was written.
#[must_use]
pub fn has_day_from(text: &str, today: Day) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let year = today.civil().0;
    (0..words.len()).any(|at| {
        let word = |further: usize| words.get(at + further).copied();
        let of_month = |further| word(further).and_then(number_below_32);
        let named = |further| word(further).and_then(month_named);
        let full_year = |further| word(further).and_then(number_of_year);
        let in_words = named(1).zip(of_month(0)).or(named(0).zip(of_month(1)));
        let in_digits = of_month(1).zip(of_month(0)).zip(full_year(2));
        let from_year = of_month(1).zip(of_month(2)).zip(full_year(0));
        let is_to_come = |((month, of_month), year), until: Day| {
            let day = Day::from_civil(year, month, of_month);
            day.is_ok_and(|day| day >= today && day <= until)
        };
        let far = today.plus(u32::MAX);
        // Without a year the nearest one is meant.
        let near = today.plus(HALF_A_YEAR);
        in_words.is_some_and(|day| match full_year(2) {
            Some(year) => is_to_come((day, year), far),
            None => [year, year + 1]
                .into_iter()
                .any(|year| is_to_come((day, year), near)),
        }) || in_digits
            .into_iter()
            .chain(from_year)
            .any(|day| is_to_come(day, far))
    })
}

fn month_named(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let is_named =
        |(dutch, english): &(&str, &str)| word == *dutch || word == english.to_lowercase();
    let place = MONTHS.iter().position(is_named)?;
    u32::try_from(place + 1).ok()
}

fn number_below_32(word: &str) -> Option<u32> {
    // 1st, 2nd, 14e.
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number = (word.len() - digits.len() <= 2).then(|| digits.parse().ok())?;
    number.filter(|number| (1..32).contains(number))
}

fn number_of_year(word: &str) -> Option<u32> {
    (word.len() == 4).then(|| word.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-27".parse().unwrap()
    }

    #[test]
    fn a_day_is_found_however_people_write_it() {
        for text in [
            "U hoort uiterlijk op 14 december 2026 van ons.",
            "U hoort vóór 2026-12-14 van ons.",
            "Voor 14-12-2026.",
            "voor 14/12/2026",
            "Uiterlijk op 14 december.",
            "op 3 januari hoort u meer",
            "by December 14th, 2026",
            "by the 14th of May; no: 14 May.",
            "vandaag, 27 november 2026",
            "terugkoppeling op 1 december 2027",
        ] {
            assert!(has_day_from(text, today()), "{text}");
        }
        for language in Language::ALL {
            let text = day(language, today().plus(400));
            assert!(has_day_from(&text, today()), "{text}");
        }
    }

    #[test]
    fn what_is_over_or_no_day_is_none() {
        for text in [
            "",
            "Binnen twee weken hoort u meer.",
            "Wij lazen uw brief van 3 november 2026.",
            "op 2026-11-26 kwam uw brief",
            "Uw brief van 3 november lazen wij.",
            "31 februari 2027",
            "In kamer 14 in december",
            "zaak 2026",
            "99999999999999999999 mei",
        ] {
            assert!(!has_day_from(text, today()), "{text}");
        }
    }
}
