//! The folder being written, with the hash of each file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use crypto_core::{primitives::hash::sha256, text::hex};
use serde_json::{Map, Value, json};

/// Files so far, and what the index says.
pub struct Folder {
    path: PathBuf,
    files: Map<String, Value>,
    index: Map<String, Value>,
}

impl Folder {
    /// A folder that need not exist yet.
    pub fn new(path: &Path) -> Result<Self> {
        fs::create_dir_all(path).context("making the folder")?;
        Ok(Self {
            path: path.to_owned(),
            files: Map::new(),
            index: Map::new(),
        })
    }

    /// Writes a file and gives its name back, for the index.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<Value> {
        let path = self.path.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).context("making a folder")?;
        }
        fs::write(&path, bytes).with_context(|| format!("writing {name}"))?;
        self.files.insert(name.to_owned(), json!(digest(bytes)));
        Ok(json!(name))
    }

    /// Puts a part of the index.
    pub fn index(&mut self, name: &str, value: Value) {
        self.index.insert(name.to_owned(), value);
    }

    /// Adds to a list of the index.
    pub fn list(&mut self, name: &str, value: Value) {
        let list = self.index.entry(name).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(value);
        }
    }

    /// Writes `index.json`.
    pub fn finish(mut self) -> Result<()> {
        self.index.insert("files".into(), Value::Object(self.files));
        let mut text = serde_json::to_vec_pretty(&Value::Object(self.index))?;
        text.push(b'\n');
        fs::write(self.path.join("index.json"), text).context("writing index.json")
    }
}

/// SHA-256 in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    hex(&sha256(&[bytes]))
}
