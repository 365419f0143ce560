//! The table of a track's samples, and how they are encoded.

use crate::{NotCleaned, Trace, bytes};

use super::{
    Film,
    boxes::{Part, parts},
};

/// Where samples are, how long they last, which can be shown alone.
const TABLES: [&[u8; 4]; 15] = [
    b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stps",
    b"sdtp", b"sbgp", b"sgpd", b"subs", b"stsd",
];

/// What a decoder needs to know, and how colours and loudspeakers are meant.
const SETTINGS: [&[u8; 4]; 40] = [
    b"avcC", b"hvcC", b"lhvC", b"mvcC", b"vpcC", b"av1C", b"dvcC", b"dvvC", b"dvwC", b"esds",
    b"colr", b"pasp", b"clap", b"btrt", b"fiel", b"gama", b"mdcv", b"clli", b"SmDm", b"CoLL",
    b"st3d", b"chan", b"chnl", b"wave", b"glbl", b"d263", b"damr", b"dac3", b"dec3", b"dac4",
    b"dOps", b"dfLa", b"alac", b"dmlp", b"jp2h", b"pcmC", b"srat", b"amve", b"cclv", b"ccst",
];

/// What says nothing to a decoder.
const IDLE: [&[u8; 4]; 5] = [b"free", b"skip", b"uuid", b"udta", b"meta"];

impl Film {
    pub(super) fn table(&mut self, table: &Part, kind: &[u8; 4]) -> Result<(), NotCleaned> {
        self.keep_only(table, &TABLES)?;
        for part in parts(&self.all, table.body, table.end)?.parts {
            if &part.kind == b"stsd" {
                self.descriptions(&part, kind)?;
            }
        }
        Ok(())
    }

    fn descriptions(&mut self, list: &Part, kind: &[u8; 4]) -> Result<(), NotCleaned> {
        let from = list.body.checked_add(8).filter(|from| *from <= list.end);
        let entries = parts(&self.all, from.ok_or(NotCleaned::Damaged)?, list.end)?;
        for entry in &entries.parts {
            match (kind, &entry.kind) {
                // Locked with a key that a player asks somebody for.
                (_, b"encv" | b"enca" | b"drms" | b"drmi") => return Err(NotCleaned::Locked),
                (b"vide", _) => self.picture(entry)?,
                (b"soun", _) => self.sound(entry)?,
                _ => {}
            }
        }
        self.zero(entries.rest, list.end);
        Ok(())
    }

    fn picture(&mut self, entry: &Part) -> Result<(), NotCleaned> {
        let inside = entry.body.checked_add(78).filter(|at| *at <= entry.end);
        let inside = inside.ok_or(NotCleaned::Damaged)?;
        self.maker(entry.body + 12);
        let name = entry.body + 42;
        let text = self.all.get(name + 1..name + 32).unwrap_or_default();
        let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
        let text = text.to_vec();
        if self.wipe(name, name + 32) {
            self.found.add_bytes(Trace::Software, &text);
        }
        self.settings(inside, entry.end)
    }

    fn sound(&mut self, entry: &Part) -> Result<(), NotCleaned> {
        let version = bytes::be16(&self.all, entry.body + 8).ok_or(NotCleaned::Damaged)?;
        let len = match version {
            0 => 28,
            1 => 44,
            2 => 64,
            _ => return Err(NotCleaned::Damaged),
        };
        let inside = entry.body.checked_add(len).filter(|at| *at <= entry.end);
        self.maker(entry.body + 12);
        self.settings(inside.ok_or(NotCleaned::Damaged)?, entry.end)
    }

    /// Four letters of who made the encoder.
    fn maker(&mut self, at: usize) {
        let maker = bytes::piece(&self.all, at, 4).unwrap_or_default().to_vec();
        if self.wipe(at, at + 4) {
            self.found.add_bytes(Trace::Software, &maker);
        }
    }

    /// A colour profile can be that of one screen; numbers that say which colours are meant are not.
    fn is_profile(&self, part: &Part) -> bool {
        let kind = bytes::piece(&self.all, part.body, 4);
        &part.kind == b"colr" && !matches!(kind, Some(b"nclc" | b"nclx"))
    }

    /// Settings that are not known here may be needed, or tell something: then there is no copy.
    fn settings(&mut self, from: usize, to: usize) -> Result<(), NotCleaned> {
        let inside = parts(&self.all, from, to)?;
        for part in &inside.parts {
            if IDLE.contains(&&part.kind) || self.is_profile(part) {
                self.drop(part);
            } else if !SETTINGS.contains(&&part.kind) {
                return Err(NotCleaned::Unsupported);
            }
        }
        self.zero(inside.rest, to);
        Ok(())
    }
}
