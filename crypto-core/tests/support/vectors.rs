//! The files in the npm package `cctv-age`, as its one script holds them.

use std::{collections::BTreeMap, fs, io::Read as _, path::Path};

use anyhow::{Context as _, Result, bail};
use crypto_core::text::{unbase64, unhex};

/// How reading a file is to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// With a payload of this SHA-256.
    Success([u8; 32]),
    /// With no stanza that opens.
    NoMatch,
    /// With a header whose MAC is wrong.
    HmacFailure,
    /// With a header that is refused.
    HeaderFailure,
    /// With a payload of this SHA-256, released before the fault.
    PayloadFailure([u8; 32]),
    /// With an armor that is refused.
    ArmorFailure,
}

/// One file, and what is to come of it.
pub struct Vector {
    pub name: String,
    pub expected: Expected,
    pub identities: Vec<String>,
    pub passphrases: Vec<String>,
    pub armored: bool,
    pub file: Vec<u8>,
}

/// All files of the package in this folder.
pub fn read(folder: &Path) -> Result<Vec<Vector>> {
    let script = fs::read_to_string(folder.join("index.js")).context("cctv-age's index.js")?;
    let entries = script.split("// ../testdata/").skip(1);
    entries
        .map(|entry| {
            let (name, rest) = entry.split_once('\n').context("a file's name")?;
            let (_, rest) = rest.split_once("__toBinary(\"").context("a file")?;
            let (text, _) = rest.split_once('"').context("a file's end")?;
            let bytes = unbase64(text).context("base64")?;
            parse(name, &bytes).with_context(|| name.to_owned())
        })
        .collect()
}

fn parse(name: &str, bytes: &[u8]) -> Result<Vector> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let (head, file) = bytes.split_at(end.context("no empty line")? + 2);
    let mut fields = BTreeMap::<&str, Vec<String>>::new();
    for line in std::str::from_utf8(head)?.trim_end().lines() {
        let (key, value) = line.split_once(": ").context("a field")?;
        fields.entry(key).or_default().push(value.to_owned());
    }
    let mut all = |key| fields.remove(key).unwrap_or_default();
    let payload = all("payload").pop();
    let payload = || -> Result<[u8; 32]> {
        let hex = payload.as_deref().context("no payload")?;
        let bytes = unhex(hex).context("hexadecimal digits")?;
        Ok(bytes.as_slice().try_into()?)
    };
    let expected = match all("expect").pop().context("no outcome")?.as_str() {
        "success" => Expected::Success(payload()?),
        "no match" => Expected::NoMatch,
        "HMAC failure" => Expected::HmacFailure,
        "header failure" => Expected::HeaderFailure,
        "payload failure" => Expected::PayloadFailure(payload()?),
        "armor failure" => Expected::ArmorFailure,
        other => bail!("unknown outcome {other}"),
    };
    let file = match all("compressed").pop().as_deref() {
        None => file.to_vec(),
        Some("zlib") => {
            let mut inflated = Vec::new();
            flate2::read::ZlibDecoder::new(file).read_to_end(&mut inflated)?;
            inflated
        }
        Some(other) => bail!("unknown compression {other}"),
    };
    Ok(Vector {
        name: name.to_owned(),
        expected,
        identities: all("identity"),
        passphrases: all("passphrase"),
        armored: !all("armored").is_empty(),
        file,
    })
}
