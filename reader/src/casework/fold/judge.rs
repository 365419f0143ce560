//! Whether a deed counts where a case stands.

use crypto_core::ids::MemberNumber;

use super::{Casework, Standing};
use crate::{
    casework::{
        deed::{Deed, What},
        line::Line,
        load::Ordered,
        rules::{ASSESS, DECIDE, Rules, Step},
        void::Void,
    },
    journal::ids::DeedId,
};

/// Days after which the first assessment can begin anew where a view that was fixed is not opened.
const STUCK_DAYS: u32 = 28;

impl Casework {
    /// `together` is how many members disclose a name together.
    pub(super) fn judge(
        &self,
        ordered: &Ordered,
        (rules, together): (&Rules, u8),
        line: &Line,
    ) -> Standing {
        let Some(deed) = &ordered.deed else {
            return Standing::Void(Void::Unreadable);
        };
        let void = self.void(ordered, deed, (rules, together));
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

    pub(super) fn contest(&mut self, ordered: &Ordered, rules: &Rules) {
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

    /// Why a member may not do what takes this role; `None` if they may.
    #[must_use]
    pub fn bars(&self, member: MemberNumber, role: Option<&str>, rules: &Rules) -> Option<Void> {
        if self.recused.contains(&member) {
            return Some(Void::Recused(member));
        }
        let role = role?;
        let given = self.assigned.get(role);
        if given.is_some_and(|to| !to.is_empty() && !to.contains(&member)) {
            return Some(Void::NotAssigned(role.to_owned()));
        }
        self.apart(member, role, rules)
    }

    fn void(
        &self,
        ordered: &Ordered,
        deed: &Deed,
        (rules, together): (&Rules, u8),
    ) -> Option<Void> {
        let member = ordered.member;
        if deed.what != What::Note
            && let Some(void) = self.bars(member, role_of(&deed.what, rules), rules)
        {
            return Some(void);
        }
        if asks_why(&deed.what) && deed.text.trim().is_empty() {
            return Some(Void::NoReason);
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
            What::Forwarded(_, consent) => (!self.has(consent)).then_some(Void::NoConsent),
            What::Consented(given) => {
                let is_empty = deed.text.trim().is_empty() || given.kept.trim().is_empty();
                (is_empty || given.day > ordered.day).then_some(Void::NotShown)
            }
            _ => self.void_name(ordered, deed, together),
        }
    }

    /// The steps that may be taken next: those that follow, and where several were taken without knowing of each other, the
    /// one that is right.
    pub fn next<'r>(&self, rules: &'r Rules) -> impl Iterator<Item = &'r Step> {
        let follows = |step: &&Step| step.from.contains(&self.step) || self.settles_by(&step.code);
        rules.step.iter().filter(follows)
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
}

/// Whether nobody could say later why it was done.
const fn asks_why(what: &What) -> bool {
    matches!(
        what,
        What::Step(..)
            | What::Decision(..)
            | What::SecondLook
            | What::Recused
            | What::Hold
            | What::HoldLifted(_)
    )
}

/// The role that a deed takes, if the rules give it to somebody.
pub(super) fn role_of<'r>(what: &'r What, rules: &'r Rules) -> Option<&'r str> {
    let role = match what {
        What::Step(code, _) => &rules.step(code)?.role,
        What::ViewSealed(_) | What::View(..) => ASSESS,
        What::Decision(..) => DECIDE,
        _ => return None,
    };
    (!role.is_empty()).then_some(role)
}
