//! What members do in cases, and how it is written.

mod kind;

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::{Digest, LetterId, MemberNumber},
    labels,
    primitives::hash::sha256,
    time::Day,
};
use zeroize::{Zeroize as _, Zeroizing};

use super::{
    consent::{Consent, Given},
    disclosure::Ground,
    view::View,
};
use crate::journal::{field::Field, ids::DeedId};

const VERSION: u64 = 1;

/// Something that a member did in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What it was.
    pub what: What,
    /// The last step or decision that its writer knew.
    pub after: Option<DeedId>,
    /// Why, or the note itself.
    pub text: String,
    /// What the reporter is told of it; nothing where it concerns them not.
    pub told: String,
    /// The first bytes of the hash of the rules that its writer works by.
    pub rules: [u8; 8],
    /// Random: names nothing, and keeps two deeds that say the same apart.
    pub salt: [u8; 16],
}

/// What it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The case goes to this step of the rules. It settles these, which were done without knowing of each other.
    Step(String, Vec<DeedId>),
    /// A view is fixed: its commitment.
    ViewSealed(Digest),
    /// The view that a deed fixed, with the salt of its commitment.
    View(DeedId, [u8; 32], View),
    /// What the report is: an outcome of the rules. It settles these, as a step does.
    Decision(String, Vec<DeedId>),
    /// The reporter asks for a second look: the first assessment begins anew.
    SecondLook,
    /// A note.
    Note,
    /// Something that a member is to do by a day.
    Task(MemberNumber, Day),
    /// A task or a promise is done.
    Done(DeedId),
    /// A member is to have a role of the rules in this case.
    Assigned(MemberNumber, String),
    /// A member is to have it no more.
    Unassigned(MemberNumber, String),
    /// The writer takes no part in this case any more.
    Recused,
    /// Nothing of this case is destroyed until it is lifted.
    Hold,
    /// The hold is lifted.
    HoldLifted(DeedId),
    /// The reporter was promised something by a day.
    Promise(Day),
    /// The report was sealed to an authority's age recipient; the reporter consents here.
    Forwarded(String, Consent),
    /// A deed was not right as it stands.
    Corrected(DeedId),
    /// A name that the reporter gave is held apart, by the writer alone at first; it was opened from this letter, if the
    /// reporter held it apart there.
    NameKept(Option<LetterId>),
    /// A member may read the name that a deed holds apart.
    NameGranted(DeedId, MemberNumber),
    /// The writer reads it.
    NameLooked(DeedId),
    /// It is disclosed to somebody, on this ground.
    NameDisclosed(DeedId, String, Ground),
    /// The writer asks to disclose it so: with a quorum, others agree first.
    NameDisclosureAsked(DeedId, String, Ground),
    /// The writer agrees with what this deed asks for.
    NameDisclosureAgreed(DeedId),
    /// The writer gives a member their share of the name that this letter holds apart.
    NameShareGiven(LetterId, MemberNumber),
    /// The writer has read what colleagues did, up to this deed. It is no work, and moves nothing.
    Read(DeedId),
    /// The reporter consents to something, and not in a letter.
    Consented(Given),
    /// The reporter of what was typed in agrees with it, in this letter of theirs.
    MinutesAgreed(LetterId),
    /// They correct it, in this letter.
    MinutesCorrected(LetterId),
    /// Something of a later version.
    Unknown(u64),
}

impl Deed {
    /// A deed of which nothing is said but what it is.
    #[must_use]
    pub fn of(what: What) -> Self {
        Self {
            what,
            after: None,
            text: String::new(),
            told: String::new(),
            rules: [0; 8],
            salt: [0; 16],
        }
    }

    /// Whether it moves the case, so that two that know nothing of each other are in conflict.
    #[must_use]
    pub fn is_line(&self) -> bool {
        matches!(self.what, What::Step(..) | What::Decision(..))
    }

