//! Searching for what must not be there: in folders, in a running program's memory, in traffic.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use memchr::memmem;

/// Memory is read in pieces of this many bytes.
const PIECE: usize = 1 << 20;

/// Something to search for, under a name that may stand in a failing test's message.
pub struct Needle {
    name: String,
    forms: Vec<Vec<u8>>,
}

impl Needle {
    /// A text: as UTF-8, as UTF-16 (as browsers hold it), in hexadecimal and in base64.
    pub fn text(name: &str, text: &str) -> Self {
        let mut needle = Self::bytes(name, text.as_bytes());
        needle
            .forms
            .push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        needle
    }

    /// Bytes: as they are, in hexadecimal and in base64.
    pub fn bytes(name: &str, bytes: &[u8]) -> Self {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut forms = vec![
            bytes.to_vec(),
            hex.to_uppercase().into_bytes(),
            hex.into_bytes(),
        ];
        // The first characters of base64 depend on what stands before: whole groups are searched for.
        for skip in 0..3_usize {
            let whole = bytes.len().saturating_sub(skip) / 3 * 3;
            forms.extend(
                bytes
                    .get(skip..skip + whole)
                    .map(|part| STANDARD_NO_PAD.encode(part).into_bytes()),
            );
        }
        Self {
            name: name.to_owned(),
            forms,
        }
    }

    fn is_in(&self, hay: &[u8]) -> bool {
        self.forms
            .iter()
            .any(|form| memmem::find(hay, form).is_some())
    }
}

/// The names of the needles that are in `hay`.
pub fn in_bytes(needles: &[Needle], hay: &[u8]) -> Vec<String> {
    needles
        .iter()
        .filter(|needle| needle.is_in(hay))
        .map(|needle| needle.name.clone())
        .collect()
}

/// The names of the needles that are in any file below a folder, or in a file's name.
pub fn in_folder(needles: &[Needle], folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        found.extend(in_bytes(needles, path.as_os_str().as_encoded_bytes()));
        if path.is_dir() {
            found.extend(in_folder(needles, &path)?);
        } else if path.is_file() {
            // What is a socket has no contents.
            found.extend(in_bytes(needles, &fs::read(&path)?));
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The names of the needles that are anywhere in a process's readable memory.
pub fn in_memory(needles: &[Needle], pid: u32) -> Result<Vec<String>> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps"))?;
    let memory =
        File::open(format!("/proc/{pid}/mem")).context("reading the memory of a process")?;
    let longest = needles
        .iter()
        .flat_map(|needle| &needle.forms)
        .map(Vec::len)
        .max()
        .unwrap_or(0);
    let mut found = Vec::new();
    let mut buffer = vec![0; PIECE + longest];
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (Some(range), Some(rights)) = (words.next(), words.next()) else {
            continue;
        };
        // The kernel's own pages cannot be read.
        if !rights.starts_with('r') || line.ends_with("[vvar]") || line.ends_with("[vsyscall]") {
            continue;
        }
        let (start, end) = range.split_once('-').context("an odd line in maps")?;
        let (mut at, end) = (
            u64::from_str_radix(start, 16)?,
            u64::from_str_radix(end, 16)?,
        );
        while at < end {
            // Pieces overlap, so that nothing hides on a border; pages that went away meanwhile hold nothing.
            let wanted = usize::try_from(end - at)?.min(buffer.len());
            let read = buffer
                .get_mut(..wanted)
                .map_or(0, |part| memory.read_at(part, at).unwrap_or(0));
            found.extend(in_bytes(needles, buffer.get(..read).unwrap_or_default()));
            at += PIECE as u64;
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}
