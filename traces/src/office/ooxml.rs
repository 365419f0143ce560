//! Files of Microsoft Office and its relatives: DOCX, XLSX, PPTX.

mod content;

use crate::{NotCleaned, Trace, found::Found};

use super::{
    archive::Archive,
    picture, words,
    xml::{Act, Element, Rules, Value, filter},
};

/// Parts of names of entries that go, and what they give away; the first that fits counts.
const DROPPED: &[(&str, Trace)] = &[
    ("thumbnail", Trace::Thumbnail),
    ("comment", Trace::Comments),
    ("/people", Trace::Author),
    ("/persons/", Trace::Author),
    ("vbaProject", Trace::Script),
    ("vbaData", Trace::Script),
    ("/activeX/", Trace::Script),
    ("/webextensions/", Trace::Script),
    ("/ctrlProps/", Trace::Script),
    ("/embeddings/", Trace::Embedded),
    ("/printerSettings/", Trace::Device),
    ("/revisions/", Trace::Revisions),
    ("changesInfo", Trace::Revisions),
    ("/tags/", Trace::Other),
    ("/customProperty/", Trace::Other),
    ("webSettings", Trace::Other),
    ("viewProps", Trace::Other),
    ("connections.xml", Trace::Description),
    ("/queryTables/", Trace::Description),
    ("/glossary/", Trace::Embedded),
    ("/drawings/vmlDrawing", Trace::Comments),
    ("userCustomization", Trace::Other),
    ("attachedToolbars", Trace::Script),
    ("mailMerge", Trace::Description),
];

/// What an entry that goes gives away; `None` for one that stays.
fn dropped(name: &str) -> Option<Trace> {
    if let Some((_, trace)) = DROPPED.iter().find(|(part, _)| name.contains(part)) {
        return Some(*trace);
    }
    let inside = ["word/", "xl/", "ppt/"]
        .iter()
        .any(|folder| name.starts_with(folder));
    let shows = ["/media/", "/fonts/"]
        .iter()
        .any(|folder| name.contains(folder));
    let is_text = [".xml", ".rels", ".vml"]
        .iter()
        .any(|ending| name.ends_with(ending));
    match name {
        "[Content_Types].xml" | "_rels/.rels" => None,
        _ if inside && (shows || is_text) => None,
        _ if name.starts_with("customXml/") => Some(Trace::Other),
        _ => Some(Trace::Embedded),
    }
}

pub(super) fn clean(archive: Archive, found: &mut Found) -> Result<Archive, NotCleaned> {
    let relations: Vec<_> = archive
        .0
        .iter()
        .filter(|entry| entry.0.ends_with(".rels"))
        .map(|entry| (entry.0.clone(), entry.1.clone()))
        .collect();
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
            filter(&bytes, &mut Types)?
        } else if name.ends_with(".rels") {
            filter(
                &bytes,
                &mut Relations {
                    from: &name,
                    gone: Vec::new(),
                    found,
                },
            )?
        } else if name.contains("/media/") {
            picture(&name, bytes, found)?
        } else if name.contains("/fonts/") {
            bytes
        } else {
            let gone = gone(&name, &relations)?;
            content::clean(&bytes, gone, found)?
        };
        kept.push((name, bytes));
    }
    Ok(Archive(kept))
}

/// Names in remarks and lists of people.
fn authors(name: &str, bytes: &[u8], found: &mut Found) {
    if name.ends_with(".xml") {
        // What cannot be read goes all the same.
        let _ = content::clean(bytes, Vec::new(), found);
    }
}

/// The ids of relations of a part that go.
fn gone(name: &str, relations: &[(String, Vec<u8>)]) -> Result<Vec<String>, NotCleaned> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let own = format!("{folder}/_rels/{file}.rels");
    let Some((from, text)) = relations.iter().find(|(name, _)| *name == own) else {
        return Ok(Vec::new());
    };
    let mut rules = Relations {
        from,
        gone: Vec::new(),
        found: &mut Found::default(),
    };
    filter(text, &mut rules)?;
    Ok(rules.gone)
}

struct Types;

impl Rules for Types {
    fn element(&mut self, element: &Element<'_>) -> Act {
        let part = element.get("PartName").unwrap_or_default();
        let name = part.trim_start_matches('/');
        let gone = (element.name == "Override" && dropped(name).is_some())
            || (element.name == "Default" && element.get("Extension") == Some("bin"));
        if gone { Act::Drop } else { Act::Keep }
    }

    fn attribute(&mut self, _: &str, name: &str, value: &str) -> Value {
        match (name, value) {
            ("ContentType", "application/vnd.ms-word.document.macroEnabled.main+xml") => {
                Value::Set(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                )
            }
            ("ContentType", "application/vnd.ms-excel.sheet.macroEnabled.main+xml") => Value::Set(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            ),
            ("ContentType", "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml") => {
                Value::Set(
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                )
            }
            _ => Value::Keep,
        }
    }
}

/// Links from one part to others.
struct Relations<'a> {
    from: &'a str,
    gone: Vec<String>,
    found: &'a mut Found,
}

impl Relations<'_> {
    /// The entry that a relation points to.
    fn target(&self, to: &str) -> String {
        if let Some(whole) = to.strip_prefix('/') {
            return whole.to_owned();
        }
        let folder = self
            .from
            .split_once("_rels/")
            .map_or("", |(folder, _)| folder);
        let mut path: Vec<&str> = Vec::new();
        for step in folder.split('/').chain(to.split('/')) {
            match step {
                "" | "." => {}
                ".." => drop(path.pop()),
                step => path.push(step),
            }
        }
        path.join("/")
    }
}

impl Rules for Relations<'_> {
    fn element(&mut self, element: &Element<'_>) -> Act {
        if element.name != "Relationship" {
            return Act::Keep;
        }
        let to = element.get("Target").unwrap_or_default();
        let kind = element.get("Type").unwrap_or_default();
        let goes = if element.get("TargetMode") == Some("External") {
            kind.ends_with("/attachedTemplate") || kind.ends_with("/oleObject")
        } else {
            dropped(&self.target(to)).is_some()
        };
        if !goes {
            return Act::Keep;
        }
        self.gone.extend(element.get("Id").map(str::to_owned));
        if kind.ends_with("/attachedTemplate") {
            self.found.add(Trace::Description, to);
        }
        Act::Drop
    }

    fn attribute(&mut self, _: &str, name: &str, value: &str) -> Value {
        let on_disk = value.starts_with("file:") || value.starts_with("\\\\");
        if name == "Target" && on_disk && value != "file:///" {
            self.found.add(Trace::Description, value);
            return Value::Set("file:///");
        }
        Value::Keep
    }
}
