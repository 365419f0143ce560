//! Pictures.

use std::path::{Path, PathBuf};

use belfry_traces::{Format, NotCleaned, Trace, look};

use crate::tools::{
    arg, assert_at_least_mat2, findings, folder, mat2_shows, our_copy, run, run_bytes, tags,
};

/// What a copy may have though mat2's has not, because it is the same in everybody's copies or is how the picture is
/// packed: which side is up, that dots are square, how colours are to be mixed.
const HARMLESS: &[&str] = &[
    "[Adobe] APP14Flags0 = (none)",
    "[Adobe] APP14Flags1 = (none)",
    "[Adobe] ColorTransform",
    "[Adobe] DCTEncodeVersion = 100",
    "[File] ColorComponents",
    "[File] EncodingProcess",
    "[File] ExifByteOrder",
    "[File] YCbCrSubSampling",
    "[IFD0] Orientation",
    "[JFIF] XResolution",
    "[JFIF] YResolution",
    "[PNG] BackgroundColor",
    "[PNG] BitDepth",
    "[PNG] BlueX = 0.15",
    "[PNG] BlueY = 0.06",
    "[PNG] ColorType",
    "[PNG] Gamma",
    "[PNG] GreenX = 0.3",
    "[PNG] GreenY = 0.6",
    "[PNG] Interlace",
    "[PNG] Palette",
    "[PNG] RedX = 0.64",
    "[PNG] RedY = 0.33",
    "[PNG] WhitePointX = 0.3127",
    "[PNG] WhitePointY = 0.329",
];

/// The same for TIFF: how its dots are packed and what they are numbers of.
const TIFF: &[&str] = &[
    "[IFD0] BitsPerSample",
    "[IFD0] ColorMap",
    "[IFD0] Compression",
    "[IFD0] JPEGTables",
    "[IFD0] PhotometricInterpretation",
    "[IFD0] Predictor",
    // So exiftool calls the dots themselves where they are packed as one JPEG.
    "[IFD0] PreviewImage",
    "[IFD0] PreviewImageLength",
    "[IFD0] ResolutionUnit = None",
    "[IFD0] SamplesPerPixel",
    "[IFD0] StripByteCounts",
    "[IFD0] TileByteCounts",
    "[IFD0] TileLength",
    "[IFD0] TileWidth",
];

/// A picture with all that a camera, an agency and an editor write into it.
pub(crate) fn picture(folder: &Path, name: &str, options: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let mut arguments = vec!["-size", "120x80", "-seed", "7", "plasma:red-blue"];
    arguments.extend(options);
    arguments.extend(["-set", "comment", "made by Ann at home", arg(&path)]);
    run("convert", &arguments);
    path
}

/// Writes what exiftool can write into a picture of this kind.
pub(crate) fn mark(path: &Path) {
    let thumbnail = path.with_file_name("thumbnail.jpg");
    run("convert", &["-size", "40x30", "xc:green", arg(&thumbnail)]);
    let thumbnail = format!("-ThumbnailImage<={}", arg(&thumbnail));
    run(
        "exiftool",
        &[
            "-m",
            "-q",
            "-overwrite_original",
            "-EXIF:Make=Nokia",
            "-EXIF:Model=Lumia 1020",
            "-EXIF:SerialNumber=SN0815",
            "-EXIF:LensSerialNumber=LN4711",
            "-EXIF:Artist=Ann Author",
            "-EXIF:Copyright=Ann Author",
            "-EXIF:Software=Editor 9",
            "-EXIF:DateTimeOriginal=2026:01:02 03:04:05",
            "-EXIF:GPSLatitude=52.37",
            "-EXIF:GPSLatitudeRef=N",
            "-EXIF:GPSLongitude=4.895",
            "-EXIF:GPSLongitudeRef=E",
            "-EXIF:Orientation#=6",
            "-EXIF:UserComment=a remark",
            "-EXIF:ImageDescription=in the cellar",
            "-EXIF:ImageUniqueID=0123456789abcdef",
            "-XMP:Creator=Bob Writer",
            "-XMP:CreatorTool=Toolbox 3",
            "-XMP:DocumentID=xmp.did:42",
            "-XMP-photoshop:City=Utrecht",
            "-IPTC:By-line=Carla Camera",
            "-IPTC:City=Delft",
            "-XMP-iptcExt:PersonInImage=Dora",
            "-XPAuthor=Emil Windows",
            &thumbnail,
            arg(path),
        ],
    );
}

/// The dots of a picture.
pub(crate) fn dots(path: &Path) -> Vec<u8> {
    run_bytes(
        "convert",
        &[arg(path), "+profile", "*", "-depth", "8", "rgba:-"],
    )
}

/// All that holds for every picture.
pub(crate) fn check(path: &Path, least_removed: usize) -> PathBuf {
    let ours = our_copy(path);
    run("identify", &[arg(&ours)]);
    assert!(
        dots(path) == dots(&ours),
        "the copy of {} shows something else",
        path.display()
    );
    let removed = assert_at_least_mat2(path, &ours, &[HARMLESS, TIFF]);
    assert!(
        removed >= least_removed,
        "mat2 removed only {removed} tags of {}",
        path.display()
    );
    ours
}

