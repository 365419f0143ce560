//! The offline half of a committee member's work: the vault, the cases in it, and the answers that
//! go out. It opens letters from a bundle file and writes an outbox file; it links no network code
//! at all.
//!
//! It protects what reporters wrote against whoever takes the machine while the vault is locked.
//! It does not protect an opened vault: what its member can read, a thief of the open machine can.

pub mod system;
pub mod vault;

pub mod journal;

pub mod cases;
pub mod casework;
pub mod notice;
pub mod opening;
pub mod public;
pub mod state;
pub mod status;

pub mod answer;
pub mod attachments;
pub mod colleague;
pub mod destroy;
pub mod epochs;
pub mod export;
pub mod import;
pub mod ledger;
pub mod minutes;
pub mod progress;
pub mod proof;
pub mod release;
pub mod rhythm;
pub mod search;
pub mod services;
pub mod terms;

pub mod ceremony;
pub mod member_file;
pub mod paper;

pub mod words;

pub mod cli;
pub mod commands;
pub mod prompt;
pub mod terminal;
pub mod wipe;

#[cfg(test)]
mod test_vault;

#[cfg(test)]
fn test_rng(seed: u64) -> rand::rngs::StdRng {
    rand::SeedableRng::seed_from_u64(seed)
}
