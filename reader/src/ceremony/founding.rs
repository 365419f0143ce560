//! A founding, step by step, for whoever leads people through it: a command or a window. What is there tells where it
//! stands, so that it can be left and begun again at any step.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use crypto_core::{ids::MemberNumber, primitives::password::Cost, time::Day};
use rand_core::CryptoRng;

use super::{
    CeremonyError, Signed,
    config::ChannelConfig,
    draft::Draft,
    root_key::{self, Signer},
};
use crate::{
    commands::CommandError,
    member_file::{EPOCHS_AHEAD, MemberFile, prepare_epochs},
    public::Public,
    state::{Split, State},
    vault::{Vault, files, locked_key::Passphrase, profile::Profile, secrets::Secrets},
};

/// The channel's description, in the founding's folder.
pub const DESCRIPTION: &str = "channel.toml";
/// The first outbox, there.
pub const OUTBOX: &str = "first.outbox";
/// The poster, there.
pub const POSTER: &str = "poster.html";

/// A step of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "they say it themselves")]
pub enum Step {
    Machine = 1,
    Keys,
    Root,
    Members,
    Split,
    Rehearse,
    Poster,
    Publish,
}

impl Step {
    /// All, in their order.
    pub const ALL: [Self; 8] = [
        Self::Machine,
        Self::Keys,
        Self::Root,
        Self::Members,
        Self::Split,
        Self::Rehearse,
        Self::Poster,
        Self::Publish,
    ];
}

/// What of it is done on this machine.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Whether the root key is here: only one machine has it.
    pub has_root: bool,
    /// Whether the first roster was signed here.
    pub is_signed: bool,
    /// The root key's sheets.
    pub split: Option<Split>,
    /// Whether the roster came back with a bundle, which ends it.
    pub is_founded: bool,
}

impl Standing {
    /// Where it stands.
    ///
    /// # Errors
    /// What the vault says.
    pub fn of(vault: &Vault) -> Result<Self, CommandError> {
        let state = State::replay(vault.journal.events());
        Ok(Self {
            has_root: root_key::exists(vault.dir()),
            is_signed: state.offer.is_some(),
            split: state.split,
            is_founded: Public::load(vault)?.is_some(),
        })
    }

    /// Whether a step is done here.
    #[must_use]
    pub fn has_done(&self, step: Step) -> bool {
        match step {
            // There is a vault.
            Step::Machine | Step::Keys => true,
            Step::Root => self.has_root,
            Step::Members => self.is_signed,
            Step::Split => self.split.is_some(),
            Step::Rehearse => self.split.is_some_and(|split| split.rehearsed.is_some()),
            Step::Poster => false,
            Step::Publish => self.is_founded,
        }
    }
}

