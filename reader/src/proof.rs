//! Proofs of receipt: who asked for one gets it with the first answer or confirmation after the letter was
//! opened, and the same again wherever that reply is sealed anew (protocol, section 4.9).

pub mod check;

use crypto_core::{
    ids::{Digest, MemberNumber},
    letter::OpenedLetter,
    proof::{self, Proof},
    reply::Reply as WireReply,
};

use crate::{
    state::{Case, Reply, State, proofs::Stated},
    vault::secrets::Secrets,
};

/// Statements in one reply at most: so many fit into its first cell beside the longest lists.
const PROOFS_MAX: usize = 3;

/// What is asked to be proved of a letter; `None` where nobody asked, or where there is no sure way back to
/// who did.
#[must_use]
pub fn asked(letter: &OpenedLetter) -> Option<Digest> {
    let salt = letter.content.proof_salt.as_ref()?;
    let sure = letter.tag_ok && letter.member_key.is_some();
    sure.then(|| proof::digest(salt, letter.content.body.as_bytes()))
}

/// What the next reply of a case states: of what was asked and no reply has stated yet, the oldest.
#[must_use]
pub fn due(state: &State, case: &Case) -> Vec<Stated> {
    let mut due: Vec<Stated> = Vec::new();
    for asked in &case.proofs {
        let known = due.iter().any(|one| one.sha256 == asked.stated.sha256);
        if !known && state.stated_in(case, &asked.stated.sha256).is_none() {
            due.push(asked.stated);
        }
    }
    due.truncate(PROOFS_MAX);
    due
}

/// What a reply states, sealed for the first time or anew: text is cut differently where there are other
/// statements, so a repeat never gets any that the first did not have.
#[must_use]
pub fn of_reply(state: &State, case: &Case, reply: &Reply) -> Vec<Stated> {
    let first = reply.sealed.is_none() && reply.found_day.is_none();
    if first && reply.proofs.is_empty() {
        due(state, case)
    } else {
        reply.proofs.clone()
    }
}

/// Puts the statements into a reply, as many as find room; gives those.
///
/// A list of members left out can be so long that there is none.
pub fn put(wire: &mut WireReply, secrets: &Secrets, mut stated: Vec<Stated>) -> Vec<Stated> {
    let Some(channel) = secrets.channel else {
        return Vec::new();
    };
    let sign = |one: &Stated| {
        let proof = Proof {
            channel,
            member: secrets.number(),
            day: one.day,
            sha256: one.sha256,
        };
        String::from_utf8_lossy(&proof.sign(&secrets.member_key)).into_owned()
    };
    loop {
        wire.proofs = stated.iter().map(sign).collect();
        let fits = crypto_core::reply::parts_needed(wire).is_ok();
        if fits || stated.pop().is_none() {
            return stated;
        }
    }
}

/// What a reply on the board states, as far as it is this member's own word.
#[must_use]
pub fn found(wire: &WireReply, secrets: &Secrets) -> Vec<Stated> {
    let own = |proof: &Proof| -> bool {
        let by: MemberNumber = secrets.number();
        proof.member == by && Some(proof.channel) == secrets.channel
    };
    proof::statements(&wire.proofs)
        .filter_map(|statement| {
            let proof = proof::claimed(statement.as_bytes()).ok().filter(own)?;
            // Signing is deterministic: what comes out otherwise was not signed here.
            let again = proof.sign(&secrets.member_key);
            (again == statement.as_bytes()).then_some(Stated {
                day: proof.day,
                sha256: proof.sha256,
            })
        })
        .collect()
}
