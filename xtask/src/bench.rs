//! Figures: what the page weighs, and how fast attachments are. `docs/benchmarks.md` keeps them.

mod attachments;
mod page;

use anyhow::{Result, bail};

type Deed = fn(&[&str]) -> Result<()>;

const BENCHES: [(&str, &str, Deed); 2] = [
    ("page", "what the page weighs", page::run),
    (
        "attachments",
        "sealing, sending, 2 GiB and opening, each beside others' programs; takes half an hour",
        attachments::run,
    ),
];

/// One bench by its name; without a name the page's weight, and which others there are.
pub fn run(arguments: &[&str]) -> Result<()> {
    let Some((name, more)) = arguments.split_first() else {
        page::run(&[])?;
        println!("\nThere are:\n{}", list());
        return Ok(());
    };
    match BENCHES.iter().find(|(bench, ..)| bench == name) {
        Some((.., deed)) => deed(more),
        None => bail!("no bench {name}; there are:\n{}", list()),
    }
}

fn list() -> String {
    let lines = BENCHES.map(|(name, what, _)| format!("  cargo xtask bench {name:<12} {what}"));
    lines.join("\n")
}
