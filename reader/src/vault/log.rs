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
    thread,
};

use crypto_core::primitives::aead;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{VaultError, files};
use crate::wipe;

const MAGIC: &[u8; 18] = b"belfry/v1/journal\n";
const FRAME_HEAD_LEN: usize = 4 + 4 + 24;
/// The longest ciphertext of a frame: 64 MiB.
const FRAME_MAX: usize = 64 * 1024 * 1024;
/// Fewer zeros at the end than this are chance, not a crash.
const TORN_ZEROS_MIN: usize = 8;
/// Frames are read in so many runs at once at most, each of so many frames at least.
const RUNS_MAX: usize = 4;
const RUN_MIN: usize = if cfg!(test) { 1 } else { 64 };

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

    /// Reads all frames, in runs that are read at the same time: the plaintext of each frame is handed to `take`, in order
    /// with what was taken of its run so far. Of each run not two plaintexts are in memory at once. Gives what was taken,
    /// in the order of the runs.
    ///
    /// # Errors
    /// [`VaultError::DamagedEntry`] with the frame's position, or what the file system says.
    pub fn open<T: Default + Send>(
        path: &Path,
        key: Zeroizing<[u8; 32]>,
        take: impl Fn(&mut T, &[u8]) + Sync,
    ) -> Result<(Opened, Vec<T>), VaultError> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let after = bytes
            .strip_prefix(MAGIC)
            .ok_or(VaultError::Damaged("journal"))?;
        let (frames, end, mut rest) = frames(after);
        let (taken, bad) = open_all(&frames, &key, take);
        let position = bad.unwrap_or(frames.len());
        if let Some((from, _)) = frames.get(position) {
            rest = from;
        }
        let torn = match end {
            Next::End if bad.is_none() => false,
            Next::Torn if bad.is_none() => true,
            _ if is_torn(rest) => true,
            _ => return Err(VaultError::DamagedEntry(position as u64)),
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
            next: position as u64,
            length,
        };
        Ok((Opened { log, cut_off }, taken))
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

/// Frames as they lie in the file: what is left of it where each begins, and its body.
type Frames<'b> = Vec<(&'b [u8], &'b [u8])>;

/// All frames until something else comes: what, and where.
fn frames(mut rest: &[u8]) -> (Frames<'_>, Next<'_>, &[u8]) {
    let mut frames = Vec::new();
    loop {
        match next_frame(rest) {
            Next::Frame { body, rest: after } => {
                frames.push((rest, body));
                rest = after;
            }
            end => return (frames, end, rest),
        }
    }
}

/// What was taken of each run, up to the first frame that does not open; its position.
fn open_all<T: Default + Send>(
    frames: &Frames<'_>,
    key: &[u8; 32],
    take: impl Fn(&mut T, &[u8]) + Sync,
) -> (Vec<T>, Option<usize>) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let length = frames.len().div_ceil(cores.min(RUNS_MAX)).max(RUN_MIN);
    let open_run = |run: usize| {
        let mut taken = T::default();
        let numbered = frames.iter().enumerate().skip(run * length);
        for (position, (_, body)) in numbered.take(length) {
            let aad = (position as u64).to_be_bytes();
            match aead::open_with_nonce(key, &aad, body) {
                Ok(frame) => take(&mut taken, &frame),
                Err(_) => return (taken, Some(position)),
            }
        }
        (taken, None)
    };
    let runs = 1..frames.len().div_ceil(length);
    let opened = thread::scope(|scope| {
        let others = runs.map(|run| {
            let beside = thread::Builder::new().stack_size(wipe::STACK);
            let beside = beside.spawn_scoped(scope, move || wipe::after(|| open_run(run)));
            (run, beside)
        });
        let others: Vec<_> = others.collect();
        let first = open_run(0);
        // Where no thread can be started, or one broke off, it is done here.
        let others = others.into_iter().map(|(run, beside)| {
            let opened = beside.ok().and_then(|beside| beside.join().ok());
            opened.unwrap_or_else(|| open_run(run))
        });
        [first].into_iter().chain(others).collect::<Vec<_>>()
    });
    let mut all = Vec::new();
    for (taken, bad) in opened {
        all.push(taken);
        if bad.is_some() {
            return (all, bad);
        }
    }
    (all, None)
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
