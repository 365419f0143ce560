use crypto_core::{
    ids::{Digest, LetterId},
    words::Language,
};

use super::*;
use crate::{
    journal::{event::Event, ids::ReplyId},
    ledger::own,
    vault::contents::PieceRef,
    words::Words as _,
};

const CASE: CaseId = CaseId([1; 5]);
const PIECE: PieceRef = PieceRef {
    id: [0; 16],
    offset: 0,
    length: 0,
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A case with one letter that states one day and came with an import of another.
fn case(stated: &str, imported: &str) -> Vec<Event> {
    let (stated, imported) = (day(stated), day(imported));
    vec![
        Event::CaseOpened {
            case: CASE,
            day: imported,
            conversation: None,
            keys: Some(PIECE),
            addressee: MemberNumber(0),
            standing: 0,
            beside: None,
        },
        Event::LetterOpened {
            case: CASE,
            letter: LetterId([1; 16]),
            week: imported.week(),
            letter_day: stated,
            day: imported,
            plaintext: Digest([1; 32]),
            piece: PIECE,
            alarms: 0,
            foreign: false,
            held: None,
            secret: None,
        },
    ]
}

fn reply(number: u8, written: &str, purpose: Option<u8>) -> Event {
    Event::ReplyDrafted {
        reply: ReplyId([number; 16]),
        case: CASE,
        kind: 0,
        piece: PIECE,
        parts: 1,
        day: day(written),
        letters: 1,
        files: None,
        purpose,
    }
}

/// The reply lies in a batch that is public since a day.
fn out(number: u8, since: &str) -> [Event; 2] {
    let batch = crate::journal::ids::BatchId(u64::from(day(since).0).to_be_bytes());
    let since = day(since);
    let cell = crate::journal::event::CellUse {
        reply: ReplyId([number; 16]),
        case: CASE,
        part: 0,
    };
    [
        Event::BatchFixed {
            batch,
            slot: since,
            day: since,
            piece: PIECE,
            cells: vec![cell],
        },
        Event::BatchOut {
            batch,
            serial: 1,
            day: since,
        },
    ]
}

fn line(day_of: &str, written: &str, fact: Fact) -> Line {
    let (day, written) = (day(day_of), day(written));
    Line {
        member: MemberNumber(2),
        day,
        written,
        late: day < written,
        fact,
    }
}

/// With what this member's own journal tells, and what others told.
fn terms(events: &[Event], told: &[Line]) -> Option<Terms> {
    let state = State::replay(events);
    let own = own::own(events.iter(), &state)
        .told
        .into_iter()
        .map(|told| Line {
            member: MemberNumber(1),
            day: told.day,
            written: told.day,
            late: false,
            fact: told.fact,
        });
    let lines: Vec<Line> = own.chain(told.iter().cloned()).collect();
    let told = BTreeMap::from([(CASE, lines.iter().collect())]);
    Terms::of(&state, (CASE, state.cases.get(&CASE)?), &Told(told))
}

#[test]
fn a_report_counts_from_the_day_it_states_never_later_than_its_import_nor_long_before_its_week() {
    for (stated, imported, received) in [
        ("2026-11-23", "2026-11-27", "2026-11-23"),
        // The reporter was shown a board of the week before.
        ("2026-11-20", "2026-11-27", "2026-11-20"),
        // A wrong clock, or a lie.
        ("2027-11-23", "2026-11-27", "2026-11-27"),
        ("1999-01-01", "2026-11-27", "2026-11-16"),
    ] {
        let terms = terms(&case(stated, imported), &[]).unwrap();
        assert_eq!(terms.received, day(received), "{stated} {imported}");
        assert_eq!(terms.confirm_by, day(received).plus(7));
    }
}

#[test]
fn feedback_counts_from_the_confirmation_or_from_the_seventh_day_without_one_in_time() {
    let mut events = case("2026-11-23", "2026-11-24");
    let seventh = day("2026-11-30");
    assert_eq!(
        terms(&events, &[]).unwrap().feedback_by,
        Some(seventh.plus_months(3))
    );

    // An answer tells as well that the letter came; before it is public it tells nothing.
    events.push(reply(1, "2026-11-25", Some(0)));
    assert_eq!(terms(&events, &[]).unwrap().confirmed, None);
    let written = events.clone();
    events.extend(out(1, "2026-11-26"));
    let known = terms(&events, &[]).unwrap();
    assert_eq!(known.confirmed, Some(day("2026-11-26")));
    assert_eq!(known.feedback_by, Some(day("2027-02-26")));
    assert_eq!((known.fed_back, known.feedback_waits), (None, false));

    let mut late = written;
    late.extend(out(1, "2026-12-10"));
    let known = terms(&late, &[]).unwrap();
    assert_eq!(known.confirmed, Some(day("2026-12-10")));
    assert_eq!(known.feedback_by, Some(seventh.plus_months(3)));
}

#[test]
fn only_feedback_ends_the_term_and_its_first_publication_counts() {
    let mut events = case("2026-11-23", "2026-11-24");
    events.push(reply(2, "2027-02-01", Some(1)));
    assert!(terms(&events, &[]).unwrap().feedback_waits);
    events.extend(out(2, "2027-02-08"));
    // Published again half a year later.
    events.push(Event::ReplySealed {
        reply: ReplyId([2; 16]),
        first_index: 5,
        parts: 1,
        day: day("2027-08-02"),
        piece: PIECE,
    });
    events.extend(out(2, "2027-08-02"));
    let known = terms(&events, &[]).unwrap();
    assert_eq!(
        (known.fed_back, known.feedback_waits),
        (Some(day("2027-02-08")), false)
    );
}

#[test]
fn colleagues_confirm_and_give_feedback_too_and_what_they_tell_late_counts_from_then() {
    let letter = LetterId([1; 16]);
    let events = case("2026-11-23", "2026-11-24");
    let told = [
        line(
            "2026-11-25",
            "2026-11-25",
            Fact::Published(letter, ReplyId([6; 16]), Published::Confirmation),
        ),
        line(
            "2026-11-26",
            "2027-03-10",
            Fact::Published(
                letter,
                ReplyId([7; 16]),
                Published::Answer(Purpose::Feedback),
            ),
        ),
    ];
    let known = terms(&events, &told).unwrap();
    assert_eq!(known.confirmed, Some(day("2026-11-25")));
    assert_eq!(known.feedback_by, Some(day("2027-02-25")));
    assert_eq!(
        known.fed_back,
        Some(day("2027-03-10")),
        "as if it had been given in time"
    );
}

#[test]
fn what_is_no_report_to_the_committee_has_no_terms_and_a_closed_case_keeps_them() {
    let mark = |code| Event::CaseMarked {
        case: CASE,
        mark: code,
    };
    let marked = |code| {
        let mut events = case("2026-11-23", "2026-11-24");
        events.push(mark(code));
        terms(&events, &[])
    };
    assert_eq!(marked(1), None, "spam");
    assert!(marked(2).is_some(), "closed");
    let mut events = case("2026-11-23", "2026-11-24");
    if let Some(Event::CaseOpened { addressee, .. }) = events.first_mut() {
        *addressee = MemberNumber(4);
    }
    assert_eq!(terms(&events, &[]), None, "an adviser's conversation");
}

#[test]
fn warnings_come_three_days_and_one_month_ahead_and_not_before() {
    let says = |terms: &Terms, days: &[(&str, &str)]| {
        for (at, part) in days {
            let said = due::warning(CASE, terms, None, day(at));
            let said = said.map_or_else(String::new, |said| said.words(Language::English));
            assert!(said.contains(part), "{at}: {said}");
            assert_eq!(said.is_empty(), part.is_empty(), "{at}: {said}");
        }
    };
    let known = terms(&case("2026-11-23", "2026-11-24"), &[]).unwrap();
    says(
        &known,
        &[
            ("2026-11-26", ""),
            ("2026-11-27", "must be confirmed by 2026-11-30"),
            ("2026-12-01", "1 day(s) ago"),
        ],
    );
    let known = Terms {
        confirmed: Some(day("2026-11-24")),
        feedback_by: Some(day("2027-02-24")),
        ..known
    };
    says(
        &known,
        &[
            ("2027-01-23", ""),
            ("2027-01-24", "feedback is due by 2027-02-24"),
            ("2027-02-24", "is due by"),
            ("2027-02-25", "no extension"),
        ],
    );
    let waits = Terms {
        feedback_waits: true,
        ..known
    };
    let written = "It is written and not public yet";
    says(&waits, &[("2027-02-24", written), ("2027-02-25", written)]);
    let known = Terms {
        fed_back: Some(day("2027-03-01")),
        ..known
    };
    says(&known, &[("2027-04-01", "")]);
    let (confirmations, feedback) = Kept::of([&known], day("2027-04-01"));
    assert_eq!((confirmations.in_time, confirmations.late), (1, 0));
    assert_eq!((feedback.in_time, feedback.late), (0, 1));
}

#[test]
fn all_desks_count_alike_whoever_imports_marks_or_tells_what() {
    let letter = LetterId([1; 16]);
    // A letter that states a day to come counts from the first import on any desk.
    let events = case("2099-01-01", "2026-11-27");
    let told = [line(
        "2026-11-24",
        "2026-11-24",
        Fact::Opened(letter, vec![]),
    )];
    assert_eq!(terms(&events, &told).unwrap().received, day("2026-11-24"));
    // A colleague's mark ends the terms here too, and taking it back brings them back.
    let events = case("2026-11-23", "2026-11-24");
    let marked = |code| line("2026-11-25", "2026-11-25", Fact::Marked(letter, code));
    assert_eq!(terms(&events, &[marked(1)]), None);
    assert!(terms(&events, &[marked(1), marked(0)]).is_some());
    // Nobody confirmed before there was a report.
    let early = Fact::Published(letter, ReplyId([6; 16]), Published::Confirmation);
    let known = terms(&events, &[line("1970-01-01", "2026-11-30", early)]).unwrap();
    assert_eq!(known.confirmed, Some(day("2026-11-23")));
    // A later letter whose reporter was shown an older board changes nothing.
    let mut events = case("2026-11-23", "2026-11-24");
    let mut later = case("2026-11-20", "2026-12-01");
    if let Some(Event::LetterOpened {
        letter, plaintext, ..
    }) = later.last_mut()
    {
        (*letter, *plaintext) = (LetterId([2; 16]), Digest([2; 32]));
    }
    events.extend(later.pop());
    assert_eq!(terms(&events, &[]).unwrap().received, day("2026-11-23"));
}

#[test]
fn of_a_sealed_case_only_the_confirmation_is_due_here() {
    let imported = day("2026-11-25");
    let mut events = vec![case("2026-11-23", "2026-11-25").remove(0)];
    if let Some(Event::CaseOpened { standing, keys, .. }) = events.first_mut() {
        (*standing, *keys) = (Standing::Sealed.code(), None);
    }
    events.push(Event::LetterHeld {
        case: CASE,
        letter: LetterId([1; 16]),
        week: imported.week(),
        day: imported,
        piece: PIECE,
        share: PIECE,
        fits: true,
        file: Digest([1; 32]),
    });
    let known = terms(&events, &[]).unwrap();
    assert_eq!(
        (known.received, known.feedback_by),
        (day("2026-11-23"), None)
    );
    assert_eq!(
        due::warning(
            CASE,
            &Terms {
                confirmed: Some(imported),
                ..known
            },
            None,
            day("2028-01-01")
        ),
        None
    );
    let (confirmations, feedback) = Kept::of([&known], day("2028-01-01"));
    assert_eq!((confirmations.late, feedback), (1, Kept::default()));
}
