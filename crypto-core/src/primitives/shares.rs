//! Shamir's secret sharing ("How to share a secret", 1979), byte by byte over GF(256) with the
//! polynomial x⁸ + x⁴ + x³ + x + 1 (0x11b), the secret at x = 0.
//!
//! The field is the `vsss-rs` crate's, without tables and without branches on secrets. Its own
//! splitting is not used: it never draws the coefficient zero, so that a share would rule out one
//! value of each byte of the secret.

use rand_core::CryptoRng;
use thiserror::Error;
use vsss_rs::Gf256;
use zeroize::Zeroizing;

/// One share: the secret's polynomials at one place.
#[derive(Clone, PartialEq, Eq)]
pub struct Share {
    /// The place, 1 to 255.
    pub x: u8,
    /// The polynomials there, as many bytes as the secret has. Wiped on drop.
    pub y: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Share({}, …)", self.x)
    }
}

/// Why shares cannot be made or put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ShareError {
    /// The threshold is 0, or above the number of shares, or there are more than 255.
    #[error("the number of shares or the threshold is not possible")]
    Number,
    /// Two shares have one place, one has place 0, or their lengths differ.
    #[error("these shares do not belong together")]
    Mixed,
}

/// Splits a secret into `count` shares with the places 1 to `count`, any `threshold` of which give it
/// back; fewer tell nothing but its length. With threshold 1 every share is the secret.
///
/// # Errors
/// [`ShareError::Number`].
pub fn split(
    secret: &[u8],
    threshold: u8,
    count: u8,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Share>, ShareError> {
    if threshold == 0 || threshold > count {
        return Err(ShareError::Number);
    }
    let degree = usize::from(threshold) - 1;
    let mut coefficients = Zeroizing::new(vec![0; secret.len() * degree]);
    rng.fill_bytes(&mut coefficients);
    Ok((1..=count)
        .map(|x| {
            let mut y = Zeroizing::new(secret.to_vec());
            for (at, byte) in y.iter_mut().enumerate() {
                let own = coefficients.iter().skip(at * degree).take(degree);
                // Horner's rule, the secret last.
                let high = own.fold(Gf256(0), |sum, coefficient| {
                    (sum + Gf256(*coefficient)) * Gf256(x)
                });
                *byte = (high + Gf256(*byte)).0;
            }
            Share { x, y }
        })
        .collect())
}

/// The secret that these shares give; all of them are used. Whether it is the right one shows
/// elsewhere: fewer shares than the threshold, or a wrong one, give another secret without a sign.
///
/// # Errors
/// [`ShareError::Number`] without shares, [`ShareError::Mixed`].
pub fn combine(shares: &[Share]) -> Result<Zeroizing<Vec<u8>>, ShareError> {
    let first = shares.first().ok_or(ShareError::Number)?;
    if first.x == 0 || shares.iter().any(|share| share.y.len() != first.y.len()) {
        return Err(ShareError::Mixed);
    }
    if shares.len() == 1 {
        return Ok(first.y.clone());
    }
    let joined: Zeroizing<Vec<Vec<u8>>> = Zeroizing::new(
        shares
            .iter()
            .map(|share| {
                std::iter::once(share.x)
                    .chain(share.y.iter().copied())
                    .collect()
            })
            .collect(),
    );
    Gf256::combine_bytes(joined.as_slice())
        .map(Zeroizing::new)
        .map_err(|_| ShareError::Mixed)
}

#[cfg(test)]
mod tests {
    use base16ct::mixed::decode_vec as hex;
    use proptest::prelude::*;
    use rand::{SeedableRng as _, rngs::StdRng};

    use super::*;
    use crate::primitives::mac::hmac_sha256;

    /// FIPS 197, 4.2 and 4.2.1: multiplication in this very field.
    #[test]
    fn the_field_is_that_of_aes() {
        assert_eq!(Gf256(0x57) * Gf256(0x83), Gf256(0xc1));
        assert_eq!(Gf256(0x57) * Gf256(0x13), Gf256(0xfe));
    }

    #[test]
    fn a_share_prints_its_place_alone() {
        let y = Zeroizing::new(vec![0xab; 16]);
        assert_eq!(format!("{:?}", Share { x: 3, y }), "Share(3, …)");
    }

    #[test]
    fn a_share_at_the_place_of_the_secret_is_refused_alone_and_among_others() {
        let share = |x| Share {
            x,
            y: Zeroizing::new(vec![1; 16]),
        };
        for shares in [
            vec![share(0)],
            vec![share(0), share(1)],
            vec![share(1), share(0)],
        ] {
            assert_eq!(combine(&shares), Err(ShareError::Mixed));
        }
    }

    /// The shares of SLIP-0039's published vectors (`vectors.json`: "shadow pistol", "humidity disease",
    /// and groups 3 and 2 of "eraser senior"), their words turned into bytes. There the secret lies at 255 and its
    /// digest at 254; since the field's sum is XOR, moving every place by 255 or 254 brings it to 0.
    #[test]
    fn the_published_vectors_of_slip_39_combine() {
        let vectors: [&[(u8, &str)]; 4] = [
            &[
                (2, "08fb14b66e692e25dfe2edf53289ed62"),
                (0, "06ab48fef4bedc8ce58baeef0a73f76e"),
            ],
            &[
                (
                    2,
                    "81e5473f4b7f66094f888d2f98fe0ded6a692dc72c65dc498d6e28bee6ebdfcc",
                ),
                (
                    1,
                    "19e366e9b2e34851e52132c31c2b2c957321bf5ce6c9c1410ea1ddf5fef92c27",
                ),
            ],
            &[
                (0, "44e95c567b0b73d470f78e2cc4f206ee"),
                (4, "a0c12ed2cc2adeb32ccebec07a3c1b3a"),
            ],
            &[
                (4, "90f25bc998346d039203971999669e96"),
                (2, "fc119ebfe32da3d688dc1f26c22c7ffc"),
                (0, "9e6afad0e741c8c1c65b2785a942808a"),
            ],
        ];
        let secrets = [
            "cdc017fddc829e791b1371780be0605a",
            "0204622ff84267b5dae0ca4e0c1328d6611b96b92b11692e5a7542314f7a54ee",
            "b9b5af7bb5cb7b70d203e63496a1b47b",
            "e0a3c2d22270a6497c10d76edc660894",
        ];
        for (vector, secret) in vectors.iter().zip(secrets) {
            let at = |place: u8| {
                let moved: Vec<Share> = vector
                    .iter()
                    .map(|(x, y)| Share {
                        x: x ^ place,
                        y: Zeroizing::new(hex(y).unwrap()),
                    })
                    .collect();
                combine(&moved).unwrap()
            };
            let (found, digest) = (at(255), at(254));
            assert_eq!(found.to_vec(), hex(secret).unwrap());
            let (mac, salt) = digest.split_at(4);
            // HMAC fills a short key up with zeros itself.
            let mut key = [0; 32];
            key[..salt.len()].copy_from_slice(salt);
            assert_eq!(
                mac,
                &hmac_sha256(&key, &[&found])[..4],
                "SLIP-0039's digest"
            );
        }
    }

    proptest! {
        #[test]
        fn any_threshold_of_shares_gives_the_secret_and_one_less_does_not(
            secret in prop::collection::vec(any::<u8>(), 16),
            threshold in 1_u8..8,
            more in 0_u8..8,
            seed: u64,
        ) {
            let mut rng = StdRng::seed_from_u64(seed);
            let mut shares = split(&secret, threshold, threshold + more, &mut rng).unwrap();
            crate::shuffle::shuffle(&mut shares, &mut rng);
            let needed = usize::from(threshold);
            prop_assert_eq!(combine(&shares[..needed]).unwrap().to_vec(), secret.clone());
            prop_assert_eq!(combine(&shares).unwrap().to_vec(), secret.clone());
            if threshold > 1 {
                prop_assert_ne!(combine(&shares[..needed - 1]).unwrap().to_vec(), secret);
            }
        }
    }

    /// A coefficient that is never zero would leave one of 256 values out.
    #[test]
    fn a_share_rules_out_no_value_of_the_secret() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut seen = [false; 256];
        for _ in 0..4_000 {
            let shares = split(&[7], 2, 2, &mut rng).unwrap();
            seen[usize::from(shares[0].y[0])] = true;
        }
        assert!(seen.iter().all(|seen| *seen));
    }

    #[test]
    fn what_does_not_belong_together_is_refused() {
        let mut rng = StdRng::seed_from_u64(2);
        assert_eq!(split(&[1], 0, 3, &mut rng), Err(ShareError::Number));
        assert_eq!(split(&[1], 4, 3, &mut rng), Err(ShareError::Number));
        let shares = split(&[1, 2], 2, 3, &mut rng).unwrap();
        let twice = [shares[0].clone(), shares[0].clone()];
        assert_eq!(combine(&twice), Err(ShareError::Mixed));
        let mut short = shares.clone();
        short[1].y.pop();
        assert_eq!(combine(&short), Err(ShareError::Mixed));
        let mut zero = shares;
        zero[1].x = 0;
        assert_eq!(combine(&zero), Err(ShareError::Mixed));
        assert_eq!(combine(&[]), Err(ShareError::Number));
    }
}
