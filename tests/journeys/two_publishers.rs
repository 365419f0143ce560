//! What goes wrong between members in practice: two publish at the same time, a push is refused or breaks off in
//! the middle, a reader comes back from an old backup. No answer is lost, none is published twice, and the boards
//! that everybody sees show nothing of it (protocol, section 4.5).

use std::fs;

use anyhow::{Context, Result};
use belfry_tests::boards::{Boards, offered};
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::proxy::{Fate, Proxy};
use belfry_tests::stack::Stack;

const PUBLICATION: &str = "/v1/courier/publication";
const CONFIRMATIONS: &str = "/v1/courier/confirmations";

fn report(stack: &Stack, kind: Kind, language: &str, text: &str) -> Result<Vec<String>> {
    let url = stack.url(stack.address(), language);
    Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?.report(text)
}

/// The texts of the answers that somebody with these words reads in a browser.
fn read_back(stack: &Stack, kind: Kind, language: &str, words: &[String]) -> Result<Vec<String>> {
    let url = stack.url(stack.address(), language);
    let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
    Ok(reporter
        .answers()?
        .into_iter()
        .map(|[.., text]| text)
        .collect())
}

fn answer(stack: &Stack, member: u16, to: &str, text: &str) -> Result<()> {
    stack.answer(member, &stack.case_with(member, to)?, text)
}

/// Exports to a file; returns what the reader said.
fn export(stack: &Stack, member: u16, outbox: &str) -> Result<String> {
    stack.reader(member, &["export", "--out", outbox], None)
}

/// A push that must fail, with this exit code and these words.
fn push_fails(stack: &Stack, member: u16, outbox: &str, (code, words): (u8, &str)) -> Result<()> {
    let pushed = stack.courier(member, &["push", outbox]);
    let said = pushed.err().context("the push went through")?.to_string();
    assert!(said.contains(&format!("exit status: {code}:")), "{said}");
    assert!(said.contains(words), "{said}");
    Ok(())
}

/// Requests with this path meet this fate, all others pass.
fn only(proxy: &Proxy, wanted: &'static str, fate: Fate) {
    proxy.rule(move |_, path| if path == wanted { fate } else { Fate::Pass });
}

const REFUSED: (u8, &str) = (
    3,
    "Nothing is lost: pull, import and export again, then push.",
);
const BROKEN_OFF: (u8, &str) = (1, "the same command may be repeated at any time");

#[test]
fn of_two_who_publish_at_once_one_is_refused_and_both_answers_arrive_once() -> Result<()> {
    let (mut stack, mut boards) = (Stack::found()?, Boards::default());
    boards.look(&stack)?;
    let first = report(
        &stack,
        Kind::Chromium,
        "nl",
        "Er wordt gefraudeerd met uren.",
    )?;
    let second = report(
        &stack,
        Kind::Firefox,
        "en",
        "The safety checks are never done.",
    )?;

    // Member 1 makes up for the day before, member 2 has this day: both start from the same board.
    stack.set_day(-1)?;
    for (member, to) in [(1, "gefraudeerd"), (2, "safety checks")] {
        stack.fetch(member)?;
        answer(&stack, member, to, &format!("Answer of member {member}."))?;
        export(&stack, member, &format!("outbox-{member}"))?;
    }
    let refused = offered(&stack, "outbox-2")?;
    stack.courier(1, &["push", "outbox-1"])?;
    assert_eq!(boards.look(&stack)?, 2);
    for _ in 0..2 {
        push_fails(&stack, 2, "outbox-2", REFUSED)?;
        assert_eq!(
            boards.look(&stack)?,
            2,
            "a refused publication changed the board"
        );
    }
    let said = export(&stack, 2, "outbox-2-again")?;
    assert!(
        said.contains("was signed before and is in this outbox again, unchanged"),
        "{said}"
    );

    stack.fetch(2)?;
    let said = export(&stack, 2, "outbox-2-new")?;
    assert!(
        said.contains("1 batch(es) drawn before are not on the board yet"),
        "{said}"
    );
    // Who saw what was refused must not learn from a difference which cells are real.
    assert!(
        offered(&stack, "outbox-2-new")? == refused,
        "the batch was drawn anew"
    );

    let proxy = Proxy::start(stack.address())?;
    stack.route_courier(2, proxy.address())?;
    only(&proxy, PUBLICATION, Fate::Break);
    push_fails(&stack, 2, "outbox-2-new", BROKEN_OFF)?;
    assert_eq!(boards.look(&stack)?, 2, "half a publication was taken");
    only(&proxy, PUBLICATION, Fate::LoseAnswer);
    push_fails(&stack, 2, "outbox-2-new", BROKEN_OFF)?;
    assert_eq!(boards.look(&stack)?, 3);
    assert!(
        boards.newest_batch()? == refused,
        "other cells than were offered"
    );
    proxy.pass_all();
    stack.courier(2, &["push", "outbox-2-new"])?;
    assert_eq!(boards.look(&stack)?, 3, "a repeated push published again");

    for member in [1, 2] {
        stack.fetch(member)?;
        let said = export(&stack, member, "outbox-last")?;
        assert!(
            said.contains("There is no batch to publish today"),
            "{said}"
        );
    }
    for (member, words) in [(1, &first), (2, &second)] {
        let found = boards.found(words, member, &stack.channel())?;
        assert_eq!(found.indices, [0], "member {member}");
    }
    let read = read_back(&stack, Kind::Chromium, "nl", &first)?;
    assert_eq!(read, ["Answer of member 1."]);
    let read = read_back(&stack, Kind::Firefox, "en", &second)?;
    assert_eq!(read, ["Answer of member 2."]);
    Ok(())
}

