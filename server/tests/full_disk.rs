//! A full quota and a full file system: a clear answer, nothing lost, and work goes on once there
//! is room.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::Command,
    thread,
};

use belfry_server::store::{Kind, Limits, Put, PutError, Store};
use crypto_core::time::Week;

use crate::program::{self, Program, random_letter};

const WEEK: Week = Week(2_900);

#[test]
fn a_tenth_of_the_quota_is_kept_for_letters() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits {
        quota: 60 << 20,
        keep_free: 0,
    };
    let store = Store::open(folder.path(), limits).unwrap();
    let parcel = vec![1; 1 << 20];
    let mut parcels = 0_u8;
    loop {
        match store.put(Kind::Parcel, &[parcels; 16], &parcel, WEEK) {
            Ok(_) => parcels += 1,
            Err(error) => {
                assert_eq!(error, PutError::Full);
                break;
            }
        }
    }
    assert!(parcels > 15, "{parcels}");
    let mut letters = 0;
    while letters < 1_000 {
        let (id, body) = random_letter();
        match store.put(Kind::Letter, &id, &body, WEEK) {
            Ok(_) => letters += 1,
            Err(error) => {
                assert_eq!(error, PutError::Full);
                break;
            }
        }
    }
    assert!((10..1_000).contains(&letters), "{letters}");
    for n in 0..parcels {
        let outcome = store.put(Kind::Parcel, &[n; 16], &parcel, WEEK);
        assert_eq!(outcome, Ok(Put::Repeated), "a repeat needs no room");
    }
}

/// A mounted file system of its own, for as long as it lives. Only root may mount.
struct Mounted<'p>(&'p Path);

impl<'p> Mounted<'p> {
    fn new(at: &'p Path, megabytes: u32) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let size = format!("size={megabytes}m");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at);
        let mounted = mount.output().ok()?.status.success();
        mounted.then_some(Self(at))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_file_system_answers_507_and_loses_nothing() {
    let folder = program::folder("keep_free_bytes = 0");
    let text = fs::read_to_string(folder.path().join("b.toml")).unwrap();
    let text = text.replacen("keep_free_bytes = 1048576\n", "", 1);
    fs::write(folder.path().join("b.toml"), text).unwrap();
    let data = folder.path().join("data");
    let Some(_mounted) = Mounted::new(&data, 24) else {
        eprintln!("not root: a file system of its own cannot be mounted");
        return;
    };
    let mut accepted = BTreeMap::new();
    let mut refused = 0;
    {
        let server = Program::start(folder.path());
        while refused < 20 && accepted.len() < 1_000 {
            let (id, body) = random_letter();
            match server.put_letter(&id, &body) {
                Some(201) => drop(accepted.insert(id, body)),
                Some(507) => refused += 1,
                other => panic!("{other:?} after {} letters", accepted.len()),
            }
            if accepted.len() == 20 && refused == 0 {
                // Somebody else fills the disk to the last byte.
                let _ = fs::write(data.join("other"), vec![0; 64 << 20]);
            }
        }
        assert_eq!(refused, 20);
        assert!(server.letters() == accepted, "letters are missing");
        fs::remove_file(data.join("other")).unwrap();
        let (id, body) = random_letter();
        assert_eq!(
            server.put_letter(&id, &body),
            Some(201),
            "there is room again"
        );
        accepted.insert(id, body);
    }
    let server = Program::start(folder.path());
    assert!(
        server.letters() == accepted,
        "letters are missing after the restart"
    );
}

/// Writes until not one byte more goes in.
fn fill(path: &Path) {
    let mut file = File::options()
        .create(true)
        .append(true)
        .open(path)
        .unwrap();
    let noise = [1; 4_096];
    // More than any file system of these tests holds.
    for _ in 0..100_000 {
        if file.write_all(&noise).is_err() {
            return;
        }
    }
}

#[test]
fn a_disk_that_fills_in_the_middle_of_writes_hurts_nothing_that_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let Some(_mounted) = Mounted::new(&data, 40) else {
        eprintln!("not root: a file system of its own cannot be mounted");
        return;
    };
    let limits = Limits {
        quota: 1 << 30,
        keep_free: 0,
    };
    let store = Store::open(&data, limits).unwrap();
    let other = data.join("other");
    let mut stored = BTreeMap::new();
    let mut put = |store: &Store| {
        let (id, body) = random_letter();
        let outcome = store.put(Kind::Letter, &id, &body, WEEK);
        if outcome.is_ok() {
            stored.insert(id, body);
        }
        (outcome, stored.clone())
    };
    let whole = |store: &Store, stored: &BTreeMap<[u8; 16], Vec<u8>>| {
        stored.iter().all(|(id, body)| {
            let read = store.read(Kind::Letter, WEEK, id).unwrap();
            read.is_some_and(|read| read[..] == body[..])
        })
    };
    for round in 0..6 {
        thread::scope(|scope| {
            scope.spawn(|| fill(&other));
            let refused = (0..1_000).map(|_| put(&store).0).find(Result::is_err);
            assert_eq!(refused, Some(Err(PutError::Full)), "round {round}");
        });
        fill(&other);
        assert_eq!(put(&store).0, Err(PutError::Full), "round {round}");
        let (_, stored) = put(&store);
        assert!(whole(&store, &stored), "round {round}: while it is full");
        fs::remove_file(&other).unwrap();
        let (outcome, stored) = put(&store);
        assert_eq!(outcome, Ok(Put::Stored), "round {round}: room again");
        assert!(whole(&store, &stored), "round {round}: afterwards");
    }
    drop(store);
    let store = Store::open(&data, limits).unwrap();
    let (_, stored) = put(&store);
    assert!(whole(&store, &stored), "after the restart");
}
