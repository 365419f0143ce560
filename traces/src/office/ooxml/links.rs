//! Links from one part to others, and to what is outside.

use crate::{Trace, found::Found};

use super::{
    super::xml::{Act, Element, Rules, Value},
    parts::dropped,
};

/// What a link to a file on a disk becomes.
const NOWHERE: &str = "file:///";

pub(super) struct Relations<'a> {
    /// The entry that they stand in.
    pub(super) from: &'a str,
    /// The ids of those that go.
    pub(super) gone: Vec<String>,
    pub(super) found: &'a mut Found,
    outside: bool,
}

impl<'a> Relations<'a> {
    pub(super) fn new(from: &'a str, found: &'a mut Found) -> Self {
        Self {
            from,
            gone: Vec::new(),
            found,
            outside: false,
        }
    }

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
        self.outside = element.get("TargetMode") == Some("External");
        let goes = if self.outside {
            kind.ends_with("/attachedTemplate") || kind.ends_with("/oleObject")
        } else {
            dropped(&self.target(to)).is_some()
        };
        if !goes {
            return Act::Keep;
        }
        self.gone.extend(element.get("Id").map(str::to_owned));
        if self.outside {
            self.found.add(Trace::Description, to);
        }
        Act::Drop
    }

    fn attribute(&mut self, _: &str, name: &str, value: &str) -> Value {
        let elsewhere = self.outside && !is_public(value);
        if name == "Target" && (elsewhere || on_disk(value)) && value != NOWHERE {
            self.found.add(Trace::Description, value);
            return Value::Set(NOWHERE);
        }
        Value::Keep
    }
}

/// A page, a mailbox or a number that anybody can reach, or a place in the same file.
fn is_public(to: &str) -> bool {
    ["http://", "https://", "ftp://", "mailto:", "tel:", "#"]
        .iter()
        .any(|start| {
            to.get(..start.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
        })
}

/// The name of a file on a disk or in a network of an organisation, and not of a page.
pub(super) fn on_disk(to: &str) -> bool {
    let mut letters = to.chars();
    let drive = letters.next().is_some_and(|one| one.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && letters.next().is_some_and(|one| one == '\\' || one == '/');
    drive
        || to.starts_with("\\\\")
        || to
            .get(..5)
            .is_some_and(|begin| begin.eq_ignore_ascii_case("file:"))
}

/// The name of a file, with or without where it is.
pub(super) fn is_file(name: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg", ".emf",
        ".wmf", ".pdf", ".mp4", ".mov", ".docx",
    ];
    let small = name.trim().to_lowercase();
    on_disk(name) || ENDINGS.iter().any(|ending| small.ends_with(ending))
}
