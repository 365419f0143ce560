//! Office files, made with LibreOffice.

use std::{
    fmt::Write as _,
    io::{Cursor, Read, Write as _},
    path::{Path, PathBuf},
};

use belfry_traces::{NotCleaned, Trace, clean, look};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    images,
    tools::{arg, findings, folder, mat2_shows, our_copy, run, run_alone},
};

const SPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
    xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0' \
    xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' \
    xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmlns:xlink='http://www.w3.org/1999/xlink' office:version='1.3'";

const META: &str = "<office:meta><meta:initial-creator>Ann Author</meta:initial-creator><dc:creator>Bob Editor</dc:creator>\
    <dc:title>Secret title</dc:title><meta:user-defined meta:name='Company'>Canary Company</meta:user-defined></office:meta>";

const REMARK: &str = "<office:annotation><dc:creator>Rita Remarker</dc:creator><dc:date>2026-01-02T03:04:05</dc:date>\
    <text:p>remark-canary</text:p></office:annotation>";

/// Words that must be gone from every copy.
const CANARIES: &[&str] = &[
    "Ann Author",
    "Bob Editor",
    "Secret title",
    "Canary Company",
    "Rita Remarker",
    "remark-canary",
    "Chris Changer",
    "removed-canary",
    "Nokia",
    "SN0815",
    "LibreOffice",
    "2026-01-02",
];

fn write_flat(folder: &Path, kind: &str, body: &str) -> PathBuf {
    let path = folder.join(format!("report.{kind}"));
    let (mime, tag) = match kind {
        "fodt" => ("text", "text"),
        "fods" => ("spreadsheet", "spreadsheet"),
        _ => ("presentation", "presentation"),
    };
    let text = format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<office:document {SPACES} office:mimetype=\"application/vnd.oasis.opendocument.{mime}\">\
         {META}<office:body><office:{tag}>{body}</office:{tag}></office:body></office:document>"
    );
    std::fs::write(&path, text).unwrap();
    path
}

pub(crate) fn text(folder: &Path) -> PathBuf {
    let photo = images::picture(folder, "photo.jpg", &["-quality", "95"]);
    images::mark(&photo);
    let mut data = String::new();
    // The picture is put in as it is: LibreOffice takes base64.
    write!(data, "{}", run("base64", &["-w0", arg(&photo)])).unwrap();
    let change = |kind: &str, id: &str, inside: &str| {
        format!(
            "<text:changed-region text:id='{id}'><text:{kind}><office:change-info><dc:creator>Chris Changer</dc:creator>\
             <dc:date>2026-01-02T03:04:05</dc:date></office:change-info>{inside}</text:{kind}></text:changed-region>"
        )
    };
    let body = format!(
        "<text:tracked-changes>{}{}</text:tracked-changes><text:h text:outline-level='1'>Report</text:h>\
         <text:p>What the company did{REMARK}. <text:change-start text:change-id='c1'/>Added words.<text:change-end text:change-id='c1'/>\
         <text:change text:change-id='c2'/></text:p>\
         <text:p><draw:frame svg:width='4cm' svg:height='3cm' text:anchor-type='as-char'><draw:image><office:binary-data>{data}</office:binary-data></draw:image></draw:frame></text:p>",
        change("insertion", "c1", ""),
        change("deletion", "c2", "<text:p>removed-canary</text:p>"),
    );
    write_flat(folder, "fodt", &body)
}

pub(crate) fn sheet(folder: &Path) -> PathBuf {
    let body = format!(
        "<table:table table:name='One'><table:table-row><table:table-cell office:value-type='string'>{REMARK}<text:p>Sums</text:p></table:table-cell>\
         <table:table-cell office:value-type='float' office:value='42'><text:p>42</text:p></table:table-cell></table:table-row></table:table>"
    );
    write_flat(folder, "fods", &body)
}

fn slides(folder: &Path) -> PathBuf {
    let body = "<draw:page draw:name='p1'><draw:frame svg:x='1cm' svg:y='1cm' svg:width='9cm' svg:height='3cm'>\
        <draw:text-box><text:p>First slide</text:p></draw:text-box></draw:frame></draw:page>";
    write_flat(folder, "fodp", body)
}

