//! Rosters that come one after the other, and what a reader notes of each.

use std::collections::BTreeMap;

use belfry_reader::{journal::event::Event, vault::Vault};
use crypto_core::time::Day;

use crate::{
    given_names::in_one_line,
    loot::passphrase,
    support::{Committee, MONDAY},
};

impl Committee {
    /// Serial and quorum of each roster that a member's journal has, and since when it holds.
    fn noted(&self, member: u16) -> BTreeMap<u64, (Option<u8>, Option<Day>)> {
        let vault = Vault::open(&self.vault(member), &passphrase()).unwrap();
        let noted = vault.journal.events().filter_map(|event| match event {
            Event::RosterSeen {
                serial,
                quorum,
                from,
                ..
            } => Some((*serial, (*quorum, *from))),
            _ => None,
        });
        noted.collect()
    }
}

#[test]
fn of_two_rosters_in_one_bundle_each_is_noted_and_what_each_changes_is_told() {
    let mut committee = Committee::new();
    let (first, second, third) = (MONDAY, MONDAY.plus(1), MONDAY.plus(2));
    committee.sign_roster_with(second, "quorum = 2");
    committee.import(1, second);
    let earlier = [committee.server.clone()];
    committee.sign_roster_with(third, "quorum = 3");

    let told = |said: &str, now: u8, before: u8| {
        let asks = format!("asks for {now} members");
        said.contains(&asks) && said.contains(&format!("it was {before}"))
    };
    let said = in_one_line(&committee.import_after(&earlier, 2, third));
    assert!(told(&said, 2, 1) && told(&said, 3, 2), "{said}");
    let all = [(1, 1, first), (2, 2, second), (3, 3, third)];
    let all = all.map(|(serial, quorum, from)| (serial, (Some(quorum), Some(from))));
    assert_eq!(committee.noted(2), all.into());
    // Who pulled between the two came to the same.
    committee.import(1, third);
    assert_eq!(committee.noted(1), all.into());
    // Nothing is told twice, and who skipped one does not have it.
    let said = in_one_line(&committee.import_after(&earlier, 2, third));
    assert!(!said.contains("asks for"), "{said}");
    let said = in_one_line(&committee.import(3, third));
    assert!(told(&said, 3, 1), "{said}");
    assert_eq!(committee.noted(3), [all[0], all[2]].into());
}
