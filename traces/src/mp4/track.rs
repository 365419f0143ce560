//! Tracks: which stay, and what of them.

use crate::{NotCleaned, Trace, bytes, found::Found};

use super::{
    Film,
    boxes::{Part, find, parts},
    samples, tell,
};

/// Tracks that show or sound: pictures, sound, subtitles of several kinds.
const SHOWN: [&[u8; 4]; 6] = [b"vide", b"soun", b"subt", b"sbtl", b"text", b"clcp"];

/// Those of them that are words.
const WORDS: [&[u8; 4]; 4] = [b"subt", b"sbtl", b"text", b"clcp"];

/// Whether subtitles are those of a flying camera, which writes there where it is, beat for beat.
fn has_places(all: &[u8], track: &Part) -> bool {
    const MARKS: [&[u8]; 4] = [b"GPS", b"latitude", b"Latitude", b"HOME("];
    let table = find(all, track.body, track.end, &[b"mdia", b"minf", b"stbl"]);
    let pieces = table.and_then(|table| samples::pieces(all, &table).ok());
    let words = |(from, to): (usize, usize)| all.get(from..to).unwrap_or_default();
    let mut pieces = pieces.unwrap_or_default().into_iter().map(words);
    pieces.any(|words| MARKS.iter().any(|mark| bytes::find(words, mark).is_some()))
}

/// The numbers of tracks that hold the chapters of others.
pub(super) fn chapters(all: &[u8], inside: &[Part]) -> Vec<u32> {
    let mut numbers = Vec::new();
    for track in inside.iter().filter(|part| &part.kind == b"trak") {
        if let Some(part) = find(all, track.body, track.end, &[b"tref", b"chap"]) {
            let list = all.get(part.body..part.end).unwrap_or_default();
            numbers.extend(list.chunks(4).take(64).filter_map(|n| bytes::be32(n, 0)));
        }
    }
    numbers
}

/// The number of a track.
fn number(all: &[u8], track: &Part) -> Option<u32> {
    let header = find(all, track.body, track.end, &[b"tkhd"])?;
    let at = if *all.get(header.body)? == 1 { 20 } else { 12 };
    bytes::be32(all, header.body + at)
}

/// What kind of track it is, as its handler says.
fn handler(all: &[u8], track: &Part) -> Option<[u8; 4]> {
    let part = find(all, track.body, track.end, &[b"mdia", b"hdlr"])?;
    bytes::piece(all, part.body + 8, 4)?.try_into().ok()
}

impl Film {
    pub(super) fn track(&mut self, track: &Part, chapters: &[u32]) -> Result<(), NotCleaned> {
        let kind = handler(&self.all, track).ok_or(NotCleaned::Damaged)?;
        let number = number(&self.all, track).ok_or(NotCleaned::Damaged)?;
        let places = WORDS.contains(&&kind) && has_places(&self.all, track);
        if !SHOWN.contains(&&kind) || chapters.contains(&number) || places {
            tell_track(if places { b"meta" } else { &kind }, &mut self.found);
            self.drop(track);
            self.dropped = true;
            return Ok(());
        }
        let inside = parts(&self.all, track.body, track.end)?;
        for part in &inside.parts {
            match &part.kind {
                b"tkhd" => self.times(part)?,
                b"edts" => self.keep_only(part, &[b"elst"])?,
                b"tapt" => self.keep_only(part, &[b"clef", b"prof", b"enof"])?,
                b"mdia" => self.media_of(part, &kind)?,
                b"clip" | b"matt" => return Err(NotCleaned::Unsupported),
                _ => self.drop(part),
            }
        }
        self.zero(inside.rest, track.end);
        Ok(())
    }

    fn media_of(&mut self, media: &Part, kind: &[u8; 4]) -> Result<(), NotCleaned> {
        let inside = parts(&self.all, media.body, media.end)?;
        for part in &inside.parts {
            match &part.kind {
                b"mdhd" => {
                    self.times(part)?;
                    self.language(part)?;
                }
                b"hdlr" => self.handler(part),
                b"minf" => self.information(part, kind)?,
                _ => self.drop(part),
            }
        }
        self.zero(inside.rest, media.end);
        Ok(())
    }

    /// The language that the camera or program was set to: "not said" instead.
    fn language(&mut self, part: &Part) -> Result<(), NotCleaned> {
        let at = part.end.checked_sub(4).filter(|at| *at >= part.body + 20);
        let at = at.ok_or(NotCleaned::Damaged)?;
        if let Some(code) = self.all.get_mut(at..at + 2) {
            if *code != [0x55, 0xc4] && *code != [0x7f, 0xff] {
                self.found.add(Trace::Other, "language");
            }
            code.copy_from_slice(&[0x55, 0xc4]);
        }
        Ok(())
    }

    /// Keeps what kind of handler it is, not who made it or how it is called.
    fn handler(&mut self, part: &Part) {
        let from = part.body + 12;
        let name = self.all.get(from + 12..part.end).unwrap_or_default();
        let name: Vec<u8> = name.iter().copied().filter(|byte| *byte > 31).collect();
        if self.wipe(from, part.end) {
            self.found.add_bytes(Trace::Software, &name);
        }
    }

    fn information(&mut self, part: &Part, kind: &[u8; 4]) -> Result<(), NotCleaned> {
        let inside = parts(&self.all, part.body, part.end)?;
        for part in &inside.parts {
            match &part.kind {
                b"vmhd" | b"smhd" | b"nmhd" | b"sthd" => {}
                b"gmhd" => self.keep_only(part, &[b"gmin", b"text"])?,
                b"hdlr" => self.handler(part),
                b"dinf" => self.references(part)?,
                b"stbl" => {
                    self.table(part, kind)?;
                    self.used.extend(samples::pieces(&self.all, part)?);
                }
                _ => self.drop(part),
            }
        }
        self.zero(inside.rest, part.end);
        Ok(())
    }

    /// Where the media are: in this file. QuickTime writes the path on the maker's disk beside it.
    fn references(&mut self, part: &Part) -> Result<(), NotCleaned> {
        self.keep_only(part, &[b"dref"])?;
        let list = find(&self.all, part.body, part.end, &[b"dref"]).ok_or(NotCleaned::Damaged)?;
        let from = list.body.checked_add(8).filter(|from| *from <= list.end);
        let entries = parts(&self.all, from.ok_or(NotCleaned::Damaged)?, list.end)?;
        for entry in &entries.parts {
            let flags = bytes::be32(&self.all, entry.body).ok_or(NotCleaned::Damaged)?;
            if flags & 1 == 0 {
                return Err(NotCleaned::Unsupported);
            }
            if self.wipe(entry.body + 4, entry.end) {
                self.found.add(Trace::Description, "");
            }
        }
        self.zero(entries.rest, list.end);
        Ok(())
    }
}

fn tell_track(kind: &[u8; 4], found: &mut Found) {
    match kind {
        b"tmcd" => found.add(Trace::Date, "tmcd"),
        b"text" | b"vide" | b"subt" | b"sbtl" => found.add(Trace::Description, ""),
        // Positions and other measurements, beat for beat.
        b"meta" | b"camm" | b"gpmd" => found.add(Trace::Position, ""),
        kind => found.add(Trace::Other, &tell::letters(kind)),
    }
}
