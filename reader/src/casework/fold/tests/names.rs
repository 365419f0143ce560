//! Who reads a name that is held apart, passes it on and discloses it.

use super::*;

#[test]
fn nobody_reads_a_name_passes_it_on_or_discloses_it_who_was_not_granted_it() {
    let mut desk = Desk::new();
    assert_eq!(desk.does(1, What::NameKept(None)), Standing::InForce);
    let name = desk.last();
    let disclosed = |ground| What::NameDisclosed(name, "rechtbank".to_owned(), ground);
    let consent = || Ground::Consent(Consent::Letter(LetterId([1; 16])));
    let acts = |to: u16| {
        let granted = What::NameGranted(name, MemberNumber(to));
        [granted, What::NameLooked(name), disclosed(consent())]
    };
    for what in acts(2) {
        let refused = void(Void::NotGranted(MemberNumber(2)));
        assert_eq!(desk.does(2, what), refused, "to oneself, too");
    }
    let other = DeedId([99; 16]);
    let refused = void(Void::NotGranted(MemberNumber(1)));
    assert_eq!(desk.does(1, What::NameLooked(other)), refused);
    assert_eq!(
        desk.does(1, What::NameGranted(name, MemberNumber(2))),
        Standing::InForce
    );
    for what in acts(3) {
        assert_eq!(desk.does(2, what), Standing::InForce);
    }
    let by = |desk: &Desk| desk.casework().names[&name].clone();
    assert_eq!(by(&desk), [1, 2, 3].map(MemberNumber).into());
    let unlawful = Ground::Obliged(" ".to_owned(), Informed::Not("Geheim.".to_owned()));
    assert_eq!(desk.does(2, disclosed(unlawful)), void(Void::NoGround));
    desk.does(2, What::Recused);
    for what in acts(4) {
        let refused = void(Void::Recused(MemberNumber(2)));
        assert_eq!(desk.does(2, what), refused);
    }
    let back = What::NameGranted(name, MemberNumber(2));
    assert_eq!(desk.does(1, back), void(Void::Recused(MemberNumber(2))));
    assert_eq!(by(&desk), [1, 3].map(MemberNumber).into());
    // Without a reason nothing about a name counts.
    for what in acts(4).into_iter().chain([What::NameKept(None)]) {
        desk.does(1, what);
        let deed = desk.deeds.last_mut().unwrap().deed.as_mut().unwrap();
        deed.text = " \n".to_owned();
        let last = desk.casework().items.last().unwrap().standing.clone();
        assert_eq!(last, void(Void::NoReason));
    }
}

#[test]
fn a_share_is_given_with_a_reason_by_and_to_those_who_take_part() {
    let mut desk = Desk::new();
    let given = |to: u16| What::NameShareGiven(LetterId([3; 16]), MemberNumber(to));
    assert_eq!(desk.does(1, given(2)), Standing::InForce);
    let first = desk.last();
    desk.does(2, What::Recused);
    let recused = void(Void::Recused(MemberNumber(2)));
    assert_eq!(desk.does(1, given(2)), recused);
    assert_eq!(desk.does(2, given(3)), recused);
    let opened = What::NameKept(Some(LetterId([3; 16])));
    assert_eq!(desk.does(2, opened), recused);
    assert_eq!(
        desk.casework().item(first).unwrap().standing,
        Standing::InForce
    );
    desk.does(1, given(3));
    desk.deeds.last_mut().unwrap().deed.as_mut().unwrap().text = " \n".to_owned();
    let last = desk.casework().items.last().unwrap().standing.clone();
    assert_eq!(last, void(Void::NoReason));
}

const TO: &str = "rechtbank";

/// A desk where two members disclose a name together since a day, with a name that member 1 holds.
fn with_quorum(since: Day) -> (Desk, DeedId) {
    let mut desk = Desk::new();
    desk.book = desk.book.with_quorums([(Day(0), 1), (since, 2)], false);
    assert_eq!(desk.does(1, What::NameKept(None)), Standing::InForce);
    let name = desk.last();
    (desk, name)
}

fn consent() -> Ground {
    Ground::Consent(Consent::Letter(LetterId([1; 16])))
}

fn disclosed(name: DeedId) -> What {
    What::NameDisclosed(name, TO.to_owned(), consent())
}

fn asked(name: DeedId) -> What {
    What::NameDisclosureAsked(name, TO.to_owned(), consent())
}

#[test]
fn with_a_quorum_nobody_discloses_a_name_alone_whoever_says_so() {
    let (mut desk, name) = with_quorum(Day(20_000));
    let alone = |have| void(Void::NotAgreed(have, 2));
    assert_eq!(desk.does(1, disclosed(name)), alone(0));
    assert_eq!(
        desk.does(2, asked(name)),
        void(Void::NotGranted(MemberNumber(2)))
    );
    assert_eq!(desk.does(1, asked(name)), Standing::InForce);
    let wish = desk.last();
    let agreed = What::NameDisclosureAgreed(wish);
    // Neither who asks, nor who asks twice, nor who agrees with something else is a second one.
    assert_eq!(desk.does(1, agreed.clone()), void(Void::NotAsked));
    desk.does(1, asked(name));
    assert_eq!(
        desk.does(2, What::NameDisclosureAgreed(name)),
        void(Void::NotAsked)
    );
    assert_eq!(desk.does(1, disclosed(name)), alone(1));
    assert_eq!(desk.does(2, agreed.clone()), Standing::InForce);
    let others = [
        What::NameDisclosed(name, "krant".to_owned(), consent()),
        What::NameDisclosed(
            name,
            TO.to_owned(),
            Ground::Obliged(
                "artikel 162 Sv".to_owned(),
                Informed::Not("Geheim.".to_owned()),
            ),
        ),
    ];
    for other in others {
        assert_eq!(
            desk.does(1, other),
            alone(0),
            "it is agreed to whom and on what ground"
        );
    }
    assert_eq!(
        desk.does(2, disclosed(name)),
        void(Void::NotGranted(MemberNumber(2)))
    );
    assert_eq!(desk.does(1, disclosed(name)), Standing::InForce);
}

