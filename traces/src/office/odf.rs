//! Files of LibreOffice and its relatives: ODT, ODS, ODP.

use crate::{Format, NotCleaned, Trace, format_of, found::Found};

use super::{
    archive::Archive,
    picture, words,
    xml::{Act, Element, Rules, Value, filter, local},
};

/// Folders and entries that stay; all others go.
fn is_kept(name: &str) -> bool {
    let inner = name
        .split_once('/')
        .filter(|(folder, _)| folder.starts_with("Object "))
        .map_or(name, |(_, rest)| rest);
    matches!(
        inner,
        "mimetype" | "content.xml" | "styles.xml" | "settings.xml" | "META-INF/manifest.xml"
    ) || ["Pictures/", "ObjectReplacements/", "Media/", "Fonts/"]
        .iter()
        .any(|folder| inner.starts_with(folder))
}

pub(super) fn clean(archive: Archive, found: &mut Found) -> Result<Archive, NotCleaned> {
    let manifest = archive
        .get("META-INF/manifest.xml")
        .ok_or(NotCleaned::Damaged)?;
    if crate::bytes::find(manifest, b"encryption-data").is_some() {
        return Err(NotCleaned::Locked);
    }
    if archive.get("content.xml").is_none() {
        return Err(NotCleaned::Damaged);
    }
    let names: Vec<String> = archive
        .0
        .iter()
        .map(|entry| entry.0.clone())
        .filter(|name| is_kept(name))
        .collect();
    let mut kept = Vec::new();
    for (name, bytes) in archive.0 {
        if !is_kept(&name) {
            tell(&name, &bytes, found);
            continue;
        }
        let bytes = match name.rsplit('/').next().unwrap_or_default() {
            "mimetype" => bytes,
            _ if name == "META-INF/manifest.xml" => filter(&bytes, &mut Manifest(&names))?,
            "content.xml" | "styles.xml" => filter(&bytes, &mut Content(found))?,
            "settings.xml" => filter(&bytes, &mut Settings(found))?,
            _ if name.contains("Fonts/") => {
                found.add(Trace::Embedded, &name);
                bytes
            }
            // Pictures of objects often have a format of LibreOffice's own.
            _ if name.contains("ObjectReplacements/") && format_of(&bytes) == Format::Unknown => {
                bytes
            }
            _ => picture(&name, bytes, found)?,
        };
        kept.push((name, bytes));
    }
    Ok(Archive(kept))
}

fn tell(name: &str, bytes: &[u8], found: &mut Found) {
    match name {
        _ if name.ends_with("meta.xml") => words::properties(bytes, found),
        _ if name.starts_with("Thumbnails/") => found.add(Trace::Thumbnail, ""),
        _ if name.starts_with("Basic/")
            || name.starts_with("Scripts/")
            || name.starts_with("Dialogs/") =>
        {
            found.add(Trace::Script, "");
        }
        _ if name.starts_with("Versions/") || name == "VersionList.xml" => {
            found.add(Trace::Revisions, "")
        }
        _ if name.starts_with("Configurations")
            || name == "manifest.rdf"
            || name == "layout-cache" =>
        {
            found.add(Trace::Other, "");
        }
        _ => found.add(Trace::Embedded, name),
    }
}

struct Manifest<'a>(&'a [String]);

impl Rules for Manifest<'_> {
    fn element(&mut self, element: &Element<'_>) -> Act {
        let path = element.get("full-path").unwrap_or_default();
        let is_there = |path: &str| {
            path == "/"
                || self
                    .0
                    .iter()
                    .any(|name| name == path || (path.ends_with('/') && name.starts_with(path)))
        };
        if element.name == "file-entry" && !is_there(path) {
            Act::Drop
        } else {
            Act::Keep
        }
    }

    fn attribute(&mut self, _: &str, _: &str, _: &str) -> Value {
        Value::Keep
    }
}

struct Content<'a>(&'a mut Found);

