//! Reports that members typed in, and who goes on with them.

use crypto_core::{ids::MemberNumber, minutes::Way, time::Day};

use super::{Case, State};
use crate::journal::{event::Event, ids::CaseId};

/// Who typed a report in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes {
    /// The member.
    pub member: MemberNumber,
    /// How it came.
    pub way: Option<Way>,
    /// When it came.
    pub day: Day,
}

impl State {
    pub(super) fn apply_minutes(&mut self, event: &Event) {
        match *event {
            Event::MinutesTaken {
                case,
                member,
                way,
                day,
                claim,
            } => {
                self.claims.entry(claim).or_insert(case);
                if let Some(case) = self.cases.get_mut(&case) {
                    case.minutes = Some(Minutes {
                        member,
                        way: Way::from_code(way),
                        day,
                    });
                }
            }
            Event::MinutesClaimed { case, minutes, .. } => {
                self.claimants.entry(minutes).or_default().insert(case);
                if let Some(case) = self.cases.get_mut(&case) {
                    case.claims.get_or_insert(minutes);
                }
            }
            _ => {}
        }
    }

    /// A case, and those that show its code if it was typed in.
    pub fn around(&self, id: CaseId) -> impl Iterator<Item = (CaseId, &Case)> {
        let ids = [id].into_iter().chain(self.claimed_by(id));
        ids.filter_map(|id| Some((id, self.cases.get(&id)?)))
    }

    /// The cases whose reporters have shown the code of a report that was typed in.
    pub fn claimed_by(&self, minutes: CaseId) -> impl Iterator<Item = CaseId> {
        let shown = self.claimants.get(&minutes).into_iter().flatten().copied();
        shown.filter(move |id| {
            let case = self.cases.get(id);
            case.is_some_and(|case| case.claims == Some(minutes))
        })
    }
}
