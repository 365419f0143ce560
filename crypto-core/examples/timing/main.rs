//! Whether the time of comparisons tells what is compared: two classes of inputs, drawn in random order, and
//! Welch's t-test over their times, raw and cropped (after Reparaz, Balasch, Verbauwhede: "Dude, is my code constant
//! time?", DATE 2017). `cargo xtask soak timing` runs it.
//!
//! Each subject is measured twice. It fails where both say |t| > 4.5 with the same sign. The control, a tag
//! compared byte by byte up to the first difference, must be found in both, or the measurement sees nothing.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a program that measures: it prints, and stops where it cannot go on"
)]

use std::hint::black_box;
use std::process::ExitCode;

use crypto_core::board::Cell;
use crypto_core::ids::{Addressee, ChannelId, LetterId, MemberNumber};
use crypto_core::keys::{LeftOut, Root};
use crypto_core::letter::{
    Content, Kind, Lock, RosterReference, Seat, Slots, check_share, open_letter, seal_letter,
};
use crypto_core::primitives::hash::{equal_in_constant_time, sha256};
use crypto_core::primitives::hybrid::HybridIdentity;
use crypto_core::primitives::shares::Share;
use crypto_core::receipt::Receipt;
use crypto_core::reply;
use crypto_core::time::Day;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use zeroize::Zeroizing;

use statistics::{LIMIT, Times, largest_t, timed};

mod statistics;

const CHANNEL: ChannelId = ChannelId([0x20; 32]);

