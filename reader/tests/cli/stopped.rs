//! What is stopped is not half done.

use std::{
    cell::{Cell, RefCell},
    fs,
    io::Read as _,
    ops::ControlFlow,
    path::Path,
};

use belfry_reader::{
    answer::{AnswerError, Draft},
    attachments::{self, SaveError},
    casework::{
        answering::{self, Answer},
        forward::{self, ForwardError},
    },
    commands::CommandError,
    import::{self, ImportError, Imported},
    journal::event::Purpose,
    progress::{Measure, Watch},
    search::Index,
    state::State,
    vault::{Vault, VaultError},
};
use crypto_core::{lengths::PARCEL_ROOM, primitives::hybrid::HybridIdentity};

use crate::{
    attached::{attachment, post, upload},
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

/// Does it until it was told once more each time how far it is, and says then that it was stopped; how often it was.
fn stopped_wherever(mut is_done: impl FnMut(Watch<'_>) -> bool) -> usize {
    let mut stopped = 0;
    loop {
        let (told, far) = (Cell::new(0), Cell::new(0));
        let stop = |measure: Measure| {
            let is_further = measure.done > far.replace(measure.done);
            assert!(told.get() == 0 || is_further || measure == Measure::UNKNOWN);
            told.set(told.get() + 1);
            match told.get() <= stopped {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        };
        if is_done(Watch::of(&stop)) {
            return stopped;
        }
        stopped += 1;
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn a_file_that_is_saved_sealed_or_sent_along_is_stopped_at_each_parcel_and_nothing_of_it_is_there()
{
    let mut committee = Committee::new();
    let file: Vec<u8> = (0..3 * PARCEL_ROOM + 5).map(|n| (n % 253) as u8).collect();
    upload(&mut committee, MONDAY, &file, 1, &[]);
    post(
        &mut committee,
        MONDAY,
        vec![attachment("kas.csv", "text/csv", &file, 1)],
    );
    committee.import(1, MONDAY);
    let dir = committee.vault(1);
    let mut vault = Vault::open(&dir, &passphrase()).unwrap();
    let state = State::replay(vault.journal.events());
    let (id, case) = state.cases.first_key_value().unwrap();
    let folder = committee.dir.path().join("out");
    fs::create_dir(&folder).unwrap();

    let times = stopped_wherever(|watch| {
        assert!(names(&folder).is_empty());
        let mut saved = None;
        let each = attachments::for_each(&mut vault, case, |store, file| {
            saved = Some(attachments::save(store, file, (&folder, "kas.csv"), watch));
            Ok::<_, VaultError>(())
        });
        each.unwrap();
        match saved.unwrap() {
            Ok(saved) => saved.problems.is_empty(),
            Err(SaveError::Stopped(_)) => false,
            Err(error) => panic!("{error}"),
        }
    });
    assert_eq!(times, 4);
    assert!(fs::read(folder.join("kas.csv")).unwrap() == file);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.join("kas.csv")).unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
    fs::remove_file(folder.join("kas.csv")).unwrap();

    // Whoever has it open sees it wiped, as whoever reads the disk does.
    let seen = RefCell::new(None);
    let at_the_last = |measure: Measure| match measure.done {
        done if done > 2 * PARCEL_ROOM as u64 => {
            let part = fs::File::open(folder.join("kas.csv.part")).unwrap();
            *seen.borrow_mut() = Some(part);
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    };
    let each = attachments::for_each(&mut vault, case, |store, file| {
        let watch = Watch::of(&at_the_last);
        let saved = attachments::save(store, file, (&folder, "kas.csv"), watch);
        assert!(matches!(saved, Err(SaveError::Stopped(_))));
        Ok::<_, VaultError>(())
    });
    each.unwrap();
    let mut left = Vec::new();
    let mut part = seen.into_inner().unwrap();
    part.read_to_end(&mut left).unwrap();
    assert!(left.len() >= PARCEL_ROOM && left.iter().all(|byte| *byte == 0));

    let authority = HybridIdentity::generate(&mut rand::rng());
    let key = authority.recipient().to_string();
    let times = stopped_wherever(|watch| {
        assert!(names(&folder).is_empty());
        let to = (key.as_str(), folder.join("report.age"));
        let rng = &mut rand::rng();
        match forward::seal(&mut vault, case, (to.0, &to.1), watch, rng) {
            Ok(report) => report.keep().len() == 1,
            Err(ForwardError::Stopped(_)) => false,
            Err(error) => panic!("{error}"),
        }
    });
    // Each parcel, and before all of it gets its names.
    assert_eq!(times, 5);
    assert_eq!(names(&folder), ["report-01.age", "report.age"]);

    let along = [committee.dir.path().join("kas.csv")];
    fs::write(&along[0], &file).unwrap();
    let before = files(&dir);
    let times = stopped_wherever(|watch| {
        assert!(files(&dir) == before && names(&dir.join("answers")).is_empty());
        let says = Draft {
            text: "Zie het bestand.",
            files: &along,
            purpose: Purpose::Other,
            preview: false,
            watch,
        };
        let answer = Answer {
            says,
            next: None,
            minutes: false,
        };
        let rng = &mut rand::rng();
        match answering::answer(&mut vault, (&state, *id), answer, MONDAY, rng) {
            Ok(answered) => answered.queued.files == 1,
            Err(CommandError::Answer(AnswerError::Stopped(_))) => false,
            Err(error) => panic!("{error}"),
        }
    });
    assert_eq!(times, 4);
    assert_eq!(names(&dir.join("answers")).len(), 1);
}
