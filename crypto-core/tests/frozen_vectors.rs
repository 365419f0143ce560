//! The files in `tests/vectors/v1`, made once and frozen: every later version opens each of them and
//! finds what `index.json` says.
#![cfg(all(feature = "reporter", feature = "committee"))]
#![expect(
    clippy::indexing_slicing,
    reason = "of a JSON value: null where it is absent"
)]

#[path = "support/index.rs"]
mod index;

#[path = "frozen_vectors/courier.rs"]
mod courier;
#[path = "frozen_vectors/letters.rs"]
mod letters;
#[path = "frozen_vectors/members.rs"]
mod members;
#[path = "frozen_vectors/names.rs"]
mod names;
#[path = "frozen_vectors/proofs.rs"]
mod proofs;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use crypto_core::{
    address::ChannelAddress,
    board::{self, BoardError},
    cbor::MapReader,
    ids::{Addressee, ChannelId, Digest, MemberNumber},
    keys::Root,
    labels::Label,
    primitives::{hybrid::HybridRecipient, kdf::derive, signature::VerifyingKey},
    receipt::Receipt,
    recipients, reply,
    roster::{self, MemberKind},
    text::{hex, unhex},
    words::Language,
};
use index::{Vectors, bytes};
use serde_json::{Value, json};

/// SHA-256 of `index.json`, which has that of every other file.
///
/// If this test fails, bytes that were promised to stay have changed: put them back. A change of the
/// protocol's bytes gets a folder and an index of its own, `v2`, beside this one.
const INDEX: &str = "3b070107c63dc14238ad429b28d1634f75a2c21cc3ffcdac07a120043f2e3fae";
/// The same of `members/index.json`.
const MEMBERS_INDEX: &str = "b7d34edb9c3bca8fbe2cb83f7834bf71978b0e60cd01c1efbd7eacf68cea3816";
/// The same of `names/index.json`.
const NAMES_INDEX: &str = "b6face6dbec8de64ea7d3a99f0c2319b5f374ffd45a337c917c20ace5ae5bd34";
/// The same of `proofs/index.json`.
const PROOFS_INDEX: &str = "3b85d84bd7cf02e44224daf095f0d57a411d29d7ca362b62f2646957f25339d6";
/// Explanation only.
const README: &str = "README.md";

#[test]
fn no_frozen_file_has_changed_and_none_came_or_went() -> Result<()> {
    for (name, index, files) in [
        ("v1", INDEX, 26),
        ("v1/members", MEMBERS_INDEX, 1),
        ("v1/names", NAMES_INDEX, 2),
        ("v1/proofs", PROOFS_INDEX, 3),
    ] {
        let v = Vectors::open(name)?;
        let mut hashes = v.hashes(&[README])?;
        // An index of its own lists them.
        let apart = ["members/", "names/", "proofs/"];
        hashes.retain(|file, _| !apart.iter().any(|folder| file.starts_with(folder)));
        ensure!(hashes.remove("index.json").as_deref() == Some(index));
        let listed: BTreeMap<String, String> = serde_json::from_value(v.index["files"].clone())?;
        ensure!(hashes == listed);
        ensure!(hashes.len() == files, "{} files", hashes.len());
    }
    Ok(())
}

#[test]
fn the_channel_and_the_receipt_have_their_words() -> Result<()> {
    let v = Vectors::open("v1")?;
    let (channel, listed) = (v.channel()?, &v.index["channel"]);
    let text = listed["first_root_key_minisign"].as_str().context("key")?;
    let key = VerifyingKey::from_minisign(text)?;
    ensure!(hex(&key.to_bytes()) == listed["first_root_key"]);
    ensure!(ChannelId::of_root(&key) == channel);
    let address = ChannelAddress::of(&channel);
    ensure!(address.to_fragment() == listed["address"]);
    let (receipt, listed_receipt) = (receipt(&v)?, &v.index["receipt"]);
    for language in Language::ALL {
        let code = language.code();
        ensure!(address.to_words(language).join(" ") == listed["words"][code]);
        ensure!(receipt.to_words(language).join(" ") == listed_receipt["words"][code]);
    }
    let short = listed_receipt["also_typed"].as_array().context("a list")?;
    ensure!(short.len() == 2);
    for typed in [
        &listed_receipt["words"]["nl"],
        &listed_receipt["words"]["en"],
    ]
    .into_iter()
    .chain(short)
    {
        let read = Receipt::parse_words(typed.as_str().context("words")?)?;
        ensure!(read.to_words(Language::English) == receipt.to_words(Language::English));
    }
    Ok(())
}