pub(crate) fn convert(path: &Path, to: &str) -> PathBuf {
    let folder = path.parent().unwrap();
    let home = format!("-env:UserInstallation=file://{}/office", arg(folder));
    run_alone(
        "soffice",
        &[
            &home,
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            arg(folder),
            arg(path),
        ],
    );
    path.with_extension(to)
}

/// All entries of an archive.
pub(crate) fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for number in 0..zip.len() {
        let mut file = zip.by_index(number).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        all.push((file.name().unwrap().into_owned(), bytes));
    }
    all
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

fn assert_told(path: &Path, told: &[(Trace, &str)]) {
    let findings = findings(path);
    for (trace, value) in told {
        let is_told = findings
            .iter()
            .any(|one| one.trace == *trace && one.value.contains(value));
        assert!(
            is_told,
            "{trace:?} {value} in {findings:#?} of {}",
            path.display()
        );
    }
}

/// All that holds for every copy: opens, shows the same text, and holds none of the words that must be gone.
fn check(path: &Path, shown: &[&str]) -> PathBuf {
    let ours = our_copy(path);
    for (name, bytes) in entries(&std::fs::read(&ours).unwrap()) {
        for canary in CANARIES {
            assert!(
                !has(&bytes, canary),
                "{canary} is in {name} of the copy of {}",
                path.display()
            );
        }
    }
    let pdf = convert(&ours, "pdf");
    let text = run("pdftotext", &[arg(&pdf), "-"]);
    for words in shown {
        assert!(
            text.contains(words),
            "{words} is gone from {}: {text}",
            path.display()
        );
    }
    let shows = mat2_shows(&ours);
    let telling = |line: &&String| {
        ["creator", "author", "date", "title", "Company"]
            .iter()
            .any(|one| line.contains(one))
            && !line.contains("1980")
    };
    assert_eq!(shows.iter().find(telling), None);
    ours
}

#[test]
fn texts_lose_their_makers_remarks_and_changes_and_keep_what_shows() {
    let folder = folder();
    let flat = text(folder.path());
    for kind in ["docx", "odt"] {
        let path = convert(&flat, kind);
        assert_told(
            &path,
            &[
                (Trace::Author, "Ann Author"),
                (Trace::Author, "Rita Remarker"),
                (Trace::Author, "Chris Changer"),
                (Trace::Description, "Secret title"),
                (Trace::Software, "LibreOffice"),
                (Trace::Comments, ""),
                (Trace::TrackedChanges, ""),
                (Trace::Device, "Nokia"),
                (Trace::Position, "52.37"),
            ],
        );
        check(&path, &["Report", "What the company did", "Added words."]);
    }
}

#[test]
fn sheets_lose_their_makers_and_remarks() {
    let folder = folder();
    let flat = sheet(folder.path());
    for kind in ["xlsx", "ods"] {
        let path = convert(&flat, kind);
        assert_told(
            &path,
            &[
                (Trace::Author, "Ann Author"),
                (Trace::Author, "Rita Remarker"),
                (Trace::Comments, ""),
            ],
        );
        check(&path, &["Sums", "42"]);
    }
}

#[test]
fn slides_lose_their_makers() {
    let folder = folder();
    let flat = slides(folder.path());
    for kind in ["pptx", "odp"] {
        let path = convert(&flat, kind);
        assert_told(
            &path,
            &[
                (Trace::Author, "Ann Author"),
                (Trace::Description, "Secret title"),
            ],
        );
        check(&path, &["First slide"]);
    }
}

