//! What others can check without Belfry's programs.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use belfry_tests::browser::{Kind, Options, PATIENCE};
use belfry_tests::http;
use belfry_tests::page::Reporter;
use belfry_tests::stack::Stack;
use serde_json::Value;

/// Runs Debian's minisign over a text and its four lines of signature.
fn minisign(stack: &Stack, key: &str, text: &str, signature: &str) -> Result<bool> {
    fs::write(stack.path("roster.json"), text)?;
    fs::write(stack.path("roster.json.minisig"), signature)?;
    let mut minisign = Command::new("minisign");
    minisign
        .args(["-V", "-P", key, "-m", "roster.json"])
        .current_dir(stack.path(""));
    Ok(minisign
        .output()
        .context("minisign is not installed")?
        .status
        .success())
}

#[test]
fn the_roster_is_readable_and_verifies_with_minisign() -> Result<()> {
    let stack = Stack::found()?;
    let answer = http::get(stack.address(), "/v1/roster/1")?;
    assert_eq!(answer.status, 200);
    let signed = String::from_utf8(answer.body)?;
    // As `head -n -4` and `tail -n 4` do.
    let lines: Vec<&str> = signed.split_inclusive('\n').collect();
    let (text, signature) = lines.split_at(lines.len() - 4);
    let (text, signature) = (text.concat(), signature.concat());
    let roster: Value = serde_json::from_str(&text)?;
    let key = roster
        .pointer("/root/first")
        .and_then(Value::as_str)
        .context("no root key")?;
    for (_, name) in belfry_tests::stack::MEMBERS {
        assert!(text.contains(name), "{text}");
    }
    assert!(minisign(&stack, key, &text, &signature)?);
    let changed = text.replacen("Anna", "Anne", 1);
    assert!(changed != text && !minisign(&stack, key, &changed, &signature)?);
    Ok(())
}

const REPORT: &str = "Er verdwijnt geld — één keer €\u{a0}40.000.\n\nElke maand.";

/// The browser writes under another name first, and empty.
fn wait_for_file(path: &Path) -> Result<String> {
    for _ in 0..200 {
        match fs::read_to_string(path) {
            Ok(text) if !text.is_empty() => return Ok(text),
            _ => std::thread::sleep(std::time::Duration::from_millis(50)),
        }
    }
    bail!("{} did not come", path.display())
}

fn picture(reporter: &mut Reporter, name: &str) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    fs::create_dir_all(&folder)?;
    for (size, width, height) in [("phone", 390, 844), ("desktop", 1280, 800)] {
        reporter.browser.viewport(width, height, 1.0)?;
        reporter
            .browser
            .screenshot(&folder.join(format!("{name}-{size}.png")))?;
    }
    Ok(())
}

/// As docs/proof.md says it.
fn check_by_hand(folder: &Path, key: &str) -> Result<bool> {
    let shell = format!(
        "set -e; head -n -4 bewijs-1.txt > proof; tail -n 4 bewijs-1.txt > proof.minisig
         minisign -V -P {key} -m proof
         salt=$(sed -n 's/^untrusted comment: salt //p' bewijs-1.txt)
         sum=$({{ printf %s \"$salt\" | perl -pe '$_ = pack \"H*\", $_'; cat tekst.txt; }} | sha256sum)
         grep -qx \"sha256: ${{sum%% *}}\" proof"
    );
    let mut sh = Command::new("sh");
    Ok(sh
        .args(["-c", &shell])
        .current_dir(folder)
        .output()?
        .status
        .success())
}

#[test]
fn a_proof_of_receipt_that_the_page_saved_is_checked_by_minisign_and_the_reader() -> Result<()> {
    let stack = Stack::found()?;
    let folder = tempfile::tempdir()?;
    let (text, proof) = (
        folder.path().join("tekst.txt"),
        folder.path().join("bewijs-1.txt"),
    );
    let options = Options {
        downloads: Some(folder.path().to_owned()),
        ..Options::on_day(stack.offset_days())
    };
    let url = stack.url(stack.address(), "nl");
    let mut reporter = Reporter::arrive(Kind::Chromium, &options, &url)?;
    reporter.open_form()?;
    assert_eq!(
        reporter
            .browser
            .eval("document.getElementById('proof').checked")?,
        false
    );
    reporter.browser.click("#proof")?;
    picture(&mut reporter, "proof-write")?;
    reporter.browser.click("#write-start")?;
    let words = reporter.report(REPORT)?;
    ensure!(reporter.browser.is_shown("#sent-proof")?, "nothing to save");
    picture(&mut reporter, "proof-sent")?;
    reporter.browser.click("#proof-save")?;
    assert_eq!(wait_for_file(&text)?, REPORT);
    // A further message asks for none unless somebody says so again.
    reporter.write_more("#sent-more", "En nog iets.")?;
    ensure!(
        !reporter.browser.is_shown("#sent-proof")?,
        "asked for without a click"
    );
    drop(reporter);

    stack.fetch(1)?;
    let case = stack.case_with(1, "Er verdwijnt geld")?;
    stack.answer(1, &case, "Dank u.")?;
    stack.publish(1)?;
    let mut reporter = Reporter::arrive(Kind::Chromium, &options, &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
    reporter
        .browser
        .wait_for("!document.getElementById('proofs').hidden", PATIENCE)?;
    picture(&mut reporter, "proof-conversation")?;
    let shown = reporter.browser.text("#proofs-list")?;
    ensure!(!shown.contains("niet worden gecontroleerd"), "{shown}");
    let count = "document.querySelectorAll('#proofs-list li').length";
    assert_eq!(reporter.browser.eval(count)?, 1);
    reporter.browser.click(".proof-save")?;
    wait_for_file(&proof)?;

    let (kept, saved) = (
        proof.to_str().context("a path")?,
        text.to_str().context("a path")?,
    );
    let said = stack.reader(
        1,
        &["verify-proof", "--statement", kept, "--text", saved],
        None,
    )?;
    ensure!(said.contains("The proof holds. Member 1"), "{said}");
    let answer = http::get(stack.address(), "/v1/roster/1")?;
    let roster = String::from_utf8(answer.body)?;
    let (_, key) = roster
        .split_once("\"member_key\": \"")
        .context("no member key")?;
    let (key, _) = key.split_once('"').context("no end")?;
    ensure!(check_by_hand(folder.path(), key)?, "stock tools say no");
    fs::write(&text, format!("{REPORT}\n"))?;
    ensure!(!check_by_hand(folder.path(), key)?, "another text passes");
    Ok(())
}
