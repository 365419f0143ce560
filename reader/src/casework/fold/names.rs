//! Who may read the names that are held apart in a case.

use std::collections::BTreeSet;

use super::Casework;
use crate::casework::{
    deed::{Deed, What},
    disclosure::Ground,
    load::Ordered,
    void::Void,
};

impl Casework {
    /// Why a deed about a name counts for nothing. Nobody looks at one, passes it on or discloses it without a reason, nor
    /// without having been granted it.
    pub(super) fn void_name(&self, ordered: &Ordered, deed: &Deed) -> Option<Void> {
        let of = match &deed.what {
            What::NameKept(_) | What::NameShareGiven(..) => None,
            What::NameGranted(of, _) | What::NameLooked(of) | What::NameDisclosed(of, ..) => {
                Some(of)
            }
            _ => return None,
        };
        if deed.text.trim().is_empty() {
            return Some(Void::NoReason);
        }
        if let What::NameShareGiven(_, to) = &deed.what {
            return self.recused.contains(to).then_some(Void::Recused(*to));
        }
        let held = self.names.get(of?);
        if !held.is_some_and(|by| by.contains(&ordered.member)) {
            return Some(Void::NotGranted(ordered.member));
        }
        match &deed.what {
            What::NameGranted(_, to) if self.recused.contains(to) => Some(Void::Recused(*to)),
            What::NameDisclosed(_, _, ground) if !ground.is_whole() => Some(Void::NoGround),
            What::NameDisclosed(_, _, Ground::Consent(consent)) if !self.has(consent) => {
                Some(Void::NoConsent)
            }
            _ => None,
        }
    }

    pub(super) fn happen_name(&mut self, ordered: &Ordered, deed: &Deed) {
        match &deed.what {
            What::NameKept(_) => {
                let by = BTreeSet::from([ordered.member]);
                self.names.insert(ordered.id, by.clone());
                self.entrusted.insert(ordered.id, by);
            }
            What::NameGranted(of, to) => {
                for names in [&mut self.names, &mut self.entrusted] {
                    if let Some(by) = names.get_mut(of) {
                        by.insert(*to);
                    }
                }
            }
            _ => {}
        }
    }
}
