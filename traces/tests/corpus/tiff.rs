//! TIFF pictures.

use std::path::{Path, PathBuf};

use belfry_traces::{NotCleaned, Trace, look};

use crate::{
    images::{check, dots, has, mark, picture},
    tools::{arg, folder, mat2_copy, our_copy, run, run_bytes, tags},
};

#[test]
fn everything_in_a_tiff_is_told_and_goes_but_which_side_is_up() {
    let folder = folder();
    let mut compared = 0;
    for (name, options) in [
        ("plain.tif", &["-compress", "none"][..]),
        ("big.tif", &["-endian", "MSB", "-compress", "LZW"]),
        (
            "zip.tif",
            &["-compress", "Zip", "-define", "tiff:predictor=2"],
        ),
        ("photo.tif", &["-compress", "JPEG", "-quality", "90"]),
        ("deep.tif", &["-depth", "16", "-compress", "RLE"]),
        ("palette.tif", &["-colors", "16", "-type", "Palette"]),
        ("cmyk.tif", &["-colorspace", "CMYK"]),
        ("tiles.tif", &["-define", "tiff:tile-geometry=32x32"]),
        (
            "fax.tif",
            &["-monochrome", "-compress", "Group4", "-density", "204x98"],
        ),
        (
            "alpha.tif",
            &["-alpha", "set", "-channel", "A", "-evaluate", "set", "40%"],
        ),
    ] {
        let path = picture(folder.path(), name, options);
        mark(&path);
        for (trace, value) in [
            (Trace::Position, "52.3700 N 4.8950 E"),
            (Trace::Device, "Lumia 1020"),
            (Trace::Serial, "SN0815"),
            (Trace::Author, "Ann Author"),
            (Trace::Author, "Bob Writer"),
            (Trace::Author, "Carla Camera"),
            (Trace::Author, "Emil Windows"),
            (Trace::Software, "Editor 9"),
            (Trace::Date, "2026:01:02 03:04:05"),
            (Trace::Description, "a remark"),
        ] {
            has(&path, trace, value);
        }
        let ours = if mat2_copy(&path).is_some() {
            compared += 1;
            check(&path, 15)
        } else {
            // Debian's mat2 cannot open every TIFF.
            alone(&path)
        };
        let tags = tags(&ours);
        assert_eq!(
            tags.get("[IFD0] Orientation").map(String::as_str),
            Some("Rotate 90 CW")
        );
        // Which dots are higher than wide is seen; how many there were to an inch is not.
        let across = tags.get("[IFD0] XResolution").map(String::as_str);
        assert_eq!(across, (name == "fax.tif").then_some("102"));
    }
    assert!(compared >= 6, "mat2 cleaned only {compared}");
}

/// What holds for a copy where there is none of mat2's: it shows the same, and none of the words is left.
fn alone(path: &Path) -> PathBuf {
    let ours = our_copy(path);
    assert!(dots(path) == dots(&ours), "{}", path.display());
    for (name, value) in tags(&ours) {
        let file = ["[IFD0] ", "[File] "]
            .iter()
            .any(|group| name.starts_with(group));
        let words = [
            "Ann", "Bob", "Carla", "Emil", "Nokia", "Lumia", "SN0815", "Editor", "2026:",
        ];
        let told = words.iter().any(|word| value.contains(word));
        assert!(file && !told, "{}: {name} = {value}", path.display());
    }
    ours
}

/// Three pages.
fn pages(folder: &Path) -> PathBuf {
    let path = folder.join("pages.tif");
    let arguments = ["-size", "60x40", "xc:red", "plasma:fractal", "xc:blue"];
    run("convert", &[&arguments[..], &[arg(&path)]].concat());
    path
}

#[test]
fn all_pages_of_a_tiff_stay_and_small_copies_of_them_go() {
    let folder = folder();
    let path = pages(folder.path());
    let all = |path: &Path| run_bytes("convert", &[arg(path), "-depth", "8", "rgb:-"]);
    let ours = our_copy(&path);
    assert!(all(&path) == all(&ours));
    assert_eq!(all(&ours).len(), 3 * 60 * 40 * 3);
    run(
        "exiftool",
        &[
            "-q",
            "-overwrite_original",
            "-IFD1:SubfileType#=1",
            arg(&path),
        ],
    );
    has(&path, Trace::Thumbnail, "");
    assert_eq!(all(&our_copy(&path)).len(), 2 * 60 * 40 * 3);
}

#[test]
fn raw_pictures_and_large_ones_of_another_kind_get_no_copy() {
    let folder = folder();
    let path = pages(folder.path());
    run(
        "exiftool",
        &[
            "-q",
            "-overwrite_original",
            "-IFD0:SubfileType#=1",
            arg(&path),
        ],
    );
    let small = std::fs::read(&path).unwrap();
    assert_eq!(look(&small).cleaned, Err(NotCleaned::Unsupported));
    let large = b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    assert!(look(large).cleaned.is_err());
}

#[test]
fn a_tiff_that_is_cut_short_gets_no_copy() {
    let folder = folder();
    let bytes = std::fs::read(pages(folder.path())).unwrap();
    for len in [bytes.len() / 4, bytes.len() / 2, 9] {
        assert_eq!(look(&bytes[..len]).cleaned, Err(NotCleaned::Damaged));
    }
}
