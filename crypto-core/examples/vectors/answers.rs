//! Two boards, and the replies on the second.

use anyhow::{Context as _, Result};
use crypto_core::{
    attachment::AttachmentKey,
    board::{self, Cell, VerifiedBoard},
    cbor::Unknown,
    ids::{Digest, MemberNumber},
    keys::{LeftOut, MemberKey, Root},
    letter::Attachment,
    reply::{self, Reply, ReplyKind},
    text::hex,
};
use rand::{Rng as _, rngs::StdRng};
use serde_json::{Value, json};

use crate::{
    ADVISER, Reporter, TODAY, attachments::entry, committee::Committee, folder::Folder,
    keys::left_out,
};

/// Replies being sealed, and what is to be found of them.
struct Batch<'a> {
    committee: &'a Committee,
    cells: Vec<Cell>,
    expected: Vec<Value>,
}

/// Which reply it is: its addressee, the member who answers, and the first index.
struct Place<'a>(&'a str, u16, &'a MemberKey, u16);

impl Batch<'_> {
    /// Seals a reply; of its parts those that are `missing` stay away.
    fn seal(
        &mut self,
        reply: &Reply,
        at: &Place<'_>,
        missing: &[usize],
        root: &Root,
        rng: &mut StdRng,
    ) -> Result<()> {
        let Place(addressee, member, key, first) = *at;
        let channel = &self.committee.channel;
        let cells = reply::seal(reply, channel, key, first, rng)?;
        let there = |part: &usize| !missing.contains(part);
        let parts: Vec<usize> = (0..cells.len()).filter(there).collect();
        let opened = parts.iter().map(|part| {
            let index = first + *part as u16;
            reply::open(&cells[*part], channel, key, index).context("just sealed")
        });
        let text: String = opened
            .map(|part| Ok(part?.text))
            .collect::<Result<Vec<_>>>()?
            .concat();
        self.cells.extend(parts.iter().map(|part| cells[*part]));
        self.expected.push(json!({
            "addressee": addressee,
            "member": member,
            "indices": parts.iter().map(|part| usize::from(first) + part).collect::<Vec<_>>(),
            "reply_id": hex(&reply.id),
            "kind": match reply.kind { ReplyKind::Answer => 0, _ => 1 },
            "day": reply.day.0,
            "text": text,
            "missing": missing,
            "left_out": left_out(&reply.left_out),
            "left_out_holds": root.has_left_out(channel, &reply.left_out),
            "letter_days": reply.received.iter().map(|day| day.0).collect::<Vec<_>>(),
            "files": reply.files.iter().map(entry).collect::<Vec<_>>(),
        }));
        Ok(())
    }
}

/// Writes both boards; gives the file of the second.
pub fn write(
    folder: &mut Folder,
    committee: &Committee,
    reporter: &Reporter,
    rng: &mut StdRng,
) -> Result<Vec<u8>> {
    let channel = &committee.channel;
    let [before, roster, ..] = &committee.rosters[..] else {
        anyhow::bail!("two rosters");
    };
    let first = board::first(&before.verified, MemberNumber(1), TODAY, rng)?;
    let first = first.sign(&committee.person(1).board_key);
    let (head, _) = board::split(&first)?;
    let file = folder.put("boards/1.header", head)?;
    let first = board::verify(&first, channel, &before.verified)?;
    folder.list(
        "boards",
        json!({ "header": file, "roster": 1, "expected": header(&first) }),
    );

    let mut batch = Batch {
        committee,
        cells: Vec::new(),
        expected: Vec::new(),
    };
    replies(&mut batch, reporter, rng)?;
    let broken = broken_cell(&mut batch, reporter, rng)?;
    while batch.cells.len() < roster.verified.cells_per_batch.into() {
        batch.cells.push(board::next::filler(rng));
    }
    batch.cells.sort_by_cached_key(|_| rng.next_u64());
    let day = TODAY.plus(3);
    let next = board::next(
        &first,
        &roster.verified,
        MemberNumber(2),
        day,
        Some(&batch.cells),
    )?;
    let bytes = next.sign(&committee.person(2).board_key);
    let by_another = next.header().sign(&committee.person(1).board_key);
    let second = board::verify(&bytes, channel, &roster.verified)?;
    let file = folder.put("boards/2.board", &bytes)?;
    folder.list(
        "boards",
        json!({ "file": file, "roster": 2, "expected": header(&second) }),
    );
    let file = folder.put("boards/refused-by-another-member.header", &by_another)?;
    folder.list(
        "refused_boards",
        json!({ "header": file, "roster": 2, "why": "signed with another member's board key" }),
    );
    folder.index(
        "replies",
        json!({
            "board": 2,
            "found": batch.expected,
            "do_not_open": [broken],
            "left_out": [3, 6, 7],
            "lists_that_do_not_hold": [3],
        }),
    );
    Ok(bytes)
}

