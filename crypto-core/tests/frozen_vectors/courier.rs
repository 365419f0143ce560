//! Bundle, outbox, publication, import confirmation and stamps.

use anyhow::{Context as _, Result, bail, ensure};
use crypto_core::{
    bundle::{self, BundleReader},
    confirmation::{self, ids_digest},
    ids::{Digest, LetterId},
    outbox::{self, OutboxReader},
    primitives::hash::sha256,
    publication::Publication,
    stamp::{Request, Stamp},
};
use serde_json::{Value, json};

use super::index::{Vectors, bytes, digest};

#[test]
fn a_bundle_is_read_record_by_record() -> Result<()> {
    let v = Vectors::open("v1")?;
    let listed = &v.index["bundle"];
    let file = v.read(&listed["file"])?;
    let mut reader = BundleReader::open(&file[..], &v.channel()?)?;
    let mut kinds = Vec::new();
    while let Some(item) = reader.next_item()? {
        kinds.push(match item {
            bundle::Item::Roster(bytes) => {
                ensure!(listed["roster"] == digest(&bytes));
                2
            }
            bundle::Item::Recipients { epoch, file } => {
                let told = json!({ "epoch": epoch, "hash": digest(&file) });
                ensure!(listed["recipients"] == told);
                3
            }
            bundle::Item::Week(week) => {
                let told = json!({
                    "week": week.week,
                    "closed": week.closed,
                    "letters": week.letters,
                    "parcels": week.parcels,
                });
                ensure!(listed["week"] == told);
                4
            }
            bundle::Item::Letter(letter) => {
                let hash = digest(&letter.bytes);
                let told = json!({ "week": letter.week, "id": letter.id, "hash": hash });
                ensure!(listed["letter"] == told);
                5
            }
            bundle::Item::Confirmation(bytes) => {
                ensure!(listed["confirmation"] == digest(&bytes));
                7
            }
            _ => bail!("another record"),
        });
    }
    ensure!(listed["kinds"] == json!(kinds));
    Ok(())
}

#[test]
fn an_outbox_and_the_publication_in_it_are_read() -> Result<()> {
    let v = Vectors::open("v1")?;
    let listed = &v.index["outbox"];
    let file = v.read(&listed["file"])?;
    let mut reader = OutboxReader::open(&file[..], &v.channel()?)?;
    let confirmation = reader.next_item()?;
    ensure!(matches!(confirmation, Some(outbox::Item::Confirmation(_))));
    let Some(outbox::Item::Publication(bytes)) = reader.next_item()? else {
        bail!("no publication");
    };
    ensure!(reader.next_item()?.is_none());
    let publication = Publication::parse(&bytes)?;
    let recipients: Vec<Value> = publication
        .recipients
        .iter()
        .map(|(epoch, file)| json!({ "epoch": epoch, "hash": digest(file) }))
        .collect();
    let told = json!({
        "roster": publication.roster.as_deref().map(digest),
        "recipients": recipients,
        "board": digest(&publication.board),
    });
    ensure!(listed["publication"] == told, "{told}");
    Ok(())
}

#[test]
fn an_import_confirmation_holds() -> Result<()> {
    let v = Vectors::open("v1")?;
    let listed = &v.index["import_confirmation"];
    let file = v.read(&listed["file"])?;
    let confirmation = confirmation::verify(&file, &v.roster(&json!(2))?)?;
    let ids: Vec<LetterId> = serde_json::from_value(listed["letters"].clone())?;
    ensure!(confirmation.ids == ids_digest(&ids));
    ensure!(listed["member"] == json!(confirmation.member));
    ensure!(listed["week"] == json!(confirmation.week));
    ensure!(listed["count"] == confirmation.count);
    Ok(())
}

#[test]
fn stamps_hold_for_their_request_and_effort() -> Result<()> {
    let v = Vectors::open("v1")?;
    let (board, _) = v.board()?;
    for listed in v.list("stamps")? {
        let stamp = Stamp::from_hex(listed["stamp"].as_str().context("a stamp")?)?;
        let effort = u32::try_from(listed["effort"].as_u64().context("an effort")?)?;
        let request = Request {
            header: board.header().hash(),
            id: bytes(&listed["id"])?,
            body: Digest(sha256(&[&v.read(&listed["body"])?])),
        };
        stamp.verify(&request, effort)?;
        let other = Request {
            id: [0; 16],
            ..request
        };
        ensure!(effort == 0 || stamp.verify(&other, effort).is_err());
    }
    Ok(())
}
