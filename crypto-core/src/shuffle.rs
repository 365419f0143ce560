//! Random order, each order as likely as any other.

use rand_core::CryptoRng;

/// Shuffles items in place (Fisher–Yates, Durstenfeld's form).
pub fn shuffle<T>(items: &mut [T], rng: &mut impl CryptoRng) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(last + 1, rng));
    }
}

/// A number below `bound`, without bias: draws are thrown away where they would favour some.
fn below(bound: usize, rng: &mut impl CryptoRng) -> usize {
    let bound = bound as u64;
    let whole = u64::MAX - u64::MAX % bound;
    loop {
        let draw = rng.next_u64();
        if draw < whole {
            return (draw % bound) as usize;
        }
    }
}
