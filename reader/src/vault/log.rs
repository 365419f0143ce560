//! The append-only file below the journal: sealed frames, each on disk before it counts.
//!
//! ```text
//! file  = "belfry/v1/journal\n" (18) ‖ frame …
//! frame = length u32 ‖ length with all bits inverted u32 ‖ nonce (24) ‖ ciphertext (length bytes)
//! ```
//!
//! XChaCha20-Poly1305 with AAD = the frame's position, u64 from 0. A frame holds one or more whole
//! entries, so that what belongs together is written together. After a crash the frame being
//! written may be cut off or hold zeros: it is moved aside with a notice. Anything else that does
//! not open is damage, and named.

use std::{
    fs::{File, OpenOptions},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use crypto_core::primitives::aead;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{VaultError, files};

const MAGIC: &[u8; 18] = b"belfry/v1/journal\n";
const FRAME_HEAD_LEN: usize = 4 + 4 + 24;
/// The longest ciphertext of a frame: 64 MiB.
const FRAME_MAX: usize = 64 * 1024 * 1024;
/// Fewer zeros at the end than this are chance, not a crash.
const TORN_ZEROS_MIN: usize = 8;

/// The file, open for appending.
pub struct Log {
    file: File,
    key: Zeroizing<[u8; 32]>,
    next: u64,
    length: u64,
}

/// What was found at opening.
pub struct Opened {
    /// The file, ready for the next frame.
    pub log: Log,
    /// Where an unfinished frame was moved to, if there was one.
    pub cut_off: Option<PathBuf>,
}

enum Next<'b> {
    End,
    /// From here on, what a crash leaves: nothing whole, and nothing that was ever acknowledged.
    Torn,
    Damaged,
    Frame {
        body: &'b [u8],
        rest: &'b [u8],
    },
}

impl Log {
    /// Makes an empty file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn create(path: &Path) -> Result<(), VaultError> {
        files::create_new(path, MAGIC)?;
        Ok(())
    }

    /// Reads all frames and hands the plaintext of each to `take`, in order; of a long journal not two are in memory at
    /// once.
    ///
    /// # Errors
    /// [`VaultError::DamagedEntry`] with the frame's position, what the file system says, or `take`.
    pub fn open<E: Into<VaultError>>(
        path: &Path,
        key: Zeroizing<[u8; 32]>,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Opened, VaultError> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let mut rest = bytes
            .strip_prefix(MAGIC)
            .ok_or(VaultError::Damaged("journal"))?;
        let mut next = 0;
        let torn = loop {
            let position: u64 = next;
            let opened = match next_frame(rest) {
                Next::End => break false,
                Next::Torn => break true,
                Next::Damaged => None,
                Next::Frame { body, rest } => {
                    let aad = position.to_be_bytes();
                    let frame = aead::open_with_nonce(&key, &aad, body).ok();
                    frame.map(|frame| (frame, rest))
                }
            };
            match opened {
                Some((frame, after)) => {
                    take(&frame).map_err(Into::into)?;
                    next += 1;
                    rest = after;
                }
                None if is_torn(rest) => break true,
                None => return Err(VaultError::DamagedEntry(position)),
            }
        };
        let length = (bytes.len() - rest.len()) as u64;
        let cut_off = if torn {
            Some(cut_off(path, &mut file, length, rest)?)
        } else {
            None
        };
        let log = Self {
            file,
            key,
            next,
            length,
        };
        Ok(Opened { log, cut_off })
    }

    /// Appends one frame; it is on disk on return.
    ///
    /// # Errors
    /// What the file system says; the file is then as before, as far as the file system allows.
    pub fn append(&mut self, plaintext: &[u8], rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let mut nonce = [0; 24];
        rng.fill_bytes(&mut nonce);
        let sealed = aead::seal_with_nonce(&self.key, &nonce, &self.next.to_be_bytes(), plaintext);
        let length = u32::try_from(sealed.len() - 24)
            .ok()
            .filter(|length| *length as usize <= FRAME_MAX)
            .ok_or(VaultError::TooLarge)?;
        let mut frame = length.to_be_bytes().to_vec();
        frame.extend((!length).to_be_bytes());
        frame.extend(sealed);
        if let Err(error) = self.write(&frame) {
            // A half frame would be cut off at the next opening anyway.
            let _ = self.file.set_len(self.length);
            return Err(error.into());
        }
        self.length += frame.len() as u64;
        self.next += 1;
        Ok(())
    }

    fn write(&mut self, frame: &[u8]) -> std::io::Result<()> {
        self.file.seek(SeekFrom::Start(self.length))?;
        self.file.write_all(frame)?;
        self.file.sync_data()
    }
}

fn next_frame(rest: &[u8]) -> Next<'_> {
    if rest.is_empty() {
        return Next::End;
    }
    if rest.iter().all(|byte| *byte == 0) {
        return Next::Torn;
    }
    let Some((length, after)) = rest.split_first_chunk::<4>() else {
        return Next::Torn;
    };
    let Some((inverted, body)) = after.split_first_chunk::<4>() else {
        return Next::Torn;
    };
    let length = u32::from_be_bytes(*length);
    if length != !u32::from_be_bytes(*inverted) || length as usize > FRAME_MAX {
        return Next::Damaged;
    }
    match body.split_at_checked(length as usize + 24) {
        Some((body, rest)) => Next::Frame { body, rest },
        None => Next::Torn,
    }
}

/// Whether this is the beginning of a frame and then zeros to the end of the file: a crash can leave
/// a file longer than what was written into it. Of a frame that was once whole, no such thing is
/// left by a flipped bit.
fn is_torn(rest: &[u8]) -> bool {
    let written = rest
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    let unwritten = rest.len() - written;
    unwritten >= TORN_ZEROS_MIN
        && matches!(
            next_frame(rest.get(..written).unwrap_or_default()),
            Next::Torn | Next::End
        )
}

fn cut_off(path: &Path, file: &mut File, length: u64, torn: &[u8]) -> Result<PathBuf, VaultError> {
    let aside = path.with_extension(format!("cut-at-{length}"));
    files::replace(&aside, torn)?;
    file.set_len(length)?;
    file.sync_all()?;
    Ok(aside)
}

const _: () = assert!(FRAME_HEAD_LEN == 32);
