//! The session as the page drives it, against files and readers as a committee has them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy takes for production code"
)]

mod advisers;
mod changes;
mod leaving;
mod names;
mod support;
mod upload;
mod visit;
