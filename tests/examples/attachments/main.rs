//! How fast attachments are, beside what others have: `cargo xtask bench attachments`.
//!
//! Each part prints a table of medians with the smallest and the largest figure. MB are 10^6 bytes. The parts:
//! `sealing` (in a browser's worker), `sending` (end to end over loopback), `large` (2 GiB: memory and the page's
//! main thread), `opening` (in the reader, beside Debian's `age`). Without arguments all of them run.

mod figures;
mod large;
mod opening;
mod sealing;
mod sending;
mod site;

use anyhow::{Result, bail};

type Part = fn() -> Result<()>;

const PARTS: [(&str, Part); 4] = [
    ("sealing", sealing::run),
    ("sending", sending::run),
    ("large", large::run),
    ("opening", opening::run),
];

fn main() -> Result<()> {
    let only: Vec<String> = std::env::args().skip(1).collect();
    let names = PARTS.map(|(name, _)| name);
    if let Some(unknown) = only.iter().find(|name| !names.contains(&name.as_str())) {
        bail!("no part {unknown}; there are: {}", names.join(", "));
    }
    for (name, part) in PARTS {
        if only.is_empty() || only.iter().any(|one| one == name) {
            part()?;
        }
    }
    Ok(())
}
