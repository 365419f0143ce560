//! The archive around an office file.

use std::io::{Cursor, Read, Write};

use zip::{
    CompressionMethod, DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions,
};

use crate::{Format, NotCleaned, format_of};

/// As many entries as an archive may have.
const MOST: usize = 20_000;
/// As many bytes as all entries may have together, unpacked.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Names and contents of entries.
pub(super) struct Archive(pub(super) Vec<(String, Vec<u8>)>);

impl Archive {
    /// Unpacks all entries.
    pub(super) fn read(all: &[u8]) -> Result<Self, NotCleaned> {
        let mut zip = ZipArchive::new(Cursor::new(all)).map_err(|_| NotCleaned::Damaged)?;
        if zip.len() > MOST {
            return Err(NotCleaned::Damaged);
        }
        let mut entries = Vec::new();
        let mut left = MOST_BYTES;
        for number in 0..zip.len() {
            let file = zip.by_index(number).map_err(why)?;
            let name = file.name().map_err(why)?.into_owned();
            if file.is_dir() {
                continue;
            }
            let mut bytes = Vec::new();
            // One more than is allowed, to see that it is too much.
            let read = file.take(left + 1).read_to_end(&mut bytes);
            let len = u64::try_from(read.map_err(|_| NotCleaned::Damaged)?).unwrap_or(u64::MAX);
            left = left.checked_sub(len).ok_or(NotCleaned::Damaged)?;
            entries.push((name, bytes));
        }
        entries.sort();
        let doubles = entries
            .windows(2)
            .any(|two| matches!(two, [a, b] if a.0 == b.0));
        if doubles {
            Err(NotCleaned::Damaged)
        } else {
            Ok(Self(entries))
        }
    }

    /// What an entry holds.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        self.0
            .iter()
            .find(|entry| entry.0 == name)
            .map(|entry| entry.1.as_slice())
    }

    /// A new archive: always the same for the same entries.
    pub(super) fn write(mut self) -> Result<Vec<u8>, NotCleaned> {
        let rank = |name: &str| match name {
            "mimetype" | "[Content_Types].xml" => 0,
            _ => 1,
        };
        self.0
            .sort_by(|a, b| (rank(&a.0), &a.0).cmp(&(rank(&b.0), &b.0)));
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        // Each goes from memory as soon as it is written.
        for (name, bytes) in self.0 {
            let method = if name == "mimetype" || is_packed(&bytes) {
                CompressionMethod::Stored
            } else {
                CompressionMethod::Deflated
            };
            let options = SimpleFileOptions::default()
                .compression_method(method)
                .last_modified_time(DateTime::default());
            zip.start_file(name.as_str(), options)
                .map_err(|_| NotCleaned::Damaged)?;
            zip.write_all(&bytes).map_err(|_| NotCleaned::Damaged)?;
        }
        let done = zip.finish().map_err(|_| NotCleaned::Damaged)?;
        Ok(done.into_inner())
    }
}

/// Pictures and films, which packing makes no smaller.
fn is_packed(bytes: &[u8]) -> bool {
    let format = format_of(bytes);
    matches!(
        format,
        Format::Jpeg | Format::Png | Format::Webp | Format::Gif | Format::Mp3 | Format::Mp4
    )
}

fn why(error: ZipError) -> NotCleaned {
    match error {
        ZipError::UnsupportedArchive(text) if text.contains("assword") => NotCleaned::Locked,
        _ => NotCleaned::Damaged,
    }
}
