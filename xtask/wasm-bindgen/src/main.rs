//! `xtask-wasm-bindgen MODULE.wasm OUT_DIR NAME`: writes `NAME.js` and `NAME_bg.wasm`.
//!
//! Types for checking the page's JavaScript (`NAME.d.ts`) come with them.
//!
//! Apart from xtask because it takes minutes to compile and is needed only for the page.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [module, out, name] = arguments.as_slice() else {
        bail!("usage: xtask-wasm-bindgen MODULE.wasm OUT_DIR NAME");
    };
    let mut bindgen = Bindgen::new();
    let name = name.to_str().context("the name is no text")?;
    bindgen.input_path(module).out_name(name).typescript(true);
    bindgen.web(true)?.generate(out).context("wasm-bindgen")
}
