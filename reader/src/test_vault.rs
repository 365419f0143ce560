//! A vault for what cannot be tested without one.

use std::path::Path;

use crypto_core::{ids::MemberNumber, primitives::password::Cost};
use zeroize::Zeroizing;

use crate::{
    test_rng,
    vault::{Vault, locked_key::Passphrase, profile::Profile, secrets::Secrets},
};

/// Those of member 1.
pub fn secrets() -> Secrets {
    let profile = Profile {
        number: MemberNumber(1),
        name: "N".to_owned(),
        role_nl: String::new(),
        role_en: String::new(),
        location: String::new(),
        adviser: false,
        weekday: Some(1),
    };
    Secrets::generate(profile, &mut test_rng(1))
}

/// An empty one of member 1, open, in a new folder.
pub fn open(dir: &Path) -> Vault {
    let (dir, rng) = (dir.join("vault"), &mut test_rng(2));
    let passphrase = Passphrase::new(Zeroizing::new("only for a test".to_owned()));
    let cost = Cost::DEMONSTRATION;
    Vault::create(&dir, &passphrase, cost, &secrets(), &[], rng).unwrap();
    Vault::open(&dir, &passphrase).unwrap()
}
