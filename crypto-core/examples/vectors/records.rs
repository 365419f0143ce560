//! What courier, reader and server hand to each other: bundle, outbox, import confirmation; and stamps.

use anyhow::{Context as _, Result};
use crypto_core::{
    board::header::Header,
    bundle::{BundleWriter, StoredLetter, WeekSummary},
    confirmation::{Confirmation, ids_digest},
    ids::{Digest, LetterId, MemberNumber, ParcelId},
    letter::Letter,
    outbox::OutboxWriter,
    primitives::hash::sha256,
    publication::Publication,
    stamp::{Request, Stamp},
    text::hex,
};
use rand::{Rng as _, rngs::StdRng};
use serde_json::{Value, json};

use crate::{
    TODAY,
    committee::Committee,
    folder::{Folder, digest},
};

/// Writes all of it around the second board and a cover; gives the import confirmation back.
pub fn write(
    folder: &mut Folder,
    committee: &Committee,
    board: &[u8],
    cover: &Letter,
    rng: &mut StdRng,
) -> Result<Vec<u8>> {
    let mut ids = [(); 3].map(|()| {
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        LetterId(id)
    });
    ids.sort();
    let confirmation = confirmation(folder, committee, &ids)?;
    let week = WeekSummary {
        week: TODAY.week(),
        closed: true,
        letters: ids.to_vec(),
        parcels: vec![ParcelId([1; 16]), ParcelId([2; 16])],
    };
    let letter = StoredLetter {
        week: week.week,
        id: ids[0],
        bytes: cover.as_bytes().to_vec(),
    };
    let (epoch, recipients) = committee.recipients.first().context("one")?;
    let roster = &committee.rosters[1].file;
    let mut bundle = BundleWriter::begin(Vec::new(), &committee.channel)?;
    bundle.roster(roster)?;
    bundle.recipients(*epoch, recipients)?;
    bundle.week(&week)?;
    bundle.letter(&letter)?;
    bundle.confirmation(&confirmation)?;
    let file = folder.put("courier/bundle", &bundle.finish()?)?;
    folder.index(
        "bundle",
        json!({
            "file": file,
            "kinds": [2, 3, 4, 5, 7],
            "roster": digest(roster),
            "recipients": { "epoch": epoch, "hash": digest(recipients) },
            "week": {
                "week": week.week,
                "closed": week.closed,
                "letters": week.letters,
                "parcels": week.parcels,
            },
            "letter": { "week": letter.week, "id": letter.id, "hash": digest(&letter.bytes) },
            "confirmation": digest(&confirmation),
        }),
    );

    let publication = Publication {
        channel: committee.channel,
        roster: Some(roster.clone()),
        recipients: committee.recipients.clone(),
        board: board.to_vec(),
    };
    let mut outbox = OutboxWriter::begin(Vec::new(), &committee.channel)?;
    outbox.confirmation(&confirmation)?;
    outbox.publication(&publication.to_bytes()?)?;
    let file = folder.put("courier/outbox", &outbox.finish()?)?;
    folder.index(
        "outbox",
        json!({
            "file": file,
            "kinds": [7, 16],
            "publication": {
                "roster": digest(roster),
                "recipients": [{ "epoch": epoch, "hash": digest(recipients) }],
                "board": digest(board),
            },
        }),
    );
    let header = Header::parse_prefix(board)?.hash();
    for effort in [0, 4] {
        folder.list("stamps", stamp(header, &ids[1], cover, effort, rng)?);
    }
    Ok(confirmation)
}

fn confirmation(folder: &mut Folder, committee: &Committee, ids: &[LetterId]) -> Result<Vec<u8>> {
    let confirmation = Confirmation {
        channel: committee.channel,
        member: MemberNumber(3),
        week: TODAY.week(),
        count: u32::try_from(ids.len())?,
        ids: ids_digest(ids),
    };
    let signed = confirmation.sign(&committee.person(3).member_key);
    let file = folder.put("courier/import-confirmation.signed", &signed)?;
    folder.index(
        "import_confirmation",
        json!({
            "file": file,
            "member": confirmation.member,
            "week": confirmation.week,
            "count": confirmation.count,
            "letters": ids,
        }),
    );
    Ok(signed)
}

fn stamp(
    header: Digest,
    id: &LetterId,
    body: &Letter,
    effort: u32,
    rng: &mut StdRng,
) -> Result<Value> {
    let hours = TODAY.0 * 24 + 9;
    let request = Request {
        header,
        id: id.0,
        body: Digest(sha256(&[body.as_bytes()])),
    };
    let mut attempt = || -> Option<Stamp> {
        let mut nonce = [0; 16];
        rng.fill_bytes(&mut nonce);
        request.attempt(hours, nonce, effort)
    };
    let stamp = std::iter::repeat_with(&mut attempt)
        .flatten()
        .next()
        .context("endless")?;
    let seed = sha256(&[b"belfry/v1/stamp", header.as_bytes(), &hours.to_be_bytes()]);
    let challenge = [&seed[..], &id.0, request.body.as_bytes(), &stamp.nonce].concat();
    Ok(json!({
        "challenge": hex(&challenge),
        "header_hash": header,
        "hours": hours,
        "id": id,
        "body": "letters/cover.age",
        "effort": effort,
        "seed": hex(&seed),
        "nonce": hex(&stamp.nonce),
        "solution": hex(&stamp.solution),
        "stamp": stamp.to_hex(),
    }))
}
