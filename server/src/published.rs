//! What the committee has published: board, roster and recipients, checked, and switched in one
//! step. A publication is a folder of its own; the file `current` names the one that counts.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use crypto_core::{
    board::{self, BoardError, Header},
    ids::{ChannelId, MemberNumber},
    publication::Publication,
    recipients, roster,
    roster::VerifiedRoster,
    time::{Day, Epoch, Week},
};

mod history;

use history::{Entry, History};

/// A board may be dated this many days ahead of the server's clock.
const DAYS_AHEAD_MAX: u32 = 1;

/// Why a publication is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// It cannot be read, or a signature, hash or length in it does not hold.
    #[error("the publication does not hold")]
    Invalid,
    /// It is dated ahead of time, or its roster is not valid on its day.
    #[error("the publication is not of this time")]
    Day,
    /// The roster names recipient files that are neither in the publication nor here.
    #[error("recipient files are missing")]
    RecipientsMissing,
    /// It does not follow the board that is served now.
    #[error("the publication does not follow the current board")]
    Successor,
    /// The disk failed or is full.
    #[error("the publication could not be stored")]
    Storage,
}

/// One publication, checked.
pub struct Published {
    folder: String,
    /// The board's header.
    pub header: Header,
    /// The signed header's bytes.
    pub head: Vec<u8>,
    /// The whole board file.
    pub board: Vec<u8>,
    /// The signed roster's bytes.
    pub roster_file: Vec<u8>,
    /// The roster.
    pub roster: VerifiedRoster,
    /// Recipient files by epoch.
    pub recipients: BTreeMap<Epoch, Vec<u8>>,
    history: History,
}

/// The board that is served, and the one before.
#[derive(Clone, Default)]
pub struct Served {
    /// What is current.
    pub current: Option<Arc<Published>>,
    /// The one before.
    pub previous: Option<Arc<Published>>,
}

/// Everything published, on disk and in memory.
pub struct Publications {
    root: PathBuf,
    channel: ChannelId,
    served: RwLock<Served>,
    /// One publication at a time.
    switching: Mutex<()>,
}

impl Publications {
    /// Opens what was published below `data`.
    ///
    /// # Errors
    /// [`io::Error`] where it cannot be read, or does not verify for this channel.
    pub fn open(data: &Path, channel: ChannelId) -> io::Result<Self> {
        let root = data.join("published");
        fs::create_dir_all(&root)?;
        let served = read_served(&root, &channel)?;
        sweep(&root, &served)?;
        Ok(Self {
            root,
            channel,
            served: RwLock::new(served),
            switching: Mutex::new(()),
        })
    }

