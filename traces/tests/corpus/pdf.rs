//! PDF documents.

mod inside;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use belfry_traces::{NotCleaned, Trace, look};
use lopdf::{Document, Object, Stream, dictionary};

use crate::{
    images,
    tools::{
        arg, findings, folder, mat2_shows, our_copy, run, run_alone, run_bytes, tags, unlisted,
    },
};

/// Words that stand where nobody reads them, and must be gone.
const CANARIES: &[&str] = &[
    "Gil Writer",
    "Gil Remarker",
    "Secret title",
    "Nokia",
    "SN0815",
    "attached-canary",
    "script-canary",
    "launch-canary",
    "piece-canary",
    "thumb-canary",
    "leftover-canary",
    "tooltip-date",
    "LibreOffice",
    "D:2026",
];

/// Tags that a copy may have.
const STAYS: &[&str] = &[
    "[File] BitsPerSample",
    "[File] ColorComponents",
    "[File] EncodingProcess",
    "[File] ExifByteOrder",
    "[File] FileType",
    "[File] FileTypeExtension",
    "[File] ImageHeight",
    "[File] ImageWidth",
    "[File] MIMEType",
    "[File] YCbCrSubSampling",
    "[IFD0] Orientation",
    "[JFIF] JFIFVersion = 1.01",
    "[JFIF] ResolutionUnit = None",
    "[JFIF] XResolution = 1",
    "[JFIF] YResolution = 1",
    "[PDF] EmbeddedImage",
    "[PDF] EmbeddedImageColorSpace",
    "[PDF] EmbeddedImageFilter",
    "[PDF] EmbeddedImageHeight",
    "[PDF] EmbeddedImageWidth",
    "[PDF] Language",
    "[PDF] Linearized = No",
    "[PDF] PDFVersion",
    "[PDF] PageCount",
    "[PDF] PageMode = UseOutlines",
];

/// A text with headings, a picture with EXIF, a link and a list, as LibreOffice exports it.
pub(crate) fn document(folder: &Path) -> PathBuf {
    let photo = images::picture(folder, "photo.jpg", &["-quality", "95"]);
    images::mark(&photo);
    let html = folder.join("report.html");
    let text = "<html><head><title>Secret title</title><meta name='author' content='Gil Writer'></head><body><h1>Report</h1>\
        <p>What the company did in 2025.</p><img src='photo.jpg'><p><a href='https://example.org/'>more</a></p></body></html>";
    std::fs::write(&html, text).unwrap();
    export(folder, &html, "writer_pdf_Export");
    folder.join("report.pdf")
}

fn export(folder: &Path, from: &Path, filter: &str) {
    let home = format!("-env:UserInstallation=file://{}/office", arg(folder));
    let kind = format!("pdf:{filter}");
    let arguments = [
        &home,
        "--headless",
        "--writer",
        "--convert-to",
        &kind,
        "--outdir",
        arg(folder),
        arg(from),
    ];
    run_alone("soffice", &arguments);
}

/// Adds what other programs put into documents.
fn mark(path: &Path) {
    let mut pdf = Document::load(path).unwrap();
    let photo = std::fs::read(path.with_file_name("photo.jpg")).unwrap();
    for stream in pdf
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok())
    {
        if matches!(stream.filters().as_deref(), Ok([b"DCTDecode"])) {
            stream.set_content(photo.clone());
        }
    }
    let page = *pdf.get_pages().values().next().unwrap();
    let script = pdf.add_object(
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("script-canary") },
    );
    let launch = pdf.add_object(
        dictionary! { "S" => "Launch", "F" => Object::string_literal("launch-canary") },
    );
    let remark = pdf.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![10.into(), 10.into(), 30.into(), 30.into()],
        "Contents" => Object::string_literal("a remark that stays"), "T" => Object::string_literal("Gil Remarker"),
        "M" => Object::string_literal("D:20260101"), "NM" => Object::string_literal("tooltip-date"), "AA" => dictionary! { "E" => script },
    });
    let link = pdf.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![40.into(), 10.into(), 60.into(), 30.into()], "A" => launch,
    });
    let thumb = pdf.add_object(Stream::new(dictionary! {}, b"thumb-canary".to_vec()));
    pdf.add_object(Object::string_literal("leftover-canary"));
    let dict = pdf.get_dictionary_mut(page).unwrap();
    let mut annotations = dict
        .get(b"Annots")
        .and_then(Object::as_array)
        .cloned()
        .unwrap_or_default();
    annotations.extend([remark.into(), link.into()]);
    dict.set("Annots", annotations);
    dict.set("Thumb", thumb);
    dict.set(
        "PieceInfo",
        dictionary! { "Editor" => Object::string_literal("piece-canary") },
    );
    let catalog = pdf.catalog_mut().unwrap();
    catalog.set("OpenAction", script);
    catalog.set("AA", dictionary! { "WC" => script });
    pdf.save(path).unwrap();
    let attached = path.with_file_name("attached.txt");
    std::fs::write(&attached, "attached-canary").unwrap();
    run(
        "qpdf",
        &[
            arg(path),
            "--add-attachment",
            arg(&attached),
            "--filename=attached-canary.txt",
            "--",
            "--replace-input",
        ],
    );
    run(
        "exiftool",
        &[
            "-q",
            "-overwrite_original",
            "-Author=Gil Writer",
            "-XMP:Creator=Gil Writer",
            "-Keywords=Nokia",
            arg(path),
        ],
    );
}

