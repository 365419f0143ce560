//! Deeds of several members, in force, void and in conflict.

mod desks;
mod names;

use proptest::prelude::*;
use rand::rngs::StdRng;

use super::*;
use crypto_core::{ids::LetterId, minutes::Way};

use crate::{
    casework::{
        consent::{Consent, Given},
        deed::Deed,
        disclosure::{Ground, Informed},
        rules::DEFAULT,
        view::Answer,
    },
    test_rng,
};

fn with_reason(what: What) -> Deed {
    let mut deed = Deed::of(what);
    deed.text = "Omdat het moet.".to_owned();
    deed
}

struct Desk {
    book: Book,
    deeds: Vec<Ordered>,
}

impl Desk {
    fn new() -> Self {
        Self {
            book: Book::new(DEFAULT).unwrap(),
            deeds: Vec::new(),
        }
    }

    fn casework(&self) -> Casework {
        Casework::fold(self.deeds.iter().cloned(), &self.book)
    }

    /// A member who knows all that was done does something.
    fn does(&mut self, member: u16, what: What) -> Standing {
        let casework = self.casework();
        let after = casework.head.or(casework.detached.last().copied());
        self.does_after(member, what, after)
    }

    fn does_after(&mut self, member: u16, what: What, after: Option<DeedId>) -> Standing {
        let mut deed = with_reason(what);
        deed.after = after;
        deed.rules = self.book.number;
        self.deeds.push(Ordered {
            id: DeedId([u8::try_from(self.deeds.len()).unwrap(); 16]),
            member: MemberNumber(member),
            day: Day(20_800),
            written: None,
            deed: Some(deed),
        });
        self.casework().items.last().unwrap().standing.clone()
    }

    fn last(&self) -> DeedId {
        self.deeds.last().unwrap().id
    }

    fn fixes(&mut self, member: u16, outcome: &str) -> DeedId {
        let commitment = view(outcome).commitment(MemberNumber(member), &[1; 32]);
        assert_eq!(
            self.does(member, What::ViewSealed(commitment)),
            Standing::InForce
        );
        self.last()
    }

    /// Members 4 and 5 give their views, 6 decides.
    fn decides(&mut self, outcome: &str) -> DeedId {
        let fixed = [4, 5].map(|member| (member, self.fixes(member, outcome)));
        for (member, of) in fixed {
            assert_eq!(self.does(member, open(of, outcome)), Standing::InForce);
        }
        assert_eq!(self.does(6, decision(outcome)), Standing::InForce);
        self.last()
    }
}

fn open(of: DeedId, outcome: &str) -> What {
    What::View(of, [1; 32], view(outcome))
}

fn view(outcome: &str) -> View {
    View {
        outcome: outcome.to_owned(),
        answers: ["work", "grounds", "union", "public"]
            .map(|code| (code.to_owned(), Answer::Unclear))
            .to_vec(),
        text: String::new(),
    }
}

fn step(code: &str) -> What {
    What::Step(code.to_owned(), Vec::new())
}

fn decision(code: &str) -> What {
    What::Decision(code.to_owned(), Vec::new())
}

fn void(void: Void) -> Standing {
    Standing::Void(void)
}

