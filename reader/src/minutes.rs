//! Typing in a report that came by telephone, on paper or in a meeting: it goes to the members as a letter, like a
//! reporter's, and its reporter gets a code by which they can go on through the page.

use std::{io, path::Path};

use crypto_core::{
    ids::{Digest, MemberNumber},
    letter::Kind,
    minutes::{ClaimCode, LETTER_KIND, Minutes, Way},
    primitives::hash::sha256,
    roster::MemberKind,
    time::Day,
    words::Language,
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    colleague::{self, ColleagueError, Enclosed},
    journal::event::Event,
    paper::claim,
    public::Public,
    vault::{Vault, VaultError, files},
};

/// Why nothing was typed in.
#[derive(Debug, Error)]
pub enum TypeError {
    /// No board was imported yet.
    #[error("this reader has imported no board yet")]
    NoBoard,
    /// Somebody who is to be left out is no member.
    #[error("the roster lists no member {0} who could be left out")]
    NoMember(MemberNumber),
    /// An adviser, or somebody whom the roster does not list.
    #[error(
        "only a member of the committee types reports in; an adviser hands on (`case hand-on`)"
    )]
    NotAMember,
    /// A member of the committee.
    #[error("only a confidential adviser hands on what a reporter told them")]
    NotAnAdviser,
    /// It came on a day that is yet to come.
    #[error("{0} is yet to come")]
    Day(Day),
    /// The letter around it.
    #[error(transparent)]
    Colleague(#[from] ColleagueError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// What was typed in.
pub struct Typed<'t> {
    /// The report.
    pub text: &'t str,
    /// How it came.
    pub way: Way,
    /// When it came.
    pub day: Day,
    /// Members who must not hear of it.
    pub without: &'t [MemberNumber],
}

/// The ways in which a report can come that this member types in; none for whom the roster does not list.
#[must_use]
pub fn ways(public: &Public, member: MemberNumber) -> Vec<Way> {
    let kind = public.roster.member(member).map(|one| one.kind);
    let all = [Way::Telephone, Way::Letter, Way::Meeting, Way::Adviser];
    all.into_iter()
        .filter(|way| kind == Some(way.taken_by()))
        .collect()
}

/// Seals a report to the members, this one included; it goes out with the next outbox and comes back with the next
/// bundle, as a case for all of them alike. Gives the code for its reporter.
///
/// # Errors
/// Every case of [`TypeError`]; nothing is kept then.
pub fn type_in(
    vault: &mut Vault,
    typed: &Typed<'_>,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<ClaimCode, TypeError> {
    let (code, event) = prepare(vault, typed, today, rng)?;
    vault.contents.sync(rng)?;
    vault.journal.append(vec![event], &vault.secrets, rng)?;
    Ok(code)
}

/// The same without the journal: its event, to be appended once the vault's contents are on disk.
///
/// # Errors
/// Every case of [`TypeError`].
pub fn prepare(
    vault: &mut Vault,
    typed: &Typed<'_>,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(ClaimCode, Event), TypeError> {
    let public = Public::load(vault)?.ok_or(TypeError::NoBoard)?;
    if typed.day > today {
        return Err(TypeError::Day(typed.day));
    }
    let members = public.roster.members.iter();
    let members = members.filter(|one| one.kind == MemberKind::Member);
    let mut readers: Vec<MemberNumber> = members.map(|one| one.number).collect();
    if let Some(unknown) = typed.without.iter().find(|one| !readers.contains(one)) {
        return Err(TypeError::NoMember(*unknown));
    }
    let me = vault.secrets.number();
    if typed.without.contains(&me) {
        return Err(TypeError::NotAMember);
    }
    readers.retain(|one| !typed.without.contains(one));
    if !ways(&public, me).contains(&typed.way) {
        return Err(match typed.way.taken_by() {
            MemberKind::Adviser => TypeError::NotAnAdviser,
            _ => TypeError::NotAMember,
        });
    }
    let mut left_out = typed.without.to_vec();
    left_out.sort_unstable();
    left_out.dedup();
    let code = ClaimCode::generate(rng);
    let minutes = Minutes {
        channel: public.roster.channel,
        member: me,
        way: typed.way,
        day: typed.day,
        text: Digest(sha256(&[typed.text.as_bytes()])),
        claim: code.claim(&public.roster.channel),
        left_out: left_out.clone(),
    };
    let enclosed = Enclosed {
        kind: Kind::Other(LETTER_KIND.to_owned()),
        object: Zeroizing::new(minutes.sign(&vault.secrets.member_key)),
        body: Zeroizing::new(typed.text.to_owned()),
        left_out,
    };
    let letter = colleague::write(&public, &readers, enclosed, today, rng)?;
    let piece = vault.contents.put(&letter.bytes, rng)?;
    let event = Event::LetterWritten {
        letter: letter.id,
        to: MemberNumber(0),
        day: today,
        piece,
        case: None,
    };
    Ok((code, event))
}

/// Writes the code onto a page to print, into a new file.
///
/// # Errors
/// What the file system says.
pub fn print(code: &str, language: Language, path: &Path) -> io::Result<()> {
    let page = claim::expose_html(code, language);
    files::create_new(path, page.as_bytes()).map(|_| ())
}
