//! Opening in the reader beside Debian's `age`: the same file, to the same disk, each program started anew.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use belfry_tests::{big_file, browser::Kind, stack::Stack};

use crate::{
    figures::{self, Row, speed},
    sending::{NO_PROOF_OF_WORK, upload_to},
};

const LEN: u64 = 512 << 20;
const RUNS: u32 = 9;

pub fn run() -> Result<()> {
    let mut stack = Stack::found()?;
    stack.configure_server(NO_PROOF_OF_WORK)?;
    upload_to(&stack, Kind::Chromium, LEN, 3)?;
    let begun = Instant::now();
    stack.fetch(1)?;
    let fetched = begun.elapsed();
    let case = stack.case_with(1, "The files follow.")?;
    let sealed = seal_with_age(&stack.path(""))?;

    let (plain, saved) = (stack.path("plain"), stack.path("saved"));
    let to = saved.to_str().context("a path")?;
    let mut times: [Vec<f64>; 4] = Default::default();
    let mut work: [Vec<f64>; 4] = Default::default();
    for _ in 0..RUNS {
        let ways: [&dyn Fn() -> Result<()>; 4] = [
            &|| {
                stack
                    .reader(1, &["save", &case, "--to", to], None)
                    .map(drop)
            },
            &|| {
                age(
                    &["-d", "-i", "age-key", "-o", "plain", &sealed],
                    &stack.path(""),
                )
            },
            &|| {
                age(
                    &["-d", "-i", "age-key", "-o", "plain", &sealed],
                    &stack.path(""),
                )
                .and_then(|()| sync(&plain))
            },
            &|| stack.reader(1, &["--json", "files", &case], None).map(drop),
        ];
        for ((way, times), work) in ways.iter().zip(&mut times).zip(&mut work) {
            let (before, begun) = (processor_time()?, Instant::now());
            way()?;
            times.push(speed(LEN, begun.elapsed()));
            work.push((processor_time()? - before).as_secs_f64() * 1e3);
            for out in [&plain, &saved.join("01-file-1.bin")] {
                if out.exists() {
                    big_file::ensure_same(&stack.path("sent.bin"), out)?;
                    fs::remove_file(out)?;
                }
            }
        }
    }
    let names = [
        "belfry-reader save",
        "age -d",
        "age -d, then on disk, as the reader has it",
        "belfry-reader files: start, vault and list",
    ];
    let rows = |of: [Vec<f64>; 4]| -> Vec<Row> {
        let rows = names.into_iter().zip(of);
        rows.map(|(name, runs)| Row::new(name, runs)).collect()
    };
    let mut speeds = rows(times);
    // It opens nothing.
    speeds.truncate(3);
    figures::print("512 MiB opened", "MB/s", speeds);
    figures::print("Processor time of it", "ms", rows(work));
    let fetched = vec![speed(LEN, fetched)];
    figures::print(
        "Fetched",
        "MB/s",
        vec![Row::new("pull and import", fetched)],
    );
    Ok(())
}

/// What all programs that were started, and have ended, took of the processor: on a busy machine it says more than
/// the clock.
fn processor_time() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').context("no name")?.1;
    // Children's user and system time, in hundredths of a second.
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks: u64 = ticks.filter_map(|one| one.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}

fn seal_with_age(folder: &Path) -> Result<String> {
    let made = Command::new("age-keygen")
        .args(["-o", "age-key"])
        .current_dir(folder)
        .output()?;
    ensure!(made.status.success(), "age-keygen failed");
    let key = fs::read_to_string(folder.join("age-key"))?;
    let recipient = key
        .lines()
        .find_map(|line| line.strip_prefix("# public key: "))
        .context("age-keygen wrote no public key")?;
    age(&["-r", recipient, "-o", "sealed.age", "sent.bin"], folder)?;
    Ok("sealed.age".to_owned())
}

fn age(arguments: &[&str], folder: &Path) -> Result<()> {
    let status = Command::new("age")
        .args(arguments)
        .current_dir(folder)
        .status()?;
    ensure!(status.success(), "age failed");
    Ok(())
}

fn sync(path: &Path) -> Result<()> {
    Ok(fs::File::open(path)?.sync_all()?)
}
