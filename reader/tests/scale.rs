//! Ten thousand cases open in under two seconds (protocol, section 4.8).
#![expect(
    clippy::unwrap_used,
    reason = "a test's helper stops at the first surprise"
)]

use std::{path::Path, time::Instant};

use belfry_reader::{
    journal::{event::Event, ids::CaseId},
    state::State,
    vault::{Vault, locked_key::Passphrase, profile::Profile, secrets::Secrets},
};
use crypto_core::{
    ids::{ChannelId, ConversationId, Digest, LetterId, MemberNumber},
    primitives::password::Cost,
    time::{Day, Week},
};
use rand::{SeedableRng as _, rngs::StdRng};
use zeroize::Zeroizing;

const CASES: u32 = 10_000;
const TODAY: Day = Day(20_780);

fn passphrase() -> Passphrase {
    Passphrase::new(Zeroizing::new("scale".to_owned()))
}

fn fill(dir: &Path) {
    let mut rng = StdRng::seed_from_u64(1);
    let profile = Profile {
        number: MemberNumber(1),
        name: "N".to_owned(),
        role_nl: String::new(),
        role_en: String::new(),
        location: String::new(),
        adviser: false,
        weekday: Some(1),
    };
    let secrets = Secrets::generate(profile, &mut rng);
    Vault::create(
        dir,
        &passphrase(),
        Cost::DEMONSTRATION,
        &secrets,
        &[],
        &mut rng,
    )
    .unwrap();
    let mut vault = Vault::open(dir, &passphrase()).unwrap();
    vault.join(ChannelId([1; 32]), &mut rng).unwrap();
    let mut events = Vec::new();
    for number in 0..CASES {
        let case = CaseId::generate(&mut rng);
        let mut digest = [0; 32];
        digest[..4].copy_from_slice(&number.to_be_bytes());
        let keys = vault.contents.put(&[1; 64], &mut rng).unwrap();
        let piece = vault.contents.put(&[2; 2_000], &mut rng).unwrap();
        let opened = Event::CaseOpened {
            case,
            day: TODAY,
            conversation: Some(ConversationId([1; 16])),
            keys: Some(keys),
            addressee: MemberNumber(0),
            standing: 0,
            beside: None,
        };
        let letter = Event::LetterOpened {
            case,
            letter: LetterId([1; 16]),
            week: Week(1),
            letter_day: TODAY,
            day: TODAY,
            plaintext: Digest(digest),
            piece,
            alarms: 0,
            foreign: false,
            held: None,
            secret: None,
        };
        events.extend([opened, letter]);
        if events.len() >= 200 {
            let batch = std::mem::take(&mut events);
            vault
                .journal
                .append(batch, &vault.secrets, &mut rng)
                .unwrap();
        }
    }
    vault.contents.sync(&mut rng).unwrap();
}

#[test]
#[ignore = "two seconds are for a release build; run by the long checks"]
fn ten_thousand_cases_open_in_under_two_seconds() {
    let dir = tempfile::tempdir().unwrap();
    fill(dir.path());
    let begin = Instant::now();
    let mut vault = Vault::open(dir.path(), &passphrase()).unwrap();
    let state = State::replay(vault.journal.events());
    let opened = begin.elapsed();
    for case in state.cases.values() {
        for letter in &case.letters {
            assert_eq!(vault.contents.read(&letter.piece).unwrap().len(), 2_000);
        }
    }
    println!(
        "opened in {opened:?}, all letters read in {:?}",
        begin.elapsed()
    );
    assert_eq!(state.cases.len(), 10_000);
    // Without optimisation it may take four times as long.
    let limit = if cfg!(debug_assertions) { 8_000 } else { 2_000 };
    assert!(opened.as_millis() < limit, "took {opened:?}");
}
