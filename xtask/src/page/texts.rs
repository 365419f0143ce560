//! One language's texts from its Fluent files, with every reference resolved.
//!
//! Variables stay as `{$name}`: the page's script puts values there. Choices (plurals) are not
//! taken; a text that needs one is written as two messages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// The files whose messages scripts get, and the modules that they become: what every visit needs, and what
/// files need besides.
pub const SCRIPTS: [(&str, &str); 2] = [("app.ftl", "texts"), ("files.ftl", "texts-files")];
/// A message that refers to itself ends here.
const DEPTH: usize = 8;

/// Message id (or `id.attribute`, or `-term`) to text.
pub struct Texts {
    name: String,
    all: BTreeMap<String, String>,
    /// Of a script's file, the messages.
    scripts: BTreeMap<String, BTreeSet<String>>,
}

impl Texts {
    /// All `.ftl` files of a language's folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let name = folder.display().to_string();
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).with_context(|| name.clone())? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "ftl") {
                let file = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                files.push((file, fs::read_to_string(&path)?));
            }
        }
        files.sort();
        Self::from_files(name, &files)
    }

    #[cfg(test)]
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        Self::from_files(String::from("test"), &[(file.into(), text.into())])
    }

    fn from_files(name: String, files: &[(String, String)]) -> Result<Self> {
        let mut patterns = BTreeMap::new();
        let mut scripts = BTreeMap::<String, BTreeSet<String>>::new();
        for (file, text) in files {
            let resource = parser::parse(text.as_str())
                .map_err(|(_, errors)| anyhow::anyhow!("{name}/{file}: {errors:?}"))?;
            for (id, pattern) in resource.body.into_iter().flat_map(entry_patterns) {
                if !id.starts_with('-') {
                    scripts.entry(file.clone()).or_default().insert(id.clone());
                }
                if patterns.insert(id.clone(), pattern).is_some() {
                    bail!("{name}/{file}: {id} is there twice");
                }
            }
        }
        let all = patterns
            .iter()
            .map(|(id, pattern)| {
                let mut text = String::new();
                resolve(pattern, &patterns, DEPTH, &mut text)
                    .with_context(|| format!("{name}: {id}"))?;
                Ok((id.clone(), text))
            })
            .collect::<Result<_>>()?;
        Ok(Self { name, all, scripts })
    }

    /// Both languages have the same messages with the same variables, or neither is finished.
    pub fn compare(&self, other: &Self) -> Result<()> {
        let (here, there) = (self.shape(), other.shape());
        let wrong: Vec<String> = here
            .symmetric_difference(&there)
            .map(|(id, variables)| format!("{id} {variables:?}"))
            .collect();
        if !wrong.is_empty() {
            bail!(
                "{} and {} differ in: {}",
                self.name,
                other.name,
                wrong.join(", ")
            );
        }
        Ok(())
    }

    fn shape(&self) -> BTreeSet<(&str, BTreeSet<&str>)> {
        self.all
            .iter()
            .map(|(id, text)| (id.as_str(), variables(text)))
            .collect()
    }

    /// A text without variables, as a template takes it.
    pub fn fixed(&self, id: &str) -> Result<&str> {
        let text = self
            .all
            .get(id)
            .with_context(|| format!("no text {id} in {}", self.name))?;
        if !variables(text).is_empty() {
            bail!("{id} has a variable, which only the script can fill");
        }
        Ok(text)
    }

    /// The texts of one of the [`SCRIPTS`] as an ES module.
    pub fn module(&self, file: &str) -> Result<String> {
        let of_file = self
            .scripts
            .get(file)
            .with_context(|| format!("no {file} in {}", self.name))?;
        let texts: BTreeMap<&str, &str> = self
            .all
            .iter()
            .filter(|(id, _)| of_file.contains(*id))
            .map(|(id, text)| (id.as_str(), text.as_str()))
            .collect();
        let object = serde_json::to_string_pretty(&texts)?;
        Ok(format!(
            "export const texts = {object};\nexport default texts;\n"
        ))
    }
}

