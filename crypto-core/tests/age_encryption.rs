//! Letters and another age implementation, the npm package `age-encryption`: when Belfry is long
//! gone, whoever has a member's key still reads the letters.
#![cfg(all(feature = "reporter", feature = "committee"))]

#[path = "support/npm.rs"]
mod npm;

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use crypto_core::{
    cbor::Unknown,
    ids::{Addressee, ChannelId, Digest, LetterId, MemberNumber},
    keys::Root,
    lengths::LETTER_LEN,
    letter::{Content, Form, Kind, Opened, RosterReference, Seat, Slots, open_letter, seal_letter},
    primitives::hybrid::HybridIdentity,
    receipt::Receipt,
    time::Day,
};
use rand::{SeedableRng as _, rngs::StdRng};

const CHANNEL: ChannelId = ChannelId([1; 32]);

/// Gives the key and the bytes to `interop/age.mjs`.
fn other_tool(deed: &str, package: &Path, key: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    let modules = package.parent().context("the package's parent")?;
    let mut node = Command::new("node")
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/interop/age.mjs"
        ))
        .arg(deed)
        .env("BELFRY_NPM", modules)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("node")?;
    // It reads everything before it writes anything, so one pipe after the other will do.
    let mut input = node.stdin.take().context("no pipe")?;
    input.write_all(&[key.as_bytes(), b"\n", bytes].concat())?;
    drop(input);
    let output = node.wait_with_output()?;
    ensure!(output.status.success(), "age-encryption could not {deed}");
    Ok(output.stdout)
}

fn content(root: &Root, body: &str) -> Content {
    Content {
        channel: CHANNEL,
        roster: RosterReference {
            serial: 1,
            sha256: Digest([2; 32]),
        },
        board_serial: 3,
        day: Day(20_780),
        letter_id: LetterId([4; 16]),
        addressee: Addressee::Committee,
        service: 0,
        conversation: root.conversation_id(),
        thread_key: root.thread_key(),
        kind: Kind::Report,
        body: body.to_owned().into(),
        attachments: Vec::new(),
        left_out: root.leave_out(&CHANNEL, &[]),
        proof_salt: None,
        object: None,
        name_box: None,
        unknown: Unknown::default(),
    }
}

#[test]
fn a_letter_opens_with_another_age_tool() -> Result<()> {
    let Some(package) = npm::package("age-encryption")? else {
        return Ok(());
    };
    let rng = &mut StdRng::seed_from_u64(1);
    let root = Root::derive(&Receipt::generate(rng), &CHANNEL, Addressee::Committee);
    let member_key = root.member_key(MemberNumber(1));
    for slots in [Slots::Eight, Slots::Sixteen] {
        let identity = HybridIdentity::generate(rng);
        let seat = Seat {
            recipient: &identity.recipient(),
            member_key: &member_key,
        };
        let body = "Er wordt met de cijfers geknoeid. Zoë";
        let letter = seal_letter(&content(&root, body), &[seat], slots, rng)?;
        let plaintext = other_tool("open", &package, &identity.expose_text(), letter.as_bytes())?;
        ensure!(plaintext.len() == Form::from(slots).plaintext_len());
        let body = body.as_bytes();
        ensure!(plaintext.windows(body.len()).any(|window| window == body));
    }
    Ok(())
}

#[test]
fn a_letter_from_another_age_tool_opens_here_without_a_way_back() -> Result<()> {
    let Some(package) = npm::package("age-encryption")? else {
        return Ok(());
    };
    let rng = &mut StdRng::seed_from_u64(2);
    let identity = HybridIdentity::generate(rng);
    let recipient = identity.recipient().to_string();
    let mut text = "Ik schrijf dit met een ander programma.".to_owned();
    let shortest = other_tool("seal", &package, &recipient, text.as_bytes())?;
    let padding = LETTER_LEN.checked_sub(shortest.len()).context("too long")?;
    text.push_str(&" ".repeat(padding));
    let letter = other_tool("seal", &package, &recipient, text.as_bytes())?;
    match open_letter(&letter, &[identity], |_| None)? {
        Some(Opened::Foreign(letter)) => ensure!(*letter.text == text.trim_end()),
        _ => anyhow::bail!("not taken as a text"),
    }
    Ok(())
}
