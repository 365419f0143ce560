//! `belfry-desk`: gives up what it does not need, then opens the window.

use std::{path::PathBuf, process::ExitCode};

use belfry_desk::{app::Desk, confine};
use clap::Parser;
use crypto_core::{time::Day, words::Language};
use eframe::egui;
use zeroizing_alloc::ZeroAlloc;

/// What the toolkit drew a letter from, and every copy that was made on the way, is wiped when it is given back.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

/// The committee's desk: read reports and work on them, on a machine without a network.
#[derive(Debug, Parser)]
#[command(name = "belfry-desk", version)]
struct Cli {
    /// The vault's folder.
    #[arg(long, default_value = "vault", value_name = "DIR")]
    vault: PathBuf,
    /// What the window speaks: nl or en.
    #[arg(long, default_value = "nl", value_parser = ["nl", "en"])]
    language: String,
    /// Take this day for today (YYYY-MM-DD), for tests and demonstrations.
    #[arg(long, value_name = "DAY")]
    today: Option<Day>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // The title says nothing of what is open: others see it.
    let result = confine::confine()
        .map_err(anyhow::Error::from)
        .and_then(|()| {
            let options = eframe::NativeOptions {
                viewport: egui::ViewportBuilder::default()
                    .with_title("Belfry")
                    .with_app_id("belfry-desk")
                    .with_inner_size([1180.0, 800.0])
                    .with_min_inner_size([360.0, 320.0]),
                // There are no gradients here, and each point of each picture would pay for it where the processor draws.
                dithering: false,
                ..eframe::NativeOptions::default()
            };
            let language = if cli.language == "en" {
                Language::English
            } else {
                Language::Dutch
            };
            let make: eframe::AppCreator<'_> = Box::new(move |context| {
                let desk = Desk::new(&context.egui_ctx, cli.vault, language, cli.today);
                Ok(Box::new(desk))
            });
            eframe::run_native("belfry-desk", options, make)
                .map_err(|error| anyhow::anyhow!("the window could not be opened: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
