//! What the page weighs, file by file, as it is and compressed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{page, repo};

/// Builds the page and prints a table.
pub fn run(_: &[&str]) -> Result<()> {
    page::build()?;
    let mut files = Vec::new();
    collect(&repo::page(), &mut files)?;
    files.sort();
    println!("{:<28} {:>9} {:>9}", "file", "bytes", "gzip");
    let (mut all, mut all_zipped) = (0, 0);
    for file in &files {
        let zipped = fs::metadata(format!("{}.gz", file.display()))?.len();
        let plain = fs::metadata(file)?.len();
        let name = file.strip_prefix(repo::page())?.display().to_string();
        println!("{name:<28} {plain:>9} {zipped:>9}");
        (all, all_zipped) = (all + plain, all_zipped + zipped);
    }
    println!("{:<28} {all:>9} {all_zipped:>9}", "all (both languages)");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else if entry.path().extension().is_none_or(|ending| ending != "gz") {
            files.push(entry.path());
        }
    }
    Ok(())
}
