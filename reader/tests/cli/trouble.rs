//! What goes wrong in practice: two at once, a refused board, a backup, a forgery, a rewind.

use crypto_core::time::Day;

use crate::support::{Committee, FRIDAY, MONDAY, PASSPHRASE, WEDNESDAY, reader, root};

const RECEIPT: [u8; 16] = [9; 16];

fn batches(committee: &Committee) -> Vec<(Day, u16)> {
    let board = committee.board();
    board
        .header()
        .batches
        .iter()
        .map(|batch| (batch.day, batch.cells))
        .collect()
}

#[test]
fn two_members_who_publish_at_the_same_time_both_get_their_answers_out_once() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    for member in 1..=2 {
        committee.import(member, WEDNESDAY);
        let case = committee.only_case(member);
        committee
            .answer(member, WEDNESDAY, &case, &format!("Van {member}"))
            .expect_ok();
    }
    let (_, first) = committee.export(1, WEDNESDAY);
    let (_, second) = committee.export(2, WEDNESDAY);
    let channel = committee.channel;
    assert!(committee.server.publish(&channel, &first));
    assert!(
        !committee.server.publish(&channel, &second),
        "both cannot follow the same board"
    );

    let refused_cells = committee.board().cells().len();
    committee.import(2, WEDNESDAY);
    let (said, outbox) = committee.export(2, WEDNESDAY);
    assert!(said.contains("offered again"), "{said}");
    assert!(committee.server.publish(&channel, &outbox));
    assert_eq!(committee.board().cells().len(), refused_cells + 4);
    for member in 1..=2 {
        let found = committee.look(&RECEIPT, member);
        assert_eq!(found.replies.len(), 1);
        assert_eq!(found.replies[0].text, format!("Van {member}"));
        assert_eq!(found.indices, [0]);
    }
}

#[test]
fn a_refused_batch_is_offered_again_byte_for_byte() {
    let mut committee = Committee::new();
    let cells_of = |outbox: &[u8], committee: &Committee| -> Vec<u8> {
        let mut server = committee.server.clone();
        assert!(server.publish(&committee.channel, outbox));
        let (header, cells) = crypto_core::board::split(&server.board).unwrap();
        let living = crypto_core::board::Header::parse_prefix(header)
            .unwrap()
            .living_cells();
        cells[(living - 4) * 2048..living * 2048].to_vec()
    };
    let (_, first) = committee.export(2, WEDNESDAY);
    let drawn = cells_of(&first, &committee);
    // Nothing moved: the very same outbox.
    let (_, again) = committee.export(2, WEDNESDAY);
    assert_eq!(first, again);
    committee.publish(1, WEDNESDAY);
    committee.import(2, FRIDAY);
    let (_, moved) = committee.export(2, FRIDAY);
    assert_ne!(first, moved);
    assert_eq!(cells_of(&moved, &committee), drawn);
}

#[test]
fn a_dropped_batch_is_put_back_and_the_dropper_is_named() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    let before = committee.server.clone();
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Antwoord").expect_ok();
    committee.publish(1, MONDAY);
    committee.import(1, MONDAY);
    // The others are shown a server that never had member 1's batch, and go on from there.
    committee.server = before;
    committee.publish(3, FRIDAY);
    committee.import(2, WEDNESDAY.plus(7));
    committee.publish(2, WEDNESDAY.plus(7));
    assert!(committee.look(&RECEIPT, 1).indices.is_empty());

    let day = MONDAY.plus(10);
    let said = committee.import(1, day);
    assert!(
        said.contains("ALARM: board 3 does not follow board 2"),
        "{said}"
    );
    assert!(
        said.contains("missing from board 3, signed by member 2"),
        "{said}"
    );
    let shown = committee.json(1, day, &["show", &case]);
    assert_eq!(shown["messages"][1]["state"], "dropped", "{shown}");
    let said = committee.publish(1, day);
    assert!(said.contains("1 dropped batch(es) are put back"), "{said}");
    assert_eq!(committee.look(&RECEIPT, 1).replies[0].text, "Antwoord");
    // It expires when it would have, and the missed week's batch is there as well.
    let days: Vec<Day> = batches(&committee)
        .into_iter()
        .map(|(day, _)| day)
        .collect();
    assert_eq!(days, [MONDAY, MONDAY, FRIDAY, WEDNESDAY.plus(7), day]);
}

