//! Letters and parcels on disk: written once, acknowledged only when safe against power loss,
//! kept by storage week and gone with it. The engine behind it (sled) is named in one file.
//!
//! Nothing here deletes a single cell. A drawer (one kind, one week) goes as a whole.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use crypto_core::{primitives::hash::sha256, time::Week};
use zeroize::Zeroizing;

mod answers;
mod ballast;
mod carve;
mod claims;
mod clean_stop;
mod close;
mod commit;
mod drawer;
mod engine;
mod folder;
mod mend;
mod room;
mod types;
mod wrap;

pub use answers::ANSWER_WEEKS;
use ballast::Ballast;
use claims::Claims;
use commit::Committer;
use drawer::{Drawer, Unreadable};
use engine::EngineError;
use folder::{Name, State};
use room::{Space, free_space};
pub use types::{CellId, Kind, Limits, Put, PutError, ReadError, WeekSummary};

type Drawers = BTreeMap<(Kind, Week), Arc<Drawer>>;

/// The store. All calls block; share it in an [`Arc`].
pub struct Store {
    cells: PathBuf,
    space: Space,
    drawers: RwLock<Drawers>,
    committer: Committer,
    claims: Claims,
}

impl Store {
    /// Opens the store below `data`, finishing what a crash interrupted and mending what is
    /// damaged. Says on the log, in one line each, what it had to mend.
    ///
    /// # Errors
    /// [`io::Error`] where the folder cannot be read or written.
    pub fn open(data: &Path, limits: Limits) -> io::Result<Self> {
        let cells = data.join("cells");
        fs::create_dir_all(&cells)?;
        folder::sync_dir(data)?;
        let ballast = Ballast::find(data);
        let drawers = mend::open_all(&cells)?;
        Ok(Self {
            space: Space::new(&cells, limits, ballast),
            cells,
            drawers: RwLock::new(drawers),
            committer: Committer::start()?,
            claims: Claims::default(),
        })
    }

    /// Stores a cell in the drawer of `week`; on disk when it returns.
    ///
    /// # Errors
    /// [`PutError`]; nothing that was stored before is touched.
    pub fn put(&self, kind: Kind, id: &CellId, cell: &[u8], week: Week) -> Result<Put, PutError> {
        if cell.len() != kind.cell_len() {
            return Err(PutError::Length);
        }
        let _claim = self.claims.take(kind, id);
        if let Some(found) = self.compare(kind, id, cell)?
            && !self.is_ageing(kind, id, week)
        {
            return Ok(found);
        }
        let _room = self.space.reserve(kind)?;
        let mut again = false;
        loop {
            let drawer = self
                .current(kind, week)
                .map_err(|error| self.why_failed(kind, error.into()))?;
            let _gate = drawer.gate.read().unwrap_or_else(PoisonError::into_inner);
            if drawer.is_sealed() {
                continue;
            }
            let engine = drawer.generation();
            let written = drawer
                .write(id, cell)
                .and_then(|()| self.committer.commit(&drawer));
            if let Err(error) = written {
                // Asked before opening anew, which gives room back.
                let why = self.why_failed(kind, error);
                self.revive(&drawer, engine);
                // An engine that a full disk broke fails once more when there is room again: that is nobody's
                // loss, so the same is tried on the fresh one.
                if again || self.space.reserve(kind).is_err() {
                    return Err(why);
                }
                again = true;
                continue;
            }
            drawer.with_ids(|ids| ids.insert(*id));
            return Ok(Put::Stored);
        }
    }

    /// What a put of these bytes would find: `Some` where they are stored already.
    ///
    /// # Errors
    /// [`PutError::Conflict`] where other bytes have this id.
    pub fn compare(&self, kind: Kind, id: &CellId, cell: &[u8]) -> Result<Option<Put>, PutError> {
        let Some(drawer) = self.holder(kind, id) else {
            return Ok(None);
        };
        match self.read_cell(&drawer, id) {
            Ok(Some(stored)) if sha256(&[&stored]) == sha256(&[cell]) => Ok(Some(Put::Repeated)),
            Ok(Some(_)) => Err(PutError::Conflict),
            // Its week went in this moment.
            Ok(None) => Ok(None),
            Err(_) => Err(PutError::Failed),
        }
    }

    /// Whether a cell is stored.
    #[must_use]
    pub fn contains(&self, kind: Kind, id: &CellId) -> bool {
        self.holder(kind, id).is_some()
    }

