//! Import confirmations, and what they lead to: the end of storage weeks.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use crypto_core::{
    confirmation::{self, CONFIRMATION_LEN, Confirmation, ids_digest},
    ids::{Digest, LetterId, MemberNumber},
    roster::VerifiedRoster,
    time::Week,
};

use crate::{
    published::Publications,
    store::{ANSWER_WEEKS, Kind, Store},
};

/// A storage week goes after this many weeks even if nobody confirmed it.
pub const WEEKS_KEPT: u32 = 13;
/// Confirmations in one request at most.
pub const CONFIRMATIONS_MAX: usize = 1_024;

/// Why confirmations are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmError {
    /// One of them cannot be read or its signature does not hold; none was taken.
    #[error("a confirmation does not hold")]
    Invalid,
    /// The disk failed.
    #[error("the confirmations could not be stored")]
    Storage,
}

/// All confirmations of weeks that are still kept; a file for each week and member.
pub struct Confirmations {
    root: PathBuf,
    kept: Mutex<BTreeMap<(Week, MemberNumber), (u32, Digest)>>,
}

impl Confirmations {
    /// Opens those below `data`. A file that does not verify under `roster` is left out: its
    /// member confirms again with the next export.
    ///
    /// # Errors
    /// [`io::Error`] where the folder cannot be read.
    pub fn open(data: &Path, roster: Option<&VerifiedRoster>) -> io::Result<Self> {
        let root = data.join("confirmations");
        fs::create_dir_all(&root)?;
        let mut kept = BTreeMap::new();
        for entry in fs::read_dir(&root)? {
            let file = fs::read(entry?.path())?;
            if let Some(Ok(found)) = roster.map(|roster| confirmation::verify(&file, roster)) {
                kept.insert((found.week, found.member), (found.count, found.ids));
            }
        }
        Ok(Self {
            root,
            kept: Mutex::new(kept),
        })
    }

    /// Takes confirmations, one after the other in `bytes`; all are checked before one is taken.
    ///
    /// # Errors
    /// [`ConfirmError`].
    pub fn take(
        &self,
        bytes: &[u8],
        roster: &VerifiedRoster,
        today: Week,
    ) -> Result<(), ConfirmError> {
        let files = bytes.chunks_exact(CONFIRMATION_LEN);
        if !files.remainder().is_empty() || bytes.len() > CONFIRMATIONS_MAX * CONFIRMATION_LEN {
            return Err(ConfirmError::Invalid);
        }
        let checked: Vec<(Confirmation, &[u8])> = files
            .map(|file| confirmation::verify(file, roster).map(|found| (found, file)))
            .collect::<Result<_, _>>()
            .map_err(|_| ConfirmError::Invalid)?;
        for (found, file) in checked {
            // Weeks long gone, or still to come, need no file.
            if found.week >= today || today.0 - found.week.0 > WEEKS_KEPT + 1 {
                continue;
            }
            self.keep(&found, file).map_err(|_| ConfirmError::Storage)?;
        }
        Ok(())
    }

    fn keep(&self, found: &Confirmation, file: &[u8]) -> io::Result<()> {
        use std::io::Write as _;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let making = self.root.join("new");
        let mut out = fs::File::create(&making)?;
        out.write_all(file)?;
        out.sync_all()?;
        fs::rename(&making, self.path(found.week, found.member))?;
        fs::File::open(&self.root)?.sync_all()?;
        kept.insert((found.week, found.member), (found.count, found.ids));
        Ok(())
    }

    fn path(&self, week: Week, member: MemberNumber) -> PathBuf {
        self.root.join(format!("{week}-{member}"))
    }

    fn all_confirmed(&self, week: Week, needed: &[MemberNumber], what: &(u32, Digest)) -> bool {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        needed
            .iter()
            .all(|member| kept.get(&(week, *member)) == Some(what))
    }

    fn forget(&self, week: Week) -> io::Result<()> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let gone: Vec<_> = kept.keys().filter(|key| key.0 == week).copied().collect();
        for (week, member) in gone {
            fs::remove_file(self.path(week, member))?;
            kept.remove(&(week, member));
        }
        Ok(())
    }
}

/// Closes weeks that are over and removes those whose time has come: letters once all needed
/// members confirmed them, letters and parcels after 13 weeks, files of answers after 26.
///
/// # Errors
/// [`io::Error`] of the disk; whatever was not done is done next time.
pub fn tend(
    store: &Store,
    publications: &Publications,
    confirmations: &Confirmations,
    current: Week,
) -> io::Result<()> {
    store.close_before(current)?;
    for summary in store.weeks() {
        let week = summary.week;
        let old = current.0.saturating_sub(week.0) > WEEKS_KEPT;
        if old || (week < current && confirmed(store, publications, confirmations, week)) {
            store.expire(Kind::Letter, week)?;
            confirmations.forget(week)?;
        }
        if old {
            store.expire(Kind::Parcel, week)?;
        }
    }
    for week in store.weeks_of(Kind::Answer) {
        if current.0.saturating_sub(week.0) > ANSWER_WEEKS {
            store.expire(Kind::Answer, week)?;
        }
    }
    Ok(())
}

fn confirmed(
    store: &Store,
    publications: &Publications,
    confirmations: &Confirmations,
    week: Week,
) -> bool {
    let Some(needed) = publications.needed_members(week) else {
        return false;
    };
    let Some(ids) = store.ids_after(Kind::Letter, week, None, usize::MAX) else {
        return false;
    };
    let ids: Vec<LetterId> = ids.into_iter().map(LetterId).collect();
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    confirmations.all_confirmed(week, &needed, &(count, ids_digest(&ids)))
}
