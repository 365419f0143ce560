//! Films, sound and office files that are damaged, or made to do harm.

use std::path::Path;

use belfry_traces::{NotCleaned, clean, look};

use crate::{
    media::{ffmpeg, film},
    office::{changed, convert, sheet, text},
    tools::{arg, folder},
};

/// Copies of a file that are cut short or have bytes changed, the same ones every time: none may bring the program
/// down or keep it busy, and a copy of a copy is still the copy.
fn hurt(path: &Path, times: usize) {
    let whole = std::fs::read(path).unwrap();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    for time in 0..times {
        let mut bytes = whole.clone();
        if time % 3 == 0 {
            bytes.truncate(next(whole.len()));
        } else {
            for _ in 0..=next(8) {
                // Most lengths stand at the beginning and at the end.
                let near = if time % 2 == 0 {
                    next(whole.len())
                } else {
                    next(whole.len().min(2000))
                };
                let at = if next(2) == 0 {
                    near
                } else {
                    whole.len() - 1 - near
                };
                bytes[at] = if next(2) == 0 {
                    0xff
                } else {
                    u8::try_from(next(256)).unwrap()
                };
            }
        }
        let begun = std::time::Instant::now();
        let looked = look(&bytes);
        if looked.cleaned.is_ok() {
            let copy = clean(&bytes).unwrap();
            assert!(
                clean(&copy).as_ref() == Ok(&copy),
                "a copy of a copy of {} differs",
                path.display()
            );
        }
        assert!(
            begun.elapsed().as_secs() < 20,
            "{} keeps it busy",
            path.display()
        );
    }
}

#[test]
fn hurt_films_and_sound_do_no_harm() {
    let folder = folder();
    hurt(
        &film(
            folder.path(),
            "plain.mp4",
            &["-c:v", "mpeg4", "-c:a", "aac"],
        ),
        1500,
    );
    hurt(
        &film(
            folder.path(),
            "time.mov",
            &["-c:v", "mpeg4", "-timecode", "01:02:03:04"],
        ),
        1500,
    );
    let sound = folder.path().join("sound.mp3");
    ffmpeg(&[
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
        "-metadata",
        "title=Secret",
        "-write_id3v1",
        "1",
        arg(&sound),
    ]);
    hurt(&sound, 1500);
}

#[test]
fn hurt_documents_do_no_harm() {
    let folder = folder();
    let flat = text(folder.path());
    for kind in ["docx", "odt"] {
        hurt(&convert(&flat, kind), 300);
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_gets_no_copy() {
    let folder = folder();
    let path = convert(&sheet(folder.path()), "xlsx");
    let huge = changed(&std::fs::read(path).unwrap(), "xl/workbook.xml", |text| {
        text + &" ".repeat(257 * 1024 * 1024)
    });
    assert!(huge.len() < belfry_traces::MAX_LEN);
    assert_eq!(look(&huge).cleaned, Err(NotCleaned::Damaged));
}
