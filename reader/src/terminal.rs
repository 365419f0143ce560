//! Texts of strangers on a terminal: nothing in them may move the cursor, change colours, turn the direction of
//! writing, hide, or look like what this program says itself.

mod characters;
mod look_alikes;

pub use look_alikes::{LookAlike, look_alike_words, mixed_words};
use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthChar as _;

use characters::{is_harmless, is_style, joins, runs_to_the_left, takes_style};

/// Columns of a stranger's text; with its margin it fits a terminal of 80, which therefore wraps nothing itself.
const COLUMNS: usize = 76;
/// What every line of a stranger's text begins with, and no line of this program.
const MARGIN: &str = "│ ";
/// After the margin where a line has letters that are written from right to left. A terminal that turns such lines takes
/// their direction from the first letter that has one, and would put the margin at the other end; this mark is such a
/// letter, seen by nobody, that runs from left to right.
const LEFT_TO_RIGHT: char = '\u{200e}';
/// Marks above and below one letter that are shown; no language needs more.
const MARKS: usize = 4;
/// `text` with everything that shows nothing, but line feeds, written as its number: `‹U+202E›`.
#[must_use]
pub fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', "    ");
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let (mut before, mut marks) = (None, 0);
    while let Some(c) = chars.next() {
        if is_combining_mark(c) && is_harmless(c) && !is_style(c) {
            marks += 1;
            if marks <= MARKS {
                shown.push(c);
            }
        } else {
            end_marks(&mut shown, &mut marks);
            let stays = match c {
                '\u{200c}' | '\u{200d}' => joins(before, chars.peek().copied()),
                c if is_style(c) => before.is_some_and(takes_style),
                c => is_harmless(c),
            };
            if stays {
                shown.push(c);
            } else {
                shown.push_str(&format!("‹U+{:04X}›", u32::from(c)));
            }
        }
        before = Some(c);
    }
    end_marks(&mut shown, &mut marks);
    shown
}

fn end_marks(shown: &mut String, marks: &mut usize) {
    let more = std::mem::take(marks).saturating_sub(MARKS);
    if more > 0 {
        shown.push_str(&format!("‹{more} marks›"));
    }
}

/// As [`plain`], with a margin and wrapped, so that no line can pass for one of this program.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut all = String::new();
    for line in plain(text).split('\n') {
        for piece in wrapped(line) {
            all.push_str(MARGIN);
            if piece.chars().any(runs_to_the_left) {
                all.push(LEFT_TO_RIGHT);
            }
            all.push_str(piece);
            all.push('\n');
        }
    }
    all
}

/// A sentence of this program's own, wrapped for a terminal of 80 columns, what follows the first line indented like
/// it.
#[must_use]
pub fn own_lines(indent: &str, sentence: &str) -> String {
    let pieces = wrapped(sentence).into_iter();
    pieces.map(|piece| format!("{indent}{piece}\n")).collect()
}

/// Pieces of a line of at most [`COLUMNS`] columns, broken between words where that is possible.
fn wrapped(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    loop {
        let end = fitting(rest, COLUMNS);
        let (fits, over) = rest.split_at(end);
        if over.is_empty() {
            pieces.push(rest);
            return pieces;
        }
        let space = fits
            .rfind(' ')
            .filter(|at| *at > 0 && !over.starts_with(' '));
        let (piece, after) = rest.split_at(space.unwrap_or(end));
        pieces.push(piece);
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
}

/// Bytes of the longest beginning that fits into so many columns. Terminals differ in what takes none, so that
/// every character counts for one at least.
fn fitting(line: &str, most: usize) -> usize {
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        columns += c.width().unwrap_or(0).max(1);
        if columns > most {
            return at;
        }
    }
    line.len()
}

/// As [`plain`], on one line of at most so many columns.
#[must_use]
pub fn one_line(text: &str, columns: usize) -> String {
    let joined = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if fitting(&joined, columns) == joined.len() {
        return joined;
    }
    let (fits, _) = joined.split_at(fitting(&joined, columns.saturating_sub(1)));
    format!("{fits}…")
}

/// As [`one_line`], filled up with spaces to so many columns, for a list.
#[must_use]
pub fn column(text: &str, columns: usize) -> String {
    let mut line = one_line(text, columns);
    while fitting(&line, columns - 1) == line.len() {
        line.push(' ');
    }
    line
}

/// JSON with all that [`plain`] would write as a number written as escapes, since it may be shown on a terminal
/// too. Outside of JSON's strings there is no such character.
#[must_use]
pub fn escape_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_harmless(c) {
            escaped.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
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
}
