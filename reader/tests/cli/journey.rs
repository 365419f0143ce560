//! What must work: reading, answering, publishing, week after week.

use crypto_core::reply::ReplyKind;

use crate::support::{Committee, FRIDAY, MONDAY, PASSPHRASE, WEDNESDAY, reader};

const RECEIPT: [u8; 16] = [9; 16];

#[test]
fn three_members_read_and_answer_and_the_reporter_finds_it() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.post_cover(MONDAY);
    for member in 1..=3 {
        let said = committee.import(member, MONDAY);
        assert_eq!(said, "1 new letter(s), 1 new case(s).\n");
        let case = committee.only_case(member);
        let shown = committee.run(member, MONDAY, &["show", &case]).expect_ok();
        assert!(shown.contains("Er verdwijnt geld."), "{shown}");
    }
    let case = committee.only_case(2);
    let said = committee
        .answer(2, MONDAY, &case, "Dank u. Wanneer was dat?")
        .expect_ok();
    assert!(
        said.contains("1 cell(s) and will be published on 2026-11-25"),
        "{said}"
    );
    committee.publish(2, WEDNESDAY);

    let found = committee.look(&RECEIPT, 2);
    assert_eq!(found.replies.len(), 1);
    assert_eq!(found.replies[0].text, "Dank u. Wanneer was dat?");
    assert_eq!(found.replies[0].kind, ReplyKind::Answer);
    assert_eq!(found.replies[0].day, WEDNESDAY);
    assert_eq!(found.replies[0].received, [MONDAY]);
    assert!(committee.look(&[8; 16], 2).indices.is_empty());

    committee.post(&RECEIPT, WEDNESDAY, "In oktober.", &[]);
    committee.import(2, WEDNESDAY);
    assert_eq!(committee.only_case(2), case);
    let shown = committee.json(2, WEDNESDAY, &["show", &case]);
    let states: Vec<_> = shown["messages"].as_array().unwrap().iter().collect();
    assert_eq!(states.len(), 3, "{shown}");
    assert_eq!(shown["messages"][1]["state"], "published");
}

#[test]
fn every_publication_has_four_cells_whatever_there_is_to_say() {
    let mut committee = Committee::new();
    committee.publish(1, MONDAY);
    committee.import(2, WEDNESDAY);
    committee.post(&RECEIPT, WEDNESDAY, "Hallo", &[]);
    committee.import(3, FRIDAY);
    let case = committee.only_case(3);
    let long = "Een lange zin. ".repeat(600);
    let said = committee.answer(3, FRIDAY, &case, &long).expect_ok();
    assert!(
        said.contains("5 cell(s) and will be published on 2026-12-04"),
        "{said}"
    );
    committee.publish(2, WEDNESDAY);
    committee.import(3, FRIDAY);
    let said = committee.publish(3, FRIDAY);
    assert!(
        said.contains("1 cell(s) of answers found no place and wait until 2026-12-04"),
        "{said}"
    );
    let sizes: Vec<u16> = committee
        .board()
        .header()
        .batches
        .iter()
        .map(|b| b.cells)
        .collect();
    assert_eq!(sizes, [24, 4, 4, 4]);
    assert_eq!(committee.look(&RECEIPT, 3).incomplete.len(), 1);

    committee.import(3, FRIDAY.plus(7));
    committee.publish(3, FRIDAY.plus(7));
    let found = committee.look(&RECEIPT, 3);
    assert_eq!(found.replies.len(), 1);
    assert_eq!(found.replies[0].text, long.trim_end());
    assert_eq!(found.indices, [0, 1, 2, 3, 4]);
}

#[test]
fn one_member_confirms_receipt_and_spam_gets_none() {
    let mut committee = Committee::new();
    committee.publish(1, MONDAY);
    committee.post(&RECEIPT, MONDAY.plus(1), "Een melding", &[]);
    committee.post(&[7; 16], MONDAY.plus(1), "Koop nu", &[]);
    committee.import(2, WEDNESDAY);
    let cases = committee.json(2, WEDNESDAY, &["cases"]);
    let spam = cases
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case["preview"] == "Koop nu");
    let spam = spam.unwrap()["case"].as_str().unwrap();
    committee.run(2, WEDNESDAY, &["spam", spam]).expect_ok();
    committee.publish(2, WEDNESDAY);
    let found = committee.look(&RECEIPT, 2);
    assert_eq!(found.replies.len(), 1);
    assert_eq!(found.replies[0].kind, ReplyKind::Receipt);
    assert_eq!(found.replies[0].received, [MONDAY.plus(1)]);
    assert!(committee.look(&[7; 16], 2).indices.is_empty());

    committee.import(3, FRIDAY);
    committee.publish(3, FRIDAY);
    assert!(committee.look(&RECEIPT, 3).indices.is_empty());
}

