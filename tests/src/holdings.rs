//! Everything that one member has: the opened vault, the bundles, the outboxes, what the programs printed, and
//! what passed between courier and server. Once as bytes, to be searched, and once as a shape: kinds, numbers
//! and lengths, with every value drawn at random masked.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use belfry_reader::vault::{Vault, contents::PieceRef, locked_key::Passphrase};
use zeroize::Zeroizing;

use crate::proxy::Exchange;
use crate::search::{self, Needle};
use crate::stack::{PASSPHRASE, Stack};

/// Length of kind, channel and check at the beginning of a bundle or an outbox, of a record's head and of its check.
const FILE_HEAD_LEN: usize = 64;
const RECORD_HEAD_LEN: usize = 20;
const RECORD_CHECK_LEN: usize = 16;
/// A byte string of a piece reference's length as CBOR begins it.
const PIECE_PREFIX: [u8; 2] = [0x58, 28];

/// What was gathered so far.
#[derive(Default)]
pub struct Holdings {
    /// One line for each thing: what it is and how long.
    pub shape: Vec<String>,
    bytes: Vec<(String, Vec<u8>)>,
}

impl Holdings {
    /// Needles that are in anything, each with the thing it is in.
    pub fn found(&self, needles: &[Needle]) -> Vec<String> {
        let mut found = Vec::new();
        for (name, bytes) in &self.bytes {
            let here = search::in_bytes(needles, bytes);
            found.extend(here.into_iter().map(|needle| format!("{needle} in {name}")));
        }
        found
    }

    /// The lines of two shapes that are not the same, at most twenty.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        // In what order letters of one week were read hangs on their random ids.
        let count = |shape: &[String]| {
            let mut counts: BTreeMap<String, i64> = BTreeMap::new();
            for line in shape {
                *counts.entry(line.clone()).or_default() += 1;
            }
            counts
        };
        let mut counts = count(&self.shape);
        for (line, times) in count(&other.shape) {
            *counts.entry(line).or_default() -= times;
        }
        counts
            .into_iter()
            .filter(|(_, times)| *times != 0)
            .map(|(line, times)| format!("{times:+} {line}"))
            .take(20)
            .collect()
    }

    /// What a program printed.
    pub fn printed(&mut self, what: &str, text: &str) {
        self.shape.push(format!("{what} said: {}", masked(text)));
        self.bytes
            .push((format!("what {what} said"), text.as_bytes().to_vec()));
    }

    /// A bundle or an outbox: kind and length of each record.
    ///
    /// # Errors
    /// If it is cut off.
    pub fn file(&mut self, what: &str, path: &Path) -> Result<()> {
        let bytes = fs::read(path)?;
        let mut rest = bytes.get(FILE_HEAD_LEN..).context("no head")?;
        while !rest.is_empty() {
            let head = rest.get(..RECORD_HEAD_LEN).context("no record")?;
            let kind = head.get(3).context("no kind")?;
            let length = head.get(8..12).context("no length")?.try_into()?;
            let length = usize::try_from(u32::from_be_bytes(length))?;
            self.shape
                .push(format!("{what}: record of kind {kind}, {length} bytes"));
            let whole = RECORD_HEAD_LEN + length + RECORD_CHECK_LEN;
            rest = rest.get(whole..).context("half a record")?;
        }
        self.bytes.push((what.to_owned(), bytes));
        Ok(())
    }

    /// What passed between courier and server: method, path, status, and all lengths on the wire.
    pub fn traffic(&mut self, exchanges: &[Exchange]) {
        for one in exchanges {
            let (asked, answered) = (one.request.len(), one.response.len());
            let kind = masked(&one.kind());
            let line = format!("{kind} {asked} -> {} {answered}", one.status);
            self.shape.push(line);
            self.bytes.push((one.kind(), one.request.clone()));
            self.bytes
                .push((format!("answer to {}", one.kind()), one.response.clone()));
        }
    }

    /// The vault, locked and opened: files, events of the journal and the pieces that they refer to.
    ///
    /// # Errors
    /// If it does not open.
    pub fn vault(&mut self, stack: &Stack, member: u16) -> Result<()> {
        let folder = stack.path(&format!("vault-{member}"));
        self.folder(&folder, &folder)?;
        let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
        let mut vault = Vault::open(&folder, &passphrase)?;
        let events = vault.journal.events().map(|event| event.encode());
        let events: Vec<(u64, Vec<u8>)> = events.collect();
        for (kind, fields) in events {
            let line = format!("event of kind {kind}, {} bytes", fields.len());
            self.shape.push(line);
            for piece in pieces(&fields) {
                // Not everything of this form is a piece, and some were erased.
                if let Ok(bytes) = vault.contents.read(&piece) {
                    self.shape
                        .push(format!("  a piece of {} bytes", bytes.len()));
                    self.bytes
                        .push((format!("piece of kind {kind}"), bytes.to_vec()));
                }
            }
            self.bytes.push((format!("event of kind {kind}"), fields));
        }
        if let Some(public) = vault.public()? {
            self.shape.push(format!("public: {} bytes", public.len()));
            self.bytes.push(("public".to_owned(), public.to_vec()));
        }
        self.shape.push(format!("{} epochs", vault.epochs()?.len()));
        Ok(())
    }

    fn folder(&mut self, folder: &Path, root: &Path) -> Result<()> {
        let mut lines = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.folder(&path, root)?;
                continue;
            }
            let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
            let bytes = fs::read(&path)?;
            lines.push(format!("file {}: {} bytes", masked(&name), bytes.len()));
            self.bytes
                .push((name.clone(), [name.as_bytes(), &bytes].concat()));
        }
        // Names are drawn at random, so their order is too.
        lines.sort();
        self.shape.extend(lines);
        Ok(())
    }
}

/// Everything in an event's fields that has the form of a piece reference.
fn pieces(fields: &[u8]) -> Vec<PieceRef> {
    let windows = fields.windows(2 + 28);
    let found = windows.filter(|window| window.starts_with(&PIECE_PREFIX));
    found
        .filter_map(|window| {
            let (id, rest) = window.get(2..)?.split_first_chunk::<16>()?;
            let (offset, length) = rest.split_first_chunk::<8>()?;
            Some(PieceRef {
                id: *id,
                offset: u64::from_be_bytes(*offset),
                length: u32::from_be_bytes(length.try_into().ok()?),
            })
        })
        .collect()
}

/// Text without what is drawn at random: names of 16 and more hexadecimal digits, and of cases.
fn masked(text: &str) -> String {
    let is_word = |one: char| one.is_ascii_alphanumeric() || one == '-';
    let mut masked = String::new();
    for word in text.split_inclusive(|one| !is_word(one)) {
        let bare = word.trim_end_matches(|one| !is_word(one));
        let hexadecimal = bare.len() >= 16 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hexadecimal || is_case(bare) {
            masked.push_str("{random}");
            masked.push_str(word.get(bare.len()..).unwrap_or_default());
        } else {
            masked.push_str(word);
        }
    }
    masked
}

fn is_case(word: &str) -> bool {
    let letters = |part: &str| {
        part.len() == 4
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    word.split_once('-')
        .is_some_and(|(one, two)| letters(one) && letters(two))
}
