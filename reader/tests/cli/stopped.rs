//! What is stopped is not half done.

use std::{cell::Cell, fs, ops::ControlFlow, path::Path};

use belfry_reader::{
    import::{self, ImportError, Imported},
    progress::{Measure, Watch},
    search::Index,
    state::State,
    vault::Vault,
};

use crate::{
    loot::passphrase,
    support::{Committee, MONDAY},
};

const LETTERS: u8 = 5;

/// The files of a vault, which have no folders here.
fn files(vault: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(vault).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort_unstable();
    files
}

/// Imports until it has been told so often how far it is.
fn import_up_to(vault: &Path, bundle: &Path, times: usize) -> Result<Imported, ImportError> {
    let (told, far) = (Cell::new(0), Cell::new(0));
    let stop = |measure: Measure| {
        assert!(measure.done >= far.replace(measure.done));
        assert_eq!(measure.of, fs::metadata(bundle).unwrap().len());
        told.set(told.get() + 1);
        match told.get() < times {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    };
    let mut vault = Vault::open(vault, &passphrase()).unwrap();
    let watch = Watch::of(&stop);
    import::import(&mut vault, bundle, None, MONDAY, watch, &mut rand::rng())
}

#[test]
fn an_import_that_is_stopped_wherever_it_may_be_changes_nothing_and_comes_whole_the_next_time() {
    let mut committee = Committee::new();
    for number in 1..=LETTERS {
        committee.post(&[number; 16], MONDAY, "Een melding.", &[]);
    }
    let (vault, bundle) = (committee.vault(1), committee.dir.path().join("bundle-1"));
    fs::write(&bundle, committee.server.bundle(&committee.channel, MONDAY)).unwrap();
    let before = files(&vault);
    let mut stopped = 0;
    let came = loop {
        match import_up_to(&vault, &bundle, stopped + 1) {
            Ok(came) => break came,
            Err(error) => {
                assert!(matches!(error, ImportError::Stopped(_)), "{error}");
                assert!(files(&vault) == before, "after {stopped}");
                stopped += 1;
            }
        }
    };
    assert!(stopped > usize::from(LETTERS), "{stopped}");
    assert_eq!(came.letters, usize::from(LETTERS));
    assert!(files(&vault) != before);
}

#[test]
fn making_the_index_can_be_stopped_at_each_case() {
    let mut committee = Committee::new();
    for number in 1..=LETTERS {
        committee.post(&[number; 16], MONDAY, "Een melding.", &[]);
    }
    committee.import(1, MONDAY);
    let mut vault = Vault::open(&committee.vault(1), &passphrase()).unwrap();
    let state = State::replay(vault.journal.events());
    let far = Cell::new(0);
    let stop_at_three = |measure: Measure| {
        assert_eq!(measure.of, u64::from(LETTERS));
        far.set(measure.done);
        match measure.done {
            3 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    assert!(Index::of(&mut vault, &state, Watch::of(&stop_at_three)).is_err());
    assert_eq!(far.get(), 3);
    let index = Index::of(&mut vault, &state, Watch::NOBODY).unwrap();
    assert_eq!(index.find("melding").len(), usize::from(LETTERS));
}
