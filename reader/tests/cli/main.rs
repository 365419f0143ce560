//! The real binary, from keys to answers; the server is a few lines that check what it would check.

mod hostile;
mod journey;
mod support;
mod trouble;
