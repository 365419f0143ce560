//! A folder of test vectors with its `index.json`, as `examples/vectors` writes it.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context as _, Result, ensure};
use crypto_core::{
    board::{self, VerifiedBoard},
    ids::ChannelId,
    lengths::LETTER_LEN,
    primitives::{hash::sha256, hybrid::HybridIdentity},
    roster::{self, VerifiedRoster},
    text::{hex, unhex},
};
use serde_json::Value;

/// The folder.
pub struct Vectors {
    folder: PathBuf,
    /// `index.json`.
    pub index: Value,
}

impl Vectors {
    /// Reads the index of `tests/vectors/NAME`.
    pub fn open(name: &str) -> Result<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/vectors")
            .join(name);
        let index = serde_json::from_slice(&fs::read(folder.join("index.json"))?)?;
        Ok(Self { folder, index })
    }

    /// A file that the index names.
    pub fn read(&self, name: &Value) -> Result<Vec<u8>> {
        let name = name.as_str().context("a file's name")?;
        fs::read(self.folder.join(name)).with_context(|| name.to_owned())
    }

    /// Name and SHA-256 of every file that lies there, but not of those named.
    pub fn hashes(&self, but: &[&str]) -> Result<BTreeMap<String, String>> {
        let mut hashes = BTreeMap::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&self.folder)?.to_str().context("UTF-8")?;
                if !but.contains(&name) {
                    hashes.insert(name.to_owned(), digest(&fs::read(&path)?));
                }
            }
        }
        Ok(hashes)
    }

    /// A list of the index; never an empty one.
    pub fn list(&self, name: &str) -> Result<&[Value]> {
        let list = self.index[name].as_array().context("a list")?;
        ensure!(!list.is_empty(), "{name} is empty");
        Ok(list)
    }

    /// The channel.
    pub fn channel(&self) -> Result<ChannelId> {
        Ok(serde_json::from_value(self.index["channel"]["id"].clone())?)
    }

    /// The roster with this serial, checked.
    pub fn roster(&self, serial: &Value) -> Result<VerifiedRoster> {
        let listed = self.list("rosters")?.iter();
        let mut listed = listed.filter(|one| one["serial"] == *serial);
        let file = self.read(&listed.next().context("the roster")?["file"])?;
        Ok(roster::verify(&file, &self.channel()?)?)
    }

    /// The board that is there as a whole, checked, and its entry in the index.
    pub fn board(&self) -> Result<(VerifiedBoard, &Value)> {
        let mut boards = self.list("boards")?.iter();
        let listed = boards
            .find(|one| one["file"].is_string())
            .context("a whole board")?;
        let roster = self.roster(&listed["roster"])?;
        let board = board::verify(&self.read(&listed["file"])?, &self.channel()?, &roster)?;
        Ok((board, listed))
    }

    /// The secret key of the person with this number.
    pub fn identity(&self, number: &str) -> Result<HybridIdentity> {
        let mut people = self.list("people")?.iter();
        let person = people
            .find(|one| one["number"].to_string() == number)
            .context("the person")?;
        let secret = person["secret"].as_str().context("a secret")?;
        Ok(HybridIdentity::parse(secret)?)
    }

    /// A letter.
    pub fn letter(&self, name: &str) -> Result<Vec<u8>> {
        let letter = self.read(&format!("letters/{name}.age").into())?;
        ensure!(letter.len() == LETTER_LEN);
        Ok(letter)
    }
}

/// `N` bytes of a value in hexadecimal digits.
pub fn bytes<const N: usize>(value: &Value) -> Result<[u8; N]> {
    let text = value.as_str().context("hexadecimal digits")?;
    let bytes = unhex(text).context("hexadecimal digits")?;
    bytes
        .try_into()
        .ok()
        .with_context(|| format!("{N} bytes in {text}"))
}

/// SHA-256 in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    hex(&sha256(&[bytes]))
}
