//! More from Debian than programs that a page or a journey calls: Python with the packages of
//! `tests/interop/requirements.txt`, exactly those whose hashes it has, and some tools.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{repo, run};

/// Debian's own, whatever else the path offers.
const PYTHON: &str = "/usr/bin/python3";
/// Debian's package of `venv`, whose own files carry Python's version in their paths.
const PACKAGE: &str = "python3-venv";
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// The interpreter of the environment in the target folder, made anew where the list has changed.
pub fn interop() -> Result<PathBuf> {
    let folder = repo::target().join("interop-venv");
    let python = folder.join("bin/python");
    let requirements = repo::root().join("tests/interop/requirements.txt");
    let wanted = fs::read(&requirements).context("tests/interop/requirements.txt")?;
    let stamp = folder.join("installed-requirements.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) && python.exists() {
        return Ok(python);
    }
    if !can_make_environments() {
        install(PACKAGE)?;
    }
    let mut make = run::command(PYTHON);
    run::run(make.args(["-m", "venv", "--clear"]).arg(&folder), LIMIT)?;
    // Wheels only: building a package would run its code, with whatever its build asks for.
    let mut pip = run::command(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--require-hashes"]);
    pip.args(["--only-binary", ":all:", "--disable-pip-version-check"]);
    run::run(pip.arg("--requirement").arg(&requirements), LIMIT)?;
    fs::write(stamp, wanted)?;
    Ok(python)
}

fn can_make_environments() -> bool {
    let mut tried = run::command(PYTHON);
    tried.args(["-c", "import ensurepip, venv"]);
    Path::new(PYTHON).exists() && run::output(&mut tried, LIMIT).is_ok()
}

/// What puts pictures of one kind together; a chip in software, and the programs that speak with one: what tests
/// keep half of a key in; what the desk's window is linked with.
pub fn tools() -> Result<()> {
    packages(&[
        ("/usr/bin/webpmux", "webp"),
        ("/usr/bin/swtpm", "swtpm"),
        ("/usr/bin/tpm2_getrandom", "tpm2-tools"),
        ("/usr/bin/pkg-config", "pkgconf"),
        ("/usr/include/wayland-client.h", "libwayland-dev"),
        ("/usr/include/fontconfig/fontconfig.h", "libfontconfig-dev"),
    ])
}

/// Installs each package whose file is missing.
pub fn packages(needed: &[(&str, &str)]) -> Result<()> {
    for (path, package) in needed {
        if !Path::new(path).exists() {
            install(package)?;
        }
    }
    Ok(())
}

/// As `setup_tools` does for programs, which a path tells.
fn install(package: &str) -> Result<()> {
    println!("Installing Debian's package {package}");
    let update = run::run(run::command("apt-get").args(["-q", "update"]), LIMIT);
    let mut install = run::command("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["-q", "install", "-y", "--no-install-recommends", package]);
    if update.and_then(|()| run::run(&mut install, LIMIT)).is_err() {
        bail!("please run: sudo apt-get update && sudo apt-get install -y {package}");
    }
    Ok(())
}
