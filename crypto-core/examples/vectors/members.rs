//! What members hand to each other: a page of the journal, and a root key on paper. A folder of its own
//! inside the other, with an index of its own.

use std::path::Path;

use anyhow::{Context as _, Result};
use crypto_core::{
    cbor::MapWriter,
    ids::{Digest, MemberNumber},
    journal_page::{self, ENTRIES, ENTRY_LEN, EntryKey, Header},
    primitives::signature::SigningKey,
    root_share,
    text::hex,
    words::Language,
};
use rand::{Rng as _, rngs::StdRng};
use serde_json::{Value, json};

use crate::{TODAY, committee::Committee, folder::Folder};

const WRITER: u16 = 2;
const NEEDED: u8 = 2;
const SHEETS: u8 = 3;

/// Writes the folder.
pub fn write(path: &Path, committee: &Committee, rng: &mut StdRng) -> Result<()> {
    let mut folder = Folder::new(path)?;
    folder.index("version", json!(1));
    folder.index("channel", json!({ "id": committee.channel }));
    let key = committee.person(WRITER).member_key.verifying_key();
    folder.index(
        "member",
        json!({ "number": WRITER, "member_key": key.to_minisign() }),
    );
    page(&mut folder, committee, rng)?;
    sheets(&mut folder, rng)?;
    folder.finish()
}

fn page(folder: &mut Folder, committee: &Committee, rng: &mut StdRng) -> Result<()> {
    let mut header = Header {
        channel: committee.channel,
        member: MemberNumber(1),
        chain: [7; 8],
        number: 0,
        day: TODAY,
        clock: 4,
        previous: Digest([0; 32]),
        salt: [0; 16],
        rest: Digest([0; 32]),
    };
    let mut random = || {
        let mut entry = [0; ENTRY_LEN];
        rng.fill_bytes(&mut entry);
        entry
    };
    // A colleague's page, of which the head is carried.
    let empty: Vec<_> = (0..ENTRIES).map(|_| random()).collect();
    let other = journal_page::write(header, &[], &empty, &committee.person(1).member_key)?;
    let head = other
        .get(..journal_page::HEADER_LEN)
        .context("a head")?
        .to_vec();

    header.member = MemberNumber(WRITER);
    header.chain = [8; 8];
    header.number = 3;
    header.clock = 5;
    header.previous = Digest([5; 32]);
    let mut entries: Vec<_> = (0..ENTRIES).map(|_| random()).collect();
    header.salt.copy_from_slice(&random()[..16]);
    let letter = Digest([6; 32]);
    let (of_letter, common) = (EntryKey::of_letter(&letter), EntryKey::common(&header));
    let mut opened = MapWriter::new(1);
    opened
        .u64(1, 1)
        .u64(2, 10)
        .u64(3, TODAY.0.into())
        .bytes(4, &[9; 16])
        .uints(5, [1, 3]);
    let mut answered = MapWriter::new(1);
    answered
        .u64(1, 3)
        .u64(2, 11)
        .u64(3, TODAY.0.into())
        .bytes(4, &[9; 16])
        .bytes(6, &[3; 16]);
    let mut erased = MapWriter::new(1);
    erased
        .u64(1, 5)
        .u64(2, 12)
        .u64(3, TODAY.0.into())
        .u64(7, TODAY.epoch().0.into());
    let seal = |key: &EntryKey, count, map: &MapWriter| {
        key.seal(&header, count, &map.finish())
            .context("short enough")
    };
    entries[40] = seal(&of_letter, 0, &opened)?;
    entries[3] = seal(&of_letter, 1, &answered)?;
    entries[17] = seal(&common, 0, &erased)?;
    let page = journal_page::write(
        header,
        &[head],
        &entries,
        &committee.person(WRITER).member_key,
    )?;
    let read = journal_page::parse(&page)?;
    let hexes = |maps: &[&MapWriter]| {
        maps.iter()
            .map(|map| hex(&map.finish()))
            .collect::<Vec<_>>()
    };
    let file = folder.put("journal-page.signed", &page)?;
    folder.index(
        "page",
        json!({
            "file": file,
            "hash": read.header.hash(),
            "chain": hex(&header.chain),
            "number": header.number,
            "day": header.day.0,
            "clock": header.clock,
            "previous": header.previous,
            "heads": [{ "member": 1, "member_key": committee.person(1).member_key.verifying_key().to_minisign() }],
            "letter": letter,
            "of_letter": hexes(&[&opened, &answered]),
            "common": hexes(&[&erased]),
        }),
    );
    Ok(())
}

fn sheets(folder: &mut Folder, rng: &mut StdRng) -> Result<()> {
    let mut seed = [0; 32];
    rng.fill_bytes(&mut seed);
    let root = SigningKey::from_bytes(&seed);
    let sheets = root_share::split(&root, NEEDED, SHEETS, rng)?;
    let listed: Vec<Value> = sheets
        .iter()
        .map(|sheet| {
            let lines = |language| {
                let lines = sheet.expose_lines(language);
                lines
                    .iter()
                    .map(|line| line.to_string())
                    .collect::<Vec<_>>()
            };
            json!({
                "x": sheet.number(),
                "hex": hex(&sheet.expose_for_sheet()),
                "code": *sheet.expose_code(),
                "en": lines(Language::English),
                "nl": lines(Language::Dutch),
            })
        })
        .collect();
    folder.index(
        "root_on_paper",
        json!({
            "seed": hex(&seed),
            "public_key": hex(&root.verifying_key().to_bytes()),
            "needed": NEEDED,
            "sheets": listed,
        }),
    );
    Ok(())
}
