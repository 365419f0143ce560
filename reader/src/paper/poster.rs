//! A poster: the channel's name and text, its address with a QR code, and the twelve words.

use std::path::Path;

use crypto_core::{address::ChannelAddress, roster::Texts, words::Language};

use super::{escape, page, qr};
use crate::{
    ceremony::{CeremonyError, config::ChannelConfig},
    commands::CommandError,
    public::Public,
    vault::{Vault, files},
    words::say,
};

/// What a poster says.
pub struct Poster<'p> {
    /// Where the page is: `https://host` or `http://….onion`.
    pub site: &'p str,
    /// The channel.
    pub channel: ChannelAddress,
    /// Its name per language.
    pub name: &'p Texts,
    /// What it says of itself per language.
    pub text: &'p Texts,
}

/// This is no address of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the address must begin with https:// or http://, with nothing after the name")]
pub struct SiteError;

/// The site of an address: nothing may stand behind its name, since the channel comes there.
///
/// # Errors
/// [`SiteError`].
pub fn parse_site(text: &str) -> Result<&str, SiteError> {
    let site = text.trim().trim_end_matches('/');
    let host = site
        .strip_prefix("https://")
        .or_else(|| site.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    match host {
        Some(host) if !host.is_empty() && host.chars().all(plain) => Ok(site),
        _ => Err(SiteError),
    }
}

/// Writes the poster of this vault's channel for the page at `site`, with the texts of this description, or of the roster
/// in force without one; the whole address that stands on it.
///
/// # Errors
/// [`SiteError`], [`CeremonyError::NoRoster`], [`CommandError::File`].
pub fn write(
    vault: &Vault,
    (site, config): (&str, Option<ChannelConfig>),
    languages: &[Language],
    out: &Path,
) -> Result<String, CommandError> {
    let site = parse_site(site)?;
    let channel = vault.secrets.channel.ok_or(CeremonyError::NoRoster)?;
    let (name, text) = match config {
        Some(config) => (config.name, config.text),
        None => {
            let roster = Public::load(vault)?.ok_or(CeremonyError::NoRoster)?.roster;
            (roster.name.clone(), roster.text.clone())
        }
    };
    let poster = Poster {
        site,
        channel: ChannelAddress::of(&channel),
        name: &name,
        text: &text,
    };
    let html = poster.html(languages);
    files::replace(out, html.as_bytes()).map_err(CommandError::of_file(out))?;
    Ok(poster.address())
}

impl Poster<'_> {
    /// The whole address, as it is printed.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}/#{}", self.site, self.channel.to_fragment())
    }

    /// Posters in these languages, a page each.
    #[must_use]
    pub fn html(&self, languages: &[Language]) -> String {
        let first = languages.first().copied().unwrap_or(Language::Dutch);
        let body: String = languages.iter().map(|one| self.sheet(*one)).collect();
        page(first, in_language(self.name, first), &body)
    }

    fn sheet(&self, language: Language) -> String {
        let address = self.address();
        let onion = self.site.ends_with(".onion");
        let label = say(language, "QR-code van het adres", "QR code of the address");
        let mut lines = vec![
            format!("<main lang=\"{}\">", language.code()),
            format!("<h1>{}</h1>", escape(in_language(self.name, language))),
            format!(
                "<p class=\"big\">{}</p>",
                escape(in_language(self.text, language))
            ),
            format!(
                "<p class=\"big\">{}</p>",
                say(
                    language,
                    "Meld hier een misstand zonder te zeggen wie je bent. Wij kunnen antwoorden zonder \
                     te weten wie je bent.",
                    "Report wrongdoing here without saying who you are. We can answer without knowing \
                     who you are."
                )
            ),
            format!("<h2>{}</h2>", say(language, "Het adres", "The address")),
            format!("<p class=\"address\">{}</p>", in_two(&address)),
            qr::svg(&address, "60mm", label).to_string(),
            format!("<p>{}</p>", how_to_come(language, onion)),
            format!(
                "<h2>{}</h2>",
                say(
                    language,
                    "De twaalf kanaalwoorden",
                    "The twelve channel words"
                )
            ),
            String::from("<table class=\"words\">"),
        ];
        let words = self.channel.to_words(language);
        for (row, words) in words.chunks(4).enumerate() {
            let cells = words.iter().zip(row * 4 + 1..);
            let cells: String = cells
                .map(|(word, number)| format!("<td>{number}. {word}</td>"))
                .collect();
            lines.push(format!("<tr>{cells}</tr>"));
        }
        lines.push(String::from("</table>"));
        lines.push(format!("<p>{}</p>\n</main>\n", why_words(language)));
        lines.join("\n")
    }
}

