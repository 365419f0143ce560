//! `belfry-cover SLOTS QUORUM`: writes one cover letter, 65,536 bytes, to standard output.
//!
//! A cover is sealed to keys that are thrown away at once, so it can be told from a letter by
//! nobody. It is a program of its own because the courier must link nothing that seals or opens
//! letters; this one, in turn, speaks to no network and is given nothing secret.

use std::io::Write as _;

use anyhow::Context as _;
use crypto_core::letter::{Lock, Slots, seal_cover};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .context("belfry-courier starts this program; by hand: belfry-cover 8 1")
    };
    let slots = next()?.parse::<usize>().context("8 or 16 slots")?;
    let quorum = next()?.parse::<u8>().context("the roster's quorum")?;
    let lock = Lock {
        slots: Slots::try_from(slots)?,
        threshold: (quorum > 1).then_some(quorum),
    };
    let letter = seal_cover(lock, &mut rand::rng())?;
    std::io::stdout()
        .write_all(letter.as_bytes())
        .context("nobody reads the letter")
}
