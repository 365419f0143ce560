//! A desk at which the reader is killed: what must be there, and whether it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use belfry_reader::{journal::event::Event, vault::Vault};
use crypto_core::{
    outbox::{Item, OutboxReader},
    time::Day,
};

use super::{
    found::{Found, in_the_clear},
    run::Moment,
    work::{Attempt, Kind},
};
use crate::{
    ledger_index::tells_the_same,
    loot::{loot, passphrase},
    support::{Committee, MONDAY},
};

/// Member 1 works here.
pub struct Desk {
    pub committee: Committee,
    pub today: Day,
    /// The number of the last text.
    pub number: u32,
    /// What was acknowledged, or seen to be there.
    pub known: Found,
    /// Texts that the next import brings; notes with the letter of their case.
    pub awaited: BTreeMap<String, Option<String>>,
    /// Texts of destroyed cases.
    gone: BTreeSet<String>,
}

/// What a look at everything gave.
pub struct Checked {
    /// Whether what the command was about is there.
    pub written: bool,
    /// Whether half an entry was moved aside.
    pub cut: bool,
}

impl Desk {
    pub fn new(seed: u64) -> Self {
        let committee = Committee::new();
        committee.destroys_at_once(1);
        for folder in ["work", "tmp", "input"] {
            fs::create_dir(committee.path(folder)).unwrap();
        }
        Self {
            committee,
            today: MONDAY,
            // Texts of different desks differ too.
            number: u32::try_from(seed).unwrap() * 1_000,
            known: Found::default(),
            awaited: BTreeMap::new(),
            gone: BTreeSet::new(),
        }
    }

    pub fn living(&self) -> Vec<String> {
        self.known.steps.keys().cloned().collect()
    }

    /// Whether there are too few to go on without new ones.
    pub fn has_few_cases(&self) -> bool {
        self.living().len() < 2
    }

    /// The text of a case's letter: the first one that was written of it.
    pub fn letter_of(&self, case: &str) -> String {
        let mut texts = self.known.texts.iter();
        let first = texts.find(|(_, of)| *of == case);
        first.unwrap().0.clone()
    }

    /// Goes on to the next such weekday after today.
    pub fn until_weekday(&mut self, weekday: u32) {
        self.today = self.today.plus(1);
        while self.today.since(MONDAY) % 7 + 1 != weekday {
            self.today = self.today.plus(1);
        }
    }

    /// The only file outside of what is searched: what the member wrote elsewhere.
    pub fn input(&self, text: &str) -> String {
        self.no_input();
        let file = self.committee.path("input/text");
        fs::write(&file, text).unwrap();
        file
    }

    pub fn no_input(&self) {
        let _ = fs::remove_file(self.committee.path("input/text"));
    }

    pub fn outbox(&self) -> PathBuf {
        self.committee.path("work/outbox").into()
    }

    /// Searches the disk as the command left it, starts again, and compares all cases with what must be there.
    pub fn check(&mut self, attempt: &Attempt, done: bool) -> Checked {
        self.search(attempt);
        let mut cut = false;
        let found = Found::of(|args| {
            let said = self.committee.run(1, self.today, args);
            cut |= said.err.contains("was not written to its end");
            assert!(!said.err.contains("WARNING"), "{}", said.err);
            serde_json::from_str(&said.expect_ok()).unwrap()
        });
        tells_the_same(&self.committee.vault(1));
        let what = (attempt.kind, &attempt.args, done);
        let new_destroyed: Vec<&String> =
            found.destroyed.difference(&self.known.destroyed).collect();
        assert!(
            found.destroyed.is_superset(&self.known.destroyed),
            "{what:?}"
        );
        let destroyed = !new_destroyed.is_empty();
        if destroyed {
            assert_eq!(new_destroyed, Vec::from_iter(&attempt.destroys), "{what:?}");
        }
        let of_it = |case: &String| destroyed && attempt.destroys.as_ref() == Some(case);
        for (text, case) in &self.known.texts {
            let there = found.texts.get(text) == Some(case);
            assert_ne!(there, of_it(case), "{what:?}: {text} of {case}: {found:?}");
        }
        let all = found.texts.keys();
        let new: BTreeSet<String> = all
            .filter(|text| !self.known.texts.contains_key(*text))
            .cloned()
            .collect();
        let whole = new == attempt.brings;
        assert!(
            whole || (!done && new.is_empty()),
            "{what:?}: {new:?} of {:?}",
            attempt.brings
        );
        assert!(!done || destroyed == attempt.destroys.is_some(), "{what:?}");
        let written = (whole && !new.is_empty()) || destroyed;
        self.remember(
            found,
            destroyed.then_some(attempt.destroys.as_ref()).flatten(),
        );
        Checked { written, cut }
    }

