//! Five members who write pages, and one of them who cheats.

mod committee;
mod index;

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    journal_page::{self, ENTRIES, ENTRY_LEN, Header, PageError},
    shuffle::shuffle,
    time::Day,
};
use proptest::prelude::*;

use self::committee::{
    CHANNEL, Member, Posted, START, committee, deliver, key_of, to_all_but, weeks,
};
use super::{Alarm, Fact, Line, Reader, Seen, Told, examine, index::Index, read};
use crate::test_rng;

/// All facts of all members, in the order in which pages stand, as far as these letters are known.
fn truth(members: &[Member], letters: &BTreeMap<LetterId, Digest>) -> Vec<Line> {
    let mut pages: Vec<(&Member, &Seen)> = (members.iter())
        .flat_map(|member| member.own().map(move |seen| (member, seen)))
        .collect();
    pages.sort_by_key(|(_, seen)| {
        let header = seen.page.header;
        (header.clock, header.member, header.number)
    });
    let mut lines = Vec::new();
    for (member, seen) in pages {
        let header = seen.page.header;
        let told = member.told.iter().filter(|told| told.day == header.day);
        let mut told: Vec<&Told> = told.collect();
        // Letter by letter: who may read one is not to see where between those of another its facts were told.
        told.sort_by_key(|told| told.fact.letter());
        for told in told {
            let readable = told
                .fact
                .letter()
                .is_none_or(|one| letters.contains_key(&one));
            lines.extend(readable.then(|| Line {
                member: member.number,
                day: told.day,
                written: header.day,
                late: false,
                fact: told.fact.clone(),
            }));
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn five_histories_in_any_order_give_one_ledger_to_everybody(seed: u64) {
        let rng = &mut test_rng(seed);
        let mut members = committee(rng);
        weeks(&mut members, 5, 0, rng);
        for member in &members {
            let mut pages = member.pages.clone();
            shuffle(&mut pages, rng);
            prop_assert_eq!(read(&pages, &member.letters, &Index::default()), truth(&members, &member.letters));
            prop_assert_eq!(member.alarms(), []);
        }
    }

    #[test]
    fn who_tells_some_something_else_is_shown_to_all_others(seed: u64) {
        let rng = &mut test_rng(seed);
        let mut members = committee(rng);
        weeks(&mut members, 2, 0, rng);
        let day = START.plus(20);
        let (one, other) = {
            let cheat = &members[0];
            let header = cheat.next_header(day, rng);
            let told = Told { place: 99, day, fact: Fact::Erased(day.epoch()) };
            (cheat.page(header, &[], rng), cheat.page(header, &[told], rng))
        };
        members[0].pages.push(one.clone());
        let to = |numbers: &[u16]| numbers.iter().copied().map(MemberNumber).collect();
        let posted = [
            Posted { page: one, to: to(&[2, 3]) },
            Posted { page: other, to: to(&[4, 5]) },
        ];
        deliver(&mut members, &posted, rng);
        prop_assert!(members.iter().all(|member| member.alarms().is_empty()));
        weeks(&mut members, 1, 4, rng);
        for member in &members[1..] {
            let alarms = member.alarms();
            prop_assert!(alarms.contains(&Alarm::Forked(MemberNumber(1), 2)), "{alarms:?}");
            prop_assert!(alarms.iter().all(|alarm| alarm.member() == MemberNumber(1)));
        }
    }

    #[test]
    fn who_keeps_a_page_from_somebody_is_shown_to_them(seed: u64, last: bool) {
        let rng = &mut test_rng(seed);
        let mut members = committee(rng);
        weeks(&mut members, 2, 0, rng);
        let page = members[0].write(START.plus(16), rng);
        let others = [2, 4, 5].map(MemberNumber).to_vec();
        deliver(&mut members, &[Posted { page, to: others }], rng);
        if last {
            // Nothing more comes from the cheat: the colleagues' heads alone show it.
            let mut honest = members.split_off(1);
            weeks(&mut honest, 1, 4, rng);
            members.extend(honest);
        } else {
            weeks(&mut members, 1, 4, rng);
        }
        let missing = Alarm::Missing(MemberNumber(1), 2);
        prop_assert_eq!(members[2].alarms(), [missing]);
        prop_assert_eq!(members[1].alarms(), []);
    }

    #[test]
    fn who_dates_a_page_back_is_shown_to_all_others(seed: u64, by in 1_u32..400) {
        let rng = &mut test_rng(seed);
        let mut members = committee(rng);
        weeks(&mut members, 6, 0, rng);
        let came = START.plus(7 * 6);
        let dated = Day(came.0 - by);
        let header = members[0].next_header(dated, rng);
        let mut page = members[0].page(header, &[], rng);
        page.week = Some(came.week());
        let last = members[0].own().last().unwrap().page.header.day;
        deliver(&mut members, &[Posted { page, to: to_all_but(MemberNumber(1)) }], rng);
        // What is older than the reader's first board is an old page sent again, by whomever.
        let wrong = dated < last || came.week().first_day().since(dated) > 28;
        let expected: Vec<Alarm> = (wrong && dated >= START)
            .then_some(Alarm::BackDated(MemberNumber(1), 6, dated))
            .into_iter()
            .collect();
        for member in &members[1..] {
            prop_assert_eq!(&member.alarms(), &expected);
        }
    }
}

#[test]
fn a_fact_told_later_than_the_page_after_its_day_is_marked() {
    let rng = &mut test_rng(3);
    let mut members = committee(rng);
    weeks(&mut members, 2, 0, rng);
    let header = members[0].next_header(START.plus(14), rng);
    let day = START;
    let told = Told {
        place: 50,
        day,
        fact: Fact::Erased(day.epoch()),
    };
    let page = members[0].page(header, &[told], rng);
    members[0].pages.push(page);
    let lines = read(&members[0].pages, &members[0].letters, &Index::default());
    let last = lines.last().unwrap();
    assert!(last.late && last.day == START && last.written == START.plus(14));
    assert!(lines[..lines.len() - 1].iter().all(|line| !line.late));
}

#[test]
fn a_fact_about_another_letter_than_its_key_is_not_believed() {
    let rng = &mut test_rng(6);
    let mut members = committee(rng);
    let letters = [0, 1].map(|letter| (LetterId([letter; 16]), Digest([100 + letter; 32])));
    members[1].letters.extend(letters);
    // Member 1 has not read letter 1, and seals what is said of it under the key of letter 0.
    members[0].letters = [(letters[1].0, letters[0].1)].into();
    let told = Told {
        place: 0,
        day: START,
        fact: Fact::Opened(letters[1].0, vec![MemberNumber(2)]),
    };
    let header = members[0].next_header(START, rng);
    let page = members[0].page(header, &[told], rng);
    assert_eq!(read(&[page], &members[1].letters, &Index::default()), []);
}

#[test]
fn own_pages_and_those_from_before_ones_time_alarm_nobody() {
    let rng = &mut test_rng(7);
    let mut members = committee(rng);
    weeks(&mut members, 3, 0, rng);
    let later = START.plus(15);
    let newcomer = Reader {
        member: MemberNumber(9),
        since: later,
    };
    // An old page of member 1, sent to the newcomer again.
    let mut old = members[0].pages[0].clone();
    old.week = Some(START.plus(70).week());
    assert_eq!(examine(&[old.clone()], &[], newcomer), []);
    let since_ever = Reader {
        since: START,
        ..newcomer
    };
    assert_eq!(examine(&[old.clone()], &[], since_ever).len(), 1);
    let own = Reader {
        member: old.page.header.member,
        since: START,
    };
    assert_eq!(examine(&[old], &[], own), []);
}

#[test]
fn a_page_in_anothers_name_is_no_page() {
    let rng = &mut test_rng(4);
    let members = committee(rng);
    let header = Header {
        member: MemberNumber(2),
        ..members[0].next_header(START, rng)
    };
    let entries = vec![[0; ENTRY_LEN]; ENTRIES];
    let forged = journal_page::write(header, &[], &entries, &members[0].key).unwrap();
    let refused = journal_page::verify(&forged, &CHANNEL, key_of);
    assert_eq!(refused, Err(PageError::Signature(MemberNumber(2))));
}

#[test]
fn a_page_tells_who_cannot_read_a_letter_nothing_of_it() {
    let rng = &mut test_rng(5);
    let mut members = committee(rng);
    let letter = LetterId([0; 16]);
    let secret: Vec<Told> = (0..3)
        .map(|place| Told {
            place,
            day: START,
            fact: Fact::Marked(letter, 0),
        })
        .collect();
    members[0].letters.insert(letter, Digest([100; 32]));
    members[1].letters.remove(&letter);
    let header = members[0].next_header(START, rng);
    let page = members[0].page(header, &secret, rng);
    assert_eq!(
        read(
            std::slice::from_ref(&page),
            &members[0].letters,
            &Index::default()
        )
        .len(),
        3
    );
    assert_eq!(
        read(
            std::slice::from_ref(&page),
            &members[1].letters,
            &Index::default()
        ),
        []
    );
    let nonces: BTreeSet<&[u8]> = page.page.entries.iter().map(|entry| &entry[..24]).collect();
    assert_eq!(nonces.len(), ENTRIES, "no two entries share anything");
}

proptest! {
    #[test]
    fn any_bytes_give_a_fact_or_an_error(bytes: Vec<u8>) {
        let _ = Told::decode(&bytes);
    }
}
