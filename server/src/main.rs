//! The command line of Belfry's server.

use anyhow::{Context as _, Result};
use belfry_server::{
    cli::{Cli, Command},
    commands::{check, init, run, token},
    config::Config,
};
use clap::Parser as _;
use crypto_core::ids::MemberNumber;

fn main() -> Result<()> {
    let cli = Cli::parse();
    let read = || {
        Config::read(&cli.config).with_context(|| {
            format!(
                "{} does not serve as configuration; `belfry-server init --channel …` writes one",
                cli.config.display()
            )
        })
    };
    match &cli.command {
        Command::Init { channel } => {
            init::init(&cli.config, channel.as_ref())
                .context("no configuration was written; choose a new file with --config")?;
            println!(
                "Wrote {}. Read it, then `belfry-server run`.",
                cli.config.display()
            );
        }
        Command::Token { member, out } => {
            let lines = token::token(MemberNumber(*member), out)
                .context("no token was written; choose a new file with --out")?;
            print!("{lines}");
            eprintln!(
                "The token is in {}. Give it to the courier, put the lines above into the configuration.",
                out.display()
            );
        }
        Command::Run => run::run(&read()?)
            .context("the server could not run; `belfry-server check` may say more")?,
        Command::Check => print!("{}", check::check(&read()?).context("the check failed")?),
    }
    Ok(())
}