#[test]
fn an_answer_whose_batch_was_never_published_goes_out_with_a_later_one() {
    let mut committee = Committee::new();
    committee.sign_roster_with(MONDAY, "cell_weeks = 2");
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Antwoord").expect_ok();
    // Drawn, and lost on the way to the server, three weeks in a row.
    committee.export(1, MONDAY);
    for week in 1..=2 {
        committee.import(1, MONDAY.plus(7 * week));
        committee.export(1, MONDAY.plus(7 * week));
    }
    committee.publish(1, MONDAY.plus(7 * 2));
    let found = committee.look(&RECEIPT, 1);
    assert_eq!(found.replies.len(), 1);
    assert_eq!(found.replies[0].text, "Antwoord");
    assert_eq!(found.indices.len(), 1);
    // The first batch may be on a board that this reader did not see: no token goes out again.
    assert!(found.indices[0] > 0);
}

#[test]
fn a_restored_reader_publishes_nothing_twice_and_uses_no_index_twice() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee
        .answer(1, MONDAY, &case, "Eerste antwoord")
        .expect_ok();
    let backup = committee.path("backup");
    committee.run(1, MONDAY, &["backup", &backup]).expect_ok();
    // After the backup: published, and a second answer written and published a week later.
    committee.publish(1, MONDAY);
    committee.import(1, MONDAY.plus(7));
    committee
        .answer(1, MONDAY.plus(7), &case, "Tweede antwoord")
        .expect_ok();
    committee.publish(1, MONDAY.plus(7));
    let before = batches(&committee);

    std::fs::remove_dir_all(committee.vault(1)).unwrap();
    let day = MONDAY.plus(8);
    reader(
        &committee.vault(1),
        &[PASSPHRASE],
        day,
        &["restore", &backup],
    )
    .expect_ok();
    let status = committee.run(1, day, &["status"]).expect_ok();
    assert!(status.contains("There are no keys for"), "{status}");
    let said = committee.import(1, day);
    assert!(said.contains("taken back from the board"), "{said}");
    let (said, outbox) = committee.export(1, day);
    assert!(
        said.contains("There is no batch to publish today"),
        "{said}"
    );
    assert!(
        committee
            .server
            .publish(&committee.channel.clone(), &outbox)
    );
    assert_eq!(batches(&committee), before);
    let shown = committee.run(1, day, &["show", &case]).expect_ok();
    assert!(shown.contains("Tweede antwoord"), "{shown}");

    committee
        .answer(1, day, &case, "Derde antwoord")
        .expect_ok();
    committee.publish(1, MONDAY.plus(14));
    let found = committee.look(&RECEIPT, 1);
    let texts: Vec<_> = found
        .replies
        .iter()
        .map(|reply| reply.text.as_str())
        .collect();
    assert_eq!(
        texts,
        ["Eerste antwoord", "Tweede antwoord", "Derde antwoord"]
    );
    assert_eq!(found.indices.len(), 3);
    assert!(found.indices[2] >= 64, "{:?}", found.indices);
}

#[test]
fn a_restored_reader_opens_new_letters_only_with_new_recipients() {
    let mut committee = Committee::new();
    let backup = committee.path("backup");
    committee.run(2, MONDAY, &["backup", &backup]).expect_ok();
    std::fs::remove_dir_all(committee.vault(2)).unwrap();
    reader(
        &committee.vault(2),
        &[PASSPHRASE],
        MONDAY,
        &["restore", &backup],
    )
    .expect_ok();
    committee.post(&RECEIPT, MONDAY, "Niet te openen", &[]);
    let said = committee.import(2, MONDAY);
    assert!(
        said.contains("0 new letter(s)") && said.contains("keys prepare"),
        "{said}"
    );

    let out = committee.path("member-2.json");
    committee
        .run(2, MONDAY, &["keys", "prepare", "--out", &out])
        .expect_ok();
    committee.import(1, MONDAY);
    committee.sign_roster(MONDAY);
    committee.post(&RECEIPT, MONDAY, "Wel te openen", &[]);
    assert!(
        committee
            .import(2, MONDAY)
            .contains("1 new letter(s), 1 new case(s)")
    );
}

#[test]
fn a_forged_letter_with_another_key_stands_beside_and_each_is_answered_under_its_own() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Echt", &[]);
    let real = root(&RECEIPT, &committee.channel);
    let forged = committee.letter_with(&real, (MONDAY, "Vals", &[]), |_, _| [66; 32]);
    committee.store(MONDAY, &forged);
    committee.import(1, MONDAY);
    let cases = committee.json(1, MONDAY, &["cases"]);
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 2);
    assert!(cases.iter().any(|case| case["standing"] == "rival"));
    let shown = committee.run(1, MONDAY, &["cases"]).expect_ok();
    assert!(shown.contains("is forged"), "{shown}");
    for case in cases {
        let text = format!("Aan {}", case["preview"].as_str().unwrap());
        committee
            .answer(1, MONDAY, case["case"].as_str().unwrap(), &text)
            .expect_ok();
    }
    committee.publish(1, MONDAY);
    let found = committee.look(&RECEIPT, 1);
    let texts: Vec<_> = found
        .replies
        .iter()
        .map(|reply| reply.text.as_str())
        .collect();
    assert_eq!(texts, ["Aan Echt"]);
}