fn header(board: &VerifiedBoard) -> Value {
    let header = board.header();
    json!({
        "hash": header.hash(),
        "serial": header.serial,
        "day": header.day.0,
        "signer": header.signer,
        "batches": header.batches.iter().map(|one| json!([one.day.0, one.cells])).collect::<Vec<_>>(),
    })
}

fn replies(batch: &mut Batch<'_>, reporter: &Reporter, rng: &mut StdRng) -> Result<()> {
    let channel = batch.committee.channel;
    let root = &reporter.committee;
    let key = |number| root.member_key(MemberNumber(number));
    let empty = root.leave_out(&channel, &[]);
    // Number 6 has left the roster as well as 7, who is the same person.
    let one = root.leave_out(&channel, &[MemberNumber(3), MemberNumber(6)]);
    let mut answer = reply(ReplyKind::Answer, &one, rng);
    answer.text = "Wij hebben uw melding gelezen — één vraag: wanneer? ".repeat(80);
    answer.files = vec![Attachment {
        name: "antwoord.pdf".into(),
        media_type: "application/pdf".into(),
        size: 2_000_000,
        key: AttachmentKey::generate(rng),
        sha256: Digest([7; 32]),
        parcels: 2,
        unknown: Unknown::default(),
    }];
    batch.seal(&answer, &Place("committee", 2, &key(2), 3), &[], root, rng)?;
    let receipt = reply(ReplyKind::Receipt, &empty, rng);
    batch.seal(&receipt, &Place("committee", 1, &key(1), 0), &[], root, rng)?;

    // Sealed anew into more parts, since more letters came; the first sealing still lies there.
    let mut answer = reply(ReplyKind::Answer, &empty, rng);
    answer.text = "Wij zijn nog bezig. ".repeat(87);
    let old = reply::seal(&answer, &channel, &key(1), 1, rng)?;
    batch.cells.extend(old);
    answer.received = (0..64).map(|n| TODAY.plus(n)).collect();
    batch.seal(&answer, &Place("committee", 1, &key(1), 2), &[], root, rng)?;

    // Who is not in the roster any more, and of whose answer one part expired.
    let mut answer = reply(ReplyKind::Answer, &empty, rng);
    answer.text = "Dit is een lang antwoord. ".repeat(100);
    batch.seal(
        &answer,
        &Place("committee", 4, &key(4), 20),
        &[1],
        root,
        rng,
    )?;

    let mut answer = reply(ReplyKind::Answer, &one, rng);
    answer.text = "Ik laat iemand weg.".into();
    answer.left_out.members = vec![MemberNumber(1), MemberNumber(2)];
    batch.seal(
        &answer,
        &Place("committee", 3, &key(3), 1_023),
        &[],
        root,
        rng,
    )?;

    let root = &reporter.adviser;
    let mut answer = reply(ReplyKind::Answer, &root.leave_out(&channel, &[]), rng);
    answer.text = "Kom gerust langs.".into();
    let place = Place("5", 5, &root.member_key(ADVISER), 0);
    batch.seal(&answer, &place, &[], root, rng)
}

/// An answer or confirmation without text.
pub fn reply(kind: ReplyKind, left_out: &LeftOut, rng: &mut StdRng) -> Reply {
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    Reply {
        id,
        day: TODAY.plus(2),
        kind,
        text: String::new(),
        files: Vec::new(),
        left_out: left_out.clone(),
        received: vec![TODAY, TODAY.plus(1)],
        proofs: String::new(),
    }
}

/// A cell that carries a token of member 1 and was altered.
fn broken_cell(batch: &mut Batch<'_>, reporter: &Reporter, rng: &mut StdRng) -> Result<Value> {
    let (member, index) = (1, 7);
    let root = &reporter.committee;
    let channel = &batch.committee.channel;
    let answer = reply(ReplyKind::Answer, &root.leave_out(channel, &[]), rng);
    let key = root.member_key(MemberNumber(member));
    let mut cells = reply::seal(&answer, channel, &key, index, rng)?;
    let cell = cells.first_mut().context("one cell")?;
    cell[100] ^= 1;
    batch.cells.push(*cell);
    Ok(json!({ "addressee": "committee", "member": member, "index": index }))
}
