//! Proofs of receipt: in a reply, and as a reporter keeps them.

use anyhow::{Context as _, Result, ensure};
use crypto_core::{
    board::Cell,
    ids::{Addressee, MemberNumber},
    keys::Root,
    proof::{self, ProofError},
    receipt::Receipt,
    reply,
    text::hex,
};

use super::index::{Vectors, bytes};

#[test]
fn proofs_come_out_of_a_reply_hold_and_are_about_their_text() -> Result<()> {
    let (v, all) = (Vectors::open("v1/proofs")?, Vectors::open("v1")?);
    let channel = v.channel()?;
    let number: MemberNumber = serde_json::from_value(v.index["member"]["number"].clone())?;
    let roster = all.roster(&2.into())?;
    let member = roster.member(number).context("the member")?;
    let public = member.member_key().context("a key")?;
    ensure!(v.index["member"]["member_key"] == public.to_minisign());

    let receipt = Receipt::from_bytes(bytes(&v.index["receipt"]["bytes"])?);
    let root = Root::derive(&receipt, &channel, Addressee::Committee);
    let listed = &v.index["reply"];
    let file = v.read(&listed["file"])?;
    let (cells, rest) = file.as_chunks();
    ensure!(cells.len() == 2 && rest.is_empty());
    let cells: &[Cell] = cells;
    let found = reply::collect(cells, &channel, &root.member_key(number));
    let [reply] = &found.replies[..] else {
        anyhow::bail!("{} replies", found.replies.len());
    };
    ensure!(listed["reply_id"] == hex(&reply.id) && listed["text"] == reply.text);

    let salt = root.proof_salt();
    let statements: Vec<&str> = proof::statements(&reply.proofs).collect();
    let expected = v.list("proofs")?;
    ensure!(expected.len() == 2 && statements.len() == 2);
    for (one, statement) in expected.iter().zip(statements) {
        ensure!(one["statement"] == statement);
        let proof = proof::verify(statement.as_bytes(), &roster)?;
        ensure!(proof.member == number && one["day"] == proof.day.0);
        let text = one["text"].as_str().context("a text")?;
        ensure!(proof.sha256 == proof::digest(&salt, text.as_bytes()));
        let kept = String::from_utf8(v.read(&one["kept"])?)?;
        ensure!(kept == proof::with_salt(statement, &salt));
        ensure!(proof::split_salt(&kept) == (statement.to_owned(), Some(salt)));
        let other = statement.replace("day: 2026-11-24", "day: 2026-11-23");
        let refused = proof::verify(other.as_bytes(), &roster);
        ensure!(other != statement && refused == Err(ProofError::Signature));
    }
    Ok(())
}
