//! Taking the channel's files: head, roster, recipients of the epoch, board, each checked against the
//! one before (protocol, sections 4.5 and 4.6).

use crypto_core::{
    board::{self, Header},
    ids::Digest,
    labels::kind,
    primitives::hash::sha256,
    recipients, roster, signed,
    time::Day,
};

use crate::{Code, Session};

impl Session {
    /// Takes the bytes that came for [`Session::next_path`].
    ///
    /// # Errors
    /// [`Code::Channel`], [`Code::Future`], [`Code::Roster`], [`Code::Expired`], [`Code::Board`]; the file is then still
    /// missing and can be fetched again.
    pub fn take(&mut self, bytes: &[u8], today: Day) -> Result<(), Code> {
        if self.files.claimed.is_none() {
            self.take_head(bytes, today)
        } else if self.files.roster.is_none() {
            self.take_roster(bytes, today).inspect_err(|_| {
                // A new roster can have come between the two requests: begin with the head again.
                self.files.claimed = None;
            })
        } else if self.files.recipients.is_none() {
            self.take_recipients(bytes)
        } else {
            self.take_board(bytes)
        }
    }

    fn take_head(&mut self, bytes: &[u8], today: Day) -> Result<(), Code> {
        let header = Header::parse_prefix(bytes).map_err(|_| Code::Board)?;
        if header.signed_len() != bytes.len() {
            return Err(Code::Board);
        }
        if let Some(address) = &self.address
            && !address.is_of(&header.channel)
        {
            return Err(Code::Channel);
        }
        if header.day > today.plus(1) {
            return Err(Code::Future);
        }
        self.files.head = bytes.to_vec();
        self.files.claimed = Some(header);
        Ok(())
    }

    fn take_roster(&mut self, bytes: &[u8], today: Day) -> Result<(), Code> {
        let claimed = self.files.claimed.as_ref().ok_or(Code::Early)?;
        let roster = roster::verify(bytes, &claimed.channel).map_err(|_| Code::Roster)?;
        let header = board::verify_header(&self.files.head, &claimed.channel, &roster)
            .map_err(|_| Code::Board)?;
        if !roster.valid_on(today) {
            return Err(Code::Expired);
        }
        self.files.roster = Some(roster);
        self.files.header = Some(header);
        Ok(())
    }

    fn take_recipients(&mut self, bytes: &[u8]) -> Result<(), Code> {
        let epoch = self.header()?.day.epoch();
        let recipients =
            recipients::verify(bytes, self.roster()?, epoch).map_err(|_| Code::Roster)?;
        self.files.recipients = Some(recipients);
        Ok(())
    }

    fn take_board(&mut self, bytes: &[u8]) -> Result<(), Code> {
        let header = self.header()?;
        let board =
            board::verify(bytes, &header.channel, self.roster()?).map_err(|_| Code::Board)?;
        if board.header().hash() != header.hash() {
            return Err(Code::Board);
        }
        self.files.board = Some(board);
        Ok(())
    }

    /// Takes a newer head, for a page that was open while others published: stamps refer to the current
    /// header or the one before. Any publishing member of the roster at hand may have signed it.
    /// Returns what stamps refer to from now on.
    ///
    /// # Errors
    /// [`Code::Board`].
    pub fn take_newer_head(&mut self, bytes: &[u8]) -> Result<Digest, Code> {
        let newer = Header::parse_prefix(bytes).map_err(|_| Code::Board)?;
        let header = self.header()?;
        if newer.channel != header.channel || newer.serial < header.serial {
            return Err(Code::Board);
        }
        let signer = self.roster()?.member(newer.signer).ok_or(Code::Board)?;
        let key = signer.board_key().ok_or(Code::Board)?;
        signed::verify(bytes, kind::BOARD_HEADER, &key).map_err(|_| Code::Board)?;
        Ok(newer.hash())
    }
}

/// SHA-256 of a letter, as its stamp names it.
pub fn digest(bytes: &[u8]) -> Digest {
    Digest(sha256(&[bytes]))
}
