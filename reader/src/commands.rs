//! One deed per command.

mod answer;
mod backup;
mod case_list;
mod casework;
mod ceremony;
mod destroy;
mod error;
mod export;
mod files;
mod import;
mod init;
mod journal;
mod keys;
mod mark;
mod minutes;
mod name_box;
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
use zeroize::Zeroizing;

use crate::{
    cli::{Cli, Command, Keys, Root},
    opening::{self, Told},
    progress::Watch,
    prompt::Prompt,
    state::State,
    terminal,
    vault::Vault,
    words::{Words, say},
};

pub use error::CommandError;

/// What every command needs.
struct Context<'c, R: CryptoRng> {
    cli: &'c Cli,
    /// What the person reads.
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
        language: cli.told_in(),
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
        Command::Cases(args) => case_list::cases(context, args),
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
        self.finish_opening(&mut vault, &mut state);
        Ok((vault, state))
    }

    /// Erases what is due.
    fn finish_opening(&mut self, vault: &mut Vault, state: &mut State) {
        let told = opening::finish(vault, state, self.today, Watch::NOBODY, self.rng);
        self.tell(&told);
    }

    /// What is told of the opening: no part of the output.
    fn tell(&self, told: &Told) {
        for sentence in told.sentences(self.language) {
            match told.is_warning() {
                true => eprintln!("{}: {sentence}", self.warning()),
                false => self.note(&sentence),
            }
        }
    }

    /// Something beside what was asked for: it is no part of the output.
    fn note(&self, sentence: &str) {
        eprintln!("{}: {sentence}", say(self.language, "Let op", "Note"));
    }

    /// What begins a warning.
    fn warning(&self) -> &'static str {
        say(self.language, "WAARSCHUWING", "WARNING")
    }

    /// A warning in the output, on a line of its own.
    fn warn(&mut self, warning: &impl Words) -> Result<(), CommandError> {
        let words = warning.words(self.language);
        self.warn_of(&words)
    }

    /// The same of what is in words already.
    fn warn_of(&mut self, words: &str) -> Result<(), CommandError> {
        Ok(writeln!(self.out, "{}: {words}", self.warning())?)
    }

    /// Opens the vault and erases nothing yet.
    fn open_only(&mut self) -> Result<(Vault, State), CommandError> {
        let what = say(
            self.language,
            "Wachtzin van de kluis",
            "Passphrase of the vault",
        );
        let passphrase = self.prompt.ask(what)?;
        let (vault, state, told) = opening::open(&self.cli.vault, &passphrase)?;
        for told in &told {
            self.tell(told);
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

/// Sees that nothing is at this path yet: before something is done that is done once.
///
/// # Errors
/// [`CommandError::File`].
pub fn free(path: &std::path::Path) -> Result<(), CommandError> {
    match path.symlink_metadata() {
        Ok(_) => Err(CommandError::of_file(path)(
            io::ErrorKind::AlreadyExists.into(),
        )),
        Err(_) => Ok(()),
    }
}

/// More than 255 cells never fit into an answer.
const TEXT_MAX: u64 = 512 * 1024;

/// A text that somebody wrote, from a file or from standard input.
fn read_text(path: Option<&std::path::Path>) -> Result<Zeroizing<String>, CommandError> {
    let mut text = Zeroizing::new(String::new());
    let read = match path {
        Some(path) => {
            let file = File::open(path).map_err(CommandError::of_file(path))?;
            file.take(TEXT_MAX)
                .read_to_string(&mut text)
                .map_err(CommandError::of_file(path))?
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
