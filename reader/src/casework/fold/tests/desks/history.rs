//! What members do in one case over some weeks, and the pages in which they tell it.

use super::*;
use crate::ledger::part;

/// A deed as its writer has it.
pub struct Done {
    pub id: DeedId,
    pub day: Day,
    pub bytes: Vec<u8>,
    /// Of its first part, among those of its writer.
    place: u32,
}

impl Done {
    /// Place, number and bytes of each.
    pub fn parts(&self) -> impl Iterator<Item = (u32, u8, &[u8])> {
        let parts = self.bytes.chunks(part::PART_LEN).zip(0_u8..);
        parts.map(|(bytes, number)| (self.place + u32::from(number), number, bytes))
    }
}

/// A page: whose, of which day, and the places of what it tells.
pub struct Page {
    pub member: u16,
    pub day: Day,
    pub facts: Vec<u32>,
}

/// What was done in a case, and how it was told.
#[derive(Default)]
pub struct History {
    pub done: BTreeMap<u16, Vec<Done>>,
    /// In the order of their clocks.
    pub pages: Vec<Page>,
    /// As far as pages tell it.
    told: Vec<Ordered>,
}

impl History {
    /// Somebody does something.
    fn does(&mut self, member: u16, mut deed: Deed, day: Day, rng: &mut StdRng) {
        rng.fill_bytes(&mut deed.salt);
        let bytes = deed.encode().to_vec();
        let own = self.done.entry(member).or_default();
        let place = own.last().map_or(part::FIRST_PLACE, |last| {
            last.place + u32::try_from(last.parts().count()).unwrap()
        });
        own.push(Done {
            id: Deed::name(MemberNumber(member), &bytes),
            day,
            bytes,
            place,
        });
    }

    /// They tell what they have not told, but for the last so many parts of it.
    fn tells(&mut self, member: u16, day: Day, but: usize) {
        let told = self.pages.iter().filter(|page| page.member == member);
        let told: BTreeSet<u32> = told.flat_map(|page| page.facts.clone()).collect();
        let own = self.done.get(&member).into_iter().flatten();
        let places = own.flat_map(|done| done.parts().map(|(place, ..)| place));
        let mut facts: Vec<u32> = places.filter(|place| !told.contains(place)).collect();
        facts.truncate(facts.len().saturating_sub(but));
        for done in self.done.get(&member).into_iter().flatten() {
            let last = done.parts().last().map(|(place, ..)| place);
            if last.is_some_and(|last| facts.contains(&last)) {
                self.told.push(Ordered {
                    id: done.id,
                    member: MemberNumber(member),
                    day: done.day.min(day),
                    written: Some(day),
                    deed: Deed::decode(&done.bytes).ok(),
                });
            }
        }
        self.pages.push(Page { member, day, facts });
    }
}

/// The quorums of the rosters, and since when each holds.
pub fn rosters(rng: &mut StdRng) -> Vec<(Day, u8)> {
    let mut from = FIRST;
    let count = 1 + rng.next_u32() % 4;
    let rosters = (0..count).map(|_| {
        let since = from;
        from = from.plus(rng.next_u32() % 30);
        (since, 1 + u8::try_from(rng.next_u32() % 3).unwrap())
    });
    rosters.collect()
}

/// What a member may do where a case stands, and now and then anything.
fn something(member: u16, casework: &Casework, rng: &mut StdRng) -> What {
    let any = usize::try_from(rng.next_u32()).unwrap();
    let to = MemberNumber(1 + u16::try_from(any % usize::from(MEMBERS)).unwrap());
    let me = MemberNumber(member);
    let names: Vec<DeedId> = casework.names.keys().copied().collect();
    let name = names.get(any % names.len().max(1)).copied();
    let name = name.unwrap_or(DeedId([0; 16]));
    let whom = ["rechtbank", "inspectie"][any % 2].to_owned();
    let ground = Ground::Consent(Consent::Letter(LetterId([1; 16])));
    match rng.next_u32() % 16 {
        0..3 => view_of(me, casework),
        3..5 => decision("report"),
        5 => step(["assessment", "findings", "closed", "treatment"][any % 4]),
        6 => What::NameKept(None),
        7 => What::NameGranted(name, to),
        8..10 => What::NameDisclosureAsked(name, whom, ground),
        10..12 => {
            let asked = casework.asked().find(|(by, _)| by.member != me);
            What::NameDisclosureAgreed(asked.map_or(name, |(by, _)| by.id))
        }
        12..14 => match casework.asked().next() {
            Some((_, (of, to, ground))) => What::NameDisclosed(of, to.to_owned(), ground.clone()),
            None => What::NameDisclosed(name, whom, ground),
        },
        14 => What::SecondLook,
        _ => anything(rng, &names),
    }
}

/// Fixes a view, or opens the one that is fixed.
fn view_of(me: MemberNumber, casework: &Casework) -> What {
    match casework.fixed.get(&me) {
        Some(of) => open(*of, "report"),
        None => What::ViewSealed(view("report").commitment(me, &[1; 32])),
    }
}

/// Members who know all that was told do one thing after the other, and tell it; some in pages that come in two.
pub fn history(book: &Book, rng: &mut StdRng) -> History {
    let mut history = History::default();
    let mut day = FIRST;
    for _ in 0..60 {
        day = day.plus(rng.next_u32() % 3);
        let member = 1 + u16::try_from(rng.next_u32() % u32::from(MEMBERS)).unwrap();
        let casework = Casework::fold(history.told.iter().cloned(), book);
        let mut deed = with_reason(something(member, &casework, rng));
        // Some go over several parts.
        if rng.next_u32().is_multiple_of(3) {
            deed.text = "Omdat het moet. ".repeat(60);
        }
        deed.after = match rng.next_u32() % 8 {
            0 => history.told.last().map(|last| last.id),
            1 => None,
            _ => casework.head,
        };
        // Both are taken until the last weeks of grace; then who is late works by rules that are no more.
        let is_new =
            day >= CHANGE && (rng.next_u32().is_multiple_of(2) || day >= CHANGE.plus(GRACE));
        deed.rules = match is_new {
            true => book.number,
            false => rules::number(DEFAULT),
        };
        // A clock that is ahead, or behind.
        let says = Day(day.0 + 3 - rng.next_u32() % 6);
        history.does(member, deed, says, rng);
        // What was done by rules that are no more is told while they are taken.
        let held_back = is_new && rng.next_u32().is_multiple_of(3);
        history.tells(member, day, usize::from(held_back));
    }
    for member in 1..=MEMBERS {
        history.tells(member, day, 0);
    }
    history
}