pub(crate) fn has(path: &Path, trace: Trace, value: &str) {
    let findings = findings(path);
    let told = findings
        .iter()
        .any(|finding| finding.trace == trace && finding.value.contains(value));
    assert!(told, "{trace:?} {value} in {findings:?}");
}

#[test]
fn everything_in_a_jpeg_is_told_and_goes_but_which_side_is_up() {
    let folder = folder();
    for (name, options) in [
        ("plain.jpg", &[][..]),
        ("progressive.jpg", &["-interlace", "JPEG", "-quality", "70"]),
        ("grey.jpg", &["-colorspace", "Gray"]),
        ("cmyk.jpg", &["-colorspace", "CMYK"]),
        (
            "rgb.jpg",
            &["-sampling-factor", "1x1", "-density", "300x150"],
        ),
    ] {
        let path = picture(folder.path(), name, options);
        mark(&path);
        for (trace, value) in [
            (Trace::Position, "52.3700 N 4.8950 E"),
            (Trace::Device, "Lumia 1020"),
            (Trace::Serial, "SN0815"),
            (Trace::Serial, "xmp.did:42"),
            (Trace::Author, "Ann Author"),
            (Trace::Author, "Bob Writer"),
            (Trace::Author, "Carla Camera"),
            (Trace::Author, "Emil Windows"),
            (Trace::Software, "Editor 9"),
            (Trace::Date, "2026:01:02 03:04:05"),
            (Trace::Thumbnail, ""),
            (Trace::Description, "made by Ann at home"),
            (Trace::Description, "a remark"),
        ] {
            has(&path, trace, value);
        }
        let ours = check(&path, 20);
        assert_eq!(
            tags(&ours).get("[IFD0] Orientation").map(String::as_str),
            Some("Rotate 90 CW")
        );
        // Adobe's marker says how colours of four inks are stored; it is the same in every copy.
        let stays = [
            "Orientation: ",
            "ExifByteOrder: ",
            "APP14Flags0: (none)",
            "APP14Flags1: (none)",
            "ColorTransform: ",
            "DCTEncodeVersion: 100",
        ];
        let left = mat2_shows(&ours);
        assert!(
            left.iter()
                .all(|line| stays.iter().any(|one| line.starts_with(one))),
            "{left:?}"
        );
    }
}

#[test]
fn films_and_pictures_behind_a_jpeg_go() {
    let folder = folder();
    let path = picture(folder.path(), "motion.jpg", &[]);
    let still = std::fs::read(&path).unwrap();
    std::fs::write(&path, [&still[..], b"\0\0\0\x18ftypmp42 the film"].concat()).unwrap();
    has(&path, Trace::Embedded, "");
    let ours = std::fs::read(check(&path, 1)).unwrap();
    assert!(ours.ends_with(b"\xff\xd9"));
    std::fs::write(&path, [&still[..], &still[..]].concat()).unwrap();
    has(&path, Trace::Thumbnail, "");
    assert_eq!(std::fs::read(our_copy(&path)).unwrap(), ours);
}

#[test]
fn everything_in_a_png_is_told_and_goes() {
    let folder = folder();
    for (name, options) in [
        ("plain.png", &["-set", "Author", "Fay Painter"][..]),
        (
            "palette.png",
            &[
                "-colors",
                "16",
                "-type",
                "Palette",
                "-set",
                "Author",
                "Fay Painter",
            ],
        ),
        (
            "alpha.png",
            &[
                "-alpha",
                "set",
                "-channel",
                "A",
                "-evaluate",
                "set",
                "40%",
                "+channel",
                "-set",
                "Author",
                "Fay Painter",
            ],
        ),
        (
            "interlaced.png",
            &[
                "-interlace",
                "PNG",
                "-depth",
                "16",
                "-set",
                "Author",
                "Fay Painter",
            ],
        ),
    ] {
        let path = picture(folder.path(), name, options);
        mark(&path);
        run(
            "exiftool",
            &[
                "-q",
                "-overwrite_original",
                "-PNG:Title=Secret plan",
                "-PNG:ModifyDate=2026:01:02 03:04:05",
                arg(&path),
            ],
        );
        for (trace, value) in [
            (Trace::Position, "52.3700 N 4.8950 E"),
            (Trace::Device, "Lumia 1020"),
            (Trace::Author, "Fay Painter"),
            (Trace::Author, "Bob Writer"),
            (Trace::Description, "Secret plan"),
            (Trace::Date, "2026-01-02"),
        ] {
            has(&path, trace, value);
        }
        check(&path, 20);
    }
}

#[test]
fn a_picture_that_is_cut_short_gets_no_copy() {
    let folder = folder();
    for name in ["cut.jpg", "cut.png"] {
        let bytes = std::fs::read(picture(folder.path(), name, &[])).unwrap();
        let looked = look(&bytes[..bytes.len() - bytes.len() / 4]);
        assert_ne!(looked.format, Format::Unknown);
        assert_eq!(looked.cleaned, Err(NotCleaned::Damaged), "{name}");
    }
}
