//! A sender who lies about counts, sizes and names: the reader takes no more memory, disk or work than it
//! takes for an honest one, and writes nowhere but into the folder.

use std::{collections::BTreeSet, fs, path::Path};

use crypto_core::{
    attachment::{AttachmentKey, Cut},
    ids::Digest,
    lengths::PARCEL_ROOM,
    letter::Attachment,
};

use crate::{
    attached::{attachment, post, post_with_text, upload},
    measured::{Taken, measured},
    support::{Committee, MONDAY, Said},
};

const MIB: u64 = 1 << 20;
/// As many attachments with short names as go into a letter, about.
const IN_A_LETTER: usize = 380;
const LETTERS: usize = 12;

/// Letters that name as many files as they can; `claim` makes what they say of each.
fn post_many(committee: &mut Committee, mut claim: impl FnMut(usize) -> Attachment) {
    for letter in 0..LETTERS {
        let range = letter * IN_A_LETTER..(letter + 1) * IN_A_LETTER;
        let claims = range.map(&mut claim).collect();
        post(committee, MONDAY, claims);
    }
}

/// What import, `files`, `show` and `save` take.
fn take_all(committee: &Committee) -> [(Said, Taken); 4] {
    let bundle = committee.path("bundle");
    fs::write(&bundle, committee.server.bundle(&committee.channel, MONDAY)).unwrap();
    let vault = committee.vault(1);
    let import = measured(&vault, MONDAY, &["import", &bundle]);
    let case = committee.only_case(1);
    let folder = committee.path("saved");
    [
        import,
        measured(&vault, MONDAY, &["files", &case]),
        measured(&vault, MONDAY, &["show", &case]),
        measured(&vault, MONDAY, &["save", &case, "--to", &folder]),
    ]
}

fn small(number: usize) -> Attachment {
    let mut small = attachment("a", "", b"klein", 1);
    let mut key = [3; 32];
    key[..8].copy_from_slice(&(number as u64).to_be_bytes());
    small.key = AttachmentKey::from_bytes(key);
    small
}

/// Sizes of the files in a folder, as they look and as they take room.
fn sizes(folder: &str) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(entries) = fs::read_dir(folder) else {
        return (0, 0);
    };
    entries.fold((0, 0), |(length, room), entry| {
        let metadata = entry.unwrap().metadata().unwrap();
        (length + metadata.len(), room + metadata.blocks() * 512)
    })
}

#[test]
fn thousands_of_files_that_are_promised_cost_what_as_many_small_ones_cost() {
    let stored: Vec<u8> = vec![7; 20 * PARCEL_ROOM];
    let mut taken = Vec::new();
    for hostile in [false, true] {
        let mut committee = Committee::new();
        upload(&mut committee, MONDAY, &stored, 1, &[]);
        let honest = attachment("goed.bin", "", &stored, 1);
        post(&mut committee, MONDAY, vec![honest]);
        post_many(&mut committee, |number| {
            let mut claim = small(number);
            if hostile {
                // 4 TiB; 2^32 - 1 parcels; and what was uploaded, in ever other sizes.
                claim.size = match number % 3 {
                    0 => 4 << 40,
                    1 => u64::from(u32::MAX) * PARCEL_ROOM as u64,
                    _ => {
                        claim.key = AttachmentKey::from_bytes([1; 32]);
                        (4 << 40) - number as u64
                    }
                };
                claim.parcels = Cut::of(claim.size).unwrap().parcels;
            }
            claim
        });
        let [import, files, show, save] = take_all(&committee);
        for (said, _) in [&import, &files, &show] {
            assert!(said.ok, "{}", said.err);
        }
        assert!(save.0.out.contains("-goed.bin\n"), "{}", save.0.out);
        let folder = committee.path("saved");
        assert_eq!(sizes(&folder).0, stored.len() as u64, "only what is there");
        taken.push([import, files, show, save].map(|(_, taken)| taken));
    }
    println!("import, files, show, save; honest, then hostile: {taken:#?}");
    for (honest, hostile) in taken[0].iter().zip(taken[1]) {
        assert!(hostile.peak_kib < honest.peak_kib + 4 * 1024);
        assert!(hostile.read < honest.read + 4 * MIB);
        assert!(hostile.ticks < 3 * honest.ticks + 100);
    }
}

