//! Whom a name is sealed to.

use crypto_core::{
    ids::{ChannelId, Digest, LetterId, MemberNumber},
    letter::Kind,
    primitives::hash::sha256,
    reporter_name::{LETTER_KIND, ReporterName},
    roster::MemberKind,
    time::Day,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{NameError, because};
use crate::{
    cases,
    casework::{deed::What, perform::Work},
    colleague::{self, Enclosed},
    journal::{
        event::Event,
        ids::{CaseId, DeedId},
    },
    public::Public,
    state::State,
    vault::Vault,
};

/// Those to whom a name goes.
pub(super) struct Audience {
    public: Public,
    letter: LetterId,
    to: Vec<MemberNumber>,
}

impl Audience {
    /// Other members of the committee whom the reporter left out neither here nor where they go on.
    pub(super) fn of(
        vault: &mut Vault,
        (id, state): (CaseId, &State),
        to: &[MemberNumber],
    ) -> Result<Self, NameError> {
        let public = Public::load(vault)?.ok_or(NameError::NoBoard)?;
        let case = state.cases.get(&id).ok_or(NameError::None)?;
        let (letter, _) = cases::strictest(vault, case)?.ok_or(NameError::Alone)?;
        let left_out = cases::left_out_around(vault, state, id)?;
        let me = vault.secrets.number();
        for one in to {
            let listed = public.roster.member(*one);
            if *one == me || listed.is_none_or(|one| one.kind != MemberKind::Member) {
                return Err(NameError::NoMember(*one));
            }
            if left_out.contains(one) {
                return Err(NameError::LeftOut(*one));
            }
        }
        let mut to = to.to_vec();
        to.sort_unstable();
        to.dedup();
        Ok(Self { public, letter, to })
    }

    /// The channel.
    pub(super) fn channel(&self) -> ChannelId {
        self.public.roster.channel
    }

    /// A letter to one of them that goes out with the next outbox, unless its case is gone by then.
    pub(super) fn send(
        &self,
        vault: &mut Vault,
        (case, to): (CaseId, MemberNumber),
        enclosed: Enclosed,
        today: Day,
        rng: &mut impl CryptoRng,
    ) -> Result<Event, NameError> {
        let letter = colleague::write(&self.public, &[to], enclosed, today, rng)?;
        let piece = vault.contents.put(&letter.bytes, rng)?;
        Ok(Event::LetterWritten {
            letter: letter.id,
            to,
            day: today,
            piece,
            case: Some(case),
        })
    }

    /// The deeds, and the letters that go out with the next outbox: one for each, since the reporter may leave one of
    /// them out before that.
    pub(super) fn grant(
        self,
        vault: &mut Vault,
        work: &mut Work,
        (of, name, why): (DeedId, &str, &str),
        today: Day,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Event>, NameError> {
        let mut events = Vec::new();
        for to in &self.to {
            let deed = because(What::NameGranted(of, *to), why);
            events.extend(work.prepare(vault, deed, today, rng)?.1);
            let given = ReporterName {
                channel: self.public.roster.channel,
                from: vault.secrets.number(),
                letter: self.letter,
                deed: of.0,
                text: Digest(sha256(&[name.as_bytes()])),
                to: vec![*to],
            };
            let enclosed = Enclosed {
                kind: Kind::Other(LETTER_KIND.to_owned()),
                object: Zeroizing::new(given.sign(&vault.secrets.member_key)),
                body: Zeroizing::new(name.to_owned()),
                left_out: Vec::new(),
            };
            events.push(self.send(vault, (work.case, *to), enclosed, today, rng)?);
        }
        Ok(events)
    }
}