    /// A cell of one week, or `None`.
    ///
    /// # Errors
    /// [`ReadError`]; damaged bytes are never given out.
    pub fn read(
        &self,
        kind: Kind,
        week: Week,
        id: &CellId,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, ReadError> {
        let Some(drawer) = self.drawer(kind, week) else {
            return Ok(None);
        };
        self.read_cell(&drawer, id).map_err(|error| match error {
            Unreadable::Altered => ReadError::Damaged,
            Unreadable::Engine => ReadError::Failed,
        })
    }

    /// Reads, once more with a fresh engine where a writer broke it (a full disk does).
    fn read_cell(
        &self,
        drawer: &Drawer,
        id: &CellId,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Unreadable> {
        let engine = drawer.generation();
        match drawer.read(id) {
            Err(Unreadable::Engine) => {
                self.revive(drawer, engine);
                drawer.read(id)
            }
            read => read,
        }
    }

    /// Opens the engine again that failed at `generation`, unless somebody else has done so.
    fn revive(&self, drawer: &Drawer, generation: u64) {
        self.space.make_room_to_open();
        drawer.reopen_engine(generation);
    }

    /// Ids of one week, ascending, from behind `after`, at most `limit`; `None` without that week.
    #[must_use]
    pub fn ids_after(
        &self,
        kind: Kind,
        week: Week,
        after: Option<CellId>,
        limit: usize,
    ) -> Option<Vec<CellId>> {
        use std::ops::Bound::{Excluded, Unbounded};
        let from = after.map_or(Unbounded, Excluded);
        Some(
            self.drawer(kind, week)?
                .with_ids(|ids| ids.range((from, Unbounded)).take(limit).copied().collect()),
        )
    }

    /// Every week of which letters or parcels are kept, ascending.
    #[must_use]
    pub fn weeks(&self) -> Vec<WeekSummary> {
        let mut weeks: BTreeMap<Week, WeekSummary> = BTreeMap::new();
        for drawer in self.snapshot() {
            let week = drawer.name.week;
            if drawer.kind() == Kind::Answer {
                continue;
            }
            let summary = weeks.entry(week).or_insert(WeekSummary {
                week,
                letters: 0,
                parcels: 0,
                open: false,
            });
            let count = drawer.with_ids(|ids| ids.len());
            if drawer.kind() == Kind::Letter {
                summary.letters = count;
            } else {
                summary.parcels = count;
            }
            summary.open |= drawer.state == State::Open;
        }
        weeks.into_values().collect()
    }

    fn drawer(&self, kind: Kind, week: Week) -> Option<Arc<Drawer>> {
        self.read_drawers(|drawers| drawers.get(&(kind, week)).cloned())
    }

    /// The newest drawer that has the cell.
    fn holder(&self, kind: Kind, id: &CellId) -> Option<Arc<Drawer>> {
        self.snapshot()
            .into_iter()
            .rev()
            .find(|drawer| drawer.kind() == kind && drawer.contains(id))
    }

    fn snapshot(&self) -> Vec<Arc<Drawer>> {
        self.read_drawers(|drawers| drawers.values().cloned().collect())
    }

    fn read_drawers<T>(&self, work: impl FnOnce(&Drawers) -> T) -> T {
        work(&self.drawers.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write_drawers<T>(&self, work: impl FnOnce(&mut Drawers) -> T) -> T {
        work(&mut self.drawers.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// The drawer for what arrives now. A clock that was set back never reaches into an older
    /// week than the newest there is.
    fn current(&self, kind: Kind, week: Week) -> io::Result<Arc<Drawer>> {
        self.write_drawers(|drawers| {
            let newest = drawers
                .range((kind, Week(0))..=(kind, Week(u32::MAX)))
                .next_back()
                .map(|(_, drawer)| Arc::clone(drawer));
            let week = match newest {
                Some(drawer)
                    if drawer.name.week >= week
                        && !drawer.is_sealed()
                        && drawer.state == State::Open =>
                {
                    return Ok(drawer);
                }
                // It was closed while the clock ran ahead: its week stays as it is.
                Some(drawer) if drawer.name.week >= week => Week(drawer.name.week.0 + 1),
                _ => week,
            };
            let drawer = Arc::new(self.create_drawer(kind, week)?);
            drawers.insert((kind, week), Arc::clone(&drawer));
            Ok(drawer)
        })
    }

    fn create_drawer(&self, kind: Kind, week: Week) -> io::Result<Drawer> {
        let making = Name::new(kind, week, "new").path(&self.cells);
        // Left half made by a disk that was full.
        if making.exists() {
            folder::wipe(&making)?;
        }
        let name = Name::new(kind, week, State::Open.suffix());
        let target = name.path(&self.cells);
        // Made to its end but for the opening, for which the full disk had no room.
        if target.exists() {
            self.space.make_room_to_open();
            return Drawer::open(&target, name, State::Open);
        }
        let fresh = Drawer::create(&making, name.clone(), State::Open)?;
        fresh.shut();
        folder::rename(&making, &target)?;
        fresh.reopened_at(&target, name, State::Open)
    }

    /// What whoever wanted to write is told.
    fn why_failed(&self, kind: Kind, error: EngineError) -> PutError {
        match (error, self.space.reserve(kind)) {
            (EngineError::Full, _) => PutError::Full,
            (EngineError::Broken, Ok(_)) => PutError::Failed,
            (EngineError::Broken, Err(error)) => error,
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let drawers = self
            .drawers
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        if clean_stop::leave(&self.cells, drawers).is_err() {
            crate::log::line("the stop could not be noted; the next start checks as after a kill");
        }
    }
}
