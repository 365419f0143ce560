//! Why a deed counts for nothing.

use crypto_core::ids::MemberNumber;

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
    /// It says no reason, and is about a name, moves the case or keeps it.
    NoReason,
    /// It discloses a name on no ground that the law knows.
    NoGround,
    /// It discloses a name that so many members are for, of so many.
    NotAgreed(usize, u8),
    /// It agrees with what nobody else asks for.
    NotAsked,
    /// It names a consent that is not here, counts for nothing or was corrected.
    NoConsent,
    /// It says not to what the reporter consents, or not where that is kept, or a day that had not come.
    NotShown,
    /// It cannot be read.
    Unreadable,
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