/// The vault is lost, and the reader goes on from a backup.
fn restore(stack: &Stack, backup: &str) -> Result<String> {
    fs::remove_dir_all(stack.path("vault-1"))?;
    stack.reader(1, &["restore", backup], None)?;
    stack.fetch(1)
}

#[test]
fn a_reader_restored_from_old_backups_answers_on_and_repeats_nothing() -> Result<()> {
    const REPORT: &str = "Mijn leidinggevende vernietigt dossiers.";
    let (mut stack, mut boards) = (Stack::found()?, Boards::default());
    boards.look(&stack)?;
    let words = report(&stack, Kind::Chromium, "nl", REPORT)?;
    stack.fetch(1)?;
    stack.reader(1, &["backup", "before-the-answer"], None)?;
    answer(&stack, 1, REPORT, "Eerste antwoord.")?;
    export(&stack, 1, "outbox-1")?;
    stack.reader(1, &["backup", "before-the-push"], None)?;

    // The server has it, but nobody here knows: the answer to the push was lost, and then the vault.
    let proxy = Proxy::start(stack.address())?;
    stack.route_courier(1, proxy.address())?;
    only(&proxy, PUBLICATION, Fate::LoseAnswer);
    push_fails(&stack, 1, "outbox-1", BROKEN_OFF)?;
    assert_eq!(boards.look(&stack)?, 2);
    proxy.pass_all();
    restore(&stack, "before-the-push")?;
    let said = export(&stack, 1, "outbox-2")?;
    assert!(
        said.contains("There is no batch to publish today"),
        "{said}"
    );
    for outbox in ["outbox-2", "outbox-1"] {
        stack.courier(1, &["push", outbox])?;
        assert_eq!(boards.look(&stack)?, 2, "{outbox}");
    }

    // A week later: a second answer, and the push breaks off between publication and confirmations.
    stack.set_day(5)?;
    stack.fetch(1)?;
    answer(&stack, 1, REPORT, "Tweede antwoord.")?;
    let said = export(&stack, 1, "outbox-3")?;
    assert!(said.contains("storage week(s) are confirmed"), "{said}");
    only(&proxy, CONFIRMATIONS, Fate::Refuse);
    push_fails(&stack, 1, "outbox-3", BROKEN_OFF)?;
    assert_eq!(boards.look(&stack)?, 3);
    proxy.pass_all();
    stack.courier(1, &["push", "outbox-3"])?;
    assert_eq!(boards.look(&stack)?, 3, "a repeated push published again");

    // Now from a backup that knows of no answer at all.
    let said = restore(&stack, "before-the-answer")?;
    assert_eq!(
        said.matches("taken back from the board").count(),
        2,
        "{said}"
    );
    let said = export(&stack, 1, "outbox-4")?;
    assert!(
        said.contains("There is no batch to publish today"),
        "{said}"
    );
    stack.set_day(12)?;
    stack.fetch(1)?;
    answer(&stack, 1, REPORT, "Derde antwoord.")?;
    stack.publish(1)?;
    assert_eq!(boards.look(&stack)?, 4);

    let found = boards.found(&words, 1, &stack.channel())?;
    assert_eq!(found.indices.len(), 3, "{:?}", found.indices);
    let read = read_back(&stack, Kind::Chromium, "nl", &words)?;
    assert_eq!(
        read,
        ["Eerste antwoord.", "Tweede antwoord.", "Derde antwoord."]
    );
    Ok(())
}
