//! Numbers that were given out and are no longer in use (protocol, section 4.6).

use serde::{Deserialize, Serialize};

use super::Roster;
use crate::ids::MemberNumber;

/// A number that was given out and is no longer in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerMember {
    /// The number.
    pub number: MemberNumber,
    /// The higher number that the same person has since, after the loss of a machine: whoever was
    /// left out under the old number is left out under the new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<MemberNumber>,
}

impl Roster {
    /// The highest number that was ever given out, as far as the roster says.
    #[must_use]
    pub fn highest_number(&self) -> MemberNumber {
        let listed = self.members.iter().map(|member| member.number);
        let former = self.former.iter().map(|former| former.number);
        listed.chain(former).max().unwrap_or(MemberNumber(0))
    }

    /// These numbers, and those that the same people have since; ascending.
    #[must_use]
    pub fn with_successors(&self, numbers: &[MemberNumber]) -> Vec<MemberNumber> {
        let mut all = numbers.to_vec();
        // A new number is higher than the one before it, so one pass in that order finds chains.
        let mut former: Vec<&FormerMember> = self.former.iter().collect();
        former.sort_unstable_by_key(|former| former.number);
        for former in former {
            if let Some(now) = former.now.filter(|_| all.contains(&former.number)) {
                all.push(now);
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}
