//! A reporter's visit by the page's own Rust, without a browser: the same session, the same requests in the same
//! order, over plain HTTP or to whatever stands for the server.

use std::net::SocketAddr;

use anyhow::{Context, Result, anyhow, ensure};
use client_wasm::{Code, Outgoing, Session};
use crypto_core::attachment::{AttachmentKey, Cut, Parcels};
use crypto_core::lengths::{PARCEL_LEN, PARCEL_ROOM};
use crypto_core::primitives::hash::sha256;
use crypto_core::time::Day;
use crypto_core::words::Language;
use rand::RngExt;

use crate::http::{self, Answer};

/// Clients try until they have a stamp; a test without a flood needs few attempts.
const ATTEMPTS: u32 = 10_000;

/// What carries a visit's requests.
pub trait Line {
    /// Gets a path.
    ///
    /// # Errors
    /// If nothing answers.
    fn get(&mut self, path: &str) -> Result<Answer>;

    /// Puts bytes under a path; `headers` are further lines, each with its line end.
    ///
    /// # Errors
    /// If nothing answers.
    fn put(&mut self, path: &str, headers: &str, body: &[u8]) -> Result<Answer>;
}

/// A server that listens there.
impl Line for SocketAddr {
    fn get(&mut self, path: &str) -> Result<Answer> {
        http::get(*self, path)
    }

    fn put(&mut self, path: &str, headers: &str, body: &[u8]) -> Result<Answer> {
        http::put(*self, path, headers, body)
    }
}

/// One visit, from the first file to the last letter.
pub struct Visit<L> {
    session: Session,
    line: L,
    today: Day,
}

/// What somebody finds who comes back.
pub struct Found {
    /// The texts of all answers.
    pub answers: Vec<String>,
    /// Files that the answers name.
    pub files: usize,
}

impl<L: Line> Visit<L> {
    /// Fetches and checks the channel's files, as every visit does (protocol, section 6, steps 2 to 5).
    ///
    /// # Errors
    /// If the server does not answer, or what it has does not hold.
    pub fn arrive(mut line: L, fragment: &str, today: Day) -> Result<Self> {
        let mut rng = rand::rng();
        let mut session = Session::new(fragment, Language::Dutch, &mut rng).map_err(refused)?;
        while let Some(path) = session.next_path() {
            let answer = line.get(&path)?;
            ensure!(answer.status == 200, "{path}: {}", answer.status);
            session.take(&answer.body, today).map_err(refused)?;
        }
        Ok(Self {
            session,
            line,
            today,
        })
    }

    /// Makes a receipt; its words.
    pub fn begin(&mut self) -> String {
        self.session.new_receipt(&mut rand::rng()).join(" ")
    }

    /// Types a receipt and looks for answers, which asks the server for nothing.
    ///
    /// # Errors
    /// If the words are no receipt.
    pub fn come_back(&mut self, words: &str) -> Result<Found> {
        self.session.take_words(words).map_err(refused)?;
        let view = self.session.find_replies().map_err(refused)?;
        let mut found = Found {
            answers: view.answers.into_iter().map(|one| one.text).collect(),
            files: 0,
        };
        while self.session.offered_file(found.files).is_ok() {
            found.files += 1;
        }
        Ok(found)
    }

    /// Writes to the committee (0) or to an adviser from now on.
    ///
    /// # Errors
    /// If nobody with this number can be written to.
    pub fn address_to(&mut self, number: u16) -> Result<()> {
        self.session.address_to(number).map_err(refused)
    }

    /// Says who must not read what is sealed from now on; who is left out then, those of earlier letters included.
    ///
    /// # Errors
    /// If too few are left to read.
    pub fn leave_out(&mut self, numbers: &[u16]) -> Result<Vec<u16>> {
        self.session.leave_out(numbers).map_err(refused)?;
        let all = self.session.left_out();
        Ok(all.into_iter().map(|number| number.0).collect())
    }

