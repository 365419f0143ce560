//! Films.

mod lists;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use self::lists::{HARMLESS, MOV};
use belfry_traces::{NotCleaned, Trace, look};

use crate::tools::{arg, assert_at_least_mat2, findings, folder, our_copy, run, tags, unlisted};

pub(crate) fn ffmpeg(arguments: &[&str]) {
    let quiet = ["-nostdin", "-loglevel", "error", "-y"];
    run("ffmpeg", &[&quiet, arguments].concat());
}

/// A film of a second, with sound and with what cameras and programs write into it.
pub(crate) fn film(folder: &Path, name: &str, options: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let inputs = [
        "-f",
        "lavfi",
        "-i",
        "testsrc=d=1:s=64x48:r=10",
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
    ];
    let tags = [
        "-metadata",
        "title=Secret plan",
        "-metadata",
        "artist=Ann Author",
        "-metadata",
        "comment=made at home",
        "-metadata",
        "location=+52.3700+004.8950/",
        "-metadata",
        "creation_time=2026-01-02T03:04:05Z",
        "-metadata:s:a",
        "language=nld",
        "-metadata:s:v",
        "handler_name=Ann's camera",
        "-metadata",
        "make=Nokia",
        "-metadata",
        "model=Lumia 1020",
    ];
    ffmpeg(&[&inputs[..], &tags[..], options, &[arg(&path)]].concat());
    path
}

/// Sums of the packets and of what is seen and heard.
fn streams(path: &Path) -> String {
    let hash = |codec: &[&str], map: &[&str]| {
        let before = ["-nostdin", "-loglevel", "error", "-i", arg(path)];
        run(
            "ffmpeg",
            &[&before, map, codec, &["-f", "streamhash", "-"]].concat(),
        )
    };
    let shown = ["-map", "0:v?", "-map", "0:a?"];
    hash(&["-c", "copy"], &shown) + &hash(&[], &shown)
}

fn check(path: &Path, least_removed: usize) -> PathBuf {
    let ours = our_copy(path);
    run(
        "ffprobe",
        &["-loglevel", "error", "-show_streams", arg(&ours)],
    );
    assert_eq!(streams(path), streams(&ours), "{}", path.display());
    let removed = if path.extension().is_some_and(|ending| ending == "mov") {
        removed_from_mov(path, &ours)
    } else {
        assert_at_least_mat2(path, &ours, &[HARMLESS])
    };
    assert!(
        removed >= least_removed,
        "mat2 removed only {removed} tags of {}",
        path.display()
    );
    ours
}

/// mat2 does not clean these: what is left must stand in the lists.
fn removed_from_mov(path: &Path, ours: &Path) -> usize {
    let (before, after) = (tags(path), tags(ours));
    let left = unlisted(after.clone(), &[HARMLESS, MOV]);
    assert_eq!(left, BTreeMap::new(), "in the copy of {}", path.display());
    before
        .iter()
        .filter(|(name, value)| after.get(*name) != Some(*value))
        .count()
}

pub(crate) fn has(path: &Path, trace: Trace, value: &str) {
    let findings = findings(path);
    let told = findings
        .iter()
        .any(|finding| finding.trace == trace && finding.value.contains(value));
    assert!(told, "{trace:?} {value} in {findings:?}");
}

