//! Randomness from the browser's `crypto.getRandomValues`.

use std::convert::Infallible;

use rand_core::{CryptoRng, TryCryptoRng, TryRng};

/// The browser's generator.
pub struct Browser;

impl TryRng for Browser {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    #[expect(
        clippy::expect_used,
        reason = "without randomness nothing may be sealed; the worker stops and the page says so"
    )]
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        getrandom::fill(bytes).expect("the browser has no randomness");
        Ok(())
    }
}

impl TryCryptoRng for Browser {}

/// A number below `bound`, each equally likely; 0 for a bound of 0.
pub fn below(bound: u32, rng: &mut impl CryptoRng) -> u32 {
    // What lies above the last whole multiple of the bound would make small numbers likelier.
    let Some(excess) = (u32::MAX % bound.max(1) + 1).checked_rem(bound.max(1)) else {
        return 0;
    };
    loop {
        let drawn = rng.next_u32();
        if drawn <= u32::MAX - excess {
            return drawn % bound.max(1);
        }
    }
}

/// `count` different numbers below `bound`, ascending.
pub fn some_below(count: usize, bound: u8, rng: &mut impl CryptoRng) -> Vec<u8> {
    let mut all: Vec<u8> = (0..bound).collect();
    while all.len() > count {
        let index = below(u32::try_from(all.len()).unwrap_or(u32::MAX), rng);
        all.remove(usize::try_from(index).unwrap_or_default());
    }
    all
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn numbers_stay_below_their_bound_and_reach_all_of_it() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut seen = [false; 7];
        for _ in 0..500 {
            seen[below(7, &mut rng) as usize] = true;
        }
        assert_eq!(seen, [true; 7]);
        assert_eq!(below(1, &mut rng), 0);
        assert_eq!(below(0, &mut rng), 0);
    }

    #[test]
    fn positions_are_different_and_in_order() {
        let mut rng = StdRng::seed_from_u64(2);
        for _ in 0..100 {
            let drawn = some_below(3, 12, &mut rng);
            assert_eq!(drawn.len(), 3);
            assert!(drawn.is_sorted_by(|a, b| a < b) && drawn.iter().all(|n| *n < 12));
        }
    }
}
