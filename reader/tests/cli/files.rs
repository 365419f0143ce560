//! Files that come with letters: listed, saved, named exactly where they are not whole, and never a way
//! out of the folder or onto the terminal.

use std::{fs, path::Path};

use crypto_core::{
    attachment::{Cut, Parcels},
    ids::Digest,
    lengths::PARCEL_ROOM,
};
use serde_json::Value;

use crate::{
    attached::{attachment, files, post, save, sealed, upload},
    support::{Committee, MONDAY},
};

/// Three parcels, the last one not full; the beginning is a PNG's.
fn picture() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend((0..2 * PARCEL_ROOM + 777).map(|n| (n % 253) as u8));
    bytes
}

fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn files_are_listed_with_their_real_type_and_saved_byte_for_byte() {
    let mut committee = Committee::new();
    let (picture, text) = (picture(), b"alleen tekst".to_vec());
    // Parcels may come before the letter that names them, and a part of them after.
    upload(&mut committee, MONDAY, &picture, 1, &[1]);
    committee.import(1, MONDAY);
    post(
        &mut committee,
        MONDAY.plus(1),
        vec![
            attachment("foto.jpg", "image/jpeg", &picture, 1),
            attachment("notitie.txt", "text/plain", &text, 2),
            attachment("leeg", "", b"", 3),
        ],
    );
    committee.import(1, MONDAY.plus(1));
    let listed = files(&committee, MONDAY.plus(1));
    assert_eq!(listed[0]["state"], "incomplete", "{listed}");
    assert_eq!(listed[0]["parts_there"], 2);
    upload(&mut committee, MONDAY.plus(1), &picture, 1, &[]);
    upload(&mut committee, MONDAY.plus(1), &text, 2, &[]);
    upload(&mut committee, MONDAY.plus(1), b"", 3, &[]);
    committee.import(1, MONDAY.plus(2));

    let listed = files(&committee, MONDAY.plus(2));
    assert_eq!(listed[0]["state"], "complete", "{listed}");
    assert_eq!(listed[0]["claimed_type"], "image/jpeg");
    assert_eq!(listed[0]["found_type"], "image/png");
    assert_eq!(listed[1]["found_type"], Value::Null);
    let case = committee.only_case(1);
    let shown = committee
        .run(1, MONDAY.plus(2), &["files", &case])
        .expect_ok();
    assert!(
        shown.contains("CAREFUL: by its content it is image/png"),
        "{shown}"
    );

    let folder = committee.path("saved");
    save(&committee, MONDAY.plus(2), &folder).expect_ok();
    assert_eq!(names(&folder), ["01-foto.jpg", "02-notitie.txt", "03-leeg"]);
    assert!(fs::read(format!("{folder}/01-foto.jpg")).unwrap() == picture);
    assert_eq!(fs::read(format!("{folder}/02-notitie.txt")).unwrap(), text);
    assert_eq!(fs::read(format!("{folder}/03-leeg")).unwrap(), b"");
    // Nothing that is there is written over.
    let said = save(&committee, MONDAY.plus(2), &folder).expect_error();
    assert!(said.contains("could not be saved whole"), "{said}");
    let said = committee
        .run(
            1,
            MONDAY.plus(2),
            &["save", &case, "--to", &folder, "--file", "4"],
        )
        .expect_error();
    assert!(
        said.contains("no file 4") && said.contains("`files`"),
        "{said}"
    );
}

