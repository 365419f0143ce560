//! Shares of a name that a reporter gave on the page: who gives them to whom, what does not fit, and when they go.

use crypto_core::{
    ids::{LetterId, MemberNumber},
    letter::{
        Kind,
        name_box::{NameBox, Place},
    },
    name_share::{LETTER_KIND, NameShare},
    primitives::{shares::Share, signature::SigningKey},
};
use zeroize::Zeroizing;

use crate::{
    given_names::{WHY, in_one_line},
    loot::loot,
    quorum_trouble::colleague_letter_of,
    support::{Committee, FRIDAY},
};

#[test]
fn a_share_goes_neither_from_nor_to_who_withdrew_and_counts_with_its_reason_alone() {
    let mut committee = Committee::new();
    committee.post_named(&[]);
    committee.week(0);
    let case = committee.only_case(3);
    let recuse = ["recuse", case.as_str()];
    committee
        .works(3, FRIDAY, &recuse, "Ik ken de melder.")
        .expect_ok();
    let from = committee.name(3, FRIDAY, &["--give-share", "1"], WHY);
    assert!(from.expect_error().contains("member 3 takes no part"));
    let open = committee.name(3, FRIDAY, &["--open"], WHY);
    assert!(open.expect_error().contains("member 3 takes no part"));
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let to = committee.name(1, day, &["--give-share", "3"], WHY);
    assert!(to.expect_error().contains("member 3 takes no part"));

    // A share without the page that says why is here, and opens nothing.
    let given = right_share(&committee, 2, 1);
    let object = given.sign(&committee.member_key(2));
    let kind = Kind::Other(LETTER_KIND.to_owned());
    let bytes = colleague_letter_of(&mut committee, 1, (kind, object, ""));
    committee.store(day, &bytes);
    let said = committee.import(1, day);
    assert!(said.contains("Member 2 gave you their share"), "{said}");
    let opened = committee.name(1, day, &["--open"], WHY).expect_error();
    let opened = in_one_line(&opened);
    assert!(
        opened.contains("that of member 2 came, and the page"),
        "{opened}"
    );
}

/// What `from` has of the name, as their reader would give it to `to`.
fn right_share(committee: &Committee, from: u16, to: u16) -> NameShare {
    let letter = committee.named_letter(to);
    let sealed = committee.server.letters.values();
    let sealed = sealed.flat_map(|week| week.get(&letter)).next().unwrap();
    let opened = loot(&committee.vault(from)).open(sealed);
    let place = Place {
        channel: &opened.content.channel,
        letter: &opened.content.letter_id,
    };
    let bytes = opened.content.name_box.as_deref().unwrap();
    let parsed = NameBox::parse(bytes).unwrap();
    let key = opened.member_key.as_ref().unwrap();
    NameShare {
        channel: committee.channel,
        from: MemberNumber(from),
        to: MemberNumber(to),
        letter,
        deed: [4; 16],
        share: parsed.share(place, MemberNumber(from), key).unwrap(),
    }
}

#[test]
fn a_forged_share_is_told_once_with_its_name_and_used_for_nothing() {
    let mut committee = Committee::new();
    committee.post_named(&[]);
    committee.week(0);
    let right = right_share(&committee, 2, 1);
    let wrong = NameShare {
        share: Share {
            x: right.share.x,
            y: Zeroizing::new(vec![7; 32]),
        },
        ..right.clone()
    };
    let in_anothers_name = NameShare {
        from: MemberNumber(3),
        ..right.clone()
    };
    let to_others = NameShare {
        to: MemberNumber(3),
        ..right.clone()
    };
    let elsewhere = NameShare {
        letter: LetterId([8; 16]),
        ..right.clone()
    };
    let (two, three) = (committee.member_key(2), committee.member_key(3));
    let forger = SigningKey::generate(&mut committee.rng);
    let not_theirs = |member| format!("what member {member} gave you is not their share");
    for (object, told, alarm) in [
        (Zeroizing::default(), "it cannot be read".to_owned(), true),
        (
            right.sign(&forger),
            "names member 2, who did not sign it".to_owned(),
            true,
        ),
        (
            to_others.sign(&two),
            "member 2 gave it to member 3, not to you".to_owned(),
            true,
        ),
        (wrong.sign(&two), not_theirs(2), true),
        (in_anothers_name.sign(&three), not_theirs(3), true),
        (
            elsewhere.sign(&two),
            "ask member 2 to give it again".to_owned(),
            false,
        ),
    ] {
        let kind = Kind::Other(LETTER_KIND.to_owned());
        let bytes = colleague_letter_of(&mut committee, 1, (kind, object, ""));
        committee.store(FRIDAY, &bytes);
        let said = in_one_line(&committee.import(1, FRIDAY));
        assert!(said.contains(&told), "{told}: {said}");
        assert_eq!(said.contains("ALARM"), alarm, "{said}");
        committee.only_case(1);
    }
    let said = committee.import(1, FRIDAY);
    assert!(!said.contains("ALARM"), "told once: {said}");
    let opened = committee.name(1, FRIDAY, &["--open"], WHY).expect_error();
    assert!(opened.contains("those of member 1;"), "{opened}");
}

#[test]
fn a_share_goes_with_its_case() {
    let mut committee = Committee::new();
    committee.destroys_at_once(1);
    committee.post_named(&[]);
    committee.week(0);
    committee.gives(2, 1, FRIDAY);
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let share = right_share(&committee, 2, 1).share;
    let has_it = |committee: &Committee| loot(&committee.vault(1)).says(&share.y);
    assert!(has_it(&committee));
    let case = committee.only_case(1);
    let mut file = String::new();
    let destroy = committee.early(&case, &mut file);
    committee.run(1, day, &destroy).expect_ok();
    assert!(!has_it(&committee));
    // Nor does its letter, which the server still has, bring it back.
    committee.import(1, day);
    assert!(!has_it(&committee));
    let gone = committee.name(1, day, &["--open"], WHY);
    gone.expect_error();
}
