//! Opening what a stop, a crash or a fault of the disk left behind.
//!
//! sled repairs silently: it cuts its log at the first fault and overwrites the rest. So each
//! directory is copied before sled sees it; what sled then lacks is looked for in the copy.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crypto_core::time::Week;

use super::{
    CellId, Drawers, Kind,
    carve::{self, Carved},
    clean_stop,
    drawer::Drawer,
    folder::{self, Name, State},
    free_space,
    wrap::{WeekKey, fill_random},
};
use crate::log;

/// Opens all drawers below `cells`.
pub(crate) fn open_all(cells: &Path) -> io::Result<Drawers> {
    let stopped = clean_stop::take(cells)?;
    finish_interrupted(cells)?;
    let mut drawers = Drawers::new();
    for name in names(cells)? {
        let state = match name.suffix.as_str() {
            "open" => State::Open,
            "closed" => State::Closed,
            _ => continue,
        };
        let drawer = open_checked(cells, &name, state, stopped.get(&name.to_string()).copied())?;
        drawers.insert((name.kind, name.week), Arc::new(drawer));
    }
    Ok(drawers)
}

fn names(cells: &Path) -> io::Result<BTreeSet<Name>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(cells)? {
        names.extend(Name::parse(&entry?.file_name().to_string_lossy()));
    }
    Ok(names)
}

/// Brings every folder that a crash left half-way back to one that counts.
fn finish_interrupted(cells: &Path) -> io::Result<()> {
    for name in names(cells)? {
        let sibling = |suffix: &str| Name::new(name.kind, name.week, suffix).path(cells);
        let path = name.path(cells);
        match name.suffix.as_str() {
            "new" | "closing" | "copying" | "gone" => folder::wipe(&path)?,
            "open-old" => back_or_away(&path, &sibling("open"))?,
            "closed-old" => back_or_away(&path, &sibling("closed"))?,
            "open" if sibling("closed").exists() => folder::wipe(&path)?,
            _ => {}
        }
    }
    Ok(())
}

/// A directory that was being replaced counts again unless its replacement stands.
fn back_or_away(old: &Path, replacement: &Path) -> io::Result<()> {
    if replacement.exists() {
        folder::wipe(old)
    } else {
        folder::rename(old, replacement)
    }
}

/// What was found in one directory.
struct Findings {
    /// Whole cells that the engine gives out.
    sound: BTreeSet<CellId>,
    /// Whether something in it is damaged.
    damaged: bool,
}

/// `expected` is how many cells the directory had when the server last stopped in order. After a kill
/// nothing is known: then a torn tail is no damage, and what is whole goes back in.
fn open_checked(
    cells: &Path,
    name: &Name,
    state: State,
    expected: Option<usize>,
) -> io::Result<Drawer> {
    let path = name.path(cells);
    let copy = copy_first(cells, name)?;
    let Ok(key) = WeekKey::read(&folder::key_path(&path)) else {
        return replace(cells, name, state, None, None, copy);
    };
    let carved = match &copy {
        Some(copy) => Some(carve::carve(
            &folder::engine_path(copy).join("db"),
            name.kind,
            &key,
        )?),
        None => None,
    };
    let Ok(drawer) = Drawer::open(&path, name.clone(), state) else {
        return replace(cells, name, state, None, carved.map(|c| (c, key)), copy);
    };
    let findings = examine(&drawer);
    drawer.with_ids(|ids| ids.clone_from(&findings.sound));
    if findings.damaged || expected.is_some_and(|count| count != findings.sound.len()) {
        return replace(
            cells,
            name,
            state,
            Some(drawer),
            carved.map(|c| (c, key)),
            copy,
        );
    }
    if let Some(carved) = &carved {
        put_back(&drawer, carved, &key)?;
    }
    if let Some(copy) = copy {
        folder::wipe(&copy)?;
    }
    Ok(drawer)
}

/// Reads every cell of the drawer.
fn examine(drawer: &Drawer) -> Findings {
    let Ok(ids) = drawer.engine_ids() else {
        return Findings {
            sound: BTreeSet::new(),
            damaged: true,
        };
    };
    let all = ids.len();
    let sound: BTreeSet<CellId> = ids
        .into_iter()
        .filter(|id| matches!(drawer.read_unlisted(id), Ok(Some(_))))
        .collect();
    Findings {
        damaged: sound.len() != all,
        sound,
    }
}

