//! Reading cases: keys, texts, letters.

use std::collections::BTreeSet;

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    keys::{LeftOut, MemberKey, ThreadKey},
    letter::Content,
    primitives::hash::{equal_in_constant_time, sha256},
};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    journal::{event::Standing, ids::CaseId},
    state::{Case, Letter, State},
    vault::{Vault, VaultError},
};

/// A name that is not the name of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FindError {
    /// No case has a name that begins like this.
    #[error("no case has a name that begins like this")]
    None,
    /// Several have.
    #[error("several cases have a name that begins like this; type more of it")]
    Several,
    /// It was destroyed.
    #[error("the case was destroyed: nothing is left of it but its dates")]
    Destroyed,
}

/// A letter's text.
pub enum Text {
    /// A letter of Belfry.
    Letter(Box<Content>),
    /// A text of another age tool.
    Foreign(Zeroizing<String>),
}

impl Text {
    /// What was written.
    #[must_use]
    pub fn body(&self) -> &str {
        match self {
            Self::Letter(content) => &content.body,
            Self::Foreign(text) => text,
        }
    }
}

/// The case that a person means.
///
/// # Errors
/// Every case of [`FindError`].
pub fn find(state: &State, typed: &str) -> Result<CaseId, FindError> {
    let mut found = state.cases.keys().filter(|id| id.starts_with(typed));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(*id),
        (None, _) => Err(FindError::None),
        (Some(_), Some(_)) => Err(FindError::Several),
    }
}

/// The case that a person means, if it still has contents.
///
/// # Errors
/// Every case of [`FindError`].
pub fn find_living(state: &State, typed: &str) -> Result<CaseId, FindError> {
    let id = find(state, typed)?;
    living(state, id)?;
    Ok(id)
}

/// A case that still has contents.
///
/// # Errors
/// [`FindError::None`], [`FindError::Destroyed`].
pub fn living(state: &State, id: CaseId) -> Result<&Case, FindError> {
    let case = state.cases.get(&id).ok_or(FindError::None)?;
    match case.destroyed {
        Some(_) => Err(FindError::Destroyed),
        None => Ok(case),
    }
}

/// The member key of a case; `None` where nobody can answer.
///
/// # Errors
/// What the vault says.
pub fn member_key(vault: &mut Vault, case: &Case) -> Result<Option<MemberKey>, VaultError> {
    let Some(keys) = &case.keys else {
        return Ok(None);
    };
    let both = vault.contents.read(keys)?;
    let key = both.first_chunk().ok_or(VaultError::Damaged("contents"))?;
    Ok(Some(MemberKey::from_bytes(*key)))
}

/// What a member key is known by where the key itself must not stay.
#[must_use]
pub fn key_digest(key: &MemberKey) -> Digest {
    Digest(sha256(&[key.expose_for_box()]))
}

/// The key that a case's letters share, where they need a quorum; `None` where nobody can answer.
///
/// # Errors
/// What the vault says.
pub fn thread_key(vault: &mut Vault, case: &Case) -> Result<Option<ThreadKey>, VaultError> {
    let Some(keys) = &case.keys else {
        return Ok(None);
    };
    let both = vault.contents.read(keys)?;
    let key = both.last_chunk().ok_or(VaultError::Damaged("contents"))?;
    Ok(Some(ThreadKey::from_bytes(*key)))
}

/// The smallest reply index above all that were used or seen under a case's member key.
///
/// A doubtful case can hold the key of another: its letter was changed on the way, the box was not. Of two
/// cells with one token a reporter would find one, and everybody would see that both are real.
///
/// # Errors
/// What the vault says.
pub fn next_index(
    vault: &mut Vault,
    state: &State,
    case: &Case,
    key: &MemberKey,
) -> Result<u16, VaultError> {
    let is_doubtful = |case: &Case| case.standing == Standing::Doubtful;
    let mut next = case.next_index;
    for other in state.cases.values() {
        // Of a destroyed case nobody can tell any more whose key it held.
        if other.destroyed.is_some() && (is_doubtful(case) || is_doubtful(other)) {
            next = next.max(other.next_index);
        }
        if (is_doubtful(case) || is_doubtful(other))
            && let Some(known) = member_key(vault, other)?
            && equal_in_constant_time(known.expose_for_box(), key.expose_for_box())
        {
            next = next.max(other.next_index);
        }
    }
    Ok(next)
}

/// What a letter says.
///
/// # Errors
/// What the vault says.
pub fn text(vault: &mut Vault, letter: &Letter) -> Result<Text, VaultError> {
    let bytes = vault.contents.read(&letter.piece)?;
    let damaged = || VaultError::Damaged("contents");
    if letter.foreign {
        let text = std::str::from_utf8(&bytes).map_err(|_| damaged())?;
        return Ok(Text::Foreign(Zeroizing::new(text.to_owned())));
    }
    let content = Content::decode(&bytes).map_err(|_| damaged())?;
    Ok(Text::Letter(Box::new(content)))
}

/// The members left out, as the case's strictest trustworthy letter says.
///
/// # Errors
/// What the vault says.
pub fn left_out(vault: &mut Vault, case: &Case) -> Result<LeftOut, VaultError> {
    Ok(strictest(vault, case)?.map_or_else(LeftOut::default, |(_, left_out)| left_out))
}

/// The members left out of a case, or of one of the same reporter: the report that was typed in whose code it shows, or
/// those that show the code of this one. What is told of the reporter must reach none of them.
///
/// # Errors
/// What the vault says.
pub fn left_out_around(
    vault: &mut Vault,
    state: &State,
    id: CaseId,
) -> Result<BTreeSet<MemberNumber>, VaultError> {
    let claims = state.cases.get(&id).and_then(|case| case.claims);
    let around = [id]
        .into_iter()
        .chain(claims)
        .chain(state.claimed_by(id))
        .filter_map(|id| state.cases.get(&id));
    let mut all = BTreeSet::new();
    // Who falsely shows a code can so keep a name from others, which is the smaller harm. A destroyed case has no letters.
    for case in around {
        all.extend(left_out(vault, case)?.members);
    }
    Ok(all)
}

/// The letter that leaves most members out, of those whose tag holds, and whom it leaves out; of several the last. Nobody is ever
/// taken off the reporter's list, so this is the newest list, in whatever order letters came or were opened.
///
/// # Errors
/// What the vault says.
pub fn strictest(
    vault: &mut Vault,
    case: &Case,
) -> Result<Option<(LetterId, LeftOut)>, VaultError> {
    let trusted = |letter: &&Letter| !letter.foreign && !letter.is_doubtful();
    let mut letters: Vec<&Letter> = case.letters.iter().filter(trusted).collect();
    if letters.is_empty() {
        letters.extend(case.letters.last());
    }
    let mut strictest: Option<(LetterId, LeftOut)> = None;
    for letter in letters {
        let Text::Letter(content) = text(vault, letter)? else {
            continue;
        };
        let known = strictest
            .as_ref()
            .map_or(0, |(_, known)| known.members.len());
        if strictest.is_none() || content.left_out.members.len() >= known {
            strictest = Some((letter.id, content.left_out));
        }
    }
    Ok(strictest)
}