    /// CBOR {0 version, 1 kind, 2 after?, 3 text?, 4 told?, 5 step, outcome, role or recipient?, 6 deed?, 7 member?,
    /// 8 day?, 9 commitment (32) or salt (32)?, 10 view?, 11 settled deeds (16 each)?, 12 letter?,
    /// 13 first bytes of the hash of the writer's rules (8), 14 salt (16), 15 to 17 see [`Ground`], 19 and 20 see [`Given`] and [`Consent`]}.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut map = MapWriter::new(VERSION);
        map.u64(1, self.what.kind());
        self.after.put(&mut map, 2);
        map.bytes(13, &self.rules).bytes(14, &self.salt);
        for (key, text) in [(3, &self.text), (4, &self.told)] {
            if !text.is_empty() {
                map.text(key, text);
            }
        }
        match &self.what {
            What::Step(code, settles) | What::Decision(code, settles) => {
                let settles: Vec<u8> = settles.iter().flat_map(|one| one.0).collect();
                map.text(5, code).bytes(11, &settles);
            }
            What::ViewSealed(commitment) => commitment.put(&mut map, 9),
            What::View(of, salt, view) => {
                of.put(&mut map, 6);
                map.bytes(9, salt).bytes(10, &view.encode());
            }
            What::Task(member, by) => {
                member.put(&mut map, 7);
                by.put(&mut map, 8);
            }
            What::Done(of)
            | What::HoldLifted(of)
            | What::Corrected(of)
            | What::NameLooked(of)
            | What::NameDisclosureAgreed(of)
            | What::Read(of) => of.put(&mut map, 6),
            What::NameGranted(of, to) => {
                of.put(&mut map, 6);
                to.put(&mut map, 7);
            }
            What::NameKept(letter) => letter.put(&mut map, 12),
            What::MinutesAgreed(letter) | What::MinutesCorrected(letter) => {
                letter.put(&mut map, 12);
            }
            What::NameShareGiven(letter, to) => {
                to.put(&mut map, 7);
                letter.put(&mut map, 12);
            }
            What::NameDisclosed(of, to, ground) | What::NameDisclosureAsked(of, to, ground) => {
                of.put(&mut map, 6);
                map.text(5, to);
                ground.put(&mut map);
            }
            What::Assigned(member, role) | What::Unassigned(member, role) => {
                map.text(5, role);
                member.put(&mut map, 7);
            }
            What::Promise(by) => by.put(&mut map, 8),
            What::Consented(given) => given.put(&mut map),
            What::Forwarded(recipient, consent) => {
                map.text(5, recipient);
                consent.put(&mut map);
            }
            What::SecondLook | What::Note | What::Recused | What::Hold | What::Unknown(_) => {}
        }
        Zeroizing::new(map.finish())
    }

    /// Reads it.
    ///
    /// # Errors
    /// Every case of [`CborError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let mut map = MapReader::parse(bytes)?;
        map.version(VERSION)?;
        let kind = map.u64(1)?;
        let after = <Option<DeedId> as Field>::take(&mut map, 2)?;
        let text = map.optional_text(3)?.unwrap_or_default();
        let told = map.optional_text(4)?.unwrap_or_default();
        let (rules, salt) = (map.array(13)?, map.array(14)?);
        let deed = |map: &mut MapReader<'_>| map.array(6).map(DeedId);
        let what = match kind {
            1 => What::Step(map.text(5)?, settled(&mut map)?),
            2 => What::ViewSealed(Digest(map.array(9)?)),
            3 => {
                let (of, salt) = (deed(&mut map)?, map.array(9)?);
                What::View(of, salt, View::decode(map.bytes(10)?)?)
            }
            4 => What::Decision(map.text(5)?, settled(&mut map)?),
            5 => What::SecondLook,
            6 => What::Note,
            7 => What::Task(MemberNumber(map.uint(7)?), Day(map.uint(8)?)),
            8 => What::Done(deed(&mut map)?),
            9 => What::Assigned(MemberNumber(map.uint(7)?), map.text(5)?),
            10 => What::Recused,
            11 => What::Hold,
            12 => What::HoldLifted(deed(&mut map)?),
            13 => What::Promise(Day(map.uint(8)?)),
            14 => {
                let consent = Consent::take(&mut map)?.ok_or(CborError::Missing)?;
                What::Forwarded(map.text(5)?, consent)
            }
            15 => What::Corrected(deed(&mut map)?),
            16 => What::Unassigned(MemberNumber(map.uint(7)?), map.text(5)?),
            17 => What::NameKept(<Option<LetterId> as Field>::take(&mut map, 12)?),
            18 => What::NameGranted(deed(&mut map)?, MemberNumber(map.uint(7)?)),
            19 => What::NameLooked(deed(&mut map)?),
            20 => What::NameDisclosed(deed(&mut map)?, map.text(5)?, Ground::take(&mut map)?),
            24 => What::Read(deed(&mut map)?),
            25 => What::Consented(Given::take(&mut map)?),
            26 => What::NameShareGiven(LetterId(map.array(12)?), MemberNumber(map.uint(7)?)),
            27 => What::NameDisclosureAsked(deed(&mut map)?, map.text(5)?, Ground::take(&mut map)?),
            28 => What::NameDisclosureAgreed(deed(&mut map)?),
            29 => What::MinutesAgreed(LetterId(map.array(12)?)),
            30 => What::MinutesCorrected(LetterId(map.array(12)?)),
            other => What::Unknown(other),
        };
        Ok(Self {
            what,
            after,
            text,
            told,
            rules,
            salt,
        })
    }

    /// What a deed is known by: by its bytes as they are written, and by its writer, so that nobody gives another's deed a
    /// second meaning, nor the same name to something else. The first 16 bytes of
    /// `SHA-256("belfry/v1/deed" ‖ u16 member ‖ bytes)`.
    #[must_use]
    pub fn name(member: MemberNumber, bytes: &[u8]) -> DeedId {
        let hash = sha256(&[labels::DEED, &member.0.to_be_bytes(), bytes]);
        DeedId(hash.first_chunk().copied().unwrap_or_default())
    }
}

fn settled(map: &mut MapReader<'_>) -> Result<Vec<DeedId>, CborError> {
    let (all, rest) = map.bytes(11)?.as_chunks::<16>();
    match rest {
        [] => Ok(all.iter().map(|id| DeedId(*id)).collect()),
        _ => Err(CborError::WrongField),
    }
}

impl Drop for Deed {
    fn drop(&mut self) {
        self.text.zeroize();
        self.told.zeroize();
    }
}

#[cfg(test)]
mod tests;
