//! Files from a browser to a member's folder: parcels through the real server, courier, bundle and reader.

use std::{
    collections::BTreeSet,
    fs,
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use belfry_tests::{
    browser::{Kind, Options, PATIENCE},
    page::Reporter,
    proxy::{Fate, Proxy},
    stack::Stack,
};
use serde_json::json;

const REPORT: &str = "De foto en de brief volgen.";
/// Three parcels and a little.
const PHOTO_LEN: usize = 3 * 1_048_560 + 777;

fn photo() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend((bytes.len()..PHOTO_LEN).map(|n| (n % 253) as u8));
    bytes
}

fn scenario(kind: Kind, fate: Fate) -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let folder = tempfile::tempdir()?;
    let (photo_path, note_path) = (
        folder.path().join("IMG_2041.PNG"),
        folder.path().join("brief.txt"),
    );
    let (photo, note) = (photo(), "Geachte heer,".as_bytes());
    fs::write(&photo_path, &photo)?;
    fs::write(&note_path, note)?;

    let url = stack.url(proxy.address(), "nl");
    let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
    reporter.report(REPORT)?;
    let before = proxy.forget();
    ensure!(
        before
            .iter()
            .all(|one| !one.path.contains("files") && !one.path.contains("attach")),
        "a report without files fetches nothing of theirs"
    );
    // The connection breaks with the third parcel, until the page says that it waits: browsers try again by
    // themselves, and how often is theirs to say.
    let parcels = AtomicU32::new(0);
    proxy.rule(move |method, path| {
        let is_parcel = method == "PUT" && path.starts_with("/v1/parcels/");
        if is_parcel && parcels.fetch_add(1, Ordering::Relaxed) >= 2 {
            fate
        } else {
            Fate::Pass
        }
    });
    let browser = &mut reporter.browser;
    browser.click("#sent-files")?;
    browser.wait_for("document.body.dataset.screen === 'files'", PATIENCE)?;
    browser.choose_files("#files-input", &[&photo_path, &note_path])?;
    browser.wait_for(
        "document.querySelectorAll('#files-list li').length === 2",
        PATIENCE,
    )?;
    reporter.send_files()?;
    let browser = &mut reporter.browser;
    browser.wait_for(
        "document.querySelector('[data-state=waiting]') !== null",
        PATIENCE,
    )?;
    proxy.pass_all();
    browser.wait_for("document.body.dataset.screen === 'sent'", PATIENCE)?;
    drop(reporter);

    let puts: Vec<_> = proxy
        .exchanges()
        .into_iter()
        .filter(|one| one.method == "PUT" && one.path.starts_with("/v1/parcels/"))
        .collect();
    let ids: BTreeSet<&str> = puts.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(ids.len(), 8, "4 and 1, rounded up");
    let again = puts.len() - ids.len();
    ensure!(again > 0, "the connection did not break");
    let most = puts.iter().filter(|one| one.path == puts[2].path).count();
    assert_eq!(
        most,
        again + 1,
        "the one in flight was sent again, and no other"
    );

    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let listed = stack.json(1, &["files", &case])?;
    assert_eq!(listed[0]["name"], "bestand-1.png", "{listed}");
    assert_eq!(listed[0]["found_type"], "image/png");
    assert_eq!(listed[0]["state"], "complete");
    assert_eq!(listed[1]["name"], "bestand-2.txt");
    let saved = stack.path("saved");
    let to = saved.to_str().context("a path")?;
    stack.reader(1, &["save", &case, "--to", to], None)?;
    ensure!(
        fs::read(saved.join("01-bestand-1.png"))? == photo,
        "the photo came out otherwise"
    );
    assert_eq!(fs::read(saved.join("02-bestand-2.txt"))?, note);
    Ok(())
}

