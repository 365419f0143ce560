//! 2 GiB: what memory the browser takes, and whether the page stays responsive.

use anyhow::Result;
use belfry_tests::{browser::Kind, upload::Upload};

use crate::{
    figures::{self, Row, speed},
    sending::{NO_PROOF_OF_WORK, once},
};

const LEN: u64 = 2 << 30;
/// As long as a file may be that the browser looks at.
const LOOKED_AT: u64 = 64 << 20;

pub fn run() -> Result<()> {
    for kind in Kind::ALL {
        let upload = once(kind, NO_PROOF_OF_WORK, LEN, 1)?;
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        let over = |bytes: u64| mib(bytes.saturating_sub(upload.idle));
        let growth = upload.sending.iter().map(|bytes| over(*bytes)).collect();
        let looked = once(kind, NO_PROOF_OF_WORK, LOOKED_AT, 2)?;
        let cleaner = mib(looked.looking.saturating_sub(looked.idle));
        let rows = vec![
            Row::new("at rest", vec![mib(upload.idle)]),
            Row::new("more than at rest, while sent", growth),
            Row::new(
                "more than at rest, while 64 MiB are looked at",
                vec![cleaner],
            ),
        ];
        figures::print(&format!("Memory of {kind:?} with 2 GiB"), "MiB", rows);
        let end_to_end = vec![speed(LEN, upload.sent)];
        figures::print("End to end", "MB/s", vec![Row::new("2 GiB", end_to_end)]);
        responsive(&upload);
    }
    Ok(())
}

fn responsive(upload: &Upload) {
    let seconds = upload.sent.as_secs();
    println!("The page's own thread in {seconds} s:");
    for (what, times) in [
        ("tasks over 50 ms (Chromium only)", &upload.long_tasks),
        ("timers more than 50 ms late", &upload.late),
    ] {
        let longest = times.iter().copied().fold(0.0, f64::max);
        println!("{what}: {}, the longest {longest:.0} ms", times.len());
    }
}
