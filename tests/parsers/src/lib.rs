//! Every parser that meets bytes from outside, as one function of those bytes.
//!
//! A function says whether the bytes were accepted, and panics where something is wrong that must
//! never be: that is what the fuzz targets in `fuzz/` look for, and what the replay of their corpus
//! checks in ordinary tests. Signatures and checksums stop a fuzzer that cannot make them, so where
//! one stands before a parser, the bytes are tried both as they are and freshly signed.

pub mod fixture;

mod files;
mod http;
mod journal;
mod sealed;
mod signed;
mod text;
mod traces;

pub use signed::TEXT;

/// Takes bytes from outside; `true` if they were accepted.
pub type Parser = fn(&[u8]) -> bool;

/// All parsers, by the name of their fuzz target and corpus folder.
pub const PARSERS: [(&str, Parser); 30] = [
    ("receipt", text::receipt),
    ("fragment", text::fragment),
    ("stamp", text::stamp),
    ("sheet", text::sheet),
    ("roster", signed::roster),
    ("recipients", signed::recipients),
    ("head", signed::head),
    ("board", signed::board),
    ("publication", signed::publication),
    ("confirmation", signed::confirmation),
    ("proof", signed::proof),
    ("release", signed::release),
    ("minutes", signed::minutes),
    ("reporter_name", signed::reporter_name),
    ("name_share", signed::name_share),
    ("journal_page", signed::journal_page),
    ("letter", sealed::letter),
    ("shares", sealed::shares),
    ("content", sealed::content),
    ("name_box", sealed::name_box),
    ("bundle", files::bundle),
    ("outbox", files::outbox),
    ("journal", journal::journal),
    ("deed", journal::deed),
    ("http", http::http),
    ("picture", traces::picture),
    ("document", traces::document),
    ("office", traces::office),
    ("film", traces::film),
    ("plain_text", traces::plain_text),
];

/// Runs the parser of this name.
///
/// # Panics
/// If there is none of this name, or it finds something that must never be.
pub fn run(name: &str, bytes: &[u8]) -> bool {
    let found = PARSERS.iter().find(|(known, _)| *known == name);
    let (_, parser) = found.expect("a parser of this name");
    parser(bytes)
}
