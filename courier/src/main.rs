//! `belfry-courier`: see the library for what it does, `cli` for its words.

use std::{
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use belfry_courier::{
    cli::{Cli, Command},
    commands::{cover, pull, push, status, token},
    config::Config,
};
use clap::Parser as _;
use crypto_core::time::Day;

/// The exit code for "somebody else published meanwhile": pull, import and export again.
const CONFLICT: u8 = 3;

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("belfry-courier: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    if let Command::Token { out } = &cli.command {
        println!("token_sha256 = \"{}\"", token::run(out, &mut rand::rng())?);
        return Ok(ExitCode::SUCCESS);
    }
    let config = Config::load(&cli.config)?;
    match &cli.command {
        Command::Pull(options) => pull::run(&config, options)?,
        Command::Push { outbox } => {
            if push::run(&config, outbox)? == push::Outcome::Conflict {
                return Ok(ExitCode::from(CONFLICT));
            }
        }
        Command::Status { json, today } => {
            let today = today.unwrap_or_else(system_day);
            println!("{}", status::run(&config, *json, today)?);
        }
        Command::Cover => cover::run(&config, &mut rand::rng())?,
        Command::Token { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn system_day() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Day::from_unix_seconds(since.map_or(0, |since| since.as_secs()))
}
