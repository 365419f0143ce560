//! A reporter's name that a member learnt, given to colleagues who were granted it (protocol, section 4.3, "A name held
//! apart").
//!
//! Body: `"belfry/v1/name" ‖ channel (32) ‖ u16 member ‖ letter id (16) ‖ deed (16) ‖ SHA-256 of the name (32) ‖ u16
//! number of each member who is granted it, ascending`, then the signature block by the member key of who gives it. It
//! travels as the object of a letter between members of the kind `name`, whose text is the name and which is sealed to
//! those members alone.

use thiserror::Error;

use crate::{
    ids::{ChannelId, Digest, LetterId, MemberNumber},
    labels::kind,
    primitives::{hash::sha256, signature::SigningKey},
    roster::{MemberKind, VerifiedRoster},
    signed,
    wire::Cursor,
};

/// The kind of a letter that carries one.
pub const LETTER_KIND: &str = "name";

/// Who gives whom the name of which case's reporter; never the name itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReporterName {
    /// The channel.
    pub channel: ChannelId,
    /// Who gives it.
    pub from: MemberNumber,
    /// A letter of the case, by which those who read it find the case.
    pub letter: LetterId,
    /// The deed by which the name came to be held apart.
    pub deed: [u8; 16],
    /// SHA-256 of the name.
    pub text: Digest,
    /// Who is granted it, in ascending order.
    pub to: Vec<MemberNumber>,
}

/// Why a name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NameError {
    /// Not this format, of another channel, or about another text.
    #[error("it cannot be read")]
    Malformed,
    /// No member of the committee has the number that it names.
    #[error("it names member {0}, who is not in the roster")]
    Stranger(MemberNumber),
    /// The signature is not that of the member whom it names.
    #[error("it names member {0}, who did not sign it")]
    Signature(MemberNumber),
}

impl ReporterName {
    /// The signed object.
    #[must_use]
    pub fn sign(&self, member_key: &SigningKey) -> Vec<u8> {
        let mut body = kind::NAME.as_bytes().to_vec();
        body.extend_from_slice(self.channel.as_bytes());
        body.extend(self.from.0.to_be_bytes());
        body.extend_from_slice(&self.letter.0);
        body.extend_from_slice(&self.deed);
        body.extend_from_slice(self.text.as_bytes());
        body.extend(self.to.iter().flat_map(|one| one.0.to_be_bytes()));
        signed::sign(&body, kind::NAME, member_key)
    }

    fn read(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        cursor.literal(kind::NAME.as_bytes())?;
        let mut name = Self {
            channel: ChannelId(cursor.array()?),
            from: MemberNumber(cursor.u16()?),
            letter: LetterId(cursor.array()?),
            deed: cursor.array()?,
            text: Digest(cursor.array()?),
            to: Vec::new(),
        };
        while !cursor.is_empty() {
            name.to.push(MemberNumber(cursor.u16()?));
        }
        let ascend = name.to.is_sorted_by(|one, next| one < next);
        ascend.then_some(name)
    }
}

/// Reads who gives whom this text as a name, by a member of `roster`.
///
/// # Errors
/// [`NameError`], which names whose name was used.
pub fn verify(
    object: &[u8],
    text: &str,
    roster: &VerifiedRoster,
) -> Result<ReporterName, NameError> {
    let (body, _) = signed::split(object, kind::NAME).map_err(|_| NameError::Malformed)?;
    let name = ReporterName::read(body)
        .filter(|name| name.channel == roster.channel)
        .filter(|name| name.text.0 == sha256(&[text.as_bytes()]))
        .ok_or(NameError::Malformed)?;
    let is_member = |kind| kind == MemberKind::Member;
    signed::verify_named(object, kind::NAME, (roster, name.from), is_member)?;
    Ok(name)
}

signed::says_not_theirs!(NameError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_and_one_whose_members_are_not_in_order_is_not() {
        let name = |to: &[u16]| ReporterName {
            channel: ChannelId([1; 32]),
            from: MemberNumber(2),
            letter: LetterId([3; 16]),
            deed: [4; 16],
            text: Digest(sha256(&[b"Jan Jansen"])),
            to: to.iter().copied().map(MemberNumber).collect(),
        };
        let read = |name: &ReporterName| {
            let signed = name.sign(&SigningKey::from_bytes(&[7; 32]));
            let (body, _) = signed::split(&signed, kind::NAME).unwrap();
            assert!(!body.windows(3).any(|part| part == b"Jan"));
            assert_eq!(ReporterName::read(&body[..body.len() - 1]), None);
            ReporterName::read(body)
        };
        for to in [&[][..], &[1], &[1, 3]] {
            assert_eq!(read(&name(to)), Some(name(to)));
        }
        assert_eq!(read(&name(&[3, 1])), None);
        assert_eq!(read(&name(&[3, 3])), None);
    }
}