#[test]
fn hundreds_of_claims_to_the_same_parcels_are_saved_once_and_read_a_few_times() {
    let stored: Vec<u8> = vec![7; 8 * PARCEL_ROOM];
    let wrong = |number: usize| {
        let mut claim = attachment("b", "", &stored, 1);
        claim.sha256 = Digest([9; 32]);
        // Less than all: another padding, or another last parcel.
        claim.size -= (number % 3) as u64 * 1_000;
        claim.parcels = Cut::of(claim.size).unwrap().parcels;
        claim
    };
    let honest = attachment("goed.bin", "", &stored, 1);
    for lies_first in [false, true] {
        let mut committee = Committee::new();
        upload(&mut committee, MONDAY, &stored, 1, &[]);
        let mut claims: Vec<_> = (0..300).map(wrong).collect();
        claims.push(honest.clone());
        if !lies_first {
            claims.rotate_right(1);
            claims.push(honest.clone());
        }
        let last = claims.len().to_string();
        post(&mut committee, MONDAY, claims);
        let [import, files, show, save] = take_all(&committee);
        for (said, _) in [&import, &files, &show] {
            assert!(said.ok, "{}", said.err);
        }
        let (once, folder) = (stored.len() as u64, committee.path("saved"));
        let (length, room) = sizes(&folder);
        assert!(
            length <= 2 * once && room <= 2 * once + MIB,
            "{length}, {room}"
        );
        assert!(files.1.read < 20 * MIB, "{:?}", files.1);
        assert!(save.1.read < 3 * once + 20 * MIB, "{:?}", save.1);
        let case = committee.only_case(1);
        if lies_first {
            // Who sent them stands in their own light; the member can still have each.
            let way = format!("`--file {last}` saves it");
            assert!(save.0.out.contains(&way), "{}", save.0.out);
            let (vault, last) = (committee.vault(1), last.as_str());
            let args = ["save", &case, "--to", &folder, "--file", last];
            measured(&vault, MONDAY, &args).0.expect_ok();
            assert!(fs::read(format!("{folder}/{last}-goed.bin")).unwrap() == stored);
        } else {
            let twice =
                format!("File {last}: has the same parts as file 1, and was not saved twice.");
            assert!(save.0.out.contains(&twice), "{}", save.0.out);
            assert!(fs::read(format!("{folder}/01-goed.bin")).unwrap() == stored);
        }
    }
}

#[test]
fn a_file_of_which_little_is_here_becomes_no_large_file() {
    let stored: Vec<u8> = vec![7; PARCEL_ROOM];
    let mut committee = Committee::new();
    // The first parcel of each is there, sealed as one of several.
    let parcels = [60_u32, 65, 66, 1_000_000];
    let mut claims = Vec::new();
    for (key, count) in (1..).zip(parcels) {
        let mut claim = attachment("groot.bin", "", &stored, key);
        claim.size = u64::from(count) * PARCEL_ROOM as u64;
        claim.parcels = count;
        let cut = Cut::of(claim.size).unwrap();
        let file = crypto_core::attachment::Parcels::new(claim.key.clone(), cut);
        let week = committee.server.parcels.entry(MONDAY.week()).or_default();
        week.insert(file.id(0), file.seal(0, &stored).unwrap());
        claims.push(claim);
    }
    post(&mut committee, MONDAY, claims);
    let [.., save] = take_all(&committee);
    assert!(!save.0.ok);
    let folder = committee.path("saved");
    let names: BTreeSet<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected = ["INCOMPLETE-01-groot.bin", "INCOMPLETE-02-groot.bin"];
    assert_eq!(names, expected.map(str::to_owned).into());
    let (length, room) = sizes(&folder);
    assert_eq!(length, 125 * PARCEL_ROOM as u64);
    assert!(room < 3 * MIB, "holes take no room: {room}");
    for refused in ["File 3: 65 of 66 parts", "File 4: 999999 of 1000000 parts"] {
        assert!(save.0.out.contains(refused), "{}", save.0.out);
    }
}

