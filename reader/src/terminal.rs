//! Texts of strangers on a terminal: nothing in them may move the cursor, change colours, or turn
//! the direction of writing.

/// `text` with every control character but line feeds made visible.
#[must_use]
pub fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', "    ");
    text.chars()
        .map(|c| if is_harmless(c) { c } else { '\u{fffd}' })
        .collect()
}

/// As [`plain`], on one line of at most `width` characters.
#[must_use]
pub fn one_line(text: &str, width: usize) -> String {
    let joined = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() <= width {
        return joined;
    }
    let cut: String = joined.chars().take(width.saturating_sub(1)).collect();
    format!("{cut}…")
}

/// JSON with all that [`plain`] would take out written as escapes, since it may be shown on a terminal too.
/// Outside of JSON's strings there is no such character.
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

fn is_harmless(c: char) -> bool {
    let turns_direction = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    // Tags and line separators show nothing and may hide something.
    let invisible = matches!(
        c,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
    );
    c == '\n' || !(c.is_control() || turns_direction || invisible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_comes_through() {
        let hostile = "a\u{1b}[2Jb\u{9b}31mc\u{7}\rd\u{202e}e\u{8}\u{0}\u{85}\u{2028}";
        let shown = plain(hostile);
        assert_eq!(
            shown,
            "a\u{fffd}[2Jb\u{fffd}31mc\u{fffd}\u{fffd}d\u{fffd}e\u{fffd}\u{fffd}\u{fffd}\u{fffd}"
        );
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
}
