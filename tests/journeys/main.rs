//! Everything that crosses crates, as one program: it is linked once, and its tests share the cores. One module for
//! each thing that is shown; `cargo xtask test journeys` builds what they need, `--test journeys MODULE::` runs one.

#![expect(
    clippy::indexing_slicing,
    reason = "an index that is not there fails the test, as it should"
)]

mod accessibility;
mod advisers;
mod answer_files;
mod boards_show_nothing;
mod bundles;
mod demonstration;
mod desk;
mod driver;
mod fails_closed;
mod files;
mod flood;
mod journey;
mod large_file;
mod leaving_out;
mod left_out_has_nothing;
mod names;
mod onion;
mod other_tools;
mod quorum;
mod receipt;
mod resumption;
mod right_channel;
mod same_requests;
mod server_learns_nothing;
mod services;
mod traces;
mod two_publishers;
mod unlinkable;
mod weight;
mod whole_way;
mod wrong_receipt;
