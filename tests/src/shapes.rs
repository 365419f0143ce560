//! What requests and cells leave behind: their shape, without what is drawn at random, and every value in them.

use std::collections::HashMap;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use crypto_core::board::Cell;

use crate::offline::Asked;

/// Where letters are put.
const LETTERS: &str = "/v1/letters/";
/// Values of this many bytes are looked for.
const VALUE_LEN: usize = 16;
/// Where token, nonce and the rest of a cell begin and end.
const CELL_PARTS: [std::ops::Range<usize>; 3] = [0..16, 16..40, 40..2_048];
/// Where the nonce lies in a stamp.
const STAMP_NONCE: std::ops::Range<usize> = 4..20;

/// A request without what is drawn at random: method, path, lengths; of a letter also how its lines lie.
///
/// # Errors
/// If a letter is no age file.
pub fn shape(asked: &Asked) -> Result<String> {
    let path = match asked.path.rsplit_once('/') {
        Some((kind, id)) if asked.method == "PUT" => format!("{kind}/{} digits", id.len()),
        _ => asked.path.clone(),
    };
    let lines: Vec<usize> = match asked.path.starts_with(LETTERS) {
        false => Vec::new(),
        true => header_lines(&asked.body)?
            .iter()
            .map(|line| line.len())
            .collect(),
    };
    let (method, stamp, body, answered) = (
        asked.method,
        asked.stamp.len(),
        asked.body.len(),
        asked.answered,
    );
    Ok(format!(
        "{method} {path} stamp {stamp} body {body} {lines:?} -> {answered}"
    ))
}

/// How often each value came.
#[derive(Default)]
pub struct Values(HashMap<[u8; VALUE_LEN], usize>);

impl Values {
    /// Of a letter: id, nonce of the stamp, each stanza's encapsulated key and body, MAC, nonce and payload; of a
    /// parcel its id, the stamp's nonce and all bytes.
    ///
    /// # Errors
    /// If it has no id or no stamp, or is under a letter's path and no age file.
    pub fn add_request(&mut self, asked: &Asked) -> Result<()> {
        if asked.method != "PUT" {
            return Ok(());
        }
        let id = asked.path.rsplit('/').next().context("an id")?;
        self.add(&hex(id)?);
        self.add(hex(&asked.stamp)?.get(STAMP_NONCE).context("a stamp")?);
        if !asked.path.starts_with(LETTERS) {
            self.add(&asked.body);
            return Ok(());
        }
        let lines = header_lines(&asked.body)?;
        for line in lines.iter().skip(1) {
            let text = std::str::from_utf8(line)?;
            let word = text.rsplit(' ').next().unwrap_or(text);
            self.add(&STANDARD_NO_PAD.decode(word)?);
        }
        let header: usize = lines.iter().map(|line| line.len() + 1).sum();
        self.add(asked.body.get(header..).context("a payload")?);
        Ok(())
    }

    /// Token, nonce and the rest of a cell.
    pub fn add_cell(&mut self, cell: &Cell) {
        for part in CELL_PARTS {
            self.add(cell.get(part).unwrap_or_default());
        }
    }

    /// How many came more than once.
    pub fn repeated(&self) -> usize {
        self.0.values().filter(|times| **times > 1).count()
    }

    fn add(&mut self, bytes: &[u8]) {
        for piece in bytes.as_chunks::<VALUE_LEN>().0 {
            *self.0.entry(*piece).or_default() += 1;
        }
    }
}

/// The lines of an age file's header, up to the one with the header's MAC.
fn header_lines(letter: &[u8]) -> Result<Vec<&[u8]>> {
    let lines = letter.split(|byte| *byte == b'\n');
    let mut found = Vec::new();
    for line in lines {
        found.push(line);
        if line.starts_with(b"--- ") {
            return Ok(found);
        }
    }
    anyhow::bail!("a letter without a header")
}

fn hex(text: &str) -> Result<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?))
        .collect()
}
