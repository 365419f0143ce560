//! MP4 and MOV films, and sound in the same container.
//!
//! A copy is as long as the file: what goes is overwritten with zeroes in a box called `free`, so that every place
//! that another box points to stays where it is. Tracks of pictures, sound and subtitles stay, bit for bit; those
//! of positions, sensors, time codes and chapters go, and with them every byte of the media data that no track
//! that stays points to. What an encoder writes into the pictures and the sound themselves stays: some write
//! their name there.

mod boxes;
mod samples;
mod table;
mod tell;
mod track;

use crate::{Finding, NotCleaned, Trace, bytes, found::Found};
use boxes::{Part, parts};

/// A film while it is cleaned in place.
struct Film {
    all: Vec<u8>,
    found: Found,
    /// The pieces of the file that tracks which stay are made of.
    used: Vec<(usize, usize)>,
    /// Whether a track goes.
    dropped: bool,
}

/// What the file gives away; of a damaged one, up to where it is damaged.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut film = Film::new(all);
    // What was found before the damage is still worth telling.
    let _ = film.clean();
    Ok(film.found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let mut film = Film::new(all);
    film.clean()?;
    Ok(film.all)
}

/// Brands that say which rules a file keeps to, and not which camera made it.
const BRANDS: [&[u8; 4]; 24] = [
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"avc1",
    b"hvc1", b"av01", b"mp41", b"mp42", b"mp71", b"qt  ", b"dash", b"M4A ", b"M4V ", b"3gp4",
    b"3gp5", b"3gp6", b"3g2a", b"cmfc",
];

impl Film {
    fn new(all: &[u8]) -> Self {
        Self {
            all: all.to_vec(),
            found: Found::default(),
            used: Vec::new(),
            dropped: false,
        }
    }

    fn clean(&mut self) -> Result<(), NotCleaned> {
        let top = parts(&self.all, 0, self.all.len())?;
        let mut movies = 0;
        for part in &top.parts {
            match &part.kind {
                b"ftyp" | b"styp" => self.brands(part),
                b"moov" => {
                    movies += 1;
                    self.movie(part)?;
                }
                b"moof" => self.fragment(part)?,
                b"mdat" | b"sidx" => {}
                b"wide" => self.zero(part.body, part.end),
                _ => self.drop(part),
            }
        }
        self.zero(top.rest, self.all.len());
        if movies != 1 {
            return Err(NotCleaned::Damaged);
        }
        let fragmented = top.parts.iter().any(|part| &part.kind == b"moof");
        self.media(&top.parts, fragmented)
    }

    fn movie(&mut self, movie: &Part) -> Result<(), NotCleaned> {
        let inside = parts(&self.all, movie.body, movie.end)?;
        let chapters = track::chapters(&self.all, &inside.parts);
        for part in &inside.parts {
            match &part.kind {
                b"mvhd" => {
                    self.times(part)?;
                    // Where the film was stopped when it was last looked at.
                    let last = part.end.checked_sub(28).filter(|at| *at > part.body);
                    let last = last.ok_or(NotCleaned::Damaged)?;
                    self.zero(last, part.end - 4);
                }
                b"trak" => self.track(part, &chapters)?,
                b"mvex" => self.keep_only(part, &[b"mehd", b"trex"])?,
                b"cmov" | b"rmra" => return Err(NotCleaned::Unsupported),
                _ => self.drop(part),
            }
        }
        self.zero(inside.rest, movie.end);
        Ok(())
    }

