//! One drawer: the cells of one kind and one storage week, in a folder with a key of its own.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use zeroize::Zeroizing;

use super::{
    CellId, Kind,
    engine::{Engine, EngineError},
    folder::{self, Name, State},
    wrap::{WeekKey, piece_key},
};

/// A cell cannot be given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// Its bytes on disk were altered.
    Altered,
    /// The engine failed.
    Engine,
}

pub(crate) struct Drawer {
    pub(crate) name: Name,
    pub(crate) state: State,
    pub(crate) folder: PathBuf,
    key: WeekKey,
    /// `None` once the drawer is gone, or while the engine could not be opened again.
    engine: RwLock<Option<Engine>>,
    /// How often the engine was opened again.
    generation: AtomicU64,
    /// Ids of whole cells that are on disk.
    ids: Mutex<BTreeSet<CellId>>,
    /// Held for reading while a cell is written; whoever closes the drawer takes it for writing.
    pub(crate) gate: RwLock<()>,
    sealed: AtomicBool,
    /// Its folder was moved or removed: the engine must not come back there.
    gone: AtomicBool,
}

impl Drawer {
    /// A new, empty drawer at `folder`, which is made.
    pub(crate) fn create(folder: &Path, name: Name, state: State) -> io::Result<Self> {
        let key = folder::create(folder)?;
        let engine = Engine::open(&folder::engine_path(folder)).map_err(io::Error::other)?;
        engine.make_durable().map_err(io::Error::other)?;
        Ok(Self::assemble(folder, name, state, key, engine))
    }

    /// The drawer that lies at `folder`, with an empty list of ids yet.
    pub(crate) fn open(folder: &Path, name: Name, state: State) -> io::Result<Self> {
        let key = WeekKey::read(&folder::key_path(folder))?;
        let engine = Engine::open(&folder::engine_path(folder)).map_err(io::Error::other)?;
        Ok(Self::assemble(folder, name, state, key, engine))
    }

    fn assemble(folder: &Path, name: Name, state: State, key: WeekKey, engine: Engine) -> Self {
        Self {
            name,
            state,
            folder: folder.to_owned(),
            key,
            engine: RwLock::new(Some(engine)),
            generation: AtomicU64::new(0),
            ids: Mutex::default(),
            gate: RwLock::new(()),
            sealed: AtomicBool::new(false),
            gone: AtomicBool::new(false),
        }
    }

    /// The same drawer after its folder was renamed; ids are kept.
    pub(crate) fn reopened_at(self, folder: &Path, name: Name, state: State) -> io::Result<Self> {
        let ids = self.ids();
        drop(self);
        let drawer = Self::open(folder, name, state)?;
        drawer.with_ids(|own| *own = ids);
        Ok(drawer)
    }

    pub(crate) fn kind(&self) -> Kind {
        self.name.kind
    }

    pub(crate) fn contains(&self, id: &CellId) -> bool {
        self.with_ids(|ids| ids.contains(id))
    }

    pub(crate) fn ids(&self) -> BTreeSet<CellId> {
        self.with_ids(|ids| ids.clone())
    }

    pub(crate) fn with_ids<T>(&self, work: impl FnOnce(&mut BTreeSet<CellId>) -> T) -> T {
        work(&mut self.ids.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// No more writes from now on; returns once those under way are done.
    pub(crate) fn seal(&self) {
        self.sealed.store(true, Ordering::SeqCst);
        drop(self.gate.write().unwrap_or_else(PoisonError::into_inner));
    }

    pub(crate) fn is_sealed(&self) -> bool {
        self.sealed.load(Ordering::SeqCst)
    }

    /// Hands the cell to the engine; not acknowledged before [`Self::make_durable`] and a place in
    /// the list of ids.
    pub(crate) fn write(&self, id: &CellId, cell: &[u8]) -> Result<(), EngineError> {
        let pieces = self
            .key
            .wrap_cell(self.kind(), id, cell)
            .map_err(|_| EngineError::Broken)?;
        self.with_engine(|engine| engine.put_all(pieces))
    }

    pub(crate) fn make_durable(&self) -> Result<(), EngineError> {
        self.with_engine(Engine::make_durable)
    }

    /// The cell, every piece checked; `None` where it is not here.
    pub(crate) fn read(&self, id: &CellId) -> Result<Option<Zeroizing<Vec<u8>>>, Unreadable> {
        if !self.contains(id) {
            return Ok(None);
        }
        self.read_unlisted(id)
    }

    /// Like [`Self::read`], without asking the list of ids.
    pub(crate) fn read_unlisted(
        &self,
        id: &CellId,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Unreadable> {
        let mut cell = Zeroizing::new(Vec::with_capacity(self.kind().cell_len()));
        for index in 0..self.kind().pieces() {
            let key = piece_key(self.kind(), id, index);
            let value = self
                .with_engine(|engine| engine.get(&key))
                .map_err(|_| Unreadable::Engine)?;
            let Some(value) = value else {
                return Ok(None);
            };
            let piece = self
                .key
                .unwrap_piece(&key, &value)
                .map_err(|_| Unreadable::Altered)?;
            cell.extend_from_slice(&piece);
        }
        if cell.len() != self.kind().cell_len() {
            return Err(Unreadable::Altered);
        }
        Ok(Some(cell))
    }

    /// The ids that the engine holds at least one piece of.
    pub(crate) fn engine_ids(&self) -> Result<BTreeSet<CellId>, EngineError> {
        let keys = self.with_engine(Engine::keys)?;
        Ok(keys
            .iter()
            .filter_map(|key| super::wrap::parse_key(key))
            .filter(|(kind, _, _)| *kind == self.kind())
            .map(|(_, id, _)| id)
            .collect())
    }

    /// Which engine works now; to be asked before the work that may fail.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// After a failure sled refuses all further work: a fresh handle goes on with what is on disk.
    /// Does nothing where the engine that failed, `generation`, is not the one that works now.
    pub(crate) fn reopen_engine(&self, generation: u64) {
        let mut engine = self.engine.write().unwrap_or_else(PoisonError::into_inner);
        if engine.is_some() && self.generation() != generation {
            return;
        }
        self.generation.fetch_add(1, Ordering::SeqCst);
        *engine = None;
        if self.gone.load(Ordering::SeqCst) {
            return;
        }
        *engine = Engine::open(&folder::engine_path(&self.folder)).ok();
    }

    /// Lets go of the engine, so that the folder can be moved or removed.
    pub(crate) fn shut(&self) {
        self.seal();
        self.gone.store(true, Ordering::SeqCst);
        self.with_ids(BTreeSet::clear);
        *self.engine.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn with_engine<T>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let engine = self.engine.read().unwrap_or_else(PoisonError::into_inner);
        engine.as_ref().map_or(Err(EngineError::Broken), work)
    }
}
