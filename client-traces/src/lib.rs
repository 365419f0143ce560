//! What the reporter's page needs to tell what a file gives away, and to take it out (protocol, section 4.4).
//! A module of its own: it is larger than all else together, and holds a whole file in memory that the worker
//! gives back when it ends.

use belfry_traces::{Finding, Format, NotCleaned, Trace};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What the page shows of a file.
#[derive(Serialize)]
struct View {
    /// The format's usual ending, such as `jpg`; empty for one that is not known.
    format: &'static str,
    findings: Vec<Row>,
    /// What of it is still in the cleaned copy.
    stays: Vec<Row>,
    /// Why there is no cleaned copy: `long`, `kind`, `damaged`, `locked`; empty where there is one.
    why_not: &'static str,
}

/// What is found, as the page's texts call it (`trace-…`).
#[derive(Serialize)]
struct Row {
    trace: &'static str,
    value: String,
}

/// Looks at a whole file; JSON `{format, findings: [{trace, value}], stays: […], why_not}`. What stays is what is
/// found in the cleaned copy: nothing is promised that was not looked at.
///
/// # Errors
///
/// `internal` for a fault of this program.
#[wasm_bindgen]
pub fn look(bytes: &[u8]) -> Result<String, JsValue> {
    let (looked, stays) = belfry_traces::examine(bytes);
    let view = View {
        format: ending(looked.format),
        findings: rows(looked.findings),
        stays: rows(stays),
        why_not: looked.cleaned.err().map_or("", why),
    };
    serde_json::to_string(&view).map_err(|_| JsValue::from_str("internal"))
}

/// The cleaned copy of a whole file. The same file always gives the same copy.
///
/// # Errors
///
/// `long`, `kind`, `damaged` or `locked`: there is none.
#[wasm_bindgen]
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    belfry_traces::clean(bytes).map_err(|not| JsValue::from_str(why(not)))
}

/// The longest file that can be looked at, in bytes.
#[wasm_bindgen]
#[must_use]
pub fn max_len() -> usize {
    belfry_traces::MAX_LEN
}

fn rows(findings: Vec<Finding>) -> Vec<Row> {
    let rows = findings.into_iter().map(|one| Row {
        trace: trace(one.trace),
        value: one.value,
    });
    rows.collect()
}

fn why(not: NotCleaned) -> &'static str {
    match not {
        NotCleaned::TooLong => "long",
        NotCleaned::Unsupported => "kind",
        NotCleaned::Damaged => "damaged",
        NotCleaned::Locked => "locked",
    }
}

fn trace(of: Trace) -> &'static str {
    match of {
        Trace::Position => "position",
        Trace::Device => "device",
        Trace::Serial => "serial",
        Trace::Author => "author",
        Trace::Company => "company",
        Trace::Software => "software",
        Trace::Date => "date",
        Trace::Thumbnail => "thumbnail",
        Trace::Description => "description",
        Trace::Revisions => "revisions",
        Trace::TrackedChanges => "changes",
        Trace::Comments => "comments",
        Trace::Hidden => "hidden",
        Trace::Embedded => "embedded",
        Trace::Script => "script",
        Trace::Other => "other",
    }
}

fn ending(of: Format) -> &'static str {
    match of {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::Webp => "webp",
        Format::Gif => "gif",
        Format::Tiff => "tif",
        Format::Pdf => "pdf",
        Format::Docx => "docx",
        Format::Xlsx => "xlsx",
        Format::Pptx => "pptx",
        Format::Odt => "odt",
        Format::Ods => "ods",
        Format::Odp => "odp",
        Format::Mp3 => "mp3",
        Format::Mp4 => "mp4",
        Format::Mov => "mov",
        Format::Text => "txt",
        Format::Heic => "heic",
        Format::Unknown => "",
    }
}
