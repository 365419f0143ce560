//! Times of two classes of inputs, and whether they differ.

use std::hint::black_box;
use std::time::Instant;

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

/// What |t| must not be above, as in the paper.
pub const LIMIT: f64 = 4.5;
/// Of all times the smallest so many hundredths are kept: the rest is the machine's other work.
const CROPS: [usize; 3] = [100, 90, 50];
/// Times of the two classes, in nanoseconds.
pub type Times = [Vec<f64>; 2];

/// Runs `call` on inputs of both classes, in an order drawn at random. Inputs are made before the clock starts.
pub fn timed<I, O>(
    samples: usize,
    seed: u64,
    mut input: impl FnMut(usize, &mut StdRng) -> I,
    call: impl Fn(&I) -> O,
) -> Times {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut times = [Vec::new(), Vec::new()];
    // The first are thrown away: caches are cold.
    for number in 0..samples + samples / 10 {
        let class = usize::from(rng.random::<bool>());
        let input = black_box(input(class, &mut rng));
        let begun = Instant::now();
        black_box(call(&input));
        let time = begun.elapsed().as_nanos() as f64;
        if number >= samples / 10 {
            times[class].push(time);
        }
    }
    times
}

/// Welch's t that is farthest from zero, over all crops.
pub fn largest_t(times: &Times) -> f64 {
    let mut all: Vec<f64> = times.concat();
    all.sort_by(f64::total_cmp);
    let mut largest: f64 = 0.0;
    for crop in CROPS {
        let most = all[(all.len() - 1) * crop / 100];
        let kept = [0, 1].map(|class: usize| {
            let kept = times[class].iter().copied().filter(|time| *time <= most);
            kept.collect::<Vec<f64>>()
        });
        let t = welch(&kept);
        if t.abs() > largest.abs() {
            largest = t;
        }
    }
    largest
}

fn welch([one, two]: &[Vec<f64>; 2]) -> f64 {
    let moments = |times: &[f64]| {
        let n = times.len() as f64;
        let mean = times.iter().sum::<f64>() / n;
        let squares = times.iter().map(|time| (time - mean).powi(2));
        (mean, squares.sum::<f64>() / (n - 1.0) / n)
    };
    let ((mean_one, error_one), (mean_two, error_two)) = (moments(one), moments(two));
    let error = (error_one + error_two).sqrt();
    if error > 0.0 {
        (mean_one - mean_two) / error
    } else {
        0.0
    }
}
