//! Why a deed counts for nothing.

use std::fmt;

use crypto_core::ids::MemberNumber;

use crate::terminal::one_line;

/// Columns of names that colleagues wrote.
const NAME_COLUMNS: usize = 24;

/// Why a deed counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Void {
    /// Its writer had withdrawn from the case.
    Recused(MemberNumber),
    /// Somebody would have two roles that are kept apart.
    Apart(MemberNumber, String, String),
    /// The role is another member's in this case.
    NotAssigned(String),
    /// The rules have no such step, outcome or role.
    NotInRules(String),
    /// The step does not follow the one where the case stands.
    DoesNotFollow(String, String),
    /// Too few views are there: so many, of so many.
    Views(usize, u8),
    /// The view is not the one that was fixed before.
    OtherView,
    /// The writer has given a view already.
    SecondView,
    /// The views were open already when it was fixed.
    LateView,
    /// The view does not answer what the rules ask.
    IncompleteView,
    /// It is decided already, and nobody asked for a second look.
    Decided,
    /// Nothing is decided that could be looked at again.
    NothingDecided,
    /// A second look is decided by another member than the first.
    SameJudge,
    /// It is about a name that its writer may not read.
    NotGranted(MemberNumber),
    /// It is about a name, and says no reason.
    NoReason,
    /// It discloses a name on no ground that the law knows.
    NoGround,
    /// It names a consent that is not here, counts for nothing or was corrected.
    NoConsent,
    /// It says not to what the reporter consents, or not where that is kept, or a day that had not come.
    NotShown,
    /// It cannot be read.
    Unreadable,
}

impl fmt::Display for Void {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |name: &String| one_line(name, NAME_COLUMNS);
        match self {
            Self::Recused(member) => write!(f, "member {member} takes no part in this case"),
            Self::Apart(member, has, wants) => write!(
                f,
                "member {member} has the role \"{}\" here, from which the rules keep \"{}\" apart",
                short(has),
                short(wants)
            ),
            Self::NotAssigned(role) => {
                write!(
                    f,
                    "the role \"{}\" is another member's in this case",
                    short(role)
                )
            }
            Self::NotInRules(name) => write!(f, "the rules know no \"{}\"", short(name)),
            Self::DoesNotFollow(step, from) => write!(
                f,
                "the rules lead from \"{}\" to no \"{}\"",
                short(from),
                short(step)
            ),
            Self::Views(have, need) => {
                write!(
                    f,
                    "{have} of the {need} views that the rules ask for are there"
                )
            }
            Self::OtherView => {
                f.write_str("the view is not the one that its writer had fixed before")
            }
            Self::SecondView => f.write_str("its writer has given a view already"),
            Self::LateView => f.write_str("views were open already when it was fixed"),
            Self::IncompleteView => f.write_str("the view does not answer what the rules ask"),
            Self::Decided => f.write_str(
                "it is decided already; `case second-look` begins anew if the reporter asks",
            ),
            Self::NothingDecided => {
                f.write_str("nothing is decided yet that could be looked at again")
            }
            Self::SameJudge => {
                f.write_str("a second look is decided by another member than the first decision")
            }
            Self::NotGranted(member) => write!(f, "member {member} was not granted the name"),
            Self::NoReason => f.write_str("it is about a name, and gives no reason"),
            Self::NoGround => {
                f.write_str("it discloses a name and leaves out what the law asks for")
            }
            Self::NoConsent => {
                f.write_str("the consent that it names is not here, counts for nothing or was corrected")
            }
            Self::NotShown => f.write_str(
                "it says not to what the reporter consents, or not where that is kept, or a day that had not come",
            ),
            Self::Unreadable => f.write_str("it cannot be read"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_colleagues_wrote_move_no_cursor_and_fill_no_screen() {
        let name = format!("\u{1b}[2J{}", "lang ".repeat(500));
        for void in [
            Void::NotInRules(name.clone()),
            Void::NotAssigned(name.clone()),
            Void::DoesNotFollow(name.clone(), name.clone()),
            Void::Apart(MemberNumber(1), name.clone(), name.clone()),
        ] {
            let text = void.to_string();
            assert!(
                !text.contains('\u{1b}') && text.chars().count() < 130,
                "{text}"
            );
        }
    }
}
