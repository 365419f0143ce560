//! The conformance files of the age format (C2SP CCTV, npm package `cctv-age`), read with the
//! `age` crate and our hybrid keys.
#![cfg(feature = "committee")]

#[path = "support/npm.rs"]
mod npm;
#[path = "support/vectors.rs"]
mod vectors;

use std::io::ErrorKind;

use age::{
    DecryptError, Decryptor, Identity,
    armor::{ArmoredReadError, ArmoredReader},
    scrypt,
    secrecy::SecretString,
    x25519,
};
use anyhow::{Result, anyhow, ensure};
use crypto_core::primitives::{
    age_file::{self, HybridKeys, ReadError},
    hash::sha256,
    hybrid::HybridIdentity,
};

use vectors::{Expected, Vector};

/// The `age` crate reads these on purpose: early versions of it wrote such stanzas.
const WAIVED: [&str; 2] = ["stanza_missing_body", "stanza_missing_final_line"];
const FILES: usize = 143;
const HYBRID_FILES: usize = 19;

#[test]
fn every_file_ends_as_the_suite_says() -> Result<()> {
    let Some(folder) = npm::package("cctv-age")? else {
        return Ok(());
    };
    let vectors = vectors::read(&folder)?;
    ensure!(vectors.len() == FILES, "{} files", vectors.len());
    let mut wrong = Vec::new();
    for vector in &vectors {
        let outcome = outcome(vector)?;
        if outcome != vector.expected && !WAIVED.contains(&vector.name.as_str()) {
            wrong.push(format!(
                "{}: {outcome:?} instead of {:?}",
                vector.name, vector.expected
            ));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} files, of which {} waived", vectors.len(), WAIVED.len());
    Ok(())
}

#[test]
fn every_hybrid_file_ends_so_by_the_road_that_letters_take() -> Result<()> {
    let Some(folder) = npm::package("cctv-age")? else {
        return Ok(());
    };
    let vectors = vectors::read(&folder)?;
    let hybrid: Vec<_> = vectors
        .iter()
        .filter(|vector| vector.name.contains("hybrid"))
        .collect();
    ensure!(hybrid.len() == HYBRID_FILES, "{} files", hybrid.len());
    for vector in hybrid {
        let keys = hybrid_keys(vector)?;
        if vector.armored || keys.len() < vector.identities.len() {
            // Letters have neither armor nor other kinds of keys; the test above has both.
            continue;
        }
        let outcome = match age_file::read(&vector.file, &keys) {
            Ok(Some(file)) => Expected::Success(sha256(&[&file.plaintext])),
            Ok(None) => Expected::NoMatch,
            Err(ReadError::Malformed) => Expected::HeaderFailure,
            Err(ReadError::Altered) => Expected::HmacFailure,
        };
        ensure!(
            outcome == vector.expected,
            "{}: {outcome:?} instead of {:?}",
            vector.name,
            vector.expected
        );
    }
    Ok(())
}

fn hybrid_keys(vector: &Vector) -> Result<Vec<HybridIdentity>> {
    let texts = vector.identities.iter();
    texts
        .filter(|text| text.starts_with("AGE-SECRET-KEY-PQ-"))
        .map(|text| Ok(HybridIdentity::parse(text)?))
        .collect()
}

fn x25519_keys(vector: &Vector) -> Result<Vec<x25519::Identity>> {
    let texts = vector.identities.iter();
    texts
        .filter(|text| !text.starts_with("AGE-SECRET-KEY-PQ-"))
        .map(|text| text.parse().map_err(|error: &str| anyhow!(error)))
        .collect()
}

fn passphrases(vector: &Vector) -> Vec<scrypt::Identity> {
    let phrases = vector.passphrases.iter().cloned().map(SecretString::from);
    let mut identities: Vec<_> = phrases.map(scrypt::Identity::new).collect();
    for identity in &mut identities {
        // As the suite expects it: one file asks for 23.
        identity.set_max_work_factor(16);
    }
    identities
}

/// age's reader looks for the armor at once, but blank lines may stand before it.
fn without_blank_lines_before(file: &[u8]) -> &[u8] {
    let start = file.windows(10).position(|window| window == b"-----BEGIN");
    match start.and_then(|start| file.split_at_checked(start)) {
        Some((blank @ [.., b'\n'], rest)) if blank.trim_ascii().is_empty() => rest,
        _ => file,
    }
}

/// What becomes of a file, with all keys that it names.
fn outcome(vector: &Vector) -> Result<Expected> {
    let (hybrid, x25519, scrypt) = (
        hybrid_keys(vector)?,
        x25519_keys(vector)?,
        passphrases(vector),
    );
    let hybrid = HybridKeys::new(&hybrid);
    let identities = x25519
        .iter()
        .map(|key| key as &dyn Identity)
        .chain(scrypt.iter().map(|key| key as &dyn Identity))
        .chain([&hybrid as &dyn Identity]);
    let opened = if vector.armored {
        let file = without_blank_lines_before(&vector.file);
        Decryptor::new_buffered(ArmoredReader::new(file))
            .and_then(|decryptor| decryptor.decrypt(identities))
            .map(|mut reader| to_end(&mut reader))
    } else {
        Decryptor::new_buffered(vector.file.as_slice())
            .and_then(|decryptor| decryptor.decrypt(identities))
            .map(|mut reader| to_end(&mut reader))
    };
    Ok(opened.unwrap_or_else(|error| refusal(error, vector)))
}

fn to_end(reader: &mut impl std::io::Read) -> Expected {
    let mut payload = Vec::new();
    match reader.read_to_end(&mut payload) {
        Ok(_) => Expected::Success(sha256(&[&payload])),
        Err(error) if is_armor(&error) => Expected::ArmorFailure,
        Err(_) => Expected::PayloadFailure(sha256(&[&payload])),
    }
}

fn refusal(error: DecryptError, vector: &Vector) -> Expected {
    match error {
        DecryptError::Io(error) if is_armor(&error) => Expected::ArmorFailure,
        DecryptError::InvalidMac => Expected::HmacFailure,
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed => Expected::NoMatch,
        // Without a begin marker age's reader takes the armor for a header, and refuses that.
        _ if vector.armored && vector.expected == Expected::ArmorFailure => Expected::ArmorFailure,
        _ => Expected::HeaderFailure,
    }
}

fn is_armor(error: &std::io::Error) -> bool {
    error.kind() == ErrorKind::InvalidData
        && error
            .get_ref()
            .is_some_and(|inner| inner.is::<ArmoredReadError>())
}
