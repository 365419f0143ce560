//! Texts, sheets, slides and their settings.

use std::{borrow::Cow, collections::HashSet};

use crate::{NotCleaned, Trace, found::Found};

use super::{
    super::xml::{Act, Element, Rules, Value, filter, local},
    ahead::{Ahead, Count, goes},
    links::is_file,
    names,
};

/// From where masters and layouts of slides are numbered.
const MASTERS: u32 = 0x8000_0000;
const LAYOUTS: u32 = 0x8001_0000;
/// As many layouts as one master has.
const LAYOUTS_EACH: u32 = 0x400;

/// A part without its relations in `gone`, and without what it says of its making.
pub(super) fn clean(
    part: &str,
    text: &[u8],
    gone: Vec<String>,
    found: &mut Found,
) -> Result<Vec<u8>, NotCleaned> {
    // Cells of sheets can be millions, and nothing in them must be known ahead.
    let ahead = if part.starts_with("xl/worksheets/") {
        Ahead::default()
    } else {
        Ahead::read(text, found)?
    };
    filter(
        text,
        &mut Content {
            gone,
            ahead,
            at: Count::default(),
            last_place: HashSet::new(),
            slides: Numbers::of(part),
            found,
        },
    )
}

struct Content<'a> {
    gone: Vec<String>,
    ahead: Ahead,
    at: Count,
    /// The numbers of marks where the text was last worked on.
    last_place: HashSet<String>,
    slides: Numbers,
    found: &'a mut Found,
}

impl Rules for Content<'_> {
    fn element(&mut self, element: &Element<'_>) -> Act {
        self.at.add(element.name);
        let author = element.get("author").or(element.get("userName"));
        let author = author.or_else(|| element.get("user").filter(|_| element.name == "scenario"));
        if let Some(author) = author.filter(|author| !author.is_empty()) {
            self.found.add(Trace::Author, author);
        }
        if let Some(act) = self.counted(element).or_else(|| self.named(element)) {
            return act;
        }
        self.hidden(element);
        let points = |(key, value): &(&str, Cow<'_, str>)| {
            key.starts_with("r:") && self.gone.iter().any(|id| id == value)
        };
        if element.name != "pageSetup" && element.attributes.iter().any(points) {
            return Act::Drop;
        }
        Act::Keep
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) -> Value {
        let short = local(name);
        let known = names::ATTRIBUTES.iter().find(|(known, _)| *known == short);
        let of = names::ATTRIBUTES_OF
            .iter()
            .find(|(of, known, _)| *of == element && known.contains(&name_of(element, name)));
        let trace = known.map(|(_, trace)| *trace);
        let trace = trace.or(of.map(|(.., trace)| *trace));
        let trace = trace.or(short.starts_with("rsid").then_some(Trace::Revisions));
        let unique = name.starts_with("xr") && short == "uid";
        if let Some(trace) = trace.or(unique.then_some(Trace::Serial)) {
            let telling = matches!(trace, Trace::Author | Trace::Date | Trace::Description);
            self.found.add(trace, if telling { value } else { "" });
            return Value::Drop;
        }
        if element == "pageSetup" && self.gone.iter().any(|id| id == value) {
            return Value::Drop;
        }
        if matches!(element, "sldMasterId" | "sldLayoutId") && name == "id" {
            return Value::Put(self.slides.next(element).to_string());
        }
        self.title(element, name, value)
    }

    fn text(&mut self, element: &Element<'_>, text: &str) {
        if element.name == "author" {
            self.found.add(Trace::Author, text);
        }
        // Speaker's notes; numbers of slides are not.
        if element.name == "t" && element.is_in("notes") && element.parent != "fld" {
            self.found.add(Trace::Hidden, text);
        }
    }
}

/// Some attributes have a prefix that is part of what they are called.
fn name_of<'a>(element: &str, name: &'a str) -> &'a str {
    if element == "imagedata" {
        local(name)
    } else {
        name
    }
}

