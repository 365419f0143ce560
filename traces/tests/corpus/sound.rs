//! Sound.

use std::path::Path;

use belfry_traces::{NotCleaned, Trace, clean};

use crate::{
    media::{contains, ffmpeg, has},
    tools::{arg, assert_at_least_mat2, folder, our_copy, run},
};

#[test]
fn everything_around_sound_is_told_and_goes() {
    let folder = folder();
    let picture = crate::images::picture(folder.path(), "cover.jpg", &[]);
    for (name, options) in [
        ("new.mp3", &["-id3v2_version", "4", "-write_id3v1", "1"][..]),
        ("old.mp3", &["-id3v2_version", "3", "-ac", "1"]),
        (
            "slow.mp3",
            &["-ar", "22050", "-write_apetag", "1", "-q:a", "5"],
        ),
    ] {
        let path = folder.path().join(name);
        let options: Vec<&str> = options
            .iter()
            .copied()
            .filter(|one| *one != "-write_apetag")
            .collect();
        let options: Vec<&str> = if name == "slow.mp3" {
            vec!["-ar", "22050", "-q:a", "5"]
        } else {
            options
        };
        let before = [
            "-f",
            "lavfi",
            "-i",
            "sine=d=2",
            "-i",
            arg(&picture),
            "-map",
            "0",
            "-map",
            "1",
            "-c:v",
            "copy",
            "-metadata",
            "title=Secret plan",
            "-metadata",
            "artist=Ann Author",
            "-metadata",
            "comment=made at home",
            "-metadata",
            "date=2026",
        ];
        ffmpeg(&[&before[..], &options, &[arg(&path)]].concat());
        has(&path, Trace::Author, "Ann Author");
        has(&path, Trace::Description, "Secret plan");
        has(&path, Trace::Thumbnail, "");
        has(&path, Trace::Date, "2026");
        let ours = our_copy(&path);
        let heard = |path: &Path| {
            run(
                "ffmpeg",
                &[
                    "-loglevel",
                    "error",
                    "-i",
                    arg(path),
                    "-map",
                    "0:a",
                    "-f",
                    "md5",
                    "-",
                ],
            )
        };
        assert_eq!(heard(&path), heard(&ours), "{name}");
        assert!(assert_at_least_mat2(&path, &ours, &[]) >= 4);
        assert!(!contains(&ours, "Ann") && !contains(&ours, "Secret"));
    }
}

#[test]
fn an_ape_tag_and_lyrics_after_the_sound_go() {
    let folder = folder();
    let path = folder.path().join("ape.mp3");
    ffmpeg(&[
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
        "-id3v2_version",
        "0",
        "-write_id3v1",
        "0",
        arg(&path),
    ]);
    let plain = std::fs::read(&path).unwrap();
    let item = [&10_u32.to_le_bytes()[..], &[0; 4], b"Artist\0Ann Author"].concat();
    let len = u32::try_from(item.len() + 32).unwrap();
    let footer = [
        b"APETAGEX",
        &2000_u32.to_le_bytes()[..],
        &len.to_le_bytes(),
        &1_u32.to_le_bytes(),
        &[0; 12],
    ]
    .concat();
    let all = [&plain[..], b"LYRICSBEGINsecretLYRICSEND", &item, &footer].concat();
    std::fs::write(&path, &all).unwrap();
    has(&path, Trace::Author, "Ann Author");
    has(&path, Trace::Description, "Lyrics3");
    assert!(clean(&all) == clean(&plain));
}

#[test]
fn sound_of_other_kinds_is_told_as_what_cannot_be_cleaned() {
    let folder = folder();
    for name in [
        "a.flac", "a.ogg", "a.opus", "a.wav", "a.aac", "a.aiff", "a.wma",
    ] {
        let path = folder.path().join(name);
        let made = [
            "-f",
            "lavfi",
            "-i",
            "sine=d=1:r=48000",
            "-metadata",
            "artist=Ann Author",
            "-strict",
            "-2",
        ];
        ffmpeg(&[&made[..], &[arg(&path)]].concat());
        let looked = belfry_traces::look(&std::fs::read(&path).unwrap());
        assert_eq!(looked.cleaned, Err(NotCleaned::Unsupported), "{name}");
    }
    // Telephones write this kind; it is built like a film.
    let path = folder.path().join("a.m4a");
    ffmpeg(&[
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
        "-metadata",
        "artist=Ann Author",
        arg(&path),
    ]);
    has(&path, Trace::Author, "Ann Author");
    assert!(!contains(&our_copy(&path), "Ann"));
}
