//! The real binary, from keys to answers; the server is a few lines that check what it would check.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop at the first surprise, as tests do"
)]

mod abuse;
mod answer_files;
mod answering;
mod around;
mod attached;
mod attachment;
mod bundles;
mod casework;
mod ceremony;
mod changes;
mod changing;
mod chip;
mod claimers;
mod clones;
mod consent;
mod destroyed;
mod doubtful;
mod dutch;
mod epochs;
mod files;
mod forward;
mod given_names;
mod given_shares;
mod hand_on;
mod hostile;
mod journey;
mod kills;
mod ledger;
mod ledger_index;
mod loot;
mod measured;
mod names;
mod names_quorum;
mod names_trouble;
mod paper;
mod proofs;
mod quorum;
mod quorum_trouble;
mod read_marks;
mod root_change;
mod rosters;
mod scale;
mod server;
mod services;
mod stopped;
mod support;
mod terms;
mod tpm;
mod trouble;
mod unheard;
