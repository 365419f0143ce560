//! Five members who write pages, and one of them who cheats.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{ChannelId, Digest, LetterId, MemberNumber},
    journal_page::{self, ENTRIES, ENTRY_LEN, Header, PageError},
    primitives::signature::{SigningKey, VerifyingKey},
    shuffle::shuffle,
    time::Day,
};
use proptest::prelude::*;
use rand::rngs::StdRng;

use super::{Alarm, Fact, Line, Reader, Seen, Told, examine, page::seal_all, read};
use crate::{journal::ids::ReplyId, test_rng};

const CHANNEL: ChannelId = ChannelId([1; 32]);
const MEMBERS: u16 = 5;
const LETTERS: u8 = 6;
const START: Day = Day(20_780);

struct Member {
    number: MemberNumber,
    key: SigningKey,
    letters: BTreeMap<LetterId, Digest>,
    told: Vec<Told>,
    pages: Vec<Seen>,
}

fn key(number: MemberNumber) -> SigningKey {
    SigningKey::from_bytes(&[number.0.to_be_bytes()[1]; 32])
}

fn key_of(number: MemberNumber) -> Option<VerifyingKey> {
    (1..=MEMBERS)
        .contains(&number.0)
        .then(|| key(number).verifying_key())
}

fn below(rng: &mut StdRng, bound: u32) -> u32 {
    rng.next_u32() % bound
}

/// A committee in which every letter leaves some members out.
fn committee(rng: &mut StdRng) -> Vec<Member> {
    let letters: Vec<(LetterId, Digest)> = (0..LETTERS)
        .map(|letter| (LetterId([letter; 16]), Digest([100 + letter; 32])))
        .collect();
    (1..=MEMBERS)
        .map(|number| Member {
            number: MemberNumber(number),
            key: key(MemberNumber(number)),
            letters: (letters.iter().copied())
                .filter(|_| below(rng, 3) > 0)
                .collect(),
            told: Vec::new(),
            pages: Vec::new(),
        })
        .collect()
}

impl Member {
    fn own(&self) -> impl Iterator<Item = &Seen> {
        let mine = |seen: &&Seen| seen.page.header.member == self.number;
        self.pages.iter().filter(mine)
    }

    /// Does up to three things to letters that it knows, or something of no letter.
    fn act(&mut self, day: Day, rng: &mut StdRng) -> Vec<Told> {
        let known: Vec<LetterId> = self.letters.keys().copied().collect();
        let mut new = Vec::new();
        for _ in 0..below(rng, 4) {
            let letter = known.get(below(rng, 9) as usize).copied();
            let fact = match (letter, below(rng, 4)) {
                (None, _) => Fact::Erased(day.epoch()),
                (Some(letter), 0) => Fact::Opened(letter, vec![MemberNumber(2)]),
                (Some(letter), 1) => Fact::Released(letter, MemberNumber(3)),
                (Some(letter), 2) => Fact::Answered(letter, ReplyId([9; 16])),
                (Some(letter), _) => Fact::Marked(letter, 2),
            };
            let place = u32::try_from(self.told.len()).unwrap();
            let told = Told { place, day, fact };
            self.told.push(told.clone());
            new.push(told);
        }
        new
    }

    fn next_header(&self, day: Day, rng: &mut StdRng) -> Header {
        let last = self.own().map(|seen| seen.page.header).last();
        let clock = self.pages.iter().map(|seen| seen.page.header.clock).max();
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        Header {
            channel: CHANNEL,
            member: self.number,
            chain: [3; 8],
            number: last.map_or(0, |header| header.number + 1),
            day,
            clock: clock.unwrap_or(0) + 1,
            previous: last.map_or(Digest([0; 32]), |header| header.hash()),
            salt,
            rest: Digest([0; 32]),
        }
    }

