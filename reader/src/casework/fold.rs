//! What all deeds of a case add up to. A pure function of deeds and rules: who has the same deeds, sees the same.

mod judge;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{ids::MemberNumber, time::Day};

use self::judge::role_of;
use super::{
    deed::What,
    line::Line,
    load::Ordered,
    rules::{Book, Rules},
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
    /// The names that are held apart, by the deed that did it, and who may read each.
    pub names: BTreeMap<DeedId, BTreeSet<MemberNumber>>,
    /// The same with those who withdrew since: what they gave still counts.
    pub entrusted: BTreeMap<DeedId, BTreeSet<MemberNumber>>,
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

    /// Whether enough views are open, and it is decided what the report is by nobody yet, or not anew.
    #[must_use]
    pub fn is_to_be_decided(&self, rules: &Rules) -> bool {
        let is_decided = self.outcome.is_some() && !self.again;
        !is_decided && self.views.len() >= usize::from(rules.views)
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
        let standing = self.judge(&ordered, (rules, book.together(day)), line);
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
                for to in self.assigned.values_mut().chain(self.names.values_mut()) {
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
            What::NameKept(_)
            | What::NameGranted(..)
            | What::NameLooked(_)
            | What::NameDisclosed(..)
            | What::NameDisclosureAsked(..)
            | What::NameDisclosureAgreed(_) => self.happen_name(ordered, deed),
            // Of a share that was given the deed itself is asked for.
            What::Note
            | What::Forwarded(..)
            | What::NameShareGiven(..)
            | What::Read(_)
            | What::Consented(_)
            | What::MinutesAgreed(_)
            | What::MinutesCorrected(_)
            | What::Unknown(_) => {}
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

#[cfg(test)]
mod tests;
