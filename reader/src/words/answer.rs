//! What becomes of an answer, in words.

use crypto_core::{time::Day, words::Language};

use super::{both, counted, days, say};
use crate::{answer::Queued, journal::ids::CaseId};

/// When an answer goes out, and whether that is in time.
#[must_use]
pub fn queued(language: Language, case: CaseId, queued: &Queued, today: Day) -> Vec<String> {
    let cells = queued.cells;
    let in_cells = counted(cells, "vak", "vakken");
    let mut text = both!(
        language,
        "Het antwoord in zaak {case} neemt {in_cells} in",
        "The answer in case {case} takes {cells} cell(s)",
    );
    if queued.files > 0 {
        let (files, size) = (queued.files, queued.files_len.div_ceil(1_000_000));
        let all_files = counted(files, "bestand", "bestanden");
        text += &both!(
            language,
            ", met {all_files} ({size} MB in het verzendbestand)",
            " and {files} file(s), {size} MB in the outbox,",
        );
    }
    text += &match queued.day {
        Some(day) if day == today => both!(
            language,
            " en gaat mee met de export van vandaag.",
            " and goes out with today's export.",
        ),
        Some(day) => both!(
            language,
            " en wordt op {day} gepubliceerd.",
            " and will be published on {day}.",
        ),
        None => both!(
            language,
            ", maar de ledenlijst geeft je geen publicatiedag: het kan niet naar buiten.",
            ", but the roster gives you no publication day: it cannot go out.",
        ),
    };
    let late = queued.late.map(|due| {
        both!(
            language,
            "De terugkoppeling moet er uiterlijk {due} zijn; dit antwoord komt later. Een collega kan misschien eerder \
             publiceren; met meer vakken per zending (`roster set`) wordt de rij korter.",
            "Feedback is due by {due}, before that. A colleague may publish earlier; more cells per batch \
             (`roster set`) shorten the queue.",
        )
    });
    let when = (!queued.says_when).then(|| no_day(language).to_owned());
    [text].into_iter().chain(late).chain(when).collect()
}

/// That an answer names no day that is to come.
#[must_use]
pub fn no_day(language: Language) -> &'static str {
    say(
        language,
        "Let op: er staat geen dag in waarop de melder uiterlijk weer iets hoort. Wie lang wacht zonder dat te weten, \
         gelooft niet meer dat er iets gebeurt.",
        "Note: it names no day by which the reporter hears more. Who waits long without knowing loses faith that \
         anything is done.",
    )
}

/// What is written below an answer, by when its reporter hears more.
#[must_use]
pub fn next(language: Language, by: Day) -> String {
    let by = days::day(language, by);
    both!(
        language,
        "U hoort uiterlijk op {by} weer van ons.",
        "You will hear from us again by {by} at the latest.",
    )
}

/// What else an answer counts as, where it is the feedback or asks how the reporter fares.
#[must_use]
pub fn counts_as(language: Language, feedback: bool, check_in: bool) -> Option<&'static str> {
    match (feedback, check_in) {
        (true, _) => Some(say(
            language,
            "Het staat in het logboek als de terugkoppeling in deze zaak.",
            "It stands in the journal as the feedback in this case.",
        )),
        (false, true) => Some(say(
            language,
            "Het staat in het logboek als de vraag hoe het met de melder gaat.",
            "It stands in the journal as a question how the reporter fares.",
        )),
        (false, false) => None,
    }
}
