//! Letters sealed and opened, whole and hurt.

mod hostile;
mod roundtrip;
mod support;