    /// What is served now.
    #[must_use]
    pub fn served(&self) -> Served {
        self.served
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Checks a publication and switches to it; a repeat of the current one changes nothing.
    ///
    /// # Errors
    /// [`PublishError`]; what was served before is served on.
    pub fn publish(&self, bytes: &[u8], today: Day) -> Result<(), PublishError> {
        let _turn = self
            .switching
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let served = self.served();
        let publication = Publication::parse(bytes).map_err(|_| PublishError::Invalid)?;
        if publication.channel != self.channel {
            return Err(PublishError::Invalid);
        }
        let current = served.current.as_deref();
        if current.is_some_and(|current| current.board == publication.board) {
            return Ok(());
        }
        let mut next = self.check(publication, current, today)?;
        next.folder = format!(
            "{:08}-{}",
            next.header.serial,
            &next.header.hash().to_string()[..16]
        );
        self.store(&next, current)
            .map_err(|_| PublishError::Storage)?;
        let served = Served {
            current: Some(Arc::new(next)),
            previous: served.current,
        };
        // What is left over goes at the next start at the latest.
        let _ = sweep(&self.root, &served);
        *self.served.write().unwrap_or_else(PoisonError::into_inner) = served;
        Ok(())
    }

    /// Members and advisers whose confirmation a storage week waits for: in every roster of that
    /// week, and in the current one. `None` where no roster was in force then.
    #[must_use]
    pub fn needed_members(&self, week: Week) -> Option<Vec<MemberNumber>> {
        let current = self.served().current?;
        let mut members: Vec<_> = current.roster.members.iter().map(|m| m.number).collect();
        members.retain(|number| current.history.whole_week(week, *number));
        (!members.is_empty()).then_some(members)
    }

    fn check(
        &self,
        publication: Publication,
        current: Option<&Published>,
        today: Day,
    ) -> Result<Published, PublishError> {
        let roster_file = publication
            .roster
            .or_else(|| current.map(|current| current.roster_file.clone()))
            .ok_or(PublishError::Invalid)?;
        let mut recipients: BTreeMap<Epoch, Vec<u8>> =
            current.map_or_else(BTreeMap::new, |current| current.recipients.clone());
        recipients.extend(publication.recipients);
        let next = assemble(&self.channel, publication.board, roster_file, recipients)?;
        match current {
            Some(current) => {
                board::check_successor(&current.header, &next.header)
                    .map_err(|_| PublishError::Successor)?;
                check_roster_order(&current.roster, &next.roster)?;
            }
            None => board::check_first(&next.header).map_err(|_| PublishError::Successor)?,
        }
        let day = next.header.day;
        if day.since(today) > DAYS_AHEAD_MAX || !next.roster.valid_on(day) {
            return Err(PublishError::Day);
        }
        let mut history = current.map_or_else(History::default, |c| c.history.clone());
        history.add(Entry::of(&next.roster, today));
        Ok(Published { history, ..next })
    }

    fn store(&self, next: &Published, current: Option<&Published>) -> io::Result<()> {
        let making = self.root.join("new");
        if making.exists() {
            fs::remove_dir_all(&making)?;
        }
        fs::create_dir(&making)?;
        write_synced(&making.join("board"), &next.board)?;
        write_synced(&making.join("roster"), &next.roster_file)?;
        write_synced(&making.join("history.json"), &next.history.to_json()?)?;
        for (epoch, file) in &next.recipients {
            write_synced(&making.join(format!("recipients-{epoch}")), file)?;
        }
        sync_dir(&making)?;
        let target = self.root.join(&next.folder);
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        fs::rename(&making, target)?;
        sync_dir(&self.root)?;
        let previous = current.map_or("", |current| current.folder.as_str());
        let pointer = format!("{}\n{previous}\n", next.folder);
        write_synced(&self.root.join("current.new"), pointer.as_bytes())?;
        fs::rename(self.root.join("current.new"), self.root.join("current"))?;
        sync_dir(&self.root)
    }
}

/// A roster never goes back, one serial never means two rosters, and a root key that was given up signs
/// nothing any more.
fn check_roster_order(current: &VerifiedRoster, next: &VerifiedRoster) -> Result<(), PublishError> {
    let same = current.sha256() == next.sha256();
    if same || next.serial > current.serial && next.keeps_roots_of(current) {
        Ok(())
    } else {
        Err(PublishError::Invalid)
    }
}

/// Checks everything that can be checked without a predecessor.
fn assemble(
    channel: &ChannelId,
    board: Vec<u8>,
    roster_file: Vec<u8>,
    files: BTreeMap<Epoch, Vec<u8>>,
) -> Result<Published, PublishError> {
    let roster = roster::verify(&roster_file, channel).map_err(|_| PublishError::Invalid)?;
    let verified = board::verify(&board, channel, &roster).map_err(|error| match error {
        // Made under the roster before this one, by somebody who did not know it yet.
        BoardError::Roster => PublishError::Successor,
        _ => PublishError::Invalid,
    })?;
    let header = Header::clone(verified.header());
    let (head, _) = board::split(&board).map_err(|_| PublishError::Invalid)?;
    let head = head.to_vec();
    let mut recipients = BTreeMap::new();
    for named in &roster.epochs {
        let file = files
            .get(&named.epoch)
            .ok_or(PublishError::RecipientsMissing)?;
        recipients::verify(file, &roster, named.epoch)
            .map_err(|_| PublishError::RecipientsMissing)?;
        recipients.insert(named.epoch, file.clone());
    }
    Ok(Published {
        folder: String::new(),
        header,
        head,
        board,
        roster_file,
        roster,
        recipients,
        history: History::default(),
    })
}

fn read_served(root: &Path, channel: &ChannelId) -> io::Result<Served> {
    let pointer = match fs::read_to_string(root.join("current")) {
        Ok(pointer) => pointer,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Served::default()),
        Err(error) => return Err(error),
    };
    let mut lines = pointer.lines();
    let current = lines.next().unwrap_or_default();
    let previous = lines.next().filter(|line| !line.is_empty());
    Ok(Served {
        current: Some(Arc::new(read_one(root, current, channel)?)),
        previous: previous
            .and_then(|previous| read_one(root, previous, channel).ok())
            .map(Arc::new),
    })
}

fn read_one(root: &Path, name: &str, channel: &ChannelId) -> io::Result<Published> {
    let folder = root.join(name);
    let mut recipients = BTreeMap::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        let file_name = entry.file_name();
        let epoch = file_name
            .to_string_lossy()
            .strip_prefix("recipients-")
            .and_then(|epoch| epoch.parse().ok());
        if let Some(epoch) = epoch {
            recipients.insert(Epoch(epoch), fs::read(entry.path())?);
        }
    }
    let board = fs::read(folder.join("board"))?;
    let roster = fs::read(folder.join("roster"))?;
    let published = assemble(channel, board, roster, recipients).map_err(io::Error::other)?;
    let history = History::from_json(&fs::read(folder.join("history.json"))?)?;
    Ok(Published {
        folder: name.to_owned(),
        history,
        ..published
    })
}

/// Removes what no publication needs any more.
fn sweep(root: &Path, served: &Served) -> io::Result<()> {
    let keep: Vec<&str> = [&served.current, &served.previous]
        .into_iter()
        .flatten()
        .map(|published| published.folder.as_str())
        .collect();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name();
        let kept = keep.iter().any(|keep| name == *keep);
        if entry.file_type()?.is_dir() && !kept {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_dir(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}
