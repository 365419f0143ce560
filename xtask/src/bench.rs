//! What the page weighs, file by file, as it is and compressed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{page, repo, run};

/// Builds the page and prints a table.
pub fn run() -> Result<()> {
    page::build()?;
    let mut files = Vec::new();
    collect(&repo::page(), &mut files)?;
    files.sort();
    println!("{:<28} {:>9} {:>9}", "file", "bytes", "gzip");
    let (mut all, mut all_zipped) = (0, 0);
    for file in &files {
        let (plain, zipped) = (fs::metadata(file)?.len(), zipped(file)?);
        let name = file.strip_prefix(repo::page())?.display().to_string();
        println!("{name:<28} {plain:>9} {zipped:>9}");
        (all, all_zipped) = (all + plain, all_zipped + zipped);
    }
    println!("{:<28} {all:>9} {all_zipped:>9}", "all (both languages)");
    Ok(())
}

fn zipped(file: &Path) -> Result<u64> {
    let mut pipe = run::command("sh");
    pipe.args(["-c", "gzip -9 -n -c -- \"$0\" | wc -c"])
        .arg(file);
    Ok(run::output(&mut pipe, run::LONG)?.trim().parse()?)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
