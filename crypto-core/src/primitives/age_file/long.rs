//! Writing an age file of any length, for whoever has an age tool: a report that goes to another authority.

use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, aead::Aead as _};
use rand_core::CryptoRng;

use super::{
    NONCE_LEN,
    write::{CHUNK_MAX, Stanza, WriteError, derive, header},
};
use crate::primitives::hybrid::{FileKey, HybridRecipient};

/// The age file with this plaintext, for these recipients (age v1, C2SP specification; its payload is STREAM in chunks
/// of 65,536 bytes).
///
/// # Errors
/// [`WriteError::Failed`], which does not happen with recipients that were parsed; [`WriteError::TooLong`] above
/// 2^32 chunks.
pub fn write_long(
    recipients: &[HybridRecipient],
    plaintext: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, WriteError> {
    let file_key = FileKey::generate(rng);
    let wrapped = recipients
        .iter()
        .map(|recipient| recipient.wrap(&file_key, rng))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| WriteError::Failed)?;
    let stanzas: Vec<&dyn Stanza> = wrapped.iter().map(|stanza| stanza as _).collect();
    let mut file = header(&file_key, &stanzas);
    let mut nonce = [0; NONCE_LEN];
    rng.fill_bytes(&mut nonce);
    file.extend_from_slice(&nonce);
    let key = derive(&nonce, b"payload", &file_key);
    let cipher = ChaCha20Poly1305::new((&*key).into());
    // An empty file has one chunk all the same.
    let last = plaintext.len().div_ceil(CHUNK_MAX).saturating_sub(1);
    for number in 0..=last {
        let from = number * CHUNK_MAX;
        let to = plaintext.len().min(from + CHUNK_MAX);
        let counter = u32::try_from(number).map_err(|_| WriteError::TooLong)?;
        let [a, b, c, d] = counter.to_be_bytes();
        let nonce = [0, 0, 0, 0, 0, 0, 0, a, b, c, d, u8::from(number == last)];
        let chunk = plaintext.get(from..to).unwrap_or_default();
        let sealed = cipher.encrypt((&nonce).into(), chunk);
        file.extend(sealed.map_err(|_| WriteError::Failed)?);
    }
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
}
