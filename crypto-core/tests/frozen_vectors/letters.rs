//! Letters and parcels.

use anyhow::{Context as _, Result, bail, ensure};
use crypto_core::{
    attachment::{AttachmentKey, Cut, Parcels},
    keys::ThreadKey,
    letter::{
        Content, Opened, OpenedLetter, Slots, check_share, open_letter, open_with_shares, share,
    },
    release,
    text::hex,
};
use serde_json::{Value, json};

use super::{
    entry,
    index::{Vectors, bytes, digest},
    root,
};

#[test]
fn each_letter_opens_for_its_readers_alone_and_says_what_it_said() -> Result<()> {
    let v = Vectors::open("v1")?;
    let slots = |serial: u64| {
        let roster = v.roster(&serial.into()).ok()?;
        Slots::try_from(usize::from(roster.slots)).ok()
    };
    ensure!(v.list("letters")?.len() == 9);
    for listed in v.list("letters")? {
        let letter = v.read(&listed["file"])?;
        let readers = listed["readers"].as_object().context("readers")?;
        ensure!(readers.len() == 4);
        for (number, expected) in readers {
            let keys = [v.identity(number)?];
            let told = match open_letter(&letter, &keys, |roster| slots(roster.serial)) {
                Ok(None) => Value::Null,
                Ok(Some(Opened::Letter(letter))) => told(&letter),
                Ok(Some(Opened::Held(_))) => json!("a share"),
                Ok(Some(Opened::Foreign(letter))) => {
                    json!({ "text": *letter.text, "plaintext": letter.plaintext_sha256 })
                }
                Err(_) => json!("refused"),
            };
            let expected = match expected.get("refused") {
                Some(_) => &json!("refused"),
                None => expected,
            };
            ensure!(told == *expected, "{} for {number}: {told}", listed["file"]);
        }
    }
    Ok(())
}

#[test]
fn what_the_letters_carry_is_what_the_receipt_gives() -> Result<()> {
    let v = Vectors::open("v1")?;
    let root = root(&v, "committee")?;
    let Some(Opened::Letter(letter)) =
        open_letter(&v.letter("sixteen")?, &[v.identity("2")?], |_| None)?
    else {
        anyhow::bail!("not taken as a letter");
    };
    ensure!(letter.content.proof_salt == Some(root.proof_salt()));
    ensure!(letter.content.conversation == root.conversation_id());
    let member_key = letter.member_key.context("no way back")?;
    let derived = root.member_key(crypto_core::ids::MemberNumber(2));
    ensure!(member_key.expose_for_box() == derived.expose_for_box());
    Ok(())
}

#[test]
fn a_letter_for_two_opens_with_the_other_ones_share_or_the_thread_key() -> Result<()> {
    let v = Vectors::open("v1")?;
    let listed = &v.index["quorum"];
    let letter = v.read(&listed["file"])?;
    ensure!(listed["threshold"] == v.roster(&listed["roster"])?.quorum);
    let mut held = Vec::new();
    for (number, expected) in listed["held"].as_object().context("shares")? {
        let Some(Opened::Held(share)) = open_letter(&letter, &[v.identity(number)?], |_| None)?
        else {
            bail!("no share");
        };
        let told = json!({
            "stanza": share.slot,
            "share": hex(&share::to_bytes(&share.share)),
            "member_key": hex(share.member_key.expose_for_box()),
            "fits": share.fits,
        });
        ensure!(told == *expected);
        held.push(share);
    }
    let [first, second, third] = &held[..] else {
        bail!("three shares");
    };
    ensure!(open_letter(&letter, &[v.identity("5")?], |_| None)?.is_none());
    let opened = open_with_shares(&letter, second, std::slice::from_ref(&first.share), 2)?;
    ensure!(listed["opened_by_2"] == told(&opened));
    let thread = ThreadKey::from_bytes(*opened.content.thread_key.expose_for_letter());
    let again = third.open_with_thread(&letter, &thread)?;
    let again = again.context("the wrap does not open")?;
    ensure!(again.plaintext_sha256 == opened.plaintext_sha256 && again.tag_ok);
    Ok(())
}

#[test]
fn a_released_share_and_a_letter_to_one_colleague_are_read() -> Result<()> {
    let v = Vectors::open("v1")?;
    let listed = &v.index["quorum"]["release"];
    let roster = v.roster(&v.index["quorum"]["roster"])?;
    let release = release::verify(&v.read(&listed["file"])?, &roster)?;
    ensure!(listed["from"] == json!(release.from));
    ensure!(listed["to"] == json!(release.to));
    ensure!(listed["letter"] == json!(release.letter));
    ensure!(listed["share"] == hex(&share::to_bytes(&release.share)));
    let letter = v.read(&v.index["quorum"]["file"])?;
    ensure!(check_share(&letter, &release.share)?);
    let alone = &v.index["quorum"]["alone"];
    let letter = v.read(&alone["file"])?;
    let Some(Opened::Letter(opened)) = open_letter(&letter, &[v.identity("2")?], |_| None)? else {
        bail!("not taken as a letter");
    };
    ensure!(alone["opened_by_2"] == told(&opened));
    Ok(())
}

#[test]
fn parcels_open_to_the_file_that_the_letter_names() -> Result<()> {
    let v = Vectors::open("v1")?;
    let root = root(&v, "committee")?;
    for listed in v.list("attachments")? {
        let (entry, files) = (&listed["entry"], listed["parcels"].as_array());
        let key: [u8; 32] = bytes(&entry["attachment_key"])?;
        let sha256 = serde_json::from_value(entry["hash"].clone())?;
        ensure!(root.attachment_key(&sha256) == AttachmentKey::from_bytes(key));
        let cut = Cut::of(entry["size"].as_u64().context("a size")?).context("too large")?;
        let parcels = Parcels::new(AttachmentKey::from_bytes(key), cut);
        let mut file = Vec::new();
        for (i, parcel) in (0..).zip(files.context("parcels")?) {
            ensure!(parcel["id"] == json!(parcels.id(i)));
            file.extend_from_slice(&parcels.open(i, &v.read(&parcel["file"])?)?);
        }
        ensure!(file.len() as u64 == cut.size);
        ensure!(digest(&file) == entry["hash"]);
    }
    Ok(())
}

fn told(letter: &OpenedLetter) -> Value {
    let member_key = letter.member_key.as_ref();
    json!({
        "stanza": letter.slot,
        "member_key": member_key.map(|key| hex(key.expose_for_box())),
        "tag_holds": letter.tag_ok,
        "plaintext": letter.plaintext_sha256,
        "cbor": digest(&letter.content.encode()),
        "fields": fields(&letter.content),
    })
}

fn fields(of: &Content) -> Value {
    json!({
        "channel_id": of.channel,
        "roster_serial": of.roster.serial,
        "roster_hash": of.roster.sha256,
        "board_serial": of.board_serial,
        "day": of.day.0,
        "letter_id": of.letter_id,
        "addressee": of.addressee.to_string(),
        "service": of.service,
        "conversation_id": of.conversation,
        "thread_key": hex(of.thread_key.expose_for_letter()),
        "kind": of.kind.as_str(),
        "body": *of.body,
        "attachments": of.attachments.iter().map(entry).collect::<Vec<_>>(),
        "left_out": { "members": of.left_out.members, "tag": hex(&of.left_out.tag) },
        "proof_salt": of.proof_salt.map(|salt| hex(&salt)),
        "object": of.object.as_ref().map(|object| hex(object)),
    })
}
