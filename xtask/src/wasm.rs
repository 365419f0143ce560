//! The page's WebAssembly modules: compiled, bound to JavaScript, made small or fast.

mod debian;
mod rustup;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{npm, repo, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// One module of the page.
pub struct Source {
    package: &'static str,
    /// What cargo calls the compiled library.
    library: &'static str,
    /// What the page calls it.
    name: &'static str,
    profile: &'static str,
    /// For `wasm-opt`.
    level: &'static str,
    /// What it needs of a processor besides [`FEATURES`]: for rustc, and for `wasm-opt`.
    more: &'static [(&'static str, &'static str)],
}

/// What every report needs, and what a file needs besides: to be sealed, and to be looked at and cleaned.
const SOURCES: [Source; 3] = [
    Source {
        package: "client-wasm",
        library: "client_wasm.wasm",
        name: "belfry",
        profile: "wasm",
        level: "-Oz",
        more: &[],
    },
    Source {
        package: "client-files",
        library: "client_files.wasm",
        name: "files",
        profile: "wasm-fast",
        level: "-O3",
        more: &[SIMD],
    },
    Source {
        package: "client-traces",
        library: "client_traces.wasm",
        name: "traces",
        profile: "wasm",
        level: "-Oz",
        more: &[],
    },
];

/// Newer than WebAssembly's first version, and in every browser since 2022; rustc uses them by default.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Vectors of 128 bits, for hashing and sealing files only (docs/decisions/0007).
const SIMD: (&str, &str) = ("-Ctarget-feature=+simd128", "--enable-simd");

/// Whose rustc and standard library.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Toolchain {
    /// rustup's, or Debian's where rustup's server is out of reach.
    Found,
    /// Debian's, asked for.
    Debian,
}

/// The finished files of one module.
pub struct Module {
    /// `NAME.js`, the glue.
    pub glue: PathBuf,
    /// `NAME.d.ts`, the glue's types, for checking the page's JavaScript only.
    pub types: PathBuf,
    /// `NAME_bg.wasm`.
    pub wasm: PathBuf,
}

/// Builds the modules, each way into a folder of its own.
pub fn build(toolchain: Toolchain) -> Result<Vec<Module>> {
    let (compiled, out) = compile(toolchain)?;
    let modules = SOURCES.iter().zip(&compiled).map(|(source, compiled)| {
        let name = source.name;
        let bound = bind(compiled, &out.join("bound"), name)?;
        let wasm = out.join(format!("{name}_bg.wasm"));
        optimise(&bound.join(format!("{name}_bg.wasm")), &wasm, source)?;
        println!("{}: {} bytes", wasm.display(), fs::metadata(&wasm)?.len());
        Ok(Module {
            glue: bound.join(format!("{name}.js")),
            types: bound.join(format!("{name}.d.ts")),
            wasm,
        })
    });
    modules.collect()
}

/// Only as far as the compiler's own output, to see that a toolchain can do it.
pub fn compile(toolchain: Toolchain) -> Result<(Vec<PathBuf>, PathBuf)> {
    if toolchain == Toolchain::Found && rustup::has_target() {
        let compiled = SOURCES.iter().map(rustup::compile).collect::<Result<_>>()?;
        Ok((compiled, repo::target().join("page-module")))
    } else {
        let compiled = SOURCES.iter().map(debian::compile).collect::<Result<_>>()?;
        Ok((compiled, repo::target().join("page-module-debian")))
    }
}

/// What both ways have in common: the package, the profile, and paths that tell of no machine.
fn build_arguments(
    cargo: &mut Command,
    source: &Source,
    target_dir: &Path,
    standard_library: Option<&Path>,
) -> Result<()> {
    cargo.args([
        "build",
        "--package",
        source.package,
        "--lib",
        "--profile",
        source.profile,
        "--target",
        TARGET,
    ]);
    cargo.arg("--target-dir").arg(target_dir);
    let mut flags = vec![
        remap(&repo::root(), "/belfry"),
        remap(&cargo_home()?, "/cargo"),
    ];
    flags.extend(source.more.iter().map(|(rustc, _)| (*rustc).to_owned()));
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

fn compiled(source: &Source, target_dir: &Path) -> PathBuf {
    let folder = target_dir.join(TARGET).join(source.profile);
    folder.join(source.library)
}

fn bind(module: &Path, out: &Path, name: &str) -> Result<PathBuf> {
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
    run::run(
        run::command(program).arg(module).arg(out).arg(name),
        run::LONG,
    )?;
    Ok(out.to_path_buf())
}

fn optimise(from: &Path, to: &Path, source: &Source) -> Result<()> {
    let mut optimise = run::command(npm::program("wasm-opt")?);
    optimise.args([
        source.level,
        "--strip-debug",
        "--strip-producers",
        "--strip-target-features",
    ]);
    optimise.args(FEATURES);
    optimise.args(source.more.iter().map(|(_, wasm_opt)| wasm_opt));
    run::run(optimise.arg(from).arg("-o").arg(to), run::LONG)
}
