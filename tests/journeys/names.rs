//! A name that a reporter types on the page: one member cannot read it alone, two can, and it stands in plain nowhere.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    page::Reporter,
    stack::Stack,
};

const REPORT: &str = "De kas klopt niet. KanarieMelding-5093";
const NAME: &str = "Zoë Kanarie-Naam-8216";
const PART: &str = "document.getElementById('own-name-part')";
const WHY: &str = "Wij willen de melder spreken.";

/// What one browser does: the name is given, and gone from the page once it is sent.
fn reported(stack: &Stack, kind: Kind) -> Result<()> {
    let url = stack.url(stack.address(), "nl");
    let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
    reporter.open_form()?;
    reporter.wait_ready()?;
    ensure!(
        !reporter.browser.is_shown("#own-name")?,
        "it is closed until asked for"
    );
    reporter.browser.fill("#report", REPORT)?;
    // With the accent in two characters, as some keyboards type it.
    reporter.give_name(&NAME.replace('ë', "e\u{308}"))?;
    let opens = reporter.browser.text("#own-name-opens")?;
    ensure!(opens.contains("alleen open als 2 mensen"), "{opens}");
    // What will be sent stays in sight.
    reporter.browser.click("#own-name-part summary")?;
    let limit = std::time::Duration::from_secs(10);
    reporter.browser.wait_for(&format!("{PART}.open"), limit)?;
    reporter.browser.click("#write-next")?;
    reporter.keep_from(&[])?;
    let words = reporter.receipt_words()?;
    reporter.confirm_and_send(&words)?;
    let left = "document.getElementById('own-name').value";
    ensure!(
        reporter.browser.eval(left)? == "",
        "it is wiped once it is sent"
    );
    ensure!(reporter.browser.eval(&format!("{PART}.open"))? == false);
    Ok(())
}

/// `case name … ` with a reason.
fn name(stack: &Stack, member: u16, case: &str, act: &[&str]) -> Result<String> {
    let why = stack.path("waarom.txt");
    fs::write(&why, WHY)?;
    let why = why.to_str().context("a path")?.to_owned();
    let mut args = vec!["case", "name", case];
    args.extend(act);
    args.extend(["--text", &why]);
    stack.reader(member, &args, None)
}

/// No file below `folder` holds the name, typed either way.
fn name_is_nowhere(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            name_is_nowhere(&path)?;
            continue;
        }
        let bytes = fs::read(&path)?;
        for part in ["Kanarie-Naam-8216".as_bytes(), NAME.as_bytes()] {
            let found = bytes.windows(part.len()).any(|some| some == part);
            ensure!(!found, "the name stands in {}", path.display());
        }
    }
    Ok(())
}

fn journey(kind: Kind) -> Result<()> {
    let mut stack = Stack::found()?;
    reported(&stack, kind)?;
    for member in [1, 2, 3] {
        stack.fetch(member)?;
    }
    let [first, second] = [stack.case_with(1, REPORT)?, stack.case_with(2, REPORT)?];
    let shown = stack.reader(1, &["show", &first], None)?;
    ensure!(shown.contains("The reporter gave a name"), "{shown}");
    ensure!(!shown.contains("Kanarie-Naam"), "{shown}");
    let alone = name(&stack, 1, &first, &["--open"]);
    ensure!(alone.is_err(), "one member opened it alone");

    name(&stack, 2, &second, &["--give-share", "1"])?;
    stack.set_day(-1)?;
    stack.fetch(2)?;
    stack.publish(2)?;
    stack.fetch(1)?;
    // Bundles, outboxes, vaults, the server's files and its log: all that there is before somebody looks.
    name_is_nowhere(&stack.path("."))?;
    let opened = name(&stack, 1, &first, &["--open"])?;
    ensure!(!opened.contains("Kanarie-Naam"), "{opened}");
    let looked = name(&stack, 1, &first, &["--look"])?;
    ensure!(looked.contains(NAME), "{looked}");
    name_is_nowhere(&stack.path("."))
}

#[test]
fn a_name_typed_on_the_page_is_read_by_two_members_together_and_stands_in_plain_nowhere()
-> Result<()> {
    journey(Kind::Chromium)
}

#[test]
fn a_name_is_closed_until_asked_for_sent_and_wiped_in_firefox_too() -> Result<()> {
    reported(&Stack::found()?, Kind::Firefox)
}