impl Rules for Content<'_> {
    fn element(&mut self, element: &Element<'_>) -> Act {
        let trace = match element.name {
            "tracked-changes" | "change" | "change-start" | "change-end" => Trace::TrackedChanges,
            "annotation" | "annotation-end" => Trace::Comments,
            "scripts" | "event-listeners" if element.parent != "tracked-changes" => {
                self.0.add(Trace::Script, "");
                return Act::Drop;
            }
            "creator" => Trace::Author,
            "date" if element.parent != "p" && element.parent != "span" => Trace::Date,
            _ => {
                self.hidden(element);
                self.printed(element.name);
                return Act::Keep;
            }
        };
        self.0.add(trace, "");
        Act::Drop
    }

    fn attribute(&mut self, _: &str, name: &str, value: &str) -> Value {
        if matches!(local(name), "rsid" | "paragraph-rsid") {
            self.0.add(Trace::Revisions, "");
            return Value::Drop;
        }
        if local(name) == "href" && !is_open(value) {
            self.0.add(Trace::Description, value);
            return Value::Set("");
        }
        // A sum over another file: what came out stays.
        if local(name) == "formula" && value.contains("'file:") {
            self.0.add(Trace::Description, value);
            return Value::Drop;
        }
        Value::Keep
    }

    fn text(&mut self, element: &Element<'_>, text: &str) {
        if element.name == "creator" {
            self.0.add(Trace::Author, text);
        }
        // Speaker's notes; numbers of pages are not.
        if element.is_in("notes") && matches!(element.name, "p" | "span") {
            self.0.add(Trace::Hidden, text);
        }
    }
}

/// Whether a link leads to a page that anybody can reach, to a mailbox, or to a place in the same file.
fn is_open(to: &str) -> bool {
    const STARTS: [&str; 13] = [
        "http://",
        "https://",
        "ftp://",
        "mailto:",
        "tel:",
        "#",
        "Pictures/",
        "Media/",
        "Fonts/",
        "Object ",
        "./Object ",
        "ObjectReplacements/",
        "./ObjectReplacements/",
    ];
    to.is_empty() || STARTS.iter().any(|start| to.starts_with(start))
}

impl Content<'_> {
    /// Fields that print a name into the text: they stay, and are told.
    fn printed(&mut self, name: &str) {
        let by_name = ["author-", "sender-", "initial-creator", "printed-by"];
        if by_name.iter().any(|start| name.starts_with(start)) || name == "file-name" {
            self.0.add(Trace::Author, &format!("{{ {name} }}"));
        }
    }

    fn hidden(&mut self, element: &Element<'_>) {
        let is_hidden = match element.name {
            "table-row" | "table-column" => element
                .get("visibility")
                .is_some_and(|value| value != "visible"),
            "hidden-text" | "hidden-paragraph" => true,
            "table-properties" => element.get("display") == Some("false"),
            "text-properties" => element.get("display") == Some("none"),
            "drawing-page-properties" => element.get("visibility") == Some("hidden"),
            _ => false,
        };
        if is_hidden {
            self.0
                .add(Trace::Hidden, element.get("name").unwrap_or_default());
        }
    }
}

/// Printers, data bases, numbers of edits, and where the file was last looked at.
struct Settings<'a>(&'a mut Found);

impl Rules for Settings<'_> {
    fn element(&mut self, element: &Element<'_>) -> Act {
        let name = element.get("name").unwrap_or_default();
        let tells = [
            "Print",
            "Rsid",
            "Database",
            "view-settings",
            "Author",
            "Path",
            "URL",
            "Password",
            "Protection",
            "DataSource",
            "Script",
        ];
        if element.name.starts_with("config-item") && tells.iter().any(|one| name.contains(one)) {
            self.0.add(Trace::Other, "");
            return Act::Drop;
        }
        Act::Keep
    }

    fn attribute(&mut self, _: &str, _: &str, _: &str) -> Value {
        Value::Keep
    }
}
