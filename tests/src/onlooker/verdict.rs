//! What an onlooker finds out, in standard deviations from chance.
//!
//! How many real cells a batch has is not asked here: days, weekdays and how long a channel has been running say
//! something about that to anybody. Asked is whether within batches anything tells the cells apart.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::Sight;
use super::chance::{beyond_chance, mean_and_variance};
use super::features;
use crate::offline::Insight;

const ROUNDS: usize = 400;

/// What was asked, and how far the answer is from chance.
#[derive(Debug, Clone)]
pub struct Finding {
    /// In words.
    pub about: String,
    /// In standard deviations.
    pub sigmas: f64,
    /// Whether it was learned on some channels and tried on others.
    pub learned: bool,
}

/// The cells of each batch, by their place in the list.
pub fn groups(sights: &[Sight]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(u64, usize), Vec<usize>> = BTreeMap::new();
    for (at, sight) in sights.iter().enumerate() {
        let batch = (sight.channel, sight.batch);
        groups.entry(batch).or_default().push(at);
    }
    groups.into_values().collect()
}

/// Real or filler: everything that can be measured of a cell, each by itself and together.
pub fn about_cells(sights: &[Sight], truth: &[Option<Insight>]) -> Vec<Finding> {
    let groups = groups(sights);
    let columns = centred(sights, &groups);
    let mut names: Vec<(String, bool)> = (0..columns.len())
        .map(|feature| (features::name_of(feature), false))
        .collect();
    let mut all = columns.clone();
    for parity in [0, 1] {
        all.push(scores(sights, truth, &columns, parity));
        let name = format!("classifier on every second channel from {parity}");
        names.push((name, true));
    }
    let real: Vec<bool> = truth.iter().map(Option::is_some).collect();
    let mut rng = StdRng::seed_from_u64(1);
    let sigmas = beyond_chance(&groups, &real, ROUNDS, &mut rng, |labels| {
        let of_real = |column: &Vec<f64>| {
            let both = column.iter().zip(labels);
            both.map(|(value, real)| if *real { *value } else { 0.0 })
                .sum()
        };
        all.iter().map(of_real).collect()
    });
    findings(names, sigmas)
}

fn findings(names: Vec<(String, bool)>, sigmas: Vec<f64>) -> Vec<Finding> {
    let finding = |((about, learned), sigmas)| Finding {
        about,
        sigmas,
        learned,
    };
    names.into_iter().zip(sigmas).map(finding).collect()
}

/// For each feature its value for every cell, less the mean of the cell's batch.
fn centred(sights: &[Sight], groups: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = vec![Vec::new(); sights.len()];
    for group in groups {
        for at in group {
            rows[*at] = features::of_cell(&sights[*at], group.len());
        }
    }
    let width = rows.first().map_or(0, Vec::len);
    let mut columns: Vec<Vec<f64>> = (0..width)
        .map(|feature| rows.iter().map(|row| row[feature]).collect())
        .collect();
    for column in &mut columns {
        for group in groups {
            let (mean, _) = mean_and_variance(group.iter().map(|at| column[*at]));
            group.iter().for_each(|at| column[*at] -= mean);
        }
    }
    columns
}

/// Learns from the channels of the other parity the direction that parts real from filler; scores this one's.
fn scores(
    sights: &[Sight],
    truth: &[Option<Insight>],
    columns: &[Vec<f64>],
    parity: u64,
) -> Vec<f64> {
    let mut scores = vec![0.0; sights.len()];
    for column in columns {
        let learn = |real: bool| {
            let of = sights.iter().zip(truth).zip(column);
            let there = of.filter(move |((sight, known), _)| {
                sight.channel % 2 != parity && known.is_some() == real
            });
            mean_and_variance(there.map(|(_, value)| *value))
        };
        let ((a, va), (b, vb)) = (learn(true), learn(false));
        let weight = (a - b) / (va + vb + 1e-9);
        for ((score, value), sight) in scores.iter_mut().zip(column).zip(sights) {
            if sight.channel % 2 == parity {
                *score += value * weight;
            }
        }
    }
    scores
}

/// Two cells of one conversation: whether they are nearer to each other, or come or go together, more than any
/// other two cells of the same two batches.
pub fn about_pairs(sights: &[Sight], truth: &[Option<Insight>]) -> Vec<Finding> {
    let pairs = PairTable::new(sights);
    let names = features::OF_PAIR.iter().map(ToString::to_string);
    let mut names: Vec<(String, bool)> = names.map(|name| (name, false)).collect();
    names.push(("in one batch: parts in their order".to_owned(), false));
    let mut rng = StdRng::seed_from_u64(2);
    let groups = groups(sights);
    let sigmas = beyond_chance(&groups, truth, ROUNDS, &mut rng, |labels| {
        let mut sums = vec![0.0; features::OF_PAIR.len() + 1];
        for (a, b) in linked(sights, labels) {
            for (sum, value) in sums.iter_mut().zip(pairs.of(a, b)) {
                *sum += value;
            }
            sums[features::OF_PAIR.len()] += in_order(sights, labels, (a, b));
        }
        sums
    });
    findings(names, sigmas)
}

/// Pairs of cells of one conversation, each once.
pub fn linked(sights: &[Sight], truth: &[Option<Insight>]) -> Vec<(usize, usize)> {
    let mut conversations: BTreeMap<(u64, usize), Vec<usize>> = BTreeMap::new();
    for (at, known) in truth.iter().enumerate() {
        if let Some(known) = known {
            let of = (sights[at].channel, known.conversation);
            conversations.entry(of).or_default().push(at);
        }
    }
    let pairs = |all: Vec<usize>| -> Vec<(usize, usize)> {
        let after = |i: usize| all[i + 1..].iter().map(move |b| (i, *b));
        let pairs = (0..all.len()).flat_map(after);
        pairs.map(|(i, b)| (all[i], b)).collect()
    };
    conversations.into_values().flat_map(pairs).collect()
}

fn in_order(sights: &[Sight], truth: &[Option<Insight>], (a, b): (usize, usize)) -> f64 {
    let (Some(first), Some(second)) = (truth[a], truth[b]) else {
        return 0.0;
    };
    if sights[a].batch != sights[b].batch || first.member != second.member {
        return 0.0;
    }
    let same_way = (first.index < second.index) == (sights[a].place < sights[b].place);
    if same_way { 1.0 } else { -1.0 }
}

/// What can be measured of every two cells of a channel, worked out once.
struct PairTable {
    starts: Vec<usize>,
    values: Vec<[f64; features::OF_PAIR.len()]>,
}

impl PairTable {
    /// Channels follow each other in `sights`.
    fn new(sights: &[Sight]) -> Self {
        let (mut starts, mut values) = (Vec::new(), Vec::new());
        for (at, a) in sights.iter().enumerate() {
            starts.push(values.len());
            let same = sights[at + 1..]
                .iter()
                .take_while(|b| b.channel == a.channel);
            values.extend(same.map(|b| features::of_pair(a, b)));
        }
        Self { starts, values }
    }

    fn of(&self, a: usize, b: usize) -> [f64; features::OF_PAIR.len()] {
        let (a, b) = (a.min(b), a.max(b));
        self.values[self.starts[a] + b - a - 1]
    }
}