/// Broken before the channel rather than in it, where it is too long for a line: a last letter alone is overlooked.
fn in_two(address: &str) -> String {
    escape(address).replace('#', "<wbr>#")
}

fn in_language(texts: &Texts, language: Language) -> &str {
    texts.get(language.code()).map_or("", String::as_str)
}

fn how_to_come(language: Language, onion: bool) -> &'static str {
    match (language, onion) {
        (Language::Dutch, true) => {
            "Open dit adres in Tor Browser (torproject.org), niet op een computer of telefoon van je werk. \
             Neem het over tot en met het laatste teken: wat achter # staat, bewijst dat je bij ons bent."
        }
        (Language::Dutch, false) => {
            "Open dit adres niet op een computer, telefoon of netwerk van je werk; liefst in Tor Browser \
             (torproject.org). Neem het over tot en met het laatste teken: wat achter # staat, bewijst dat \
             je bij ons bent."
        }
        (Language::English, true) => {
            "Open this address in Tor Browser (torproject.org), not on a computer or telephone from work. \
             Copy it to the last character: what stands after # proves that you have come to us."
        }
        (Language::English, false) => {
            "Do not open this address on a computer, telephone or network from work; best in Tor Browser \
             (torproject.org). Copy it to the last character: what stands after # proves that you have come \
             to us."
        }
    }
}

fn why_words(language: Language) -> &'static str {
    say(
        language,
        "Kom je zonder het deel achter #, dan vraagt de pagina drie van deze woorden. Kloppen ze niet, dan \
         is het niet ons kanaal.",
        "If you come without the part after #, the page asks for three of these words. If they do not fit, \
         it is not our channel.",
    )
}

#[cfg(test)]
mod tests {
    use crypto_core::ids::ChannelId;

    use super::*;

    #[test]
    fn a_poster_has_the_whole_address_and_the_words_of_its_language() {
        let texts =
            |nl: &str, en: &str| Texts::from([("nl".into(), nl.into()), ("en".into(), en.into())]);
        let (name, text) = (
            texts("Meldpunt <1>", "Office"),
            texts("Wij lezen", "We read"),
        );
        let mut id = [0; 32];
        for (at, byte) in id.iter_mut().enumerate() {
            *byte = 0x20 + at as u8;
        }
        let poster = Poster {
            site: parse_site("https://meld.example/").unwrap(),
            channel: ChannelAddress::of(&ChannelId(id)),
            name: &name,
            text: &text,
        };
        // The values of the protocol's section 10.
        let address = "https://meld.example/#eaqseizeeutcokbjfivsyljof4";
        assert_eq!(poster.address(), address);
        let html = poster.html(&Language::ALL);
        let in_two = "https://meld.example/<wbr>#eaqseizeeutcokbjfivsyljof4";
        assert_eq!(html.matches(in_two).count(), 2);
        assert!(html.contains("<td>1. bonsai</td><td>2. allure</td>"));
        assert!(html.contains("Meldpunt &lt;1&gt;") && html.contains("We read"));
        assert_eq!(html.matches("<svg").count(), 2);
        assert!(!html.contains("<script") && !html.contains("src="));
    }

    #[test]
    fn only_the_name_of_a_site_is_taken() {
        assert!(parse_site("http://abc.onion").is_ok());
        assert!(parse_site("https://meld.example:8443/").is_ok());
        for wrong in [
            "meld.example",
            "https://",
            "https://a/b",
            "https://a/#x",
            "https://a?b",
            "ftp://a",
        ] {
            assert_eq!(parse_site(wrong), Err(SiteError), "{wrong}");
        }
    }
}