fn pages(path: &Path) -> Vec<u8> {
    run_bytes("pdftoppm", &["-r", "50", arg(path)])
}

/// All bytes of a document, unpacked.
fn plain(path: &Path) -> String {
    let bytes = run_bytes(
        "qpdf",
        &[
            "--qdf",
            "--object-streams=disable",
            "--decode-level=generalized",
            arg(path),
            "-",
        ],
    );
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a text is in a document, as it stands or as UTF-16 in hex.
fn has(document: &str, text: &str) -> bool {
    let hex: String = text
        .encode_utf16()
        .map(|unit| format!("{unit:04x}"))
        .collect();
    document.contains(text) || document.contains(&hex)
}

/// All that holds for every document.
fn check(path: &Path) -> PathBuf {
    let ours = our_copy(path);
    run("qpdf", &["--check", arg(&ours)]);
    assert_eq!(
        run("pdftotext", &[arg(path), "-"]),
        run("pdftotext", &[arg(&ours), "-"])
    );
    assert!(
        pages(path) == pages(&ours),
        "the pages of the copy of {} look different",
        path.display()
    );
    let text = plain(&ours);
    for canary in CANARIES {
        assert!(
            !has(&text, canary),
            "{canary} is still in the copy of {}",
            path.display()
        );
    }
    let empty = |line: &String| line.starts_with("format: ") || line.ends_with("-date: -1");
    assert_eq!(
        mat2_shows(&ours)
            .into_iter()
            .filter(|line| !empty(line))
            .collect::<Vec<_>>(),
        [""; 0]
    );
    let left = unlisted(tags(&ours), &[STAYS]);
    assert_eq!(left, BTreeMap::new(), "{}", path.display());
    ours
}

#[test]
fn everything_in_a_pdf_is_told_and_goes_but_text_and_pictures() {
    let folder = folder();
    let path = document(folder.path());
    mark(&path);
    let before = plain(&path);
    for canary in CANARIES
        .iter()
        .filter(|canary| !["thumb-canary", "leftover-canary"].contains(canary))
    {
        assert!(has(&before, canary), "{canary} was never in the document");
    }
    let findings = findings(&path);
    for (trace, value) in [
        (Trace::Author, "Gil Writer"),
        (Trace::Description, "Secret title"),
        (Trace::Software, "LibreOffice"),
        (Trace::Date, "D:20"),
        (Trace::Comments, "Gil Remarker"),
        (Trace::Serial, "tooltip-date"),
        (Trace::Embedded, ""),
        (Trace::Script, ""),
        (Trace::Thumbnail, ""),
        (Trace::Revisions, ""),
        (Trace::Device, "Nokia"),
        (Trace::Position, "52.3700"),
    ] {
        let told = findings
            .iter()
            .any(|finding| finding.trace == trace && finding.value.contains(value));
        assert!(told, "{trace:?} {value} in {findings:#?}");
    }
    let ours = check(&path);
    assert!(plain(&ours).contains("a remark that stays"));
    assert!(plain(&ours).contains("https://example.org/"));
}

#[test]
fn documents_of_other_programs_open_after_cleaning() {
    let folder = folder();
    let plain = document(folder.path());
    for (name, options) in [
        (
            "packed.pdf",
            &["--object-streams=generate", "--compress-streams=y"][..],
        ),
        ("linear.pdf", &["--linearize"]),
        (
            "old.pdf",
            &["--object-streams=disable", "--force-version=1.4"],
        ),
        (
            "permissions.pdf",
            &["--encrypt", "", "owner", "256", "--print=none", "--"],
        ),
        (
            "aes.pdf",
            &["--encrypt", "", "owner", "128", "--use-aes=y", "--"],
        ),
        (
            "rc4.pdf",
            &[
                "--allow-weak-crypto",
                "--encrypt",
                "",
                "owner",
                "128",
                "--use-aes=n",
                "--",
            ],
        ),
        (
            "short-key.pdf",
            &["--allow-weak-crypto", "--encrypt", "", "owner", "40", "--"],
        ),
    ] {
        let path = folder.path().join(name);
        let arguments = [&[arg(&plain)], options, &[arg(&path)]].concat();
        run("qpdf", &arguments);
        check(&path);
    }
    // Another writer than LibreOffice.
    let cairo = folder.path().join("cairo.pdf");
    run("pdftocairo", &["-pdf", arg(&plain), arg(&cairo)]);
    check(&cairo);
}

#[test]
fn a_locked_document_and_a_cut_one_get_no_copy() {
    let folder = folder();
    let path = document(folder.path());
    let locked = folder.path().join("locked.pdf");
    run(
        "qpdf",
        &[
            "--encrypt",
            "secret",
            "owner",
            "256",
            "--",
            arg(&path),
            arg(&locked),
        ],
    );
    assert_eq!(
        look(&std::fs::read(locked).unwrap()).cleaned,
        Err(NotCleaned::Locked)
    );
    let whole = std::fs::read(path).unwrap();
    assert_eq!(
        look(&whole[..whole.len() / 2]).cleaned,
        Err(NotCleaned::Damaged)
    );
}
