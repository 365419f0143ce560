//! HTML templates with three marks and no logic:
//! `{{ message-id }}` (escaped), `{{& message-id }}` (as it is), `{{> part.html }}`.
//!
//! `lang` and `other-lang` stand for the two language codes. A template that no other includes
//! is a page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::texts::Texts;

/// Deeper than any page goes; a part that includes itself ends here.
const DEPTH: usize = 8;

/// All templates of the folder by file name.
pub struct Templates(BTreeMap<String, String>);

impl Templates {
    pub fn read(folder: &Path) -> Result<Self> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".html") {
                found.insert(name, fs::read_to_string(entry.path())?);
            }
        }
        if !found.contains_key("index.html") {
            bail!("{} has no index.html", folder.display());
        }
        Ok(Self(found))
    }

    /// The names of those that are pages of their own.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        let parts: BTreeSet<&str> = self
            .0
            .values()
            .flat_map(|text| text.split("{{>").skip(1))
            .map(first_word)
            .collect();
        self.0
            .keys()
            .map(String::as_str)
            .filter(move |name| !parts.contains(name))
    }

    /// One page in one language.
    pub fn render(
        &self,
        page: &str,
        texts: &Texts,
        lang: &str,
        other_lang: &str,
    ) -> Result<String> {
        let filler = Filler {
            templates: &self.0,
            texts,
            lang,
            other_lang,
        };
        let mut html = String::new();
        filler
            .fill(page, DEPTH, &mut html)
            .with_context(|| format!("template {page} in {lang}"))?;
        Ok(html)
    }
}

fn first_word(text: &str) -> &str {
    text.split("}}").next().unwrap_or_default().trim()
}

struct Filler<'a> {
    templates: &'a BTreeMap<String, String>,
    texts: &'a Texts,
    lang: &'a str,
    other_lang: &'a str,
}

impl Filler<'_> {
    fn fill(&self, name: &str, depth: usize, html: &mut String) -> Result<()> {
        let mut rest = self
            .templates
            .get(name)
            .with_context(|| format!("no template {name}"))?
            .as_str();
        while let Some((before, after)) = rest.split_once("{{") {
            html.push_str(before);
            let (mark, after) = after.split_once("}}").context("a {{ without }}")?;
            self.mark(mark, depth, html)?;
            rest = after;
        }
        html.push_str(rest);
        Ok(())
    }

    fn mark(&self, mark: &str, depth: usize, html: &mut String) -> Result<()> {
        if let Some(part) = mark.strip_prefix('>') {
            let depth = depth
                .checked_sub(1)
                .context("templates include each other too deep")?;
            return self.fill(part.trim(), depth, html);
        }
        if let Some(id) = mark.strip_prefix('&') {
            html.push_str(self.text(id.trim())?);
        } else {
            html.push_str(&escape(self.text(mark.trim())?));
        }
        Ok(())
    }

    fn text(&self, id: &str) -> Result<&str> {
        match id {
            "lang" => Ok(self.lang),
            "other-lang" => Ok(self.other_lang),
            _ => self.texts.fixed(id),
        }
    }
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(index: &str, part: &str) -> Result<String> {
        let files = [("index.html", index), ("part.html", part)];
        let templates = Templates(files.map(|(name, text)| (name.into(), text.into())).into());
        let texts = Texts::parse("pages.ftl", "warm = a < b & c\nopen = { $count } left\n")?;
        templates.render("index.html", &texts, "nl", "en")
    }

    #[test]
    fn texts_are_escaped_unless_asked_for_raw() -> Result<()> {
        assert_eq!(
            render("<p>{{ warm }}|{{& warm }}", "")?,
            "<p>a &lt; b &amp; c|a < b & c"
        );
        Ok(())
    }

    #[test]
    fn parts_and_languages_are_filled_in() -> Result<()> {
        assert_eq!(
            render("{{> part.html }}!", "{{ lang }}-{{other-lang}}")?,
            "nl-en!"
        );
        Ok(())
    }

    #[test]
    fn what_is_missing_is_an_error() {
        for template in [
            "{{ nowhere }}",
            "{{ open }}",
            "{{> none.html }}",
            "{{ warm",
            "{{> index.html }}",
        ] {
            assert!(render(template, "").is_err(), "{template}");
        }
    }

    #[test]
    fn parts_are_no_pages() {
        let files = [
            ("index.html", "{{> part.html }}"),
            ("part.html", ""),
            ("more.html", ""),
        ];
        let templates = Templates(files.map(|(name, text)| (name.into(), text.into())).into());
        assert_eq!(
            templates.pages().collect::<Vec<_>>(),
            ["index.html", "more.html"]
        );
    }
}
