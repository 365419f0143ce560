//! WebP pictures. Debian's `mat2` does not know them, so what is left is compared with a list.

use std::path::{Path, PathBuf};

use belfry_traces::{NotCleaned, Trace, look};

use crate::{
    images::{dots, has, mark, picture},
    tools::{arg, folder, our_copy, run, tags},
};

/// What a copy may say: how the picture is packed, and which side is up.
const STAYS: &[&str] = &[
    "[File] FileType",
    "[File] FileTypeExtension",
    "[File] MIMEType",
    "[File] ExifByteOrder",
    "[RIFF] WebP_Flags",
    "[RIFF] ImageWidth",
    "[RIFF] ImageHeight",
    "[RIFF] VP8Version",
    "[RIFF] HorizontalScale",
    "[RIFF] VerticalScale",
    "[RIFF] ImageSize",
    "[RIFF] AlphaIsUsed",
    "[RIFF] AlphaPreprocessing",
    "[RIFF] AlphaFiltering",
    "[RIFF] AlphaCompression",
    "[RIFF] BackgroundColor",
    "[RIFF] AnimationLoopCount",
    "[RIFF] Duration",
    "[IFD0] Orientation",
];

fn check(path: &Path) -> PathBuf {
    let ours = our_copy(path);
    run("webpmux", &["-info", arg(&ours)]);
    assert!(dots(path) == dots(&ours), "{}", path.display());
    let left = tags(&ours);
    let left: Vec<_> = left
        .iter()
        .filter(|(name, _)| !STAYS.contains(&name.as_str()))
        .collect();
    assert_eq!(left, [], "{}", path.display());
    ours
}

#[test]
fn everything_in_a_webp_is_told_and_goes_but_which_side_is_up() {
    let folder = folder();
    for (name, options) in [
        ("plain.webp", &["-quality", "80"][..]),
        ("exact.webp", &["-define", "webp:lossless=true"]),
        (
            "alpha.webp",
            &["-alpha", "set", "-channel", "A", "-evaluate", "set", "40%"],
        ),
    ] {
        let path = picture(folder.path(), name, options);
        mark(&path);
        for (trace, value) in [
            (Trace::Position, "52.3700 N 4.8950 E"),
            (Trace::Device, "Lumia 1020"),
            (Trace::Author, "Ann Author"),
            (Trace::Author, "Bob Writer"),
            (Trace::Serial, "SN0815"),
        ] {
            has(&path, trace, value);
        }
        let ours = check(&path);
        assert_eq!(
            tags(&ours).get("[IFD0] Orientation").map(String::as_str),
            Some("Rotate 90 CW")
        );
        // Beyond what the file says is its length.
        let mut longer = std::fs::read(&path).unwrap();
        longer.extend(b"PK\x03\x04 a file");
        std::fs::write(&path, longer).unwrap();
        has(&path, Trace::Embedded, "");
        assert_eq!(
            std::fs::read(check(&path)).unwrap(),
            std::fs::read(&ours).unwrap()
        );
    }
}

/// A chunk with a name and a body of even length.
fn chunk(name: &[u8], body: &[u8]) -> Vec<u8> {
    let len = u32::try_from(body.len()).unwrap().to_le_bytes();
    [name, &len, body].concat()
}

#[test]
fn a_moving_webp_keeps_its_frames_and_loses_other_chunks() {
    let folder = folder();
    let moving = folder.path().join("moving.gif");
    let arguments = [
        "-delay", "20", "-size", "40x30", "xc:red", "xc:blue", "xc:green", "-loop", "3",
    ];
    run("convert", &[&arguments[..], &[arg(&moving)]].concat());
    let path = folder.path().join("moving.webp");
    run("gif2webp", &["-quiet", arg(&moving), "-o", arg(&path)]);
    mark(&path);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.extend(chunk(b"SECR", b"canary"));
    let len = u32::try_from(bytes.len() - 8).unwrap().to_le_bytes();
    bytes[4..8].copy_from_slice(&len);
    std::fs::write(&path, bytes).unwrap();
    has(&path, Trace::Other, "SECR");
    let ours = check(&path);
    let (before, after) = (tags(&path), tags(&ours));
    for name in ["[RIFF] Duration", "[RIFF] AnimationLoopCount"] {
        assert!(before.contains_key(name), "{before:?}");
        assert_eq!(before.get(name), after.get(name));
    }
}

#[test]
fn colours_of_a_telephone_stay_as_they_are_meant_and_those_of_a_screen_go() {
    let folder = folder();
    let path = picture(folder.path(), "plain.webp", &["-quality", "80"]);
    let profile = folder.path().join("screen.icc");
    std::fs::write(&profile, vec![b'x'; 400]).unwrap();
    let from = folder.path().join("profile.webp");
    let set = ["-set", "icc", arg(&profile), arg(&path), "-o", arg(&from)];
    run("webpmux", &set);
    has(&from, Trace::Other, "ICC");
    check(&from);
}

#[test]
fn a_webp_that_is_cut_short_gets_no_copy() {
    let folder = folder();
    let bytes = std::fs::read(picture(folder.path(), "cut.webp", &[])).unwrap();
    for len in [bytes.len() / 2, bytes.len() - 2, 30, 13] {
        assert_eq!(look(&bytes[..len]).cleaned, Err(NotCleaned::Damaged));
    }
}
