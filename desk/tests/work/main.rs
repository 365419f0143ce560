//! Work in the window over real vaults: what is done there stands where the reader's commands find it.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "what is not there fails the test, as it should"
)]

mod answers;
mod assessment;
#[path = "../../../reader/tests/cli/attachment.rs"]
mod attachment;
#[path = "../../../reader/tests/cli/chip.rs"]
mod chip;
mod committee;
mod deeds;
mod destroyed;
mod erasing;
mod founding;
mod keyboard;
mod names;
mod office;
mod paper;
mod passphrase;
mod proofs;
mod restored;
mod root;
mod roster;
#[path = "../../../reader/tests/cli/server.rs"]
mod server;
mod stopping;
mod tpm;
mod typed_in;
mod upkeep;
mod window;
