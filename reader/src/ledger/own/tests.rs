//! Two letters that came under one id: ids are the server's.

use super::*;
use crate::{journal::event::Mark, vault::contents::PieceRef};

const LETTER: LetterId = LetterId([7; 16]);
const PIECE: PieceRef = PieceRef {
    id: [0; 16],
    offset: 0,
    length: 0,
};

/// A case whose letter came under the same id as the other's, and what this member marked it as.
fn case(number: u8, day: Day, mark: Mark) -> Vec<Event> {
    let case = CaseId([number; 5]);
    vec![
        Event::CaseOpened {
            case,
            day,
            conversation: None,
            keys: Some(PIECE),
            addressee: MemberNumber(0),
            standing: 0,
            beside: None,
        },
        Event::LetterOpened {
            case,
            letter: LETTER,
            week: day.week(),
            letter_day: day,
            day,
            plaintext: Digest([number; 32]),
            piece: PIECE,
            alarms: 0,
            foreign: false,
            held: None,
            secret: None,
        },
        Event::CaseMarked {
            case,
            mark: mark.code(),
        },
    ]
}

fn destroyed(number: u8) -> Event {
    Event::CaseDestroyed {
        case: CaseId([number; 5]),
        day: Day(20_802),
        key: None,
        register: Vec::new(),
    }
}

/// The marks that are told, and under whose letter.
fn marks(events: &[Event]) -> (Vec<Mark>, Option<Digest>) {
    let state = State::replay(events);
    let own = own(events.iter(), &state);
    let marks = own.told.iter().filter_map(|one| match one.fact {
        Fact::Marked(_, mark) => Mark::from_code(mark),
        _ => None,
    });
    (marks.collect(), own.letters.get(&LETTER).copied())
}

#[test]
fn of_two_letters_under_one_id_nothing_is_told_under_the_others_key_nor_lost_with_the_others_case()
{
    // Names of cases are drawn at random: either may be the smaller one.
    for (first, second) in [(1, 2), (2, 1)] {
        let mut events = case(first, Day(20_800), Mark::Closed);
        events.extend(case(second, Day(20_801), Mark::Spam));
        let under = |number: u8| Some(Digest([number; 32]));
        assert_eq!(marks(&events), (vec![Mark::Closed], under(first)));
        let living = |events: &[Event]| whole::living(&State::replay(events))(&LETTER);
        assert!(living(&events));
        events.push(destroyed(first));
        assert_eq!(marks(&events), (vec![Mark::Spam], under(second)));
        assert!(living(&events) && !State::replay(&events).is_gone(&LETTER));
        events.push(destroyed(second));
        assert_eq!(marks(&events).0, []);
        assert!(!living(&events) && State::replay(&events).is_gone(&LETTER));
    }
}
