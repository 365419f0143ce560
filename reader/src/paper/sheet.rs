//! A sheet with one member's part of the root key.

use crypto_core::{root_share::RootShare, words::Language};
use zeroize::Zeroizing;

use super::{escape, page, qr};
use crate::words::say;

/// What stands on a sheet beside the part itself.
pub struct Sheet<'s> {
    /// The part.
    pub share: &'s RootShare,
    /// Sheets in all.
    pub sheets: u8,
    /// Who keeps it.
    pub keeper: &'s str,
    /// The part of the channel's address after `#`.
    pub channel: &'s str,
}

/// As people write a split's name.
#[must_use]
pub fn set_name(set: u16) -> String {
    format!("{set:04x}")
}

impl Sheet<'_> {
    fn title(&self, language: Language) -> String {
        let (number, sheets) = (self.share.number(), self.sheets);
        match language {
            Language::Dutch => format!("Deel {number} van {sheets} van de hoofdsleutel"),
            Language::English => format!("Part {number} of {sheets} of the root key"),
        }
    }

    fn what(&self, language: Language) -> [String; 4] {
        let (needed, sheets) = (self.share.needed(), self.sheets);
        let (set, channel) = (set_name(self.share.set()), self.channel);
        match language {
            Language::Dutch => [
                format!("Bewaard door: {}", self.keeper),
                format!("Kanaal: #{channel}. Verdeling: {set}"),
                format!(
                    "Dit is een van {sheets} vellen. Samen geven {needed} van die vellen de hoofdsleutel \
                     van het meldkanaal terug. Daarmee verander je wie de leden zijn. Eén vel alleen \
                     verraadt niets."
                ),
                "Zo gebruik je het: typ op een lezer regel voor regel de woorden, in het venster bij ‘Leden en \
                 sleutels’ en dan ‘Naar de hoofdsleutel’, of na ‘belfry-reader root recover’. De eerste vier \
                 letters van elk woord zijn genoeg. Scannen mag ook, met een scanner die aan de lezer zit."
                    .to_owned(),
            ],
            Language::English => [
                format!("Kept by: {}", self.keeper),
                format!("Channel: #{channel}. Split: {set}"),
                format!(
                    "This is one of {sheets} sheets. Any {needed} of them together give back the root \
                     key of the reporting channel, with which its members are changed. One sheet alone \
                     tells nothing."
                ),
                "To use it: type the words on a reader, line by line, in the window under ‘Members and keys’ and \
                 then ‘To the root key’, or after ‘belfry-reader root recover’. The first four letters of each \
                 word are enough. You may also scan the code with a scanner that is plugged into the reader."
                    .to_owned(),
            ],
        }
    }

    /// Which sheet it is, who keeps it, of which channel and split, and what it is: what is copied with its words.
    #[must_use]
    pub fn head(&self, language: Language) -> [String; 4] {
        let [keeper, channel, what, _] = self.what(language);
        [self.title(language), keeper, channel, what]
    }

    /// The sheet as a page to print.
    #[must_use]
    pub fn expose_html(&self, language: Language) -> Zeroizing<String> {
        let mut body = Zeroizing::new(String::with_capacity(64 * 1024));
        body.push_str("<main>\n");
        body.push_str(&format!("<h1>{}</h1>\n", escape(&self.title(language))));
        for text in self.what(language) {
            body.push_str(&format!("<p>{}</p>\n", escape(&text)));
        }
        body.push_str("<div class=\"side\">\n<table class=\"words\">\n");
        for (number, line) in (1..).zip(self.share.expose_lines(language)) {
            body.push_str(&format!("<tr><th scope=\"row\">{number}</th>"));
            for word in line.split(' ') {
                body.push_str("<td>");
                body.push_str(word);
                body.push_str("</td>");
            }
            body.push_str("</tr>\n");
        }
        body.push_str("</table>\n");
        let label = say(language, "De code van dit vel", "The code of this sheet");
        body.push_str(&qr::svg(&self.share.expose_code(), "45mm", label));
        body.push_str("</div>\n");
        body.push_str(&format!(
            "<h2>{}</h2>\n<ul>\n",
            say(language, "Zo bewaar je dit vel", "How to keep this sheet")
        ));
        for rule in rules(language) {
            body.push_str(&format!("<li>{rule}</li>\n"));
        }
        body.push_str("</ul>\n</main>\n");
        Zeroizing::new(page(language, &self.title(language), &body))
    }

    /// The sheet as lines for a terminal, to be copied by hand.
    #[must_use]
    pub fn expose_text(&self, language: Language) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(16 * 1024));
        text.push_str(&format!("{}\n", self.title(language)));
        for line in self.what(language) {
            text.push_str(&crate::terminal::plain(&line));
            text.push('\n');
        }
        for (number, line) in (1..).zip(self.share.expose_lines(language)) {
            text.push_str(&format!("{number:>4}  "));
            text.push_str(&line);
            text.push('\n');
        }
        text.push_str(&qr::terminal(&self.share.expose_code()));
        for rule in rules(language) {
            text.push_str(&format!("- {rule}\n"));
        }
        text
    }
}

/// How a sheet is kept.
#[must_use]
pub fn rules(language: Language) -> [&'static str; 4] {
    match language {
        Language::Dutch => [
            "Leg het achter slot, alleen op papier. Maak er geen foto of kopie van, en typ het nergens \
             anders in dan op een lezer.",
            "Bewaar nooit twee vellen op één plek.",
            "Vertrek je of is het vel weg? Zeg dat meteen tegen wie de hoofdsleutel bewaart: die maakt een \
             nieuwe hoofdsleutel en nieuwe vellen.",
            "Zijn er nieuwe vellen, verbrand dit vel dan.",
        ],
        Language::English => [
            "Keep it under lock, on paper only. Do not photograph or copy it, and type it into nothing but a \
             reader.",
            "Never keep two sheets in one place.",
            "If you leave, or the sheet is lost, say so at once to whoever holds the root key: they make a \
             new root key and new sheets.",
            "Once there are new sheets, burn this one.",
        ],
    }
}
