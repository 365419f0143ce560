//! Tools from Debian's packages: browsers, their drivers, and what tests compare with.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::run;

/// A program and the package that has it.
const TOOLS: [(&str, &str); 15] = [
    ("/usr/bin/chromium", "chromium"),
    ("/usr/bin/chromedriver", "chromium-driver"),
    ("/usr/bin/firefox-esr", "firefox-esr"),
    ("/usr/bin/minisign", "minisign"),
    ("/usr/bin/strace", "strace"),
    // What tests make files with traces of, take the traces out with, and open the cleaned copies with.
    ("/usr/bin/exiftool", "libimage-exiftool-perl"),
    ("/usr/bin/mat2", "mat2"),
    ("/usr/bin/convert", "imagemagick"),
    ("/usr/bin/ffmpeg", "ffmpeg"),
    ("/usr/bin/qpdf", "qpdf"),
    ("/usr/bin/pdftotext", "poppler-utils"),
    ("/usr/bin/lowriter", "libreoffice-writer"),
    ("/usr/bin/localc", "libreoffice-calc"),
    ("/usr/bin/loimpress", "libreoffice-impress"),
    ("/usr/bin/cc", "build-essential"),
];
const NODE: [(&str, &str); 2] = [("/usr/bin/node", "nodejs"), ("/usr/bin/npm", "npm")];

/// What builds where rustup cannot; dpkg's own lists tell them from plain `rustc`.
const DEBIAN_RUST: [(&str, &str); 3] = [
    ("/var/lib/dpkg/info/rustc-web.list", "rustc-web"),
    ("/var/lib/dpkg/info/cargo-web.list", "cargo-web"),
    ("/var/lib/dpkg/info/rust-web-src.list", "rust-web-src"),
];
/// What links the page's modules.
const WASM: [(&str, &str); 2] = [
    ("/var/lib/dpkg/info/rust-web-llvm.list", "rust-web-llvm"),
    // rustc's own `rust-lld` is a link to this.
    ("/usr/bin/rust-lld", "lld-22"),
];
/// What links a program of Windows; rustc calls it by this name, whichever kind of threads it has.
const WINDOWS: [(&str, &str); 1] = [(
    "/usr/bin/x86_64-w64-mingw32-gcc",
    "gcc-mingw-w64-x86-64-win32",
)];
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// Everything that the demonstration and the tests call.
pub fn all() -> Result<()> {
    install(&[TOOLS.as_slice(), &NODE].concat())
}

/// What the long checks make a private Tor network of.
pub fn tor() -> Result<()> {
    install(&[("/usr/bin/tor-gencert", "tor")])
}

/// What opening files is compared with.
pub fn age() -> Result<()> {
    install(&[("/usr/bin/age", "age")])
}

/// Only what the page's build calls.
pub fn node() -> Result<()> {
    install(&NODE)
}

/// Debian's Rust, its sources and the linker of the page's modules.
pub fn debian_wasm() -> Result<()> {
    install(&[DEBIAN_RUST.as_slice(), &WASM].concat())
}

/// Debian's Rust, its sources and the linker of programs of Windows.
pub fn windows() -> Result<()> {
    install(&[DEBIAN_RUST.as_slice(), &WINDOWS].concat())
}

fn install(tools: &[(&str, &str)]) -> Result<()> {
    let missing: Vec<&str> = tools
        .iter()
        .filter(|(path, _)| !Path::new(path).exists())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    if !is_root() {
        bail!(
            "please run: sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}"
        );
    }
    println!("Installing Debian's packages {packages}");
    // apt can fail half-way and work the second time.
    update_and_install(&missing).or_else(|error| {
        println!("once more, after: {error:#}");
        update_and_install(&missing)
    })
}

fn update_and_install(packages: &[&str]) -> Result<()> {
    run::run(run::command("apt-get").args(["-q", "update"]), LIMIT)?;
    let mut install = run::command("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").args([
        "-q",
        "install",
        "-y",
        "--no-install-recommends",
    ]);
    run::run(install.args(packages), LIMIT)
}

fn is_root() -> bool {
    fs::read_to_string("/proc/self/status")
        .is_ok_and(|status| status.lines().any(|line| line.starts_with("Uid:\t0\t")))
}
