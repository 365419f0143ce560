//! Calls the three programs, showing each call as a person would type it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::{repo, run};

const LIMIT: Duration = Duration::from_secs(120);

/// Runs a program in a folder, shows the call, hands back what it printed.
pub fn call<A: AsRef<OsStr>>(folder: &Path, program: &str, arguments: &[A]) -> Result<String> {
    finish(
        run::command(repo::binaries().join(program))
            .current_dir(folder)
            .args(arguments),
        program,
        arguments,
        "",
    )
}

/// The same for the reader, which takes its passphrase from descriptor 3.
pub fn read<A: AsRef<OsStr>>(folder: &Path, passphrase: &Path, arguments: &[A]) -> Result<String> {
    // Only a shell can hand on a file under a given number without unsafe code.
    let mut shell = run::command("sh");
    shell.current_dir(folder);
    shell
        .args([
            "-c",
            "passphrase=$1; shift; exec \"$@\" 3<\"$passphrase\"",
            "sh",
        ])
        .arg(passphrase);
    shell
        .arg(repo::binaries().join("belfry-reader"))
        .args(["--passphrase-fd", "3"])
        .args(arguments);
    finish(
        &mut shell,
        "belfry-reader --passphrase-fd 3",
        arguments,
        " 3<passphrase",
    )
}

fn finish<A: AsRef<OsStr>>(
    command: &mut Command,
    program: &str,
    arguments: &[A],
    end: &str,
) -> Result<String> {
    let words: Vec<_> = arguments
        .iter()
        .map(|word| word.as_ref().to_string_lossy())
        .collect();
    println!("   $ {program} {}{end}", words.join(" "));
    run::output(command, LIMIT)
}
