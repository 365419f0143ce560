//! One deed per command.

mod answer;
mod backup;
mod case_list;
mod casework;
mod ceremony;
mod destroy;
mod export;
mod files;
mod import;
mod init;
mod journal;
mod keys;
mod mark;
mod minutes;
mod paper;
mod poster;
mod register;
mod release;
mod root;
mod roster;
mod rules;
mod sealed;
mod search;
mod sheets;
mod show;
mod status;
mod tasks;
mod terms;
mod tpm;
mod verify_proof;

use std::{
    fs::File,
    io::{self, Read as _, Write},
    time::SystemTime,
};

use crypto_core::{time::Day, words::Language};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    cli::{Cli, Command, Keys, Root},
    paper::say,
    prompt::{Prompt, PromptError},
    state::State,
    terminal,
    vault::{Vault, VaultError},
};

/// Why a command failed.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "each case is another operation's error")]
pub enum CommandError {
    #[error(transparent)]
    Prompt(#[from] PromptError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    RootKey(#[from] crate::ceremony::root_key::RootKeyError),
    #[error(transparent)]
    Config(#[from] crate::ceremony::config::ConfigError),
    #[error(transparent)]
    Ceremony(#[from] crate::ceremony::CeremonyError),
    #[error("{1} sheets of which {0} are needed: that is not possible")]
    Sheets(u8, usize),
    #[error(transparent)]
    TypedSheets(#[from] crate::ceremony::sheets::SheetsError),
    #[error(transparent)]
    Site(#[from] crate::paper::poster::SiteError),
    #[error("{0}: {1}")]
    MemberFile(String, #[source] crate::member_file::MemberFileError),
    #[error(transparent)]
    Import(#[from] crate::import::ImportError),
    #[error("this is neither the end of an address nor twelve words")]
    Channel,
    #[error(transparent)]
    Find(#[from] crate::cases::FindError),
    #[error(transparent)]
    Answer(#[from] crate::answer::AnswerError),
    #[error(transparent)]
    Perform(#[from] crate::casework::perform::PerformError),
    #[error(transparent)]
    Casework(#[from] crate::casework::LoadError),
    #[error(transparent)]
    TypeIn(#[from] crate::minutes::TypeError),
    #[error(transparent)]
    Forward(#[from] crate::casework::forward::ForwardError),
    #[error("{0}: {1}")]
    Rules(String, #[source] crate::casework::rules::RulesError),
    #[error("the form cannot be read: {0}")]
    Form(#[from] toml::de::Error),
    #[error("case {0} goes by its steps, which colleagues see and judge")]
    HasSteps(crate::journal::ids::CaseId),
    #[error("case {0} is not destroyed: {1}")]
    Kept(crate::journal::ids::CaseId, crate::casework::keep::Kept),
    #[error("the text is empty, and colleagues would not know why")]
    NoText,
    #[error("the rules have no text for the reporter at \"{0}\"")]
    NoTemplate(String),
    #[error(transparent)]
    Release(#[from] crate::release::ReleaseError),
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
    #[error("there are no keys for {}", crate::notice::month(*.0))]
    NoKeys(crypto_core::time::Epoch),
    #[error("the case has no file {0}")]
    NoSuchFile(usize),
    #[error("{0} file(s) could not be saved whole")]
    NotWhole(usize),
    #[error(transparent)]
    Proof(#[from] verify_proof::VerifyError),
    #[error(transparent)]
    Restore(#[from] crate::vault::backup::RestoreError),
    #[error("{0} could not be read or written")]
    File(String, #[source] io::Error),
    #[error("the output could not be written")]
    Output(#[from] io::Error),
    #[error("the output could not be written")]
    Json(#[from] serde_json::Error),
}

impl CommandError {
    /// What to do next, where that is not plain from the error.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        use crate::casework::perform::PerformError;
        use crate::{
            answer::{AnswerError as A, FileError as F},
            ceremony::{CeremonyError as C, root_key::RootKeyError as K, sheets::SheetsError as S},
            colleague::ColleagueError as L,
            export::ExportError as E,
            import::ImportError as I,
            journal::JournalError as J,
            release::ReleaseError as R,
            vault::locked_key::UnlockError as U,
        };
        use crypto_core::proof::ProofError as P;
        use verify_proof::VerifyError as V;
        if is_full(self) {
            return Some(
                "The disk is full. What was there before is still there: make room, then do the same again.",
            );
        }
        Some(match self {
            Self::Vault(VaultError::NoVault) => "Make one with `init`, or name it with --vault.",
            Self::Vault(VaultError::NotEmpty) => "Name a new folder with --vault.",
            Self::Vault(VaultError::Tpm(_)) | Self::Import(I::Vault(VaultError::Tpm(_))) => {
                "Half of the keys for new letters lies in the TPM of the machine on which `keys tpm --on` was \
                 run: work there. If that machine or its TPM is gone: `keys tpm --lost`."
            }
            Self::Vault(VaultError::InUse) => "Wait until the other program is done.",
            Self::Vault(VaultError::Unlock(U::WrongPassphrase)) => {
                "Try again; mind capitals and the keyboard's language."
            }
            Self::Vault(
                VaultError::Damaged(_)
                | VaultError::DamagedEntry(_)
                | VaultError::Journal(J::Malformed(_) | J::BrokenChain(_)),
            ) => {
                "Copy the vault's folder as it is before you do anything else. Then `restore` the \
                 last backup into a new folder."
            }
            Self::Import(I::UnknownChannel) => {
                "Compare the channel with a colleague or a poster, then import with \
                 --channel and the part of the address after #, or the twelve words in quotes."
            }
            Self::Import(I::OtherChannel) => {
                "Nothing was taken in. Ask where this bundle comes from."
            }
            Self::Release(R::NoLetter | R::Several) => {
                "`cases` and `show` give the names of sealed letters; type more of it."
            }
            Self::Release(R::NoMember | R::Colleague(L::Unknown(_))) => {
                "Type the colleague's number as the roster has it."
            }
            Self::Answer(A::Sealed) => {
                "Ask colleagues to `release` their shares to you. Receipt is confirmed without it."
            }
            Self::Release(R::NoBoard | R::Colleague(L::NoRecipient(_) | L::OldBoard))
            | Self::Answer(A::NoBoard)
            | Self::Export(E::NoBoard | E::ImportFirst) => {
                "Import a bundle first: `belfry-courier pull`, then `import`."
            }
            Self::Answer(A::TooLong | A::File(F::TooLarge)) => "Split it into several answers.",
            Self::Answer(A::File(F::Name(_))) => "Copy the file under a short name.",
            Self::Answer(A::File(F::NotAFile(_))) => "Pack a folder into one file first.",
            Self::Answer(A::File(F::Changed(_))) => {
                "Close the programs that have it open, and answer again."
            }
            Self::Export(E::ClockBehind) => "Set this machine's date.",
            Self::Ceremony(C::NoRoster | C::NoFiles) => {
                "Import a fresh bundle first: `belfry-courier pull`, then `import`. The first roster of \
                 a channel is signed with `roster sign`."
            }
            Self::Ceremony(C::NoRecipients(_)) => {
                "Each member runs `keys prepare`; give the new files with --members."
            }
            Self::Ceremony(C::OtherRoot) => {
                "After a change of the root key the new one signs. Look for the newest root-key."
            }
            Self::Ceremony(C::NotListed) => {
                "Who signs a roster is in it, with a weekday. Run this on the vault of such a member, \
                 and give your own new file with --members if your keys are new."
            }
            Self::Ceremony(C::TwoRoots(_)) | Self::Export(E::TwoRoots(_)) => {
                "Meet with all members: somebody has a copy of the root key. A new channel may be needed."
            }
            Self::Sheets(..) => "At least 2 sheets are needed, and there are 16 at most.",
            Self::TypedSheets(S::OneIsWrong) => {
                "Bring one more sheet and type them all in again: it then shows which does not fit."
            }
            Self::RootKey(K::Exists) => {
                "If this is a new root key for the same channel: `root change`."
            }
            Self::RootKey(K::None) => {
                "`root recover` puts it together from sheets of paper. Or name its folder with --vault."
            }
            Self::Proof(V::NoRoster | V::Roster | V::Proof(P::Channel | P::Stranger(_))) => {
                "Give the signed roster of that time and channel with --roster."
            }
            Self::Proof(V::OtherText) => {
                "It must be the file that the page saved: an editor that adds a space or another end of line \
                 makes another text of it."
            }
            Self::Proof(V::Salt) => "The page saved it in the proof, after \"salt\".",
            Self::Forward(crate::casework::forward::ForwardError::Key(_)) => {
                "Belfry seals only to keys that withstand a quantum computer. Ask the authority for a recipient that \
                 begins with age1pq1: `age-keygen -pq` makes one."
            }
            Self::Perform(PerformError::NoDeed | PerformError::NotInRules(_)) => {
                "`case show` gives the names of deeds and steps, `rules show` those of roles and outcomes."
            }
            Self::Perform(PerformError::TooLong(_)) => "Split it into several notes.",
            Self::Perform(PerformError::Void(_)) => {
                "`case show` tells where the case stands; `rules show` what the rules ask for."
            }
            Self::TypeIn(crate::minutes::TypeError::NoBoard) => {
                "Import a bundle first: `belfry-courier pull`, then `import`."
            }
            Self::TypeIn(crate::minutes::TypeError::Colleague(L::Seal(_))) => {
                "Split it into several reports of 45,000 characters or less."
            }
            Self::HasSteps(_) => {
                "`case show` tells which step can follow; take it with `case step`."
            }
            Self::NoText => "Type it on standard input or give a file with --text.",
            Self::Kept(..) => "The rules can be changed for all cases (`rules set`), not for one.",
            Self::NoKeys(_) => "`keys list` lists them.",
            Self::NoSuchFile(_) => "`files` lists them.",
            Self::NotWhole(_) => "Pull and import again; what is missing may still come.",
            Self::Find(crate::cases::FindError::Destroyed) => {
                "`show` tells its dates. If its reporter writes again, that is a new case."
            }
            Self::Find(_) => "`cases` lists them.",
            _ => return None,
        })
    }
}

/// Whether the file system had no room, at whatever depth.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    let full = matches!(
        kind,
        Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    );
    full || error.source().is_some_and(is_full)
}

/// What every command needs.
struct Context<'c, R: CryptoRng> {
    cli: &'c Cli,
    /// What the person reads; English but in a ceremony in Dutch.
    language: Language,
    today: Day,
    prompt: Prompt,
    rng: &'c mut R,
    out: &'c mut dyn Write,
}

/// Does what the command line says.
///
/// # Errors
/// [`CommandError`].
pub fn run(cli: &Cli, rng: &mut impl CryptoRng, out: &mut dyn Write) -> Result<(), CommandError> {
    let mut context = Context {
        cli,
        language: Language::English,
        today: cli.today.unwrap_or_else(today),
        prompt: Prompt::new(cli.passphrase_fd)?,
        rng,
        out,
    };
    let context = &mut context;
    match &cli.command {
        Command::Init(args) => init::init(context, args),
        Command::Root(Root::Init { fast_kdf_for_tests }) => {
            root::init(context, *fast_kdf_for_tests)
        }
        Command::Root(Root::Change { fast_kdf_for_tests }) => {
            root::change(context, *fast_kdf_for_tests)
        }
        Command::Root(Root::Split(args)) => paper::split(context, args),
        Command::Root(Root::Rehearse { language }) => sheets::rehearse(context, *language),
        Command::Root(Root::Recover {
            language,
            fast_kdf_for_tests,
        }) => sheets::recover(context, *language, *fast_kdf_for_tests),
        Command::Ceremony(args) => ceremony::ceremony(context, args),
        Command::Poster(args) => poster::poster(context, args),
        Command::Roster(command) => roster::roster(context, command),
        Command::Keys(Keys::Prepare { epochs, out }) => {
            keys::prepare(context, *epochs, out.as_deref())
        }
        Command::Keys(Keys::List) => keys::list(context),
        Command::Keys(Keys::Erase(args)) => keys::erase(context, args),
        Command::Keys(Keys::Tpm(args)) => tpm::tpm(context, args),
        Command::Import(args) => import::import(context, args),
        Command::Cases => case_list::cases(context),
        Command::Search => search::search(context),
        Command::Show(args) => show::show(context, &args.case),
        Command::Files(args) => files::files(context, &args.case),
        Command::Save(args) => files::save(context, args),
        Command::Answer(args) => answer::answer(context, args),
        Command::Journal => journal::journal(context),
        Command::Minutes(args) => minutes::minutes(context, args),
        Command::Release(args) => release::release(context, args),
        Command::Case(command) => casework::case(context, command),
        Command::Tasks => tasks::tasks(context),
        Command::Register => register::register(context),
        Command::Rules(command) => rules::rules(context, command),
        Command::Spam(args) => mark::spam(context, &args.case),
        Command::Close(args) => mark::close(context, &args.case),
        Command::Reopen(args) => mark::reopen(context, &args.case),
        Command::Destroy(args) => destroy::destroy(context, args),
        Command::Export(args) => export::export(context, &args.out),
        Command::Status => status::status(context),
        Command::Terms => terms::terms(context),
        Command::VerifyProof(args) => verify_proof::verify(context, args),
        Command::Backup(args) => backup::backup(context, &args.file),
        Command::Restore(args) => backup::restore(context, &args.file),
        Command::Passphrase => backup::passphrase(context),
    }
}

impl<R: CryptoRng> Context<'_, R> {
    /// Opens the vault, telling what is to be told about that, and erases what is due.
    fn open(&mut self) -> Result<(Vault, State), CommandError> {
        let (mut vault, mut state) = self.open_only()?;
        self.erase_due(&mut vault, &mut state);
        Ok((vault, state))
    }

    /// Erases what is due: keys of months that are over, and what is left of destroyed cases after a crash.
    /// Where that fails, as on a full disk, the member can read on all the same.
    fn erase_due(&mut self, vault: &mut Vault, state: &mut State) {
        let today = (self.today, false);
        let done = crate::destroy::finish(vault, self.rng)
            .and_then(|()| vault.finish_epochs())
            .and_then(|()| crate::epochs::erase_due(vault, state, today, self.rng));
        match done {
            Ok(erased) => {
                for sentence in keys::sentences(&erased) {
                    eprintln!("Note: {sentence}");
                }
            }
            Err(error) => eprintln!(
                "WARNING: what is due to be erased may still be here ({error}). Start again once that is \
                 mended: room on the disk, or the machine with the TPM."
            ),
        }
    }

    /// Opens the vault and erases nothing yet.
    fn open_only(&mut self) -> Result<(Vault, State), CommandError> {
        let what = say(
            self.language,
            "Wachtzin van de kluis",
            "Passphrase of the vault",
        );
        let passphrase = self.prompt.ask(what)?;
        let vault = Vault::open(&self.cli.vault, &passphrase)?;
        for notice in &vault.notices {
            eprintln!("Note: {notice}");
        }
        let state = State::replay(vault.journal.events());
        if state.unknown > 0 {
            eprintln!(
                "Note: {} events in the vault were written by a later version and are not shown.",
                state.unknown
            );
        }
        Ok((vault, state))
    }

    fn json(&mut self, value: &serde_json::Value) -> Result<(), CommandError> {
        let text = serde_json::to_string_pretty(value)?;
        Ok(writeln!(self.out, "{}", terminal::escape_json(&text))?)
    }
}

/// The clock is asked here alone, and only for the day.
fn today() -> Day {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Day::from_unix_seconds(since.map_or(0, |since| since.as_secs()))
}

fn file_error(path: &std::path::Path) -> impl FnOnce(io::Error) -> CommandError {
    let name = path.display().to_string();
    move |error| CommandError::File(name, error)
}

/// More than 255 cells never fit into an answer.
const TEXT_MAX: u64 = 512 * 1024;

/// A text that somebody wrote, from a file or from standard input.
fn read_text(path: Option<&std::path::Path>) -> Result<Zeroizing<String>, CommandError> {
    let mut text = Zeroizing::new(String::new());
    let read = match path {
        Some(path) => {
            let file = File::open(path).map_err(file_error(path))?;
            file.take(TEXT_MAX)
                .read_to_string(&mut text)
                .map_err(file_error(path))?
        }
        None => io::stdin()
            .take(TEXT_MAX)
            .read_to_string(&mut text)
            .map_err(|error| CommandError::File("standard input".to_owned(), error))?,
    };
    if read as u64 >= TEXT_MAX {
        return Err(crate::answer::AnswerError::TooLong.into());
    }
    Ok(text)
}
