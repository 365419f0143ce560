//! What must be known of a part before it is filtered: what is said of an element further down than where it starts.

use std::collections::HashSet;

use crate::{NotCleaned, Trace, found::Found};

use super::{
    super::xml::{Act, Element, Rules, Value, watch},
    links::on_disk,
};

/// Numbers of elements, counted by name from 1.
#[derive(Default)]
pub(super) struct Ahead {
    /// Rows and cells of tables that were taken out while changes were tracked.
    pub(super) rows: HashSet<usize>,
    pub(super) cells: HashSet<usize>,
    /// Marks and instructions of fields that go; what they show stays.
    pub(super) fields: HashSet<usize>,
    /// Frames around a file that goes, with a picture of it that stays.
    pub(super) frames: HashSet<usize>,
}

impl Ahead {
    pub(super) fn read(text: &[u8], found: &mut Found) -> Result<Self, NotCleaned> {
        let mut reading = Reading {
            ahead: Self::default(),
            at: Count::default(),
            last: Count::default(),
            fields: Vec::new(),
            found,
        };
        watch(text, &mut reading)?;
        Ok(reading.ahead)
    }
}

/// How many elements there were so far.
#[derive(Default)]
pub(super) struct Count {
    pub(super) row: usize,
    pub(super) cell: usize,
    /// Marks and instructions.
    pub(super) field: usize,
    pub(super) frame: usize,
}

impl Count {
    pub(super) fn add(&mut self, name: &str) {
        match name {
            "tr" => self.row += 1,
            "tc" => self.cell += 1,
            "fldChar" | "instrText" => self.field += 1,
            "graphicFrame" => self.frame += 1,
            _ => {}
        }
    }
}

/// A field that is still open: the numbers of its marks, and its instruction.
#[derive(Default)]
struct Field {
    marks: Vec<usize>,
    instruction: String,
}

struct Reading<'a> {
    ahead: Ahead,
    at: Count,
    /// Those whose properties are being read: they come first in an element.
    last: Count,
    fields: Vec<Field>,
    found: &'a mut Found,
}

impl Rules for Reading<'_> {
    fn element(&mut self, element: &Element<'_>) -> Act {
        self.at.add(element.name);
        match (element.name, element.parent) {
            ("trPr", "tr") => self.last.row = self.at.row,
            ("tcPr", "tc") => self.last.cell = self.at.cell,
            ("del", "trPr") => drop(self.ahead.rows.insert(self.last.row)),
            ("cellDel", "tcPr") => drop(self.ahead.cells.insert(self.last.cell)),
            ("pic", "oleObj") => drop(self.ahead.frames.insert(self.at.frame)),
            ("fldChar", _) => self.mark(element.get("fldCharType").unwrap_or_default()),
            ("instrText", _) => self.mark(""),
            ("fldSimple", _) => {
                shown(element.get("instr").unwrap_or_default(), self.found);
            }
            _ => {}
        }
        Act::Keep
    }

    fn attribute(&mut self, _: &str, _: &str, _: &str) -> Value {
        Value::Keep
    }

    fn text(&mut self, element: &Element<'_>, text: &str) {
        if let (Some(field), "instrText") = (self.fields.last_mut(), element.name) {
            field.instruction.push_str(text);
        }
    }
}

impl Reading<'_> {
    fn mark(&mut self, kind: &str) {
        if kind == "begin" {
            self.fields.push(Field::default());
        }
        let Some(field) = self.fields.last_mut() else {
            return;
        };
        field.marks.push(self.at.field);
        if kind == "end" {
            let field = self.fields.pop().unwrap_or_default();
            if goes(&field.instruction, self.found) {
                self.ahead.fields.extend(field.marks);
            } else {
                shown(&field.instruction, self.found);
            }
        }
    }
}

/// Whether a field must become plain text: it names a file on a disk, or holds what an added program keeps there,
/// such as the reader's account in citations.
pub(super) fn goes(instruction: &str, found: &mut Found) -> bool {
    let instruction = instruction.trim().replace("&quot;", "\"");
    let added = instruction.to_ascii_uppercase().starts_with("ADDIN");
    let file = instruction
        .split(['"', '\u{201c}', '\u{201d}', ' '])
        .any(|word| on_disk(word) && word.len() > 2);
    if added {
        found.add(Trace::Other, &instruction);
    } else if file {
        found.add(Trace::Description, &instruction);
    }
    added || file
}

/// Fields that print a name into the text: they stay, and are told.
fn shown(instruction: &str, found: &mut Found) {
    const NAMES: [&str; 6] = [
        "AUTHOR",
        "LASTSAVEDBY",
        "USERNAME",
        "USERINITIALS",
        "USERADDRESS",
        "FILENAME",
    ];
    let word = instruction.split_whitespace().next().unwrap_or_default();
    let name = NAMES.iter().find(|name| word.eq_ignore_ascii_case(name));
    if let Some(name) = name {
        found.add(Trace::Author, &format!("{{ {name} }}"));
    }
}