#[test]
fn who_is_left_out_sees_nothing_and_the_list_comes_back_in_the_answer() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Over lid 3", &[3]);
    assert_eq!(
        committee.import(3, MONDAY),
        "0 new letter(s), 0 new case(s).\n"
    );
    assert_eq!(
        committee.run(3, MONDAY, &["cases"]).expect_ok(),
        "No cases.\n"
    );
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Begrepen").expect_ok();
    committee.publish(1, MONDAY);
    let left_out = &committee.look(&RECEIPT, 1).replies[0].left_out;
    let root = crate::support::root(&RECEIPT, &committee.channel);
    assert!(root.has_left_out(&committee.channel, left_out));
    assert_eq!(left_out.members.len(), 1);
}

#[test]
fn closed_weeks_are_confirmed_whether_letters_opened_or_not() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Over lid 3", &[3]);
    committee.post_cover(FRIDAY);
    for member in 1..=3 {
        committee.import(member, MONDAY.plus(7));
        let (_, outbox) = committee.export(member, MONDAY.plus(7));
        committee
            .server
            .publish(&committee.channel.clone(), &outbox);
    }
    // Members 2 and 3 missed a day: their boards compete, the confirmations all arrive.
    let confirmed: Vec<_> = committee
        .server
        .confirmations
        .iter()
        .map(|one| (one.member.0, one.week, one.count))
        .collect();
    assert_eq!(confirmed.first(), Some(&(1, MONDAY.week(), 2)));
    let ids: Vec<_> = committee
        .server
        .confirmations
        .iter()
        .map(|one| one.ids)
        .collect();
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_missed_day_is_made_up_for_with_a_warning_and_only_once() {
    let mut committee = Committee::new();
    let thursday = WEDNESDAY.plus(1);
    let status = committee.run(2, thursday, &["status"]).expect_ok();
    assert!(status.contains("2026-11-25 was missed"), "{status}");
    let said = committee.publish(2, thursday);
    assert!(
        said.contains("WARNING: the publication day 2026-11-25 was missed"),
        "{said}"
    );
    committee.import(2, thursday);
    let (said, outbox) = committee.export(2, thursday);
    assert!(
        said.contains("There is no batch to publish today."),
        "{said}"
    );
    assert!(
        committee
            .server
            .publish(&committee.channel.clone(), &outbox)
    );
    assert_eq!(committee.board().header().batches.len(), 2);
}

#[test]
fn status_warns_after_three_days_without_an_import() {
    let committee = Committee::new();
    let warned = |day| {
        let status = committee.json(1, day, &["status"]);
        let warnings = status["warnings"].as_array().unwrap().clone();
        warnings
            .iter()
            .any(|one| one.as_str().unwrap().contains("days ago"))
    };
    assert!(!warned(MONDAY.plus(3)));
    assert!(warned(MONDAY.plus(4)));
}

#[test]
fn an_answer_is_published_again_before_it_expires() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee
        .answer(1, MONDAY, &case, "Wij zoeken het uit.")
        .expect_ok();
    committee.publish(1, MONDAY);
    for week in 1..=30_u32 {
        let day = MONDAY.plus(7 * week);
        if week % 10 == 0 {
            committee.sign_roster_with_new_keys(day);
        }
        committee.import(1, day);
        committee.publish(1, day);
        let found = committee.look(&RECEIPT, 1);
        let answers = found
            .replies
            .iter()
            .filter(|reply| reply.kind == ReplyKind::Answer);
        assert_eq!(answers.count(), 1, "week {week}");
    }
}

#[test]
fn a_passphrase_can_be_changed_and_the_old_one_opens_nothing() {
    let committee = Committee::new();
    let vault = committee.vault(1);
    reader(&vault, &[PASSPHRASE, "new"], MONDAY, &["passphrase"]).expect_ok();
    let said = committee.run(1, MONDAY, &["cases"]).expect_error();
    assert!(said.contains("the passphrase does not open it"), "{said}");
    reader(&vault, &["new"], MONDAY, &["cases"]).expect_ok();
}

impl Committee {
    /// Every member prepares keys, and the roster is signed anew.
    fn sign_roster_with_new_keys(&mut self, day: crypto_core::time::Day) {
        for member in 1..=3 {
            let out = self.path(&format!("member-{member}.json"));
            self.run(member, day, &["keys", "prepare", "--out", &out])
                .expect_ok();
        }
        self.import(1, day);
        self.sign_roster(day);
    }
}