fn variables(text: &str) -> BTreeSet<&str> {
    text.split("{$")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

type Patterns<'a> = BTreeMap<String, Pattern<&'a str>>;

fn entry_patterns(entry: Entry<&str>) -> Vec<(String, Pattern<&str>)> {
    let (id, value, attributes) = match entry {
        Entry::Message(message) => (
            String::from(message.id.name),
            message.value,
            message.attributes,
        ),
        Entry::Term(term) => (
            format!("-{}", term.id.name),
            Some(term.value),
            term.attributes,
        ),
        _ => return Vec::new(),
    };
    let with_names = attributes
        .into_iter()
        .map(|attribute| (format!("{id}.{}", attribute.id.name), attribute.value));
    let mut all: Vec<_> = with_names.collect();
    all.extend(value.map(|value| (id, value)));
    all
}

fn resolve(
    pattern: &Pattern<&str>,
    all: &Patterns<'_>,
    depth: usize,
    text: &mut String,
) -> Result<()> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => {
                placeable(inline, all, depth, text)?;
            }
            PatternElement::Placeable {
                expression: Expression::Select { .. },
            } => {
                bail!("choices are not taken; write two messages");
            }
        }
    }
    Ok(())
}

fn placeable(
    expression: &InlineExpression<&str>,
    all: &Patterns<'_>,
    depth: usize,
    text: &mut String,
) -> Result<()> {
    let id = match expression {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            fluent_syntax::unicode::unescape_unicode(text, value)?;
            return Ok(());
        }
        InlineExpression::VariableReference { id } => {
            text.push_str(&format!("{{${}}}", id.name));
            return Ok(());
        }
        InlineExpression::MessageReference {
            id,
            attribute: None,
        } => String::from(id.name),
        InlineExpression::TermReference {
            id,
            attribute: None,
            arguments: None,
        } => format!("-{}", id.name),
        _ => bail!("only texts, variables, terms and messages may stand in braces"),
    };
    let depth = depth
        .checked_sub(1)
        .context("texts refer to each other too deep")?;
    resolve(
        all.get(&id).with_context(|| format!("no text {id}"))?,
        all,
        depth,
        text,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_resolved_and_variables_stay() -> Result<()> {
        let texts = Texts::parse(
            "app.ftl",
            "-name = Belfry\nhello = { -name } has { $n } words{\" \"}\n",
        )?;
        assert_eq!(
            texts.all.get("hello").map(String::as_str),
            Some("Belfry has {$n} words ")
        );
        assert!(
            texts
                .module("app.ftl")?
                .contains("\"hello\": \"Belfry has {$n} words \"")
        );
        assert!(!texts.module("app.ftl")?.contains("-name"));
        Ok(())
    }

    #[test]
    fn only_the_scripts_texts_are_in_the_module() -> Result<()> {
        let files = [("app.ftl", "send = Send"), ("files.ftl", "pause = Pause")];
        let files = files.map(|(file, text)| (file.to_owned(), format!("{text}\n")));
        let texts = Texts::from_files(String::from("test"), &files)?;
        assert!(texts.module("files.ftl")?.contains("Pause"));
        assert!(!texts.module("app.ftl")?.contains("Pause"));
        assert!(texts.module("page.ftl").is_err());
        Ok(())
    }

    #[test]
    fn a_missing_message_or_another_variable_is_found() -> Result<()> {
        let dutch = Texts::parse("app.ftl", "a = een { $n }\nb = twee\n")?;
        assert!(
            dutch
                .compare(&Texts::parse("app.ftl", "a = one { $n }\nb = two\n")?)
                .is_ok()
        );
        assert!(
            dutch
                .compare(&Texts::parse("app.ftl", "a = one { $n }\n")?)
                .is_err()
        );
        assert!(
            dutch
                .compare(&Texts::parse("app.ftl", "a = one { $m }\nb = two\n")?)
                .is_err()
        );
        assert!(
            dutch
                .compare(&Texts::parse(
                    "app.ftl",
                    "a = one { $n }\nb = two\nc = three\n"
                )?)
                .is_err()
        );
        Ok(())
    }

    #[test]
    fn broken_files_and_endless_references_are_errors() {
        for text in [
            "a = { b }\n",
            "a = { a }\n",
            "a = {\n",
            "a = one\na = two\n",
            "a = { $n ->\n *[one] x\n }\n",
        ] {
            assert!(Texts::parse("app.ftl", text).is_err(), "{text}");
        }
    }
}
