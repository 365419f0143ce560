//! The root key on paper, there and back; and posters.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
};

use crate::support::{Committee, MONDAY, PASSPHRASE, ROOT_PASSPHRASE, Said, reader};

/// The sheets that `root split` shows, ten lines each.
fn split(committee: &Committee, needed: &str, of: usize, more: &[&str]) -> Vec<Vec<String>> {
    let (enters, count) = (vec![""; 2 * of], of.to_string());
    let mut typed = vec![PASSPHRASE, ROOT_PASSPHRASE];
    typed.extend(enters);
    let mut args = vec!["root", "split", "--needed", needed, "--of", &count];
    args.extend(more);
    let said = reader(&committee.vault(1), &typed, MONDAY, &args).expect_ok();
    let mut sheets = vec![Vec::new()];
    for line in said.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [number, words @ ..] = words.as_slice()
            && number.parse::<u8>().is_ok()
            && words.len() == 4
        {
            if sheets.last().unwrap().len() == 10 {
                sheets.push(Vec::new());
            }
            sheets.last_mut().unwrap().push(words.join(" "));
        }
    }
    assert_eq!(sheets.len(), of, "{said}");
    sheets
}

fn rehearse(committee: &Committee, typed: &[&str]) -> Said {
    let mut all = vec![PASSPHRASE];
    all.extend(typed);
    reader(&committee.vault(1), &all, MONDAY, &["root", "rehearse"])
}

fn lines<'s>(sheets: &[&'s Vec<String>]) -> Vec<&'s str> {
    let all = sheets.iter().flat_map(|sheet| sheet.iter());
    all.map(String::as_str).collect()
}

#[test]
fn a_root_key_comes_back_from_sheets_and_signs_while_the_old_file_is_gone() {
    let mut committee = Committee::new();
    let warned = |committee: &Committee, day, text: &str| {
        let said = committee.run(1, day, &["status"]).expect_ok();
        said.contains(text)
    };
    assert!(warned(&committee, MONDAY, "The root key is on no paper"));
    let sheets = split(&committee, "2", 3, &["--language", "nl"]);
    assert!(warned(
        &committee,
        MONDAY,
        "sheets of the root key were never tried"
    ));
    let said = rehearse(&committee, &lines(&[&sheets[2], &sheets[0]])).expect_ok();
    assert!(said.contains("give the root key back"), "{said}");
    assert!(!warned(&committee, MONDAY, "root key"));
    assert!(warned(&committee, MONDAY.plus(367), "tried 367 days ago"));
    let key = committee.vault(1).join("root-key");
    fs::remove_file(&key).unwrap();

    let mut typed = vec![PASSPHRASE];
    typed.extend(lines(&[&sheets[1], &sheets[2]]));
    typed.push("another passphrase");
    let args = ["root", "recover", "--fast-kdf-for-tests"];
    reader(&committee.vault(1), &typed, MONDAY, &args).expect_ok();
    committee.change_with(
        &[PASSPHRASE, "yes", "another passphrase"],
        MONDAY,
        &["renew"],
    );
    assert_eq!(committee.roster().serial, 2);
    // A key that is there is not written over.
    let said = reader(&committee.vault(1), &typed, MONDAY, &args).expect_error();
    assert!(
        said.contains("there is a root key in this folder already"),
        "{said}"
    );
}

