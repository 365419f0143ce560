//! The name that a reporter gave on the page: held apart in its letter, and opened by two members at least.

use crypto_core::{
    ids::{LetterId, MemberNumber},
    letter::{
        Content,
        name_box::{Place, seal_name},
    },
    time::Day,
};
use serde_json::{Value, json};

use crate::{
    doubtful::changed,
    names::NAME,
    quorum::committee as with_quorum,
    support::{Committee, FRIDAY, MONDAY, root},
};

const RECEIPT: [u8; 16] = [9; 16];
const TEXT: &str = "Er verdwijnt geld.";
pub const WHY: &str = "Wij moeten de melder kunnen bellen.";

impl Committee {
    /// Posts a letter that holds a name apart, as the page does.
    pub fn post_named(&mut self, left_out: &[u16]) {
        let content = self.named_content(left_out);
        self.post_content(&content);
    }

    fn post_content(&mut self, content: &Content) {
        let root = root(&RECEIPT, &self.channel);
        let letter = self.seal(content, |member| *root.member_key(member).expose_for_box());
        self.store(MONDAY, &letter);
    }

    fn named_content(&mut self, left_out: &[u16]) -> Content {
        let root = root(&RECEIPT, &self.channel);
        let mut content = self.content(&root, (MONDAY, TEXT, left_out));
        let members = (1..=3).filter(|member| !left_out.contains(member));
        let keys: Vec<_> = members
            .map(|member| (MemberNumber(member), root.member_key(MemberNumber(member))))
            .collect();
        let members: Vec<_> = keys.iter().map(|(number, key)| (*number, key)).collect();
        let place = Place {
            channel: &content.channel,
            letter: &content.letter_id,
        };
        let quorum = self.roster().quorum;
        let sealed = seal_name(NAME, place, &members, quorum, &mut self.rng).unwrap();
        content.name_box = Some(sealed);
        content
    }

    pub fn gives(&self, from: u16, to: u16, day: Day) -> String {
        let said = self.name(from, day, &["--give-share", &to.to_string()], WHY);
        said.expect_ok()
    }

    fn given_name(&self, member: u16, day: Day) -> (String, Value) {
        let case = self.only_case(member);
        let shown = ["case", "show", &case];
        let words = self.run(member, day, &shown).expect_ok();
        (words, self.json(member, day, &shown))
    }

    /// The letter that holds the name.
    pub fn named_letter(&self, member: u16) -> LetterId {
        let (_, shown) = self.given_name(member, MONDAY);
        let letter = shown["given_names"][0]["letter"].as_str().unwrap();
        letter.parse().unwrap()
    }
}

pub fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn one_member_alone_opens_no_name_and_two_do_each_with_a_reason_that_all_see() {
    let mut committee = Committee::new();
    committee.post_named(&[]);
    committee.week(0);
    let case = committee.only_case(1);
    let shown = committee.run(1, FRIDAY, &["show", &case]).expect_ok();
    let fact = in_one_line(&shown);
    assert!(
        fact.contains("held apart, and opens with the shares of 2"),
        "{shown}"
    );
    let json = committee.json(1, FRIDAY, &["show", &case]);
    let name = &json["messages"][0]["name"];
    assert_eq!(*name, json!({"threshold": 2, "members": [1, 2, 3]}));
    let (words, json) = committee.given_name(1, FRIDAY);
    assert!(
        in_one_line(&words).contains("Shares: member 1, 2, 3."),
        "{words}"
    );
    assert_eq!(json["given_names"][0]["threshold"], 2);

    let alone = committee.name(1, FRIDAY, &["--open"], WHY).expect_error();
    let alone = in_one_line(&alone);
    assert!(
        alone.contains("shares of 2 members, and here are those of member 1;"),
        "{alone}"
    );
    let nothing = committee.name(2, FRIDAY, &["--give-share", "1"], " \n");
    nothing.expect_error();
    committee.gives(2, 1, FRIDAY);
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    assert!((1..=3).all(|member| !committee.has_the_name(member)));

    let said = committee.name(1, day, &["--open"], WHY).expect_ok();
    assert!(
        !said.contains(NAME) && said.contains("held apart as"),
        "{said}"
    );
    let again = committee.name(1, day, &["--open"], WHY).expect_error();
    assert!(
        in_one_line(&again).contains("opened this name already"),
        "{again}"
    );
    let said = committee.name(1, day, &["--look"], WHY).expect_ok();
    assert!(said.contains(&format!("│ {NAME}\n")), "{said}");
    committee.week(3);
    committee.week(4);
    let day = FRIDAY.plus(28);
    let (words, json) = committee.given_name(3, day);
    let all = in_one_line(&words);
    for told in [
        "member 2 gave member 1 their share of the name in the letter",
        "member 1 opened the name that the reporter held apart in the letter",
        "member 1 read the name",
    ] {
        assert!(all.contains(told), "{told}: {words}");
    }
    assert!(words.matches(&format!("│ {WHY}")).count() >= 3, "{words}");
    assert!(!words.contains(NAME) && !json.to_string().contains(NAME));
    // Nobody else has it, and who opened it may let others read it, as with any name.
    assert!(!committee.has_the_name(2) && !committee.has_the_name(3));
    let theirs = committee.name(3, day, &["--open"], WHY).expect_error();
    assert!(theirs.contains("those of member 3"), "{theirs}");
    committee.name(1, day, &["--grant", "3"], WHY).expect_ok();
}

