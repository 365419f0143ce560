//! Visits, with everything that can go wrong on the way, looked at state by state.

use std::fs;

use anyhow::Result;
use belfry_tests::{
    browser::PATIENCE,
    proxy::{Fate, Proxy},
};
use crypto_core::{receipt, words::Language};

use super::walk::Walk;

/// A first report, from the first view to the end, with everything that can go wrong on the way.
pub fn first_report(walk: &mut Walk, proxy: &Proxy) -> Result<Vec<String>> {
    walk.look("start")?;
    walk.assert_axe_sees()?;
    proxy.rule(|_, path| {
        if path.ends_with(".wasm") {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    walk.click_and_look("#start-write", "write", "write-opening")?;
    walk.reporter
        .browser
        .wait_for("document.body.dataset.session === 'failed'", PATIENCE)?;
    walk.look("write-failed")?;
    proxy.pass_all();
    walk.reporter.browser.click("#problem-retry")?;
    walk.reporter.wait_ready()?;
    walk.look("write-empty")?;
    walk.reporter
        .browser
        .paste("#report", &"Te veel tekst. ".repeat(4_000))?;
    walk.look("write-over")?;
    walk.reporter
        .browser
        .run("document.getElementById('report').value = '';", &[])?;
    walk.reporter
        .browser
        .fill("#report", "Er gaat iets mis.\nAl lang.")?;
    walk.look("write-typed")?;
    walk.reporter.browser.click("#own-name-part summary")?;
    walk.look("write-name")?;
    walk.reporter.browser.click("#own-name-part summary")?;
    walk.click_and_look("#write-next", "who", "who")?;
    walk.reporter.browser.click("#who-some")?;
    walk.click_and_look("#who-next", "who", "who-nobody")?;
    for member in [1, 2, 3] {
        let box_of = format!("input[name=out][value='{member}']");
        walk.reporter.browser.click(&box_of)?;
    }
    walk.click_and_look("#who-next", "who", "who-quorum")?;
    for member in [1, 2] {
        let box_of = format!("input[name=out][value='{member}']");
        walk.reporter.browser.click(&box_of)?;
    }
    walk.reporter.browser.click("#who-next")?;
    walk.reporter.wait_screen("receipt")?;
    walk.click_and_look("#receipt-edit", "write", "write-left-out")?;
    walk.click_and_look("#write-next", "receipt", "receipt")?;
    let words = walk
        .reporter
        .browser
        .eval("[...document.querySelectorAll('#receipt-words li')].map(e => e.innerText.trim())")?;
    let words: Vec<String> = serde_json::from_value(words)?;
    walk.click_and_look("#receipt-next", "check", "check")?;
    walk.reporter.browser.fill("#check-word-1", "fout")?;
    walk.click_and_look("#check-send", "check", "check-wrong")?;
    walk.reporter.browser.click("#check-again")?;
    walk.reporter.wait_screen("receipt")?;
    proxy.rule(|_, _| Fate::Refuse);
    walk.reporter.confirm_and_expect_trouble(&words)?;
    walk.look("sending-waits")?;
    walk.reporter.browser.click("#sending-own summary")?;
    walk.reporter.browser.click("#sending-ways")?;
    walk.look("sending-ways")?;
    walk.reporter.browser.click("#ways-back")?;
    proxy.rule(|method, _| {
        if method == "PUT" {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    walk.reporter.browser.click("#sending-retry")?;
    let unsure = if walk.name.contains("-nl-") {
        "Nog geen bevestiging"
    } else {
        "No confirmation yet"
    };
    walk.reporter.browser.wait_for(
        &format!("document.getElementById('title-sending').textContent === '{unsure}'"),
        PATIENCE,
    )?;
    walk.look("sending-unsure")?;
    proxy.pass_all();
    walk.click_and_look("#sending-retry", "sent", "sent")?;
    files(walk, proxy)?;
    Ok(words)
}

/// Coming back: wrong words, no answer, an answer.
pub fn come_back(walk: &mut Walk, proxy: &Proxy, words: &str) -> Result<()> {
    walk.click_and_look("#start-return", "return", "return")?;
    walk.reporter.browser.fill("#word-1", "xxxx")?;
    walk.reporter.browser.click("#return-open")?;
    walk.look("return-missing")?;
    walk.reporter
        .browser
        .paste("#word-1", &"xxxx ".repeat(12))?;
    walk.reporter.browser.click("#return-open")?;
    walk.look("return-wrong")?;
    let unknown = receipt::encode(&[9; 16], Language::English).join(" ");
    walk.reporter.browser.paste("#word-1", &unknown)?;
    walk.click_and_look("#return-open", "nothing", "nothing")?;
    walk.click_and_look("#nothing-retype", "return", "return-again")?;
    walk.reporter.browser.paste("#word-1", words)?;
    walk.click_and_look("#return-open", "conversation", "conversation")?;
    fetch_file(walk, proxy)?;
    walk.click_and_look("#conversation-write", "write", "write-more")
}

/// The address without its channel: the words of a poster.
pub fn gate(walk: &mut Walk) -> Result<()> {
    walk.reporter.browser.click("#start-write")?;
    walk.reporter.wait_screen("gate")?;
    walk.reporter.wait_ready()?;
    walk.look("gate")?;
    for n in 1..=3 {
        walk.reporter
            .browser
            .fill(&format!("#gate-word-{n}"), "zebra")?;
    }
    walk.reporter.browser.click("#gate-check")?;
    walk.look("gate-wrong")?;
    walk.click_and_look("#gate-skip", "gate", "gate-meaning")?;
    walk.click_and_look("#gate-accept", "write", "write-unchecked")
}

/// Files after a report: chosen, waiting for the network, paused.
fn files(walk: &mut Walk, proxy: &Proxy) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (photo, letter) = (
        folder.path().join("IMG_2041.jpg"),
        folder.path().join("brief van mij.docx"),
    );
    fs::write(&photo, vec![7; 2_500_000])?;
    fs::write(&letter, b"Geachte heer,")?;
    walk.click_and_look("#sent-files", "files", "files-none")?;
    walk.reporter
        .browser
        .choose_files("#files-input", &[&photo, &letter])?;
    walk.look("files-chosen")?;
    proxy.rule(|_, path| {
        if path.starts_with("/v1/parcels/") {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    walk.reporter.send_files()?;
    walk.reporter.browser.wait_for(
        "document.querySelector('[data-state=waiting]') !== null",
        PATIENCE,
    )?;
    walk.look("files-waiting")?;
    for remove in ["li:last-child", "li:first-child"] {
        walk.reporter
            .browser
            .click(&format!("#files-list {remove} .file-remove"))?;
    }
    walk.reporter
        .browser
        .wait_for("!document.getElementById('files-back').disabled", PATIENCE)?;
    proxy.pass_all();
    walk.click_and_look("#files-back", "sent", "sent-again")
}

/// The file of the answer: the question, the network gone, saved.
fn fetch_file(walk: &mut Walk, proxy: &Proxy) -> Result<()> {
    walk.reporter.browser.click(".file-ask")?;
    walk.look("collect-ask")?;
    proxy.rule(|_, path| {
        if path.starts_with("/v1/parcels/") {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    walk.reporter.browser.click("#collect-yes")?;
    for (state, name) in [("waiting", "collect-waiting"), ("saved", "collect-saved")] {
        walk.reporter.browser.wait_for(
            &format!("document.querySelector('.collecting')?.dataset.state === '{state}'"),
            PATIENCE,
        )?;
        walk.look(name)?;
        proxy.pass_all();
    }
    Ok(())
}
