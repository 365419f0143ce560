//! Deeds of several members, in force, void and in conflict.

use proptest::prelude::*;
use rand::rngs::StdRng;

use super::*;
use crate::{casework::rules::DEFAULT, casework::view::Answer, test_rng};

struct Desk {
    rules: Rules,
    deeds: Vec<Ordered>,
}

impl Desk {
    fn new() -> Self {
        Self {
            rules: Rules::parse(DEFAULT).unwrap(),
            deeds: Vec::new(),
        }
    }

    fn casework(&self) -> Casework {
        Casework::fold(self.deeds.iter().cloned(), &self.rules)
    }

    /// A member who knows all that was done does something.
    fn does(&mut self, member: u16, what: What) -> Standing {
        let head = self.casework().head;
        self.does_after(member, what, head)
    }

    fn does_after(&mut self, member: u16, what: What, after: Option<DeedId>) -> Standing {
        let mut deed = Deed::of(what);
        deed.after = after;
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
}

fn view(outcome: &str) -> View {
    View {
        outcome: outcome.to_owned(),
        answers: vec![("work".to_owned(), Answer::Unclear)],
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
    let open = |of, outcome: &str| What::View(of, [1; 32], view(outcome));
    assert_eq!(desk.does(1, open(first, "report")), void(Void::Views(1, 2)));
    // Another's commitment, taken for one's own, opens nothing.
    let copied = view("report").commitment(MemberNumber(1), &[1; 32]);
    desk.does(2, What::ViewSealed(copied));
    let copy = desk.last();
    assert_eq!(desk.does(2, open(copy, "report")), void(Void::OtherView));
    assert_eq!(desk.does(2, open(first, "report")), void(Void::OtherView));
    assert_eq!(desk.does(1, open(first, "spam")), void(Void::OtherView));
    assert_eq!(desk.does(1, open(first, "report")), Standing::InForce);
    assert_eq!(desk.does(3, decision("report")), void(Void::Views(1, 2)));
    let third = desk.fixes(3, "idea");
    assert_eq!(desk.does(3, open(third, "idea")), Standing::InForce);
    assert_eq!(desk.does(3, decision("idea")), Standing::InForce);
    assert!(desk.casework().is_closed);
    // A second look begins anew, and another member decides it.
    assert_eq!(desk.does(1, What::SecondLook), Standing::InForce);
    let (one, two) = (desk.fixes(1, "report"), desk.fixes(2, "report"));
    desk.does(1, open(one, "report"));
    desk.does(2, open(two, "report"));
    assert_eq!(desk.does(3, decision("report")), void(Void::SameJudge));
    assert_eq!(desk.does(2, decision("report")), Standing::InForce);
    assert_eq!(desk.casework().outcome.unwrap().0, "report");
}

#[test]
fn roles_that_are_kept_apart_are_not_one_persons_and_who_recused_themselves_does_nothing() {
    let mut desk = Desk::new();
    desk.does(1, step("assessment"));
    let assigned = |to, role: &str| What::Assigned(MemberNumber(to), role.to_owned());
    assert_eq!(desk.does(3, assigned(1, "investigate")), Standing::InForce);
    let refused = Void::NotAssigned("investigate".to_owned());
    assert_eq!(desk.does(2, step("treatment")), void(refused));
    assert_eq!(desk.does(1, step("treatment")), Standing::InForce);
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
    assert_eq!(desk.does(3, step("closed")), Standing::InForce);
    // Who was given a role and withdrew leaves it to the others.
    assert_eq!(desk.does(1, What::Recused), Standing::InForce);
    assert_eq!(
        desk.does(3, step("treatment")),
        void(Void::Apart(
            MemberNumber(3),
            "decide".to_owned(),
            "investigate".to_owned()
        ))
    );
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
    let settles = What::Step("closed".to_owned(), vec![other]);
    assert_eq!(desk.does_after(3, settles, Some(first)), Standing::InForce);
    let casework = desk.casework();
    assert_eq!(
        (casework.contested.len(), casework.step.as_str()),
        (0, "closed")
    );
    assert_eq!(casework.item(other).unwrap().standing, Standing::Settled);
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
        ][any % 4]
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
            if matches!(standing, Standing::Void(_)) {
                before.items.clear();
                after.items.clear();
                prop_assert_eq!(&before, &after);
            }
            for roles in after.roles.values() {
                for role in roles {
                    prop_assert_eq!(desk.rules.kept_from(role, roles.iter()), None);
                }
            }
        }
    }
}
