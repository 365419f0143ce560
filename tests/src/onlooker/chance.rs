//! How far something is from chance, when within each batch every order is as likely as any other.

use rand::rngs::StdRng;
use rand::seq::SliceRandom;

/// Mean and variance.
pub fn mean_and_variance(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    let square = |value: f64| (value - mean).powi(2);
    (mean, values.map(square).sum::<f64>() / count)
}

/// For each of the `statistics` of `labels`, the standard deviations by which it is away from what it is when
/// labels change places within each group. What no exchange changes is 0 away.
pub fn beyond_chance<L: Clone>(
    groups: &[Vec<usize>],
    labels: &[L],
    rounds: usize,
    rng: &mut StdRng,
    statistics: impl Fn(&[L]) -> Vec<f64>,
) -> Vec<f64> {
    let observed = statistics(labels);
    let mut shuffled = labels.to_vec();
    let mut seen: Vec<Vec<f64>> = vec![Vec::with_capacity(rounds); observed.len()];
    for _ in 0..rounds {
        for group in groups {
            exchange(group, labels, &mut shuffled, rng);
        }
        for (values, value) in seen.iter_mut().zip(statistics(&shuffled)) {
            values.push(value);
        }
    }
    let away = |(observed, values): (&f64, &Vec<f64>)| {
        let (mean, variance) = mean_and_variance(values.iter().copied());
        let noise = 1e-9 * (1.0 + mean.abs());
        if (observed - mean).abs() < noise {
            return 0.0;
        }
        (observed - mean) / variance.sqrt().max(noise)
    };
    observed.iter().zip(&seen).map(away).collect()
}

fn exchange<L: Clone>(group: &[usize], labels: &[L], shuffled: &mut [L], rng: &mut StdRng) {
    let mut order = group.to_vec();
    order.shuffle(rng);
    for (to, from) in group.iter().zip(order) {
        shuffled[*to] = labels[from].clone();
    }
}
