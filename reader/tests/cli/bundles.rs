//! Bundles as sticks make them: hurt, cut off, with records lost, exchanged or doubled. What is hurt is
//! named, the rest comes in, and a second import makes it whole.

use std::{fs, ops::Range, path::Path, process::Command};

use crypto_core::lengths::{PARCEL_LEN, PARCEL_ROOM};

use crate::{
    attached::{RECEIPT, attachment, files, post, save, sealed, upload},
    measured::measured,
    support::{Committee, MONDAY},
};

const LETTER: u8 = 5;
const PARCEL: u8 = 6;

/// Five parcels, the last one not full.
fn file() -> Vec<u8> {
    (0..4 * PARCEL_ROOM + 77).map(|n| (n % 251) as u8).collect()
}

fn committee() -> Committee {
    let mut committee = Committee::new();
    let file = file();
    upload(&mut committee, MONDAY, &file, 1, &[]);
    let named = vec![attachment("bewijs.bin", "", &file, 1)];
    post(&mut committee, MONDAY, named);
    committee
}

/// Kind and place of each record in a whole bundle.
fn records(bundle: &[u8]) -> Vec<(u8, Range<usize>)> {
    let mut records = Vec::new();
    let mut at = 64;
    while at < bundle.len() {
        let length = u32::from_be_bytes(bundle[at + 8..at + 12].try_into().unwrap());
        let end = at + 20 + length as usize + 16;
        records.push((bundle[at + 3], at..end));
        at = end;
    }
    records
}

fn import(committee: &Committee, bundle: &[u8]) -> String {
    let path = committee.path("hurt");
    fs::write(&path, bundle).unwrap();
    committee.run(1, MONDAY, &["import", &path]).expect_ok()
}

fn says_all(said: &str, lines: &[&str]) {
    for line in lines {
        assert!(said.contains(line), "lacks: {line}\n{said}");
    }
}

type Hurt = fn(Vec<u8>, &[(u8, Range<usize>)], &[usize]) -> Vec<u8>;

/// How a bundle is hurt, what is said of it, which parcels of five are then missing, whether the letter came.
struct Case {
    hurt: Hurt,
    says: &'static str,
    missing: &'static [usize],
    letter: bool,
}

const CASES: [Case; 6] = [
    Case {
        hurt: |mut bundle, records, parcels| {
            bundle[records[parcels[2]].1.start + 600_000] ^= 1;
            bundle
        },
        says: "  parcel PARCEL-2 of the week from 2026-11-23\n",
        missing: &[2],
        letter: true,
    },
    Case {
        // In the very id: no list names what it says.
        hurt: |mut bundle, records, parcels| {
            bundle[records[parcels[3]].1.start + 20 + 10] ^= 1;
            bundle
        },
        says: "  a parcel (record NUMBER-3)\n",
        missing: &[3],
        letter: true,
    },
    Case {
        hurt: |mut bundle, records, parcels| {
            bundle.truncate(records[parcels[3]].1.start + 500_000);
            bundle
        },
        says: "  all from record NUMBER-3 on: the file was not copied to its end\n",
        missing: &[3, 4],
        letter: true,
    },
    Case {
        hurt: |mut bundle, records, parcels| {
            bundle.drain(records[parcels[1]].1.clone());
            bundle
        },
        says: "  1 record(s) from number NUMBER-1 on\n",
        missing: &[1],
        letter: true,
    },
    Case {
        hurt: |bundle, records, parcels| {
            let (first, second) = (records[parcels[1]].1.clone(), records[parcels[2]].1.clone());
            let parts = [
                &bundle[..first.start],
                &bundle[second.clone()],
                &bundle[first],
                &bundle[second.end..],
            ];
            parts.concat()
        },
        says: "  1 record(s) from number NUMBER-1 on\n",
        missing: &[1],
        letter: true,
    },
    Case {
        hurt: |mut bundle, records, _| {
            let letter = records.iter().find(|(kind, _)| *kind == LETTER).unwrap();
            bundle[letter.1.start + 40_000] ^= 1;
            bundle
        },
        says: "  letter LETTER of the week from 2026-11-23\n",
        missing: &[],
        letter: false,
    },
];

