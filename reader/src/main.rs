//! `belfry-reader`: words for a person around what the library does.

use std::{io, process::ExitCode};

use belfry_reader::{
    cli::Cli,
    commands,
    words::{Words as _, say},
};
use clap::Parser as _;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let language = cli.told_in();
    match commands::run(&cli, &mut rand::rng(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let what = say(language, "Fout", "Error");
            eprintln!("{what}: {}", error.words(language));
            if let Some(advice) = error.advice(language) {
                eprintln!("{advice}");
            }
            ExitCode::FAILURE
        }
    }
}