#[test]
fn all_keys_are_derived_as_before() -> Result<()> {
    let v = Vectors::open("v1")?;
    let keys = v.index["keys"].as_object().context("keys")?;
    ensure!(keys.len() == 2);
    for (addressee, listed) in keys {
        let root = root(&v, addressee)?;
        let bytes: [u8; 32] = bytes(&listed["root"])?;
        ensure!(listed["conversation_id"] == json!(root.conversation_id()));
        ensure!(listed["thread_key"] == hex(root.thread_key().expose_for_letter()));
        ensure!(listed["proof_salt"] == hex(&root.proof_salt()));
        ensure!(listed["left_out_key"] == hex(derive::<32>(&bytes, Label::LeftOut).as_slice()));
        let attachment = root.attachment_key(&Digest([0; 32]));
        ensure!(listed["attachment_key_of_zeros"] == hex(attachment.expose_for_letter()));
        let members = listed["members"].as_object().context("members")?;
        for (number, member) in members {
            let key = root.member_key(MemberNumber(number.parse()?));
            let tag_key = derive::<32>(key.expose_for_box(), Label::LetterTag);
            ensure!(member["member_key"] == hex(key.expose_for_box()));
            ensure!(member["letter_tag_key"] == hex(tag_key.as_slice()));
            let replies = member["replies"].as_object().context("replies")?;
            ensure!(replies.len() == 3);
            for (index, reply) in replies {
                let index = index.parse()?;
                let reply_key = derive::<32>(key.expose_for_box(), Label::ReplyKey(index));
                ensure!(reply["reply_token"] == json!(key.reply_token(index)));
                ensure!(reply["reply_key"] == hex(reply_key.as_slice()));
            }
        }
    }
    for listed in v.list("left_out")? {
        let members: Vec<MemberNumber> = serde_json::from_value(listed["members"].clone())?;
        let list = root(&v, "committee")?.leave_out(&v.channel()?, &members);
        ensure!(listed["tag"] == hex(&list.tag));
    }
    Ok(())
}

#[test]
fn cbor_is_taken_and_refused_as_before() -> Result<()> {
    let v = Vectors::open("v1")?;
    for (name, taken) in [("taken", true), ("refused", false)] {
        let listed = v.index["cbor"][name].as_array().context("a list")?;
        ensure!(listed.len() >= 5);
        for one in listed {
            let bytes = one["hex"].as_str().and_then(unhex).context("digits")?;
            let read = MapReader::parse(&bytes).and_then(|mut map| map.version(1));
            ensure!(read.is_ok() == taken, "{}: {read:?}", one["what"]);
        }
    }
    Ok(())
}

#[test]
fn rosters_hold_over_a_change_of_the_root_and_recipients_are_theirs() -> Result<()> {
    let v = Vectors::open("v1")?;
    let today = v.index["today"].as_str().context("a day")?.parse()?;
    for listed in v.list("rosters")? {
        let roster = v.roster(&listed["serial"])?;
        ensure!(roster.valid_on(today));
        ensure!(listed["hash"] == json!(roster.sha256()));
        ensure!(listed["slots"] == roster.slots);
        ensure!(listed["quorum"] == roster.quorum);
        ensure!(listed["highest_number"] == json!(roster.highest_number()));
        let successors = roster.with_successors(&[MemberNumber(6)]);
        ensure!(listed["with_successors_of_6"] == json!(successors));
        let members = roster.members.iter();
        let readers = members.filter(|one| one.kind == MemberKind::Member);
        ensure!(listed["readers"] == json!(readers.map(|one| one.number).collect::<Vec<_>>()));
    }
    for listed in v.list("refused_rosters")? {
        let file = v.read(&listed["file"])?;
        ensure!(roster::verify(&file, &v.channel()?).is_err(), "{listed}");
    }
    for listed in v.list("recipients")? {
        let epoch = serde_json::from_value(listed["epoch"].clone())?;
        let roster = v.roster(&listed["roster"])?;
        let file = recipients::verify(&v.read(&listed["file"])?, &roster, epoch)?;
        for person in v.list("people")? {
            let number = person["number"].to_string();
            let text = file
                .of(MemberNumber(number.parse()?))
                .context("a recipient")?;
            ensure!(person["recipient"] == text);
            ensure!(v.identity(&number)?.recipient() == HybridRecipient::parse(text)?);
        }
    }
    Ok(())
}

