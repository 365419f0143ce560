//! The command line's words; the deeds are in [`crate::commands`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use crypto_core::{
    time::{Day, DayError, Epoch},
    words::Language,
};

mod casework;
mod checked;
mod consent;
mod founding;
mod name;

pub use casework::{
    Assess, Assign, CaseCommand, Decide, Forward, HandOn, OfDeed, OfDeedWithText, Promise,
    RulesCommand, RulesFile, Step, Task, Template, Told, ToldPurpose, WithText,
};
pub use checked::CheckedMinutes;
pub use consent::{ConsentWay, GivenConsent};
pub use founding::{
    Ceremony, Change, PosterArgs, Root, RootSplit, RosterCommand, RosterSet, RosterSign,
};
pub use name::Name;

/// Read reports and answer them, on a machine without a network.
#[derive(Debug, Parser)]
#[command(name = "belfry-reader", version, arg_required_else_help = true)]
pub struct Cli {
    /// The vault's folder.
    #[arg(long, global = true, default_value = "vault", value_name = "DIR")]
    pub vault: PathBuf,
    /// Read passphrases from this open file descriptor, one a line, instead of asking for them.
    #[arg(long, global = true, value_name = "N")]
    pub passphrase_fd: Option<u32>,
    /// Take this day for today (YYYY-MM-DD), for tests and demonstrations.
    #[arg(long, global = true, value_name = "DAY")]
    pub today: Option<Day>,
    /// What you read comes in this language: nl or en; en if not given. Beside a command's own --language, this one is its
    /// default.
    #[arg(long, global = true, value_name = "CODE", value_parser = language)]
    pub language: Option<Language>,
    /// Print JSON instead of text (case name, case show, cases, files, journal, keys list, register, search, show, status,
    /// tasks, terms).
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// The language of what a person reads. What programs read is the same in both.
    #[must_use]
    pub fn told_in(&self) -> Language {
        let wanted = self.language.filter(|_| !self.json);
        wanted.unwrap_or(Language::English)
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a vault with new keys, and the public file for whoever signs the roster.
    Init(Init),
    /// Found a channel, led step by step; begun again, it goes on where it stands.
    Ceremony(Ceremony),
    /// The channel's root key.
    #[command(subcommand)]
    Root(Root),
    /// The list of members, signed with the root key.
    #[command(subcommand)]
    Roster(RosterCommand),
    /// Write a poster with the channel's address, its words and a QR code, to print.
    Poster(PosterArgs),
    /// The keys that letters of each month are sealed to.
    #[command(subcommand)]
    Keys(Keys),
    /// Take in a bundle that the courier pulled.
    Import(Import),
    /// List the cases.
    Cases(Cases),
    /// Search all letters, answers and what was done. It asks for the words: a shell would keep them.
    Search,
    /// Show one case with all its letters and answers.
    Show(CaseName),
    /// List the files that came with a case's letters.
    Files(CaseName),
    /// Save files of a case into a folder, under harmless names; nothing is opened.
    Save(Save),
    /// Answer a case; the text comes from standard input or a file.
    Answer(Answer),
    /// Type in a report that came by telephone, on paper or in a meeting; its reporter gets a code to go on with.
    Minutes(Minutes),
    /// Give a colleague your share of a sealed letter: enough shares open it.
    Release(Release),
    /// What the members have told each other: who opened, released, answered, closed, erased.
    Journal,
    /// Work in a case: steps, views, decisions, tasks, notes; colleagues who read it get them with your next page.
    #[command(subcommand)]
    Case(CaseCommand),
    /// What is to be done in all cases, and by when.
    Tasks,
    /// What stays of destroyed cases: a line for each, without its name.
    Register,
    /// The organisation's rules: steps, questions, roles.
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Mark a case as no report: it gets no confirmation of receipt.
    Spam(CaseName),
    /// Close a case: its last answer is not published again.
    Close(CaseName),
    /// Open a case again that was closed or marked as spam.
    Reopen(CaseName),
    /// Destroy a case's contents for ever; its name and dates stay in the list.
    Destroy(Destroy),
    /// Write an outbox for the courier: this week's batch, a new board, confirmations of import.
    Export(Export),
    /// By when each report must be confirmed and answered, and how well that was kept.
    Terms,
    /// What waits, what is due, and what to look after.
    Status,
    /// Check a proof of receipt that somebody shows, against the text that it is about.
    VerifyProof(VerifyProof),
    /// Write a backup: everything but the secrets that open new letters, and the files that came with letters.
    Backup(OneFile),
    /// Make a vault from a backup.
    Restore(OneFile),
    /// Change the vault's passphrase.
    Passphrase,
}

/// `init`
#[derive(Debug, Args)]
pub struct Init {
    /// This member's number: given out once in a channel and never again.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub member: u16,
    /// The name, as reporters see it.
    #[arg(long)]
    pub name: String,
    /// The role in Dutch, as reporters see it; member of the integrity committee, or confidential adviser, if not given.
    #[arg(long)]
    pub role_nl: Option<String>,
    /// The role in English.
    #[arg(long)]
    pub role_en: Option<String>,
    /// Where an adviser can be found.
    #[arg(long, default_value = "")]
    pub location: String,
    /// The weekday of publication: 1 is Monday, 7 is Sunday. Without it, this member does not publish, and nobody
    /// can write to this adviser.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=7))]
    pub weekday: Option<u8>,
    /// A confidential adviser rather than a member of the committee.
    #[arg(long)]
    pub adviser: bool,
    /// Where to write the public file; member-N.json if not given.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Lock the vault so cheaply that a passphrase can be guessed: for tests and demonstrations.
    #[arg(long, hide = true)]
    pub fast_kdf_for_tests: bool,
}

/// `keys …`
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make recipients for the months that have none yet, and write the public file anew.
    Prepare {
        /// Months from this one on.
        #[arg(long, alias = "months", default_value_t = crate::member_file::EPOCHS_PREPARED,
              value_name = "N", value_parser = clap::value_parser!(u32).range(1..=24))]
        epochs: u32,
        /// Where to write the public file; member-N.json if not given.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// List the months: which have keys, which the roster lists, what is erased and what will be.
    List,
    /// Erase the keys of months of which no letter can come any more; every start does this too.
    Erase(KeysErase),
    /// Keep half of the months' keys in this machine's TPM 2, so that what is erased is gone from every copy.
    Tpm(KeysTpm),
}

