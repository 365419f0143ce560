//! What all deeds of a case add up to. A pure function of deeds and rules: who has the same deeds, sees the same.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{ids::MemberNumber, time::Day};

use super::{
    deed::{Deed, What},
    line::Line,
    load::Ordered,
    rules::{ASSESS, Book, DECIDE, Rules},
    view::View,
    void::Void,
};
use crate::journal::{event::Mark, ids::DeedId};

/// Whether a deed counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    InForce,
    /// It does not.
    Void(Void),
    /// It was done without knowing of another step or decision that counts. A member settles it.
    Contested,
    /// It was contested, and a later step settled it.
    Settled,
    /// It goes on from work that is not here.
    Detached,
}

/// A deed, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The deed.
    pub ordered: Ordered,
    /// Whether it counts.
    pub standing: Standing,
    /// Whether a later deed corrects it.
    pub corrected: bool,
}

/// Where a case stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Casework {
    /// All deeds, in the order that every reader agrees on.
    pub items: Vec<Item>,
    /// The step of the rules.
    pub step: String,
    /// Since when; `None` if no step was taken.
    pub since: Option<Day>,
    /// Whether the step is one that ends the work.
    pub is_closed: bool,
    /// What the report is, and by which deed.
    pub outcome: Option<(String, DeedId)>,
    /// The last step or decision that counts.
    pub head: Option<DeedId>,
    /// Steps and decisions that go on from work that is not here, the last one last.
    pub detached: Vec<DeedId>,
    /// Steps and decisions that wait for somebody to settle them.
    pub contested: Vec<DeedId>,
    /// Who has fixed a view, by which deed.
    pub fixed: BTreeMap<MemberNumber, DeedId>,
    /// The views that are open.
    pub views: BTreeMap<MemberNumber, View>,
    /// Who has done what only a role of the rules may.
    pub acted: BTreeMap<MemberNumber, BTreeSet<String>>,
    /// To whom a role was given.
    pub assigned: BTreeMap<String, BTreeSet<MemberNumber>>,
    /// Who takes no part.
    pub recused: BTreeSet<MemberNumber>,
    /// Holds that were not lifted.
    pub holds: BTreeSet<DeedId>,
    /// Tasks and promises that are not done.
    pub open: BTreeSet<DeedId>,
    /// Where each step or decision that counts left the case.
    reached: BTreeMap<DeedId, String>,
    /// Steps in conflict that the rules allowed where their writers saw the case.
    allowed: BTreeSet<DeedId>,
    /// Since when views are open.
    opened: Option<Day>,
    /// Who took the last decision.
    judge: Option<MemberNumber>,
    /// Whether the reporter asked for a second look at it.
    again: bool,
}

impl Casework {
    /// Where a case stands after these deeds, in their order.
    #[must_use]
    pub fn fold(deeds: impl IntoIterator<Item = Ordered>, book: &Book) -> Self {
        let deeds: Vec<Ordered> = deeds.into_iter().collect();
        let line = Line::of(&deeds);
        let mut casework = Self {
            step: book.current.first_step().to_owned(),
            ..Self::default()
        };
        for deed in deeds {
            casework.take(deed, book, &line);
        }
        casework
    }

    /// Where it stands after one more.
    #[must_use]
    pub fn with(&self, new: Ordered, book: &Book) -> Self {
        let deeds = self.items.iter().map(|item| item.ordered.clone());
        Self::fold(deeds.chain([new]), book)
    }

    /// A deed of it by its name.
    #[must_use]
    pub fn item(&self, id: DeedId) -> Option<&Item> {
        self.items.iter().find(|item| item.ordered.id == id)
    }

    /// What the case is marked as by where it stands; `None` if no step was taken.
    #[must_use]
    pub fn mark(&self, book: &Book) -> Option<Mark> {
        self.head?;
        let outcome = self.outcome.as_ref();
        let outcome = outcome.and_then(|(code, _)| book.current.outcome(code));
        Some(match (self.is_closed, outcome) {
            (true, Some(outcome)) if outcome.no_report => Mark::Spam,
            (true, _) => Mark::Closed,
            (false, _) => Mark::Open,
        })
    }

    fn take(&mut self, ordered: Ordered, book: &Book, line: &Line) {
        let day = ordered.written.unwrap_or(ordered.day);
        let number = ordered.deed.as_ref().map_or(book.number, |deed| deed.rules);
        let rules = book.of(number, day);
        let standing = self.judge(&ordered, rules, line);
        match &standing {
            Standing::InForce => self.happen(&ordered, rules),
            Standing::Contested => self.contest(&ordered, rules),
            Standing::Detached => self.detached.push(ordered.id),
            Standing::Void(_) | Standing::Settled => {}
        }
        self.items.push(Item {
            ordered,
            standing,
            corrected: false,
        });
    }

