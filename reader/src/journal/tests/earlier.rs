//! Journals of earlier versions, by the bytes that those wrote: what they did not say is read as nothing.

use super::*;

/// A roster seen, before journals said its quorum and the first day of its validity: keys 0 to 5.
const ROSTER: &str = "a6000101030258200707070707070707070707070707070707070707070707070707070707070707\
                      0308041951860519512c";
/// A case destroyed, whose line in the register has keys 1 to 5 alone.
const DESTROYED: &str = "a4000101450909090909021951300481a5011907ea02667265706f727403030401\
                         0500";

fn bytes(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.map(byte).collect()
}

/// What a journal on disk says whose entries have these kinds and bytes.
fn journal_with(entries: &[(u64, &str)]) -> Vec<Event> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    Log::create(&path).unwrap();
    let (mut journal, _) = open(&path).unwrap();
    let as_it_came = |(kind, hex): &(u64, &str)| Event::Unknown {
        kind: *kind,
        fields: bytes(hex),
    };
    let written = entries.iter().map(as_it_came).collect();
    journal
        .append(written, &secrets(), &mut crate::test_rng(6))
        .unwrap();
    drop(journal);
    let (again, cut) = open(&path).unwrap();
    assert!(!cut);
    let events = events(&again);
    for (event, (kind, hex)) in events.iter().zip(entries) {
        assert_eq!(
            event.encode(),
            (*kind, bytes(hex)),
            "nothing is added to it"
        );
    }
    events
}

#[test]
fn a_roster_without_quorum_and_first_day_holds_from_the_day_of_its_board() {
    let events = journal_with(&[(1, ROSTER)]);
    let seen = Event::RosterSeen {
        serial: 3,
        hash: Digest([7; 32]),
        slots: 8,
        valid_until: Day(20_870),
        day: Day(20_780),
        quorum: None,
        from: None,
    };
    assert_eq!(events, [seen]);
    let state = State::replay(&events);
    let roster = &state.rosters[&3];
    assert_eq!((roster.from, roster.quorum), (Day(20_780), None));
}

#[test]
fn a_line_of_the_register_says_no_more_than_was_written_then() {
    let events = journal_with(&[(31, DESTROYED)]);
    let line = RegisterLine {
        year: 2026,
        outcome: "report".to_owned(),
        service: 3,
        confirmed_in_time: Some(true),
        fed_back_in_time: Some(false),
        early: None,
        rules: None,
        kept_until: None,
    };
    let destroyed = Event::CaseDestroyed {
        case: CaseId([9; 5]),
        day: Day(20_784),
        key: None,
        register: vec![line.clone()],
    };
    assert_eq!(events, [destroyed]);
    assert_eq!(State::replay(&events).register, [line]);
}
