//! How many cells each directory had when the server stopped in order. With it the next start knows
//! a missing cell for damage; after a kill it is not there, and a torn tail is what is expected.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

use super::{Drawers, folder};

const FILE: &str = "stopped";

/// Writes the counts, once every drawer is durable and shut.
pub(crate) fn leave(cells: &Path, drawers: &Drawers) -> io::Result<()> {
    let mut lines = String::new();
    for drawer in drawers.values() {
        drawer.make_durable().map_err(io::Error::other)?;
        lines.push_str(&format!("{} {}\n", drawer.name, drawer.ids().len()));
        drawer.shut();
    }
    let mut file = File::create(cells.join(FILE))?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    folder::sync_dir(cells)
}

/// Takes the counts away before anything is written, so that a kill leaves none.
pub(crate) fn take(cells: &Path) -> io::Result<BTreeMap<String, usize>> {
    let path = cells.join(FILE);
    let lines = match fs::read_to_string(&path) {
        Ok(lines) => lines,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        // A damaged file says nothing; it goes like any other.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
        Err(error) => return Err(error),
    };
    fs::remove_file(&path)?;
    folder::sync_dir(cells)?;
    Ok(lines
        .lines()
        .filter_map(|line| {
            let (name, count) = line.split_once(' ')?;
            Some((name.to_owned(), count.parse().ok()?))
        })
        .collect())
}
