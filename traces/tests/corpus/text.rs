//! Plain text.

use belfry_traces::{NotCleaned, Trace, clean, look};

fn cleaned(text: &str) -> String {
    let copy = clean(text.as_bytes()).unwrap();
    assert_eq!(clean(&copy).as_ref(), Ok(&copy), "{text:?}");
    String::from_utf8(copy).unwrap()
}

#[test]
fn what_nobody_sees_in_a_text_is_told_and_goes() {
    let text = "\u{feff}Dear\u{200b} editor,  \r\n\tit\u{2009}is\u{e0041}\u{e0100} so\u{202e}.\rEnd\u{200d}\u{ad}\n";
    assert_eq!(cleaned(text), "Dear editor,\n\tit is so.\nEnd\n");
    let told: Vec<_> = look(text.as_bytes()).findings;
    for name in [
        "BOM",
        "U+200B",
        "U+0020 + LF",
        "U+2000",
        "U+E0001",
        "U+E0100",
        "U+202A",
        "U+200C",
        "U+00AD",
    ] {
        let hidden = told
            .iter()
            .any(|one| one.trace == Trace::Hidden && one.value.contains(name));
        assert!(hidden, "{name} in {told:?}");
    }
    assert!(told.iter().any(|one| one.value == "Windows (CR LF)"));
    assert_eq!(look(cleaned(text).as_bytes()).findings, []);
}

#[test]
fn what_emoji_and_scripts_need_stays() {
    for text in [
        "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}!",
        "plain\n\n  text",
    ] {
        assert_eq!(cleaned(text), text);
        assert_eq!(look(text.as_bytes()).findings, [], "{text:?}");
    }
    // Needed, but they could be a mark all the same: told of the copy, too.
    for text in [
        "می\u{200c}خواهم",
        "क्\u{200d}ष",
        "שלום\u{200f}!",
        "葛\u{e0100}",
    ] {
        assert_eq!(cleaned(text), text);
        assert_eq!(look(text.as_bytes()).findings.len(), 1, "{text:?}");
    }
    // A row of them after one sign is a message.
    assert_eq!(cleaned("😀\u{fe0f}\u{fe0f}\u{fe01}\u{e0142}"), "😀\u{fe0f}");
    assert_eq!(cleaned("می\u{200c}\u{200d}\u{200c}"), "می\u{200c}");
    assert_eq!(cleaned("\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}"), "\u{1f3f4}");
}

#[test]
fn text_of_windows_becomes_utf8_and_an_older_one_keeps_its_letters() {
    let text = "Dear\u{200b} \u{201c}editor\u{201d}, caf\u{e9}  \r\n\u{1f600}";
    for (mark, bytes) in [
        ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ([0xfe, 0xff], u16::to_be_bytes),
    ] {
        let units = text.encode_utf16().flat_map(bytes);
        let wide: Vec<u8> = mark.into_iter().chain(units).collect();
        let copy = clean(&wide).unwrap();
        assert_eq!(
            copy,
            "Dear \u{201c}editor\u{201d}, caf\u{e9}\n\u{1f600}".as_bytes()
        );
        let told = look(&wide).findings;
        assert!(told.iter().any(|one| one.value == "UTF-16"), "{told:?}");
        assert_eq!(look(&copy).findings, []);
        assert_eq!(
            look(&wide[..wide.len() - 1]).cleaned,
            Err(NotCleaned::Unsupported)
        );
    }
    let older = b"caf\xe9 \x93so\x94\xa0 \t\r\nand\rso on";
    let copy = clean(older).unwrap();
    assert_eq!(copy, b"caf\xe9 \x93so\x94\xa0\nand\nso on");
    assert_eq!(clean(&copy).as_ref(), Ok(&copy));
    let left: Vec<_> = look(&copy)
        .findings
        .into_iter()
        .map(|one| (one.trace, one.value))
        .collect();
    assert_eq!(left, [(Trace::Other, "not UTF-8".to_owned())]);
    assert_eq!(look(b"<html>caf\xe9").cleaned, Err(NotCleaned::Unsupported));
}

#[test]
fn text_that_a_viewer_does_not_show_as_it_stands_gets_no_copy() {
    for text in [
        "<html><meta name=author>",
        "\u{feff}<?xml?>",
        "{\\rtf1 x",
        "From: a\nMessage-ID: <x>\n\nhi",
    ] {
        assert_eq!(
            look(text.as_bytes()).cleaned,
            Err(NotCleaned::Unsupported),
            "{text}"
        );
    }
    for text in ["\u{feff}", "\u{200b}GIF89a", "\u{feff}%PDF-1.7"] {
        assert!(clean(text.as_bytes()).is_err(), "{text:?}");
    }
}

#[test]
fn no_row_of_odd_characters_gives_a_copy_that_changes_again() {
    let odd: Vec<char> = "a\u{200d}\u{200c}\u{fe0f}😀ا\u{200f}\r\n \u{202f}\u{e0100}葛\u{1f3f4}\u{e0067}\u{e007f}1\u{20e3}\u{feff}\t"
        .chars()
        .collect();
    let mut state = 7_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push(odd[usize::try_from(state >> 33).unwrap() % odd.len()]);
        }
        if clean(text.as_bytes()).is_ok() {
            cleaned(&text);
        }
    }
}
