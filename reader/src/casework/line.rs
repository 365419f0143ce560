//! Steps and decisions follow each other: each names the last one that its writer knew. Of several that follow the same
//! one the first counts, unless more members have gone on from a later one: a page that comes late, or is dated back,
//! then undoes nothing that others have built on since.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::ids::MemberNumber;

use super::{deed::Deed, load::Ordered};
use crate::journal::ids::DeedId;

/// Which steps and decisions follow which, and who has gone on from each.
pub struct Line {
    steps: BTreeMap<DeedId, Step>,
    followers: BTreeMap<Option<DeedId>, Vec<DeedId>>,
}

struct Step {
    after: Option<DeedId>,
    /// Its place in the order.
    at: usize,
    /// Who did it, or anything that follows from it.
    members: BTreeSet<MemberNumber>,
}

impl Line {
    /// From all deeds of a case, in their order.
    #[must_use]
    pub fn of(deeds: &[Ordered]) -> Self {
        let mut line = Self {
            steps: BTreeMap::new(),
            followers: BTreeMap::new(),
        };
        let is_line = |ordered: &&Ordered| ordered.deed.as_ref().is_some_and(Deed::is_line);
        for (at, ordered) in deeds.iter().filter(is_line).enumerate() {
            let after = ordered.deed.as_ref().and_then(|deed| deed.after);
            let step = Step {
                after,
                at,
                members: BTreeSet::new(),
            };
            line.steps.insert(ordered.id, step);
            line.followers.entry(after).or_default().push(ordered.id);
        }
        for ordered in deeds.iter().filter(is_line) {
            let mut up = Some(ordered.id);
            // A name is a hash of what it names, so that nothing follows from itself.
            while let Some(step) = up.and_then(|id| line.steps.get_mut(&id)) {
                // Who is known here is known further up.
                if !step.members.insert(ordered.member) {
                    break;
                }
                up = step.after;
            }
        }
        line
    }

    /// Whether a step or decision is here.
    #[must_use]
    pub fn has(&self, id: DeedId) -> bool {
        self.steps.contains_key(&id)
    }

    /// Whether no later one that follows the same has more members who went on from it.
    #[must_use]
    pub fn prevails(&self, id: DeedId) -> bool {
        let Some(step) = self.steps.get(&id) else {
            return false;
        };
        let followers = self.followers.get(&step.after).into_iter().flatten();
        let mut others = followers.filter_map(|id| self.steps.get(id));
        !others.any(|other| other.at > step.at && other.members.len() > step.members.len())
    }
}
