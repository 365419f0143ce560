//! Putting archives together.

use std::{
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
};

use zip::{ZipWriter, write::SimpleFileOptions};

/// One entry of an archive.
pub(super) type Part = (&'static str, Vec<u8>);

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// What all kinds of relations begin with.
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const NEW_KINDS: &str = "http://schemas.microsoft.com/office";

/// A part of XML, with its prefixes explained.
pub(super) fn xml(name: &'static str, text: &str) -> Part {
    const PREFIXES: &[(&str, &str)] = &[
        (
            "w",
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        ),
        (
            "r",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        ),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        (
            "p",
            "http://schemas.openxmlformats.org/presentationml/2006/main",
        ),
        (
            "c",
            "http://schemas.openxmlformats.org/drawingml/2006/chart",
        ),
        (
            "x",
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        ),
        (
            "wp",
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        ),
        (
            "pic",
            "http://schemas.openxmlformats.org/drawingml/2006/picture",
        ),
        (
            "xdr",
            "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        ),
        (
            "mc",
            "http://schemas.openxmlformats.org/markup-compatibility/2006",
        ),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
        (
            "w14",
            "http://schemas.microsoft.com/office/word/2010/wordml",
        ),
        (
            "w15",
            "http://schemas.microsoft.com/office/word/2012/wordml",
        ),
        (
            "w16cid",
            "http://schemas.microsoft.com/office/word/2016/wordml/cid",
        ),
        (
            "w16du",
            "http://schemas.microsoft.com/office/word/2023/wordml/word16du",
        ),
        (
            "wp14",
            "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        ),
        (
            "p14",
            "http://schemas.microsoft.com/office/powerpoint/2010/main",
        ),
        (
            "a16",
            "http://schemas.microsoft.com/office/drawing/2014/main",
        ),
        (
            "x15",
            "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main",
        ),
        (
            "x15ac",
            "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac",
        ),
        (
            "xr",
            "http://schemas.microsoft.com/office/spreadsheetml/2014/revision",
        ),
        (
            "xr2",
            "http://schemas.microsoft.com/office/spreadsheetml/2015/revision2",
        ),
        (
            "xxl21",
            "http://schemas.microsoft.com/office/spreadsheetml/2021/extlinks2021",
        ),
        (
            "thm15",
            "http://schemas.microsoft.com/office/thememl/2012/main",
        ),
        (
            "c16",
            "http://schemas.microsoft.com/office/drawing/2014/chart",
        ),
        (
            "asvg",
            "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
        ),
    ];
    let end = text.find([' ', '>', '/']).unwrap();
    let used = |prefix: &str| text.contains(&format!("{prefix}:"));
    let explained: String = PREFIXES
        .iter()
        .filter(|(prefix, _)| used(prefix))
        .map(|(prefix, whole)| format!(" xmlns:{prefix}=\"{whole}\""))
        .collect();
    let (tag, rest) = text.split_at(end);
    (name, format!("{HEAD}{tag}{explained}{rest}").into_bytes())
}

/// Relations: kind (of the newer ones, with its year), target, and whether that is outside.
pub(super) fn relations(name: &'static str, all: &[(&str, &str)]) -> Part {
    let mut text = format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">");
    for (number, (kind, target)) in all.iter().enumerate() {
        let (kind, outside) = match kind.strip_prefix('!') {
            Some(kind) => (kind, " TargetMode=\"External\""),
            None => (*kind, ""),
        };
        let base = match kind {
            "metadata/core-properties" => {
                "http://schemas.openxmlformats.org/package/2006/relationships"
            }
            _ if kind.starts_with("20") => NEW_KINDS,
            _ => KINDS,
        };
        text += &format!(
            "<Relationship Id=\"rId{}\" Type=\"{base}/{kind}\" Target=\"{target}\"{outside}/>",
            number + 1
        );
    }
    (name, (text + "</Relationships>").into_bytes())
}

/// The list of kinds of parts: what is before the dot of a kind is the family, after it the part.
pub(super) fn types(main: (&str, &str), others: &[(&str, &str)]) -> Part {
    let mut text = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    );
    for (ending, kind) in [
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
        ("jpeg", "image/jpeg"),
        ("png", "image/png"),
        ("emf", "image/x-emf"),
        ("svg", "image/svg+xml"),
        (
            "vml",
            "application/vnd.openxmlformats-officedocument.vmlDrawing",
        ),
        ("bin", "application/vnd.ms-office.vbaProject"),
        (
            "sigs",
            "application/vnd.openxmlformats-package.digital-signature-origin",
        ),
    ] {
        text += &format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>");
    }
    for (part, kind) in [main].iter().chain(others) {
        let whole = if kind.contains('/') {
            (*kind).to_owned()
        } else {
            format!("application/vnd.openxmlformats-officedocument.{kind}+xml")
        };
        text += &format!("<Override PartName=\"/{part}\" ContentType=\"{whole}\"/>");
    }
    ("[Content_Types].xml", (text + "</Types>").into_bytes())
}

pub(super) fn write(folder: &Path, name: &str, parts: &[Part]) -> PathBuf {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let path = folder.join(name);
    std::fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    path
}
