//! Who may read the names that are held apart in a case.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::ids::MemberNumber;

use super::{Casework, Item, Standing};
use crate::{
    casework::{
        deed::{Deed, What},
        disclosure::Ground,
        load::Ordered,
        void::Void,
    },
    journal::ids::DeedId,
};

impl Casework {
    /// Why a deed about a name counts for nothing. Nobody looks at one, passes it on or discloses it without a reason, nor
    /// without having been granted it; nor discloses it alone where so many do that together.
    pub(super) fn void_name(&self, ordered: &Ordered, deed: &Deed, together: u8) -> Option<Void> {
        let of = match &deed.what {
            What::NameKept(_) | What::NameShareGiven(..) | What::NameDisclosureAgreed(_) => None,
            What::NameGranted(of, _)
            | What::NameLooked(of)
            | What::NameDisclosed(of, ..)
            | What::NameDisclosureAsked(of, ..) => Some(of),
            _ => return None,
        };
        if deed.text.trim().is_empty() {
            return Some(Void::NoReason);
        }
        match &deed.what {
            What::NameShareGiven(_, to) if self.recused.contains(to) => {
                return Some(Void::Recused(*to));
            }
            What::NameDisclosureAgreed(asked) => {
                let mut others = self.asked();
                let by_other = others.any(|(by, _)| by.id == *asked && by.member != ordered.member);
                return (!by_other).then_some(Void::NotAsked);
            }
            _ => {}
        }
        let held = self.names.get(of?);
        if !held.is_some_and(|by| by.contains(&ordered.member)) {
            return Some(Void::NotGranted(ordered.member));
        }
        match &deed.what {
            What::NameGranted(_, to) if self.recused.contains(to) => Some(Void::Recused(*to)),
            What::NameDisclosed(_, _, ground) | What::NameDisclosureAsked(_, _, ground)
                if !ground.is_whole() =>
            {
                Some(Void::NoGround)
            }
            What::NameDisclosed(_, _, Ground::Consent(consent))
            | What::NameDisclosureAsked(_, _, Ground::Consent(consent))
                if !self.has(consent) =>
            {
                Some(Void::NoConsent)
            }
            What::NameDisclosed(of, to, ground) if together > 1 => {
                let are_for = self.who_is_for(*of, to, ground).len();
                (are_for < usize::from(together)).then_some(Void::NotAgreed(are_for, together))
            }
            _ => None,
        }
    }

    /// The members who are for disclosing a name to somebody on this ground: who asked for it and who agreed since it was last
    /// done, as long as they take part and nobody corrected that.
    #[must_use]
    pub fn who_is_for(&self, of: DeedId, to: &str, ground: &Ground) -> BTreeSet<MemberNumber> {
        let counts = |item: &&Item| {
            item.standing == Standing::InForce
                && !item.corrected
                && !self.recused.contains(&item.ordered.member)
        };
        let done = self.done_before(of, to, ground);
        let counting = || {
            let items = self.items.iter().skip(done).filter(counts);
            items.filter_map(|item| Some((&item.ordered, &item.ordered.deed.as_ref()?.what)))
        };
        let asks = counting().filter(|(_, what)| match what {
            What::NameDisclosureAsked(name, whom, on) => {
                (*name, whom.as_str(), on) == (of, to, ground)
            }
            _ => false,
        });
        let asks: BTreeMap<DeedId, MemberNumber> = asks.map(|(by, _)| (by.id, by.member)).collect();
        let agree = counting().filter_map(|(by, what)| match what {
            What::NameDisclosureAgreed(asked) if asks.contains_key(asked) => Some(by.member),
            _ => None,
        });
        let agree: Vec<MemberNumber> = agree.collect();
        asks.into_values().chain(agree).collect()
    }

    /// Items up to which such a disclosure was done: what was asked for before is asked for anew.
    fn done_before(&self, of: DeedId, to: &str, ground: &Ground) -> usize {
        let is_done = |item: &Item| match item.ordered.deed.as_ref().map(|deed| &deed.what) {
            Some(What::NameDisclosed(name, whom, on)) => {
                item.standing == Standing::InForce && (*name, whom.as_str(), on) == (of, to, ground)
            }
            _ => false,
        };
        self.items.iter().rposition(is_done).map_or(0, |at| at + 1)
    }

    /// The disclosures that are asked for and were not done since: each deed, and what it asks for.
    pub fn asked(&self) -> impl Iterator<Item = (&Ordered, (DeedId, &str, &Ground))> {
        let items = self.items.iter().enumerate();
        items.filter_map(|(at, item)| {
            let stands = item.standing == Standing::InForce && !item.corrected;
            match &item.ordered.deed.as_ref()?.what {
                What::NameDisclosureAsked(of, to, ground) if stands => {
                    let is_open = at >= self.done_before(*of, to, ground);
                    is_open.then_some((&item.ordered, (*of, to.as_str(), ground)))
                }
                _ => None,
            }
        })
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