    fn judge(&self, ordered: &Ordered, rules: &Rules, line: &Line) -> Standing {
        let Some(deed) = &ordered.deed else {
            return Standing::Void(Void::Unreadable);
        };
        let void = self.void(ordered, deed, rules);
        if deed.is_line() {
            // Of what was done elsewhere meanwhile, nobody could know where the case stood.
            let here = matches!(
                void,
                None | Some(Void::DoesNotFollow(..) | Void::Decided | Void::Views(..))
            );
            // Who saw nothing but work that goes on from elsewhere began here; that work stands in nobody's way.
            let begins = self.head.is_none()
                && deed
                    .after
                    .is_some_and(|after| self.detached.contains(&after));
            match deed.after {
                Some(after) if here && !line.has(after) => return Standing::Detached,
                _ if begins && void.is_none() => return Standing::InForce,
                _ if begins && here => return Standing::Detached,
                after if here && after != self.head => return Standing::Contested,
                _ if void.is_none() && !line.prevails(ordered.id) => return Standing::Contested,
                _ => {}
            }
        }
        void.map_or(Standing::InForce, Standing::Void)
    }

    fn contest(&mut self, ordered: &Ordered, rules: &Rules) {
        self.contested.push(ordered.id);
        let Some(deed) = &ordered.deed else { return };
        let seen = match deed.after {
            None => Some(rules.first_step()),
            Some(after) => self.reached.get(&after).map(String::as_str),
        };
        if let What::Step(code, _) = &deed.what
            && let Some(step) = rules.step(code)
            && seen.is_some_and(|seen| step.from.iter().any(|from| from == seen))
        {
            self.allowed.insert(ordered.id);
        }
    }

    fn void(&self, ordered: &Ordered, deed: &Deed, rules: &Rules) -> Option<Void> {
        let member = ordered.member;
        if self.recused.contains(&member) && deed.what != What::Note {
            return Some(Void::Recused(member));
        }
        if let Some(role) = role_of(&deed.what, rules) {
            let given = self.assigned.get(role);
            if given.is_some_and(|to| !to.is_empty() && !to.contains(&member)) {
                return Some(Void::NotAssigned(role.to_owned()));
            }
            if let Some(void) = self.apart(member, role, rules) {
                return Some(void);
            }
        }
        let not_in_rules = |name: &String| Some(Void::NotInRules(name.clone()));
        match &deed.what {
            What::Step(code, _) => match rules.step(code) {
                None => not_in_rules(code),
                Some(_) if self.settles_by(code) => None,
                Some(step) => (!step.from.contains(&self.step))
                    .then(|| Void::DoesNotFollow(code.clone(), self.step.clone())),
            },
            What::ViewSealed(_) if self.fixed.contains_key(&member) => Some(Void::SecondView),
            What::ViewSealed(_) => (!self.views.is_empty()).then_some(Void::LateView),
            What::View(of, salt, view) => {
                let commitment = view.commitment(member, salt);
                self.void_view(member, *of, &What::ViewSealed(commitment), rules)
                    .or_else(|| (!rules.is_answered(view)).then_some(Void::IncompleteView))
            }
            What::Decision(outcome, _) if rules.outcome(outcome).is_none() => not_in_rules(outcome),
            What::Decision(..) if self.outcome.is_some() && !self.again => Some(Void::Decided),
            What::Decision(..) if self.views.len() < usize::from(rules.views) => {
                Some(Void::Views(self.views.len(), rules.views))
            }
            What::Decision(..) => {
                (self.again && self.judge == Some(member)).then_some(Void::SameJudge)
            }
            What::SecondLook => {
                let decided = self.outcome.is_some() && !self.again;
                (!decided && !self.is_stuck(ordered)).then_some(Void::NothingDecided)
            }
            What::Assigned(to, _) if self.recused.contains(to) => Some(Void::Recused(*to)),
            What::Assigned(_, role) if !rules.has_role(role) => not_in_rules(role),
            What::Assigned(to, role) => self.apart(*to, role, rules),
            _ => None,
        }
    }

    /// Whether somebody has fixed a view and not opened it for a month, so that nobody can decide.
    fn is_stuck(&self, ordered: &Ordered) -> bool {
        let today = ordered.written.unwrap_or(ordered.day);
        let waits = self.fixed.len() > self.views.len();
        waits && self.opened.is_some_and(|day| today >= day.plus(STUCK_DAYS))
    }

