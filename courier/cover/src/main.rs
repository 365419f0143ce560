//! `belfry-cover SLOTS`: writes one cover letter, 65,536 bytes, to standard output.
//!
//! A cover is sealed to keys that are thrown away at once, so it can be told from a letter by
//! nobody. It is a program of its own because the courier must link nothing that seals or opens
//! letters; this one, in turn, speaks to no network and is given nothing secret.

use std::io::Write as _;

use anyhow::Context as _;
use crypto_core::letter::{Slots, seal_cover};

fn main() -> anyhow::Result<()> {
    let slots = std::env::args()
        .nth(1)
        .context("belfry-courier starts this program; by hand: belfry-cover 8")?;
    let slots = slots.parse::<usize>().context("8 or 16 slots")?;
    let letter = seal_cover(Slots::try_from(slots)?, &mut rand::rng())?;
    std::io::stdout()
        .write_all(letter.as_bytes())
        .context("nobody reads the letter")
}
