//! Files of an answer, from a member's folder to the reporter's: nothing is asked for before the person has read
//! what the server then sees and has said yes, and only what the committee sealed is saved.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use anyhow::{Context as _, Result, bail, ensure};
use belfry_tests::{
    browser::{Kind, Options, PATIENCE},
    page::Reporter,
    proxy::{Fate, Proxy},
    stack::Stack,
};

const REPORT: &str = "Wat is er met mijn melding gedaan?";
const ANSWER: &str = "Zie het besluit.";
/// Two parcels and a little.
const DECISION_LEN: usize = 2 * 1_048_560 + 99;
const DECISION: &str = "besluit één.pdf";

fn decision() -> Vec<u8> {
    (0..DECISION_LEN).map(|n| (n % 251) as u8).collect()
}

/// A report that was answered with two files; gives the twelve words.
fn answered(stack: &Stack, kind: Kind) -> Result<Vec<String>> {
    let url = stack.url(stack.address(), "nl");
    let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
    let words = reporter.report(REPORT)?;
    drop(reporter);
    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let (decision_path, note) = (stack.path(DECISION), stack.path("leeg.txt"));
    fs::write(&decision_path, decision())?;
    fs::write(&note, "")?;
    let mut arguments = vec!["answer", &case];
    for path in [&decision_path, &note] {
        arguments.extend(["--file", path.to_str().context("a path")?]);
    }
    stack.reader(1, &arguments, Some(ANSWER))?;
    stack.publish(1)?;
    Ok(words)
}

/// What the server sees beyond what it sees of every visit.
fn more_than_usual(proxy: &Proxy) -> Vec<String> {
    let kinds = proxy.exchanges().into_iter().map(|one| one.kind());
    let usual = [
        "/v1/board/",
        "/v1/roster/",
        "/v1/recipients/",
        "/v1/stamp",
        "/v1/letters/",
    ];
    kinds
        .filter(|kind| kind.contains("/v1/"))
        .filter(|kind| !usual.iter().any(|path| kind.contains(path)))
        .collect()
}

fn come_back(
    stack: &Stack,
    proxy: &Proxy,
    kind: Kind,
    words: &[String],
    downloads: &Path,
) -> Result<Reporter> {
    let options = Options {
        downloads: Some(downloads.to_owned()),
        ..Options::on_day(stack.offset_days())
    };
    let url = stack.url(proxy.address(), "nl");
    let mut reporter = Reporter::arrive(kind, &options, &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
    assert_eq!(reporter.answers()?.len(), 1);
    Ok(reporter)
}

fn ask(reporter: &mut Reporter, file: u32) -> Result<()> {
    let button = format!(".answer-files li:nth-child({file}) .file-ask");
    reporter.browser.click(&button)?;
    reporter
        .browser
        .wait_for("!document.getElementById('collect').hidden", PATIENCE)
}

fn wait_state(reporter: &mut Reporter, file: u32, state: &str) -> Result<String> {
    let line = format!(".answer-files li:nth-child({file}) .collecting");
    let is = format!("document.querySelector('{line}')?.dataset.state === '{state}'");
    reporter.browser.wait_for(&is, PATIENCE)?;
    reporter.browser.text(&format!("{line} .file-status"))
}

fn saved(folder: &Path) -> Result<BTreeSet<String>> {
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into()));
    names.collect()
}

