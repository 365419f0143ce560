//! Office files as Microsoft Office writes them, put together by hand: LibreOffice writes little of what is in them.
//!
//! Words that begin with `go-` and numbers that begin with `60CA` are planted in every place that is known to tell
//! something; none may be left in a copy. Words that begin with `stay-` are what the file shows, and all must be
//! left. `mat2`, told to leave out what it does not know, is the yardstick: what is gone from its copy and not from
//! ours must stand in a list, word by word.

mod presentation;
mod sheet;
mod text;
mod write;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use belfry_traces::{Trace, look};

use self::write::{HEAD, Part, relations};
use crate::{
    images,
    office::{convert, entries},
    tools::{arg, findings, folder, output, run},
};

/// What every program of the family writes beside the contents.
fn around(main: &str, folder: &Path) -> Vec<Part> {
    let cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    vec![
        relations(
            "_rels/.rels",
            &[
                ("officeDocument", main),
                ("metadata/core-properties", "docProps/core.xml"),
                ("extended-properties", "docProps/app.xml"),
                ("custom-properties", "docProps/custom.xml"),
                ("metadata/thumbnail", "docProps/thumbnail.jpeg"),
                ("digital-signature/origin", "_xmlsignatures/origin.sigs"),
                ("2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml"),
                ("2006/relationships/ui/extensibility", "customUI/customUI.xml"),
            ],
        ),
        (
            "docProps/core.xml",
            format!(
                "{HEAD}<cp:coreProperties xmlns:cp=\"{cp}\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">\
                 <dc:title>go-title</dc:title><dc:subject>go-subject</dc:subject><dc:creator>go-creator</dc:creator><cp:keywords>go-keywords</cp:keywords>\
                 <dc:description>go-description</dc:description><cp:lastModifiedBy>go-last-editor</cp:lastModifiedBy><cp:revision>17</cp:revision>\
                 <dcterms:created>go-created</dcterms:created><cp:category>go-category</cp:category></cp:coreProperties>"
            )
            .into_bytes(),
        ),
        (
            "docProps/app.xml",
            format!(
                "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Template>go-template.dotm</Template>\
                 <TotalTime>422</TotalTime><Application>Microsoft Office go-application</Application><Manager>go-manager</Manager><Company>go-company</Company>\
                 <HyperlinkBase>go-base</HyperlinkBase><AppVersion>16.0000</AppVersion></Properties>"
            )
            .into_bytes(),
        ),
        (
            "docProps/custom.xml",
            format!("{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"><property name=\"go-property\"/></Properties>").into_bytes(),
        ),
        ("docProps/thumbnail.jpeg", small(folder)),
        ("_xmlsignatures/origin.sigs", Vec::new()),
        ("_xmlsignatures/sig1.xml", b"<Signature>go-signature</Signature>".to_vec()),
        ("docMetadata/LabelInfo.xml", b"<labels siteId='go-tenant'/>".to_vec()),
        ("customUI/customUI.xml", b"<customUI onLoad='go-ribbon'/>".to_vec()),
        ("customXml/item1.xml", b"<sources>go-source</sources>".to_vec()),
        ("customXml/itemProps1.xml", b"<item id='go-item'/>".to_vec()),
        ("customXml/_rels/item1.xml.rels", b"<Relationships/>".to_vec()),
    ]
}

/// The small picture of the first page.
fn small(folder: &Path) -> Vec<u8> {
    let path = images::picture(folder, "small.jpg", &["-resize", "25%"]);
    let comment = [
        "-q",
        "-overwrite_original",
        "-Comment=go-thumbnail",
        arg(&path),
    ];
    run("exiftool", &comment);
    std::fs::read(path).unwrap()
}

/// A photo with what a telephone writes into it, and a drawing of a kind that cannot be cleaned.
fn photo(folder: &Path) -> Vec<u8> {
    let path = images::picture(folder, "photo.jpg", &["-quality", "90"]);
    run(
        "exiftool",
        &[
            "-q",
            "-overwrite_original",
            "-EXIF:Artist=go-photographer",
            "-GPSLatitude=52.37",
            "-GPSLatitudeRef=N",
            "-GPSLongitude=4.895",
            "-GPSLongitudeRef=E",
            "-XMP:Creator=go-agency",
            "-Comment=go-photo-comment",
            arg(&path),
        ],
    );
    std::fs::read(path).unwrap()
}

/// All words that begin with `start`, in names and contents of the entries of an archive.
fn words(path: &Path, start: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (name, bytes) in entries(&std::fs::read(path).unwrap()) {
        let text = format!("{name}\n{}", String::from_utf8_lossy(&bytes));
        for (at, _) in text.match_indices(start) {
            let is_inside = text[..at].ends_with(|c: char| c.is_alphanumeric());
            let rest = text[at..].chars();
            if !is_inside {
                words.insert(
                    rest.take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                        .collect(),
                );
            }
        }
    }
    words
}

/// The copy that mat2 makes when it leaves out all that it does not know.
fn mat2_copy(path: &Path) -> PathBuf {
    let done = output("mat2", &["--unknown-members", "omit", arg(path)]);
    let why = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        done.status.success(),
        "mat2 cleans {}: {why}",
        path.display()
    );
    let ending = path.extension().unwrap().to_str().unwrap();
    path.with_extension(format!("cleaned.{ending}"))
}

/// All that holds for a file whose copy may still tell `stays`; `more` are words that mat2 leaves out though they
/// show.
fn check(path: &Path, stays: &[(Trace, &str)], more: &[&str]) -> PathBuf {
    let bytes = std::fs::read(path).unwrap();
    let copy = belfry_traces::clean(&bytes).expect("a copy");
    assert!(
        belfry_traces::clean(&copy).as_ref() == Ok(&copy),
        "a copy of a copy"
    );
    let ours = path.with_file_name(format!(
        "ours-{}",
        path.file_name().unwrap().to_str().unwrap()
    ));
    std::fs::write(&ours, &copy).unwrap();
    let left = look(&copy).findings;
    let left: Vec<_> = left
        .iter()
        .map(|one| (one.trace, one.value.as_str()))
        .collect();
    assert_eq!(left, stays, "what is told of the copy");

    for start in ["go-", "60CA"] {
        assert!(!words(path, start).is_empty());
        assert_eq!(words(&ours, start), BTreeSet::new());
    }
    assert_eq!(words(&ours, "stay-"), words(path, "stay-"));

    let theirs = mat2_copy(path);
    let only_ours = words(&ours, "stay-")
        .difference(&words(&theirs, "stay-"))
        .cloned()
        .collect::<Vec<_>>();
    assert_eq!(only_ours, more, "what mat2 leaves out and we do not");
    ours
}

/// What LibreOffice shows of a file.
fn shown(path: &Path) -> String {
    run("pdftotext", &[arg(&convert(path, "pdf")), "-"])
}

fn told(path: &Path, expected: &[(Trace, &str)]) {
    let findings = findings(path);
    for (trace, value) in expected {
        let is_told = findings
            .iter()
            .any(|one| one.trace == *trace && one.value.contains(value));
        assert!(is_told, "{trace:?} {value} in {findings:#?}");
    }
}
