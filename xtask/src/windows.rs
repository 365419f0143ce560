//! Reader and desk, built for Windows on Debian: by Debian's rustc, the standard library built from its sources, with
//! mingw-w64's linker. Nothing is run, since there is no Windows here. What can be seen from outside is looked at: that
//! this is a program of Windows with its usual protections, and that it loads nothing but what is listed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{debian_cargo, repo, run, setup_tools};

const TARGET: &str = "x86_64-pc-windows-gnu";
const OBJDUMP: &str = "/usr/bin/x86_64-w64-mingw32-objdump";
/// A program.
struct Program {
    package: &'static str,
    /// What it may load besides [`KNOWN`].
    more: &'static [&'static str],
}

/// Each built alone, so that none has what another one needs.
const PROGRAMS: [Program; 2] = [
    Program {
        package: "belfry-reader",
        more: &[],
    },
    Program {
        package: "belfry-desk",
        more: &WINDOW,
    },
];

/// What every program of Windows loads.
const EVERY: &str = "kernel32.dll";

/// What each may load.
const KNOWN: [&str; 9] = [
    // The system, for the standard library, and mingw's C library.
    EVERY,
    "ntdll.dll",
    "api-ms-win-core-synch-l1-2-0.dll",
    "msvcrt.dll",
    // Random bytes: the standard library's, and those of two versions of `getrandom`.
    "bcryptprimitives.dll",
    "bcrypt.dll",
    "advapi32.dll",
    // Where the profile's folder is.
    "userenv.dll",
    // The standard library's sockets, which come with it whether or not they are called, as into a program that only
    // prints a line; that nothing here calls them is what `cargo xtask test layers` looks for.
    "ws2_32.dll",
];

/// What a window may load besides.
const WINDOW: [&str; 16] = [
    // The window itself: its place on the desktop, keys, input methods, themes, files dropped onto it.
    "user32.dll",
    "gdi32.dll",
    "dwmapi.dll",
    "uxtheme.dll",
    "imm32.dll",
    "shell32.dll",
    "propsys.dll",
    "api-ms-win-core-path-l1-1-0.dll",
    // What is drawn, and with which of the system's fonts.
    "opengl32.dll",
    "dwrite.dll",
    // Screen readers, and what these and dropped files are talked to with.
    "uiautomationcore.dll",
    "ole32.dll",
    "oleaut32.dll",
    "combase.dll",
    "rpcrt4.dll",
    "api-ms-win-core-winrt-error-l1-1-0.dll",
];

/// Flags of the head: code at another place each time, far away, and none in data.
const PROTECTIONS: [&str; 3] = ["DYNAMIC_BASE", "HIGH_ENTROPY_VA", "NX_COMPAT"];

/// Builds them and looks at them.
pub fn build() -> Result<()> {
    setup_tools::windows()?;
    for program in &PROGRAMS {
        look_at(program, &compile(program)?)?;
    }
    println!("Built, not run: there is no Windows here.");
    Ok(())
}

fn compile(program: &Program) -> Result<PathBuf> {
    let folder = repo::target().join("windows");
    let mut cargo = debian_cargo::command();
    cargo.args(["build", "--release", "--bins", "--target", TARGET]);
    cargo.args(["-Zbuild-std=std,panic_unwind", "--target-dir"]);
    cargo.arg(&folder).args(["--package", program.package]);
    run::run(&mut cargo, run::LONG * 2)?;
    let name = format!("{}.exe", program.package);
    Ok(folder.join(TARGET).join("release").join(name))
}

fn look_at(program: &Program, built: &Path) -> Result<()> {
    let path = built.display();
    let bytes = fs::metadata(built).with_context(|| path.to_string())?.len();
    let mut objdump = run::command(OBJDUMP);
    // In another language it names the libraries otherwise, and none would be found.
    objdump.env("LC_ALL", "C").arg("-fp").arg(built);
    let head = run::output(&mut objdump, run::LONG)?;
    let faults = faults(program, &head);
    if !faults.is_empty() {
        bail!("{path}: {}", faults.join("; "));
    }
    println!(
        "{path}: {bytes} bytes, loads {}",
        Vec::from_iter(loaded(&head)).join(", ")
    );
    Ok(())
}

/// What is wrong with a program whose head and imports objdump tells.
fn faults(program: &Program, head: &str) -> Vec<String> {
    let may_load: Vec<&str> = KNOWN.iter().chain(program.more).copied().collect();
    let is_known = |name: &String| may_load.contains(&name.as_str());
    let loaded = loaded(head);
    let is_listed = loaded.contains(EVERY);
    let mut faults: Vec<String> = loaded
        .into_iter()
        .filter(|name| !is_known(name))
        .map(|name| format!("loads {name}, which is not listed in xtask/src/windows.rs"))
        .collect();
    if !is_listed {
        faults.push(format!(
            "loads no {EVERY}, as every program does: objdump lists it otherwise"
        ));
    }
    if !head.contains("file format pei-x86-64") {
        faults.push("is no program of 64-bit Windows".to_owned());
    }
    let lines: Vec<&str> = head.lines().map(str::trim).collect();
    let missing = PROTECTIONS.iter().filter(|flag| !lines.contains(flag));
    faults.extend(missing.map(|flag| format!("has no {flag}")));
    faults
}

/// Libraries of Windows, each once, in small letters as Windows does not tell them apart.
fn loaded(head: &str) -> BTreeSet<String> {
    let names = head
        .lines()
        .filter_map(|line| line.trim().strip_prefix("DLL Name: "));
    names.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "reader.exe:     file format pei-x86-64\n\nDllCharacteristics\t00000160\n\t\t\t\t\t\
        HIGH_ENTROPY_VA\n\t\t\t\t\tDYNAMIC_BASE\n\t\t\t\t\tNX_COMPAT\n\n\tDLL Name: KERNEL32.dll\n";

    #[test]
    fn a_library_that_is_not_listed_and_a_protection_that_is_missing_are_found() {
        let [reader, _] = &PROGRAMS;
        assert_eq!(faults(reader, HEAD), [""; 0]);
        let network = format!("{HEAD}\tDLL Name: WINHTTP.dll\n");
        assert!(faults(reader, &network)[0].starts_with("loads winhttp.dll"));
        assert_eq!(
            faults(reader, &HEAD.replace("NX_COMPAT", "")),
            ["has no NX_COMPAT"]
        );
        assert_eq!(
            faults(reader, &HEAD.replace("pei-x86-64", "elf64-x86-64")).len(),
            1
        );
    }

    #[test]
    fn a_list_of_libraries_that_was_not_understood_is_no_empty_one() {
        let [reader, _] = &PROGRAMS;
        let german = HEAD.replace("DLL Name: ", "DLL-Name: ");
        assert!(faults(reader, &german)[0].starts_with("loads no kernel32.dll"));
    }
}
