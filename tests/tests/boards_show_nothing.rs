//! Over two hundred publications with conversations as they happen, who sees all boards finds real cells, or
//! cells of one conversation, no better than chance (protocol, section 4.5).

#![expect(
    clippy::indexing_slicing,
    reason = "an index that is not there fails the test, as it should"
)]

use anyhow::Result;
use belfry_tests::offline::{Committee, added};
use crypto_core::board::Cell;
use crypto_core::reply::token_of;

const CHANNELS: u64 = 8;
const PUBLICATIONS: u32 = 26;
const CELLS_PER_BATCH: usize = 4;
/// Standard deviations that chance is allowed: once in some 15,000 runs.
const SIGMAS: f64 = 4.0;

/// A cell as an onlooker sees it, and what only insiders know.
struct Seen {
    channel: u64,
    position: usize,
    cell: Cell,
    conversation: Option<usize>,
}

/// All channels, two at a time.
fn watch() -> Result<Vec<Seen>> {
    let half = |parity: u64| watch_some((0..CHANNELS).filter(move |channel| channel % 2 == parity));
    let (even, odd) = std::thread::scope(|scope| {
        let odd = scope.spawn(move || half(1));
        (half(0), odd.join())
    });
    let mut all = even?;
    all.extend(odd.map_err(|_| anyhow::anyhow!("a channel panicked"))??);
    Ok(all)
}

fn watch_some(channels: impl Iterator<Item = u64>) -> Result<Vec<Seen>> {
    let mut all = Vec::new();
    for channel in channels {
        let mut committee = Committee::found(channel)?;
        let first = committee.first_day();
        let mut batches = Vec::new();
        for turn in 0..PUBLICATIONS {
            let today = first.plus(turn / 3 * 7 + turn % 3);
            for _ in 0..committee.chance(3) {
                committee.report(today)?;
            }
            let before = committee.board()?;
            committee.publish(u16::try_from(turn % 3 + 1)?, today, 6)?;
            batches.push(added(&before, &committee.board()?)?);
        }
        let truth = committee.truth();
        for batch in batches {
            assert_eq!(
                batch.len(),
                CELLS_PER_BATCH,
                "every publication adds one batch of one size"
            );
            all.extend(batch.into_iter().enumerate().map(|(position, cell)| {
                let conversation = truth.get(&token_of(&cell)).copied();
                Seen {
                    channel,
                    position,
                    cell,
                    conversation,
                }
            }));
        }
    }
    Ok(all)
}

/// What an onlooker can measure of a cell, without a key.
fn features(seen: &Seen) -> Vec<f64> {
    let bytes = || seen.cell.iter().map(|byte| f64::from(*byte));
    let mut counts = [0_f64; 256];
    seen.cell
        .iter()
        .for_each(|byte| counts[usize::from(*byte)] += 1.0);
    let expected = seen.cell.len() as f64 / 256.0;
    let ones: u32 = seen.cell.iter().map(|byte| byte.count_ones()).sum();
    let repeats = seen
        .cell
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .count();
    let mut features = vec![
        seen.position as f64,
        bytes().sum::<f64>(),
        f64::from(ones),
        repeats as f64,
        counts
            .iter()
            .map(|count| (count - expected).powi(2) / expected)
            .sum(),
        bytes().skip(2_000).sum::<f64>(),
    ];
    // The first bytes: token, then nonce.
    features.extend(bytes().take(40));
    features
}

