//! Words of what founds a channel and changes it: ceremony, root key, roster, poster.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use crypto_core::words::Language;

use super::language;

/// `ceremony`
#[derive(Debug, Args)]
pub struct Ceremony {
    /// nl or en; asked for if not given.
    #[arg(long, value_parser = language)]
    pub language: Option<Language>,
    /// Where members' files, the channel's description, outbox and poster are.
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub folder: PathBuf,
    /// See `init`.
    #[arg(long, hide = true)]
    pub fast_kdf_for_tests: bool,
}

/// `root …`
#[derive(Debug, Subcommand)]
pub enum Root {
    /// Make the root key of a new channel, in the vault's folder, under a passphrase of its own.
    Init {
        /// See `init`.
        #[arg(long, hide = true)]
        fast_kdf_for_tests: bool,
    },
    /// Make a new root key, signed by the old one. The channel stays. Given again once a roster under the
    /// new key is in force, it destroys the old one.
    Change {
        /// See `init`.
        #[arg(long, hide = true)]
        fast_kdf_for_tests: bool,
    },
    /// Split the root key onto sheets of paper, some of which together give it back.
    Split(RootSplit),
    /// Put sheets together, and write the root key into the vault's folder under a new passphrase.
    Recover {
        /// nl or en.
        #[arg(long, default_value = "en", value_parser = language)]
        language: Language,
        /// See `init`.
        #[arg(long, hide = true)]
        fast_kdf_for_tests: bool,
    },
    /// Put sheets together to see that they give the root key, and keep nothing.
    Rehearse {
        /// nl or en.
        #[arg(long, default_value = "en", value_parser = language)]
        language: Language,
    },
}

/// `root split`
#[derive(Debug, Args)]
pub struct RootSplit {
    /// Sheets that are needed to get the key back, 2 at least.
    #[arg(long, value_name = "K")]
    pub needed: u8,
    /// Sheets in all, 16 at most.
    #[arg(long, value_name = "N", required_unless_present = "keeper")]
    pub of: Option<u8>,
    /// Who keeps a sheet; once for each, instead of --of.
    #[arg(long, value_name = "NAME", conflicts_with = "of")]
    pub keeper: Vec<String>,
    /// Write each sheet as a page to print into this folder, and wipe them once they are printed. Without it
    /// they are shown one after the other, to be copied by hand.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// nl or en.
    #[arg(long, default_value = "en", value_parser = language)]
    pub language: Language,
}

impl RootSplit {
    /// Who keeps the sheets, in their order.
    #[must_use]
    pub fn keepers(&self) -> Vec<String> {
        match self.of {
            Some(count) => (1..=count).map(|number| number.to_string()).collect(),
            None => self.keeper.clone(),
        }
    }
}

/// `poster`
#[derive(Debug, Args)]
pub struct PosterArgs {
    /// Where the page is: https://host, or http://….onion; the channel is added.
    #[arg(long, value_name = "ADDRESS")]
    pub address: String,
    /// Where to write the page to print.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// nl or en, here or before the command; both if not given, a page each.
    #[arg(long, value_parser = language)]
    pub language: Option<Language>,
    /// Take name and text from this description instead of the roster in force (TOML).
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// `roster …`
#[derive(Debug, Subcommand)]
pub enum RosterCommand {
    /// Sign the first roster, or one described anew, and write it, with recipients and the next board, as an
    /// outbox.
    Sign(RosterSign),
    /// Take in a new member or adviser.
    Add {
        /// Their public file.
        file: PathBuf,
        /// Out and files.
        #[command(flatten)]
        change: Change,
    },
    /// Take a member or adviser out; they read no later letter.
    Remove {
        /// Their number.
        number: u16,
        /// Out and files.
        #[command(flatten)]
        change: Change,
    },
    /// Give somebody whose machine was lost new keys under a new number; the old keys read no later letter.
    Replace {
        /// The old number.
        old: u16,
        /// The public file of their new vault.
        file: PathBuf,
        /// Out and files.
        #[command(flatten)]
        change: Change,
    },
    /// Change settings: quorum, slots, rhythm, weekdays, texts.
    Set(RosterSet),
    /// The same roster, valid anew, with the members' keys for more months.
    Renew {
        /// Out and files.
        #[command(flatten)]
        change: Change,
    },
}

/// What every change of the roster in force takes.
#[derive(Debug, Args)]
pub struct Change {
    /// Where to write the outbox.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Public files of members in the roster who made keys for more months.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub members: Vec<PathBuf>,
    /// Days of validity, 92 at most.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=92))]
    pub valid_days: Option<u32>,
}

/// `roster set`
#[derive(Debug, Args)]
pub struct RosterSet {
    /// Members needed to open a letter.
    #[arg(long, value_name = "K")]
    pub quorum: Option<u8>,
    /// Slots in each letter: 8 or 16.
    #[arg(long, value_name = "S")]
    pub slots: Option<u8>,
    /// Cells that each member publishes a week.
    #[arg(long, value_name = "C")]
    pub cells_per_batch: Option<u16>,
    /// Weeks that an answer stays on the board.
    #[arg(long, value_name = "W")]
    pub cell_weeks: Option<u16>,
    /// A member's weekday of publication: 1 is Monday, 0 is none.
    #[arg(long, value_name = "NUMBER=DAY", value_parser = weekday)]
    pub weekday: Vec<(u16, Option<u8>)>,
    /// Texts, services, and the settings that it names, from a description of the channel (TOML).
    #[arg(long, value_name = "FILE")]
    pub description: Option<PathBuf>,
    /// Out and files.
    #[command(flatten)]
    pub change: Change,
}

fn weekday(text: &str) -> Result<(u16, Option<u8>), &'static str> {
    let wrong = "give a number and a day, such as 2=3 for member 2 on Wednesday";
    let (number, day) = text.split_once('=').ok_or(wrong)?;
    let number = number.parse().map_err(|_| wrong)?;
    match day.parse() {
        Ok(0) => Ok((number, None)),
        Ok(day @ 1..=7) => Ok((number, Some(day))),
        _ => Err(wrong),
    }
}

/// `roster sign`
#[derive(Debug, Args)]
pub struct RosterSign {
    /// The members' public files.
    #[arg(long, num_args = 1.., required = true, value_name = "FILE")]
    pub members: Vec<PathBuf>,
    /// The channel's description (TOML).
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Where to write the outbox.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}
