//! `belfry-server check`: opens a copy of the data as `run` would, so that sled, which repairs what
//! it opens, changes nothing.

use std::{fs, io, path::Path};

use crate::{commands::run, config::Config, lock::DataLock};

/// Verifies configuration, page and data; gives what was found, for people.
///
/// # Errors
/// [`io::Error`] where something cannot be opened; its text says what.
pub fn check(config: &Config) -> io::Result<String> {
    let _lock = DataLock::take(&config.data)?;
    let copy = config.data.join("checking");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    let found = check_copy(config, &copy);
    fs::remove_dir_all(&copy)?;
    found
}

fn check_copy(config: &Config, copy: &Path) -> io::Result<String> {
    fs::create_dir(copy)?;
    for part in ["cells", "published", "confirmations"] {
        let from = config.data.join(part);
        if from.exists() {
            copy_tree(&from, &copy.join(part))?;
        }
    }
    let config = Config {
        data: copy.to_owned(),
        ..config.clone()
    };
    let state = run::open(&config)?;
    let mut text = String::new();
    for week in state.store.weeks() {
        let (state, of) = (if week.open { "open" } else { "closed" }, week.week);
        text += &format!(
            "week {of} ({state}): {} letters, {} parcels\n",
            week.letters, week.parcels
        );
    }
    match state.publications.served().current {
        Some(current) => {
            let header = &current.header;
            text += &format!(
                "board {} of {}, roster {}\n",
                header.serial, header.day, header.roster_serial
            );
        }
        None => text += "nothing is published yet\n",
    }
    Ok(text + "all of this can be read and holds\n")
}

fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
