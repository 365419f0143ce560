//! Files from a browser to a member's folder: parcels through the real server, courier, bundle and reader.

use std::{
    collections::BTreeSet,
    fs,
    sync::atomic::{AtomicU32, Ordering},
};

use anyhow::{Context as _, Result, ensure};
use belfry_tests::{
    browser::{Kind, Options, PATIENCE},
    page::Reporter,
    proxy::{Fate, Proxy},
    stack::Stack,
};
use serde_json::Value;

const REPORT: &str = "De foto en de brief volgen.";
/// Requests that the network loses.
const BREAKS: u32 = 3;
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
    // The connection breaks with the third parcel, more often than browsers try again by themselves.
    let (parcels, broken) = (AtomicU32::new(0), AtomicU32::new(0));
    proxy.rule(move |method, path| {
        let is_parcel = method == "PUT" && path.starts_with("/v1/parcels/");
        let third = is_parcel && parcels.fetch_add(1, Ordering::Relaxed) >= 2;
        if third && broken.fetch_add(1, Ordering::Relaxed) < BREAKS {
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
    browser.click("#files-send")?;
    browser.wait_for(
        "document.querySelector('[data-state=waiting]') !== null",
        PATIENCE,
    )?;
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
    let listed = stack.reader(1, &["--json", "files", &case], None)?;
    let listed: Value = serde_json::from_str(&listed)?;
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

#[test]
fn files_reach_a_members_folder_from_chromium_though_the_connection_breaks() -> Result<()> {
    scenario(Kind::Chromium, Fate::Break)
}

#[test]
fn files_reach_a_members_folder_from_firefox_though_the_connection_breaks() -> Result<()> {
    scenario(Kind::Firefox, Fate::LoseAnswer)
}