/// Makes a member's keys and their vault, in an empty or new folder; what of them is for whoever signs the roster.
///
/// # Errors
/// What the file system says; there is no vault then.
pub fn make_vault(
    dir: &Path,
    (passphrase, cost): (&Passphrase, Cost),
    profile: Profile,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<MemberFile, CommandError> {
    let secrets = Secrets::generate(profile, rng);
    let epochs = prepare_epochs(Vec::new(), today.epoch(), EPOCHS_AHEAD, rng);
    Vault::create(dir, passphrase, cost, &secrets, &epochs, rng)?;
    let named = |error| CommandError::MemberFile(dir.display().to_string(), error);
    MemberFile::of(&secrets, &epochs).map_err(named)
}

/// This vault's own file, as it is now.
///
/// # Errors
/// What the vault says.
pub fn own_file(vault: &Vault, today: Day) -> Result<MemberFile, CommandError> {
    let mut epochs = vault.epochs()?;
    epochs.retain(|one| one.epoch >= today.epoch());
    let named = |error| CommandError::MemberFile(vault.dir().display().to_string(), error);
    MemberFile::of(&vault.secrets, &epochs).map_err(named)
}

/// What a member's file is called where nobody says otherwise.
#[must_use]
pub fn file_name(file: &MemberFile) -> String {
    format!("member-{}.json", file.number)
}

/// The files of members in a folder, as people count them: 2 before 10.
///
/// # Errors
/// [`CommandError::File`].
pub fn paths_in(folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let error = CommandError::of_file(folder);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(&error)? {
        let path = entry.map_err(&error)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("member-") && name.ends_with(".json") && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort_by_key(|path| (path.as_os_str().len(), path.clone()));
    Ok(paths)
}

/// Everybody whose file was in the folder when somebody looked: the numbers that are compared are of these files, and a
/// roster is signed of them, whatever lies in the folder by then.
#[derive(Debug, Clone)]
pub struct Gathered(Vec<MemberFile>);

/// A number that was compared by voice, and of which member: whoever reads it out is one member alone.
pub type Heard = (MemberNumber, String);

impl Gathered {
    /// Looks. This vault's own keys come from the vault, whatever lies in the folder.
    ///
    /// # Errors
    /// [`CommandError::File`], [`CommandError::MemberFile`], [`CeremonyError::Twice`], [`CeremonyError::SameKeys`], or
    /// what the vault says.
    pub fn of(vault: &Vault, folder: &Path, today: Day) -> Result<Self, CommandError> {
        let own = own_file(vault, today)?;
        let mut files = Vec::new();
        for path in paths_in(folder)? {
            let file = MemberFile::read(&path)?;
            if file.number != own.number {
                files.push(file);
            }
        }
        files.push(own);
        files.sort_by_key(|file| file.number);
        check_apart(&files)?;
        Ok(Self(files))
    }

    /// The files, by their members' numbers.
    #[must_use]
    pub fn files(&self) -> &[MemberFile] {
        &self.0
    }

    /// Sees that the number of every file but one's own was compared by voice.
    ///
    /// # Errors
    /// [`CeremonyError::NotHeard`].
    pub fn check_heard(
        &self,
        own: MemberNumber,
        heard: &BTreeSet<Heard>,
    ) -> Result<(), CeremonyError> {
        let is_heard = |file: &MemberFile| heard.contains(&(file.number, file.fingerprint()));
        let mut others = self.0.iter().filter(|file| file.number != own);
        match others.find(|file| !is_heard(file)) {
            Some(file) => Err(CeremonyError::NotHeard(file.number)),
            None => Ok(()),
        }
    }
}

/// Sees that each file is of a member of its own: one person with two numbers would be two of a quorum.
///
/// # Errors
/// [`CeremonyError::Twice`], [`CeremonyError::SameKeys`].
pub(super) fn check_apart(files: &[MemberFile]) -> Result<(), CeremonyError> {
    for (place, file) in files.iter().enumerate() {
        for other in files.iter().take(place) {
            if other.number == file.number {
                return Err(CeremonyError::Twice(file.number));
            }
            if other.shares_keys(file) {
                return Err(CeremonyError::SameKeys(other.number, file.number));
            }
        }
    }
    Ok(())
}

/// The channel's description in this folder, if there is one.
///
/// # Errors
/// [`CommandError::File`].
pub fn description(folder: &Path) -> Result<Option<String>, CommandError> {
    let path = folder.join(DESCRIPTION);
    match files::read_small_text(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CommandError::of_file(&path)(error)),
    }
}

/// Signs the first roster, of everybody who was gathered and whose number was heard, and writes description and outbox
/// into the folder.
///
/// # Errors
/// [`CeremonyError::NotHeard`], what is wrong with the description, or what [`super::sign`] says; nothing is signed then.
pub fn sign(
    vault: &mut Vault,
    signer: &Signer,
    (gathered, heard): (&Gathered, &BTreeSet<Heard>),
    (folder, text): (&Path, &str),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Signed, CommandError> {
    gathered.check_heard(vault.secrets.number(), heard)?;
    let config = ChannelConfig::parse(text)?;
    let draft = Draft::described(&config, gathered.files(), None)?;
    super::check(vault, &draft, today)?;
    // Before anything is signed: the poster is made from it.
    let path = folder.join(DESCRIPTION);
    files::replace(&path, text.as_bytes()).map_err(CommandError::of_file(&path))?;
    Ok(super::sign(
        vault,
        signer,
        &draft,
        &folder.join(OUTBOX),
        today,
        rng,
    )?)
}