/// `keys erase`
#[derive(Debug, Args)]
pub struct KeysErase {
    /// Only say what would be erased.
    #[arg(long)]
    pub dry_run: bool,
    /// Erase this month's keys (YYYY-MM) although they are not due.
    #[arg(long, value_name = "MONTH", value_parser = parse_month)]
    pub epoch: Option<Epoch>,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

/// `keys tpm`
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct KeysTpm {
    /// Move half of the key into the TPM.
    #[arg(long)]
    pub on: bool,
    /// Take it back out.
    #[arg(long)]
    pub off: bool,
    /// The TPM is gone, and the keys with it: begin without any.
    #[arg(long)]
    pub lost: bool,
}

fn language(text: &str) -> Result<Language, &'static str> {
    Language::from_code(text).ok_or("give nl or en")
}

fn parse_month(typed: &str) -> Result<Epoch, DayError> {
    format!("{typed}-01").parse().map(Day::epoch)
}

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    /// The bundle.
    pub bundle: PathBuf,
    /// The channel, needed the first time: the part of the address after #, or the twelve words.
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,
}

/// A case.
#[derive(Debug, Args)]
pub struct CaseName {
    /// The case's name, or enough of its beginning.
    pub case: String,
}

/// `cases`
#[derive(Debug, Args)]
pub struct Cases {
    /// Only those about this service: its number, or its name or enough of its beginning; 0 for those that name none.
    #[arg(long, value_name = "SERVICE")]
    pub service: Option<String>,
}