/// Cells that were whole on disk but that the engine cut off go back in. After a kill these can be
/// letters that nobody was told are stored; keeping them harms nobody.
fn put_back(drawer: &Drawer, carved: &Carved, key: &WeekKey) -> io::Result<()> {
    let mut count = 0_usize;
    for id in carved.whole.keys().filter(|id| !drawer.contains(id)) {
        if let Some(cell) = carved.read(id, key)? {
            drawer.write(id, &cell).map_err(io::Error::other)?;
            drawer.with_ids(|ids| ids.insert(*id));
            count += 1;
        }
    }
    if count > 0 {
        drawer.make_durable().map_err(io::Error::other)?;
        log::line(&format!(
            "week {}: put back {count} {} that the storage engine had dropped at its start",
            drawer.name.week,
            drawer.kind().name()
        ));
    }
    Ok(())
}

/// Makes a fresh directory of all that is readable and keeps the damaged one aside.
fn replace(
    cells: &Path,
    name: &Name,
    state: State,
    engine: Option<Drawer>,
    carved: Option<(Carved, WeekKey)>,
    copy: Option<PathBuf>,
) -> io::Result<Drawer> {
    let Name { kind, week, .. } = *name;
    let path = name.path(cells);
    let making = Name::new(kind, week, "new").path(cells);
    let fresh = Drawer::create(&making, name.clone(), state)?;
    if let Some(engine) = &engine {
        // The carver may still find what the engine cannot read.
        super::close::copy_cells(engine, &fresh, |_| true)?;
    }
    if let Some((carved, key)) = &carved {
        for id in carved.whole.keys().filter(|id| !fresh.contains(id)) {
            if let Some(cell) = carved.read(id, key)? {
                fresh.write(id, &cell).map_err(io::Error::other)?;
                fresh.with_ids(|ids| ids.insert(*id));
            }
        }
        fresh.make_durable().map_err(io::Error::other)?;
    }
    if let Some(engine) = engine {
        engine.shut();
    }
    let ids = fresh.ids();
    fresh.shut();
    let aside = damaged_path(cells, kind, week)?;
    let old = Name::new(kind, week, &format!("{}-old", state.suffix())).path(cells);
    folder::rename(&path, &old)?;
    folder::rename(&making, &path)?;
    // The copy shows the damage as it was found; the original as sled left it.
    folder::rename(copy.as_deref().unwrap_or(&old), &aside)?;
    if old.exists() {
        folder::wipe(&old)?;
    }
    let drawer = Drawer::open(&path, name.clone(), state)?;
    log::line(&format!(
        "week {week}: the {} were damaged on disk; {} are whole and kept, the damaged folder is kept as {}",
        kind.name(),
        ids.len(),
        aside.file_name().unwrap_or_default().to_string_lossy()
    ));
    drawer.with_ids(|own| *own = ids);
    Ok(drawer)
}

fn damaged_path(cells: &Path, kind: Kind, week: Week) -> io::Result<PathBuf> {
    let mut random = [0; 4];
    fill_random(&mut random)?;
    Ok(cells.join(format!(
        "damaged-{week}-{}-{:08x}",
        kind.name(),
        u32::from_be_bytes(random)
    )))
}

/// Copies a directory before the engine opens it. A copy left by a start that did not come to its
/// end is older, so nearer to the truth, and stays. `None` where there is no room for a copy.
fn copy_first(cells: &Path, name: &Name) -> io::Result<Option<PathBuf>> {
    let path = name.path(cells);
    let copy = Name::new(name.kind, name.week, "check").path(cells);
    if copy.exists() {
        return Ok(Some(copy));
    }
    let free = free_space(cells).unwrap_or(u64::MAX);
    if folder::disk_use(&path).saturating_mul(2) > free {
        log::line("too little free space to check a week against a copy; checked in place");
        return Ok(None);
    }
    let copying = Name::new(name.kind, name.week, "copying").path(cells);
    folder::copy(&path, &copying)?;
    fs::rename(&copying, &copy)?;
    Ok(Some(copy))
}
