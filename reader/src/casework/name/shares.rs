//! Opening a name that the reporter held apart: members give each other their shares of it, each with a reason, until
//! one of them has enough; that member then holds it apart as any name (protocol, section 4.3, "The reporter's own name").

use std::collections::BTreeMap;

use crypto_core::{
    ids::MemberNumber,
    letter::{Kind, name_box::share_from},
    name_share::{LETTER_KIND, NameShare},
    primitives::shares::Share,
    time::Day,
};
use rand_core::CryptoRng;

use super::{NameError, audience::Audience, because, case_of, keep_from, text, undone};
use crate::{
    cases,
    casework::{
        deed::What,
        find,
        fold::{Casework, Standing},
        name_box::{self, Held},
        perform::{PerformError, Work},
        void::Void,
    },
    colleague::Enclosed,
    journal::ids::DeedId,
    state::{Case, State, names::GivenShare},
    vault::{Vault, VaultError},
};

/// The name that a person means: that of the letter whose name begins like this, or the only one.
///
/// # Errors
/// [`NameError::NoBox`], [`NameError::Boxes`].
pub fn find_box(vault: &mut Vault, case: &Case, typed: Option<&str>) -> Result<Held, NameError> {
    let mut all = name_box::held(vault, case)?;
    if let Some(typed) = typed {
        let held = find::only(all, |held| held.letter, typed);
        return held.ok_or(NameError::NoBox);
    }
    match (all.pop(), all.is_empty()) {
        (Some(held), true) => Ok(held),
        (None, _) => Err(NameError::NoBox),
        (Some(_), false) => Err(NameError::Boxes),
    }
}

/// Gives a colleague this member's share, for a reason that all who read the case see; it goes out with the next outbox.
///
/// # Errors
/// [`NameError`]; nothing was written then.
pub fn give_share(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    (held, why): (&Held, &str),
    to: MemberNumber,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), NameError> {
    let audience = Audience::of(vault, (work.case, state), &[to])?;
    if !held.parsed.members().any(|member| member == to) {
        return Err(NameError::NoSeat(to));
    }
    let case = case_of(work, state)?;
    let share = own_share(vault, case, held)?;
    if let Some(deed) = opened(work, case, held, vault.secrets.number()) {
        for known in text::read(vault, work, case, deed)? {
            text::keep_out_of(why, &known.name)?;
        }
    }
    undone(vault, |vault| {
        let what = What::NameShareGiven(held.letter, to);
        let (deed, mut events) = work.prepare(vault, because(what, why), today, rng)?;
        let given = NameShare {
            channel: audience.channel(),
            from: vault.secrets.number(),
            to,
            letter: held.letter,
            deed: deed.0,
            share,
        };
        let kind = Kind::Other(LETTER_KIND.to_owned());
        let enclosed = Enclosed::object(kind, given.sign(&vault.secrets.member_key));
        events.push(audience.send(vault, (work.case, to), enclosed, today, rng)?);
        vault.contents.sync(rng)?;
        Ok(vault.journal.append(events, &vault.secrets, rng)?)
    })
}

/// Opens a name with this member's share and those that colleagues gave, and holds it apart. It is not shown: that is
/// what a look is for.
///
/// # Errors
/// [`NameError`], which says whose share is missing; nothing was written then.
pub fn open(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    (held, why): (&Held, &str),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<DeedId, NameError> {
    let me = vault.secrets.number();
    if work.casework.recused.contains(&me) {
        return Err(PerformError::Void(Void::Recused(me)).into());
    }
    let case = case_of(work, state)?;
    if let Some(deed) = opened(work, case, held, me) {
        return Err(NameError::Opened(deed));
    }
    let given = Given::of(vault, work, case, held)?;
    let needed = held.parsed.threshold();
    if given.shares.len() < usize::from(needed) {
        return Err(NameError::TooFew {
            needed,
            here: given.shares.into_keys().collect(),
            untold: given.untold,
        });
    }
    let shares: Vec<Share> = given.shares.into_values().collect();
    let name = held.open(&shares)?;
    let what = What::NameKept(Some(held.letter));
    keep_from(vault, work, (what, &name, why), None, today, rng)
}

/// The deed by which this member has opened it already, if the name is still here.
fn opened(work: &Work, case: &Case, held: &Held, me: MemberNumber) -> Option<DeedId> {
    let mut names = case.names.iter().filter(|name| name.from == me);
    let is_this = |deed: DeedId| {
        let item = work.casework.item(deed);
        item.and_then(|item| item.ordered.deed.as_ref())
            .is_some_and(|deed| deed.what == What::NameKept(Some(held.letter)))
    };
    names.find(|name| is_this(name.deed)).map(|name| name.deed)
}

fn own_share(vault: &mut Vault, case: &Case, held: &Held) -> Result<Share, NameError> {
    let key = cases::member_key(vault, case)?.ok_or(NameError::NoBox)?;
    Ok(held.share(vault.secrets.number(), &key)?)
}

/// Shares of a name that this member may use.
struct Given {
    shares: BTreeMap<MemberNumber, Share>,
    /// Whose share is here without the page in which they say why.
    untold: Vec<MemberNumber>,
}

impl Given {
    /// This member's share, and of each colleague one that fits and stands in a deed of theirs that counts.
    fn of(vault: &mut Vault, work: &Work, case: &Case, held: &Held) -> Result<Self, NameError> {
        let me = vault.secrets.number();
        let shares = BTreeMap::from([(me, own_share(vault, case, held)?)]);
        let mut given = Self {
            shares,
            untold: Vec::new(),
        };
        for came in case
            .name_shares
            .iter()
            .filter(|one| one.letter == held.letter)
        {
            if !is_told(&work.casework, came, me) {
                given.untold.push(came.from);
                continue;
            }
            let bytes = vault.contents.read(&came.piece)?;
            let share = share_from(&bytes).ok_or(VaultError::Damaged("contents"))?;
            if held.fits(came.from, &share) {
                given.shares.insert(came.from, share);
            }
        }
        given.untold.retain(|one| !given.shares.contains_key(one));
        Ok(given)
    }
}

/// Whether a deed that counts says why a share was given, to whom and by whom.
fn is_told(casework: &Casework, came: &GivenShare, me: MemberNumber) -> bool {
    casework.item(came.deed).is_some_and(|item| {
        let deed = item.ordered.deed.as_ref();
        item.standing == Standing::InForce
            && item.ordered.member == came.from
            && deed.is_some_and(|deed| deed.what == What::NameShareGiven(came.letter, me))
    })
}

#[cfg(test)]
mod tests;
