use super::*;

const MONDAY: Day = Day(20_780);

fn plan<'p>(
    me: u16,
    letters: &[u32],
    weekdays: &'p BTreeSet<u8>,
    board: &'p BTreeSet<Day>,
) -> Plan<'p> {
    Plan {
        letters: letters.iter().map(|offset| MONDAY.plus(*offset)).collect(),
        publishers: vec![
            (MemberNumber(1), 1),
            (MemberNumber(2), 3),
            (MemberNumber(3), 5),
        ],
        weekdays,
        board,
        me: MemberNumber(me),
        confirmed_by_me: 0,
    }
}

fn due(me: u16, letters: &[u32], board: &[u32], slot: u32) -> usize {
    let weekdays = BTreeSet::from([1, 3, 5]);
    let board = board.iter().map(|offset| MONDAY.plus(*offset)).collect();
    let slot = MONDAY.plus(slot);
    plan(me, letters, &weekdays, &board).letters_due(slot, slot)
}

#[test]
fn the_member_whose_day_comes_first_confirms_and_the_others_do_not() {
    // A letter on Tuesday; publications on Wednesday, Friday, Monday.
    assert_eq!(due(2, &[1], &[0], 2), 1);
    assert_eq!(due(3, &[1], &[0, 2], 4), 0);
    assert_eq!(due(1, &[1], &[0, 2, 4], 7), 0);
}

#[test]
fn when_the_first_member_misses_the_day_the_next_one_confirms() {
    assert_eq!(due(3, &[1], &[0], 4), 1);
    // Made up for on Thursday, which is nobody's own day.
    assert_eq!(due(3, &[1], &[0, 3], 4), 0);
}

#[test]
fn a_second_letter_in_the_same_week_waits_for_the_next_week() {
    // Tuesday and Thursday: Wednesday confirms the first, Friday nothing, Monday the second.
    assert_eq!(due(2, &[1, 3], &[0], 2), 1);
    assert_eq!(due(3, &[1, 3], &[0, 2], 4), 0);
    assert_eq!(due(1, &[1, 3], &[0, 2, 4], 7), 2);
}

#[test]
fn over_a_quarter_exactly_one_member_confirms_each_week_with_letters() {
    let letters: Vec<u32> = (0..90).step_by(5).collect();
    let mut board = Vec::new();
    let mut confirmations = std::collections::BTreeMap::new();
    let mut done = [0_usize; 4];
    for day in 0..100 {
        let Some(me) = [(0, 1), (2, 2), (4, 3)]
            .into_iter()
            .find(|(weekday, _)| day % 7 == *weekday)
            .map(|(_, me)| me)
        else {
            continue;
        };
        let weekdays = BTreeSet::from([1, 3, 5]);
        let seen = board.iter().copied().collect();
        let known: Vec<u32> = letters
            .iter()
            .copied()
            .filter(|letter| *letter <= day)
            .collect();
        let mut plan = plan(me, &known, &weekdays, &seen);
        plan.confirmed_by_me = done[usize::from(me)];
        let slot = MONDAY.plus(day);
        let letters = plan.letters_due(slot, slot);
        if letters > plan.confirmed_by_me {
            done[usize::from(me)] = letters;
            *confirmations.entry(slot.week()).or_insert(0) += 1;
        }
        board.push(slot);
    }
    assert!(
        confirmations.values().all(|count| *count == 1),
        "{confirmations:?}"
    );
    assert!(confirmations.len() >= 12, "{confirmations:?}");
    assert_eq!(done.iter().max(), Some(&letters.len()));
}
