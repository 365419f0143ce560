//! A report that a member typed in, after a telephone call, a letter on paper or a meeting, or that an adviser handed on (protocol, section 4.3, "Other
//! ways in").
//!
//! Body: `"belfry/v1/minutes" ‖ channel (32) ‖ u16 member ‖ u8 way ‖ u32 day ‖ SHA-256 of the text (32) ‖ claim (32) ‖
//! u16 number of each member who is left out, ascending`, then the signature block by the member key of who typed. It travels as the object of a letter between members of the
//! kind `minutes`, whose text is the report.
//!
//! The reporter gets a *claim code* and nothing else: whoever shows it in a first letter of their own goes on with this
//! report. So no member ever sees a receipt.

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    ids::{ChannelId, Digest, MemberNumber},
    labels::{CLAIM, kind},
    primitives::{hash::sha256, signature::SigningKey},
    roster::{MemberKind, VerifiedRoster},
    signed,
    time::Day,
    wire::Cursor,
};

/// The kind of a letter that carries one.
pub const LETTER_KIND: &str = "minutes";
/// Letters and digits of a claim code, hyphens apart: 80 bits.
const CODE_LEN: usize = 16;
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// How a report came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By telephone.
    Telephone,
    /// In a letter on paper.
    Letter,
    /// In a meeting.
    Meeting,
    /// In a conversation with a confidential adviser, who hands it on because the reporter wants it.
    Adviser,
}

impl Way {
    /// The number that stands for it.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Telephone => 1,
            Self::Letter => 2,
            Self::Meeting => 3,
            Self::Adviser => 4,
        }
    }

    /// The way with this number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        [Self::Telephone, Self::Letter, Self::Meeting, Self::Adviser]
            .into_iter()
            .find(|way| way.code() == code)
    }

    /// Who in the roster takes reports in this way.
    #[must_use]
    pub fn taken_by(self) -> MemberKind {
        match self {
            Self::Adviser => MemberKind::Adviser,
            Self::Telephone | Self::Letter | Self::Meeting => MemberKind::Member,
        }
    }
}

/// Who typed a report in, and of whom it can be claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The channel.
    pub channel: ChannelId,
    /// Who typed.
    pub member: MemberNumber,
    /// How it came.
    pub way: Way,
    /// When it came.
    pub day: Day,
    /// SHA-256 of the text.
    pub text: Digest,
    /// What the claim code gives.
    pub claim: Digest,
    /// Who must not hear of it, in ascending order.
    pub left_out: Vec<MemberNumber>,
}

/// Why minutes are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MinutesError {
    /// Not this format, of another channel, about another text, or for others.
    #[error("it cannot be read")]
    Malformed,
    /// Nobody with the number that it names is in the roster.
    #[error("it names member {0}, who is not in the roster")]
    Stranger(MemberNumber),
    /// The signature is not that of the member whom it names.
    #[error("it names member {0}, who did not sign it")]
    Signature(MemberNumber),
}

impl Minutes {
    /// The signed minutes.
    #[must_use]
    pub fn sign(&self, member_key: &SigningKey) -> Vec<u8> {
        let mut body = kind::MINUTES.as_bytes().to_vec();
        body.extend_from_slice(self.channel.as_bytes());
        body.extend(self.member.0.to_be_bytes());
        body.push(self.way.code());
        body.extend(self.day.0.to_be_bytes());
        body.extend_from_slice(self.text.as_bytes());
        body.extend_from_slice(self.claim.as_bytes());
        body.extend(self.left_out.iter().flat_map(|one| one.0.to_be_bytes()));
        signed::sign(&body, kind::MINUTES, member_key)
    }

    fn read(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        cursor.literal(kind::MINUTES.as_bytes())?;
        let channel = ChannelId(cursor.array()?);
        let member = MemberNumber(cursor.u16()?);
        let [way] = cursor.array()?;
        let mut minutes = Self {
            channel,
            member,
            way: Way::from_code(way)?,
            day: Day(cursor.u32()?),
            text: Digest(cursor.array()?),
            claim: Digest(cursor.array()?),
            left_out: Vec::new(),
        };
        while !cursor.is_empty() {
            minutes.left_out.push(MemberNumber(cursor.u16()?));
        }
        let ascend = minutes.left_out.is_sorted_by(|one, next| one < next);
        ascend.then_some(minutes)
    }
}

/// Reads minutes of this text, kept from these members, by a member of `roster`.
///
/// # Errors
/// [`MinutesError`], which names whose name was used.
pub fn verify(
    object: &[u8],
    (text, left_out): (&str, &[MemberNumber]),
    roster: &VerifiedRoster,
) -> Result<Minutes, MinutesError> {
    let (body, _) = signed::split(object, kind::MINUTES).map_err(|_| MinutesError::Malformed)?;
    let minutes = Minutes::read(body)
        .filter(|minutes| minutes.channel == roster.channel)
        .filter(|minutes| minutes.text.0 == sha256(&[text.as_bytes()]))
        .filter(|minutes| minutes.left_out == left_out)
        .ok_or(MinutesError::Malformed)?;
    let named = (roster, minutes.member);
    signed::verify_named(object, kind::MINUTES, named, |kind| {
        kind == minutes.way.taken_by()
    })?;
    Ok(minutes)
}

