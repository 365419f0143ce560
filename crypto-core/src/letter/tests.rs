//! Letters sealed and opened, whole and hurt.

mod hostile;
mod quorum;
mod roundtrip;
mod support;
