//! Debian's toolchain is tried whenever the code that builds the module has changed.
//!
//! It takes minutes, so the hash of the code with which it last worked is kept in a file beside it.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::wasm::{self, Toolchain};
use crate::{repo, run};

const CODE: [&str; 5] = [
    "xtask/src/debian_cargo.rs",
    "xtask/src/wasm.rs",
    "xtask/src/wasm/debian.rs",
    "xtask/src/wasm/rustup.rs",
    "xtask/src/setup_tools.rs",
];

pub fn check() -> Result<()> {
    let hashes = run::output(run::command("sha256sum").args(CODE), run::LONG)?;
    if fs::read_to_string(record()).is_ok_and(|worked| worked == hashes) {
        println!(
            "skipped: worked before with this very code (cargo xtask wasm --debian-wasm tries it again)"
        );
        return Ok(());
    }
    let (modules, _) = wasm::compile(Toolchain::Debian)?;
    for module in modules {
        let bytes = fs::metadata(&module)?.len();
        println!("{}: {bytes} bytes as compiled", module.display());
    }
    fs::write(record(), hashes)?;
    println!("xtask/debian-wasm.sha256 is new; commit it with the code");
    Ok(())
}

fn record() -> PathBuf {
    repo::root().join("xtask/debian-wasm.sha256")
}