#[test]
fn who_agreed_can_take_it_back_and_who_withdrew_is_for_nothing() {
    let (mut desk, name) = with_quorum(Day(20_000));
    desk.does(1, asked(name));
    let wish = desk.last();
    desk.does(2, What::NameDisclosureAgreed(wish));
    let second = desk.last();
    desk.does(2, What::Corrected(second));
    assert_eq!(desk.does(1, disclosed(name)), void(Void::NotAgreed(1, 2)));
    desk.does(3, What::NameDisclosureAgreed(wish));
    desk.does(3, What::Recused);
    assert_eq!(desk.does(1, disclosed(name)), void(Void::NotAgreed(1, 2)));
    desk.does(4, What::NameDisclosureAgreed(wish));
    assert_eq!(desk.does(1, disclosed(name)), Standing::InForce);
    desk.does(1, What::Corrected(wish));
    assert_eq!(
        desk.does(5, What::NameDisclosureAgreed(wish)),
        void(Void::NotAsked)
    );
    assert_eq!(desk.does(1, disclosed(name)), void(Void::NotAgreed(0, 2)));
    // Agreeing without a reason is no agreeing.
    desk.does(1, asked(name));
    let wish = desk.last();
    desk.does(4, What::NameDisclosureAgreed(wish));
    desk.deeds.last_mut().unwrap().deed.as_mut().unwrap().text = " ".to_owned();
    assert_eq!(desk.does(1, disclosed(name)), void(Void::NotAgreed(1, 2)));
}

#[test]
fn a_quorum_counts_four_weeks_after_its_roster_and_a_lower_one_at_once() {
    // What members do here is of day 20 800.
    let stands = |since: u32| {
        let (mut desk, name) = with_quorum(Day(since));
        desk.does(1, disclosed(name))
    };
    assert_eq!(stands(20_801), Standing::InForce);
    assert_eq!(stands(20_773), Standing::InForce);
    assert_eq!(stands(20_772), void(Void::NotAgreed(0, 2)));
    let book = || Book::new(DEFAULT).unwrap();
    assert_eq!(book().together(Day(20_800)), 1);
    let lower = book().with_quorums([(Day(100), 3), (Day(200), 2)], false);
    let days = [99, 100, 199, 200, 228, 500];
    assert_eq!(days.map(|day| lower.together(Day(day))), [3, 3, 3, 2, 2, 2]);
    assert_eq!(days.map(|day| lower.quorum(Day(day))), [3, 3, 3, 2, 2, 2]);
    // Who does it goes by the quorum in force, whatever is judged mildly later.
    let higher = book().with_quorums([(Day(100), 1), (Day(200), 2)], false);
    assert_eq!(
        days.map(|day| higher.together(Day(day))),
        [1, 1, 1, 1, 2, 2]
    );
    assert_eq!(days.map(|day| higher.quorum(Day(day))), [1, 1, 1, 2, 2, 2]);
    // Who came with a later roster has what was before it stand, and nothing of their own.
    let late = book().with_quorums([(Day(200), 2)], true);
    assert_eq!(days.map(|day| late.together(Day(day))), [1, 1, 1, 2, 2, 2]);
    assert_eq!(days.map(|day| late.quorum(Day(day))), [1, 1, 1, 2, 2, 2]);
}

#[test]
fn what_was_agreed_is_done_once() {
    let (mut desk, name) = with_quorum(Day(20_000));
    desk.does(1, asked(name));
    let first = desk.last();
    desk.does(2, What::NameDisclosureAgreed(first));
    assert_eq!(desk.does(1, disclosed(name)), Standing::InForce);
    assert_eq!(desk.does(1, disclosed(name)), void(Void::NotAgreed(0, 2)));
    desk.does(1, asked(name));
    let open: Vec<DeedId> = desk.casework().asked().map(|(by, _)| by.id).collect();
    assert_eq!(open, [desk.last()]);
    // Who agrees with what was done already agrees with nothing.
    let late = What::NameDisclosureAgreed(first);
    let second = desk.last();
    assert_eq!(desk.does(3, late), void(Void::NotAsked));
    let agreed = What::NameDisclosureAgreed(second);
    desk.does(2, agreed);
    assert_eq!(desk.does(1, disclosed(name)), Standing::InForce);
    desk.does(1, asked(name));
    let agreed = What::NameDisclosureAgreed(desk.last());
    desk.does(2, agreed);
    assert_eq!(desk.does(1, disclosed(name)), Standing::InForce);
}
