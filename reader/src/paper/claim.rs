//! A sheet with the code by which the reporter of a typed-in report goes on. It names no case and no report: whoever finds
//! it learns that somebody wrote to the channel.

use crypto_core::words::Language;
use zeroize::Zeroizing;

use super::{escape, page};
use crate::words::say;

/// The sheet as a page to print, in the language of its reader.
#[must_use]
pub fn expose_html(code: &str, language: Language) -> Zeroizing<String> {
    let title = say(language, "Zo ga je verder", "How to go on");
    let steps = [
        say(
            language,
            "Open de meldpagina en begin een nieuwe brief.",
            "Open the reporting page and begin a new letter.",
        ),
        say(
            language,
            "Zet deze code in je eerste brief:",
            "Put this code into your first letter:",
        ),
    ];
    let after = [
        say(
            language,
            "Je krijgt daar twaalf woorden. Die zijn van jou alleen: laat ze aan niemand zien, ook niet aan wie je deze \
             code gaf.",
            "You get twelve words there. They are yours alone: show them to nobody, not to whoever gave you this code \
             either.",
        ),
        say(
            language,
            "Wie deze code heeft, kan zich voordoen als jou. Vernietig dit blad als je brief weg is.",
            "Whoever has this code can pass for you. Destroy this sheet once your letter is sent.",
        ),
    ];
    let mut body = Zeroizing::new(String::with_capacity(4 * 1024));
    body.push_str(&format!("<main>\n<h1>{}</h1>\n", escape(title)));
    for text in steps {
        body.push_str(&format!("<p class=\"big\">{}</p>\n", escape(text)));
    }
    body.push_str("<p class=\"address\">");
    body.push_str(&Zeroizing::new(escape(code)));
    body.push_str("</p>\n");
    for text in after {
        body.push_str(&format!("<p>{}</p>\n", escape(text)));
    }
    body.push_str("</main>\n");
    Zeroizing::new(page(language, title, &body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_has_the_code_and_says_how_to_go_on() {
        for (language, says) in [
            (Language::Dutch, "je eerste brief"),
            (Language::English, "your first letter"),
        ] {
            let page = expose_html("abcd-efgh-ijkm-npqr", language);
            assert!(page.contains(">abcd-efgh-ijkm-npqr<") && page.contains(says));
            assert!(!page.contains("belfry-reader"));
        }
    }
}