    /// Whether a step does nothing but to say which of several that were taken meanwhile is right.
    fn settles_by(&self, code: &str) -> bool {
        let leads_there = |id: &DeedId| {
            let item = self.item(*id).and_then(|item| item.ordered.deed.as_ref());
            item.is_some_and(|deed| matches!(&deed.what, What::Step(to, _) if to == code))
                && self.allowed.contains(id)
        };
        !self.contested.is_empty() && (code == self.step || self.contested.iter().any(leads_there))
    }

    fn void_view(
        &self,
        member: MemberNumber,
        of: DeedId,
        fixed_as: &What,
        rules: &Rules,
    ) -> Option<Void> {
        let fixed = self.item(of).and_then(|item| item.ordered.deed.as_ref());
        let is_that = fixed.is_some_and(|deed| deed.what == *fixed_as);
        if self.fixed.get(&member) != Some(&of) || !is_that {
            return Some(Void::OtherView);
        }
        let fixed = self.fixed.len();
        (fixed < usize::from(rules.views)).then_some(Void::Views(fixed, rules.views))
    }

    fn apart(&self, member: MemberNumber, role: &str, rules: &Rules) -> Option<Void> {
        let given = self.assigned.iter();
        let given = given.filter(|(_, to)| to.contains(&member));
        let acted = self.acted.get(&member).into_iter().flatten();
        let has = rules.kept_from(role, acted.chain(given.map(|(role, _)| role)))?;
        Some(Void::Apart(member, has.clone(), role.to_owned()))
    }

    fn happen(&mut self, ordered: &Ordered, rules: &Rules) {
        let Some(deed) = &ordered.deed else { return };
        let (id, member) = (ordered.id, ordered.member);
        if let Some(role) = role_of(&deed.what, rules) {
            let acted = self.acted.entry(member).or_default();
            acted.insert(role.to_owned());
        }
        match &deed.what {
            What::Step(code, settles) => self.go(code, ordered, settles, rules),
            What::Decision(code, settles) => {
                self.outcome = Some((code.clone(), id));
                self.judge = Some(member);
                self.again = false;
                let to = rules.outcome(code).map(|outcome| outcome.to.clone());
                self.go(&to.unwrap_or_default(), ordered, settles, rules);
            }
            What::ViewSealed(_) => drop(self.fixed.insert(member, id)),
            What::View(_, _, view) => {
                self.views.insert(member, view.clone());
                self.opened
                    .get_or_insert(ordered.written.unwrap_or(ordered.day));
            }
            What::SecondLook => {
                self.again = self.outcome.is_some();
                self.opened = None;
                self.fixed.clear();
                self.views.clear();
            }
            What::Task(..) | What::Promise(_) => drop(self.open.insert(id)),
            What::Done(of) => drop(self.open.remove(of)),
            What::Assigned(to, role) => {
                self.assigned.entry(role.clone()).or_default().insert(*to);
            }
            What::Unassigned(to, role) => {
                self.assigned.entry(role.clone()).or_default().remove(to);
            }
            What::Recused => {
                self.recused.insert(member);
                // Their view counts no more than they do.
                self.fixed.remove(&member);
                self.views.remove(&member);
                for to in self.assigned.values_mut() {
                    to.remove(&member);
                }
            }
            What::Hold => drop(self.holds.insert(id)),
            What::HoldLifted(of) => drop(self.holds.remove(of)),
            What::Corrected(of) => {
                let mut items = self.items.iter_mut();
                if let Some(item) = items.find(|item| item.ordered.id == *of) {
                    item.corrected = true;
                }
            }
            What::Note | What::Forwarded(..) | What::Unknown(_) => {}
        }
    }

    fn go(&mut self, code: &str, ordered: &Ordered, settles: &[DeedId], rules: &Rules) {
        self.step = code.to_owned();
        // The page's day can be checked by all; that of the deed is what its writer says.
        self.since = Some(ordered.written.unwrap_or(ordered.day));
        self.is_closed = rules.step(code).is_some_and(|step| step.closes);
        self.head = Some(ordered.id);
        self.reached.insert(ordered.id, code.to_owned());
        self.contested.retain(|one| !settles.contains(one));
        for item in &mut self.items {
            if item.standing == Standing::Contested && settles.contains(&item.ordered.id) {
                item.standing = Standing::Settled;
            }
        }
    }
}

/// Days after which the first assessment can begin anew where a view that was fixed is not opened.
const STUCK_DAYS: u32 = 28;

/// The role that a deed takes, if the rules give it to somebody.
fn role_of<'r>(what: &'r What, rules: &'r Rules) -> Option<&'r str> {
    let role = match what {
        What::Step(code, _) => &rules.step(code)?.role,
        What::ViewSealed(_) | What::View(..) => ASSESS,
        What::Decision(..) => DECIDE,
        _ => return None,
    };
    (!role.is_empty()).then_some(role)
}

#[cfg(test)]
mod tests;
