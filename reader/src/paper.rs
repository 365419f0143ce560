//! What is printed: sheets with parts of the root key, sheets with a reporter's code, and posters with the channel's address. One HTML
//! file each, complete in itself: no script, nothing from elsewhere, black on white, A4.

pub mod claim;
pub mod poster;
mod qr;
pub mod sheet;

use crypto_core::words::Language;

pub use qr::terminal as qr_for_terminal;

/// Text with all that HTML gives a meaning written otherwise.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in crate::terminal::plain(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A whole page around `body`, which is HTML.
fn page(language: Language, title: &str, body: &str) -> String {
    const STYLE: &str = include_str!("paper/style.css");
    let (code, title) = (language.code(), escape(title));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_is_text_and_never_markup() {
        assert_eq!(
            escape("<b title='x'>\"a\" & \u{202e}b"),
            "&lt;b title=&#39;x&#39;&gt;&quot;a&quot; &amp; ‹U+202E›b"
        );
        let page = page(Language::Dutch, "</title><script>", "<p>x</p>");
        assert!(
            page.contains("&lt;/title&gt;&lt;script&gt;") && page.contains("<html lang=\"nl\">")
        );
    }
}