signed::says_not_theirs!(MinutesError);

/// What lets a reporter go on with a report that was typed in; wiped on drop.
pub struct ClaimCode(Zeroizing<String>);

impl ClaimCode {
    /// A new random one.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut random = Zeroizing::new([0_u8; CODE_LEN]);
        rng.fill_bytes(random.as_mut_slice());
        // 256 is a multiple of 32: all letters are alike.
        let letters = random
            .iter()
            .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)));
        Self(Zeroizing::new(
            letters.map(|letter| char::from(*letter)).collect(),
        ))
    }

    /// The code in groups of four, to be read out.
    #[must_use]
    pub fn expose_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(CODE_LEN + 3));
        for (at, letter) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// What in a text can be a code, in whatever writing: capitals, hyphens or spaces between the groups. One of its
    /// characters may be none that codes have, since it may be mistyped.
    #[must_use]
    pub fn in_text(text: &str) -> Vec<Self> {
        let mut codes = Vec::new();
        let groups: Vec<Zeroizing<String>> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|group| !group.is_empty())
            .map(|group| Zeroizing::new(group.to_ascii_lowercase()))
            .collect();
        let foreign = |code: &str| (code.bytes().filter(|byte| !ALPHABET.contains(byte))).count();
        for (at, group) in groups.iter().enumerate() {
            let mut code = Zeroizing::new(String::with_capacity(CODE_LEN));
            if group.len() == CODE_LEN {
                code.push_str(group);
            } else {
                let four = groups.iter().skip(at).take(4);
                four.filter(|one| one.len() == 4)
                    .for_each(|one| code.push_str(one));
            }
            if code.len() == CODE_LEN && foreign(&code) <= 1 {
                codes.push(Self(code));
            }
        }
        codes
    }

    /// The codes that differ from this one in one character, or in the order of two neighbours: what was meant, if it
    /// was misheard or mistyped. Some 500 of them, of 2^80 that there are.
    pub fn nearly(&self) -> impl Iterator<Item = Self> {
        let with = |change: &dyn Fn(&mut [char])| {
            let mut letters: Zeroizing<Vec<char>> = Zeroizing::new(self.0.chars().collect());
            change(&mut letters);
            Self(Zeroizing::new(letters.iter().collect()))
        };
        let other = (0..CODE_LEN).flat_map(|at| ALPHABET.iter().map(move |byte| (at, *byte)));
        let replaced = other.map(move |(at, byte)| {
            with(&|letters| {
                if let Some(letter) = letters.get_mut(at) {
                    *letter = char::from(byte);
                }
            })
        });
        let exchanged =
            (1..CODE_LEN).map(move |at| with(&|letters| letters.swap(at.saturating_sub(1), at)));
        replaced.chain(exchanged)
    }

    /// What stands in the minutes: SHA-256 of label, channel and the code without hyphens.
    #[must_use]
    pub fn claim(&self, channel: &ChannelId) -> Digest {
        Digest(sha256(&[CLAIM, channel.as_bytes(), self.0.as_bytes()]))
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng as _, rngs::StdRng};

    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_written_and_nothing_else_is() {
        let code = ClaimCode::generate(&mut StdRng::seed_from_u64(3));
        let text = code.expose_text();
        assert_eq!(text.len(), CODE_LEN + 3);
        let channel = ChannelId([1; 32]);
        let claims = |text: &str| -> Vec<Digest> {
            let codes = ClaimCode::in_text(text);
            codes.iter().map(|code| code.claim(&channel)).collect()
        };
        let claim = code.claim(&channel);
        let spaced = text.replace('-', " ");
        let joined = text.replace('-', "");
        for written in [
            format!("Mijn code is {}.", *text),
            format!("({})", text.to_uppercase()),
            format!("code: {spaced} en ik belde gisteren"),
            format!("{joined}\n"),
        ] {
            assert!(claims(&written).contains(&claim), "{written}");
        }
        let near = |text: &str| {
            let mut near = ClaimCode::in_text(text).into_iter();
            near.any(|code| code.nearly().any(|one| one.claim(&channel) == claim))
        };
        let mut letters: Vec<char> = text.chars().collect();
        letters.swap(6, 7);
        assert_ne!(letters[6], letters[7]);
        let exchanged: String = letters.iter().collect();
        // A zero is in no code.
        let mistyped = text.replacen(letters[8], "0", 1);
        for written in [&exchanged, &mistyped] {
            assert!(!claims(written).contains(&claim), "{written}");
            assert!(near(written), "{written}");
        }
        let twice = exchanged.replacen(letters[0], "0", 1);
        assert!(!near(&twice), "{twice}");
        assert!(claims("Ik belde gisteren over de facturen van vorig jaar").is_empty());
        assert!(!claims(&text[..18]).contains(&claim));
        assert_ne!(code.claim(&ChannelId([2; 32])), claim);
    }
}
