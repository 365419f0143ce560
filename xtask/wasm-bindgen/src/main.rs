//! `xtask-wasm-bindgen MODULE.wasm OUT_DIR`: writes `belfry.js` and `belfry_bg.wasm`.
//!
//! Types for checking the page's JavaScript (`belfry.d.ts`) come with them.
//!
//! Apart from xtask because it takes minutes to compile and is needed only for the page.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [module, out] = arguments.as_slice() else {
        bail!("usage: xtask-wasm-bindgen MODULE.wasm OUT_DIR");
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("belfry")
        .typescript(true);
    bindgen.web(true)?.generate(out).context("wasm-bindgen")
}
