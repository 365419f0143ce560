//! The end of a storage week. Closing rewrites its cells in the order of their random ids under a
//! fresh key; expiry takes everything.

use std::{fs, io, path::Path, sync::Arc};

use crypto_core::time::Week;

use super::{
    Kind, Store,
    drawer::{Drawer, Unreadable},
    engine::EngineError,
    folder::{self, Name, State},
};

/// Cells between two flushes while a week is rewritten.
const ROUND: usize = 64;

impl Store {
    /// Closes every week before `current`. What fails stays as it was and is tried again.
    ///
    /// # Errors
    /// [`io::Error`] of the first drawer that could not be closed.
    pub fn close_before(&self, current: Week) -> io::Result<()> {
        for drawer in self.snapshot() {
            if drawer.state == State::Open && drawer.name.week < current {
                self.close(&drawer)?;
            }
        }
        Ok(())
    }

    /// Removes the cells of one kind and week, for ever: key first.
    ///
    /// # Errors
    /// [`io::Error`] where the folder cannot be removed.
    pub fn expire(&self, kind: Kind, week: Week) -> io::Result<()> {
        if let Some(drawer) = self.write_drawers(|drawers| drawers.remove(&(kind, week))) {
            drawer.shut();
            let gone = Name::new(kind, week, "gone").path(&self.cells);
            folder::rename(&drawer.folder, &gone)?;
            folder::wipe(&gone)?;
        }
        remove_damaged(&self.cells, kind, week)
    }

    fn close(&self, old: &Arc<Drawer>) -> io::Result<()> {
        old.seal();
        let Name { kind, week, .. } = old.name;
        let making = Name::new(kind, week, "closing").path(&self.cells);
        let name = Name::new(kind, week, State::Closed.suffix());
        let target = name.path(&self.cells);

        let fresh = Drawer::create(&making, name.clone(), State::Closed)?;
        let engine = old.generation();
        // An altered cell was never going to be served; but a broken engine says nothing about a
        // cell, and nothing may be left behind for it.
        copy_cells(old, &fresh, |why| why == Unreadable::Altered)
            .inspect_err(|_| self.revive(old, engine))?;
        let ids = fresh.ids();
        fresh.shut();
        // From here on the closed drawer counts; a start that finds both removes the open one.
        folder::rename(&making, &target)?;
        let closed = Drawer::open(&target, name, State::Closed)?;
        closed.with_ids(|own| *own = ids);
        self.write_drawers(|drawers| drawers.insert((kind, week), Arc::new(closed)));
        old.shut();
        folder::wipe(&old.folder)
    }
}

/// Copies all cells in the order of their ids but those that `skip` lets go; on disk when it returns.
pub(crate) fn copy_cells(
    from: &Drawer,
    to: &Drawer,
    skip: impl Fn(Unreadable) -> bool,
) -> io::Result<()> {
    let ids = from.ids();
    for (count, id) in ids.iter().enumerate() {
        match from.read(id) {
            Ok(Some(cell)) => {
                to.write(id, &cell).map_err(io::Error::other)?;
                to.with_ids(|own| own.insert(*id));
            }
            Ok(None) => {}
            Err(why) if skip(why) => {}
            Err(_) => return Err(io::Error::other(EngineError::Broken)),
        }
        if count % ROUND == ROUND - 1 {
            to.make_durable().map_err(io::Error::other)?;
        }
    }
    to.make_durable().map_err(io::Error::other)
}

fn remove_damaged(cells: &Path, kind: Kind, week: Week) -> io::Result<()> {
    let prefix = format!("damaged-{week}-{}-", kind.name());
    for entry in fs::read_dir(cells)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            folder::wipe(&entry.path())?;
        }
    }
    Ok(())
}