#[test]
fn what_is_hurt_is_named_the_rest_comes_and_a_second_import_makes_it_whole() {
    let file = file();
    for (number, case) in CASES.iter().enumerate() {
        let committee = committee();
        let whole = committee.server.bundle(&committee.channel, MONDAY);
        let records = records(&whole);
        let parcels: Vec<usize> = (0..records.len())
            .filter(|at| records[*at].0 == PARCEL)
            .collect();
        let ids: Vec<String> = parcels
            .iter()
            .map(|at| hex(&whole[records[*at].1.start + 24..][..16]))
            .collect();
        let letters = &committee.server.letters[&MONDAY.week()];
        let letter = letters.keys().next().unwrap().to_string();

        let said = import(&committee, &(case.hurt)(whole.clone(), &records, &parcels));
        let says = case
            .says
            .replace("PARCEL-2", &ids[2])
            .replace("LETTER", &letter)
            .replace("NUMBER-1", &parcels[1].to_string())
            .replace("NUMBER-3", &parcels[3].to_string());
        says_all(&said, &["The bundle is damaged", &says]);
        let missing: Vec<&str> = case.missing.iter().map(|at| ids[*at].as_str()).collect();
        if !missing.is_empty() {
            let line = format!(
                "  {} parcel(s) of files: {}\n",
                missing.len(),
                missing.join(", ")
            );
            says_all(&said, &["Of the week from 2026-11-23", &line]);
        }
        if case.letter {
            let name = committee.only_case(1);
            let belong = format!(
                "{} of the missing parcels belong to files of case {name}",
                missing.len()
            );
            says_all(&said, &["1 new letter(s)", &belong]);
            let there = files(&committee, MONDAY);
            assert_eq!(there[0]["parts_there"], 5 - missing.len(), "case {number}");
        } else {
            let line = format!("  1 letter(s): {letter}\n");
            says_all(&said, &["0 new letter(s)", &line]);
        }

        let said = import(&committee, &whole);
        assert!(
            !said.contains("damaged") && !said.contains("the server had"),
            "{said}"
        );
        assert_eq!(
            files(&committee, MONDAY)[0]["state"],
            "complete",
            "case {number}"
        );
        let folder = committee.path("saved");
        save(&committee, MONDAY, &folder).expect_ok();
        assert!(fs::read(format!("{folder}/01-bewijs.bin")).unwrap() == file);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_doubled_record_is_no_damage_and_a_hurt_list_is_named() {
    let committee = committee();
    let whole = committee.server.bundle(&committee.channel, MONDAY);
    let records = records(&whole);
    let (_, parcel) = records.iter().find(|(kind, _)| *kind == PARCEL).unwrap();
    let mut doubled = whole.clone();
    doubled.splice(parcel.end..parcel.end, whole[parcel.clone()].to_vec());
    let said = import(&committee, &doubled);
    assert!(
        !said.contains("damaged") && said.contains("1 new letter(s)"),
        "{said}"
    );
    assert_eq!(files(&committee, MONDAY)[0]["state"], "complete");

    let (_, list) = records.iter().find(|(kind, _)| *kind == 4).unwrap();
    let mut hurt = whole.clone();
    hurt[list.start + 30] ^= 1;
    says_all(
        &import(&committee, &hurt),
        &["  the list of a week: what else of that week is missing"],
    );
    let (_, board) = records.iter().find(|(kind, _)| *kind == 1).unwrap();
    let mut hurt = whole.clone();
    hurt[board.start + 1_000] ^= 1;
    let said = import(&committee, &hurt);
    says_all(
        &said,
        &["  the board\n", "holds no board that can be checked"],
    );
}

#[test]
fn a_bundle_that_was_gone_on_with_has_two_boards_and_lists_and_the_last_ones_count() {
    let mut committee = Committee::new();
    let file = file();
    upload(&mut committee, MONDAY, &file, 1, &[]);
    let before = committee.server.bundle(&committee.channel, MONDAY);
    // Meanwhile: a new board and roster, recipients without a member who left, another list of the week.
    committee.publish(1, MONDAY);
    committee.import(1, MONDAY);
    committee.sign_roster_of(MONDAY, "", &[1, 2]);
    let named = vec![attachment("bewijs.bin", "", &file, 1)];
    post(&mut committee, MONDAY, named);
    let after = committee.server.bundle(&committee.channel, MONDAY);
    let unfinished = &before[..records(&before).last().unwrap().1.start];
    let mut joined = unfinished.to_vec();
    let first = records(unfinished).len();
    for (number, (kind, place)) in (first..).zip(records(&after)) {
        joined.extend(renumbered(
            &after[place],
            kind,
            u32::try_from(number).unwrap(),
        ));
    }
    let said = import(&committee, &joined);
    assert_eq!(said, "1 new letter(s), 1 new case(s).\n");
    assert_eq!(committee.json(1, MONDAY, &["status"])["board_serial"], 3);
    save(&committee, MONDAY, &committee.path("saved")).expect_ok();
}

/// The same record with another number.
fn renumbered(record: &[u8], kind: u8, number: u32) -> Vec<u8> {
    use crypto_core::primitives::hash::sha256;
    let payload = &record[20..record.len() - 16];
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut head = [&b"rec"[..], &[kind], &number.to_be_bytes(), &length].concat();
    head.extend(&sha256(&[&head])[..8]);
    let check = sha256(&[&head, payload]);
    [&head, payload, &check[..16]].concat()
}

#[test]
fn memory_does_not_grow_with_the_bundle_nor_with_the_file_that_is_saved() {
    // What is on its way between the two threads that save: eight opened parcels, wherever the first is
    // the faster. And a little more.
    const MORE_AT_MOST: u64 = (8 + 4) * 1024;
    let mut peaks = Vec::new();
    for parcels in [2, 150] {
        let mut committee = Committee::new();
        let file: Vec<u8> = vec![parcels; usize::from(parcels) * PARCEL_ROOM];
        upload(&mut committee, MONDAY, &file, 1, &[]);
        let named = vec![attachment("groot.bin", "", &file, 1)];
        post(&mut committee, MONDAY, named);
        let bundle = committee.path("bundle");
        fs::write(&bundle, committee.server.bundle(&committee.channel, MONDAY)).unwrap();
        let vault = committee.vault(1);
        let (said, import) = measured(&vault, MONDAY, &["import", &bundle]);
        said.expect_ok();
        let (said, again) = measured(&vault, MONDAY, &["import", &bundle]);
        said.expect_ok();
        let folder = committee.path("saved");
        let case = committee.only_case(1);
        let (said, saved) = measured(&vault, MONDAY, &["save", &case, "--to", &folder]);
        said.expect_ok();
        assert!(fs::read(format!("{folder}/01-groot.bin")).unwrap() == file);
        peaks.push([import.peak_kib, again.peak_kib, saved.peak_kib]);
    }
    println!(
        "KiB at most, for import, a second import and saving, of 2 and of 150 parcels: {peaks:?}"
    );
    for (small, large) in peaks[0].into_iter().zip(peaks[1]) {
        assert!(small > 0 && large < small + MORE_AT_MOST, "{peaks:?}");
    }
}

#[test]
fn the_first_pass_over_a_bundle_does_not_read_its_parcels() {
    let mut committee = Committee::new();
    let file: Vec<u8> = vec![3; 40 * PARCEL_ROOM];
    upload(&mut committee, MONDAY, &file, 1, &[]);
    let bundle = committee.path("bundle");
    let bytes = committee.server.bundle(&committee.channel, MONDAY);
    fs::write(&bundle, &bytes).unwrap();
    let (said, taken) = measured(&committee.vault(1), MONDAY, &["import", &bundle]);
    said.expect_ok();
    let most = bytes.len() as u64 * 5 / 4;
    assert!(taken.read < most, "{} bytes of {}", taken.read, bytes.len());
}

/// A mounted file system of its own, for as long as it lives. Only root may mount.
struct Mounted<'p>(&'p Path);

impl<'p> Mounted<'p> {
    fn new(at: &'p Path, mebibytes: u32) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        mount(at, &format!("size={mebibytes}m")).then_some(Self(at))
    }
}

fn mount(at: &Path, options: &str) -> bool {
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at);
    mount.output().is_ok_and(|output| output.status.success())
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_disk_that_is_full_during_an_import_loses_nothing_and_the_import_can_be_repeated() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Van eerder", &[]);
    committee.import(1, MONDAY);
    // The vault moves to a disk with little room.
    let (vault, aside) = (committee.vault(1), committee.dir.path().join("aside"));
    fs::rename(&vault, &aside).unwrap();
    let Some(_mounted) = Mounted::new(&vault, 8) else {
        eprintln!("not root: a file system of its own cannot be mounted");
        return;
    };
    for entry in fs::read_dir(&aside).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, vault.join(path.file_name().unwrap())).unwrap();
    }
    let file: Vec<u8> = vec![5; 12 * PARCEL_ROOM];
    upload(&mut committee, MONDAY, &file, 1, &[]);
    let named = vec![attachment("a.bin", "", &file, 1)];
    post(&mut committee, MONDAY, named);
    let bundle = committee.path("bundle");
    fs::write(&bundle, committee.server.bundle(&committee.channel, MONDAY)).unwrap();
    let contents = fs::metadata(vault.join("contents")).unwrap().len();
    for _attempt in 0..3 {
        let said = committee
            .run(1, MONDAY, &["import", &bundle])
            .expect_error();
        says_all(&said, &["What was there before is still there: make room"]);
        assert_eq!(
            fs::metadata(vault.join("contents")).unwrap().len(),
            contents
        );
        let cases = committee.json(1, MONDAY, &["cases"]);
        assert_eq!(cases[0]["letters"], 1, "{cases}");
    }
    let week = vault.join("parcels").join(MONDAY.week().to_string());
    for entry in fs::read_dir(&week).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(
            fs::metadata(&path).unwrap().len(),
            PARCEL_LEN as u64,
            "{path:?}"
        );
        assert!(path.extension().is_none(), "{path:?}");
    }
    assert!(mount(&vault, "remount,size=64m"));
    let said = committee.run(1, MONDAY, &["import", &bundle]).expect_ok();
    says_all(&said, &["1 new letter(s)"]);
    let folder = committee.path("saved");
    save(&committee, MONDAY, &folder).expect_ok();
    assert!(fs::read(format!("{folder}/01-a.bin")).unwrap() == file);
}

#[test]
fn a_parcel_that_a_crash_left_half_written_does_not_count_as_there() {
    let committee = committee();
    import(
        &committee,
        &committee.server.bundle(&committee.channel, MONDAY),
    );
    let week = committee
        .vault(1)
        .join("parcels")
        .join(MONDAY.week().to_string());
    let parcel = week.join(sealed(&file(), 1).id(2).to_string());
    fs::rename(&parcel, parcel.with_extension("new")).unwrap();
    assert_eq!(files(&committee, MONDAY)[0]["parts_there"], 4);
}
