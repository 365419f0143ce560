//! Storage weeks: closing, confirming, expiring.

use std::{
    fs,
    path::{Path, PathBuf},
};

use belfry_server::store::{Kind, Limits, Put, Store};
use crypto_core::time::Week;

use crate::{
    committee::Committee,
    program::{FREE_STAMP, hex, random_letter},
    router::{Service, TODAY},
};

const WEEK_SECONDS: u64 = 7 * 86_400;
const ROOMY: Limits = Limits {
    quota: 1 << 40,
    keep_free: 0,
};

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn raw(folder: &Path) -> Vec<u8> {
    files(folder)
        .iter()
        .flat_map(|path| fs::read(path).unwrap())
        .collect()
}

fn finds(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

/// sled's segments of a file in the order in which sled began them.
fn in_log_order(db: &[u8]) -> Vec<u8> {
    let mut segments: Vec<_> = db.chunks(1 << 20).collect();
    segments.sort_by_key(|segment| {
        let number = segment.get(4..12).unwrap().try_into().unwrap();
        i64::from_le_bytes(number) ^ i64::MAX
    });
    segments.concat()
}

/// Spearman's rank correlation of the order of arrival with the order in which the letters' first
/// pieces lie in a file.
fn correlation(arrival: &[[u8; 16]], db: &[u8]) -> f64 {
    let place = |id: &[u8; 16]| finds(db, &[&b"BELFRYP1l"[..], id].concat()).unwrap();
    let mut by_place: Vec<_> = arrival.iter().map(place).enumerate().collect();
    by_place.sort_by_key(|(_, place)| *place);
    let differences = by_place.iter().enumerate().map(|(now, (then, _))| {
        let difference = now as f64 - *then as f64;
        difference * difference
    });
    let n = arrival.len() as f64;
    1.0 - 6.0 * differences.sum::<f64>() / (n * (n * n - 1.0))
}

#[test]
fn how_a_closed_week_lies_on_disk_tells_nothing_of_the_order_of_arrival() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), ROOMY).unwrap();
    let week = Week(2_900);
    let letters: Vec<_> = (0..80).map(|_| random_letter()).collect();
    for (id, body) in &letters {
        assert_eq!(store.put(Kind::Letter, id, body, week), Ok(Put::Stored));
    }
    let arrival: Vec<_> = letters.iter().map(|(id, _)| *id).collect();
    // Four standard deviations of what chance gives: the same line tells order from none, before
    // closing and after. (sled's own rewriting blurs an open week: about 0.6 was measured.)
    let limit = 4.0 / (arrival.len() as f64 - 1.0).sqrt();
    let open = folder.path().join("cells/2900-letters-open");
    let key_before = fs::read(open.join("key")).unwrap();
    let before = correlation(
        &arrival,
        &in_log_order(&fs::read(open.join("sled/db")).unwrap()),
    );
    assert!(
        before > limit,
        "an open week does tell, else this test measures nothing: {before}"
    );
    let closing = std::time::SystemTime::now();
    std::thread::sleep(std::time::Duration::from_millis(50));
    store.close_before(Week(2_901)).unwrap();

    let closed = folder.path().join("cells/2900-letters-closed");
    assert!(!open.exists());
    assert_ne!(fs::read(closed.join("key")).unwrap(), key_before);
    let db = fs::read(closed.join("sled/db")).unwrap();
    for bytes in [in_log_order(&db), db] {
        let after = correlation(&arrival, &bytes);
        assert!(after.abs() < limit, "{after}");
    }
    let found = files(&closed);
    assert!(
        found.len() < 6,
        "a file per cell has times of its own: {found:?}"
    );
    for file in found {
        let data = fs::metadata(file).unwrap();
        assert!(data.modified().unwrap() > closing && data.created().unwrap() > closing);
    }
    for (id, body) in &letters {
        let stored = store.read(Kind::Letter, week, id).unwrap().unwrap();
        assert_eq!(stored[..], body[..]);
        let again = store.put(Kind::Letter, id, body, Week(2_901));
        assert_eq!(again, Ok(Put::Repeated));
    }
    assert_eq!(store.weeks().len(), 1, "a repeat opens no new week");
}

#[test]
fn an_open_week_has_no_file_per_cell_either() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), ROOMY).unwrap();
    for _ in 0..150 {
        let (id, body) = random_letter();
        store.put(Kind::Letter, &id, &body, Week(2_900)).unwrap();
    }
    let parcel = vec![1; 1 << 20];
    for n in 0..4 {
        store
            .put(Kind::Parcel, &[n; 16], &parcel, Week(2_900))
            .unwrap();
    }
    let names: Vec<_> = files(&folder.path().join("cells"));
    assert!(names.len() <= 8, "{names:?}");
}

#[test]
fn a_closing_that_was_interrupted_is_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let (id, body) = random_letter();
    let cells = folder.path().join("cells");
    {
        let store = Store::open(folder.path(), ROOMY).unwrap();
        store.put(Kind::Letter, &id, &body, Week(2_900)).unwrap();
    }
    // Stopped while copying.
    fs::create_dir_all(cells.join("2900-letters-closing/sled")).unwrap();
    fs::write(cells.join("2900-letters-closing/key"), [1; 32]).unwrap();
    let saved = tempfile::tempdir().unwrap();
    copy(&cells.join("2900-letters-open"), &saved.path().join("open"));
    {
        let store = Store::open(folder.path(), ROOMY).unwrap();
        store.close_before(Week(2_901)).unwrap();
    }
    // Stopped after the closed folder counted, before the open one was gone.
    copy(&saved.path().join("open"), &cells.join("2900-letters-open"));
    let store = Store::open(folder.path(), ROOMY).unwrap();
    assert!(!cells.join("2900-letters-open").exists());
    assert!(!store.weeks()[0].open);
    assert_eq!(
        store.read(Kind::Letter, Week(2_900), &id).unwrap().unwrap()[..],
        body[..]
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    }
}