#[test]
fn repeats_are_dropped_and_a_second_import_changes_nothing() {
    let mut committee = Committee::new();
    let letter = committee.letter(&RECEIPT, MONDAY, "Een keer", &[]);
    committee.store(MONDAY, &letter);
    committee.store(MONDAY, &letter);
    assert!(committee.import(1, MONDAY).contains("1 new letter(s)"));
    assert!(
        committee
            .import(1, MONDAY)
            .contains("0 new letter(s), 0 new case(s)")
    );
}

#[test]
fn an_old_board_in_a_bundle_raises_an_alarm_and_is_not_taken() {
    let mut committee = Committee::new();
    let old = committee.server.clone();
    committee.publish(1, MONDAY);
    committee.import(1, MONDAY);
    committee.server = old;
    let said = committee.import(1, MONDAY);
    assert!(said.contains("ALARM"), "{said}");
    assert_eq!(committee.json(1, MONDAY, &["status"])["board_serial"], 2);
}

#[test]
fn a_reporter_who_was_shown_an_old_board_is_marked() {
    let mut committee = Committee::new();
    let old = committee.server.clone();
    committee.publish(1, MONDAY);
    let new = std::mem::replace(&mut committee.server, old);
    let letter = committee.letter(&RECEIPT, MONDAY.plus(7), "Oud bord", &[]);
    committee.server = new;
    committee.import(1, MONDAY);
    committee.store(MONDAY.plus(7), &letter);
    committee.import(1, MONDAY.plus(7));
    let case = committee.only_case(1);
    let shown = committee.json(1, MONDAY.plus(7), &["show", &case]);
    assert_eq!(shown["messages"][0]["alarms"][0], "old_board", "{shown}");
}

#[test]
fn a_vault_does_not_join_a_channel_that_nobody_named() {
    let committee = Committee::new();
    let fresh = committee.dir.path().join("fresh");
    let out = committee.path("fresh.json");
    let init = [
        "init",
        "--member",
        "9",
        "--name",
        "X",
        "--fast-kdf-for-tests",
        "--out",
        &out,
    ];
    reader(&fresh, &[PASSPHRASE], MONDAY, &init).expect_ok();
    let bundle = committee.path("bundle-1");
    let said = reader(&fresh, &[PASSPHRASE], MONDAY, &["import", &bundle]).expect_error();
    assert!(said.contains("--channel"), "{said}");
    let other = ["import", &bundle, "--channel", "aaaaaaaaaaaaaaaaaaaaaaaaaa"];
    let said = reader(&fresh, &[PASSPHRASE], MONDAY, &other).expect_error();
    assert!(said.contains("another channel"), "{said}");
}

#[test]
fn a_text_of_another_age_tool_is_shown_as_a_letter_without_a_way_back() {
    let mut committee = Committee::new();
    let letter = committee.by_hand(1, |room| format!("{:<room$}", "Van buiten").into_bytes());
    committee.store(MONDAY, &letter);
    assert!(
        committee
            .import(1, MONDAY)
            .contains("1 new letter(s), 1 new case(s)")
    );
    let case = committee.only_case(1);
    let shown = committee.json(1, MONDAY, &["show", &case]);
    assert_eq!(shown["standing"], "no_way_back");
    assert_eq!(shown["messages"][0]["text"], "Van buiten");
    let said = committee.answer(1, MONDAY, &case, "Dank u").expect_error();
    assert!(said.contains("no way back"), "{said}");
}

#[test]
fn a_letter_whose_box_does_not_open_is_read_but_never_joined_to_a_case() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Echt", &[]);
    let root = root(&RECEIPT, &committee.channel);
    let content = committee
        .content(&root, (MONDAY, "Zonder sleutel", &[]))
        .encode();
    let letter = committee.by_hand(8, |room| {
        let mut plaintext = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
        plaintext.extend_from_slice(&content);
        plaintext.extend([7; 8 * (48 + 16)]);
        plaintext.resize(room, 0);
        plaintext
    });
    committee.store(MONDAY, &letter);
    committee.import(1, MONDAY);
    let cases = committee.json(1, MONDAY, &["cases"]);
    assert_eq!(cases.as_array().unwrap().len(), 2, "{cases}");
    let apart = cases
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["preview"] == "Zonder sleutel");
    let case = apart.unwrap()["case"].as_str().unwrap();
    let shown = committee.json(1, MONDAY, &["show", case]);
    assert_eq!(shown["standing"], "no_way_back");
    assert_eq!(shown["can_answer"], false);
    assert_eq!(shown["messages"][0]["alarms"][0], "tag");
}
