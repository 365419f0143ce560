//! A channel is founded by people who are led through it, on three machines, with stops on the way.

use std::{fs, path::Path};

use crypto_core::{ids::ChannelId, roster};

use crate::{
    server::Server,
    support::{MONDAY, Said, reader},
};

fn ceremony(folder: &Path, vault: &str, language: &str, typed: &[&str]) -> Said {
    let folder_text = folder.to_str().unwrap();
    let mut args = vec!["ceremony", "--folder", folder_text, "--fast-kdf-for-tests"];
    if !language.is_empty() {
        args.extend(["--language", language]);
    }
    reader(&folder.join(vault), typed, MONDAY, &args)
}

/// Sheets as they were shown, ten lines each.
fn sheets(said: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = said
        .lines()
        .filter_map(|line| {
            let (number, words) = line.trim().split_once("  ")?;
            number.parse::<u8>().ok()?;
            (words.split(' ').count() == 4).then_some(words)
        })
        .collect();
    lines.chunks(10).map(<[&str]>::to_vec).collect()
}

#[test]
fn three_members_found_a_channel_step_by_step_and_may_stop_anywhere() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    // Somebody whose machine is not ready is sent away, and nothing is made.
    let said = ceremony(here, "vault-2", "", &["nl", "nee"]).expect_ok();
    assert!(said.contains("Stap 1 van 8: de computer"), "{said}");
    assert!(said.contains("begin dan opnieuw") && !here.join("vault-2").exists());

    for (number, name, weekday) in [("2", "Bilal Yilmaz", "3"), ("3", "Carla Jansen", "9\n5")] {
        let vault = format!("vault-{number}");
        let typed = ["ja", number, name, weekday, "geheim", "geheim", "nee"];
        let said = ceremony(here, &vault, "nl", &typed).expect_ok();
        assert!(said.contains("Breng ") && said.contains("hardop"), "{said}");
        assert!(said.contains("Nummer van het kanaal") || !said.contains("Channel id"));
    }

    // Number 1 stops twice: once because a number was not the same, once because of a lunch.
    let typed = [
        "yes",
        "1",
        "Anna de Wit",
        "1",
        "geheim",
        "geheim",
        "yes",
        "root",
        "no",
    ];
    let said = ceremony(here, "vault-1", "en", &typed).expect_ok();
    assert!(said.contains("somebody may have exchanged a key"), "{said}");
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("Channel id: "));
    let channel: ChannelId = line.unwrap().parse().unwrap();

    // Somebody would be two members by one file.
    let twice = fs::read_to_string(here.join("member-3.json")).unwrap();
    let twice = twice.replace("\"number\": 3", "\"number\": 4");
    fs::write(here.join("member-4.json"), twice).unwrap();
    let said = ceremony(here, "vault-1", "en", &["geheim"]).expect_error();
    assert!(
        said.contains("members 3 and 4 have a key in common"),
        "{said}"
    );
    fs::remove_file(here.join("member-4.json")).unwrap();

    let mut typed = vec!["geheim", "yes", "yes", "yes"];
    typed.extend([
        "Meldpunt \"één\"",
        "Office",
        "Wij lezen",
        "We read",
        "Het Huis",
        "The House",
    ]);
    typed.extend(["root", "x", "2", "no", "root", "", "", "", "", "", ""]);
    let stopped = ceremony(here, "vault-1", "en", &typed);
    assert!(
        !stopped.ok && stopped.out.contains("Step 6 of 8"),
        "{}",
        stopped.out
    );
    let shown = sheets(&stopped.out);
    assert_eq!(shown.len(), 3, "{}", stopped.out);

    // The stick was lost at that lunch.
    let signed = fs::read(here.join("first.outbox")).unwrap();
    fs::remove_file(here.join("first.outbox")).unwrap();

    let mut typed = vec!["geheim"];
    typed.extend(&shown[2]);
    typed.extend(&shown[0]);
    typed.extend(["report.example", "https://report.example"]);
    let said = ceremony(here, "vault-1", "en", &typed).expect_ok();
    assert_eq!(fs::read(here.join("first.outbox")).unwrap(), signed);
    for told in [
        "was written again",
        "Step 4 of 8: the list of members – done already.",
        "give the root key back",
        "The address begins with",
        "Step 8 of 8: publishing",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let poster = fs::read_to_string(here.join("poster.html")).unwrap();
    assert!(poster.contains("Meldpunt &quot;één&quot;") && poster.contains("We read"));

    // What it made is what the single commands make.
    let mut server = Server::default();
    let outbox = fs::read(here.join("first.outbox")).unwrap();
    assert!(server.publish(&channel, &outbox));
    let roster = roster::verify(&server.roster, &channel).unwrap();
    let names: Vec<&str> = roster.members.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["Anna de Wit", "Bilal Yilmaz", "Carla Jansen"]);
    let weekdays: Vec<_> = roster.members.iter().map(|m| m.weekday).collect();
    assert_eq!(weekdays, [Some(1), Some(3), Some(5)]);
    let bundle = here.join("latest.bundle");
    fs::write(&bundle, server.bundle(&channel, MONDAY)).unwrap();
    let address = crypto_core::address::ChannelAddress::of(&channel).to_fragment();
    for vault in ["vault-1", "vault-2"] {
        let args = ["import", bundle.to_str().unwrap(), "--channel", &address];
        reader(&here.join(vault), &["geheim"], MONDAY, &args).expect_ok();
        let said = ceremony(here, vault, "nl", &["geheim"]).expect_ok();
        assert!(said.contains("Het kanaal is opgericht."), "{said}");
    }
}