    fn search(&self, attempt: &Attempt) {
        let input = self.committee.path("input");
        let clear = in_the_clear(self.committee.dir.path(), input.as_ref());
        assert!(clear.is_empty(), "{:?}: {clear:?}", attempt.args);
        // Nor did it put anything beside what it read.
        let beside: Vec<_> = fs::read_dir(&input)
            .unwrap()
            .map(|one| one.unwrap().file_name())
            .collect();
        assert!(beside.iter().all(|name| name == "text"), "{beside:?}");
    }

    fn remember(&mut self, found: Found, destroyed: Option<&String>) {
        if let Some(case) = destroyed {
            let letter = self.letter_of(case);
            let texts = self.known.texts.iter().filter(|(_, of)| *of == case);
            self.gone.extend(texts.map(|(text, _)| text.clone()));
            self.awaited.retain(|_, of| of.as_ref() != Some(&letter));
        }
        self.awaited
            .retain(|text, _| !found.texts.contains_key(text));
        self.known = found;
        if destroyed.is_some() {
            self.check_what_was_destroyed();
        }
    }

    /// Nobody with the passphrase and all files finds a word of the destroyed cases.
    pub fn check_what_was_destroyed(&self) {
        let loot = loot(&self.committee.vault(1));
        let left: Vec<&String> = self
            .gone
            .iter()
            .filter(|text| loot.says(text.as_bytes()))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        let kept = self
            .known
            .texts
            .keys()
            .find(|text| text.starts_with(super::found::CANARY));
        assert!(
            kept.is_none_or(|text| loot.says(text.as_bytes())),
            "the search finds nothing"
        );
    }

    /// After an export, killed or not: what may have been handed on is what every later outbox of that day holds,
    /// and nothing is drawn twice.
    pub fn follow_up(&mut self, attempt: &Attempt, done: bool) {
        if attempt.kind != Kind::Export {
            return;
        }
        let before = self.container();
        assert!(
            !done || before.is_some(),
            "a batch is due on each publication day"
        );
        let mut all = Vec::from_iter(before);
        for _ in 0..2 {
            assert!(self.run(attempt, Moment::Never).done);
            all.push(self.container().unwrap());
        }
        assert!(
            all.windows(2).all(|two| two[0] == two[1]),
            "drawn or signed anew"
        );
        let vault = Vault::open(&self.committee.vault(1), &passphrase()).unwrap();
        let slots = vault.journal.events().filter_map(|event| match event {
            Event::BatchFixed { slot, .. } => Some(*slot),
            _ => None,
        });
        let mut drawn = BTreeSet::new();
        assert!(
            slots.into_iter().all(|slot| drawn.insert(slot)),
            "two batches for one day"
        );
        drop(vault);
        if !self.publish() {
            // A colleague published, and the import of that was killed.
            self.catch_up();
            assert!(self.run(attempt, Moment::Never).done);
            assert!(self.publish(), "refused though nobody published since");
        }
        self.catch_up();
    }

    /// Whether the server took the outbox.
    fn publish(&mut self) -> bool {
        let outbox = fs::read(self.outbox()).unwrap();
        let channel = self.committee.channel;
        let taken = self.committee.server.publish(&channel, &outbox);
        for (id, bytes) in std::mem::take(&mut self.committee.server.posted) {
            let week = self.committee.server.letters.entry(self.today.week());
            week.or_default().insert(id, bytes);
        }
        taken
    }

    fn catch_up(&mut self) {
        let import = self.import(Kind::Import);
        let ran = self.run(&import, Moment::Never);
        self.check(&import, ran.done);
    }

    /// What the outbox publishes, if there is one.
    fn container(&self) -> Option<Vec<u8>> {
        let outbox = fs::read(self.outbox()).ok()?;
        let mut reader = OutboxReader::open(outbox.as_slice(), &self.committee.channel).unwrap();
        while let Some(item) = reader.next_item().unwrap() {
            if let Item::Publication(container) = item {
                return Some(container);
            }
        }
        None
    }
}