/// All paths below a folder.
fn tree(folder: &Path) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            paths.extend(tree(&path));
        }
        paths.insert(path.to_str().unwrap().to_owned());
    }
    paths
}

#[test]
fn no_name_leaves_the_folder_or_the_line_or_keeps_the_other_files_back() {
    let hostile = [
        "\u{1b}[2J\u{1b}]0;weg\u{7}.txt".to_owned(),
        "regel\nFile 99: saved as /etc/passwd".to_owned(),
        "foto\u{202e}gpj.exe".to_owned(),
        "\u{9b}31m\u{85}\u{2028}\u{2066}x".to_owned(),
        "../../../outside".to_owned(),
        "..\\..\\outside".to_owned(),
        "/tmp/outside".to_owned(),
        "C:\\outside".to_owned(),
        "\\\\server\\share\\outside".to_owned(),
        "CON".to_owned(),
        "nul.tar.gz".to_owned(),
        "COM¹.txt".to_owned(),
        "..".to_owned(),
        ". ".to_owned(),
        String::new(),
        "a\0b".to_owned(),
        "-rf".to_owned(),
        "x".repeat(10_000),
        "𐌰".repeat(2_000),
        format!("y.{}", "é".repeat(3_000)),
        "gewoon.txt".to_owned(),
    ];
    let mut committee = Committee::new();
    let mut claims = Vec::new();
    for (key, name) in (1..).zip(&hostile) {
        let file = [key; 10];
        upload(&mut committee, MONDAY, &file, key, &[]);
        let media_type = "text/\u{1b}[31m\u{202e}plain\n";
        claims.push(attachment(name, media_type, &file, key));
    }
    let text = "Zie \u{9b}31m\u{202e}\u{1b}[2J\u{2066}de bestanden.";
    post_with_text(&mut committee, MONDAY, text, claims);
    let before = tree(committee.dir.path());
    let [import, files, show, save] = take_all(&committee);
    let case = committee.only_case(1);
    let vault = committee.vault(1);
    let json = ["files", "show", "cases"].map(|command| {
        let words = ["--json", command, &case];
        let words = if command == "cases" {
            &words[..2]
        } else {
            &words
        };
        measured(&vault, MONDAY, words)
    });
    for (said, _) in [import, files, show, save].into_iter().chain(json) {
        assert!(said.ok, "{}", said.err);
        for text in [said.out, said.err] {
            let obeyed = |c: char| {
                c != '\n' && c.is_control() || "\u{202e}\u{2028}\u{2066}\u{9b}".contains(c)
            };
            assert!(!text.contains(obeyed), "{text:?}");
            assert!(
                !text.lines().any(|line| line.starts_with("File 99")),
                "{text}"
            );
        }
    }
    let folder = committee.path("saved");
    let new: Vec<String> = tree(committee.dir.path())
        .difference(&before)
        .cloned()
        .collect();
    let elsewhere = |path: &&String| {
        let known = [&folder, &committee.path("bundle")].contains(path);
        !known && !path.starts_with(&format!("{folder}/")) && !path.contains("/vault-1/")
    };
    assert_eq!(new.iter().find(elsewhere), None);
    assert!(!Path::new("/tmp/outside").exists());
    let saved = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap());
    let saved: Vec<_> = saved.collect();
    assert_eq!(saved.len(), hostile.len());
    for entry in saved {
        assert!(entry.file_type().unwrap().is_file());
        let name = entry.file_name().into_string().unwrap();
        assert!(name.as_bytes()[0].is_ascii_digit(), "{name:?}");
        assert!(
            !name.contains(['/', '\\', ':']) && !name.contains(char::is_control),
            "{name:?}"
        );
    }
}
