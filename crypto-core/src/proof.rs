//! Proof of receipt, only for who asks: a member states that they had a text (protocol, section 4.9).
//!
//! The body is five lines of text, each ended by LF, so that anybody can read what was signed:
//!
//! ```text
//! belfry/v1/proof
//! channel: 64 hexadecimal digits
//! member: number
//! day: YYYY-MM-DD
//! sha256: SHA-256(salt (32) ‖ text as typed), 64 hexadecimal digits
//! ```
//!
//! Then the signature block by the member key. A reporter keeps it with the salt in the block's untrusted
//! comment, which no signature covers: stock minisign checks both forms.

use crate::{
    ids::{ChannelId, Digest, MemberNumber},
    labels::kind,
    primitives::{hash::sha256, signature::SigningKey},
    roster::{Member, VerifiedRoster},
    signed,
    time::Day,
};

/// Length of the salt in bytes.
pub const SALT_LEN: usize = 32;
/// Length in bytes of a signed statement at most: that of a member with a number of five digits.
pub const STATEMENT_LEN_MAX: usize = kind::PROOF.len()
    + "\nchannel: \nmember: \nday: \nsha256: \n".len()
    + 64
    + 5
    + 10
    + 64
    + signed::block_len(kind::PROOF);

const LINES: usize = 5 + 4;
const COMMENT: &str = "\nuntrusted comment: ";
const PLAIN: &str = "belfry";
const SALT: &str = "salt ";

/// Why a statement is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Not this format.
    #[error("this is no proof of receipt, or a part of it is missing")]
    Malformed,
    /// Of another channel than the roster.
    #[error("the proof is of another channel than the roster")]
    Channel,
    /// Nobody with the number that it names is in the roster.
    #[error("the roster does not list member {0}, whom the proof names")]
    Stranger(MemberNumber),
    /// The signature is not that of the member whom it names, or something was changed.
    #[error(
        "the signature is not that of the member whom the proof names, or something was changed"
    )]
    Signature,
}

/// What a member states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// The channel.
    pub channel: ChannelId,
    /// Who states it.
    pub member: MemberNumber,
    /// The day on which they had the text.
    pub day: Day,
    /// [`digest`] of salt and text.
    pub sha256: Digest,
}

/// SHA-256 over the salt and the text's bytes as typed.
#[must_use]
pub fn digest(salt: &[u8; SALT_LEN], text: &[u8]) -> Digest {
    Digest(sha256(&[salt, text]))
}

impl Proof {
    /// The signed statement, at most [`STATEMENT_LEN_MAX`] bytes. The same words get the same signature.
    #[must_use]
    pub fn sign(&self, member_key: &SigningKey) -> Vec<u8> {
        signed::sign(self.body().as_bytes(), kind::PROOF, member_key)
    }

    fn body(&self) -> String {
        let Self {
            channel,
            member,
            day,
            sha256,
        } = self;
        format!(
            "{}\nchannel: {channel}\nmember: {member}\nday: {day}\nsha256: {sha256}\n",
            kind::PROOF
        )
    }

    fn read(body: &[u8]) -> Option<Self> {
        let body = std::str::from_utf8(body).ok()?;
        let mut lines = body.lines().skip(1);
        let mut value = |name| lines.next()?.strip_prefix(name);
        let proof = Self {
            channel: value("channel: ")?.parse().ok()?,
            member: MemberNumber(value("member: ")?.parse().ok()?),
            day: value("day: ")?.parse().ok()?,
            sha256: value("sha256: ")?.parse().ok()?,
        };
        // "07" and "+7" parse as well, but nobody signed them.
        (proof.body() == body).then_some(proof)
    }
}

/// What a statement says, unchecked: which roster it takes to check it.
///
/// # Errors
/// [`ProofError::Malformed`].
pub fn claimed(statement: &[u8]) -> Result<Proof, ProofError> {
    let (body, _) = signed::split(statement, kind::PROOF).map_err(|_| ProofError::Malformed)?;
    Proof::read(body).ok_or(ProofError::Malformed)
}

/// Reads a statement by a member of `roster`.
///
/// # Errors
/// [`ProofError`].
pub fn verify(statement: &[u8], roster: &VerifiedRoster) -> Result<Proof, ProofError> {
    let proof = claimed(statement)?;
    if proof.channel != roster.channel {
        return Err(ProofError::Channel);
    }
    let key = roster
        .member(proof.member)
        .and_then(Member::member_key)
        .ok_or(ProofError::Stranger(proof.member))?;
    signed::verify(statement, kind::PROOF, &key).map_err(|_| ProofError::Signature)?;
    Ok(proof)
}