fn main() -> ExitCode {
    // A part of the usual number, for a machine that has no time.
    let share: usize = match std::env::args().nth(1) {
        Some(text) => text.parse().expect("hundredths of the samples"),
        None => 100,
    };
    println!("| subject | samples | largest t, two runs | tells |");
    println!("| --- | --- | --- | --- |");
    let mut well = true;
    for (name, samples, expected, measure) in subjects() {
        let samples = (samples * share / 100).max(200);
        let [one, two] = [1, 2].map(|seed| largest_t(&measure(samples, seed)));
        let tells = one.abs() > LIMIT && two.abs() > LIMIT && one.signum() == two.signum();
        println!(
            "| {name} | {samples} | {one:.1}, {two:.1} | {} |",
            if tells { "yes" } else { "no" }
        );
        well &= tells == expected;
    }
    if well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Name, samples, whether a difference is to be found, and the measurement.
type Subject = (&'static str, usize, bool, fn(usize, u64) -> Times);

fn subjects() -> [Subject; 7] {
    [
        (
            "control: letter's tag, compared up to the first difference",
            200_000,
            true,
            early_exit,
        ),
        (
            "letter's tag: first byte wrong, last byte wrong",
            200_000,
            false,
            letter_tag,
        ),
        (
            "left-out tag: first byte wrong, last byte wrong",
            200_000,
            false,
            left_out_tag,
        ),
        (
            "courier's token: hash as the server compares it, first or last byte wrong",
            200_000,
            false,
            courier_token,
        ),
        (
            "share against its commitment: right, wrong",
            20_000,
            false,
            commitment,
        ),
        (
            "share against its commitment: one wrong share, many wrong shares",
            20_000,
            false,
            commitment_wrong,
        ),
        (
            "tokens on a board: 15 bytes as ours, random",
            1_000,
            false,
            board,
        ),
    ]
}

fn root() -> Root {
    Root::derive(
        &Receipt::from_bytes([9; 16]),
        &CHANNEL,
        Addressee::Committee,
    )
}

/// `right` with its first byte wrong in class 0, its last in class 1.
fn wrong<const N: usize>(right: [u8; N], class: usize) -> [u8; N] {
    let mut wrong = right;
    wrong[class * (N - 1)] ^= 0x55;
    wrong
}

const TAGGED: &[u8] = &[7; 256];

fn early_exit(samples: usize, seed: u64) -> Times {
    let key = root().member_key(MemberNumber(2));
    let right = key.letter_tag(TAGGED);
    timed(
        samples,
        seed,
        |class, _| wrong(right, class),
        |tag| {
            let own = key.letter_tag(TAGGED);
            own.iter()
                .zip(tag)
                .all(|(one, other)| black_box(one == other))
        },
    )
}

fn letter_tag(samples: usize, seed: u64) -> Times {
    let key = root().member_key(MemberNumber(2));
    let right = key.letter_tag(TAGGED);
    timed(
        samples,
        seed,
        |class, _| wrong(right, class),
        |tag| key.verify_letter_tag(TAGGED, tag),
    )
}

fn left_out_tag(samples: usize, seed: u64) -> Times {
    let root = root();
    let right = root.leave_out(&CHANNEL, &[MemberNumber(3)]);
    let input = |class, _: &mut StdRng| LeftOut {
        members: right.members.clone(),
        tag: wrong(right.tag, class),
    };
    timed(samples, seed, input, |list| {
        root.has_left_out(&CHANNEL, list)
    })
}

/// The hash is made outside: of a token nobody can choose how far its hash agrees.
fn courier_token(samples: usize, seed: u64) -> Times {
    let known = [1_u8, 2, 3].map(|number| sha256(&[&[number; 32]]));
    let input = |class, _: &mut StdRng| wrong(known[2], class);
    timed(samples, seed, input, |hash| {
        known
            .iter()
            .filter(|one| equal_in_constant_time(*one, hash))
            .count()
    })
}

/// A letter that two of three must open, and the first one's share.
fn shared(rng: &mut StdRng) -> (Vec<u8>, Share) {
    let root = root();
    let identities = [1, 2, 3].map(|n| HybridIdentity::from_seed(&[n; 32]));
    let recipients = identities.each_ref().map(HybridIdentity::recipient);
    let keys = [1, 2, 3].map(|n| root.member_key(MemberNumber(n)));
    let seats: Vec<Seat<'_>> = recipients
        .iter()
        .zip(&keys)
        .map(|(recipient, member_key)| Seat {
            recipient,
            member_key,
        })
        .collect();
    let content = Content {
        channel: CHANNEL,
        roster: RosterReference {
            serial: 1,
            sha256: crypto_core::ids::Digest([1; 32]),
        },
        board_serial: 1,
        day: Day(20_780),
        letter_id: LetterId([4; 16]),
        addressee: Addressee::Committee,
        service: 0,
        conversation: root.conversation_id(),
        thread_key: root.thread_key(),
        kind: Kind::Report,
        body: Zeroizing::new("Something is wrong.".to_owned()),
        attachments: Vec::new(),
        left_out: root.leave_out(&CHANNEL, &[]),
        proof_salt: None,
        object: None,
        name_box: None,
        unknown: crypto_core::cbor::Unknown::default(),
    };
    let lock = Lock {
        threshold: Some(2),
        ..Lock::from(Slots::Eight)
    };
    let letter = seal_letter(&content, &seats, lock, rng).expect("a letter");
    let letter = letter.as_bytes().to_vec();
    let opened = open_letter(&letter, &identities[..1], |_| Some(Slots::Eight));
    match opened.expect("an age file") {
        Some(crypto_core::letter::Opened::Held(held)) => (letter, held.share.clone()),
        _ => unreachable!("sealed to a quorum"),
    }
}

fn commitment(samples: usize, seed: u64) -> Times {
    let (letter, right) = shared(&mut StdRng::seed_from_u64(3));
    let mut other = right.clone();
    other.y[15] ^= 1;
    let input = |class, _: &mut StdRng| {
        if class == 0 {
            right.clone()
        } else {
            other.clone()
        }
    };
    timed(samples, seed, input, |share| check_share(&letter, share))
}

fn commitment_wrong(samples: usize, seed: u64) -> Times {
    let (letter, right) = shared(&mut StdRng::seed_from_u64(3));
    let input = |class, rng: &mut StdRng| {
        // Drawn for both, so that the cost of drawing is no difference.
        let mut y = Zeroizing::new(vec![0; 16]);
        rng.fill_bytes(&mut y);
        if class == 0 {
            y.fill(0x11);
        }
        Share { x: right.x, y }
    };
    timed(samples, seed, input, |share| check_share(&letter, share))
}

/// Boards on which nothing is ours: tokens that are ours but for their last byte, or random ones.
fn board(samples: usize, seed: u64) -> Times {
    let key = root().member_key(MemberNumber(2));
    let tokens: Vec<[u8; 16]> = (0..128).map(|j| wrong(key.reply_token(j).0, 1)).collect();
    let mut rng = StdRng::seed_from_u64(8);
    let mut cells = |class: usize| -> Vec<Cell> {
        tokens
            .iter()
            .map(|token| {
                let mut cell = [0; crypto_core::lengths::REPLY_CELL_LEN];
                rng.fill_bytes(&mut cell);
                if class == 0 {
                    cell[..16].copy_from_slice(token);
                }
                cell
            })
            .collect()
    };
    let boards = [cells(0), cells(1)];
    timed(
        samples,
        seed,
        |class, _| class,
        |class| {
            reply::collect(&boards[*class], &CHANNEL, &key)
                .indices
                .len()
        },
    )
}
