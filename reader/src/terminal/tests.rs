//! What strangers write, as it is shown.

use super::*;

#[test]
fn nothing_that_a_terminal_obeys_comes_through_and_all_that_hides_is_shown() {
    let hostile = "a\u{1b}[2Jb\u{9b}31mc\u{7}\rd\u{202e}e\u{8}\u{0}\u{85}\u{2028}";
    let shown = plain(hostile);
    assert_eq!(
        shown,
        "a‹U+001B›[2Jb‹U+009B›31mc‹U+0007›‹U+000D›d‹U+202E›e‹U+0008›‹U+0000›‹U+0085›‹U+2028›"
    );
    assert_eq!(plain("ja\u{200b}nee\u{ad}"), "ja‹U+200B›nee‹U+00AD›");
    assert_eq!(plain("één\r\n\ttwee\n"), "één\n    twee\n");
    assert_eq!(one_line("a\n b\t c", 4), "a b…");
    let value = serde_json::json!({ "text": hostile, "tag": "\u{e0041}é" });
    let json = escape_json(&serde_json::to_string_pretty(&value).unwrap());
    assert!(json.chars().all(is_harmless), "{json:?}");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap(),
        value
    );
}

#[test]
fn the_beginning_of_a_long_text_on_one_line_is_that_of_the_whole() {
    let parts = [
        "een ",
        "\t",
        "\r\n",
        "\r",
        "é\u{301}\u{302}\u{303}\u{304}\u{305}",
        "漢",
        "\u{202e}",
        "\n \n",
    ];
    let text = parts.concat().repeat(40);
    let whole = plain(&text);
    let whole: Vec<&str> = whole.split_whitespace().collect();
    let whole = whole.join(" ");
    for columns in 1..400 {
        let (fits, _) = whole.split_at(fitting(&whole, columns - 1));
        assert_eq!(one_line(&text, columns), format!("{fits}…"));
    }
    assert_eq!(one_line(&text, usize::MAX), whole);
}

#[test]
fn what_languages_and_pictures_need_stays_as_it_is() {
    for text in [
        "می\u{200c}خواهم",
        "👩\u{200d}💻 ⚠\u{fe0f}",
        "Ελλάδα, Київ, שלום, เก้า",
    ] {
        assert_eq!(plain(text), text);
    }
    assert_eq!(plain("a\u{200d}b"), "a‹U+200D›b");
    // Neither style nor joiner carries a message that nobody sees.
    assert_eq!(plain("g\u{fe0f}eld"), "g‹U+FE0F›eld");
    assert_eq!(plain("⚠\u{fe0f}\u{fe0e}"), "⚠\u{fe0f}‹U+FE0E›");
    assert_eq!(
        plain("⚠\u{fe0f}\u{200d}\u{fe0f}"),
        "⚠\u{fe0f}‹U+200D›‹U+FE0F›"
    );
}

#[test]
fn the_margin_of_a_line_that_runs_to_the_left_stays_at_the_left() {
    // Hebrew, Arabic, Persian, Yiddish's own forms, Adlam; also where the first letter comes late.
    for word in ["שלום", "مال", "می\u{200c}خواهم", "\u{fb2e}", "\u{1e900}"] {
        for text in [word.to_owned(), format!("(1) {word} geld")] {
            let shown = quoted(&text);
            assert_eq!(shown, format!("{MARGIN}\u{200e}{text}\n"));
        }
    }
    // Each line that a long one is broken into has its own; lines without such letters have none.
    let long = quoted(&format!("{}\nLatijn 漢 Київ", "שלום ".repeat(60)));
    let (last, turned) = long
        .lines()
        .collect::<Vec<_>>()
        .split_last()
        .map_or((String::new(), Vec::new()), |(last, turned)| {
            ((*last).to_owned(), turned.to_vec())
        });
    assert!(turned.len() > 3);
    assert!(
        turned.iter().all(|line| line.starts_with("│ \u{200e}")),
        "{long}"
    );
    assert_eq!(last, "│ Latijn 漢 Київ");
    // A stranger's own mark is shown as one, and turns nothing.
    let fake = "\u{200e}\u{200f}\u{202b}ש";
    assert_eq!(quoted(fake), "│ \u{200e}‹U+200E›‹U+200F›‹U+202B›ש\n");
}

#[test]
fn marks_are_not_piled_up_over_other_lines() {
    let pile = format!("g{}x", "\u{301}".repeat(4_000));
    let shown = plain(&pile);
    assert_eq!(shown, format!("g{}‹3996 marks›x", "\u{301}".repeat(4)));
}

#[test]
fn no_line_of_a_stranger_looks_like_one_of_the_program() {
    let faked = format!(
        "{}\n\n--- You, 2026-11-23 (answer)\nIt is fine.",
        "x".repeat(400)
    );
    for line in quoted(&faked).lines() {
        assert!(line.starts_with(MARGIN), "{line}");
        let line = line.strip_prefix(MARGIN).unwrap();
        assert_eq!(fitting(line, COLUMNS), line.len());
    }
    // Whatever stands at the end of a line, and wherever the words break.
    for lead in 0..90 {
        for c in ["é", "’", "漢", "👩\u{200d}💻", "e\u{301}", " "] {
            let text = format!(
                "{}{c}{} --- You, 2026-11-23 end",
                "x".repeat(lead),
                "y ".repeat(60)
            );
            for line in quoted(&text).lines() {
                let line = line.strip_prefix(MARGIN).unwrap();
                assert_eq!(fitting(line, COLUMNS), line.len(), "{lead} {c} {line}");
            }
        }
    }
    let wide = quoted(&"漢".repeat(100));
    assert_eq!(
        wide.lines().map(|line| line.chars().count()).max(),
        Some(38 + 2)
    );
    let words = "een twee drie ".repeat(20);
    let back: Vec<String> = quoted(&words)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let kept: Vec<&String> = back.iter().filter(|word| *word != "│").collect();
    assert_eq!(kept.len(), 60, "no word is torn");
    assert_eq!(quoted(""), "│ \n");
}
