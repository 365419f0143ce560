//! Letters and parcels.

use anyhow::{Context as _, Result, ensure};
use crypto_core::{
    attachment::{AttachmentKey, Cut, Parcels},
    letter::{Content, Opened, Slots, open_letter},
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
                Ok(Some(Opened::Letter(letter))) => json!({
                    "stanza": letter.slot,
                    "member_key": letter.member_key.map(|key| hex(key.expose_for_box())),
                    "tag_holds": letter.tag_ok,
                    "plaintext": letter.plaintext_sha256,
                    "cbor": digest(&letter.content.encode()),
                    "fields": fields(&letter.content),
                }),
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
    })
}
