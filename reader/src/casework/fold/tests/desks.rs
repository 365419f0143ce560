//! The same work as it comes to the desks of all members: their own as they did it, that of colleagues in pages that come in
//! any order, between rosters with other quorums, and with other rules that each member sets on a day of their own. Vault,
//! journal's state, order of deeds and judgement are the real ones.

mod history;

use crypto_core::{ids::Digest, shuffle::shuffle, time::Week};

use self::history::{History, history, rosters};
use super::*;
use crate::{
    casework::{in_force, load, rules},
    journal::{event::Event, ids::CaseId},
    state::State,
    test_vault,
    vault::{Vault, contents::PieceRef},
};

const CASE: CaseId = CaseId([7; 5]);
const MEMBERS: u16 = 5;
const FIRST: Day = Day(20_000);
/// From here on the members set [`stricter`] rules, each within the weeks in which both are taken.
const CHANGE: Day = Day(20_020);
const GRACE: u32 = 28;

fn stricter() -> String {
    DEFAULT.replace("views = 2", "views = 3")
}

/// What each desk has of it, in the order in which it came there.
struct Desks<'h> {
    history: &'h History,
    rosters: &'h [(Day, u8)],
    vault: Vault,
}

impl Desks<'_> {
    fn put(&mut self, bytes: &[u8], rng: &mut StdRng) -> PieceRef {
        self.vault.contents.put(bytes, rng).unwrap()
    }

    fn header(at: usize) -> Digest {
        Digest([u8::try_from(at).unwrap(); 32])
    }

    /// A page of a colleague.
    fn heard(&mut self, at: usize, rng: &mut StdRng) -> Vec<Event> {
        let page = &self.history.pages[at];
        let (member, written, header) = (MemberNumber(page.member), page.day, Self::header(at));
        let mut events = vec![Event::PageReceived {
            member,
            chain: 7,
            number: u32::try_from(at).unwrap(),
            week: Week(written.0 / 7),
            header,
            piece: self.put(&[], rng),
            clock: u64::try_from(at / 2).unwrap(),
        }];
        let done = self.history.done.get(&page.member).into_iter().flatten();
        for done in done {
            let parts = u8::try_from(done.parts().count()).unwrap();
            for (place, part, bytes) in done.parts() {
                if page.facts.contains(&place) {
                    events.push(Event::DeedHeard {
                        case: CASE,
                        deed: done.id,
                        member,
                        part,
                        parts,
                        day: done.day,
                        written,
                        page: header,
                        place,
                        piece: self.put(bytes, rng),
                    });
                }
            }
        }
        events
    }

    /// What a member did, and their pages.
    fn own(&mut self, member: u16, rng: &mut StdRng) -> Vec<Event> {
        let mut events = Vec::new();
        for done in self.history.done.get(&member).into_iter().flatten() {
            events.push(Event::DeedDone {
                case: CASE,
                deed: done.id,
                day: done.day,
                piece: self.put(&done.bytes, rng),
            });
        }
        let pages = self.history.pages.iter().enumerate();
        for (at, page) in pages.filter(|(_, page)| page.member == member) {
            events.push(Event::PageWritten {
                chain: 7,
                number: u32::try_from(at).unwrap(),
                day: page.day,
                header: Self::header(at),
                clock: u64::try_from(at / 2).unwrap(),
                facts: page.facts.clone(),
                piece: self.put(&[], rng),
            });
        }
        events
    }

    fn rosters_seen(&self) -> Vec<Vec<Event>> {
        let all = self.rosters.iter().zip(1..);
        let seen = all.map(|((from, quorum), serial)| {
            vec![Event::RosterSeen {
                serial,
                hash: Digest([8; 32]),
                slots: 8,
                valid_until: from.plus(92),
                day: *from,
                quorum: Some(*quorum),
                from: Some(*from),
            }]
        });
        seen.collect()
    }

    /// Where the case stands for a member who got everything in an order of their own.
    fn stands(&mut self, member: u16, rng: &mut StdRng) -> Casework {
        let mut groups = self.rosters_seen();
        for at in 0..self.history.pages.len() {
            if self.history.pages[at].member != member {
                groups.push(self.heard(at, rng));
            }
        }
        groups.push(self.own(member, rng));
        let (text, set_on) = (stricter(), CHANGE.plus(rng.next_u32() % GRACE));
        groups.push(vec![Event::RulesSet {
            day: set_on,
            rules: rules::hash(&text),
            piece: self.put(text.as_bytes(), rng),
        }]);
        shuffle(&mut groups, rng);
        let opened = Event::CaseOpened {
            case: CASE,
            day: FIRST,
            conversation: None,
            keys: None,
            addressee: MemberNumber(0),
            standing: 0,
            beside: None,
        };
        let events: Vec<Event> = std::iter::once(opened)
            .chain(groups.into_iter().flatten())
            .collect();
        self.vault.secrets.profile.number = MemberNumber(member);
        let state = State::replay(&events);
        let book = in_force(&mut self.vault, &state).unwrap();
        let mut deeds = load(&mut self.vault, &state, |_| true).unwrap();
        Casework::fold(deeds.remove(&CASE).unwrap_or_default(), &book)
    }
}

#[test]
fn whatever_the_order_of_merging_all_desks_end_in_the_same_state_under_changing_rosters_and_rules()
{
    let mut came_to = BTreeSet::new();
    for seed in 0..32 {
        let rng = &mut test_rng(seed);
        let rosters = rosters(rng);
        let mut book = Book::new(DEFAULT).unwrap();
        book.set(&stricter(), CHANGE).unwrap();
        let book = book.with_quorums(rosters.iter().copied(), false);
        let history = history(&book, rng);
        let dir = tempfile::tempdir().unwrap();
        let mut desks = Desks {
            history: &history,
            rosters: &rosters,
            vault: test_vault::open(dir.path()),
        };
        let first = desks.stands(1, rng);
        let done: usize = history.done.values().map(Vec::len).sum();
        assert_eq!(first.items.len(), done, "all of it is there");
        for member in 1..=MEMBERS {
            let theirs = desks.stands(member, rng);
            assert_eq!(theirs, first, "seed {seed}, member {member}");
        }
        for item in &first.items {
            let what = item.ordered.deed.as_ref().map(|deed| &deed.what);
            came_to.insert(match (&item.standing, what) {
                (Standing::InForce, Some(What::Decision(..))) => "decided",
                (Standing::InForce, Some(What::NameDisclosed(..))) => "disclosed",
                (Standing::Void(Void::Views(_, 2)), _) => "by the old rules",
                (Standing::Void(Void::Views(_, 3)), _) => "by the new rules",
                (Standing::Void(Void::NotAgreed(_, 2)), _) => "by a quorum of two",
                (Standing::Void(Void::NotAgreed(_, 3)), _) => "by a quorum of three",
                (Standing::Contested, _) => "contested",
                (Standing::Detached, _) => "detached",
                _ => "otherwise",
            });
        }
    }
    // Or the above would say little.
    let all = [
        "by a quorum of three",
        "by a quorum of two",
        "by the new rules",
        "by the old rules",
        "contested",
        "decided",
        "detached",
        "disclosed",
        "otherwise",
    ];
    assert_eq!(came_to, all.into());
}