/// `save`
#[derive(Debug, Args)]
pub struct Save {
    /// The case's name, or enough of its beginning.
    pub case: String,
    /// The folder; made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Only this file, by its number in `files`.
    #[arg(long, value_name = "N")]
    pub file: Option<usize>,
}

/// `answer`
#[derive(Debug, Args)]
pub struct Answer {
    /// The case's name, or enough of its beginning.
    pub case: String,
    /// Read the text from this file instead of standard input.
    #[arg(long, value_name = "FILE")]
    pub text: Option<PathBuf>,
    /// Send the minutes of the typed-in report whose code this case shows, below the text, for the reporter to check.
    /// Without --text a sentence asks for that; standard input is not read.
    #[arg(long)]
    pub minutes: bool,
    /// Send this file along; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub file: Vec<PathBuf>,
    /// This is the feedback: what was done with the report or will be, and why.
    #[arg(long)]
    pub feedback: bool,
    /// This asks how the reporter fares, and whether they suffer for their report.
    #[arg(long, conflicts_with = "feedback")]
    pub check_in: bool,
    /// Write below the text that the reporter hears more by this day (YYYY-MM-DD), and keep it as a promise.
    #[arg(long, value_name = "DAY")]
    pub next: Option<Day>,
    /// Only show what the reporter will read, and what would become of it.
    #[arg(long)]
    pub preview: bool,
}

/// `minutes`
#[derive(Debug, Args)]
pub struct Minutes {
    /// How it came.
    #[arg(long)]
    pub way: MinutesWay,
    /// When it came (YYYY-MM-DD); today if not given.
    #[arg(long, value_name = "DAY")]
    pub day: Option<Day>,
    /// A member who must not hear of it; may be given several times.
    #[arg(long, value_name = "N")]
    pub without: Vec<u16>,
    /// Read the text from this file instead of standard input.
    #[arg(long, value_name = "FILE")]
    pub text: Option<PathBuf>,
    /// Write the code here too, on a page to print for the reporter.
    #[arg(long, value_name = "FILE")]
    pub sheet: Option<PathBuf>,
}

/// How a report came.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
#[expect(missing_docs, reason = "they say it themselves")]
pub enum MinutesWay {
    Telephone,
    Letter,
    Meeting,
    /// By an adviser alone: in a conversation of theirs, which the reporter wants to be known.
    Adviser,
}

/// `release`
#[derive(Debug, Args)]
pub struct Release {
    /// The letter's name as `show` gives it, or the case's if it has one sealed letter.
    pub letter: String,
    /// The colleague: the member's number, or enough of the name.
    #[arg(long, value_name = "MEMBER")]
    pub to: String,
}

/// `destroy`
#[derive(Debug, Args)]
pub struct Destroy {
    /// The case's name, or enough of its beginning.
    pub case: String,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
    /// Also while an answer of it was not seen on the board, or colleagues have not heard of one: they never will then.
    #[arg(long)]
    pub unheard: bool,
    /// Also before its time, while it is not closed by its steps or its reporter is to get feedback: why, in this file, or -
    /// for standard input. It stays in the register: write nothing in it that points to the reporter.
    #[arg(long, value_name = "REASON-FILE")]
    pub early: Option<PathBuf>,
    /// Write a signed certificate of it here.
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
}

/// `export`
#[derive(Debug, Args)]
pub struct Export {
    /// Where to write the outbox.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// `verify-proof`
#[derive(Debug, Args)]
pub struct VerifyProof {
    /// The statement, as the reporter's page saved it.
    #[arg(long, value_name = "FILE")]
    pub statement: PathBuf,
    /// The text, as the reporter's page saved it: every byte counts.
    #[arg(long, value_name = "FILE")]
    pub text: PathBuf,
    /// Read the salt from this file, or the twelve words; not needed where the statement holds the salt. Asked
    /// for where neither is so.
    #[arg(long, value_name = "FILE")]
    pub salt_file: Option<PathBuf>,
    /// The signed roster of that time; that of the vault if not given.
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
}

/// `backup`, `restore`
#[derive(Debug, Args)]
pub struct OneFile {
    /// The backup.
    pub file: PathBuf,
}
