//! Giving one's share of one letter to one colleague, whose reader alone can use it (protocol, section
//! 4.3, "Quorum").

use crypto_core::{
    ids::{LetterId, MemberNumber},
    letter::{HeldShare, Kind},
    release::Release,
    time::Day,
};
use rand_core::CryptoRng;
use thiserror::Error;

use crate::{
    colleague::{self, ColleagueError, Enclosed},
    journal::event::Event,
    public::Public,
    state::{State, quorum::SealedLetter},
    vault::{Vault, VaultError},
};

/// Why no share was given.
#[derive(Debug, Error)]
pub enum ReleaseError {
    /// No sealed letter has this name.
    #[error("no sealed letter has a name that begins like this")]
    NoLetter,
    /// Several have.
    #[error("several sealed letters have a name that begins like this, or the case has several")]
    Several,
    /// The roster has no such member, or several.
    #[error("the roster has nobody of this number or name, or several")]
    NoMember,
    /// One's own share needs no releasing.
    #[error("that is you: your own share counts already")]
    Self_,
    /// The sender made this member's share wrongly.
    #[error("whoever sealed this letter gave you a share that does not fit it: nobody can use it")]
    Broken,
    /// No board was imported yet.
    #[error("this reader has imported no board yet")]
    NoBoard,
    /// The letter to the colleague.
    #[error(transparent)]
    Colleague(#[from] ColleagueError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The sealed letter that a person means: by its own name, or by that of a case with one such letter.
///
/// # Errors
/// [`ReleaseError::NoLetter`], [`ReleaseError::Several`].
pub fn find<'s>(state: &'s State, typed: &str) -> Result<&'s SealedLetter, ReleaseError> {
    let typed = typed.trim().to_ascii_lowercase();
    let by_case = (state.cases.iter()).filter(|(id, _)| id.starts_with(&typed));
    let of_cases: Vec<_> = by_case.flat_map(|(_, case)| &case.sealed).collect();
    let by_name = (state.sealed()).filter(|letter| letter.id.to_string().starts_with(&typed));
    let mut found: Vec<&SealedLetter> = by_name.chain(of_cases).collect();
    found.dedup_by_key(|letter| letter.file);
    match found.as_slice() {
        [letter] if !typed.is_empty() => Ok(letter),
        [] => Err(ReleaseError::NoLetter),
        _ => Err(ReleaseError::Several),
    }
}

/// The colleague that a person means: by number, or by enough of the name.
///
/// # Errors
/// [`ReleaseError::NoMember`].
pub fn member(public: &Public, typed: &str) -> Result<MemberNumber, ReleaseError> {
    if let Ok(number) = typed.parse() {
        let listed = public.roster.member(MemberNumber(number));
        return listed.map(|one| one.number).ok_or(ReleaseError::NoMember);
    }
    let typed = typed.to_lowercase();
    let mut found = (public.roster.members.iter())
        .filter(|one| !typed.is_empty() && one.name.to_lowercase().contains(&typed));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.number),
        _ => Err(ReleaseError::NoMember),
    }
}

/// Seals this member's share of a letter to a colleague; it goes out with the next outbox.
///
/// # Errors
/// Every case of [`ReleaseError`]; nothing is released then.
pub fn release(
    vault: &mut Vault,
    public: &Public,
    (letter, to): (&SealedLetter, MemberNumber),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<LetterId, ReleaseError> {
    let from = vault.secrets.number();
    if to == from {
        return Err(ReleaseError::Self_);
    }
    if !letter.fits {
        return Err(ReleaseError::Broken);
    }
    let bytes = vault.contents.read(&letter.piece)?;
    let kept = vault.contents.read(&letter.share)?;
    let held = HeldShare::restore(&bytes, &kept).map_err(|_| VaultError::Damaged("contents"))?;
    let release = Release {
        channel: public.roster.channel,
        from,
        to,
        letter: letter.id,
        share: held.share,
    };
    let object = release.sign(&vault.secrets.member_key);
    let enclosed = Enclosed::object(Kind::Release, object);
    let written = colleague::write(public, &[to], enclosed, today, rng)?;
    let piece = vault.contents.put(&written.bytes, rng)?;
    vault.contents.sync(rng)?;
    let events = vec![
        Event::ShareReleased {
            letter: letter.id,
            to,
            day: today,
        },
        Event::LetterWritten {
            letter: written.id,
            to,
            day: today,
            piece,
            case: None,
        },
    ];
    vault.journal.append(events, &vault.secrets, rng)?;
    Ok(written.id)
}