impl Content<'_> {
    /// What becomes of an element that was looked up ahead.
    fn counted(&mut self, element: &Element<'_>) -> Option<Act> {
        let (ahead, at) = (&self.ahead, &self.at);
        let gone = match element.name {
            "tr" => ahead.rows.contains(&at.row),
            "tc" => ahead.cells.contains(&at.cell),
            "fldChar" | "instrText" => ahead.fields.contains(&at.field),
            _ => false,
        };
        if gone {
            return Some(Act::Drop);
        }
        match element.name {
            "fldSimple" => {
                let instruction = element.get("instr").unwrap_or_default();
                goes(instruction, self.found).then_some(Act::Unwrap)
            }
            "bookmarkStart" if element.get("name") == Some("_GoBack") => {
                self.last_place.extend(element.get("id").map(str::to_owned));
                self.found.add(Trace::Revisions, "");
                Some(Act::Drop)
            }
            "bookmarkEnd" => {
                let id = element.get("id").unwrap_or_default();
                self.last_place.remove(id).then_some(Act::Drop)
            }
            _ => self.frame(element),
        }
    }

    /// Of a frame around a file that goes, the picture of what the file shows.
    fn frame(&mut self, element: &Element<'_>) -> Option<Act> {
        let name = element.name;
        let inside = element.is_in("graphicFrame") && !element.is_in("pic");
        if !self.ahead.frames.contains(&self.at.frame) || !(inside || name == "graphicFrame") {
            return None;
        }
        match name {
            "graphicFrame" | "graphic" | "graphicData" | "AlternateContent" | "Fallback" => {
                Some(Act::Unwrap)
            }
            "oleObj" => {
                self.found.add(Trace::Embedded, "");
                Some(Act::Unwrap)
            }
            "pic" => None,
            _ => Some(Act::Drop),
        }
    }

    /// What becomes of an element of this name.
    fn named(&mut self, element: &Element<'_>) -> Option<Act> {
        let name = element.name;
        let of = |list: &[(&str, Trace)]| {
            let known = list.iter().find(|(known, _)| *known == name);
            known.map(|(_, trace)| *trace)
        };
        if let Some(trace) = of(names::GO_ALONE) {
            self.found.add(trace, "");
            return Some(Act::Unwrap);
        }
        let within = names::GO_IN
            .iter()
            .find(|(known, parent, _)| *known == name && *parent == element.parent)
            .map(|(.., trace)| *trace);
        let changed = ["PrChange", "PrExChange"]
            .iter()
            .any(|end| name.ends_with(end))
            || [
                "customXmlDel",
                "customXmlIns",
                "customXmlMove",
                "customXmlConflict",
            ]
            .iter()
            .any(|start| name.starts_with(start));
        let extension = element.get("uri").filter(|_| name == "ext");
        let extension = extension.and_then(|uri| {
            let known = names::EXTENSIONS;
            let known = known.iter().find(|(one, _)| one.eq_ignore_ascii_case(uri));
            known.map(|(_, trace)| *trace)
        });
        let trace = of(names::GO).or(within).or(extension);
        let trace = trace.or(changed.then_some(Trace::TrackedChanges))?;
        self.found.add(trace, "");
        Some(Act::Drop)
    }

    /// Names that programs give, or those of files; other descriptions of pictures are there for the blind.
    fn title(&mut self, element: &str, name: &str, value: &str) -> Value {
        let is_named = names::NAMED.contains(&element);
        if names::THEME.contains(&element) && name == "name" && value != "Office" {
            self.found.add(Trace::Other, "");
            return Value::Set("Office");
        }
        let described = (is_named && matches!(name, "descr" | "title")) || name == "alt";
        if is_named && name == "name" && !value.is_empty() || described && is_file(value) {
            let trace = if is_file(value) {
                Trace::Description
            } else {
                Trace::Other
            };
            let value = if trace == Trace::Other { "" } else { value };
            self.found.add(trace, value);
            return Value::Set("");
        }
        Value::Keep
    }

    fn hidden(&mut self, element: &Element<'_>) {
        let off = |value: Option<&str>| matches!(value, Some("0" | "false"));
        let on = |value: Option<&str>| matches!(value, Some("1" | "true"));
        let is_hidden = match element.name {
            "vanish" => !off(element.get("val")),
            "sheet" => matches!(element.get("state"), Some("hidden" | "veryHidden")),
            "sld" => off(element.get("show")),
            "row" | "col" => on(element.get("hidden")),
            // What programs hide by themselves has such a name.
            "definedName" => {
                let by_program = element
                    .get("name")
                    .is_some_and(|name| name.starts_with('_'));
                on(element.get("hidden")) && !by_program
            }
            "cNvPr" | "docPr" => on(element.get("hidden")),
            // The whole of what a table was made from.
            "pivotCacheRecords" => true,
            _ => false,
        };
        if is_hidden {
            self.found
                .add(Trace::Hidden, element.get("name").unwrap_or_default());
        }
    }
}

/// Numbers of masters and layouts, which grow with every change of the template: those of a copy are counted.
struct Numbers {
    part: u32,
    masters: u32,
    layouts: u32,
}

impl Numbers {
    fn of(part: &str) -> Self {
        let stem = part.trim_end_matches(".xml");
        let digits = stem.len() - stem.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let number = stem
            .get(stem.len() - digits..)
            .and_then(|text| text.parse().ok());
        Self {
            part: number.filter(|number| *number < 1000).unwrap_or(0),
            masters: 0,
            layouts: 0,
        }
    }

    fn next(&mut self, element: &str) -> u32 {
        let count = if element == "sldMasterId" {
            &mut self.masters
        } else {
            &mut self.layouts
        };
        let number = *count;
        *count = number.saturating_add(1) % LAYOUTS_EACH;
        if element == "sldMasterId" {
            MASTERS + number
        } else {
            LAYOUTS + self.part * LAYOUTS_EACH + number
        }
    }
}
