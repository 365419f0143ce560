//! Writing an age file of any length, for whoever has an age tool: a report that goes to another authority.

use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, aead::Aead as _};
use rand_core::CryptoRng;
use zeroize::{Zeroize as _, Zeroizing};

use super::{
    NONCE_LEN,
    write::{CHUNK_MAX, Stanza, WriteError, derive, header},
};
use crate::primitives::hybrid::{FileKey, HybridRecipient};

/// An age file that comes about piece by piece (age v1, C2SP specification; its payload is STREAM in chunks of 65,536
/// bytes): one chunk of it is held at a time, whatever its length. Without what [`LongFile::finish`] gives, it opens for
/// nobody.
pub struct LongFile {
    cipher: ChaCha20Poly1305,
    /// The number of the chunk that is held.
    counter: u32,
    /// Whether a chunk with the last number there is was sealed.
    full: bool,
    /// Plaintext of which it is not known yet whether more follows.
    held: Zeroizing<Vec<u8>>,
}

impl LongFile {
    /// Begins a file for these recipients; its first bytes, header and payload nonce.
    ///
    /// # Errors
    /// [`WriteError::Failed`], which does not happen with recipients that were parsed.
    pub fn begin(
        recipients: &[HybridRecipient],
        rng: &mut impl CryptoRng,
    ) -> Result<(Self, Vec<u8>), WriteError> {
        let file_key = FileKey::generate(rng);
        let wrapped = recipients
            .iter()
            .map(|recipient| recipient.wrap(&file_key, rng))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| WriteError::Failed)?;
        let stanzas: Vec<&dyn Stanza> = wrapped.iter().map(|stanza| stanza as _).collect();
        let mut begin = header(&file_key, &stanzas);
        let mut nonce = [0; NONCE_LEN];
        rng.fill_bytes(&mut nonce);
        begin.extend_from_slice(&nonce);
        let key = derive(&nonce, b"payload", &file_key);
        let file = Self {
            cipher: ChaCha20Poly1305::new((&*key).into()),
            counter: 0,
            full: false,
            held: Zeroizing::new(Vec::with_capacity(CHUNK_MAX)),
        };
        Ok((file, begin))
    }

    /// Takes the next bytes of the plaintext, however many; the next bytes of the file, perhaps none yet.
    ///
    /// # Errors
    /// [`WriteError::TooLong`] above 2^32 chunks.
    pub fn push(&mut self, plaintext: &[u8]) -> Result<Vec<u8>, WriteError> {
        let mut sealed = Vec::with_capacity(plaintext.len());
        let mut rest = plaintext;
        while !rest.is_empty() {
            if self.held.len() == CHUNK_MAX {
                sealed.extend(self.seal(false)?);
                self.held.zeroize();
            }
            let room = CHUNK_MAX - self.held.len();
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.held.extend_from_slice(now);
            rest = later;
        }
        Ok(sealed)
    }

    /// The file's last bytes; of an empty file there is one chunk all the same.
    ///
    /// # Errors
    /// As for [`LongFile::push`].
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        self.seal(true)
    }

    fn seal(&mut self, last: bool) -> Result<Vec<u8>, WriteError> {
        if self.full {
            return Err(WriteError::TooLong);
        }
        let [a, b, c, d] = self.counter.to_be_bytes();
        let nonce = [0, 0, 0, 0, 0, 0, 0, a, b, c, d, u8::from(last)];
        let sealed = self.cipher.encrypt((&nonce).into(), self.held.as_slice());
        // A nonce is never used twice.
        match self.counter.checked_add(1) {
            Some(next) => self.counter = next,
            None => self.full = true,
        }
        sealed.map_err(|_| WriteError::Failed)
    }
}

/// The age file with this plaintext, for these recipients.
///
/// # Errors
/// As for [`LongFile`].
pub fn write_long(
    recipients: &[HybridRecipient],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, WriteError> {
    let (mut long, mut file) = LongFile::begin(recipients, rng)?;
    file.extend(long.push(plaintext)?);
    file.extend(long.finish()?);
    Ok(file)
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng as _, rngs::StdRng};

    use super::{
        super::{ReadError, read},
        *,
    };
    use crate::primitives::hybrid::HybridIdentity;

    #[test]
    fn a_file_of_any_length_opens_with_the_age_crate_for_each_recipient_and_nobody_else() {
        let mut rng = StdRng::seed_from_u64(5);
        let ours: Vec<HybridIdentity> =
            (0..2).map(|_| HybridIdentity::generate(&mut rng)).collect();
        let recipients: Vec<HybridRecipient> = ours.iter().map(HybridIdentity::recipient).collect();
        for length in [0, 1, CHUNK_MAX - 1, CHUNK_MAX, CHUNK_MAX + 1, 3 * CHUNK_MAX] {
            let plaintext: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let file = write_long(&recipients, &plaintext, &mut rng).unwrap();
            for key in &ours {
                let opened = read(&file, std::slice::from_ref(key)).unwrap().unwrap();
                assert_eq!(*opened.plaintext, plaintext, "{length}");
            }
            let other = HybridIdentity::generate(&mut rng);
            assert!(read(&file, &[other]).unwrap().is_none());
            let cut = file.len() - 17.min(length + 16);
            assert_eq!(read(&file[..cut], &ours).err(), Some(ReadError::Altered));
        }
    }

    #[test]
    fn in_whatever_pieces_the_plaintext_comes_the_file_is_whole_only_with_its_end() {
        let mut rng = StdRng::seed_from_u64(6);
        let ours = [HybridIdentity::generate(&mut rng)];
        let plaintext: Vec<u8> = (0..3 * CHUNK_MAX).map(|at| (at % 251) as u8).collect();
        for piece in [1_000, CHUNK_MAX, CHUNK_MAX + 1, 2 * CHUNK_MAX] {
            let (mut long, mut file) = LongFile::begin(&[ours[0].recipient()], &mut rng).unwrap();
            for piece in plaintext.chunks(piece) {
                file.extend(long.push(piece).unwrap());
                assert!(long.held.len() <= CHUNK_MAX && long.held.capacity() == CHUNK_MAX);
            }
            assert_eq!(
                read(&file, &ours).err(),
                Some(ReadError::Altered),
                "{piece}"
            );
            file.extend(long.finish().unwrap());
            let opened = read(&file, &ours).unwrap().unwrap();
            assert_eq!(*opened.plaintext, plaintext, "{piece}");
        }
    }

    #[test]
    fn no_number_of_a_chunk_is_used_twice() {
        let mut rng = StdRng::seed_from_u64(7);
        let (mut long, _) = LongFile::begin(&[], &mut rng).unwrap();
        long.counter = u32::MAX;
        long.push(&[0; CHUNK_MAX + 1]).unwrap();
        assert_eq!(long.push(&[0; CHUNK_MAX]), Err(WriteError::TooLong));
        assert_eq!(long.finish(), Err(WriteError::TooLong));
    }
}