pub(crate) fn contains(path: &Path, text: &str) -> bool {
    let bytes = std::fs::read(path).unwrap();
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn everything_around_a_film_is_told_and_goes_but_what_is_seen_and_heard() {
    let folder = folder();
    for (name, options) in [
        ("plain.mp4", &["-c:v", "mpeg4", "-c:a", "aac"][..]),
        (
            "h264.mp4",
            &["-c:v", "libx264", "-c:a", "aac", "-movflags", "+faststart"],
        ),
        (
            "keys.mp4",
            &["-c:v", "mpeg4", "-movflags", "use_metadata_tags"],
        ),
        ("plain.mov", &["-c:v", "mjpeg", "-c:a", "pcm_s16le"]),
        ("time.mov", &["-c:v", "mpeg4", "-timecode", "01:02:03:04"]),
        (
            "parts.mp4",
            &["-c:v", "mpeg4", "-movflags", "frag_keyframe+empty_moov"],
        ),
    ] {
        let path = film(folder.path(), name, options);
        has(&path, Trace::Date, "2026-01-02");
        has(&path, Trace::Author, "Ann Author");
        has(&path, Trace::Description, "Secret plan");
        has(&path, Trace::Software, "Ann's camera");
        has(&path, Trace::Position, "52.37");
        let ours = check(&path, 5);
        for text in ["Ann", "Secret", "at home"] {
            assert!(contains(&path, text), "{text} was never in {name}");
            assert!(!contains(&ours, text), "{text} is in the copy of {name}");
        }
    }
}

#[test]
fn tags_that_are_added_to_a_film_go() {
    let folder = folder();
    let path = film(folder.path(), "tags.mov", &["-c:v", "mpeg4", "-c:a", "aac"]);
    run(
        "exiftool",
        &[
            "-q",
            "-overwrite_original",
            "-XMP:Creator=Bob Writer",
            "-Keys:GPSCoordinates=52.37,4.895,0",
            "-Keys:Make=Nokia",
            "-UserData:Model=Lumia 1020",
            "-Keys:CreationDate=2026:01:02 03:04:05",
            "-ItemList:Artist=Carla Camera",
            "-QuickTime:CreateDate=2026:01:02 03:04:05",
            arg(&path),
        ],
    );
    for (trace, value) in [
        (Trace::Author, "Bob Writer"),
        (Trace::Author, "Carla Camera"),
        (Trace::Position, "52.37"),
        (Trace::Device, "Nokia"),
        (Trace::Device, "Lumia 1020"),
    ] {
        has(&path, trace, value);
    }
    let ours = check(&path, 10);
    for text in ["Bob", "Carla", "Nokia", "Lumia", "52.37"] {
        assert!(!contains(&ours, text), "{text}");
    }
}

#[test]
fn a_track_of_chapters_goes_with_its_media_data() {
    let folder = folder();
    let list = folder.path().join("chapters.txt");
    let text = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=canary-chapter\n";
    std::fs::write(&list, text).unwrap();
    let path = folder.path().join("chapters.mp4");
    let plain = film(
        folder.path(),
        "plain.mp4",
        &["-c:v", "mpeg4", "-c:a", "aac"],
    );
    ffmpeg(&[
        "-i",
        arg(&plain),
        "-i",
        arg(&list),
        "-map_metadata",
        "1",
        "-c",
        "copy",
        arg(&path),
    ]);
    assert!(contains(&path, "canary-chapter"));
    let ours = check(&path, 3);
    assert!(!contains(&ours, "canary-chapter"));
}

#[test]
fn a_film_that_is_cut_short_gets_no_copy() {
    let folder = folder();
    let path = film(folder.path(), "plain.mp4", &["-c:v", "mpeg4"]);
    let bytes = std::fs::read(path).unwrap();
    for len in [bytes.len() / 4, bytes.len() / 2, bytes.len() - 5] {
        assert_eq!(look(&bytes[..len]).cleaned, Err(NotCleaned::Damaged));
    }
}

#[test]
fn subtitles_stay_but_those_of_a_flying_camera_go_with_their_places() {
    let folder = folder();
    let plain = film(folder.path(), "plain.mp4", &["-c:v", "mpeg4"]);
    for (name, words, goes) in [
        ("said.mp4", "what was said", false),
        (
            "flown.mp4",
            "F/2.8, ISO 100, GPS (4.8950, 52.3700, 12), D 5.00m",
            true,
        ),
    ] {
        let list = folder.path().join("words.srt");
        std::fs::write(
            &list,
            format!("1\n00:00:00,000 --> 00:00:00,500\n{words}\n"),
        )
        .unwrap();
        let path = folder.path().join(name);
        let inputs = [
            "-i",
            arg(&plain),
            "-i",
            arg(&list),
            "-map",
            "0",
            "-map",
            "1",
        ];
        let codecs = ["-c", "copy", "-c:s", "mov_text", arg(&path)];
        ffmpeg(&[&inputs[..], &codecs[..]].concat());
        assert!(contains(&path, words));
        if goes {
            has(&path, Trace::Position, "");
        }
        let ours = check(&path, 3);
        assert_eq!(contains(&ours, words), !goes, "{name}");
    }
}
