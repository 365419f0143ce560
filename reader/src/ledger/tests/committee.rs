//! Members who write pages, and the mail between them.

use std::collections::BTreeMap;

use crypto_core::{
    ids::{ChannelId, Digest, LetterId, MemberNumber},
    journal_page::{self, ENTRIES, ENTRY_LEN, Header},
    primitives::signature::{SigningKey, VerifyingKey},
    shuffle::shuffle,
    time::Day,
};
use rand::{Rng as _, rngs::StdRng};

use crate::{
    journal::ids::ReplyId,
    ledger::{Alarm, Fact, Reader, Seen, Told, examine, fact::Published, page::seal_all},
};

pub const CHANNEL: ChannelId = ChannelId([1; 32]);
pub const MEMBERS: u16 = 5;
pub const LETTERS: u8 = 6;
pub const START: Day = Day(20_780);

pub struct Member {
    pub number: MemberNumber,
    pub key: SigningKey,
    pub letters: BTreeMap<LetterId, Digest>,
    pub told: Vec<Told>,
    pub pages: Vec<Seen>,
}

pub fn key(number: MemberNumber) -> SigningKey {
    SigningKey::from_bytes(&[number.0.to_be_bytes()[1]; 32])
}

pub fn key_of(number: MemberNumber) -> Option<VerifyingKey> {
    (1..=MEMBERS)
        .contains(&number.0)
        .then(|| key(number).verifying_key())
}

pub fn below(rng: &mut StdRng, bound: u32) -> u32 {
    rng.next_u32() % bound
}

/// A committee in which every letter leaves some members out.
pub fn committee(rng: &mut StdRng) -> Vec<Member> {
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
    pub fn own(&self) -> impl Iterator<Item = &Seen> {
        let mine = |seen: &&Seen| seen.page.header.member == self.number;
        self.pages.iter().filter(mine)
    }

    /// Does up to three things to letters that it knows, or something of no letter.
    pub fn act(&mut self, day: Day, rng: &mut StdRng) -> Vec<Told> {
        let known: Vec<LetterId> = self.letters.keys().copied().collect();
        let mut new = Vec::new();
        for _ in 0..below(rng, 4) {
            let letter = known.get(below(rng, 9) as usize).copied();
            let fact = match (letter, below(rng, 5)) {
                (None, _) => Fact::Erased(day.epoch()),
                (Some(letter), 0) => Fact::Opened(letter, vec![MemberNumber(2)]),
                (Some(letter), 1) => Fact::Released(letter, MemberNumber(3)),
                (Some(letter), 2) => Fact::Answered(letter, ReplyId([9; 16])),
                (Some(letter), 3) => {
                    Fact::Published(letter, ReplyId([9; 16]), Published::Confirmation)
                }
                (Some(letter), _) => Fact::Marked(letter, 2),
            };
            let place = u32::try_from(self.told.len()).unwrap();
            let told = Told { place, day, fact };
            self.told.push(told.clone());
            new.push(told);
        }
        new
    }

    pub fn next_header(&self, day: Day, rng: &mut StdRng) -> Header {
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

    pub fn page(&self, header: Header, told: &[Told], rng: &mut StdRng) -> Seen {
        let (sealed, places) = seal_all(told.iter(), (&self.letters, &BTreeMap::new()), &header);
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

    pub fn write(&mut self, day: Day, rng: &mut StdRng) -> Seen {
        let told = self.act(day, rng);
        let header = self.next_header(day, rng);
        let page = self.page(header, &told, rng);
        self.pages.push(page.clone());
        page
    }

    pub fn alarms(&self) -> Vec<Alarm> {
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
pub struct Posted {
    pub page: Seen,
    pub to: Vec<MemberNumber>,
}

pub fn to_all_but(number: MemberNumber) -> Vec<MemberNumber> {
    let all = (1..=MEMBERS).map(MemberNumber);
    all.filter(|to| *to != number).collect()
}

pub fn deliver(members: &mut [Member], posted: &[Posted], rng: &mut StdRng) {
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
pub fn weeks(members: &mut [Member], weeks: u32, from: u32, rng: &mut StdRng) {
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
