//! The list of what is served, as `sha256sum -c` takes it.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::run;

/// Writes the SHA-256 of every file below `folder`, sorted by name.
pub fn write(folder: &Path, list: &Path) -> Result<()> {
    let mut names = Vec::new();
    collect(folder, "", &mut names)?;
    names.sort();
    fs::write(
        list,
        run::output(
            run::command("sha256sum").current_dir(folder).args(&names),
            run::LONG,
        )?,
    )?;
    Ok(())
}

fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}