#[test]
fn a_missing_altered_doubled_or_shortened_parcel_is_named_and_the_rest_comes_out() {
    let file = picture();
    type Hurt = fn(&mut Committee, &Parcels, &[u8]);
    let missing: Hurt = |committee, parcels, _| {
        let week = committee.server.parcels.get_mut(&MONDAY.week()).unwrap();
        week.remove(&parcels.id(1)).unwrap();
    };
    let altered: Hurt = |committee, parcels, _| {
        let week = committee.server.parcels.get_mut(&MONDAY.week()).unwrap();
        week.get_mut(&parcels.id(1)).unwrap()[500_000] ^= 1;
    };
    let doubled: Hurt = |committee, parcels, _| {
        let week = committee.server.parcels.get_mut(&MONDAY.week()).unwrap();
        let other = week[&parcels.id(0)].clone();
        week.insert(parcels.id(1), other);
    };
    for (hurt, words) in [
        (missing, "Part 2 is missing"),
        (
            altered,
            "Part 2: a parcel was altered, or belongs elsewhere",
        ),
        (
            doubled,
            "Part 2: a parcel was altered, or belongs elsewhere",
        ),
    ] {
        let mut committee = Committee::new();
        upload(&mut committee, MONDAY, &file, 1, &[]);
        hurt(&mut committee, &sealed(&file, 1), &file);
        post(
            &mut committee,
            MONDAY,
            vec![attachment("foto.png", "image/png", &file, 1)],
        );
        committee.import(1, MONDAY);
        let folder = committee.path("saved");
        let said = save(&committee, MONDAY, &folder);
        assert!(!said.ok);
        assert!(said.out.contains(words), "{}", said.out);
        assert_eq!(names(&folder), ["INCOMPLETE-01-foto.png"]);
        let saved = fs::read(format!("{folder}/INCOMPLETE-01-foto.png")).unwrap();
        assert_eq!(saved.len(), file.len());
        let (begin, end) = (PARCEL_ROOM, 2 * PARCEL_ROOM);
        assert!(saved[..begin] == file[..begin] && saved[end..] == file[end..]);
        assert!(saved[begin..end].iter().all(|byte| *byte == 0));
    }
}

#[test]
fn exchanged_parcels_are_both_named_and_the_rest_comes_out() {
    let file = picture();
    let mut committee = Committee::new();
    upload(&mut committee, MONDAY, &file, 1, &[]);
    let parcels = sealed(&file, 1);
    let week = committee.server.parcels.get_mut(&MONDAY.week()).unwrap();
    let (first, second) = (week[&parcels.id(0)].clone(), week[&parcels.id(1)].clone());
    week.insert(parcels.id(0), second);
    week.insert(parcels.id(1), first);
    let named = vec![attachment("foto.png", "image/png", &file, 1)];
    post(&mut committee, MONDAY, named);
    committee.import(1, MONDAY);
    let folder = committee.path("saved");
    let said = save(&committee, MONDAY, &folder);
    assert!(!said.ok);
    for part in [
        "Part 1: a parcel was altered",
        "Part 2: a parcel was altered",
    ] {
        assert!(said.out.contains(part), "{}", said.out);
    }
    assert!(!said.out.contains("Part 3"), "{}", said.out);
    let saved = fs::read(format!("{folder}/INCOMPLETE-01-foto.png")).unwrap();
    assert!(saved[2 * PARCEL_ROOM..] == file[2 * PARCEL_ROOM..]);
}

#[test]
fn a_parcel_that_was_cut_off_in_the_vault_is_named_and_comes_with_the_next_import() {
    let file = picture();
    let mut committee = Committee::new();
    upload(&mut committee, MONDAY, &file, 1, &[]);
    let named = vec![attachment("foto.png", "image/png", &file, 1)];
    post(&mut committee, MONDAY, named);
    committee.import(1, MONDAY);
    let week = committee
        .vault(1)
        .join("parcels")
        .join(MONDAY.week().to_string());
    let parcel = week.join(sealed(&file, 1).id(1).to_string());
    let hurt = fs::File::options().write(true).open(&parcel).unwrap();
    hurt.set_len(1_000_000).unwrap();
    let said = save(&committee, MONDAY, &committee.path("first"));
    let words = "Part 2: a parcel has another length; there are zeros in its place.";
    assert!(!said.ok && said.out.contains(words), "{}", said.out);
    committee.import(1, MONDAY);
    save(&committee, MONDAY, &committee.path("second")).expect_ok();
}

