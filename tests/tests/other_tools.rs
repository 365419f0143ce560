//! What others can check without Belfry's programs.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use belfry_tests::http;
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