#[test]
fn who_is_left_out_gets_no_share_and_the_last_reader_opens_the_name_alone() {
    let mut committee = Committee::new();
    committee.post_named(&[3]);
    committee.week(0);
    for (to, error) in [
        ("3", "left member 3 out"),
        ("1", "no other member 1"),
        ("9", "no other member 9"),
    ] {
        let said = committee.name(1, FRIDAY, &["--give-share", to], WHY);
        assert!(said.expect_error().contains(error), "{error}");
    }
    let opened = committee.name(1, FRIDAY, &["--open"], WHY).expect_error();
    assert!(opened.contains("2 members"), "{opened}");

    let mut committee = Committee::new();
    committee.post_named(&[1, 3]);
    committee.week(0);
    let (words, _) = committee.given_name(2, FRIDAY);
    assert!(
        in_one_line(&words).contains("member 2 can open it"),
        "{words}"
    );
    let reasonless = committee.name(2, FRIDAY, &["--open"], " \n");
    reasonless.expect_error();
    committee.name(2, FRIDAY, &["--open"], WHY).expect_ok();
    let said = committee.name(2, FRIDAY, &["--look"], WHY).expect_ok();
    assert!(said.contains(&format!("│ {NAME}\n")), "{said}");
}

#[test]
fn with_a_quorum_of_two_the_letter_opens_first_and_then_the_name() {
    let mut committee = with_quorum();
    committee.post_named(&[]);
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    committee.release(1, 2, MONDAY);
    committee.release(2, 1, MONDAY);
    for member in 1..=2 {
        committee.import(member, MONDAY);
        let alone = committee.name(member, MONDAY, &["--open"], WHY);
        assert!(alone.expect_error().contains("2 members"));
    }
    committee.gives(1, 2, MONDAY);
    committee.week(0);
    committee.week(1);
    committee
        .name(2, FRIDAY.plus(7), &["--open"], WHY)
        .expect_ok();
    let said = committee.name(2, FRIDAY.plus(7), &["--look"], WHY);
    assert!(said.expect_ok().contains(&format!("│ {NAME}\n")));
    assert!(!committee.has_the_name(1) && !committee.has_the_name(3));
}

#[test]
fn a_copy_that_a_colleague_changed_opens_its_name_for_nobody() {
    let mut committee = Committee::new();
    let mut content = committee.named_content(&[3]);
    committee.post_content(&content);
    // It leaves nobody out any more, and the tags that would say so cannot be made.
    content.left_out.members.clear();
    let copy = changed(&mut committee, &content);
    committee.store(MONDAY, &copy);
    for member in 1..=2 {
        committee.import(member, MONDAY);
        let cases = committee.json(member, MONDAY, &["cases"]);
        let mut cases = cases.as_array().unwrap().iter();
        let copied = cases.find(|case| case["standing"] == "doubtful").unwrap();
        let copied = copied["case"].as_str().unwrap();
        let shown = committee.run(member, MONDAY, &["show", copied]).expect_ok();
        assert!(
            in_one_line(&shown).contains("nobody opens that here"),
            "{shown}"
        );
        for act in [&["--give-share", "3"][..], &["--open"]] {
            let args = [&["name", copied][..], act].concat();
            let said = committee.works(member, MONDAY, &args, WHY).expect_error();
            assert!(said.contains("no letter of this case"), "{said}");
        }
    }
}

#[test]
fn a_box_that_is_hurt_is_told_beside_its_letter_and_hides_nothing_of_it() {
    let hurt_by = |hurt: fn(&mut Vec<u8>)| {
        let mut committee = Committee::new();
        let mut content = committee.named_content(&[]);
        hurt(content.name_box.as_mut().unwrap());
        committee.post_content(&content);
        committee.week(0);
        let case = committee.only_case(1);
        let shown = committee.run(1, FRIDAY, &["show", &case]).expect_ok();
        assert!(shown.contains(&format!("│ {TEXT}")), "{shown}");
        (committee, in_one_line(&shown))
    };
    let opens = |committee: &Committee, day: Day| {
        let said = committee.name(1, day, &["--open"], WHY);
        in_one_line(&said.expect_error())
    };
    let (committee, shown) = hurt_by(|bytes| bytes.truncate(400));
    assert!(
        shown.contains("that nobody can open: it is not put together"),
        "{shown}"
    );
    let said = opens(&committee, FRIDAY);
    assert!(said.contains("no letter of this case"), "{said}");
    // The entry of member 1.
    let (committee, _) = hurt_by(|bytes| bytes[343 + 50] ^= 1);
    let said = opens(&committee, FRIDAY);
    assert!(
        said.contains("this member's share does not fit it"),
        "{said}"
    );
    // The name itself, which as many shares as are needed do not open.
    let (mut committee, _) = hurt_by(|bytes| bytes[30] ^= 1);
    committee.gives(2, 1, FRIDAY);
    committee.week(1);
    committee.week(2);
    let said = opens(&committee, FRIDAY.plus(14));
    assert!(said.contains("its shares do not open it"), "{said}");
}
