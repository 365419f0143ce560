//! A reply with proofs of receipt, and what its reporter keeps of them. A folder of its own inside the other,
//! with an index of its own.

use std::path::Path;

use anyhow::Result;
use crypto_core::{
    ids::MemberNumber,
    proof::{self, Proof},
    reply::{self, ReplyKind},
    text::hex,
};
use rand::rngs::StdRng;
use serde_json::json;

use crate::{Reporter, TODAY, answers, committee::Committee, folder::Folder};

const MEMBER: MemberNumber = MemberNumber(2);
const INDEX: u16 = 40;

/// Writes the folder.
pub fn write(
    path: &Path,
    committee: &Committee,
    reporter: &Reporter,
    rng: &mut StdRng,
) -> Result<()> {
    let (channel, root) = (&committee.channel, &reporter.committee);
    let salt = root.proof_salt();
    // The first is text as a page sends it; of the second every byte counts.
    let texts = ["Eén melding, zoals zij kwam.\nTweede regel.", " "];
    let proofs = texts.map(|text| Proof {
        channel: *channel,
        member: MEMBER,
        day: TODAY.plus(1),
        sha256: proof::digest(&salt, text.as_bytes()),
    });
    let key = &committee.person(MEMBER.0).member_key;
    let signed = proofs.map(|one| String::from_utf8_lossy(&one.sign(key)).into_owned());

    let mut answer = answers::reply(ReplyKind::Answer, &root.leave_out(channel, &[]), rng);
    answer.text = "U vroeg om een bewijs van ontvangst. ".repeat(60);
    answer.proofs = signed.concat();
    let cells = reply::seal(&answer, channel, &root.member_key(MEMBER), INDEX, rng)?;

    let mut folder = Folder::new(path)?;
    folder.index("version", json!(1));
    folder.index("channel", json!({ "id": channel }));
    folder.index("receipt", json!({ "bytes": hex(&reporter.receipt) }));
    let public = key.verifying_key().to_minisign();
    folder.index("member", json!({ "number": MEMBER, "member_key": public }));
    let file = folder.put("reply.cells", cells.as_flattened())?;
    folder.index(
        "reply",
        json!({ "file": file, "index": INDEX, "reply_id": hex(&answer.id), "text": answer.text }),
    );
    for (number, ((text, proof), statement)) in (1_u8..).zip(texts.iter().zip(proofs).zip(&signed))
    {
        let kept = proof::with_salt(statement, &salt);
        let file = folder.put(&format!("kept-{number}.txt"), kept.as_bytes())?;
        folder.list(
            "proofs",
            json!({ "statement": statement, "kept": file, "text": text, "day": proof.day.0 }),
        );
    }
    folder.finish()
}
