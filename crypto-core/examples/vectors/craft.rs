//! Letters that no client makes: sealed as they must be around an altered plaintext, and a text from
//! another age tool.

use anyhow::{Context as _, Result, ensure};
use crypto_core::{
    lengths::LETTER_LEN,
    primitives::{
        age_file::{self, FRAME_LEN, NONCE_LEN, STANZA_LEN},
        hybrid::{FileKey, HybridIdentity, HybridRecipient, Wrapped},
    },
    text::unbase64_unpadded,
};
use rand::{Rng as _, rngs::StdRng};

const HEADER: usize = "age-encryption.org/v1\n".len();
const ARGUMENT: usize = "-> mlkem768x25519 ".len();
const ENC: usize = 1_494;
const BODY: usize = 43;
/// A box and a tag.
pub const BOX: usize = 48;
pub const TAG: usize = 16;

/// Where parts lie in the plaintext of a letter with 8 slots.
pub struct Places {
    pub stanza: usize,
    pub boxes: usize,
    pub tags: usize,
}

/// The letter with its plaintext altered, the stanzas as they were.
pub fn altered(
    letter: &[u8],
    reader: &HybridIdentity,
    alter: impl FnOnce(&mut Vec<u8>, &Places),
    rng: &mut StdRng,
) -> Result<Vec<u8>> {
    let opened = age_file::read(letter, &[HybridIdentity::parse(&reader.expose_text())?])?
        .context("not for this reader")?;
    let mut plaintext = opened.plaintext.to_vec();
    let start = plaintext.first_chunk().context("no length")?;
    let boxes = 4 + u32::from_be_bytes(*start) as usize;
    let places = Places {
        stanza: opened.index,
        boxes,
        tags: boxes + opened.stanzas * BOX,
    };
    let length = plaintext.len();
    alter(&mut plaintext, &places);
    ensure!(plaintext.len() == length, "the length changed");
    let mut stanzas = Vec::new();
    let mut file_key = None;
    for index in 0..opened.stanzas {
        let (encapsulated, body) = stanza(letter, index)?;
        // The writer wants a key of the box with each stanza, and has no use for it.
        let mut box_key = reader
            .recipient()
            .wrap(&FileKey::generate(rng), rng)?
            .box_key;
        if let Some((key, of_box)) = reader.unwrap(&encapsulated, &body)? {
            file_key = Some(key);
            box_key = of_box;
        }
        stanzas.push(Wrapped {
            encapsulated,
            body,
            box_key,
        });
    }
    let file_key = file_key.context("no stanza opens")?;
    Ok(age_file::write(
        &file_key,
        &stanzas,
        &nonce(rng),
        &plaintext,
    )?)
}

/// A text for one recipient, filled up with spaces to the length of a letter.
pub fn foreign(text: &str, to: &HybridRecipient, rng: &mut StdRng) -> Result<Vec<u8>> {
    let file_key = FileKey::generate(rng);
    let stanza = to.wrap(&file_key, rng)?;
    let mut plaintext = text.as_bytes().to_vec();
    plaintext.resize(LETTER_LEN - FRAME_LEN - STANZA_LEN, b' ');
    Ok(age_file::write(
        &file_key,
        &[stanza],
        &nonce(rng),
        &plaintext,
    )?)
}

fn nonce(rng: &mut StdRng) -> [u8; NONCE_LEN] {
    let mut nonce = [0; NONCE_LEN];
    rng.fill_bytes(&mut nonce);
    nonce
}

/// Encapsulated key and body of a stanza.
fn stanza(letter: &[u8], index: usize) -> Result<([u8; 1_120], [u8; 32])> {
    let begin = HEADER + index * STANZA_LEN + ARGUMENT;
    let body = begin + ENC + 1;
    let text = |at: usize, length: usize| -> Result<Vec<u8>> {
        let text = std::str::from_utf8(&letter[at..at + length])?;
        unbase64_unpadded(text).context("not base64")
    };
    let lengths = |_| anyhow::anyhow!("a stanza of another length");
    Ok((
        text(begin, ENC)?.try_into().map_err(lengths)?,
        text(body, BODY)?.try_into().map_err(lengths)?,
    ))
}
