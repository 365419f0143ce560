//! What a member typed in goes to its reporter, who checks it, corrects it and agrees with it (Directive (EU) 2019/1937,
//! article 18(2) to 18(4)). That they did stands in the case of the minutes, where all who read the minutes see it.

use crypto_core::{
    ids::{LetterId, MemberNumber},
    minutes::ClaimCode,
    time::Day,
};
use serde_json::{Value, json};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    Casework,
    deed::What,
    fold::Standing,
    forward::ForwardError,
    load::LoadError,
    name::{self, NameError},
    perform::Work,
};
use crate::{
    cases,
    journal::ids::{CaseId, DeedId},
    state::{Case, Letter, State},
    vault::{Vault, VaultError},
    words::deed::numbers,
};

/// What is asked where a member writes nothing; which language the reporter reads, nobody knows.
pub(super) const ASKED: &str = "Dit schreven wij op van uw melding. Wilt u het nakijken? Schrijf ons wat er niet klopt, en of u het \
                     ermee eens bent.\n\nThis is what we wrote down of your report. Please check it: write to us what is \
                     wrong, and whether you agree with it.";
/// Where the minutes begin.
const LINE: &str = "\n\n———\n\n";

/// Why minutes are not sent to their reporter, or not written down as checked.
#[derive(Debug, Error)]
pub enum CheckError {
    /// Nothing says whose reporter writes here.
    #[error(
        "this case shows no code of a report that was typed in and has been read here, so that it has no minutes to be checked"
    )]
    NoCode,
    /// The minutes' case was destroyed.
    #[error("the case of the minutes was destroyed: there is nothing left to check")]
    Gone,
    /// Its letter waits for a quorum.
    #[error("the case of the minutes is still sealed: nothing of them has been read here")]
    Sealed,
    /// Not in the case of the minutes.
    #[error(
        "a member did not type this report in: name the case that was typed in (`show` of the reporter's own case has it)"
    )]
    NotTypedIn,
    /// No letter, or several.
    #[error(
        "no letter of the case in which its reporter goes on has a name that begins like this, or several have"
    )]
    NoLetter,
    /// A member's words.
    #[error(
        "these are the minutes themselves: name the letter in which the reporter answers to them"
    )]
    Minutes,
    /// Somebody else may have written there.
    #[error(
        "the tag of a letter does not hold there, so that somebody else than the reporter may write and read in that case"
    )]
    Doubtful,
    /// The reporter left out somebody who reads the minutes.
    #[error(
        "the reporter goes on where member {} is left out, who reads the minutes and would see which letter it is: it cannot \
         be written down with them. Write a note in the reporter's own case (`case note`)", numbers(.0)
    )]
    Tells(Vec<MemberNumber>),
    /// Nobody knows that the case is the reporter's.
    #[error(transparent)]
    Reporter(NameError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<NameError> for CheckError {
    fn from(error: NameError) -> Self {
        match error {
            NameError::TypedIn => Self::Minutes,
            NameError::Tells(members) => Self::Tells(members),
            NameError::Consent(ForwardError::NoLetter) => Self::NoLetter,
            NameError::Consent(ForwardError::Doubtful) => Self::Doubtful,
            NameError::Vault(error) => Self::Vault(error),
            other => Self::Reporter(other),
        }
    }
}

/// The minutes as they stand below an answer in the case in which their reporter goes on.
///
/// # Errors
/// [`CheckError`], where nobody can tell that it is their reporter who would get them, or they are not here.
pub(super) fn below(
    vault: &mut Vault,
    state: &State,
    id: CaseId,
) -> Result<Zeroizing<String>, CheckError> {
    let (case, letter) = minutes_of(state, id)?;
    name::is_of_reporter(vault, state, (id, case))?;
    let channel = vault.secrets.channel.ok_or(NameError::NoBoard)?;
    let typed = cases::text(vault, letter)?;
    let is_code = |code: &ClaimCode| {
        let claim = code.claim(&channel);
        state.claims.contains_key(&claim)
    };
    let typed = without_codes(typed.body(), is_code);
    Ok(Zeroizing::new([LINE, &typed].concat()))
}

/// Whether minutes are here that could be sent in this case. Whether they may be, answering says.
#[must_use]
pub fn has_minutes(state: &State, id: CaseId) -> bool {
    minutes_of(state, id).is_ok()
}

/// A case that shows the code of minutes, and the letter that they are.
fn minutes_of(state: &State, id: CaseId) -> Result<(&Case, &Letter), CheckError> {
    let case = state.cases.get(&id).ok_or(CheckError::NoCode)?;
    let minutes = case.claims.and_then(|minutes| state.cases.get(&minutes));
    let minutes = minutes.ok_or(CheckError::NoCode)?;
    if minutes.destroyed.is_some() {
        return Err(CheckError::Gone);
    }
    let letter = minutes.letters.first().ok_or(CheckError::Sealed)?;
    Ok((case, letter))
}

/// A text without the lines in which a part of such a code stands, also one that goes over several lines: whoever has one
/// passes for a reporter.
fn without_codes(text: &str, is_code: impl Fn(&ClaimCode) -> bool) -> Zeroizing<String> {
    let text = text.trim_end();
    let codes = ClaimCode::in_text(text).into_iter().filter(&is_code);
    let codes: Vec<Zeroizing<String>> = codes.map(|code| code.expose_text()).collect();
    let groups: Vec<&str> = codes.iter().flat_map(|code| code.split('-')).collect();
    let has_part = |line: &str| {
        let mut words = line.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| {
            let word = Zeroizing::new(word.to_ascii_lowercase());
            !word.is_empty() && groups.iter().any(|group| word.contains(group))
        })
    };
    let mut rest = Zeroizing::new(String::with_capacity(text.len()));
    let lines = text.split_inclusive('\n');
    lines
        .filter(|line| !has_part(line))
        .for_each(|line| rest.push_str(line));
    rest
}

