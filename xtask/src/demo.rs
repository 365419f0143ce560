//! A demonstration: a committee of three on this machine, its server, its page, and the commands
//! with which a member reads and answers.
//!
//! Everything is done by the programs that are shipped; this only calls them in order and shows
//! what it calls. All of it lies in one new folder, which is removed at the end.

mod committee;
mod guide;
mod programs;
mod server;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use self::committee::Committee;
use self::server::Server;
use crate::{page, run, test};

/// Where the page is unless told otherwise.
pub const DEFAULT_PORT: u16 = 8470;

const POLL: Duration = Duration::from_millis(100);

/// Runs until Ctrl-C.
pub fn run(port: u16) -> Result<()> {
    step("Building the page (the first time takes some minutes)");
    page::build()?;
    step("Building server, courier and reader");
    test::build_programs()?;
    let folder = tempfile::Builder::new().prefix("belfry-demo-").tempdir()?;
    // Vaults and tokens are private by themselves; the rest need not be seen by others either.
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700))?;
    let outcome = demonstrate(folder.path(), port);
    let path = folder.path().to_path_buf();
    match folder.close() {
        Ok(()) => println!("Removed {}.", path.display()),
        Err(error) => println!("{} could not be removed: {error}", path.display()),
    }
    outcome
}

fn demonstrate(folder: &std::path::Path, port: u16) -> Result<()> {
    step("Three members make their keys, the root key signs the roster");
    let committee = Committee::found(folder)?;
    step("The server gets the channel and the three couriers' tokens, and starts");
    let mut server = Server::prepare(folder, &committee, port)?;
    server.start()?;
    let outcome = publish_and_wait(&committee, &mut server);
    server.stop()?;
    println!("The server has stopped.");
    outcome
}

fn publish_and_wait(committee: &Committee, server: &mut Server) -> Result<()> {
    step("The courier publishes roster, recipients and the first board in one step");
    committee.publish(server)?;
    guide::print(committee, server);
    while !run::stopped() {
        if let Some(status) = server.ended()? {
            bail!("the server ended by itself: {status}");
        }
        thread::sleep(POLL);
    }
    println!();
    Ok(())
}

fn step(what: &str) {
    println!("\n== {what}");
}
