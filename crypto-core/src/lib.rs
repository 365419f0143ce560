//! The protocol of Belfry, version 1, as pure functions over bytes: no input or output, no clock,
//! no hidden randomness. `docs/protocol.md` is the specification; its section numbers are quoted.
//!
//! It protects what a reporter writes, and whether there is an answer, from whoever runs, copies or
//! watches the server. It does not protect against a server that serves one visitor another page;
//! see `docs/threat-model.md`.
//!
//! Without a role feature this is lengths, wire formats and the checking of signatures: all that the
//! server and the courier see. `reporter` adds receipts and opening replies, `committee` opening letters
//! and sealing replies; both seal letters, since members write to each other.

pub mod ids;
pub mod labels;
pub mod lengths;
pub mod primitives;
pub mod text;
pub mod time;
pub mod wire;

pub mod cbor;
pub mod signed;

pub mod board;
pub mod confirmation;
pub mod proof;
pub mod publication;
pub mod recipients;
pub mod roster;
pub mod stamp;

pub mod bundle;
pub mod outbox;
pub mod records;

#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod address;
#[cfg(feature = "attachments")]
pub mod attachment;
#[cfg(feature = "committee")]
pub mod journal_page;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod keys;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod letter;
#[cfg(feature = "committee")]
pub mod minutes;
#[cfg(feature = "committee")]
pub mod name_share;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod receipt;
#[cfg(feature = "committee")]
pub mod release;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod reply;
#[cfg(feature = "committee")]
pub mod reporter_name;
#[cfg(feature = "committee")]
pub mod root_share;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod words;

#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod shuffle;
