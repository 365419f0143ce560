//! The words of the command line; the deeds are in [`crate::commands`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use crypto_core::time::{Day, Week};

/// Carries sealed letters from the server to a file for the offline reader, and its answers back.
#[derive(Parser)]
#[command(name = "belfry-courier", version)]
pub struct Cli {
    /// The configuration file.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "courier.toml"
    )]
    pub config: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the courier can do.
#[derive(Subcommand)]
pub enum Command {
    /// Fetch all that waits on the server into a bundle for the reader. May be repeated at will.
    Pull(PullOptions),
    /// Bring an outbox that the reader exported to the server. May be repeated at will.
    #[command(visible_alias = "publish")]
    Push {
        /// The outbox file.
        outbox: PathBuf,
    },
    /// Say how much waits on the server, and since when.
    Status {
        /// As JSON, for programs.
        #[arg(long)]
        json: bool,
        /// Count weeks from this day instead of today's, for tests and demonstrations.
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<Day>,
    },
    /// Post one cover letter, which nobody can open, like any visitor. To be run at random times.
    Cover,
    /// Make a new token, and print the line that the server's configuration needs.
    Token {
        /// The file for the token; it must not exist yet.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// What `pull` can be told.
#[derive(Args)]
pub struct PullOptions {
    /// The bundle file to write. An older bundle there saves fetching the same letters again.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Fetch every letter again, even if an older bundle has it.
    #[arg(long)]
    pub fresh: bool,
    /// Leave out the letters of weeks before this number (as `status` shows them).
    #[arg(long, value_name = "WEEK", value_parser = parse_week)]
    pub since_week: Option<Week>,
}

fn parse_week(text: &str) -> Result<Week, std::num::ParseIntError> {
    text.parse().map(Week)
}