#[test]
fn a_view_is_opened_by_who_fixed_it_once_enough_are_fixed() {
    let mut desk = Desk::new();
    let first = desk.fixes(1, "report");
    assert_eq!(desk.does(1, open(first, "report")), void(Void::Views(1, 2)));
    // Another's commitment, taken for one's own, opens nothing.
    let copied = view("report").commitment(MemberNumber(1), &[1; 32]);
    desk.does(2, What::ViewSealed(copied));
    let copy = desk.last();
    assert_eq!(desk.does(2, open(copy, "report")), void(Void::OtherView));
    assert_eq!(desk.does(2, open(first, "report")), void(Void::OtherView));
    let third = desk.fixes(3, "idea");
    let unanswered = View {
        outcome: "report".to_owned(),
        answers: Vec::new(),
        text: String::new(),
    };
    let commitment = unanswered.commitment(MemberNumber(4), &[1; 32]);
    desk.does(4, What::ViewSealed(commitment));
    let incomplete = What::View(desk.last(), [1; 32], unanswered);
    assert_eq!(desk.does(4, incomplete), void(Void::IncompleteView));
    assert_eq!(desk.does(1, open(first, "spam")), void(Void::OtherView));
    assert_eq!(desk.does(1, open(first, "report")), Standing::InForce);
    assert_eq!(desk.does(3, decision("report")), void(Void::Views(1, 2)));
    // Who has seen one gives none of their own.
    let late = view("report").commitment(MemberNumber(5), &[1; 32]);
    assert_eq!(desk.does(5, What::ViewSealed(late)), void(Void::LateView));
    assert_eq!(desk.does(3, What::SecondLook), void(Void::NothingDecided));
    assert_eq!(desk.does(3, open(third, "idea")), Standing::InForce);
    assert_eq!(desk.does(3, decision("idea")), Standing::InForce);
    assert!(desk.casework().is_closed);
    assert_eq!(desk.casework().mark(&desk.book), Some(Mark::Closed));
    assert_eq!(desk.does(1, decision("report")), void(Void::Decided));
    // A second look begins anew, and another member decides it.
    assert_eq!(desk.does(1, What::SecondLook), Standing::InForce);
    let (one, two) = (desk.fixes(1, "report"), desk.fixes(2, "report"));
    desk.does(1, open(one, "report"));
    desk.does(2, open(two, "report"));
    assert_eq!(desk.does(3, decision("report")), void(Void::SameJudge));
    assert_eq!(desk.does(2, decision("report")), Standing::InForce);
    assert_eq!(desk.casework().outcome.unwrap().0, "report");
    assert_eq!(desk.casework().mark(&desk.book), Some(Mark::Open));
}

#[test]
fn the_view_of_who_withdraws_counts_no_more_and_no_report_is_spam() {
    let mut desk = Desk::new();
    let (one, two) = (desk.fixes(1, "spam"), desk.fixes(2, "spam"));
    desk.does(1, What::Recused);
    assert_eq!(desk.does(2, open(two, "spam")), void(Void::Views(1, 2)));
    let three = desk.fixes(3, "spam");
    desk.does(2, open(two, "spam"));
    desk.does(3, open(three, "spam"));
    assert_eq!(
        desk.does(1, open(one, "spam")),
        void(Void::Recused(MemberNumber(1)))
    );
    assert_eq!(desk.does(2, decision("spam")), Standing::InForce);
    assert_eq!(desk.casework().mark(&desk.book), Some(Mark::Spam));
}

#[test]
fn roles_that_are_kept_apart_are_not_one_persons_and_who_recused_themselves_does_nothing() {
    let mut desk = Desk::new();
    desk.decides("report");
    let assigned = |to, role: &str| What::Assigned(MemberNumber(to), role.to_owned());
    assert_eq!(desk.does(3, assigned(1, "investigate")), Standing::InForce);
    let refused = Void::NotAssigned("investigate".to_owned());
    assert_eq!(desk.does(2, step("findings")), void(refused));
    assert_eq!(desk.does(1, step("findings")), Standing::InForce);
    let apart = Void::Apart(
        MemberNumber(1),
        "investigate".to_owned(),
        "decide".to_owned(),
    );
    assert_eq!(desk.does(1, step("closed")), void(apart.clone()));
    assert_eq!(desk.does(2, assigned(1, "decide")), void(apart));
    assert_eq!(
        desk.does(2, assigned(1, "cook")),
        void(Void::NotInRules("cook".to_owned()))
    );
    assert_eq!(desk.does(2, What::Recused), Standing::InForce);
    let gone = void(Void::Recused(MemberNumber(2)));
    assert_eq!(desk.does(2, step("closed")), gone);
    assert_eq!(desk.does(3, assigned(2, "decide")), gone);
    assert_eq!(desk.does(2, What::Note), Standing::InForce);
    // A role that was given and not used can be taken back.
    desk.does(4, assigned(5, "advise"));
    let back = What::Unassigned(MemberNumber(5), "advise".to_owned());
    assert_ne!(desk.does(4, assigned(5, "decide")), Standing::InForce);
    desk.does(4, back);
    assert_eq!(desk.does(4, assigned(3, "decide")), Standing::InForce);
    assert_eq!(desk.does(3, step("closed")), Standing::InForce);
    // Who was given a role and withdrew leaves it to the others.
    assert_eq!(desk.does(1, What::Recused), Standing::InForce);
    let apart = Void::Apart(
        MemberNumber(3),
        "decide".to_owned(),
        "investigate".to_owned(),
    );
    assert_eq!(desk.does(3, step("treatment")), void(apart));
}

