//! The reporter sees whether this is the channel of the address, by what that is known, and where else to
//! go; none of it costs what was typed.

use anyhow::{Context as _, Result, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    page::Reporter,
    stack::Stack,
};
use crypto_core::{address::ChannelAddress, words::Language};
use serde_json::json;

fn arrive(stack: &Stack, kind: Kind, with_channel: bool) -> Result<Reporter> {
    let url = stack.url(stack.address(), "nl");
    let bare = url.split('#').next().context("no address")?;
    let url = if with_channel { &url } else { bare };
    Reporter::arrive(kind, &Options::on_day(stack.offset_days()), url)
}

/// What stands above the names.
fn said(reporter: &mut Reporter) -> Result<(String, String)> {
    let browser = &mut reporter.browser;
    Ok((browser.text("#trust")?, browser.text("#readers-status")?))
}

fn type_words(reporter: &mut Reporter, words: &[&str]) -> Result<()> {
    for n in 1..=3 {
        let field = format!("#gate-word-{n}");
        let position = reporter.browser.run(
            "return +document.querySelector(args[0]).dataset.position;",
            &[json!(field)],
        )?;
        let position = usize::try_from(position.as_u64().context("no position")?)?;
        let word = words.get(position - 1).context("no such word")?;
        reporter.browser.run(
            "document.querySelector(args[0]).value = '';",
            &[json!(field)],
        )?;
        reporter.browser.fill(&field, word)?;
    }
    reporter.browser.click("#gate-check")
}

fn scenario(kind: Kind) -> Result<()> {
    let stack = Stack::found()?;
    let mut reporter = arrive(&stack, kind, true)?;
    reporter.open_form()?;
    reporter.wait_ready()?;
    let (trust, status) = said(&mut reporter)?;
    assert_eq!(trust, "Dit is het meldpunt dat bij uw adres hoort.");
    ensure!(status.starts_with("De lijst is gecontroleerd"), "{status}");

    // To the start and to the other ways, and back: the text is still there.
    reporter.browser.fill("#report", "Begonnen")?;
    reporter.browser.click("#write-start")?;
    reporter.wait_screen("start")?;
    ensure!(reporter.browser.is_shown("#elsewhere")?);
    reporter.open_form()?;
    ensure!(!reporter.browser.is_shown("#elsewhere")?);
    let typed = reporter
        .browser
        .eval("document.getElementById('report').value")?;
    assert_eq!(typed, json!("Begonnen"));
    drop(reporter);

    let words = ChannelAddress::of(&stack.channel()).to_words(Language::Dutch);
    let mut reporter = arrive(&stack, kind, false)?;
    reporter.browser.click("#start-write")?;
    reporter.wait_screen("gate")?;
    reporter.wait_ready()?;
    type_words(&mut reporter, &words)?;
    reporter.wait_screen("write")?;
    let (trust, status) = said(&mut reporter)?;
    assert_eq!(trust, "Dit is het meldpunt dat bij uw drie woorden hoort.");
    ensure!(status.starts_with("De lijst is gecontroleerd"), "{status}");
    drop(reporter);

    for wrong_first in [false, true] {
        let mut reporter = arrive(&stack, kind, false)?;
        reporter.browser.click("#start-write")?;
        reporter.wait_screen("gate")?;
        reporter.wait_ready()?;
        if wrong_first {
            type_words(&mut reporter, &["fout"; 12])?;
            reporter.browser.wait_for(
                "document.getElementById('gate-error').textContent !== ''",
                belfry_tests::browser::PATIENCE,
            )?;
        }
        reporter.browser.click("#gate-skip")?;
        reporter.browser.click("#gate-accept")?;
        reporter.wait_screen("write")?;
        let (trust, status) = said(&mut reporter)?;
        let expected = if wrong_first {
            "De woorden die u typte, klopten niet."
        } else {
            "U hebt niet gecontroleerd"
        };
        ensure!(trust.starts_with(expected), "{trust}");
        ensure!(!status.contains("is gecontroleerd"), "{status}");
        ensure!(status.contains("niet gecontroleerd"), "{status}");
    }
    Ok(())
}

#[test]
fn who_reads_and_how_sure_that_is_in_chromium() -> Result<()> {
    scenario(Kind::Chromium)
}

#[test]
fn who_reads_and_how_sure_that_is_in_firefox() -> Result<()> {
    scenario(Kind::Firefox)
}
