//! Where things lie in the tree.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the tree: the folder above this package.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// The target folder that cargo uses, wherever `CARGO_TARGET_DIR` put it.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Where the debug build of the programs lies.
pub fn binaries() -> PathBuf {
    target().join("debug")
}

/// The page as it is served.
pub fn page() -> PathBuf {
    root().join("dist/page")
}

/// The sources of the page.
pub fn page_sources() -> PathBuf {
    root().join("client-wasm/page")
}