#[test]
fn what_was_done_meanwhile_is_a_conflict_that_the_next_step_settles() {
    let mut desk = Desk::new();
    desk.does(1, step("assessment"));
    let first = desk.last();
    assert_eq!(
        desk.does_after(2, step("assessment"), None),
        Standing::Contested
    );
    let other = desk.last();
    assert_eq!(desk.casework().contested, [other]);
    let settles = What::Step("assessment".to_owned(), vec![other]);
    assert_eq!(desk.does_after(3, settles, Some(first)), Standing::InForce);
    let casework = desk.casework();
    assert_eq!(casework.contested.len(), 0);
    assert_eq!(casework.item(other).unwrap().standing, Standing::Settled);
    // Once nothing is in conflict, the rules alone say what follows.
    assert!(matches!(
        desk.does(3, step("assessment")),
        Standing::Void(Void::DoesNotFollow(..))
    ));
    let elsewhere = Some(DeedId([99; 16]));
    assert_eq!(
        desk.does_after(3, step("findings"), elsewhere),
        Standing::Detached
    );
}

#[test]
fn what_comes_late_or_dated_back_undoes_nothing_that_others_have_built_on() {
    let mut desk = Desk::new();
    desk.does(1, step("assessment"));
    desk.decides("report");
    let before = desk.casework();
    let earlier = |what| {
        let mut deed = with_reason(what);
        deed.rules = desk.book.number;
        Ordered {
            id: DeedId([88; 16]),
            member: MemberNumber(3),
            day: Day(1),
            written: Some(Day(1)),
            deed: Some(deed),
        }
    };
    let with_first = |one: Ordered| {
        let all = std::iter::once(one).chain(desk.deeds.iter().cloned());
        Casework::fold(all, &desk.book)
    };
    let late = with_first(earlier(step("assessment")));
    assert_eq!(late.items[0].standing, Standing::Contested);
    assert_eq!(
        (late.head, late.outcome, late.step),
        (before.head, before.outcome, before.step)
    );
    // Nor does what is void stand in anybody's way, however few have gone on since.
    let mut alone = Desk::new();
    alone.deeds.push(earlier(step("findings")));
    alone.does(1, step("assessment"));
    assert_eq!(alone.casework().step, "assessment");
}

#[test]
fn one_member_can_neither_block_a_case_nor_jump_ahead_in_it() {
    // A step that goes on from nothing that exists.
    let mut desk = Desk::new();
    let nowhere = Some(DeedId([99; 16]));
    assert_eq!(
        desk.does_after(3, step("assessment"), nowhere),
        Standing::Detached
    );
    assert_eq!(desk.does(1, step("assessment")), Standing::InForce);
    assert_eq!(desk.casework().step, "assessment");
    // A conflict made by oneself, to a step to which the rules do not lead.
    let mut desk = Desk::new();
    desk.does_after(3, step("closed"), None);
    let void = desk.last();
    assert_eq!(
        desk.does_after(3, step("closed"), Some(void)),
        Standing::Contested
    );
    let contested = desk.last();
    let settles = What::Step("closed".to_owned(), vec![contested]);
    assert!(matches!(
        desk.does_after(3, settles, None),
        Standing::Void(Void::DoesNotFollow(..))
    ));
    assert_eq!(desk.casework().step, "received");
    // A view that is fixed and never opened.
    let mut desk = Desk::new();
    desk.fixes(3, "spam");
    let one = desk.fixes(1, "report");
    assert_eq!(desk.does(1, open(one, "report")), Standing::InForce);
    assert_eq!(
        desk.does(2, What::SecondLook),
        Standing::Void(Void::NothingDecided)
    );
    desk.deeds.push(Ordered {
        id: DeedId([50; 16]),
        member: MemberNumber(2),
        day: Day(20_828),
        written: None,
        deed: Some(with_reason(What::SecondLook)),
    });
    desk.decides("report");
}

