//! What the server promises, checked on the router, on the store and on the real program.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod answers;
mod committee;
mod connections;
mod crash;
mod damage;
mod full_disk;
mod program;
mod publishing;
mod router;
mod stamps;
mod storing;
mod traced;
mod weeks;
