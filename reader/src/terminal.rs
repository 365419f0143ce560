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
    plain_until(text, |_| false)
}

/// As [`plain`], and no more of it once the beginning is enough.
fn plain_until(text: &str, mut is_enough: impl FnMut(&str) -> bool) -> String {
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
            let after = chars.peek().copied();
            let stays = match c {
                '\u{200c}' | '\u{200d}' => joins(before, after),
                c if is_style(c) => before.is_some_and(takes_style),
                c => is_harmless(c),
            };
            match c {
                '\r' if after == Some('\n') => {}
                '\t' => shown.push_str("    "),
                c if stays => shown.push(c),
                c => shown.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            }
        }
        before = Some(c);
        if is_enough(&shown) {
            return shown;
        }
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
        columns += width(c);
        if columns > most {
            return at;
        }
    }
    line.len()
}

fn width(c: char) -> usize {
    c.width().unwrap_or(0).max(1)
}

/// As [`plain`], on one line of at most so many columns. Of a long text no more is read than that.
#[must_use]
pub fn one_line(text: &str, columns: usize) -> String {
    let (mut read, mut taken) = (0, 0);
    let beginning = plain_until(text, |shown| {
        let new = shown.get(read..).unwrap_or_default().chars();
        taken += new.filter(|c| !c.is_whitespace()).map(width).sum::<usize>();
        read = shown.len();
        taken > columns
    });
    let joined = beginning.split_whitespace().collect::<Vec<_>>().join(" ");
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
mod tests;