    fn page(&self, header: Header, told: &[Told], rng: &mut StdRng) -> Seen {
        let (sealed, places) = seal_all(told.iter(), &self.letters, &header);
        assert_eq!(places.len(), told.len(), "all of it finds room");
        let mut entries = vec![[0; ENTRY_LEN]; ENTRIES];
        entries.iter_mut().for_each(|entry| rng.fill_bytes(entry));
        entries
            .iter_mut()
            .zip(sealed)
            .for_each(|(to, from)| *to = from);
        shuffle(&mut entries, rng);
        let mut newest: BTreeMap<MemberNumber, &Seen> = BTreeMap::new();
        for seen in &self.pages {
            let known = newest.entry(seen.page.header.member).or_insert(seen);
            if seen.page.header.clock > known.page.header.clock {
                *known = seen;
            }
        }
        newest.remove(&self.number);
        let heads: Vec<_> = (newest.values())
            .map(|seen| seen.page.signed_header.clone())
            .collect();
        let bytes = journal_page::write(header, &heads, &entries, &self.key).unwrap();
        Seen {
            page: journal_page::verify(&bytes, &CHANNEL, key_of).unwrap(),
            week: Some(header.day.week()),
        }
    }

    fn write(&mut self, day: Day, rng: &mut StdRng) -> Seen {
        let told = self.act(day, rng);
        let header = self.next_header(day, rng);
        let page = self.page(header, &told, rng);
        self.pages.push(page.clone());
        page
    }

    fn alarms(&self) -> Vec<Alarm> {
        let heads: Vec<Header> = (self.pages.iter())
            .flat_map(|seen| &seen.page.heads)
            .filter_map(|head| Header::verify(head, &CHANNEL, key_of).ok())
            .collect();
        let reader = Reader {
            member: self.number,
            since: START,
        };
        examine(&self.pages, &heads, reader)
    }
}

/// A page that is on its way to everybody else.
struct Posted {
    page: Seen,
    to: Vec<MemberNumber>,
}

fn to_all_but(number: MemberNumber) -> Vec<MemberNumber> {
    let all = (1..=MEMBERS).map(MemberNumber);
    all.filter(|to| *to != number).collect()
}

fn deliver(members: &mut [Member], posted: &[Posted], rng: &mut StdRng) {
    let mut order: Vec<&Posted> = posted.iter().collect();
    for member in members {
        shuffle(&mut order, rng);
        for one in &order {
            if one.to.contains(&member.number) {
                member.pages.push(one.page.clone());
                // Bundles are imported more than once.
                if below(rng, 5) == 0 {
                    member.pages.push(one.page.clone());
                }
            }
        }
    }
}

/// Weeks in which everybody writes a page; the mail comes after each second week.
fn weeks(members: &mut [Member], weeks: u32, from: u32, rng: &mut StdRng) {
    let mut posted = Vec::new();
    for week in from..from + weeks {
        let mut order: Vec<usize> = (0..members.len()).collect();
        shuffle(&mut order, rng);
        for at in order {
            let day = START.plus(week * 7 + below(rng, 3));
            let number = members[at].number;
            let page = members[at].write(day, rng);
            let to = to_all_but(number);
            posted.push(Posted { page, to });
        }
        if week % 2 == 1 || week + 1 == from + weeks {
            deliver(members, &posted, rng);
            posted.clear();
        }
    }
}

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
        for told in member.told.iter().filter(|told| told.day == header.day) {
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
            prop_assert_eq!(read(&pages, &member.letters), truth(&members, &member.letters));
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
    let lines = read(&members[0].pages, &members[0].letters);
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
    assert_eq!(read(&[page], &members[1].letters), []);
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
        read(std::slice::from_ref(&page), &members[0].letters).len(),
        3
    );
    assert_eq!(read(std::slice::from_ref(&page), &members[1].letters), []);
    let nonces: BTreeSet<&[u8]> = page.page.entries.iter().map(|entry| &entry[..24]).collect();
    assert_eq!(nonces.len(), ENTRIES, "no two entries share anything");
}

proptest! {
    #[test]
    fn any_bytes_give_a_fact_or_an_error(bytes: Vec<u8>) {
        let _ = Told::decode(&bytes);
    }
}
