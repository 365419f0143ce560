//! What is kept of which letters pages are about: it changes nothing but the time.

use std::{cell::Cell, fs, ops::ControlFlow, path::Path};

use belfry_reader::{
    journal::event::Event,
    ledger::{self, KeepError, Line, index::Index},
    opening,
    progress::{Measure, Unit, Watch},
    public::Public,
    state::State,
    vault::Vault,
};
use crypto_core::ids::{Digest, LetterId};

use crate::{
    loot::passphrase,
    support::{Committee, FRIDAY, MONDAY},
};

/// Whether all that was told is the same with what is kept and without it: of all letters, of each alone, and of those
/// of destroyed cases too. How much was told.
pub fn tells_the_same(vault: &Path) -> usize {
    let mut vault = Vault::open(vault, &passphrase()).unwrap();
    let state = State::replay(vault.journal.events());
    let Some(public) = Public::load(&vault).unwrap() else {
        return 0;
    };
    let kept = vault.ledger_index();
    let sooner = Told::of(&mut vault, &state, &public);
    let rng = &mut rand::rng();
    vault.write_ledger_index(b"", rng).unwrap();
    let slowly = Told::of(&mut vault, &state, &public);
    if let Some(kept) = kept {
        vault.write_ledger_index(&kept, rng).unwrap();
    }
    assert_eq!(sooner, slowly);
    let is_living = ledger::living(&state);
    let living = |line: &&Line| line.fact.letter().is_some_and(|letter| is_living(&letter));
    let living: Vec<&Line> = slowly.whole.iter().filter(living).collect();
    assert_eq!(slowly.of_letters.iter().collect::<Vec<_>>(), living);
    living.len()
}

#[derive(Debug, PartialEq)]
struct Told {
    /// All that pages say, read in all of them.
    whole: Vec<Line>,
    /// What they say of letters, read in those that say something.
    of_letters: Vec<Line>,
    of_each: Vec<(LetterId, Vec<Line>)>,
}

impl Told {
    fn of(vault: &mut Vault, state: &State, public: &Public) -> Self {
        let all = ledger::cases(state).into_keys();
        let of_each = all.map(|letter| {
            let lines = ledger::lines(vault, state, |one| *one == letter).unwrap();
            (letter, lines)
        });
        let of_each = of_each.collect();
        Self {
            whole: ledger::whole(vault, state, public, |_| true).unwrap().0,
            of_letters: ledger::lines(vault, state, |_| true).unwrap(),
            of_each,
        }
    }
}

/// What is kept of letters.
fn kept(committee: &Committee, member: u16) -> Option<Index> {
    let vault = Vault::open(&committee.vault(member), &passphrase()).unwrap();
    Index::decode(&vault.ledger_index()?)
}

fn has_index_file(vault: &Path) -> bool {
    let names = fs::read_dir(vault).unwrap();
    let mut names = names.map(|one| one.unwrap().file_name().into_string().unwrap());
    names.any(|name| name.starts_with("ledger-index"))
}

/// Four reporters and three weeks in which everybody does something; of one report member 3 hears nothing.
fn weeks() -> Committee {
    let mut committee = Committee::new();
    for (number, left_out) in [(1, &[][..]), (2, &[3]), (3, &[]), (4, &[2])] {
        committee.post(
            &[number; 16],
            MONDAY,
            &format!("Melding {number}"),
            left_out,
        );
    }
    committee.week(0);
    let cases = committee.json(1, FRIDAY, &["cases"]);
    for case in cases.as_array().unwrap() {
        let case = case["case"].as_str().unwrap();
        committee.answer(1, FRIDAY, case, "Dank u.").expect_ok();
    }
    committee.post(&[1; 16], FRIDAY, "Nog iets", &[]);
    committee.week(1);
    committee.week(2);
    committee
}