    /// Sends a letter; its id in hexadecimal.
    ///
    /// # Errors
    /// If it cannot be sealed or is not stored.
    pub fn send(&mut self, text: &str) -> Result<String> {
        self.send_from(text, "")
    }

    /// The same with a name that is held apart, if it is not empty.
    ///
    /// # Errors
    /// As [`Visit::send`].
    pub fn send_from(&mut self, text: &str, name: &str) -> Result<String> {
        let rng = &mut rand::rng();
        let letter = (self.session).seal_letter_from((text, name), 0, false, self.today, rng);
        let letter = letter.map_err(refused)?;
        let path = letter.path();
        self.put(letter, None)?;
        self.session.stored();
        let id = path.rsplit('/').next().context("a path without an id")?;
        Ok(id.to_owned())
    }

    /// Sends a cover, as a visit does in which nobody writes.
    ///
    /// # Errors
    /// If it is not stored.
    pub fn cover(&mut self) -> Result<()> {
        let cover = self.session.seal_cover(self.today, &mut rand::rng());
        self.put(cover.map_err(refused)?, None)
    }

    /// Uploads a file with the parcels that round up, and names it in the next letter.
    ///
    /// # Errors
    /// If a parcel is not stored.
    pub fn upload(&mut self, name: &str, file: &[u8]) -> Result<()> {
        let hash = sha256(&[file]);
        let key = self.session.attachment_key(hash).map_err(refused)?;
        let cut = Cut::of(file.len() as u64).context("no such size")?;
        let parcels = Parcels::new(AttachmentKey::from_bytes(*key), cut);
        for i in 0..cut.parcels {
            let begin = usize::try_from(i)? * PARCEL_ROOM;
            let bytes = file.get(begin..begin + cut.len_of(i)).context("a piece")?;
            let sealed = parcels.seal(i, bytes).map_err(|_| anyhow!("not sealed"))?;
            self.parcel(parcels.id(i).0, &sealed)?;
        }
        self.session
            .uploaded(name, "application/octet-stream", file.len() as u64, hash)
            .map_err(refused)?;
        for _ in 0..self.session.fillers() {
            self.random_parcel()?;
        }
        Ok(())
    }

    /// Uploads random bytes under a random id.
    ///
    /// # Errors
    /// If they are not stored.
    pub fn random_parcel(&mut self) -> Result<()> {
        let mut bytes = vec![0; PARCEL_LEN];
        rand::rng().fill(bytes.as_mut_slice());
        self.parcel(rand::rng().random(), &bytes)
    }

    fn parcel(&mut self, id: [u8; 16], bytes: &[u8]) -> Result<()> {
        let outgoing = self.session.parcel(id, sha256(&[bytes])).map_err(refused)?;
        self.put(outgoing, Some(bytes))
    }

    fn put(&mut self, mut outgoing: Outgoing, parcel: Option<&[u8]>) -> Result<()> {
        let asked = self.line.get("/v1/stamp")?;
        // This machine's day is not the stack's, so the server's hour is taken.
        outgoing.take_stamp(&asked.body, 0).map_err(refused)?;
        let mut rng = rand::rng();
        let made = (0..ATTEMPTS).any(|_| outgoing.attempt(&mut rng));
        ensure!(made, "no stamp after {ATTEMPTS} attempts");
        let stamp = outgoing.stamp().context("no stamp")?;
        let headers = format!("Belfry-Stamp: {stamp}\r\n");
        let bytes = parcel.unwrap_or(outgoing.bytes());
        let answer = self.line.put(&outgoing.path(), &headers, bytes)?;
        ensure!(
            answer.status == 201,
            "{}: {}",
            outgoing.path(),
            answer.status
        );
        Ok(())
    }
}

fn refused(code: Code) -> anyhow::Error {
    anyhow!("the session refused: {code:?}")
}
