//! A sealed letter, cover or parcel on its way: same id and same bytes until it is stored, a new stamp for
//! each try (protocol, section 5).

use crypto_core::{
    ids::{Digest, LetterId, ParcelId},
    letter::Letter,
    stamp::{Asked, Request, Stamp},
};
use rand_core::CryptoRng;

use crate::{Code, intake::digest};

/// What is to be posted. Nothing tells a letter from a cover.
pub struct Outgoing {
    path: String,
    kind: Kind,
    bytes: Vec<u8>,
    request: Request,
    hours: u32,
    effort: u32,
    stamp: Option<Stamp>,
}

enum Kind {
    Letter,
    Parcel,
}

impl Outgoing {
    pub(crate) fn letter(id: LetterId, letter: &Letter, header: Digest) -> Self {
        let bytes = letter.as_bytes().to_vec();
        let body = digest(&bytes);
        let request = Request {
            header,
            id: id.0,
            body,
        };
        Self::new(format!("/v1/letters/{id}"), Kind::Letter, bytes, request)
    }

    pub(crate) fn parcel(id: ParcelId, body: Digest, header: Digest) -> Self {
        let request = Request {
            header,
            id: id.0,
            body,
        };
        Self::new(
            format!("/v1/parcels/{id}"),
            Kind::Parcel,
            Vec::new(),
            request,
        )
    }

    fn new(path: String, kind: Kind, bytes: Vec<u8>, request: Request) -> Self {
        Self {
            path,
            kind,
            request,
            bytes,
            hours: 0,
            effort: 0,
            stamp: None,
        }
    }

    /// Where it is put.
    #[must_use]
    pub fn path(&self) -> String {
        self.path.clone()
    }

    /// A letter's 65,536 bytes; nothing for a parcel, whose bytes the session does not have.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Stamps refer to this header from now on.
    pub fn refer_to(&mut self, header: Digest) {
        self.request.header = header;
        self.stamp = None;
    }

    /// Takes the answer of `GET /v1/stamp` ([`Asked`], 12 bytes). The hour is our own, unless the two
    /// clocks differ by more than one: then the server's, and `true` is returned.
    ///
    /// # Errors
    /// [`Code::Stamp`] where it is not 12 bytes, or an effort that there is not.
    pub fn take_stamp(&mut self, answer: &[u8], own_hours: u32) -> Result<bool, Code> {
        let asked = Asked::parse(answer).ok_or(Code::Stamp)?;
        let differ = asked.hours.abs_diff(own_hours) > 1;
        self.hours = if differ { asked.hours } else { own_hours };
        self.effort = match self.kind {
            Kind::Letter => asked.letter,
            Kind::Parcel => asked.parcel,
        };
        self.stamp = None;
        Ok(differ)
    }

    /// One attempt at the stamp; `true` once there is one.
    pub fn attempt(&mut self, rng: &mut impl CryptoRng) -> bool {
        if self.stamp.is_none() {
            let mut nonce = [0; 16];
            rng.fill_bytes(&mut nonce);
            self.stamp = self.request.attempt(self.hours, nonce, self.effort);
        }
        self.stamp.is_some()
    }

    /// The stamp as the request's header carries it; `None` before an attempt succeeded.
    #[must_use]
    pub fn stamp(&self) -> Option<String> {
        self.stamp.as_ref().map(Stamp::to_hex)
    }

    /// The effort asked for.
    #[must_use]
    pub fn effort(&self) -> u32 {
        self.effort
    }
}
