//! Files that go with an answer: sealed in the vault, in the outbox before the board that names them, and
//! there again for as long as no board has shown the answer.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    ops::ControlFlow,
    path::Path,
};

use belfry_reader::{
    export::{self, ExportError},
    progress::{Measure, Watch},
    vault::Vault,
};
use crypto_core::{
    attachment::{Cut, Parcels},
    ids::ParcelId,
    lengths::PARCEL_ROOM,
    letter::Attachment,
    outbox::{Item, OutboxReader},
    primitives::hash::sha256,
};

use crate::{
    loot::passphrase,
    support::{Committee, MONDAY, WEDNESDAY},
};

const RECEIPT: [u8; 16] = [9; 16];

/// A committee with one report, the text of an answer to it, and two files of three parcels together.
fn with_report() -> (Committee, String, [(String, Vec<u8>); 2]) {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Een melding.", &[]);
    for member in 1..=2 {
        committee.import(member, MONDAY);
    }
    fs::write(committee.path("answer.txt"), "Zie de bijlagen.").unwrap();
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend((0..PARCEL_ROOM).map(|n| (n % 253) as u8));
    let files = [
        ("besluit.png", picture),
        ("bijlage één.txt", b"tekst".to_vec()),
    ];
    let files = files.map(|(name, bytes)| {
        let path = committee.path(name);
        fs::write(&path, &bytes).unwrap();
        (path, bytes)
    });
    let case = committee.only_case(1);
    (committee, case, files)
}

fn answer(committee: &Committee, case: &str, files: &[&str]) -> crate::support::Said {
    let text = committee.path("answer.txt");
    let mut args = vec!["answer", case, "--text", &text];
    args.extend(files.iter().flat_map(|file| ["--file", *file]));
    committee.run(1, MONDAY, &args)
}

/// The parcels of an outbox; all of them stand before the publication.
fn parcels(committee: &Committee, outbox: &[u8]) -> BTreeMap<ParcelId, Vec<u8>> {
    let mut reader = OutboxReader::open(outbox, &committee.channel).unwrap();
    let mut parcels = BTreeMap::new();
    let mut published = false;
    while let Some(item) = reader.next_item().unwrap() {
        match item {
            Item::Parcel { id, bytes } => {
                assert!(!published, "a parcel after the board that names it");
                assert!(parcels.insert(id, bytes).is_none(), "twice");
            }
            Item::Publication(_) => published = true,
            _ => {}
        }
    }
    parcels
}

fn opened(file: &Attachment, parcels: &BTreeMap<ParcelId, Vec<u8>>) -> Vec<u8> {
    let cut = Cut::of(file.size).unwrap();
    assert_eq!(cut.parcels, file.parcels);
    let opener = Parcels::new(file.key.clone(), cut);
    let pieces =
        (0..cut.parcels).map(|i| opener.open(i, &parcels[&opener.id(i)]).unwrap().to_vec());
    pieces.collect::<Vec<_>>().concat()
}

fn in_vault(committee: &Committee) -> usize {
    match fs::read_dir(committee.vault(1).join("answers")) {
        Ok(entries) => entries.count(),
        Err(_) => 0,
    }
}

#[test]
fn files_of_an_answer_go_out_before_it_and_the_reporter_can_open_them() {
    let (mut committee, case, files) = with_report();
    let paths = [files[0].0.as_str(), files[1].0.as_str()];
    let said = answer(&committee, &case, &paths).expect_ok();
    assert!(said.contains("2 file(s), 5 MB"), "{said}");
    // What was sealed is what goes out, whatever becomes of the file.
    fs::write(&files[0].0, "iets anders").unwrap();
    let (said, outbox) = committee.export(1, MONDAY);
    assert!(said.contains("4 piece(s)"), "{said}");
    let first = parcels(&committee, &outbox);
    assert_eq!(first.len(), 4, "three, rounded up");
    assert!(committee.server.publish(&committee.channel, &outbox));

    let found = committee.look(&RECEIPT, 1);
    let reply = &found.replies[0];
    assert_eq!(reply.text, "Zie de bijlagen.");
    let names: Vec<_> = reply.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["besluit.png", "bijlage één.txt"]);
    assert_eq!(reply.files[0].media_type, "image/png");
    assert_eq!(reply.files[1].media_type, "application/octet-stream");
    for (file, (_, bytes)) in reply.files.iter().zip(&files) {
        assert_eq!(file.sha256.0, sha256(&[bytes]));
        assert!(opened(file, &committee.server.published) == *bytes);
    }

    // Offered again as it is until a board shows it; then no more.
    let (_, again) = committee.export(1, MONDAY);
    assert!(again == outbox);
    committee.import(1, MONDAY.plus(1));
    let (_, after) = committee.export(1, MONDAY.plus(7));
    assert!(parcels(&committee, &after).is_empty());
}