#[test]
fn a_second_parcel_under_the_same_id_does_not_displace_the_right_one() {
    for first_is_right in [true, false] {
        let mut committee = Committee::new();
        let file = b"bewijs".to_vec();
        let id = sealed(&file, 1).id(0);
        post(
            &mut committee,
            MONDAY,
            vec![attachment("a.txt", "text/plain", &file, 1)],
        );
        for right in [first_is_right, !first_is_right] {
            upload(&mut committee, MONDAY, &file, 1, &[]);
            if !right {
                let week = committee.server.parcels.get_mut(&MONDAY.week()).unwrap();
                week.get_mut(&id).unwrap()[0] ^= 1;
            }
            committee.import(1, MONDAY);
        }
        let folder = committee.path("saved");
        save(&committee, MONDAY, &folder).expect_ok();
        assert_eq!(fs::read(format!("{folder}/01-a.txt")).unwrap(), file);
    }
}

#[test]
fn a_letter_that_lies_about_its_files_gets_neither_disk_nor_memory_nor_the_terminal() {
    let mut committee = Committee::new();
    let file = b"klein".to_vec();
    upload(&mut committee, MONDAY, &file, 1, &[]);
    let small = |name: &str| attachment(name, "text/plain", &file, 1);
    let mut huge = small("groot.bin");
    huge.size = 900 << 40;
    huge.parcels = Cut::of(huge.size).unwrap().parcels;
    let mut odd = small("raar.bin");
    odd.parcels = 4_000_000_000;
    let mut other_hash = small("anders.txt");
    other_hash.sha256 = Digest([0; 32]);
    let hostile = small("../../../\u{1b}[2J\u{202e}txt.exe");
    post(&mut committee, MONDAY, vec![huge, odd, other_hash, hostile]);
    committee.import(1, MONDAY);
    let listed = files(&committee, MONDAY);
    assert_eq!(listed[0]["state"], "incomplete");
    assert_eq!(listed[1]["state"], "nonsense");
    let folder = committee.path("saved");
    let said = save(&committee, MONDAY, &folder);
    assert!(!said.ok && said.err.contains("3 file(s)"), "{}", said.err);
    assert!(
        said.out.contains("too many to save the rest"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("not the file that the letter names"),
        "{}",
        said.out
    );
    assert!(!said.out.contains('\u{1b}') && !said.out.contains('\u{202e}'));
    assert_eq!(
        names(&folder),
        ["04-__2J_txt.exe", "INCOMPLETE-03-anders.txt"]
    );
    let case = committee.only_case(1);
    for command in ["files", "show"] {
        let shown = committee.run(1, MONDAY, &[command, &case]).expect_ok();
        assert!(
            !shown.contains('\u{1b}') && !shown.contains('\u{202e}'),
            "{shown:?}"
        );
    }
}

#[test]
fn parcels_that_nobody_named_go_after_thirteen_weeks_and_named_ones_stay() {
    let mut committee = Committee::new();
    let (named, cover) = (b"genoemd".to_vec(), b"nooit genoemd".to_vec());
    upload(&mut committee, MONDAY, &named, 1, &[]);
    upload(&mut committee, MONDAY, &cover, 2, &[]);
    post(
        &mut committee,
        MONDAY,
        vec![attachment("a.txt", "text/plain", &named, 1)],
    );
    committee.import(1, MONDAY);
    let folder = committee.vault(1).join("parcels");
    let count = |folder: &Path| {
        let weeks = fs::read_dir(folder).unwrap();
        weeks
            .map(|week| fs::read_dir(week.unwrap().path()).unwrap().count())
            .sum::<usize>()
    };
    assert_eq!(count(&folder), 2);
    committee.server.parcels.clear();
    committee.sign_roster(MONDAY.plus(60));
    committee.import(1, MONDAY.plus(7 * 13));
    assert_eq!(count(&folder), 2);
    committee.import(1, MONDAY.plus(7 * 14));
    assert_eq!(count(&folder), 1);
    save(&committee, MONDAY.plus(7 * 14), &committee.path("saved")).expect_ok();
}
