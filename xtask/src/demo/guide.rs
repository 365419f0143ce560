//! What the person can do now, as commands that work as printed.

use anyhow::Result;

use super::committee::{self, Committee};
use super::server::Server;
use crate::repo;

/// Prints the page's address and the commands of a member's week.
pub fn print(committee: &Committee, server: &Server) {
    match text(committee, server) {
        Ok(text) => println!("{text}"),
        Err(error) => println!("no instructions: {error:#}"),
    }
}

fn text(committee: &Committee, server: &Server) -> Result<String> {
    let binaries = repo::binaries().display().to_string();
    let (vault, config) = (committee::vault(1), server.courier_config(1));
    let reader = format!("{binaries}/belfry-reader --vault {vault} --passphrase-fd 3");
    let courier = format!("{binaries}/belfry-courier --config {config}");
    Ok(format!(
        "
== Ready

Report something, in any browser:

   {origin}/nl/#{fragment}   (Dutch)
   {origin}/en/#{fragment}   (English)

Then read it as member 1, in another terminal:

   cd {folder}
   {courier} pull --out bundle
   {reader} import bundle 3<passphrase
   {reader} cases 3<passphrase
   {reader} show CASE 3<passphrase     (CASE: its name in the list, or how it begins)

Answer, and bring the answer to the board (members 2 and 3 do so on their own weekdays; their
first import names the channel: --channel '#{fragment}'):

   echo 'Thank you. We are looking into it.' | {reader} answer CASE 3<passphrase
   {reader} export --out outbox 3<passphrase
   {courier} push outbox

The reporter then opens the page again and types the twelve words.
Ctrl-C here stops the server and removes everything that was made.",
        origin = server.origin(),
        fragment = committee.fragment()?,
        folder = committee.folder.display(),
    ))
}