#[test]
fn after_a_refused_publication_the_very_same_parcels_go_along_again() {
    let (mut committee, case, files) = with_report();
    answer(&committee, &case, &[&files[0].0]).expect_ok();
    let (_, outbox) = committee.export(1, MONDAY);
    let first = parcels(&committee, &outbox);
    assert_eq!(first.len(), 2);
    committee.publish(2, WEDNESDAY);
    assert!(!committee.server.publish(&committee.channel, &outbox));
    committee.import(1, WEDNESDAY);
    let (_, outbox) = committee.export(1, WEDNESDAY);
    assert!(parcels(&committee, &outbox) == first);
    assert!(committee.server.publish(&committee.channel, &outbox));
    let file = &committee.look(&RECEIPT, 1).replies[0].files[0];
    assert!(opened(file, &committee.server.published) == files[0].1);
}

#[test]
fn an_answer_that_is_published_again_brings_its_files_along() {
    let (mut committee, case, files) = with_report();
    answer(&committee, &case, &[&files[1].0]).expect_ok();
    committee.publish(1, MONDAY);
    let first = committee.server.published.clone();
    assert_eq!(first.len(), 1);
    for week in 1..=25 {
        let day = MONDAY.plus(7 * week);
        committee.import(1, day);
        if week % 8 == 0 {
            for member in 1..=3 {
                let number = member.to_string();
                let out = committee.path(&format!("member-{number}.json"));
                let args = ["keys", "prepare", "--out", &out];
                committee.run(member, day, &args).expect_ok();
            }
            committee.sign_roster(day);
        }
        committee.import(1, day);
        committee.server.published.clear();
        committee.publish(1, day);
        if !committee.server.published.is_empty() {
            assert!(week >= 23, "{week}");
            assert!(committee.server.published == first);
            return;
        }
    }
    panic!("the answer was not published again");
}

#[test]
fn a_file_that_cannot_go_along_stops_the_answer_and_leaves_nothing() {
    let (committee, case, files) = with_report();
    let huge = committee.path("groot.bin");
    File::create(&huge).unwrap().set_len((1 << 30) + 1).unwrap();
    let long = committee.path(&"n".repeat(201));
    fs::write(&long, "x").unwrap();
    let (folder, nothing) = (committee.path(""), committee.path("niets.txt"));
    for (bad, words) in [
        (&huge, "1 GiB together"),
        (&long, "longer than 200 bytes"),
        (&folder, "is not a file"),
        (&nothing, "could not be read"),
    ] {
        let said = answer(&committee, &case, &[&files[1].0, bad]).expect_error();
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(in_vault(&committee), 0);
    fs::write(committee.path("answer.txt"), "x".repeat(500_000)).unwrap();
    let said = answer(&committee, &case, &[&files[1].0]).expect_error();
    assert!(said.contains("too long"), "{said}");
    assert_eq!(in_vault(&committee), 0);
    let shown = committee.json(1, MONDAY, &["show", &case]).to_string();
    assert!(!shown.contains("\"answer\""), "{shown}");
}

#[test]
fn after_a_restore_the_person_is_told_that_files_are_gone() {
    let (committee, case, files) = with_report();
    answer(&committee, &case, &[&files[1].0]).expect_ok();
    let backup = committee.path("backup");
    committee.run(1, MONDAY, &["backup", &backup]).expect_ok();
    fs::remove_dir_all(committee.vault(1)).unwrap();
    committee.run(1, MONDAY, &["restore", &backup]).expect_ok();
    committee.import(1, MONDAY);
    let (said, outbox) = committee.export(1, MONDAY);
    assert!(
        said.contains("1 answer(s) name files that are no longer here"),
        "{said}"
    );
    assert!(parcels(&committee, &outbox).is_empty());
}

#[test]
fn an_export_that_is_stopped_leaves_no_outbox_and_what_was_made_ready_goes_out_with_the_next() {
    let (mut committee, case, files) = with_report();
    answer(&committee, &case, &[files[0].0.as_str()]).expect_ok();
    let (vault, out) = (committee.vault(1), committee.path("outbox-1"));
    let stop = |measure: Measure| match measure.thousandths() {
        Some(share) if share >= 500 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let mut vault = Vault::open(&vault, &passphrase()).unwrap();
    let (watch, rng) = (Watch::of(&stop), &mut rand::rng());
    let stopped = export::export(&mut vault, Path::new(&out), MONDAY, watch, rng);
    assert!(matches!(stopped, Err(ExportError::Stopped(_))));
    drop(vault);
    let left = fs::read_dir(committee.dir.path()).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left
        .filter(|name| name.to_string_lossy().starts_with("outbox-1"))
        .collect();
    assert!(left.is_empty(), "{left:?}");

    let (_, outbox) = committee.export(1, MONDAY);
    assert!(committee.server.publish(&committee.channel, &outbox));
    let found = committee.look(&RECEIPT, 1);
    let file = &found.replies[0].files[0];
    assert!(opened(file, &committee.server.published) == files[0].1);
}