#[test]
fn mistyped_lines_are_asked_for_again_and_too_few_sheets_give_nothing() {
    let committee = Committee::new();
    let sheets = split(&committee, "2", 2, &[]);
    let (first, second) = (&sheets[0], &sheets[1]);
    let mut typed = lines(&[first]);
    let words: Vec<&str> = second[3].split(' ').collect();
    let unknown = [words[0], "qqqq", words[2], words[3]].join(" ");
    typed.extend(lines(&[second]));
    typed.splice(13..13, [unknown.as_str(), "one two three", &second[4]]);
    let said = rehearse(&committee, &typed).expect_ok();
    for told in [
        "Sheets so far: 1 / 2.",
        "Line 4, word 2: this word is not in the list",
        "Line 4 has 4 words, these are 3",
        "Line 4: these four words do not belong together",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let mut typed = lines(&[first]);
    typed.push("");
    let said = rehearse(&committee, &typed).expect_error();
    assert!(said.contains("not enough sheets were typed"), "{said}");
    // The same sheet twice is one.
    let mut typed = lines(&[first, first]);
    typed.push("");
    rehearse(&committee, &typed).expect_error();
}

#[test]
fn a_sheet_of_another_split_does_not_count_and_a_forged_one_is_found_by_one_more() {
    use crypto_core::root_share::{Line, RootShare};
    let committee = Committee::new();
    let sheets = split(&committee, "2", 3, &[]);
    let older = split(&committee, "2", 3, &[]);
    let said = rehearse(&committee, &lines(&[&sheets[0], &older[1], &sheets[2]])).expect_ok();
    assert!(said.contains("It does not count."), "{said}");

    // What member 2 hands in has a right check and a wrong share.
    let parsed: Vec<Line> = (1..)
        .zip(&sheets[1])
        .map(|(number, line)| Line::parse(number, line).unwrap())
        .collect();
    let mut bytes = RootShare::from_lines(&parsed).unwrap().expose_for_sheet();
    bytes[20] ^= 1;
    let check = crypto_core::primitives::hash::sha256(&[b"belfry/v1/root-share", &bytes[..41]]);
    bytes[41..].copy_from_slice(&check[..4]);
    let forged = RootShare::from_bytes(&bytes).unwrap().expose_code();
    let mut typed = lines(&[&sheets[0]]);
    typed.push(&forged);
    typed.push("");
    let said = rehearse(&committee, &typed).expect_error();
    assert!(said.contains("one of these sheets is wrong"), "{said}");
    typed.pop();
    typed.extend(lines(&[&sheets[2]]));
    let said = rehearse(&committee, &typed).expect_ok();
    assert!(said.contains("WARNING: sheet 2 does not fit"), "{said}");
}

#[test]
fn sheets_of_a_key_that_was_given_up_are_not_taken_for_the_one_in_force() {
    let mut committee = Committee::new();
    let sheets = split(&committee, "2", 2, &[]);
    let change = ["root", "change", "--fast-kdf-for-tests"];
    let typed = [PASSPHRASE, ROOT_PASSPHRASE, "new root"];
    reader(&committee.vault(1), &typed, MONDAY, &change).expect_ok();
    committee.change_with(&[PASSPHRASE, "yes", "new root"], MONDAY, &["renew"]);
    committee.import(1, MONDAY);
    reader(&committee.vault(1), &[PASSPHRASE, "yes"], MONDAY, &change).expect_ok();
    let status = committee.run(1, MONDAY, &["status"]).expect_ok();
    assert!(status.contains("The root key is on no paper"), "{status}");
    let mut typed = lines(&[&sheets[0], &sheets[1]]);
    typed.push("");
    let said = rehearse(&committee, &typed).expect_error();
    assert!(said.contains("one of these sheets is wrong"), "{said}");
}

#[test]
fn printed_sheets_are_complete_pages_and_their_files_are_wiped() {
    let committee = Committee::new();
    let folder = committee.path("sheets");
    let mut child = Command::new(env!("CARGO_BIN_EXE_belfry-reader"))
        .arg("--vault")
        .arg(committee.vault(1))
        .args(["--passphrase-fd", "0", "root", "split", "--needed", "2"])
        .args([
            "--keeper",
            "Anna <1>",
            "--keeper",
            "Bilal",
            "--language",
            "nl",
        ])
        .args(["--out", &folder])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{PASSPHRASE}\n{ROOT_PASSPHRASE}").unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let found = said.find(|line| line.as_ref().unwrap().contains("sheet-N.html"));
    assert!(found.unwrap().unwrap().starts_with("2 vellen"));
    let path = committee.dir.path().join("sheets/sheet-1.html");
    let html = fs::read_to_string(&path).unwrap();
    for part in [
        "Deel 1 van 2 van de hoofdsleutel",
        "Bewaard door: Anna &lt;1&gt;",
        "<th scope=\"row\">10</th>",
        "<svg",
        "Samen geven 2 van die vellen",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(
        !html.contains("<script") && !html.contains("src=") && !html.contains("http-equiv=\"r")
    );
    writeln!(stdin).unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
}

#[test]
fn a_poster_has_the_rosters_name_and_the_whole_address() {
    let committee = Committee::new();
    let out = committee.path("poster.html");
    let args = ["poster", "--address", "http://abc.onion", "--out", &out];
    let said = committee.run(2, MONDAY, &args).expect_ok();
    let fragment = crypto_core::address::ChannelAddress::of(&committee.channel).to_fragment();
    assert!(
        said.contains(&format!("http://abc.onion/#{fragment}")),
        "{said}"
    );
    let html = fs::read_to_string(&out).unwrap();
    assert!(html.contains("<h1>Commissie</h1>") && html.contains("<h1>Committee</h1>"));
    assert_eq!(html.matches(&fragment).count(), 2);
    let args = ["poster", "--address", "abc.onion", "--out", &out];
    let said = committee.run(2, MONDAY, &args).expect_error();
    assert!(said.contains("must begin with https://"), "{said}");
}

#[test]
fn number_one_loses_the_machine_and_goes_on_with_sheets_on_a_new_one() {
    let mut committee = Committee::new();
    let sheets = split(&committee, "2", 3, &[]);
    committee.post(&[9; 16], MONDAY, "Voor het verlies", &[]);
    committee.import(1, MONDAY);
    let file = committee.init(4, MONDAY, &["--weekday", "1"]);
    committee.import(4, MONDAY);
    let mut typed = vec![PASSPHRASE];
    typed.extend(lines(&[&sheets[1], &sheets[2]]));
    typed.push("new machine");
    let args = ["root", "recover", "--fast-kdf-for-tests"];
    reader(&committee.vault(4), &typed, MONDAY, &args).expect_ok();
    let out = committee.path("change.outbox");
    let args = ["roster", "replace", "1", &file, "--out", &out];
    let typed = [PASSPHRASE, "yes", "new machine"];
    reader(&committee.vault(4), &typed, MONDAY, &args).expect_ok();
    let channel = committee.channel;
    assert!(committee.server.publish(&channel, &fs::read(&out).unwrap()));
    committee.post(&[9; 16], MONDAY, "Na het verlies", &[]);
    assert!(committee.import(4, MONDAY).contains("1 new letter"));
    assert!(committee.import(1, MONDAY).contains("0 new letter"));
}

#[test]
fn another_member_takes_number_one_out_with_the_sheets_and_changes_the_root_key() {
    let mut committee = Committee::new();
    let sheets = split(&committee, "2", 3, &[]);
    let mut typed = vec![PASSPHRASE];
    typed.extend(lines(&[&sheets[1], &sheets[2]]));
    typed.push("root of two");
    let args = ["root", "recover", "--fast-kdf-for-tests"];
    reader(&committee.vault(2), &typed, MONDAY, &args).expect_ok();
    let change = ["root", "change", "--fast-kdf-for-tests"];
    let typed = [PASSPHRASE, "root of two", "another"];
    reader(&committee.vault(2), &typed, MONDAY, &change).expect_ok();
    let out = committee.path("change.outbox");
    let args = ["roster", "remove", "1", "--out", &out];
    let typed = [PASSPHRASE, "yes", "another"];
    reader(&committee.vault(2), &typed, MONDAY, &args).expect_ok();
    let channel = committee.channel;
    assert!(committee.server.publish(&channel, &fs::read(&out).unwrap()));
    assert_eq!(committee.roster().roots().len(), 2);
    // What number 1 signs with the key that was theirs goes nowhere.
    let out = committee.path("theirs.outbox");
    let args = ["roster", "renew", "--out", &out];
    let typed = [PASSPHRASE, "yes", ROOT_PASSPHRASE];
    reader(&committee.vault(1), &typed, MONDAY, &args).expect_ok();
    assert!(!committee.server.publish(&channel, &fs::read(&out).unwrap()));
    committee.import(1, MONDAY);
    let said = reader(&committee.vault(1), &typed, MONDAY, &args).expect_error();
    assert!(
        said.contains("own keys") || said.contains("not the root key"),
        "{said}"
    );
}