/// The same archive with one entry changed.
pub(crate) fn changed(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (own, bytes) in entries(bytes) {
        let mut options = SimpleFileOptions::default();
        if own == "mimetype" {
            options = options.compression_method(zip::CompressionMethod::Stored);
        }
        zip.start_file(own.as_str(), options).unwrap();
        let bytes = if own == name {
            change(String::from_utf8(bytes).unwrap()).into_bytes()
        } else {
            bytes
        };
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn rows_taken_out_and_numbers_of_edits_go_and_hidden_text_is_told() {
    let folder = folder();
    let path = convert(&text(folder.path()), "docx");
    let with = changed(
        &std::fs::read(&path).unwrap(),
        "word/document.xml",
        |text| {
            text.replace(
            "<w:body>",
            "<w:body><w:tbl><w:tblPr/><w:tblGrid/><w:tr w:rsidR=\"00AB12CD\"><w:trPr><w:del w:id=\"9\" w:author=\"Dora\"/></w:trPr>\
             <w:tc><w:p><w:r><w:t>row-canary</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:rPr><w:vanish/></w:rPr>\
             <w:t>kept row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        )
        },
    );
    let looked = look(&with);
    assert!(looked.findings.iter().any(|one| one.trace == Trace::Hidden));
    assert!(looked.findings.iter().any(|one| one.value == "Dora"));
    let copy = clean(&with).unwrap();
    let document = entries(&copy)
        .into_iter()
        .find(|entry| entry.0 == "word/document.xml")
        .unwrap()
        .1;
    assert!(
        has(&document, "kept row")
            && !has(&document, "row-canary")
            && !has(&document, "00AB12CD")
            && !has(&document, "Dora")
    );
    let left: Vec<_> = look(&copy)
        .findings
        .into_iter()
        .map(|one| one.trace)
        .collect();
    assert_eq!(left, [Trace::Hidden], "hidden text stays, and is told");
}

#[test]
fn macros_files_inside_and_links_to_a_disk_go() {
    let folder = folder();
    let path = convert(&text(folder.path()), "docx");
    let with = changed(
        &std::fs::read(&path).unwrap(),
        "word/_rels/document.xml.rels",
        |text| {
            text.replace(
            "</Relationships>",
            "<Relationship Id=\"rIdM\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"vbaProject.bin\"/>\
             <Relationship Id=\"rIdL\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"file:///C:/Users/canary/x.png\" TargetMode=\"External\"/></Relationships>",
        )
        },
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let added = [
        ("word/vbaProject.bin", b"macro-canary".to_vec()),
        ("word/embeddings/oleObject1.bin", b"ole-canary".to_vec()),
        ("customXml/item1.xml", b"<a/>".to_vec()),
    ];
    for (name, bytes) in entries(&with)
        .into_iter()
        .chain(added.map(|(name, bytes)| (name.to_owned(), bytes)))
    {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&bytes).unwrap();
    }
    std::fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    assert_told(
        &path,
        &[
            (Trace::Script, ""),
            (Trace::Embedded, ""),
            (Trace::Description, "canary"),
        ],
    );
    let ours = check(&path, &["What the company did"]);
    for (name, bytes) in entries(&std::fs::read(ours).unwrap()) {
        assert!(
            !has(&bytes, "canary") && !has(&bytes, "vbaProject"),
            "{name}"
        );
    }
}

#[test]
fn a_locked_or_cut_document_gets_no_copy() {
    let folder = folder();
    let path = convert(&text(folder.path()), "odt");
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(
        look(&bytes[..bytes.len() / 2]).cleaned,
        Err(NotCleaned::Damaged)
    );
    let locked = changed(&bytes, "META-INF/manifest.xml", |text| {
        text.replacen(
            "/>",
            "><manifest:encryption-data/></manifest:file-entry>",
            1,
        )
    });
    assert_eq!(look(&locked).cleaned, Err(NotCleaned::Locked));
}

#[test]
fn a_file_of_microsoft_office_with_a_password_is_told_as_locked() {
    // The container, and in its list of entries the name of the packed file, as both Office and LibreOffice write it.
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let names: [Vec<u8>; 2] = [wide("EncryptionInfo"), wide("EncryptedPackage")];
    let container = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 1016]].concat();
    let locked = [&container[..], &names.concat()].concat();
    assert_eq!(look(&locked).cleaned, Err(NotCleaned::Locked));
    // Files of the older kind without a password are of a kind that cannot be cleaned.
    let old = [&container[..], &wide("WordDocument") as &Vec<u8>].concat();
    assert_eq!(look(&old).cleaned, Err(NotCleaned::Unsupported));
}
