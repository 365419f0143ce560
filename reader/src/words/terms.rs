//! The law's clocks of a case, in words.

use crypto_core::{time::Day, words::Language};

use super::{Words, both, counted, say};
use crate::terms::{
    Kept, Terms,
    due::{InTime, Warning},
};

/// Where a case stands: its confirmation of receipt, and its feedback.
#[must_use]
pub fn sentences(language: Language, terms: &Terms, today: Day) -> [String; 2] {
    let (due, by) = (due(language, terms.confirm_by, today), terms.feedback_by);
    let confirmation = match terms.confirmed {
        None => both!(
            language,
            "Ontvangstbevestiging: {due}",
            "Confirmation of receipt {due}",
        ),
        Some(day) => {
            let day = done(language, day, terms.confirm_by);
            both!(
                language,
                "Ontvangst bevestigd op {day}",
                "Receipt confirmed {day}",
            )
        }
    };
    let feedback = match (by, terms.fed_back) {
        (None, _) => say(
            language,
            "Terugkoppeling: door wie de zaak opent",
            "Feedback: by whoever opens the case",
        )
        .to_owned(),
        (Some(by), Some(day)) => {
            let day = done(language, day, by);
            both!(
                language,
                "Terugkoppeling gegeven op {day}",
                "Feedback given {day}",
            )
        }
        (Some(by), None) => {
            let due = self::due(language, by, today);
            let waits = match terms.feedback_waits {
                false => "",
                true => say(
                    language,
                    "; die is geschreven, maar nog niet openbaar",
                    "; it is written and not public yet",
                ),
            };
            both!(
                language,
                "Terugkoppeling: {due}{waits}",
                "Feedback {due}{waits}"
            )
        }
    };
    [confirmation, feedback]
}

fn done(language: Language, day: Day, by: Day) -> String {
    match day.since(by) {
        late if late > 0 => {
            let days = counted(late, "dag", "dagen");
            both!(
                language,
                "{day}, {days} te laat",
                "{day}, {late} day(s) late"
            )
        }
        _ => day.to_string(),
    }
}

fn due(language: Language, by: Day, today: Day) -> String {
    let (ago, ahead) = (today.since(by), by.since(today));
    if today > by {
        let days = counted(ago, "dag", "dagen");
        return both!(
            language,
            "moest er uiterlijk {by} zijn, {days} geleden",
            "was due by {by}, {ago} day(s) ago",
        );
    }
    let days = counted(ahead, "dag", "dagen");
    both!(
        language,
        "uiterlijk {by}, over {days}",
        "is due by {by}, in {ahead} day(s)",
    )
}

impl Words for Kept {
    fn words(&self, language: Language) -> String {
        let (in_time, late, running) = (self.in_time, self.late, self.running);
        let verb = if running == 1 { "loopt" } else { "lopen" };
        both!(
            language,
            "{in_time} op tijd, {late} te laat, {running} {verb} nog",
            "{in_time} in time, {late} late, {running} still running",
        )
    }
}

impl Words for Warning {
    fn words(&self, language: Language) -> String {
        match self {
            Self::FeedbackLate {
                case,
                by,
                days,
                waits,
            } => {
                let waits = match waits {
                    true => InTime::Written.words(language),
                    false => String::new(),
                };
                let ago = counted(*days, "dag", "dagen");
                both!(
                    language,
                    "Zaak {case}: de terugkoppeling moest er uiterlijk {by} zijn, {ago} geleden. De wet kent geen \
                     uitstel: loopt het onderzoek nog, zeg dat dan, zeg waarom, en zeg wanneer er meer volgt. {waits}",
                    "Case {case}: feedback was due by {by}, {days} day(s) ago. The law knows no extension: if the \
                     inquiry goes on, say so, why, and when more follows. {waits}",
                )
            }
            Self::FeedbackDue { case, by, until } => {
                let until = until.words(language);
                both!(
                    language,
                    "Zaak {case}: de terugkoppeling moet er uiterlijk {by} zijn. {until}",
                    "Case {case}: feedback is due by {by}. {until}",
                )
            }
            Self::ConfirmationLate { case, by, days } => {
                let ago = counted(*days, "dag", "dagen");
                both!(
                    language,
                    "Zaak {case}: de ontvangst moest uiterlijk {by} bevestigd zijn, {ago} geleden. De volgende \
                     publicatie van wie de zaak heeft, bevestigt de ontvangst.",
                    "Case {case}: receipt was to be confirmed by {by}, {days} day(s) ago. The next publication of \
                     whoever has the case confirms it.",
                )
            }
            Self::ConfirmationDue { case, by, until } => {
                let until = until.words(language);
                both!(
                    language,
                    "Zaak {case}: de ontvangst moet uiterlijk {by} bevestigd zijn; publiceren doet dat. {until}",
                    "Case {case}: receipt must be confirmed by {by}; publishing does it. {until}",
                )
            }
        }
    }
}

impl Words for InTime {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Day(day) => both!(
                language,
                "Je laatste publicatiedag die nog op tijd is: {day}.",
                "Your last publication day in time is {day}.",
            ),
            Self::NoRoom => say(
                language,
                "Tot die dag heb je geen publicatiedag met plaats.",
                "You have no publication day with room up to then.",
            )
            .to_owned(),
            Self::NoDay => say(
                language,
                "De ledenlijst geeft je geen publicatiedag; een collega moet het doen.",
                "The roster gives you no publication day; a colleague must do it.",
            )
            .to_owned(),
            Self::Written => say(
                language,
                "Die is geschreven, maar nog niet openbaar: exporteer, publiceer, haal op en lees in.",
                "It is written and not public yet: export, push, pull and import.",
            )
            .to_owned(),
        }
    }
}
