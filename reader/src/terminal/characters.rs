//! What a terminal makes of a character.

use unicode_normalization::char::is_combining_mark;

/// From here on letters are of scripts, or are pictures, that join with invisible characters.
const JOINING_FROM: char = '\u{590}';

/// Whether a character can be shown as it is.
pub(super) fn is_harmless(c: char) -> bool {
    c == '\n' || !(c.is_control() || shows_nothing(c))
}

/// Unicode's default-ignorable characters but the two that choose a picture's or a letter's style, and what turns
/// the direction of writing or ends a line.
fn shows_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Blocks of which the letters, also those that Unicode has not given yet, run from right to left.
pub(super) fn runs_to_the_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

/// Persian, the languages of India and pictures of several parts need the two joiners between their letters.
pub(super) fn joins(before: Option<char>, after: Option<char>) -> bool {
    let joining = |c: char| c >= JOINING_FROM && is_harmless(c);
    let is_letter = |c: char| joining(c) && !is_style(c) && !is_combining_mark(c);
    before.is_some_and(joining) && after.is_some_and(is_letter)
}

/// What chooses between a picture and a sign.
pub(super) fn is_style(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}')
}

/// Of these there are two forms: pictures, not letters or digits, and nothing invisible.
pub(super) fn takes_style(c: char) -> bool {
    let is_text = c.is_alphanumeric() || is_combining_mark(c) || c.is_whitespace();
    let is_invisible = c.is_control() || shows_nothing(c) || is_style(c);
    !(is_text || is_invisible)
}
