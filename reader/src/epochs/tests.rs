use crypto_core::ids::Digest;

use super::*;
use crate::vault::contents::PieceRef;

const NOVEMBER: Epoch = Epoch(2026 * 12 + 10);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn week_imported(week: Week, closed: bool, complete: bool) -> Event {
    Event::WeekImported {
        week,
        closed,
        count: 1,
        ids: Digest([0; 32]),
        passed: PieceRef {
            id: [0; 16],
            offset: 0,
            length: 0,
        },
        complete,
    }
}

/// All weeks that November's letters can come in, in order.
fn weeks() -> Vec<Week> {
    let weeks = weeks_to_come(&State::default(), NOVEMBER);
    // A board of 31 October may be dated tomorrow; one of 30 November is used until 28 December.
    assert_eq!(weeks.first(), Some(&day("2026-10-31").week()));
    assert_eq!(weeks.last(), Some(&day("2026-12-28").week()));
    assert_eq!(weeks.len(), 10);
    weeks
}

fn imported(weeks: &[Week]) -> State {
    State::replay(
        &weeks
            .iter()
            .map(|week| week_imported(*week, true, true))
            .collect::<Vec<_>>(),
    )
}

#[test]
fn an_epoch_is_due_once_28_days_have_passed_and_every_week_was_imported() {
    let state = imported(&weeks());
    assert_eq!(due(&state, NOVEMBER, day("2026-12-28")), None);
    let due = due(&state, NOVEMBER, day("2026-12-29"));
    assert_eq!(due, Some(EraseReason::Imported));
}

#[test]
fn one_week_that_is_open_incomplete_or_unknown_keeps_it_until_the_deadline() {
    let weeks = weeks();
    for missing in 0..weeks.len() {
        for instead in [None, Some((false, true)), Some((true, false))] {
            let mut events: Vec<Event> = Vec::new();
            for (at, week) in weeks.iter().enumerate() {
                let (closed, complete) = match instead {
                    None if at == missing => continue,
                    Some(flags) if at == missing => flags,
                    _ => (true, true),
                };
                events.push(week_imported(*week, closed, complete));
            }
            let state = State::replay(&events);
            assert_eq!(due(&state, NOVEMBER, day("2027-03-29")), None);
            let late = due(&state, NOVEMBER, day("2027-03-30"));
            assert_eq!(late, Some(EraseReason::Deadline));
        }
    }
}

#[test]
fn of_a_week_that_a_later_list_does_not_name_there_was_nothing() {
    let mut state = imported(&weeks()[1..]);
    let today = day("2027-01-04");
    assert_eq!(due(&state, NOVEMBER, today), None);
    // A list up to the week itself may be older than the week's letters.
    state.apply(&Event::WeeksListed { to: weeks()[0] });
    assert_eq!(due(&state, NOVEMBER, today), None);
    state.apply(&Event::WeeksListed { to: weeks()[1] });
    assert_eq!(due(&state, NOVEMBER, today), Some(EraseReason::Imported));
}

#[test]
fn this_month_and_those_to_come_are_never_due() {
    let state = imported(&weeks());
    for ahead in 1..24 {
        let epoch = NOVEMBER.plus(ahead);
        assert_eq!(due(&state, epoch, day("2026-12-29")), None, "{epoch}");
    }
}
