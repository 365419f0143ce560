//! What members hand to each other: a page of the journal, and a root key on paper.

use anyhow::{Context as _, Result, ensure};
use crypto_core::{
    ids::Digest,
    journal_page::{self, EntryKey, Header},
    primitives::signature::{SigningKey, VerifyingKey},
    root_share::{Line, RootShare, join},
    text::hex,
};
use serde_json::{Value, json};

use super::index::{Vectors, bytes};

#[test]
fn a_page_of_the_journal_tells_each_reader_their_entries() -> Result<()> {
    let v = Vectors::open("v1/members")?;
    let listed = &v.index["page"];
    let channel = v.channel()?;
    let key = |text: &Value| VerifyingKey::from_minisign(text.as_str().unwrap_or_default()).ok();
    let page = journal_page::verify(&v.read(&listed["file"])?, &channel, |number| {
        key(&v.index["member"]["member_key"]).filter(|_| v.index["member"]["number"] == number.0)
    })?;
    let header = &page.header;
    ensure!(listed["hash"] == json!(header.hash()));
    ensure!(listed["chain"] == hex(&header.chain));
    ensure!(listed["number"] == header.number);
    ensure!(listed["day"] == header.day.0);
    ensure!(listed["clock"] == header.clock);
    ensure!(listed["previous"] == json!(header.previous));
    let heads = listed["heads"].as_array().context("heads")?;
    ensure!(heads.len() == 1 && page.heads.len() == 1);
    for (head, listed) in page.heads.iter().zip(heads) {
        let head = Header::verify(head, &channel, |_| key(&listed["member_key"]))?;
        ensure!(listed["member"] == head.member.0);
    }
    let letter = Digest(bytes(&listed["letter"])?);
    for (name, key) in [
        ("of_letter", EntryKey::of_letter(&letter)),
        ("common", EntryKey::common(header)),
    ] {
        let mut found = Vec::new();
        for count in 0..=u8::MAX {
            let nonce = key.nonce(header, count);
            let mut entries = page.entries.iter();
            let Some(entry) = entries.find(|entry| entry.starts_with(&nonce)) else {
                break;
            };
            let content = key.open(header, entry).context("does not open")?;
            found.push(hex(&content));
        }
        ensure!(!found.is_empty() && listed[name] == json!(found));
    }
    Ok(())
}

#[test]
fn sheets_give_the_root_key_back() -> Result<()> {
    let v = Vectors::open("v1/members")?;
    let listed = &v.index["root_on_paper"];
    let root = SigningKey::from_bytes(&bytes(&listed["seed"])?).verifying_key();
    ensure!(listed["public_key"] == hex(&root.to_bytes()));
    let mut sheets = Vec::new();
    for one in listed["sheets"].as_array().context("sheets")? {
        let sheet = RootShare::from_code(one["code"].as_str().context("a code")?)?;
        ensure!(one["hex"] == hex(&sheet.expose_for_sheet()));
        ensure!(one["x"] == sheet.number() && listed["needed"] == sheet.needed());
        for language in ["en", "nl"] {
            let lines = one[language].as_array().context("lines")?;
            let lines = (1_u8..).zip(lines).map(|(number, line)| {
                let typed = line.as_str().context("a line")?;
                Ok(Line::parse(number, typed)?)
            });
            let read = RootShare::from_lines(&lines.collect::<Result<Vec<_>>>()?)?;
            ensure!(one["hex"] == hex(&read.expose_for_sheet()), "{language}");
        }
        sheets.push(sheet);
    }
    ensure!(sheets.len() == 3);
    for two in sheets.windows(2) {
        let joined = join(two, None)?;
        ensure!(joined.key.verifying_key() == root && joined.wrong.is_empty());
    }
    Ok(())
}
