//! Who does not tell all others the same: found from the pages and from the signed headers that each
//! page repeats of the others.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, MemberNumber},
    journal_page::Header,
    time::{Day, Week},
};

use super::Seen;

/// Days after its day within which a page reaches the server: couriers may be late.
const COURIER_DAYS: u32 = 28;

/// Something about a member's pages that all others should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// Two signed headers have one number: this member tells some colleagues something else, or their vault is
    /// used on two machines.
    Forked(MemberNumber, u32),
    /// A page is missing here of which a later one, or another member's page, shows that it exists.
    Missing(MemberNumber, u32),
    /// A page does not follow the one before it.
    Broken(MemberNumber, u32),
    /// A page says that it was written on another day than it can have been.
    BackDated(MemberNumber, u32, Day),
    /// A letter in this member's name that they did not sign.
    NotTheirs(MemberNumber, Week),
}

impl Alarm {
    /// Whom it is about.
    #[must_use]
    pub fn member(&self) -> MemberNumber {
        match self {
            Self::Forked(member, _)
            | Self::Missing(member, _)
            | Self::Broken(member, _)
            | Self::BackDated(member, ..)
            | Self::NotTheirs(member, _) => *member,
        }
    }
}

type Chain = (MemberNumber, [u8; 8]);

/// Whose reader looks, and since when: of their own pages, and of what was written before they were there, there is
/// nothing to be alarmed about.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The member.
    pub member: MemberNumber,
    /// The first day of which this reader knows a board.
    pub since: Day,
}

/// Everything that does not fit. `heads` are the signed headers inside the pages, as far as their
/// signatures hold.
#[must_use]
pub fn examine(seen: &[Seen], heads: &[Header], reader: Reader) -> Vec<Alarm> {
    let counts = |header: &Header| header.member != reader.member && header.day >= reader.since;
    let mut alarms = BTreeSet::new();
    // By chain and number: the hashes seen, and the header where the page itself is here.
    let mut chains: BTreeMap<Chain, BTreeMap<u32, Place>> = BTreeMap::new();
    for one in seen {
        let header = &one.page.header;
        if !counts(header) {
            continue;
        }
        let place = place_of(&mut chains, header);
        place.hashes.insert(header.hash());
        place.pages.push((*header, one.week));
    }
    for header in heads.iter().filter(|header| counts(header)) {
        let hash = header.hash();
        place_of(&mut chains, header).hashes.insert(hash);
    }
    for ((member, _), chain) in &chains {
        for (number, place) in chain {
            if place.hashes.len() > 1 {
                alarms.insert(Alarm::Forked(*member, *number));
            }
            let before = number.checked_sub(1).and_then(|before| chain.get(&before));
            place.check(before, &mut alarms);
        }
        let missing = missing(chain).map(|number| Alarm::Missing(*member, number));
        alarms.extend(missing);
    }
    alarms.into_iter().collect()
}

/// Missing pages of one chain that are named one by one.
const MISSING_MAX: u32 = 64;

/// The numbers of pages that are not here, from the first that is: those before it were written before this
/// member was there to get them. A chain of which no page is here shows by its newest number alone.
fn missing(chain: &BTreeMap<u32, Place>) -> impl Iterator<Item = u32> {
    let here = |number: &u32| {
        chain
            .get(number)
            .is_some_and(|place| !place.pages.is_empty())
    };
    let last = chain.keys().next_back().copied().unwrap_or(0);
    let first = chain.keys().find(|number| here(number)).copied();
    let from = first.unwrap_or(last).max(last.saturating_sub(MISSING_MAX));
    (from..=last).filter(move |number| !here(number))
}

#[derive(Default)]
struct Place {
    hashes: BTreeSet<Digest>,
    pages: Vec<(Header, Option<Week>)>,
}

fn place_of<'c>(
    chains: &'c mut BTreeMap<Chain, BTreeMap<u32, Place>>,
    header: &Header,
) -> &'c mut Place {
    let chain = chains.entry((header.member, header.chain)).or_default();
    chain.entry(header.number).or_default()
}

impl Place {
    fn check(&self, before: Option<&Self>, alarms: &mut BTreeSet<Alarm>) {
        for (header, week) in &self.pages {
            let (member, number, day) = (header.member, header.number, header.day);
            if let Some(week) = week
                && (week.first_day() > day.plus(COURIER_DAYS) || day > week.last_day().plus(1))
            {
                alarms.insert(Alarm::BackDated(member, number, day));
            }
            let Some(before) = before else { continue };
            if !before.hashes.contains(&header.previous) {
                alarms.insert(Alarm::Broken(member, number));
            }
            for (earlier, _) in &before.pages {
                if earlier.day > day || earlier.clock >= header.clock {
                    alarms.insert(Alarm::BackDated(member, number, day));
                }
            }
        }
    }
}