    fn fragment(&mut self, fragment: &Part) -> Result<(), NotCleaned> {
        const KEPT: [&[u8; 4]; 6] = [b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs"];
        self.keep_only(fragment, &[b"mfhd", b"traf"])?;
        for part in parts(&self.all, fragment.body, fragment.end)?.parts {
            if &part.kind == b"traf" {
                self.keep_only(&part, &KEPT)?;
            }
        }
        Ok(())
    }

    /// Media data that no track needs. Where fragments point is not followed: then every track must stay.
    fn media(&mut self, top: &[Part], fragmented: bool) -> Result<(), NotCleaned> {
        if fragmented {
            return if self.dropped {
                Err(NotCleaned::Unsupported)
            } else {
                Ok(())
            };
        }
        let mut used = std::mem::take(&mut self.used);
        used.sort_unstable();
        let mut used = used.into_iter().peekable();
        let mut rest = false;
        for data in top.iter().filter(|part| &part.kind == b"mdat") {
            let mut at = data.body;
            while let Some((start, end)) = used.next_if(|(_, end)| *end <= data.end) {
                if start < data.body {
                    return Err(NotCleaned::Damaged);
                }
                rest |= self.wipe(at, start);
                at = at.max(end);
            }
            rest |= self.wipe(at, data.end);
        }
        if rest {
            self.found.add(Trace::Other, "mdat");
        }
        // What is left points outside the media data.
        used.next().map_or(Ok(()), |_| Err(NotCleaned::Damaged))
    }

    /// Names of cameras' makers among the brands; the version is a number of the program.
    fn brands(&mut self, part: &Part) {
        let is_quicktime = bytes::piece(&self.all, part.body, 4) == Some(b"qt  ");
        let usual: &[u8; 4] = if is_quicktime { b"qt  " } else { b"mp42" };
        let mut at = part.body;
        while let Some(brand) = self.all.get_mut(at..part.end.min(at.saturating_add(4))) {
            if brand.is_empty() {
                break;
            }
            if at == part.body + 4 {
                brand.fill(0);
            } else if !BRANDS.iter().any(|known| known[..] == *brand) && brand.len() == 4 {
                if brand.iter().any(|byte| *byte != 0) {
                    self.found.add_bytes(Trace::Device, brand);
                }
                brand.copy_from_slice(usual);
            }
            at += 4;
        }
    }

    /// Keeps the boxes of these kinds as they are.
    fn keep_only(&mut self, part: &Part, kinds: &[&[u8; 4]]) -> Result<(), NotCleaned> {
        let inside = parts(&self.all, part.body, part.end)?;
        for part in &inside.parts {
            if !kinds.contains(&&part.kind) {
                self.drop(part);
            }
        }
        self.zero(inside.rest, part.end);
        Ok(())
    }

    /// Tells what is in a box, and makes it an empty one.
    fn drop(&mut self, part: &Part) {
        tell::part(&self.all, part, &mut self.found, 0);
        self.wipe(part.body, part.end);
        if let Some(kind) = self.all.get_mut(part.kind_at..part.kind_at + 4) {
            kind.copy_from_slice(b"free");
        }
    }

    /// Zeroes; says whether there was something.
    fn wipe(&mut self, from: usize, to: usize) -> bool {
        let Some(piece) = self.all.get_mut(from..to) else {
            return false;
        };
        let something = piece.iter().any(|byte| *byte != 0);
        piece.fill(0);
        something
    }

    fn zero(&mut self, from: usize, to: usize) {
        self.wipe(from, to);
    }

    /// Zeroes the times of making and changing in a header of the film, a track or its media.
    fn times(&mut self, part: &Part) -> Result<(), NotCleaned> {
        let version = *self.all.get(part.body).ok_or(NotCleaned::Damaged)?;
        let len = if version == 1 { 16 } else { 8 };
        let (from, to) = (part.body + 4, part.body + 4 + len);
        if to > part.end {
            return Err(NotCleaned::Damaged);
        }
        let low = if version == 1 { from + 4 } else { from };
        if let Some(seconds) = bytes::be32(&self.all, low).filter(|seconds| *seconds != 0) {
            self.found.add(Trace::Date, &tell::date(seconds));
        }
        if self.wipe(from, to) {
            self.found.add(Trace::Date, "");
        }
        Ok(())
    }
}