/// The letter in which the reporter of these minutes agrees or corrects them, by the beginning of its name: one that could
/// stand as consent, in the case in which they go on.
///
/// # Errors
/// [`CheckError`], which says why a letter is none of the reporter's.
pub fn letter(
    vault: &mut Vault,
    state: &State,
    minutes: CaseId,
    typed: &str,
) -> Result<LetterId, CheckError> {
    let case = state.cases.get(&minutes);
    if case.is_none_or(|case| case.minutes.is_none()) {
        return Err(CheckError::NotTypedIn);
    }
    Ok(name::consent(vault, state, minutes, typed)?)
}

/// What a member wrote down of the reporter's check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// The deed.
    pub deed: DeedId,
    /// Who wrote it down.
    pub member: MemberNumber,
    /// Whether the reporter agrees; they correct otherwise.
    pub agreed: bool,
    /// Their letter.
    pub letter: LetterId,
    /// Its day; nothing where no such letter of theirs is here.
    pub day: Option<Day>,
}

impl Check {
    /// For programs.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "deed": self.deed.to_string(),
            "member": self.member.0,
            "agreed": self.agreed,
            "letter": self.letter,
            "day": self.day,
        })
    }
}

/// What was written down of a case's minutes, counts, and was not corrected since; nothing of a case without any.
///
/// # Errors
/// Rules or vault.
pub fn of_case(vault: &mut Vault, state: &State, id: CaseId) -> Result<Vec<Check>, LoadError> {
    let case = state.cases.get(&id);
    if case.is_none_or(|case| case.minutes.is_none() || case.destroyed.is_some()) {
        return Ok(Vec::new());
    }
    let casework = Work::of(vault, state, id)?.casework;
    Ok(of_work(state, id, &casework))
}

/// The same of a case whose work was loaded already.
#[must_use]
pub fn of_work(state: &State, id: CaseId, casework: &Casework) -> Vec<Check> {
    let counts = casework.items.iter();
    let counts = counts.filter(|item| item.standing == Standing::InForce && !item.corrected);
    let checks = counts.filter_map(|item| {
        let ordered = &item.ordered;
        let (agreed, letter) = match ordered.deed.as_ref()?.what {
            What::MinutesAgreed(letter) => (true, letter),
            What::MinutesCorrected(letter) => (false, letter),
            _ => return None,
        };
        Some(Check {
            deed: ordered.id,
            member: ordered.member,
            agreed,
            letter,
            day: day_of(state, id, letter),
        })
    });
    checks.collect()
}

/// A colleague's desk may name any letter: its day is told where it stands with those who show the code.
fn day_of(state: &State, minutes: CaseId, letter: LetterId) -> Option<Day> {
    let cases = state.claimed_by(minutes);
    let cases = cases.filter_map(|id| state.cases.get(&id));
    let mut letters = cases.flat_map(|case| &case.letters);
    let found = letters.find(|one| one.id == letter && !one.is_doubtful())?;
    Some(found.letter_day)
}

#[cfg(test)]
mod tests {
    use crypto_core::ids::ChannelId;

    use super::*;

    #[test]
    fn a_line_with_a_code_goes_and_all_others_stay_as_they_are() {
        let channel = ChannelId([1; 32]);
        let code = "abcd-efgh-ijkm-npqr";
        let claim = |code: &ClaimCode| code.claim(&channel);
        let known = claim(&ClaimCode::in_text(code)[0]);
        let text = format!(
            "  Een.\nCode: {}\n\nTwee woorden hier staan.\n",
            code.to_uppercase()
        );
        let rest = without_codes(&text, |one| claim(one) == known);
        assert_eq!(*rest, "  Een.\n\nTwee woorden hier staan.");
        let broken = "Een.\nCode: abcd efgh\nijkm-npqr\nTwee.";
        let rest = without_codes(broken, |one| claim(one) == known);
        assert_eq!(*rest, "Een.\nTwee.");
    }
}