#[test]
fn after_expiry_a_raw_scan_finds_neither_ids_nor_key() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), ROOMY).unwrap();
    let marker = b"a marker that everybody would recognise";
    let mut body = vec![7; 65_536];
    body[100..100 + marker.len()].copy_from_slice(marker);
    let ids: Vec<[u8; 16]> = (0..20).map(|_| random_letter().0).collect();
    for id in &ids {
        store.put(Kind::Letter, id, &body, Week(2_900)).unwrap();
    }
    let key = fs::read(folder.path().join("cells/2900-letters-open/key")).unwrap();
    let before = raw(folder.path());
    assert!(finds(&before, &ids[0]).is_some() && finds(&before, &key).is_some());
    assert!(finds(&before, marker).is_none(), "values are wrapped");
    store.close_before(Week(2_901)).unwrap();
    assert!(
        finds(&raw(folder.path()), &key).is_none(),
        "the first key outlived closing"
    );
    store.expire(Kind::Letter, Week(2_900)).unwrap();
    let after = raw(folder.path());
    assert!(ids.iter().all(|id| finds(&after, id).is_none()));
    assert!(store.weeks().is_empty());
    assert_eq!(store.read(Kind::Letter, Week(2_900), &ids[0]), Ok(None));
}

#[tokio::test]
async fn letters_go_when_all_needed_members_have_confirmed_them_and_not_before() {
    let (service, committee) = (Service::new(""), Committee::new());
    let first = committee.first(TODAY);
    service
        .courier_put("/v1/courier/publication", first.to_bytes().unwrap())
        .await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let (id, body) = random_letter();
        assert_eq!(service.put(&id, FREE_STAMP, &body).await.status, 201);
        ids.push(id);
    }
    let week = TODAY.week();
    let confirm =
        |files: Vec<Vec<u8>>| service.courier_put("/v1/courier/confirmations", files.concat());
    service.pass(WEEK_SECONDS);
    service.tend();
    let count = || {
        service
            .state
            .store
            .weeks()
            .first()
            .map_or(0, |week| week.letters)
    };

    // One too few, one that names other letters, one by nobody.
    let others = committee.confirmation(3, week, &ids[1..]);
    let batch = vec![
        committee.confirmation(1, week, &ids),
        committee.confirmation(2, week, &ids),
    ];
    assert_eq!(confirm(batch).await.status, 201);
    assert_eq!(confirm(vec![others]).await.status, 201);
    assert_eq!(
        confirm(vec![committee.confirmation(7, week, &ids)])
            .await
            .status,
        422
    );
    let mut forged = committee.confirmation(3, week, &ids);
    forged[60] ^= 1;
    assert_eq!(confirm(vec![forged]).await.status, 422);
    service.tend();
    assert_eq!(count(), 3);

    assert_eq!(
        confirm(vec![committee.confirmation(3, week, &ids)])
            .await
            .status,
        201
    );
    service.tend();
    assert_eq!(count(), 0);
    let path = format!("/v1/courier/weeks/{week}/letters/{}", hex(&ids[0]));
    assert_eq!(service.courier_get(&path).await.status, 404);
    let left = files(&service.folder.path().join("data/confirmations"));
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn confirmations_survive_a_restart_and_who_left_is_not_waited_for() {
    let (service, committee) = (Service::new(""), Committee::new());
    let first = committee.first(TODAY);
    let path = "/v1/courier/publication";
    service.courier_put(path, first.to_bytes().unwrap()).await;
    let (id, body) = random_letter();
    service.put(&id, FREE_STAMP, &body).await;
    service.pass(WEEK_SECONDS);
    let changed = committee.with_roster(&first, 2, &[1, 2, 4], TODAY.plus(7));
    assert_eq!(
        service
            .courier_put(path, changed.to_bytes().unwrap())
            .await
            .status,
        201
    );
    let week = TODAY.week();
    let both = [
        committee.confirmation(1, week, &[id]),
        committee.confirmation(2, week, &[id]),
    ];
    let answer = service
        .courier_put("/v1/courier/confirmations", both.concat())
        .await;
    assert_eq!(answer.status, 201);
    let service = service.restart("");
    assert_eq!(service.state.store.weeks().len(), 1);
    service.tend();
    assert!(service.state.store.weeks().is_empty());
}

#[tokio::test]
async fn unconfirmed_letters_stay_thirteen_weeks() {
    let service = Service::new("");
    let (id, body) = random_letter();
    service.put(&id, FREE_STAMP, &body).await;
    service.pass(13 * WEEK_SECONDS);
    service.tend();
    assert_eq!(service.state.store.weeks().len(), 1);
    service.pass(WEEK_SECONDS);
    service.tend();
    assert!(service.state.store.weeks().is_empty());
}