#[test]
fn what_was_done_by_earlier_rules_is_judged_by_those_until_all_have_had_time_to_set_the_new() {
    let mut desk = Desk::new();
    desk.decides("report");
    let stricter = DEFAULT.replace("views = 2", "views = 3");
    desk.book.set(&stricter, Day(20_810)).unwrap();
    assert_eq!(desk.casework().step, "treatment");
    desk.deeds
        .iter_mut()
        .for_each(|deed| deed.written = Some(Day(20_839)));
    assert_eq!(desk.casework().step, "received", "the grace is over");
}

#[test]
fn tasks_promises_and_holds_are_open_until_they_are_done_and_corrections_change_nothing() {
    let mut desk = Desk::new();
    desk.does(1, What::Task(MemberNumber(2), Day(20_900)));
    let task = desk.last();
    desk.does(1, What::Promise(Day(20_900)));
    desk.does(1, What::Hold);
    let hold = desk.last();
    desk.does(2, What::Done(task));
    desk.does(2, What::Corrected(task));
    let casework = desk.casework();
    assert_eq!((casework.open.len(), casework.holds.len()), (1, 1));
    assert!(casework.item(task).unwrap().corrected);
    desk.does(3, What::HoldLifted(hold));
    assert!(desk.casework().holds.is_empty());
}

/// Anything that a member may try.
fn anything(rng: &mut StdRng, known: &[DeedId]) -> What {
    let member = MemberNumber(1 + u16::try_from(rng.next_u32() % 5).unwrap());
    let steps = [
        "received",
        "assessment",
        "treatment",
        "findings",
        "closed",
        "nowhere",
    ];
    let roles = ["assess", "investigate", "decide", "cook"];
    let any = usize::try_from(rng.next_u32()).unwrap();
    let of = known
        .get(any % known.len().max(1))
        .copied()
        .unwrap_or(DeedId([0; 16]));
    match rng.next_u32() % 10 {
        0..=3 => What::Step(steps[any % steps.len()].to_owned(), vec![of]),
        4 => What::ViewSealed(view("report").commitment(member, &[1; 32])),
        5 => What::View(of, [1; 32], view("report")),
        6 => decision("report"),
        7 => What::Assigned(member, roles[any % roles.len()].to_owned()),
        8 => What::Done(of),
        _ => [
            What::Recused,
            What::SecondLook,
            What::Hold,
            What::Task(member, Day(1)),
            What::NameKept(None),
            What::NameShareGiven(LetterId([3; 16]), member),
            What::NameGranted(of, member),
            What::NameLooked(of),
            What::Consented(Given {
                way: Way::Telephone,
                day: Day(1),
                kept: "kluis 3".to_owned(),
            }),
            What::Corrected(of),
            What::Forwarded("Inspectie".to_owned(), Consent::Given(of)),
        ][any % 11]
            .clone(),
    }
}

proptest! {
    #[test]
    fn whatever_is_tried_a_deed_that_is_void_changes_nothing_but_the_list(seed: u64) {
        let rng = &mut test_rng(seed);
        let mut desk = Desk::new();
        for _ in 0..40 {
            let known: Vec<DeedId> = desk.deeds.iter().map(|deed| deed.id).collect();
            let member = 1 + u16::try_from(rng.next_u32() % 5).unwrap();
            let what = anything(rng, &known);
            let mut before = desk.casework();
            let standing = if rng.next_u32().is_multiple_of(4) {
                let after = known.get(rng.next_u32() as usize % (known.len() + 1)).copied();
                desk.does_after(member, what, after)
            } else {
                desk.does(member, what)
            };
            let mut after = desk.casework();
            // One that goes on from elsewhere says that its writer knew of that.
            let goes_on = desk.deeds.last().unwrap().deed.as_ref().unwrap();
            let aside = !goes_on.is_line() || goes_on.after == before.head;
            if matches!(standing, Standing::Void(_)) && aside {
                // Of two that do not count, which is void and which in conflict may change with it.
                for casework in [&mut before, &mut after] {
                    casework.items.clear();
                    casework.contested.clear();
                    casework.detached.clear();
                    casework.allowed.clear();
                }
                prop_assert_eq!(&before, &after);
            }
            for roles in after.acted.values() {
                for role in roles {
                    prop_assert_eq!(desk.book.current.kept_from(role, roles.iter()), None);
                }
            }
        }
    }
}
