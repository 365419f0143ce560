//! The words of the command line; the deeds are in `commands`.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use crypto_core::ids::ChannelId;

/// Belfry's server: keeps letters it cannot open and serves the committee's signed files.
#[derive(Debug, Parser)]
#[command(name = "belfry-server", version)]
pub struct Cli {
    /// Configuration file.
    #[arg(long, global = true, default_value = "belfry-server.toml")]
    pub config: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a configuration with safe defaults, and make the data folder beside it.
    Init {
        /// Id of the channel, 64 hexadecimal digits, as `belfry-reader root init` prints it.
        #[arg(long)]
        channel: Option<ChannelId>,
    },
    /// Make a courier's token: the token goes into a new file, the lines for the configuration to
    /// standard output.
    Token {
        /// The member whose courier it is for.
        #[arg(long)]
        member: u16,
        /// File to write the token to; it must not exist.
        #[arg(long)]
        out: PathBuf,
    },
    /// Serve until told to stop.
    Run,
    /// Verify configuration, page and data without changing the data. Stop the server first.
    Check,
}
