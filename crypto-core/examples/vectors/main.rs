//! Writes files of every kind that the protocol has, and `index.json`: what they were made from and
//! what is to be found in them. `tests/interop` opens them with code of its own.
//!
//! ```text
//! cargo run -p crypto-core --features reporter,committee --example vectors -- FOLDER [SEED]
//! ```
//!
//! Without a seed (64 hexadecimal digits) the randomness is the system's, and a file of two parcels and
//! bytes that are mostly to be refused are added. The folder `tests/vectors/v1` was written once, with the seed that its README names, and is
//! frozen; a later version of this program, or of a crate below it, need not give the same bytes.

#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "of what it made itself; where that is not as expected, no vectors are to be written"
)]

mod answers;
mod attachments;
mod committee;
mod craft;
mod folder;
mod framed;
mod keys;
mod letters;
mod members;
mod mutations;
mod names;
mod proofs;
mod quorum;
mod records;

use std::{env, path::Path};

use anyhow::{Context as _, Result};
use crypto_core::{
    ids::{Addressee, MemberNumber},
    keys::Root,
    receipt::Receipt,
    text::{hex, unhex},
    time::Day,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use serde_json::json;

use crate::{committee::Committee, folder::Folder};

/// 2026-11-23, a Monday.
const TODAY: Day = Day(20_780);
const ADVISER: MemberNumber = MemberNumber(5);

/// What the reporter holds.
struct Reporter {
    receipt: [u8; 16],
    committee: Root,
    adviser: Root,
}

impl Reporter {
    fn new(committee: &Committee, rng: &mut StdRng) -> Self {
        let mut receipt = [0; 16];
        rng.fill_bytes(&mut receipt);
        let root = |to| Root::derive(&Receipt::from_bytes(receipt), &committee.channel, to);
        Self {
            receipt,
            committee: root(Addressee::Committee),
            adviser: root(Addressee::Adviser(ADVISER)),
        }
    }
}

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().context("which folder?")?;
    let given = arguments.next();
    let seed: [u8; 32] = match &given {
        Some(digits) => unhex(digits)
            .and_then(|seed| seed.try_into().ok())
            .context("a seed has 64 hexadecimal digits")?,
        None => rand::random(),
    };
    println!("seed {}", hex(&seed));
    let rng = &mut StdRng::from_seed(seed);
    let mut folder = Folder::new(Path::new(&path))?;
    let committee = Committee::new(rng)?;
    let reporter = Reporter::new(&committee, rng);

    folder.index("version", json!(1));
    folder.index("seed", json!(hex(&seed)));
    // The day of the second board.
    folder.index("today", json!(TODAY.plus(3)));
    committee.describe(&mut folder)?;
    keys::describe(&mut folder, &committee, &reporter);
    let attachment = attachments::write(&mut folder, &reporter, given.is_none(), rng)?;
    let cover = letters::write(&mut folder, &committee, &reporter, attachment, rng)?;
    quorum::write(&mut folder, &committee, &reporter, rng)?;
    let board = answers::write(&mut folder, &committee, &reporter, rng)?;
    let confirmation = records::write(&mut folder, &committee, &board, &cover, rng)?;
    if given.is_none() {
        let content = letters::report(&committee, &reporter, rng);
        let files = (&board[..], &confirmation[..]);
        mutations::write(&mut folder, &committee, &content, files, rng)?;
    }
    members::write(&Path::new(&path).join("members"), &committee, rng)?;
    proofs::write(&Path::new(&path).join("proofs"), &committee, &reporter, rng)?;
    names::write(&Path::new(&path).join("names"), &committee, &reporter, rng)?;
    folder.finish()
}
