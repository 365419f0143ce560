//! Texts, sheets, slides and their settings.

use crate::{NotCleaned, Trace, found::Found};

use super::super::xml::{Act, Element, Rules, Value, filter, local};

/// Elements that go, and what they give away.
const GO: &[(&str, Trace)] = &[
    ("del", Trace::TrackedChanges),
    ("moveFrom", Trace::TrackedChanges),
    ("moveFromRangeStart", Trace::TrackedChanges),
    ("moveFromRangeEnd", Trace::TrackedChanges),
    ("moveToRangeStart", Trace::TrackedChanges),
    ("moveToRangeEnd", Trace::TrackedChanges),
    ("cellIns", Trace::TrackedChanges),
    ("cellMerge", Trace::TrackedChanges),
    ("numberingChange", Trace::TrackedChanges),
    ("trackRevisions", Trace::TrackedChanges),
    ("commentRangeStart", Trace::Comments),
    ("commentRangeEnd", Trace::Comments),
    ("commentReference", Trace::Comments),
    ("annotationRef", Trace::Comments),
    ("legacyDrawing", Trace::Comments),
    ("rsids", Trace::Revisions),
    ("revisionPtr", Trace::Revisions),
    ("docId", Trace::Serial),
    ("creationId", Trace::Serial),
    ("modId", Trace::Serial),
    ("docVars", Trace::Other),
    ("dataBinding", Trace::Other),
    ("custDataLst", Trace::Other),
    ("mailMerge", Trace::Description),
    ("attachedTemplate", Trace::Description),
    ("absPath", Trace::Description),
    ("fileSharing", Trace::Author),
    ("fileVersion", Trace::Software),
    ("customWorkbookViews", Trace::Author),
    ("customSheetViews", Trace::Author),
    ("OLEObject", Trace::Embedded),
    ("oleObjects", Trace::Embedded),
    ("externalData", Trace::Embedded),
    ("controls", Trace::Script),
];

/// Without a part's relations in `gone`, and without what it says of its making.
pub(super) fn clean(
    text: &[u8],
    gone: Vec<String>,
    found: &mut Found,
) -> Result<Vec<u8>, NotCleaned> {
    let mut rows = Rows::default();
    filter(text, &mut rows)?;
    filter(
        text,
        &mut Content {
            gone,
            rows: rows.deleted,
            row: 0,
            found,
        },
    )
}

/// The numbers of rows of tables that were taken out while changes were tracked.
#[derive(Default)]
struct Rows {
    row: usize,
    last: usize,
    deleted: Vec<usize>,
}

impl Rules for Rows {
    fn element(&mut self, element: &Element<'_>) -> Act {
        match (element.name, element.parent) {
            ("tr", _) => self.row += 1,
            // The properties of a row come first in it.
            ("trPr", "tr") => self.last = self.row,
            ("del", "trPr") => self.deleted.push(self.last),
            _ => {}
        }
        Act::Keep
    }

    fn attribute(&mut self, _: &str, _: &str, _: &str) -> Value {
        Value::Keep
    }
}

struct Content<'a> {
    gone: Vec<String>,
    rows: Vec<usize>,
    row: usize,
    found: &'a mut Found,
}

impl Rules for Content<'_> {
    fn element(&mut self, element: &Element<'_>) -> Act {
        let name = element.name;
        if name == "tr" {
            self.row += 1;
            if self.rows.binary_search(&self.row).is_ok() {
                return Act::Drop;
            }
        }
        let author = element.get("author").or(element.get("userName"));
        if let Some(author) = author {
            self.found.add(Trace::Author, author);
        }
        if matches!(name, "ins" | "moveTo") {
            self.found
                .add(Trace::TrackedChanges, author.unwrap_or_default());
            return Act::Unwrap;
        }
        let known = GO
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, trace)| *trace);
        let changed = name.ends_with("PrChange")
            || name == "tblGridChange"
            || name.starts_with("customXmlDel")
            || name.starts_with("customXmlIns");
        if let Some(trace) = known.or(changed.then_some(Trace::TrackedChanges)) {
            self.found.add(trace, "");
            return Act::Drop;
        }
        self.hidden(element);
        let points =
            |(key, value): &(String, String)| key.starts_with("r:") && self.gone.contains(value);
        if name != "pageSetup" && element.attributes.iter().any(points) {
            return Act::Drop;
        }
        Act::Keep
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) -> Value {
        let short = local(name);
        let edit = short.starts_with("rsid") || matches!(short, "paraId" | "textId");
        let unique = name.starts_with("xr") && short == "uid";
        let by = matches!(
            short,
            "refreshedBy" | "refreshedDate" | "refreshedDateIso" | "dateUtc"
        );
        if edit || unique || by {
            let trace = if edit {
                Trace::Revisions
            } else if unique {
                Trace::Serial
            } else {
                Trace::Author
            };
            self.found.add(trace, if by { value } else { "" });
            return Value::Drop;
        }
        if element == "pageSetup" && self.gone.iter().any(|id| id == value) {
            return Value::Drop;
        }
        Value::Keep
    }

    fn text(&mut self, element: &str, text: &str) {
        if element == "author" {
            self.found.add(Trace::Author, text);
        }
    }
}

impl Content<'_> {
    fn hidden(&mut self, element: &Element<'_>) {
        let off = |value: Option<&str>| matches!(value, Some("0" | "false"));
        let on = |value: Option<&str>| matches!(value, Some("1" | "true"));
        let is_hidden = match element.name {
            "vanish" => !off(element.get("val")),
            "sheet" => matches!(element.get("state"), Some("hidden" | "veryHidden")),
            "sld" => off(element.get("show")),
            "row" | "col" => on(element.get("hidden")),
            _ => false,
        };
        if is_hidden {
            self.found
                .add(Trace::Hidden, element.get("name").unwrap_or_default());
        }
    }
}
