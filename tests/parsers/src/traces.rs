//! Files of the reporter, looked at and cleaned in the browser.
//!
//! A fuzzer cannot make archives, nor the table at the end of a PDF: besides the bytes as they are, office files are
//! tried as a list of parts, and documents with a table that fits.

use std::{collections::BTreeSet, fmt::Write as _, io::Write as _};

use belfry_traces::{Format, MAX_LEN, Trace, clean, examine, format_of, look};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// As many times as long as the original a copy may be, beside [`MORE`]: lists of a PDF are unpacked.
const LONGER: usize = 1100;
/// What a copy may have more than the original, in bytes: heads and tables.
const MORE: usize = 64 * 1024;
/// Marks the name of a part in a list of parts.
const PART: &[u8] = b"\n=== ";

/// JPEG, PNG, WebP, GIF, TIFF, HEIC.
pub fn picture(bytes: &[u8]) -> bool {
    file(bytes)
}

/// MP3, MP4, MOV.
pub fn film(bytes: &[u8]) -> bool {
    file(bytes)
}

/// Plain text.
pub fn plain_text(bytes: &[u8]) -> bool {
    file(bytes)
}

/// PDF, as it is and with a fresh table of its objects.
pub fn document(bytes: &[u8]) -> bool {
    let with_table = [bytes, &table(bytes)].concat();
    file(bytes) | file(&with_table)
}

/// DOCX, XLSX, PPTX, ODT, ODS, ODP: an archive, or a list of its parts.
pub fn office(bytes: &[u8]) -> bool {
    file(bytes) | file(&archive(bytes))
}

/// Looks at a file and cleans it; `true` if there is a copy.
fn file(bytes: &[u8]) -> bool {
    let looked = look(bytes);
    let copy = clean(bytes);
    assert_eq!(
        looked.cleaned,
        copy.as_ref().map(|_| ()).map_err(|not| *not)
    );
    assert!(looked.findings.len() <= 64 && looked.findings.is_sorted());
    let Ok(copy) = copy else { return false };
    let most = MAX_LEN.min(bytes.len() * LONGER + MORE);
    assert!(copy.len() <= most, "{} of {}", copy.len(), bytes.len());
    assert_eq!(format_of(&copy), looked.format);
    let (again, stays_told) = examine(bytes);
    assert_eq!(again, looked);
    assert_eq!(stays_told, look(&copy).findings);
    for left in &stays_told {
        let traces = stays(looked.format);
        assert!(traces.contains(&left.trace), "{left:?} is in the copy");
    }
    assert!(clean(&copy).as_ref() == Ok(&copy), "a copy of a copy");
    true
}

/// What may be told of a copy.
fn stays(format: Format) -> &'static [Trace] {
    match format {
        // What a script needs, and the letters of an older encoding.
        Format::Text => &[Trace::Hidden, Trace::Other],
        // Layers and fields.
        Format::Pdf => &[Trace::Hidden],
        Format::Docx | Format::Xlsx | Format::Pptx | Format::Odt | Format::Ods | Format::Odp => {
            // Hidden text and sheets, pictures that cannot be cleaned, fields that print a name.
            &[Trace::Hidden, Trace::Embedded, Trace::Author]
        }
        _ => &[],
    }
}

/// The table of objects and what follows it.
fn table(bytes: &[u8]) -> Vec<u8> {
    let mut rows = String::from("\nxref\n0 1\n0000000000 65535 f \n");
    let mut numbers = BTreeSet::from([0]);
    let starts = (0..bytes.len()).filter(|at| *at == 0 || bytes[at - 1] == b'\n');
    for at in starts {
        let line = &bytes[at..bytes.len().min(at + 16)];
        let number = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !line[number..].starts_with(b" 0 obj") {
            continue;
        }
        let number = String::from_utf8_lossy(&line[..number]).parse::<u16>();
        if let Some(number) = number.ok().filter(|number| numbers.insert(*number)) {
            let _ = write!(rows, "{number} 1\n{at:010} 00000 n \n");
        }
    }
    let size = u32::from(numbers.last().copied().unwrap_or(0)) + 1;
    let start = bytes.len() + 1;
    let _ = write!(
        rows,
        "trailer\n<</Root 1 0 R/Info 2 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF\n"
    );
    rows.into_bytes()
}

/// An archive of parts that are listed as `=== name` and then their bytes, not packed.
fn archive(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut rest = bytes.strip_prefix(&PART[1..]).unwrap_or_default();
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let name = String::from_utf8_lossy(&rest[..end]).into_owned();
        let after = &rest[end + 1..];
        let next = after.windows(PART.len()).position(|five| five == PART);
        let body = &after[..next.unwrap_or(after.len())];
        rest = next.map_or(&[], |next| &after[next + PART.len()..]);
        if zip
            .start_file(name, stored)
            .and_then(|()| Ok(zip.write_all(body)?))
            .is_err()
        {
            return Vec::new();
        }
    }
    zip.finish()
        .map(std::io::Cursor::into_inner)
        .unwrap_or_default()
}