#[test]
fn what_was_told_is_the_same_with_the_index_and_without_it() {
    let committee = weeks();
    for member in 1..=3 {
        let vault = committee.vault(member);
        assert!(tells_the_same(&vault) > 10);
        let before = kept(&committee, member).unwrap();
        // An import had made it: a start finds nothing to do.
        committee.run(member, FRIDAY, &["cases"]).expect_ok();
        assert_eq!(kept(&committee, member).unwrap(), before);
        // In a vault of an earlier version there is none; nor is there in one where it was damaged.
        for entry in fs::read_dir(&vault).unwrap() {
            let path = entry.unwrap().path();
            if path.file_stem().unwrap() == "ledger-index" {
                match member {
                    1 => fs::remove_file(path).unwrap(),
                    2 => fs::write(path, b"").unwrap(),
                    _ => fs::write(path, [7; 200]).unwrap(),
                }
            }
        }
        assert_eq!(kept(&committee, member), None);
        let terms = committee.json(member, FRIDAY, &["terms"]);
        assert_eq!(kept(&committee, member).unwrap(), before);
        assert_eq!(committee.json(member, FRIDAY, &["terms"]), terms);
    }
}

#[test]
fn making_the_index_can_be_stopped_at_each_page_and_nothing_of_it_is_kept_then() {
    let committee = weeks();
    let mut vault = Vault::open(&committee.vault(1), &passphrase()).unwrap();
    let mut state = State::replay(vault.journal.events());
    let (before, rng) = (vault.ledger_index(), &mut rand::rng());
    // As an earlier version left it.
    vault.write_ledger_index(b"", rng).unwrap();
    let (far, all) = (Cell::new(0), Cell::new(0));
    let stop_at_two = |measure: Measure| {
        assert_eq!(measure.unit, Unit::Pages);
        far.set(measure.done);
        all.set(measure.of);
        match measure.done {
            2 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    let watch = Watch::of(&stop_at_two);
    let kept = ledger::keep_index(&mut vault, &state, watch, rng);
    assert!(matches!(kept, Err(KeepError::Stopped(_))));
    assert!(
        far.get() == 2 && all.get() > 3,
        "{} of {}",
        far.get(),
        all.get()
    );
    assert_eq!(vault.ledger_index().unwrap().as_slice(), b"");
    // A start that is stopped there finds all the same; the next one makes it.
    opening::finish(&mut vault, &mut state, FRIDAY, watch, rng);
    assert_eq!(vault.ledger_index().unwrap().as_slice(), b"");
    opening::finish(&mut vault, &mut state, FRIDAY, Watch::NOBODY, rng);
    assert_eq!(vault.ledger_index(), before);
}

#[test]
fn of_a_destroyed_case_nothing_is_left_in_the_index_nor_in_what_it_was_before() {
    let committee = weeks();
    committee.destroys_at_once(1);
    let vault = committee.vault(1);
    let open = Vault::open(&vault, &passphrase()).unwrap();
    let opened: Vec<(String, Digest)> = open
        .journal
        .events()
        .filter_map(|event| match event {
            Event::LetterOpened {
                case, plaintext, ..
            } => Some((case.to_string(), *plaintext)),
            _ => None,
        })
        .collect();
    drop(open);
    let (case, _) = opened.first().cloned().unwrap();
    let before = kept(&committee, 1).unwrap();
    assert!(opened.iter().all(|(_, letter)| before.has_letter(letter)));
    let copy: Vec<_> = fs::read_dir(&vault)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_stem().unwrap() == "ledger-index")
        .collect();
    let today = FRIDAY.plus(14);
    committee.destroys(1, today, &case).expect_ok();
    let after = kept(&committee, 1).unwrap();
    for (of, letter) in &opened {
        assert_eq!(after.has_letter(letter), *of != case);
        assert!(
            *of != case
                || !after
                    .encode()
                    .windows(32)
                    .any(|part| part == letter.as_bytes()),
            "a hash of it is left"
        );
    }
    // What it was before is under a key that is gone.
    let is_old = |path: &&std::path::PathBuf| path.extension().unwrap() != "key";
    assert!(copy.iter().filter(is_old).all(|path| !path.exists()));
    assert!(tells_the_same(&vault) > 5);
    committee.run(1, today, &["tasks"]).expect_ok();
    assert_eq!(kept(&committee, 1).unwrap(), after);
    assert!(has_index_file(&vault));
}

#[test]
fn a_case_is_destroyed_though_the_index_cannot_be_written_and_the_next_start_makes_it_without_it() {
    let committee = weeks();
    committee.destroys_at_once(1);
    let vault = committee.vault(1);
    let today = FRIDAY.plus(14);
    let cases = committee.json(1, today, &["cases"]);
    let case = cases[0]["case"].as_str().unwrap();
    let open = Vault::open(&vault, &passphrase()).unwrap();
    let events = open.journal.events().filter_map(|event| match event {
        Event::LetterOpened {
            case: of,
            piece,
            plaintext,
            ..
        } => (of.to_string() == case).then_some((*piece, *plaintext)),
        _ => None,
    });
    let letters: Vec<_> = events.collect();
    assert!(!letters.is_empty());
    drop(open);
    // A folder stands where the index has its key.
    let key = vault.join("ledger-index.key");
    fs::remove_file(&key).unwrap();
    fs::create_dir(&key).unwrap();
    committee.destroys(1, today, case).expect_error();
    let open = Vault::open(&vault, &passphrase()).unwrap();
    assert!(letters.iter().all(|(piece, _)| !open.contents.has(piece)));
    drop(open);
    fs::remove_dir(&key).unwrap();
    committee.run(1, today, &["cases"]).expect_ok();
    let after = kept(&committee, 1).unwrap();
    let is_left = |letter: &Digest| after.has_letter(letter);
    assert!(!letters.iter().any(|(_, letter)| is_left(letter)));
    tells_the_same(&vault);
}

#[test]
fn an_index_in_which_a_bit_fell_over_or_whose_end_is_missing_is_none() {
    let committee = weeks();
    let vault = committee.vault(1);
    let before = kept(&committee, 1).unwrap();
    let terms = committee.json(1, FRIDAY, &["terms"]);
    let files = || {
        let all = fs::read_dir(&vault)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        all.filter(|path| path.file_stem().unwrap() == "ledger-index")
    };
    let index = || files().find(|path| path.extension().unwrap() != "key");
    let whole = fs::metadata(index().unwrap()).unwrap().len();
    for at in [0, 30, whole / 2, whole - 1] {
        for is_cut in [true, false] {
            let path = index().unwrap();
            let mut bytes = fs::read(&path).unwrap();
            let at = usize::try_from(at).unwrap();
            match is_cut {
                true => bytes.truncate(at),
                false => bytes[at] ^= 4,
            }
            fs::write(&path, bytes).unwrap();
            assert_eq!(kept(&committee, 1), None);
            tells_the_same(&vault);
            assert_eq!(committee.json(1, FRIDAY, &["terms"]), terms);
            assert_eq!(kept(&committee, 1).unwrap(), before);
        }
    }
}

#[test]
fn a_backup_holds_no_index_and_the_vault_that_comes_back_makes_it_anew() {
    let committee = weeks();
    let before = kept(&committee, 1).unwrap();
    let backup = committee.path("backup");
    committee.run(1, FRIDAY, &["backup", &backup]).expect_ok();
    fs::remove_dir_all(committee.vault(1)).unwrap();
    let restore = ["restore", &backup];
    committee.run(1, FRIDAY, &restore).expect_ok();
    assert!(!has_index_file(&committee.vault(1)));
    committee.run(1, FRIDAY, &["terms"]).expect_ok();
    assert_eq!(kept(&committee, 1).unwrap(), before);
}