#[test]
fn boards_hold_and_follow_each_other() -> Result<()> {
    let v = Vectors::open("v1")?;
    let channel = v.channel()?;
    let first = &v.list("boards")?[0];
    let head = v.read(&first["header"])?;
    let first_header = board::verify_header(&head, &channel, &v.roster(&first["roster"])?)?;
    board::check_first(&first_header)?;
    let (board, second) = v.board()?;
    board::check_successor(&first_header, board.header())?;
    for (header, listed) in [(&first_header, first), (board.header(), second)] {
        let batches: Vec<_> = header
            .batches
            .iter()
            .map(|one| json!([one.day.0, one.cells]))
            .collect();
        let told = json!({
            "hash": header.hash(),
            "serial": header.serial,
            "day": header.day.0,
            "signer": header.signer,
            "batches": batches,
        });
        ensure!(listed["expected"] == told, "{told}");
    }
    for listed in v.list("refused_boards")? {
        let head = v.read(&listed["header"])?;
        let verified = board::verify_header(&head, &channel, &v.roster(&listed["roster"])?);
        ensure!(verified.err() == Some(BoardError::Signature));
    }
    Ok(())
}

#[test]
fn replies_are_found_and_lists_are_told_from_forged_ones() -> Result<()> {
    let v = Vectors::open("v1")?;
    let channel = v.channel()?;
    let (board, _) = v.board()?;
    let expected = v.index["replies"]["found"].as_array().context("a list")?;
    ensure!(expected.len() == 6);
    for one in expected {
        let root = root(&v, one["addressee"].as_str().context("an addressee")?)?;
        let key = root.member_key(serde_json::from_value(one["member"].clone())?);
        let found = reply::collect(board.cells(), &channel, &key);
        let mut all = found.incomplete;
        all.extend(found.replies.into_iter().map(|reply| (reply, Vec::new())));
        let of_member = expected
            .iter()
            .filter(|other| other["member"] == one["member"]);
        ensure!(all.len() == of_member.count());
        let mut these = all
            .iter()
            .filter(|(reply, _)| one["reply_id"] == hex(&reply.id));
        let (reply, missing) = these.next().context("the reply")?;
        ensure!(one["missing"] == json!(missing));
        ensure!(one["text"] == reply.text);
        ensure!(one["day"] == reply.day.0);
        ensure!(one["files"].as_array().context("files")?.len() == reply.files.len());
        let days: Vec<_> = reply.received.iter().map(|day| day.0).collect();
        ensure!(one["letter_days"] == json!(days));
        ensure!(one["left_out"]["members"] == json!(reply.left_out.members));
        ensure!(one["left_out_holds"] == root.has_left_out(&channel, &reply.left_out));
        // Beside the altered cell, everything with a token opens.
        let broken = v.index["replies"]["do_not_open"]
            .as_array()
            .context("a list")?;
        let of_this = broken.iter().filter(|cell| cell["member"] == one["member"]);
        ensure!(found.unreadable == of_this.count());
    }
    Ok(())
}

fn receipt(v: &Vectors) -> Result<Receipt> {
    Ok(Receipt::from_bytes(bytes(&v.index["receipt"]["bytes"])?))
}

fn root(v: &Vectors, addressee: &str) -> Result<Root> {
    let to = match addressee {
        "committee" => Addressee::Committee,
        number => Addressee::Adviser(MemberNumber(number.parse()?)),
    };
    Ok(Root::derive(&receipt(v)?, &v.channel()?, to))
}

fn entry(of: &crypto_core::letter::Attachment) -> Value {
    json!({
        "name": of.name,
        "media_type": of.media_type,
        "size": of.size,
        "attachment_key": hex(of.key.expose_for_letter()),
        "hash": of.sha256,
        "parcels": of.parcels,
    })
}
