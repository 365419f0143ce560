//! `cargo run --release -p belfry-traces --example peak FILE…`: how much memory and time it takes
//! to say of each file what it gives away and what of it is still in the copy, beside the file itself. On Linux.

use std::{env, fs, process::ExitCode, time::Instant};

use belfry_traces::examine;

/// The most memory that this process has had, in KiB.
fn most() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Begins to count anew from what there is now.
fn reset() -> Option<()> {
    fs::write("/proc/self/clear_refs", "5").ok()
}

fn measure(path: &str) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    reset()?;
    let before = most()?;
    let begun = Instant::now();
    let (looked, stays) = examine(&bytes);
    let mib = |kib: u64| kib / 1024;
    Some(format!(
        "{path}: {} MiB, {:?}, {} found, {} stay, {} MiB more, {} ms",
        bytes.len() / 1024 / 1024,
        looked.cleaned,
        looked.findings.len(),
        stays.len(),
        mib(most()?.saturating_sub(before)),
        begun.elapsed().as_millis()
    ))
}

fn main() -> ExitCode {
    for path in env::args().skip(1) {
        match measure(&path) {
            Some(line) => println!("{line}"),
            None => return ExitCode::FAILURE,
        }
    }
    ExitCode::SUCCESS
}
