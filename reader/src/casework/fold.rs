//! What all deeds of a case add up to. A pure function of deeds and rules: who has the same deeds, sees the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crypto_core::{ids::MemberNumber, time::Day};

use super::{
    deed::{Deed, What},
    load::Ordered,
    rules::{ASSESS, DECIDE, Rules},
    view::View,
};
use crate::journal::ids::DeedId;

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
    /// A second look is decided by another member than the first.
    SameJudge,
    /// It cannot be read.
    Unreadable,
}

impl fmt::Display for Void {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Recused(member) => write!(f, "member {member} takes no part in this case"),
            Self::Apart(member, has, wants) => write!(
                f,
                "member {member} has the role \"{has}\" in this case, and the rules keep \"{wants}\" apart from it"
            ),
            Self::NotAssigned(role) => {
                write!(f, "the role \"{role}\" is another member's in this case")
            }
            Self::NotInRules(name) => write!(f, "the rules know no \"{name}\""),
            Self::DoesNotFollow(step, from) => {
                write!(f, "the rules lead from \"{from}\" to no \"{step}\"")
            }
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
            Self::SameJudge => {
                f.write_str("a second look is decided by another member than the first decision")
            }
            Self::Unreadable => f.write_str("it cannot be read"),
        }
    }
}

/// Whether a deed counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    InForce,
    /// It does not.
    Void(Void),
    /// It was done without knowing of another step or decision, which came first. A member settles it.
    Contested,
    /// It was contested, and a later step settled it.
    Settled,
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
    /// Steps and decisions that wait for somebody to settle them.
    pub contested: Vec<DeedId>,
    /// Who has fixed a view, by which deed.
    pub fixed: BTreeMap<MemberNumber, DeedId>,
    /// The views that are open.
    pub views: BTreeMap<MemberNumber, View>,
    /// Who has which roles of the rules here, given or by what they did.
    pub roles: BTreeMap<MemberNumber, BTreeSet<String>>,
    /// To whom a role was given.
    pub assigned: BTreeMap<String, BTreeSet<MemberNumber>>,
    /// Who takes no part.
    pub recused: BTreeSet<MemberNumber>,
    /// Holds that were not lifted.
    pub holds: BTreeSet<DeedId>,
    /// Tasks and promises that are not done.
    pub open: BTreeSet<DeedId>,
    /// Who took the last decision.
    judge: Option<MemberNumber>,
    /// Whether the reporter asked for a second look at it.
    again: bool,
}

impl Casework {
    /// Where a case stands after these deeds, in their order.
    #[must_use]
    pub fn fold(deeds: impl IntoIterator<Item = Ordered>, rules: &Rules) -> Self {
        let mut casework = Self {
            step: rules.first_step().to_owned(),
            ..Self::default()
        };
        for deed in deeds {
            casework.take(deed, rules);
        }
        casework
    }

    /// A deed of it by its name.
    #[must_use]
    pub fn item(&self, id: DeedId) -> Option<&Item> {
        self.items.iter().find(|item| item.ordered.id == id)
    }

    /// Takes one more deed.
    pub fn take(&mut self, deed: Ordered, rules: &Rules) {
        let standing = self.judge(&deed, rules);
        match &standing {
            Standing::InForce => self.happen(&deed, rules),
            Standing::Contested => self.contested.push(deed.id),
            _ => {}
        }
        self.items.push(Item {
            ordered: deed,
            standing,
            corrected: false,
        });
    }

    fn judge(&self, ordered: &Ordered, rules: &Rules) -> Standing {
        let Some(deed) = &ordered.deed else {
            return Standing::Void(Void::Unreadable);
        };
        let is_line = matches!(deed.what, What::Step(..) | What::Decision(..));
        match self.void(ordered, deed, rules) {
            // Of what was done elsewhere meanwhile, nobody could know where the case stood.
            Some(Void::DoesNotFollow(..)) | None if is_line && deed.after != self.head => {
                Standing::Contested
            }
            Some(void) => Standing::Void(void),
            None => Standing::InForce,
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
                Some(step) => (!step.from.contains(&self.step))
                    .then(|| Void::DoesNotFollow(code.clone(), self.step.clone())),
            },
            What::ViewSealed(_) => self.fixed.contains_key(&member).then_some(Void::SecondView),
            What::View(of, salt, view) => {
                self.void_view(member, *of, &view.commitment(member, salt), rules)
            }
            What::Decision(outcome, _) if rules.outcome(outcome).is_none() => not_in_rules(outcome),
            What::Decision(..) if self.views.len() < usize::from(rules.views) => {
                Some(Void::Views(self.views.len(), rules.views))
            }
            What::Decision(..) => {
                (self.again && self.judge == Some(member)).then_some(Void::SameJudge)
            }
            What::Assigned(to, _) if self.recused.contains(to) => Some(Void::Recused(*to)),
            What::Assigned(_, role) if !rules.has_role(role) => not_in_rules(role),
            What::Assigned(to, role) => self.apart(*to, role, rules),
            _ => None,
        }
    }

    fn void_view(
        &self,
        member: MemberNumber,
        of: DeedId,
        commitment: &crypto_core::ids::Digest,
        rules: &Rules,
    ) -> Option<Void> {
        let fixed = self.item(of).and_then(|item| item.ordered.deed.as_ref());
        let is_that = fixed.is_some_and(|deed| deed.what == What::ViewSealed(*commitment));
        if self.fixed.get(&member) != Some(&of) || !is_that {
            return Some(Void::OtherView);
        }
        let fixed = self.fixed.len();
        (fixed < usize::from(rules.views)).then_some(Void::Views(fixed, rules.views))
    }

    fn apart(&self, member: MemberNumber, role: &str, rules: &Rules) -> Option<Void> {
        let has = rules.kept_from(role, self.roles.get(&member)?.iter())?;
        Some(Void::Apart(member, has.clone(), role.to_owned()))
    }

    fn happen(&mut self, ordered: &Ordered, rules: &Rules) {
        let Some(deed) = &ordered.deed else { return };
        let (id, member) = (ordered.id, ordered.member);
        if let Some(role) = role_of(&deed.what, rules) {
            self.roles
                .entry(member)
                .or_default()
                .insert(role.to_owned());
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
            What::View(_, _, view) => drop(self.views.insert(member, view.clone())),
            What::SecondLook => {
                self.again = true;
                self.fixed.clear();
                self.views.clear();
            }
            What::Task(..) | What::Promise(_) => drop(self.open.insert(id)),
            What::Done(of) => drop(self.open.remove(of)),
            What::Assigned(to, role) => {
                self.roles.entry(*to).or_default().insert(role.clone());
                self.assigned.entry(role.clone()).or_default().insert(*to);
            }
            What::Recused => {
                self.recused.insert(member);
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
        self.since = Some(ordered.day);
        self.is_closed = rules.step(code).is_some_and(|step| step.closes);
        self.head = Some(ordered.id);
        self.contested.retain(|one| !settles.contains(one));
        for item in &mut self.items {
            if item.standing == Standing::Contested && settles.contains(&item.ordered.id) {
                item.standing = Standing::Settled;
            }
        }
    }
}

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