/// The browser ends in the middle of a file; later, in a new profile, the words and the same file go on with it.
fn resumed(kind: Kind) -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("IMG_2041.PNG");
    let photo = photo();
    fs::write(&path, &photo)?;
    let url = stack.url(proxy.address(), "en");
    let options = Options::on_day(stack.offset_days());

    let mut reporter = Reporter::arrive(kind, &options, &url)?;
    let words = reporter.report(REPORT)?;
    let parcels = AtomicU32::new(0);
    proxy.rule(move |method, path| {
        let is_parcel = method == "PUT" && path.starts_with("/v1/parcels/");
        if is_parcel && parcels.fetch_add(1, Ordering::Relaxed) >= 2 {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    reporter.browser.click("#sent-files")?;
    reporter.wait_screen("files")?;
    assert!(!reporter.browser.is_shown("#files-resume")?);
    reporter.browser.choose_files("#files-input", &[&path])?;
    reporter.send_files()?;
    let waits = "document.querySelector('[data-state=waiting]') !== null";
    reporter.browser.wait_for(waits, PATIENCE)?;
    drop(reporter);
    proxy.pass_all();
    proxy.forget();

    let mut reporter = Reporter::arrive(kind, &options, &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "nothing");
    reporter.browser.click("#nothing-files")?;
    reporter.keep_from(&[])?;
    reporter.wait_screen("files")?;
    reporter.browser.choose_files("#files-input", &[&path])?;
    reporter.browser.click("#files-resume")?;
    reporter.send_files()?;
    reporter.wait_screen("sent")?;
    drop(reporter);
    let kinds: Vec<String> = proxy.exchanges().iter().map(|one| one.kind()).collect();
    let count = |kind: &str| kinds.iter().filter(|one| *one == kind).count();
    assert_eq!(count("HEAD /v1/parcels/{id}"), 4, "{kinds:?}");
    assert_eq!(
        count("PUT /v1/parcels/{id}"),
        2,
        "what was there is not sent again"
    );

    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let saved = stack.path("saved");
    let to = saved.to_str().context("a path")?;
    stack.reader(1, &["save", &case, "--to", to], None)?;
    ensure!(
        fs::read(saved.join("01-file-1.png"))? == photo,
        "the photo came out otherwise"
    );
    Ok(())
}

#[test]
fn a_file_that_is_paused_waits_for_the_person_and_one_taken_back_never_arrives() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let folder = tempfile::tempdir()?;
    let (kept, taken) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
    fs::write(&kept, "blijft")?;
    fs::write(&taken, "toch maar niet")?;
    let url = stack.url(proxy.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(Kind::Chromium, &options, &url)?;
    reporter.report(REPORT)?;
    let is_parcel = |path: &str| path.starts_with("/v1/parcels/");
    proxy.rule(move |_, path| {
        if is_parcel(path) {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    reporter.browser.click("#sent-files")?;
    reporter.wait_screen("files")?;
    let browser = &mut reporter.browser;
    browser.choose_files("#files-input", &[&kept, &taken])?;
    reporter.send_files()?;
    let browser = &mut reporter.browser;
    let state = |of: u32, is: &str| {
        format!("document.querySelector('[data-file=\"{of}\"]').dataset.state === '{is}'")
    };
    browser.wait_for(&state(1, "waiting"), PATIENCE)?;
    browser.click("[data-file='1'] .file-pause")?;
    browser.wait_for(&state(1, "paused"), PATIENCE)?;
    browser.click("[data-file='2'] .file-remove")?;
    browser.wait_for(&state(2, "removed"), PATIENCE)?;
    proxy.pass_all();
    proxy.forget();
    // Longer than the wait that the pause ended.
    thread::sleep(Duration::from_secs(7));
    ensure!(proxy.exchanges().iter().all(|one| !is_parcel(&one.path)));
    browser.click("[data-file='1'] .file-pause")?;
    reporter.wait_screen("sent")?;
    drop(reporter);

    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let listed = stack.json(1, &["files", &case])?;
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(listed[0]["size"], "blijft".len());
    Ok(())
}

/// A person's hand is not to be had without a screen; the events that it causes are.
const HAND_OVER: &str = "
    const given = new DataTransfer();
    for (const [name, text] of args[2]) given.items.add(new File([text], name, { type: 'text/plain' }));
    const more = { bubbles: true, cancelable: true };
    const event = args[0] === 'drop'
        ? new DragEvent('drop', { ...more, dataTransfer: given })
        : Object.defineProperty(new ClipboardEvent('paste', more), 'clipboardData', { value: given });
    return !document.querySelector(args[1]).dispatchEvent(event);
";

fn dropped_and_pasted(kind: Kind) -> Result<()> {
    let stack = Stack::found()?;
    let url = stack.url(stack.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(kind, &options, &url)?;
    reporter.report(REPORT)?;
    reporter.browser.click("#sent-files")?;
    reporter.wait_screen("files")?;
    let browser = &mut reporter.browser;
    let two = json!([["a.txt", "een"], ["b.txt", "twee"]]);
    let kept_from_browser = browser.run(HAND_OVER, &[json!("drop"), json!("#files-drop"), two])?;
    assert_eq!(kept_from_browser, json!(true), "it would open the file");
    // Beside its place, too: a browser would leave the page for the file.
    let third = json!([["c.txt", "drie"]]);
    let kept_from_browser = browser.run(HAND_OVER, &[json!("drop"), json!("footer"), third])?;
    assert_eq!(kept_from_browser, json!(true), "it would open the file");
    let fourth = json!([["d.txt", "vier"]]);
    browser.run(HAND_OVER, &[json!("paste"), json!("#files-drop"), fourth])?;
    browser.wait_for(
        "document.querySelectorAll('#files-list li').length === 4",
        PATIENCE,
    )?;
    reporter.send_files()?;
    reporter.wait_screen("sent")?;
    // Not on another screen, where nobody would see what became of it.
    reporter.browser.run(
        HAND_OVER,
        &[json!("drop"), json!("footer"), json!([["e.txt", "vijf"]])],
    )?;
    drop(reporter);

    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let saved = stack.path("saved");
    let to = saved.to_str().context("a path")?;
    stack.reader(1, &["save", &case, "--to", to], None)?;
    let mut texts = Vec::new();
    for entry in fs::read_dir(&saved)? {
        texts.push(fs::read_to_string(entry?.path())?);
    }
    texts.sort();
    assert_eq!(texts, ["drie", "een", "twee", "vier"]);
    Ok(())
}

#[test]
fn files_that_are_dropped_or_pasted_go_like_chosen_ones_in_chromium() -> Result<()> {
    dropped_and_pasted(Kind::Chromium)
}

#[test]
fn files_that_are_dropped_or_pasted_go_like_chosen_ones_in_firefox() -> Result<()> {
    dropped_and_pasted(Kind::Firefox)
}

#[test]
fn a_file_goes_on_after_the_browser_ended_in_chromium() -> Result<()> {
    resumed(Kind::Chromium)
}

#[test]
fn a_file_goes_on_after_the_browser_ended_in_firefox() -> Result<()> {
    resumed(Kind::Firefox)
}

#[test]
fn files_reach_a_members_folder_from_chromium_though_the_connection_breaks() -> Result<()> {
    scenario(Kind::Chromium, Fate::Break)
}

#[test]
fn files_reach_a_members_folder_from_firefox_though_the_connection_breaks() -> Result<()> {
    scenario(Kind::Firefox, Fate::LoseAnswer)
}
