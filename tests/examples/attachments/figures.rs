//! Tables of medians with their spread.

use std::time::Duration;

/// What was measured of one thing, once for each run.
pub struct Row {
    name: String,
    runs: Vec<f64>,
}

impl Row {
    pub fn new(name: impl Into<String>, runs: Vec<f64>) -> Self {
        let name = name.into();
        Self { name, runs }
    }
}

/// Millions of bytes in a second.
pub fn speed(bytes: u64, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

/// The load on the machine says how much a figure is worth.
pub fn print(title: &str, unit: &str, rows: Vec<Row>) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?");
    println!("\n{title} (load {load})");
    println!(
        "{:<52} {unit:>9} {:>9} {:>9} {:>5}",
        "", "min", "max", "runs"
    );
    for Row { name, mut runs } in rows {
        runs.sort_by(f64::total_cmp);
        let (min, max) = (runs.first(), runs.last());
        let [median, min, max] =
            [median(&runs), min.copied(), max.copied()].map(Option::unwrap_or_default);
        let count = runs.len();
        println!("{name:<52} {median:>9.1} {min:>9.1} {max:>9.1} {count:>5}");
    }
}

fn median(sorted: &[f64]) -> Option<f64> {
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get((sorted.len() - 1) / 2)?;
    Some((upper + lower) / 2.0)
}
