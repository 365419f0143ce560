//! Where the npm packages are that tests compare with.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

/// The folder of an npm package below `$BELFRY_NPM`; `None`, with a printed line, where that is
/// not set. `cargo xtask test` sets it.
pub fn package(name: &str) -> Result<Option<PathBuf>> {
    let Some(modules) = std::env::var_os("BELFRY_NPM") else {
        println!("skipped: BELFRY_NPM does not name a node_modules folder with {name} in it");
        return Ok(None);
    };
    let folder = PathBuf::from(modules).join(name);
    ensure!(
        folder.join("package.json").is_file(),
        "BELFRY_NPM is set, but {} is missing; npm install {name}",
        folder.display()
    );
    let folder = folder.canonicalize();
    folder.map(Some).context("the package's folder")
}
