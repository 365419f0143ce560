//! `belfry-reader`: words for a person around what the library does.

use std::{io, process::ExitCode};

use anyhow::Error;
use belfry_reader::{
    cli::Cli,
    commands::{self, CommandError},
};
use clap::Parser as _;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match commands::run(&cli, &mut rand::rng(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let advice = error.advice();
            eprintln!("Error: {}", sentence(error));
            if let Some(advice) = advice {
                eprintln!("{advice}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The error with its causes, each said once.
fn sentence(error: CommandError) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in Error::from(error).chain() {
        let text = cause.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
    }
    parts.join(": ")
}
