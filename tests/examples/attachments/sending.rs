//! End to end over loopback: from the press of the button until the page says that all is sent, through the real
//! page, server and disk; the file's hash, the parcels that round up and the letter that names it included.

use std::time::Duration;

use anyhow::Result;
use belfry_tests::{
    big_file,
    browser::{Kind, Options},
    page::Reporter,
    stack::Stack,
    upload::{self, Upload},
};

use crate::figures::{self, Row, speed};

const LEN: u64 = 256 << 20;
const RUNS: u32 = 5;
const LIMIT: Duration = Duration::from_secs(60 * 60);
/// So that a single sender, alone with the server, is not taken for a flood.
pub const NO_PROOF_OF_WORK: &str = "parcels_per_minute = 4000000000";

pub fn run() -> Result<()> {
    for kind in Kind::ALL {
        let mut rows = Vec::new();
        for (name, options, runs) in [
            ("no proof of work", NO_PROOF_OF_WORK, RUNS),
            ("as configured by default", "", 1),
        ] {
            let mut uploads = Vec::new();
            for seed in 0..runs {
                uploads.push(once(kind, options, LEN, seed)?);
            }
            let of = |each: fn(&Upload) -> Duration| {
                uploads.iter().map(|one| speed(LEN, each(one))).collect()
            };
            rows.push(Row::new(format!("{name}: end to end"), of(|one| one.sent)));
            rows.push(Row::new(
                format!("{name}: the file's hash"),
                of(|one| one.hashed),
            ));
            rows.push(Row::new(
                format!("{name}: the rest"),
                of(|one| one.sent - one.hashed),
            ));
        }
        figures::print(&format!("256 MiB end to end in {kind:?}"), "MB/s", rows);
    }
    Ok(())
}

/// A new service, a new browser, one report with one file.
pub fn once(kind: Kind, server_options: &str, len: u64, seed: u32) -> Result<Upload> {
    let mut stack = Stack::found()?;
    stack.configure_server(server_options)?;
    upload_to(&stack, kind, len, seed)
}

pub fn upload_to(stack: &Stack, kind: Kind, len: u64, seed: u32) -> Result<Upload> {
    let path = stack.path("sent.bin");
    big_file::make(&path, len, seed)?;
    let options = Options::on_day(stack.offset_days()).unwatched();
    let mut reporter = Reporter::arrive(kind, &options, &stack.url(stack.address(), "en"))?;
    reporter.report("The files follow.")?;
    upload::send(&mut reporter, &path, LIMIT)
}