/// Learns from one half of the channels the direction that parts real from filler, and scores the other half.
fn classify(all: &[Seen]) -> (Vec<f64>, Vec<f64>) {
    let (learn, test): (Vec<_>, Vec<_>) = all.iter().partition(|seen| seen.channel % 2 == 0);
    let rows = |real: bool| -> Vec<Vec<f64>> {
        learn
            .iter()
            .filter(|seen| seen.conversation.is_some() == real)
            .map(|seen| features(seen))
            .collect()
    };
    let (real, filler) = (rows(true), rows(false));
    let weights: Vec<(f64, f64)> = (0..features(&all[0]).len())
        .map(|i| {
            let column = |rows: &[Vec<f64>]| mean_and_variance(rows.iter().map(|row| row[i]));
            let ((a, va), (b, vb)) = (column(&real), column(&filler));
            ((a - b) / (va + vb + 1e-9), (a + b) / 2.0)
        })
        .collect();
    let score = |seen: &&Seen| -> f64 {
        features(seen)
            .iter()
            .zip(&weights)
            .map(|(value, (weight, middle))| (value - middle) * weight)
            .sum()
    };
    let (real, filler): (Vec<&Seen>, Vec<&Seen>) =
        test.iter().partition(|seen| seen.conversation.is_some());
    (
        real.iter().map(score).collect(),
        filler.iter().map(score).collect(),
    )
}

fn mean_and_variance(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    (
        mean,
        values.map(|value| (value - mean).powi(2)).sum::<f64>() / count,
    )
}

/// How often one of `a` scores above one of `b`: one half is chance. In standard deviations from it.
fn beyond_chance(a: &[f64], b: &[f64]) -> f64 {
    let wins: f64 = a
        .iter()
        .flat_map(|x| {
            b.iter().map(move |y| {
                if x > y {
                    1.0
                } else if x < y {
                    0.0
                } else {
                    0.5
                }
            })
        })
        .sum();
    let (n, m) = (a.len() as f64, b.len() as f64);
    (wins / (n * m) - 0.5) / ((n + m + 1.0) / (12.0 * n * m)).sqrt()
}

/// Bits in which two cells differ.
fn distance(a: &Cell, b: &Cell) -> f64 {
    f64::from(
        a.iter()
            .zip(b)
            .map(|(x, y)| (x ^ y).count_ones())
            .sum::<u32>(),
    )
}

#[test]
fn over_two_hundred_publications_no_classifier_tells_real_cells_from_fillers() -> Result<()> {
    let mut all = watch()?;
    let real = all
        .iter()
        .filter(|seen| seen.conversation.is_some())
        .count();
    println!(
        "{real} real cells among {} in {} publications",
        all.len(),
        CHANNELS * u64::from(PUBLICATIONS)
    );
    assert!(all.len() >= 200 * CELLS_PER_BATCH && real > 100 && all.len() - real > 100);

    let (scores_real, scores_filler) = classify(&all);
    let sigmas = beyond_chance(&scores_real, &scores_filler);
    println!("real against filler: {sigmas:.1} standard deviations from chance");
    assert!(sigmas.abs() < SIGMAS, "{sigmas}");

    let mut same = Vec::new();
    let mut other = Vec::new();
    for (i, a) in all.iter().enumerate() {
        for b in all[..i].iter().filter(|b| b.channel == a.channel) {
            let linked = a.conversation.is_some() && a.conversation == b.conversation;
            if linked {
                same.push(distance(&a.cell, &b.cell));
            } else if same.len() * 20 > other.len() {
                other.push(distance(&a.cell, &b.cell));
            }
        }
    }
    let sigmas = beyond_chance(&same, &other);
    println!(
        "{} pairs of one conversation: {sigmas:.1} standard deviations from chance",
        same.len()
    );
    assert!(same.len() > 50 && sigmas.abs() < SIGMAS, "{sigmas}");

    // The same classifier, had nobody shuffled: it must see that, or it looks at nothing.
    for batch in all.chunks_mut(CELLS_PER_BATCH) {
        batch.sort_by_key(|seen| seen.conversation.is_none());
        batch
            .iter_mut()
            .enumerate()
            .for_each(|(position, seen)| seen.position = position);
    }
    let (scores_real, scores_filler) = classify(&all);
    assert!(
        beyond_chance(&scores_real, &scores_filler) > SIGMAS,
        "the classifier is blind"
    );
    Ok(())
}
