//! A reporter's name, held apart from the case: sealed to those who were granted it, and read only after the reason is on
//! disk. The case's deeds tell everybody who reads it that a name is held, by whom, and each look and disclosure; never
//! the name (protocol, section 4.3, "A name held apart").

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    letter::Kind,
    primitives::hash::sha256,
    reporter_name::{LETTER_KIND, ReporterName},
    roster::MemberKind,
    time::Day,
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    deed::{Deed, What},
    disclosure::Ground,
    forward::ForwardError,
    perform::{PerformError, Work},
    void::Void,
};
use crate::{
    cases,
    colleague::{self, ColleagueError, Enclosed},
    journal::{event::Event, ids::DeedId},
    public::Public,
    state::{Case, State, names::HeldName},
    vault::{Vault, VaultError},
};

/// Bytes of a name at most, with what one may have to say of how to reach its bearer.
pub const NAME_MAX: usize = 4096;

/// Why nothing was done with a name.
#[derive(Debug, Error)]
pub enum NameError {
    /// No name in the case.
    #[error("no name is held apart in this case")]
    None,
    /// Several names.
    #[error("several names are held apart in this case")]
    Several,
    /// It is not in this vault.
    #[error("the name is not in this vault: {}", holders(.0))]
    NotHere(Vec<MemberNumber>),
    /// It was granted to this member, and its letter did not come yet.
    #[error("the name was granted to you, and the letter that brings it has not come yet")]
    OnItsWay,
    /// Its letter came before the page that tells who granted it.
    #[error(
        "the name is here, and the page in which your colleague says that you may read it has not come yet"
    )]
    NotTold,
    /// Empty or too long.
    #[error("a name has 1 to {NAME_MAX} bytes")]
    Length,
    /// Who is to read it is no other member of the committee.
    #[error("the roster lists no other member {0} of the committee who could read it")]
    NoMember(MemberNumber),
    /// The reporter left them out.
    #[error("the reporter left member {0} out of this case")]
    LeftOut(MemberNumber),
    /// Colleagues get nothing of this case.
    #[error(
        "nobody else gets what is done in this case: what another age tool sealed is on this desk alone"
    )]
    Alone,
    /// No board was imported yet.
    #[error("this reader has imported no board yet")]
    NoBoard,
    /// Nothing that the law accepts as a ground.
    #[error(
        "the law lets a name go to others only with the reporter's explicit consent (--consent with the letter that gives it), \
         or where Union or national law obliges to it, necessarily and proportionately, in an investigation by national \
         authorities or in judicial proceedings (--obliged with that law); Directive (EU) 2019/1937, article 16(1) and 16(2)"
    )]
    NoGround,
    /// Nobody told the reporter.
    #[error(
        "the law asks that the reporter be informed beforehand, in writing and with the reasons (--informed with the answer \
         that did it), unless that would jeopardise the investigation or the proceedings (--not-informed with why it would); \
         Directive (EU) 2019/1937, article 16(3)"
    )]
    NotInformed,
    /// No answer, or several.
    #[error("no answer of yours in this case has a name that begins like this, or several have")]
    NoAnswer,
    /// The reporter cannot have read it.
    #[error(
        "this answer is not public yet, so that it cannot have informed the reporter (Directive (EU) 2019/1937, article 16(3))"
    )]
    NotPublic,
    /// The letter of consent.
    #[error(transparent)]
    Consent(#[from] ForwardError),
    /// The deed.
    #[error(transparent)]
    Perform(#[from] PerformError),
    /// The letter that brings it.
    #[error(transparent)]
    Colleague(#[from] ColleagueError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

fn holders(by: &[MemberNumber]) -> String {
    let all: Vec<String> = by.iter().map(ToString::to_string).collect();
    match all.is_empty() {
        true => "nobody who takes part in the case can read it".to_owned(),
        false => format!("member {} can read it", all.join(", ")),
    }
}

/// A name, and who sent it; wiped on drop.
pub struct Shown {
    /// Who typed it in or granted it.
    pub from: MemberNumber,
    /// The name.
    pub name: Zeroizing<String>,
}

/// Holds a name apart and lets these members read it, for a reason that all who read the case see.
///
/// # Errors
/// [`NameError`]; nothing was kept then.
pub fn keep(
    vault: &mut Vault,
    (work, case): (&mut Work, &Case),
    (name, why): (&str, &str),
    to: &[MemberNumber],
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<DeedId, NameError> {
    if name.is_empty() || name.len() > NAME_MAX {
        return Err(NameError::Length);
    }
    let audience = match to {
        [] => None,
        to => Some(Audience::of(vault, case, to)?),
    };
    undone(vault, |vault| {
        let (deed, mut events) = work.prepare(vault, because(What::NameKept, why), today, rng)?;
        let piece = vault.contents.put(name.as_bytes(), rng)?;
        events.push(Event::NameKept {
            case: work.case,
            deed,
            from: vault.secrets.number(),
            day: today,
            piece,
            plaintext: None,
        });
        if let Some(audience) = audience {
            events.extend(audience.grant(vault, work, (deed, name, why), today, rng)?);
        }
        vault.contents.sync(rng)?;
        vault.journal.append(events, &vault.secrets, rng)?;
        Ok(deed)
    })
}

/// Lets another member read a name, for a reason.
///
/// # Errors
/// [`NameError`]; nothing was written then.
pub fn grant(
    vault: &mut Vault,
    (work, case): (&mut Work, &Case),
    (of, why): (DeedId, &str),
    to: MemberNumber,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), NameError> {
    let audience = Audience::of(vault, case, &[to])?;
    let name = read(vault, case, of)?;
    let name = name.first().ok_or(NameError::None)?;
    undone(vault, |vault| {
        let events = audience.grant(vault, work, (of, &name.name, why), today, rng)?;
        vault.contents.sync(rng)?;
        Ok(vault.journal.append(events, &vault.secrets, rng)?)
    })
}

/// Reads a name, once the reason is on disk.
///
/// # Errors
/// [`NameError`].
pub fn look(
    vault: &mut Vault,
    (work, case): (&mut Work, &Case),
    (of, why): (DeedId, &str),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Shown>, NameError> {
    work.perform(vault, because(What::NameLooked(of), why), today, rng)?;
    read(vault, case, of)
}

/// Reads a name in order to disclose it, once to whom, on what ground and why is on disk.
///
/// # Errors
/// [`NameError`].
pub fn disclose(
    vault: &mut Vault,
    (work, case): (&mut Work, &Case),
    (of, why): (DeedId, &str),
    (to, ground): (&str, Ground),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Shown>, NameError> {
    if !ground.is_whole() {
        return Err(NameError::NoGround);
    }
    let what = What::NameDisclosed(of, to.to_owned(), ground);
    work.perform(vault, because(what, why), today, rng)?;
    read(vault, case, of)
}

/// The name that this member means and may read: the one whose deed's name begins like this, or the only one.
///
/// # Errors
/// [`NameError`], which says who can read it where this member cannot.
pub fn find(
    work: &Work,
    case: &Case,
    typed: Option<&str>,
    me: MemberNumber,
) -> Result<DeedId, NameError> {
    let names = &work.casework.names;
    let is_here = |of: &DeedId| case.names.iter().any(|held| held.deed == *of);
    let of = match typed {
        Some(typed) => work.find(typed)?,
        None => {
            let mine = names
                .iter()
                .filter(|(of, by)| by.contains(&me) && is_here(of));
            let mine: Vec<DeedId> = mine.map(|(of, _)| *of).collect();
            match (mine.as_slice(), names.len()) {
                ([only], _) => *only,
                ([], 1) => names.keys().next().copied().ok_or(NameError::None)?,
                ([], 0) if case.names.is_empty() => return Err(NameError::None),
                ([], 0) => return Err(NameError::NotTold),
                _ => return Err(NameError::Several),
            }
        }
    };
    let by = names.get(&of).ok_or(NameError::None)?;
    if work.casework.recused.contains(&me) {
        return Err(PerformError::Void(Void::Recused(me)).into());
    }
    match (by.contains(&me), is_here(&of)) {
        (true, true) => Ok(of),
        (true, false) => Err(NameError::OnItsWay),
        (false, true) => Err(NameError::NotTold),
        (false, _) => Err(NameError::NotHere(by.iter().copied().collect())),
    }
}

/// A public answer of this case, or of one whose reporter goes on with it, by the beginning of its name: it has informed
/// the reporter since the day that is given.
///
/// # Errors
/// [`NameError::NoAnswer`] and [`NameError::NotPublic`].
pub fn answer(
    state: &State,
    cases: &[&Case],
    typed: &str,
) -> Result<(crate::journal::ids::ReplyId, Day), NameError> {
    let replies = cases.iter().flat_map(|case| &case.replies);
    let mut found = replies.filter(|id| !typed.is_empty() && id.to_string().starts_with(typed));
    let (Some(id), None) = (found.next(), found.next()) else {
        return Err(NameError::NoAnswer);
    };
    let reply = state.replies.get(id).ok_or(NameError::NoAnswer)?;
    let day = reply.first_out.ok_or(NameError::NotPublic)?;
    Ok((*id, day))
}

fn because(what: What, why: &str) -> Deed {
    let mut deed = Deed::of(what);
    why.clone_into(&mut deed.text);
    deed
}

/// All that was sent under a deed: whoever passed on something else is seen by it.
fn read(vault: &mut Vault, case: &Case, of: DeedId) -> Result<Vec<Shown>, NameError> {
    let held = case.names.iter().filter(|held| held.deed == of);
    let mut all: Vec<Shown> = Vec::new();
    for HeldName { from, piece, .. } in held {
        let bytes = vault.contents.read(piece)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| VaultError::Damaged("contents"))?;
        if !all.iter().any(|one| one.name.as_str() == text) {
            all.push(Shown {
                from: *from,
                name: Zeroizing::new(text.to_owned()),
            });
        }
    }
    Ok(all)
}

/// What failed leaves nothing in the vault.
fn undone<T>(
    vault: &mut Vault,
    act: impl FnOnce(&mut Vault) -> Result<T, NameError>,
) -> Result<T, NameError> {
    let done = act(vault);
    if done.is_err() {
        vault.contents.take_back()?;
    }
    done
}

/// Those to whom a name goes.
struct Audience {
    public: Public,
    letter: LetterId,
    to: Vec<MemberNumber>,
}

impl Audience {
    /// Other members of the committee whom the reporter did not leave out.
    fn of(vault: &mut Vault, case: &Case, to: &[MemberNumber]) -> Result<Self, NameError> {
        let public = Public::load(vault)?.ok_or(NameError::NoBoard)?;
        let (letter, left_out) = cases::strictest(vault, case)?.ok_or(NameError::Alone)?;
        let me = vault.secrets.number();
        for one in to {
            let listed = public.roster.member(*one);
            if *one == me || listed.is_none_or(|one| one.kind != MemberKind::Member) {
                return Err(NameError::NoMember(*one));
            }
            if left_out.members.contains(one) {
                return Err(NameError::LeftOut(*one));
            }
        }
        let mut to = to.to_vec();
        to.sort_unstable();
        to.dedup();
        Ok(Self { public, letter, to })
    }

    /// The deeds, and the letter that goes out with the next outbox.
    fn grant(
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
        }
        let given = ReporterName {
            channel: self.public.roster.channel,
            from: vault.secrets.number(),
            letter: self.letter,
            deed: of.0,
            text: Digest(sha256(&[name.as_bytes()])),
            to: self.to.clone(),
        };
        let enclosed = Enclosed {
            kind: Kind::Other(LETTER_KIND.to_owned()),
            object: Zeroizing::new(given.sign(&vault.secrets.member_key)),
            body: Zeroizing::new(name.to_owned()),
            left_out: Vec::new(),
        };
        let letter = colleague::write(&self.public, &self.to, enclosed, today, rng)?;
        let piece = vault.contents.put(&letter.bytes, rng)?;
        events.push(Event::LetterWritten {
            letter: letter.id,
            to: match self.to.as_slice() {
                [only] => *only,
                _ => MemberNumber(0),
            },
            day: today,
            piece,
        });
        Ok(events)
    }
}