/// The statements of a reply, which stand there one after the other.
pub fn statements(joined: &str) -> impl Iterator<Item = &str> {
    let mut rest = joined;
    std::iter::from_fn(move || {
        let end = rest
            .match_indices('\n')
            .nth(LINES - 1)
            .map_or(rest.len(), |(at, _)| at + 1);
        let (statement, after) = rest.split_at(end);
        rest = after;
        (!statement.is_empty()).then_some(statement)
    })
}

/// The statement as a reporter keeps it: with the salt.
#[must_use]
pub fn with_salt(statement: &str, salt: &[u8; SALT_LEN]) -> String {
    let salt = Digest(*salt);
    statement.replacen(
        &format!("{COMMENT}{PLAIN}\n"),
        &format!("{COMMENT}{SALT}{salt}\n"),
        1,
    )
}

/// Statement and salt of what [`with_salt`] made; of a statement without a salt, itself.
#[must_use]
pub fn split_salt(kept: &str) -> (String, Option<[u8; SALT_LEN]>) {
    let found = kept
        .split_once(&format!("{COMMENT}{SALT}"))
        .and_then(|(body, rest)| {
            let (salt, rest) = rest.split_once('\n')?;
            let salt: Digest = salt.parse().ok()?;
            Some((format!("{body}{COMMENT}{PLAIN}\n{rest}"), Some(salt.0)))
        });
    found.unwrap_or_else(|| (kept.to_owned(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(member: u16) -> Proof {
        Proof {
            channel: ChannelId([0xc1; 32]),
            member: MemberNumber(member),
            day: Day(20_783),
            sha256: digest(&[7; SALT_LEN], "Er verdwijnt geld, één keer.".as_bytes()),
        }
    }

    #[test]
    fn a_statement_is_five_lines_that_anybody_can_read_and_four_of_minisign() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let statement = String::from_utf8(proof(2).sign(&key)).unwrap();
        let lines: Vec<&str> = statement.lines().collect();
        assert_eq!(lines.len(), LINES);
        assert_eq!(lines[0], "belfry/v1/proof");
        assert_eq!(lines[2..4], ["member: 2", "day: 2026-11-26"]);
        assert_eq!(lines[7], "trusted comment: belfry/v1/proof");
        assert_eq!(claimed(statement.as_bytes()), Ok(proof(2)));
        assert_eq!(proof(u16::MAX).sign(&key).len(), STATEMENT_LEN_MAX);
        assert_eq!(statement.as_bytes(), proof(2).sign(&key));
    }

    #[test]
    fn other_spellings_of_the_same_statement_are_refused() {
        let body = proof(2).body();
        assert_eq!(Proof::read(body.as_bytes()), Some(proof(2)));
        for (from, to) in [
            ("member: 2", "member: 02"),
            ("member: 2", "member: +2"),
            ("member: 2", "member: 65536"),
            ("day: 2026-11-26", "day: 2026-02-30"),
            ("\n", "\r\n"),
            ("c1c1", "C1C1"),
            ("sha256: ", "sha256:  "),
            ("/proof", "/proofs"),
            ("\nday", "\nnote: x\nday"),
        ] {
            let other = body.replacen(from, to, 1);
            assert_ne!(other, body);
            assert_eq!(Proof::read(other.as_bytes()), None, "{other}");
        }
        assert_eq!(Proof::read(format!("{body}more\n").as_bytes()), None);
        assert_eq!(Proof::read(&body.as_bytes()[..body.len() - 1]), None);
        assert_eq!(claimed(b""), Err(ProofError::Malformed));
    }

    #[test]
    fn statements_that_stand_one_after_the_other_come_apart_again() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let one = String::from_utf8(proof(1).sign(&key)).unwrap();
        let two = String::from_utf8(proof(20).sign(&key)).unwrap();
        let joined = format!("{one}{two}rest");
        assert_eq!(
            statements(&joined).collect::<Vec<_>>(),
            [&one, &two, "rest"]
        );
        assert_eq!(statements("").count(), 0);
    }

    #[test]
    fn the_salt_goes_into_the_untrusted_comment_and_comes_out_again() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let statement = String::from_utf8(proof(2).sign(&key)).unwrap();
        let kept = with_salt(&statement, &[7; SALT_LEN]);
        assert_eq!(kept.lines().count(), LINES);
        assert!(kept.contains(&format!("\nuntrusted comment: salt {}\n", "07".repeat(32))));
        assert_eq!(split_salt(&kept), (statement.clone(), Some([7; SALT_LEN])));
        assert_eq!(split_salt(&statement), (statement.clone(), None));
        let half = kept.replace("salt 07", "salt ");
        assert_eq!(split_salt(&half), (half.clone(), None));
    }
}
