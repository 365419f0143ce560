//! GIF pictures.

use std::path::{Path, PathBuf};

use belfry_traces::{NotCleaned, Trace, look};

use crate::{
    images::{check, has, picture},
    tools::{arg, folder, run, tags},
};

/// Three pictures that are shown one after the other.
fn moving(folder: &Path) -> PathBuf {
    let path = folder.join("moving.gif");
    let arguments = [
        "-delay",
        "20",
        "-dispose",
        "previous",
        "-size",
        "40x30",
        "xc:red",
        "xc:blue",
        "xc:none",
        "-loop",
        "3",
        "-set",
        "comment",
        "made by Ann at home",
    ];
    run("convert", &[&arguments[..], &[arg(&path)]].concat());
    path
}

#[test]
fn everything_in_a_gif_is_told_and_goes() {
    let folder = folder();
    for (name, options) in [
        ("plain.gif", &[][..]),
        ("woven.gif", &["-interlace", "GIF", "-colors", "16"]),
        ("seen-through.gif", &["-transparent", "red"]),
    ] {
        let path = picture(folder.path(), name, options);
        run(
            "exiftool",
            &[
                "-q",
                "-overwrite_original",
                "-XMP:Creator=Bob Writer",
                "-XMP:GPSLatitude=52.37",
                "-XMP:CreatorTool=Toolbox 3",
                arg(&path),
            ],
        );
        for (trace, value) in [
            (Trace::Author, "Bob Writer"),
            (Trace::Software, "Toolbox 3"),
            (Trace::Position, "52"),
            (Trace::Description, "made by Ann at home"),
        ] {
            has(&path, trace, value);
        }
        check(&path, 4);
    }
}

#[test]
fn moving_pictures_keep_their_times_and_lose_texts_and_files_of_programs() {
    let folder = folder();
    let path = moving(folder.path());
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.pop();
    assert_eq!(end, Some(0x3b));
    // A text over the picture with its time, what a program keeps for itself, and an extension that nobody knows.
    bytes.extend(
        b"\x21\xf9\x04\x00\x0a\x00\x00\x00\x21\x01\x0c\0\0\0\0\x28\0\x1e\0\x08\x08\x01\0\x04text\0",
    );
    bytes.extend(b"\x21\xff\x0bCANARYAP1.0\x06canary\0\x21\xce\x06canary\0");
    bytes.extend(b"\x3bPK\x03\x04 a file");
    std::fs::write(&path, bytes).unwrap();
    for (trace, value) in [
        (Trace::Hidden, "text"),
        (Trace::Other, "CANARYAP1.0"),
        (Trace::Embedded, ""),
    ] {
        has(&path, trace, value);
    }
    let ours = check(&path, 1);
    let copy = std::fs::read(&ours).unwrap();
    for canary in [&b"canary"[..], b"CANARY", b"text", b"a file"] {
        assert!(!copy.windows(canary.len()).any(|window| window == canary));
    }
    let told = |path: &Path| {
        run(
            "identify",
            &["-format", "%T %D %wx%h%O %[iterations];", arg(path)],
        )
    };
    assert_eq!(told(&path), told(&ours));
    let loops = |path: &Path| tags(path).remove("[GIF] AnimationIterations");
    assert!(loops(&path).is_some());
    assert_eq!(loops(&path), loops(&ours));
}

#[test]
fn a_gif_that_is_cut_short_gets_no_copy() {
    let folder = folder();
    let bytes = std::fs::read(moving(folder.path())).unwrap();
    for len in [bytes.len() / 2, bytes.len() - 1, 13, 8] {
        assert_eq!(look(&bytes[..len]).cleaned, Err(NotCleaned::Damaged));
    }
}
