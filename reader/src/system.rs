//! What each system does in its own way, in one place: keeping others out of files, having a folder's entries on disk,
//! taking passphrases from another program. What a system does not do at all is said here, and told to whoever works.

#[cfg(any(windows, test))]
mod second_name;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::*;
#[cfg(windows)]
pub use windows::*;

#[cfg(any(windows, test))]
use std::{fs, path::Path};

/// Whether a folder that is there lies in another one, by whatever way it is named.
#[cfg(any(windows, test))]
fn lies_in(folder: &Path, other: &Path) -> bool {
    match (fs::canonicalize(folder), fs::canonicalize(other)) {
        (Ok(folder), Ok(other)) => folder.starts_with(other),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lies_in_another_whatever_its_path_looks_like_and_not_beside_it() {
        let home = tempfile::tempdir().unwrap();
        let (vault, beside) = (home.path().join("a/vault"), home.path().join("ab"));
        fs::create_dir_all(&vault).unwrap();
        fs::create_dir(&beside).unwrap();
        assert!(lies_in(&vault, &home.path().join("a")));
        assert!(!lies_in(&beside, &home.path().join("a")));
        assert!(!lies_in(&vault.join("../../ab"), &home.path().join("a")));
        assert!(!lies_in(&home.path().join("none"), home.path()));
    }
}
