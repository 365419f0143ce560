//! What a file gives away is told before it goes, and a cleaned copy goes unless the person wants the original.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result, ensure};
use belfry_tests::{
    browser::{Kind, Options, PATIENCE},
    page::Reporter,
    proxy::Proxy,
    stack::Stack,
};
use serde_json::json;

const REPORT: &str = "De foto van het magazijn volgt.";
const ARTIST: &str = "Kanarie van Zesdorp";

fn tool(program: &str, arguments: &[&str], folder: &Path) -> Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .with_context(|| format!("{program}: install it from Debian's packages"))?;
    ensure!(
        output.status.success(),
        "{program} {arguments:?}: {output:?}"
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A photo with the name of who made it and the place.
fn photo(folder: &Path, name: &str) -> Result<()> {
    tool(
        "convert",
        &["-size", "320x200", "plasma:red-blue", name],
        folder,
    )?;
    let artist = format!("-Artist={ARTIST}");
    let tags = [
        "-overwrite_original",
        &artist,
        "-GPSLatitude=52.08",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=4.31",
        "-GPSLongitudeRef=E",
        "-SerialNumber=77120045",
        name,
    ];
    tool("exiftool", &tags, folder).map(drop)
}

fn in_one_browser(kind: Kind) -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    photo(folder, "IMG_1.jpg")?;
    photo(folder, "IMG_2.jpg")?;
    fs::write(folder.join("archive.bin"), [0, 159, 146, 150, 7])?;

    let url = stack.url(proxy.address(), "nl");
    let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
    reporter.report(REPORT)?;
    ensure!(
        proxy
            .forget()
            .iter()
            .all(|one| !one.path.contains("traces")),
        "a report without files fetches nothing of theirs"
    );
    reporter.browser.click("#sent-files")?;
    reporter.wait_screen("files")?;
    let paths = ["IMG_1.jpg", "IMG_2.jpg", "archive.bin"].map(|name| folder.join(name));
    let paths = paths.each_ref().map(|path| path.as_path());
    let browser = &mut reporter.browser;
    browser.choose_files("#files-input", &paths)?;
    for (n, looked) in [(1, "cleaned"), (2, "cleaned"), (3, "kind")] {
        let shown = format!(
            "document.querySelector('[data-file=\"{n}\"] .file-traces').dataset.looked !== 'looking'"
        );
        browser.wait_for(&shown, PATIENCE)?;
        let state = browser.eval(&format!(
            "document.querySelector('[data-file=\"{n}\"] .file-traces').dataset.looked"
        ))?;
        assert_eq!(state, json!(looked), "{kind:?} file {n}");
    }
    let told = browser.text("[data-file='1'] .file-findings")?;
    for part in ["De plaats waar het is gemaakt", ARTIST, "77120045"] {
        ensure!(told.contains(part), "{kind:?}: {told}");
    }
    ensure!(
        browser
            .text("[data-file='3'] .warning")?
            .contains("zoals het is")
    );
    browser.click("[data-file='2'] .file-original")?;
    reporter.send_files()?;
    reporter.wait_screen("sent")?;
    drop(reporter);

    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let saved = stack.path("saved");
    let to = saved.to_str().context("a path")?;
    stack.reader(1, &["save", &case, "--to", to], None)?;
    let cleaned = tool("exiftool", &["-a", "-G1", "-s", "01-bestand-1.jpg"], &saved)?;
    for trace in [ARTIST, "GPS", "77120045"] {
        ensure!(!cleaned.contains(trace), "{kind:?}: {cleaned}");
    }
    ensure!(
        fs::read(saved.join("02-bestand-2.jpg"))? == fs::read(folder.join("IMG_2.jpg"))?,
        "the original was asked for"
    );
    assert_eq!(
        fs::read(saved.join("03-bestand-3.bin"))?,
        [0, 159, 146, 150, 7]
    );
    Ok(())
}

#[test]
fn a_cleaned_copy_goes_unless_the_original_is_wanted_in_chromium() -> Result<()> {
    in_one_browser(Kind::Chromium)
}

#[test]
fn a_cleaned_copy_goes_unless_the_original_is_wanted_in_firefox() -> Result<()> {
    in_one_browser(Kind::Firefox)
}
