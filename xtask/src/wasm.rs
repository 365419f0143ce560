//! The page's WebAssembly module: compiled, bound to JavaScript, made small.

mod debian;
mod rustup;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{npm, repo, run};

const TARGET: &str = "wasm32-unknown-unknown";
const MODULE: &str = "client_wasm.wasm";

/// Newer than WebAssembly's first version, and in every browser since 2022; rustc uses them by default.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Whose rustc and standard library.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Toolchain {
    /// rustup's, or Debian's where rustup's server is out of reach.
    Found,
    /// Debian's, asked for.
    Debian,
}

/// The finished files.
pub struct Module {
    /// `belfry.js`, the glue.
    pub glue: PathBuf,
    /// `belfry.d.ts`, the glue's types, for checking the page's JavaScript only.
    pub types: PathBuf,
    /// `belfry_bg.wasm`.
    pub wasm: PathBuf,
}

/// Builds the module, each way into a folder of its own.
pub fn build(toolchain: Toolchain) -> Result<Module> {
    let (compiled, out) = compile(toolchain)?;
    let bound = bind(&compiled, &out.join("bound"))?;
    let small = out.join("belfry_bg.wasm");
    optimise(&bound.join("belfry_bg.wasm"), &small)?;
    println!("{}: {} bytes", small.display(), fs::metadata(&small)?.len());
    Ok(Module {
        glue: bound.join("belfry.js"),
        types: bound.join("belfry.d.ts"),
        wasm: small,
    })
}

/// Only as far as the compiler's own output, to see that a toolchain can do it.
pub fn compile(toolchain: Toolchain) -> Result<(PathBuf, PathBuf)> {
    if toolchain == Toolchain::Found && rustup::has_target() {
        Ok((rustup::compile()?, repo::target().join("page-module")))
    } else {
        Ok((
            debian::compile()?,
            repo::target().join("page-module-debian"),
        ))
    }
}

/// What both ways have in common: the package, the profile, and paths that tell of no machine.
fn build_arguments(
    cargo: &mut Command,
    target_dir: &Path,
    standard_library: Option<&Path>,
) -> Result<()> {
    cargo.args([
        "build",
        "--package",
        "client-wasm",
        "--lib",
        "--profile",
        "wasm",
        "--target",
        TARGET,
    ]);
    cargo.arg("--target-dir").arg(target_dir);
    let mut flags = vec![
        remap(&repo::root(), "/belfry"),
        remap(&cargo_home()?, "/cargo"),
    ];
    flags.extend(standard_library.map(|path| remap(path, "/rust")));
    // Each crate below the registry lies in a folder named after the registry's host.
    for registry in registries()? {
        flags.push(remap(&registry, "/crates"));
    }
    cargo
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .env_remove("RUSTFLAGS");
    Ok(())
}

fn remap(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}

/// There is at least one by now: xtask itself was built from it.
fn registries() -> Result<Vec<PathBuf>> {
    let sources = cargo_home()?.join("registry/src");
    let mut found = Vec::new();
    for entry in fs::read_dir(&sources).with_context(|| sources.display().to_string())? {
        found.push(entry?.path());
    }
    found.sort();
    Ok(found)
}

fn cargo_home() -> Result<PathBuf> {
    match env::var_os("CARGO_HOME") {
        Some(home) => Ok(PathBuf::from(home)),
        None => Ok(env::home_dir().context("no home folder")?.join(".cargo")),
    }
}

fn compiled(target_dir: &Path) -> PathBuf {
    target_dir.join(TARGET).join("wasm").join(MODULE)
}

fn bind(module: &Path, out: &Path) -> Result<PathBuf> {
    let mut build = run::cargo();
    build.args([
        "build",
        "--quiet",
        "--profile",
        "tool",
        "--package",
        "xtask-wasm-bindgen",
    ]);
    run::run(&mut build, run::LONG)?;
    let program = repo::target().join("tool/xtask-wasm-bindgen");
    run::run(run::command(program).arg(module).arg(out), run::LONG)?;
    Ok(out.to_path_buf())
}

fn optimise(from: &Path, to: &Path) -> Result<()> {
    let mut optimise = run::command(npm::program("wasm-opt")?);
    optimise.args([
        "-Oz",
        "--strip-debug",
        "--strip-producers",
        "--strip-target-features",
    ]);
    run::run(
        optimise.args(FEATURES).arg(from).arg("-o").arg(to),
        run::LONG,
    )
}
