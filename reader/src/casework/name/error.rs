//! Why nothing was done with a name, in words that say what the law asks for.

use std::collections::BTreeSet;

use crypto_core::{ids::MemberNumber, letter::name_box::NameBoxError};
use thiserror::Error;

use super::NAME_MAX;
use crate::{
    casework::{forward::ForwardError, perform::PerformError},
    colleague::ColleagueError,
    journal::ids::DeedId,
    vault::VaultError,
    words::deed::{numbers, short},
};

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
    /// This member held it apart, on another machine or after the backup.
    #[error(
        "you held this name apart yourself, and it is not in this copy of your vault; beside you, {}", who(.0)
    )]
    Lost(Vec<MemberNumber>),
    /// Its letter came before the page that tells who granted it.
    #[error(
        "the name is here, and the page in which your colleague says that you may read it has not come yet"
    )]
    NotTold,
    /// Empty or too long.
    #[error("a name has 1 to {NAME_MAX} bytes")]
    Length,
    /// The reason says the name.
    #[error(
        "the name stands in the reason, or in what you say beside it, which all who read the case see"
    )]
    InReason,
    /// Those who may read it gave several.
    #[error(
        "different texts were given as this name: `--look` at them and talk with who gave them; none was passed on"
    )]
    Differ,
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
    /// Others are to agree first.
    #[error(
        "{0} members disclose a name together here, and {for_it} for it yet: a colleague agrees (`case name --agree`), \
         and their page is to be imported",
        for_it = are_for(.1)
    )]
    NotAgreed(u8, BTreeSet<MemberNumber>),
    /// That deed asks for nothing.
    #[error(
        "this deed asks for no disclosure, or that was carried out, was corrected or does not count (`case show` has them)"
    )]
    NotAsked,
    /// It is disclosed to nobody.
    #[error("--disclose says to whom the name goes")]
    ToNobody,
    /// A member's words.
    #[error(
        "a member typed this letter in: it is no consent that the reporter wrote. Take the letter in which the reporter \
         goes on with it through the page"
    )]
    TypedIn,
    /// Several say that they are the reporter.
    #[error(
        "several cases show the code of this report, so that one of them is not its reporter's: mark that one as spam first"
    )]
    Disputed,
    /// Nobody knows that it is the reporter's.
    #[error(
        "the case that shows the code of this report cannot be taken for its reporter's: it is marked as spam, its key \
         does not hold, or nobody there can be answered"
    )]
    NotTheirs,
    /// The reporter left out somebody who would read of it.
    #[error(
        "the reporter goes on where member {} is left out, who reads this case and would see which letter or answer it is: \
         nothing of there may be named here. Keep the name in that case too (`--keep`) and disclose it there", numbers(.0)
    )]
    Tells(Vec<MemberNumber>),
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
    /// It says only that letters came.
    #[error(
        "this is a confirmation of receipt, which tells the reporter nothing of a disclosure (Directive (EU) 2019/1937, article 16(3))"
    )]
    Confirmation,
    /// The reporter cannot have read it.
    #[error(
        "this answer is not public yet, so that it cannot have informed the reporter (Directive (EU) 2019/1937, article 16(3))"
    )]
    NotPublic,
    /// No letter holds one.
    #[error(
        "no letter of this case, or none of that name, holds a name apart that the reporter gave on the page"
    )]
    NoBox,
    /// Several letters do.
    #[error("several letters of this case hold a name apart: say which with --letter")]
    Boxes,
    /// It was not sealed to that member.
    #[error("member {0} has no share of this name, and could not open it")]
    NoSeat(MemberNumber),
    /// This member has opened it.
    #[error("you opened this name already: read it (`--look`), as {}", short(*.0))]
    Opened(DeedId),
    /// Not enough shares.
    #[error(
        "this name opens with the shares of {needed} members, and here are those of member {}{}; ask a colleague for theirs \
         (`case name --give-share`)",
        numbers(here),
        not_told(untold)
    )]
    TooFew {
        /// So many.
        needed: u8,
        /// Whose are here, this member's included.
        here: Vec<MemberNumber>,
        /// Whose are here without a reason.
        untold: Vec<MemberNumber>,
    },
    /// What the letter holds.
    #[error("the name in this letter cannot be used: {0}")]
    Box(#[from] NameBoxError),
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

fn are_for(members: &BTreeSet<MemberNumber>) -> String {
    match members.len() {
        0 => "nobody is".to_owned(),
        1 => format!("member {} is", numbers(members)),
        _ => format!("members {} are", numbers(members)),
    }
}

fn not_told(untold: &[MemberNumber]) -> String {
    match untold.is_empty() {
        true => String::new(),
        false => format!(
            " (that of member {} came, and the page in which they say why did not, or does not count)",
            numbers(untold)
        ),
    }
}

fn holders(by: &[MemberNumber]) -> String {
    match by.is_empty() {
        true => "nobody who takes part in the case can read it".to_owned(),
        false => format!("member {} can read it", numbers(by)),
    }
}

/// The same of those who can give it back.
fn who(others: &[MemberNumber]) -> String {
    match others.is_empty() {
        true => "nobody can read it".to_owned(),
        false => format!(
            "member {} can read it, and grant it to you (`--grant`)",
            numbers(others)
        ),
    }
}
