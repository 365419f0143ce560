//! What the reader shows of all cases, and words that lie on the disk in the clear.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// Every text of a case begins like this, and nothing else does.
pub const CANARY: &str = "KANARIE-";

/// What the reader shows.
#[derive(Debug, Default)]
pub struct Found {
    /// Texts of letters, answers and deeds, and views that are fixed; each with its case.
    pub texts: BTreeMap<String, String>,
    /// The step of each case.
    pub steps: BTreeMap<String, String>,
    /// Cases that were destroyed.
    pub destroyed: BTreeSet<String>,
}

/// What stands for a view that is fixed: its text is shown to nobody yet.
pub fn view_of(case: &str) -> String {
    format!("view of {case}")
}

impl Found {
    /// Asks the reader with `ask`, one command after the other.
    pub fn of(mut ask: impl FnMut(&[&str]) -> Value) -> Self {
        let mut found = Self::default();
        for case in ask(&["--json", "cases"]).as_array().unwrap() {
            let id = case["case"].as_str().unwrap();
            if case["mark"] == "destroyed" {
                found.destroyed.insert(id.to_owned());
                continue;
            }
            let shown = ask(&["--json", "show", id]);
            found.take(id, &shown["messages"]);
            let work = ask(&["--json", "case", "show", id]);
            found.take(id, &work["deeds"]);
            if work["views_fixed"].as_array().unwrap().contains(&1.into()) {
                found.add(id, &view_of(id));
            }
            let step = work["step"].as_str().unwrap();
            found.steps.insert(id.to_owned(), step.to_owned());
        }
        found
    }

    fn take(&mut self, case: &str, list: &Value) {
        for one in list.as_array().unwrap() {
            let Some(text) = one["text"].as_str() else {
                panic!("of {case} there is something that cannot be read: {one}");
            };
            if text.starts_with(CANARY) {
                self.add(case, text.trim_end());
            }
        }
    }

    fn add(&mut self, case: &str, text: &str) {
        let before = self.texts.insert(text.to_owned(), case.to_owned());
        assert_eq!(before, None, "{text} is there twice");
    }
}

/// Files below a folder in which a canary stands, as UTF-8 or UTF-16; nothing below `apart` counts.
pub fn in_the_clear(folder: &Path, apart: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path == apart {
            continue;
        }
        let name = path.file_name().unwrap().as_encoded_bytes().to_vec();
        match path.is_dir() {
            true => found.extend(in_the_clear(&path, apart)),
            false if says_canary(&fs::read(&path).unwrap()) || says_canary(&name) => {
                found.push(path);
            }
            false => {}
        }
    }
    found
}

fn says_canary(bytes: &[u8]) -> bool {
    let word = CANARY.as_bytes();
    let wide: Vec<u8> = word.iter().flat_map(|letter| [*letter, 0]).collect();
    // Of UTF-16 in the other order all but the first byte is the same.
    let wide = &wide[..wide.len() - 1];
    let begins = |(at, _): (usize, &u8)| {
        let rest = &bytes[at..];
        rest.starts_with(word) || rest.starts_with(wide)
    };
    let mut all = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'K');
    all.any(begins)
}

#[test]
fn a_canary_is_found_in_either_width_and_order_and_only_where_it_counts() {
    let dir = tempfile::tempdir().unwrap();
    let apart = dir.path().join("apart");
    let below = dir.path().join("below");
    fs::create_dir(&apart).unwrap();
    fs::create_dir(&below).unwrap();
    let text = format!("xx {CANARY}17 yy");
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    fs::write(apart.join("in"), &text).unwrap();
    fs::write(below.join("none"), "xx KANARI-17 yy").unwrap();
    assert!(in_the_clear(dir.path(), &apart).is_empty());
    for bytes in [
        text.clone().into_bytes(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ] {
        let file = below.join("file");
        fs::write(&file, bytes).unwrap();
        assert_eq!(in_the_clear(dir.path(), &apart), [file]);
    }
}
