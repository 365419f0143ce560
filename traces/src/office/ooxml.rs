//! Files of Microsoft Office and its relatives: DOCX, XLSX, PPTX.

mod ahead;
mod content;
mod links;
mod names;
mod parts;

use std::collections::BTreeSet;

use self::{links::Relations, parts::dropped};
use crate::{NotCleaned, Trace, found::Found};

use super::{
    archive::Archive,
    picture, words,
    xml::{Act, Element, Rules, Value, filter, watch},
};

/// What the main part is called in templates, shows and files with macros, and what it is in a copy, whose name
/// ends like that of a plain file.
const MAIN: &[(&[&str], &str)] = &[
    (
        &[
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        ],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    (
        &[
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            "application/vnd.ms-excel.template.macroEnabled.main+xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        ],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ),
    (
        &[
            "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
            "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
            "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
            "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
        ],
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ),
];

pub(super) fn clean(archive: Archive, found: &mut Found) -> Result<Archive, NotCleaned> {
    let relations: Vec<_> = archive
        .0
        .iter()
        .filter(|entry| entry.0.ends_with(".rels"))
        .map(|entry| (entry.0.clone(), entry.1.clone()))
        .collect();
    let endings = archive.0.iter().map(|entry| entry.0.as_str());
    let endings = endings.filter(|name| dropped(name).is_none());
    let endings: BTreeSet<String> = endings.filter_map(ending).collect();
    let mut kept = Vec::new();
    for (name, bytes) in archive.0 {
        if let Some(trace) = dropped(&name) {
            if name.starts_with("docProps/") && name.ends_with(".xml") {
                words::properties(&bytes, found);
            } else if !name.ends_with(".rels") {
                found.add(trace, "");
                authors(&name, &bytes, found);
            }
            continue;
        }
        let bytes = if name == "[Content_Types].xml" {
            filter(&bytes, &mut Types(&endings))?
        } else if name.ends_with(".rels") {
            filter(&bytes, &mut Relations::new(&name, found))?
        } else if name.contains("/media/") {
            picture(&name, bytes, found)?
        } else if name.contains("/fonts/") {
            found.add(Trace::Embedded, &name);
            bytes
        } else {
            let gone = gone(&name, &relations)?;
            content::clean(&name, &bytes, gone, found)?
        };
        kept.push((name, bytes));
    }
    Ok(Archive(kept))
}

/// Names in remarks and lists of people.
fn authors(name: &str, bytes: &[u8], found: &mut Found) {
    if name.ends_with(".xml") {
        // What cannot be read goes all the same.
        let _ = content::clean(name, bytes, Vec::new(), found);
    }
}

/// The ids of relations of a part that go.
fn gone(name: &str, relations: &[(String, Vec<u8>)]) -> Result<Vec<String>, NotCleaned> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let own = format!("{folder}/_rels/{file}.rels");
    let Some((from, text)) = relations.iter().find(|(name, _)| *name == own) else {
        return Ok(Vec::new());
    };
    let mut unheard = Found::default();
    let mut rules = Relations::new(from, &mut unheard);
    watch(text, &mut rules)?;
    Ok(rules.gone)
}

/// What kinds of parts there are; `0` has the endings of those that stay.
struct Types<'a>(&'a BTreeSet<String>);

impl Rules for Types<'_> {
    fn element(&mut self, element: &Element<'_>) -> Act {
        let part = element.get("PartName").unwrap_or_default();
        let gone = match element.name {
            "Override" => dropped(part.trim_start_matches('/')).is_some(),
            "Default" => {
                let ending = element.get("Extension").unwrap_or_default().to_lowercase();
                !self.0.contains(&ending)
            }
            _ => false,
        };
        if gone { Act::Drop } else { Act::Keep }
    }

    fn attribute(&mut self, _: &str, name: &str, value: &str) -> Value {
        let main = MAIN.iter().find(|(others, _)| others.contains(&value));
        match main {
            Some((_, main)) if name == "ContentType" => Value::Set(main),
            _ => Value::Keep,
        }
    }
}

/// The ending of a name, in small letters.
fn ending(name: &str) -> Option<String> {
    name.rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
}