/// The browser writes under another name first.
fn wait_for_file(path: &Path, len: usize) -> Result<Vec<u8>> {
    for _ in 0..200 {
        if fs::metadata(path).is_ok_and(|file| file.len() == len as u64) {
            return Ok(fs::read(path)?);
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let folder = path.parent().context("a folder")?;
    bail!("{} did not come, but {:?}", path.display(), saved(folder)?)
}

fn fetched_though_the_line_breaks(kind: Kind) -> Result<()> {
    let stack = Stack::found()?;
    let words = answered(&stack, kind)?;
    let proxy = Proxy::start(stack.address())?;
    let folder = tempfile::tempdir()?;
    let mut reporter = come_back(&stack, &proxy, kind, &words, folder.path())?;
    let before = proxy.exchanges();
    ensure!(
        before
            .iter()
            .all(|one| !one.path.contains("collect") && !one.path.contains("files")),
        "an answer with files is a look like every other"
    );

    let shown = reporter.browser.text(".answer-files")?;
    ensure!(
        shown.contains(DECISION) && shown.contains("2,1 MB"),
        "{shown}"
    );
    ask(&mut reporter, 1)?;
    let told = reporter.browser.text("#collect")?;
    ensure!(told.contains("De server ziet dan dat iemand"), "{told}");
    reporter.browser.click("#collect-no")?;
    reporter
        .browser
        .wait_for("document.getElementById('collect').hidden", PATIENCE)?;
    assert_eq!(
        proxy.exchanges().len(),
        before.len(),
        "nothing is fetched before a yes"
    );

    let (parcels, broken) = (AtomicU32::new(0), AtomicU32::new(0));
    proxy.rule(move |_, path| {
        let is_parcel = path.starts_with("/v1/parcels/");
        let second = is_parcel && parcels.fetch_add(1, Ordering::Relaxed) >= 1;
        if second && broken.fetch_add(1, Ordering::Relaxed) < 3 {
            Fate::Halve
        } else {
            Fate::Pass
        }
    });
    ask(&mut reporter, 1)?;
    reporter.browser.click("#collect-yes")?;
    let waits = wait_state(&mut reporter, 1, "waiting")?;
    ensure!(waits.contains("vanzelf verder"), "{waits}");
    let said = wait_state(&mut reporter, 1, "saved")?;
    ensure!(said.contains(DECISION), "{said}");
    let bytes = wait_for_file(&folder.path().join(DECISION), DECISION_LEN)?;
    ensure!(bytes == decision(), "the file came out otherwise");
    let seen = more_than_usual(&proxy);
    ensure!(
        seen.iter().all(|kind| kind == "GET /v1/parcels/{id}"),
        "{seen:?}"
    );
    let ids: BTreeSet<String> = proxy
        .exchanges()
        .into_iter()
        .filter(|one| one.path.starts_with("/v1/parcels/"))
        .map(|one| one.path)
        .collect();
    assert_eq!(ids.len(), 3, "each piece, and no other");

    // The other one is empty; it is saved beside the first.
    ask(&mut reporter, 2)?;
    reporter.browser.click("#collect-yes")?;
    wait_state(&mut reporter, 2, "saved")?;
    wait_for_file(&folder.path().join("leeg.txt"), 0)?;
    assert_eq!(saved(folder.path())?.len(), 2);
    Ok(())
}

#[test]
fn the_file_of_an_answer_is_saved_in_chromium_though_the_line_breaks() -> Result<()> {
    fetched_though_the_line_breaks(Kind::Chromium)
}

#[test]
fn the_file_of_an_answer_is_saved_in_firefox_though_the_line_breaks() -> Result<()> {
    fetched_though_the_line_breaks(Kind::Firefox)
}

#[test]
fn a_piece_that_is_missing_or_altered_is_named_and_nothing_is_saved() -> Result<()> {
    let stack = Stack::found()?;
    let words = answered(&stack, Kind::Chromium)?;
    let proxy = Proxy::start(stack.address())?;
    let folder = tempfile::tempdir()?;
    let mut reporter = come_back(&stack, &proxy, Kind::Chromium, &words, folder.path())?;
    for (fate, says) in [
        (
            Fate::NotThere,
            "Deel 2 van dit bestand staat niet op de server",
        ),
        (
            Fate::Flip,
            "Deel 2 van dit bestand is niet wat aan u is verstuurd",
        ),
    ] {
        let parcels = AtomicU32::new(0);
        proxy.rule(move |_, path| {
            let is_parcel = path.starts_with("/v1/parcels/");
            if is_parcel && parcels.fetch_add(1, Ordering::Relaxed) == 1 {
                fate
            } else {
                Fate::Pass
            }
        });
        ask(&mut reporter, 1)?;
        reporter.browser.click("#collect-yes")?;
        let said = wait_state(&mut reporter, 1, "failed")?;
        ensure!(said.contains(says), "{fate:?}: {said}");
        assert_eq!(saved(folder.path())?, BTreeSet::new());
    }
    proxy.pass_all();
    ask(&mut reporter, 1)?;
    reporter.browser.click("#collect-yes")?;
    wait_state(&mut reporter, 1, "saved")?;
    wait_for_file(&folder.path().join(DECISION), DECISION_LEN).map(drop)
}
