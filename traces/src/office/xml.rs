//! XML with some of its elements and attributes left out.

use std::{borrow::Cow, io};

use quick_xml::{
    Reader, Writer,
    events::{BytesStart, Event, attributes::Attribute},
    name::QName,
};

use crate::NotCleaned;

/// As deep as elements may stand in each other.
const DEEPEST: usize = 2000;

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Keep,
    /// It goes, with all that is in it.
    Drop,
    /// What is in it stays.
    Unwrap,
}

/// What becomes of an attribute.
pub(super) enum Value {
    Keep,
    Drop,
    Set(&'static str),
    Put(String),
}

/// An element that is still open.
struct Open {
    name: String,
    act: Act,
    /// The prefixes that it explains, which what is in it needs when it goes alone.
    prefixes: Vec<(String, String)>,
}

/// An element: its name without prefix, its attributes as they stand (name with prefix, value), the name of the
/// element around it.
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: &'a [(&'a str, Cow<'a, str>)],
    pub(super) parent: &'a str,
    around: &'a [Open],
}

impl Element<'_> {
    /// Whether it stands in an element of this name, however deep.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.around.iter().any(|open| open.name == name)
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| local(own) == name);
        found.map(|(_, value)| value.as_ref())
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Who decides.
pub(super) trait Rules {
    fn element(&mut self, element: &Element<'_>) -> Act;
    fn attribute(&mut self, element: &str, name: &str, value: &str) -> Value;
    /// Text, and the element that it stands in.
    fn text(&mut self, _element: &Element<'_>, _text: &str) {}
}

/// The text without what the rules drop; comments and instructions to other programs always go.
pub(super) fn filter(text: &[u8], rules: &mut dyn Rules) -> Result<Vec<u8>, NotCleaned> {
    let mut copy = Vec::new();
    pass(text, rules, &mut copy)?;
    Ok(copy)
}

/// Only shows the rules what there is.
pub(super) fn watch(text: &[u8], rules: &mut dyn Rules) -> Result<(), NotCleaned> {
    pass(text, rules, &mut io::sink())
}

fn pass(text: &[u8], rules: &mut dyn Rules, copy: &mut dyn io::Write) -> Result<(), NotCleaned> {
    let text = std::str::from_utf8(text).map_err(|_| NotCleaned::Damaged)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut writer = Writer::new(copy);
    let mut open: Vec<Open> = Vec::new();
    let mut dropping = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| NotCleaned::Damaged)?;
        match &event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => {
                let is_empty = matches!(event, Event::Empty(_));
                let (one, new) = decide(start, &open, dropping > 0, rules)?;
                if one.act == Act::Keep {
                    let new = if is_empty {
                        Event::Empty(new)
                    } else {
                        Event::Start(new)
                    };
                    write(&mut writer, new)?;
                }
                if !is_empty {
                    dropping += usize::from(one.act == Act::Drop);
                    open.push(one);
                }
                if open.len() > DEEPEST {
                    return Err(NotCleaned::Damaged);
                }
            }
            Event::End(_) => match open.pop().ok_or(NotCleaned::Damaged)?.act {
                Act::Keep => write(&mut writer, event)?,
                Act::Drop => dropping -= 1,
                Act::Unwrap => {}
            },
            Event::Comment(_) | Event::PI(_) => {}
            // Entities of one's own make text that is not in the file.
            Event::DocType(_) => return Err(NotCleaned::Damaged),
            _ => {
                tell(&event, &open, rules);
                if dropping == 0 {
                    write(&mut writer, event)?;
                }
            }
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(NotCleaned::Damaged)
    }
}

fn tell(event: &Event<'_>, open: &[Open], rules: &mut dyn Rules) {
    if let (Event::Text(text), Some((last, around))) = (event, open.split_last()) {
        let element = Element {
            name: &last.name,
            attributes: &[],
            parent: around.last().map_or("", |one| one.name.as_str()),
            around,
        };
        rules.text(&element, text);
    }
}

fn write(writer: &mut Writer<&mut dyn io::Write>, event: Event<'_>) -> Result<(), NotCleaned> {
    writer.write_event(event).map_err(|_| NotCleaned::Damaged)
}

/// What becomes of an element, and the tag without the attributes that go.
fn decide(
    start: &BytesStart<'_>,
    open: &[Open],
    dropping: bool,
    rules: &mut dyn Rules,
) -> Result<(Open, BytesStart<'static>), NotCleaned> {
    let full = start.name();
    let name = local(full.0).to_owned();
    let mut attributes = Vec::new();
    for one in start.attributes() {
        let one = one.map_err(|_| NotCleaned::Damaged)?;
        attributes.push((one.key.0, one.value));
    }
    let element = Element {
        name: &name,
        attributes: &attributes,
        parent: open.last().map_or("", |one| one.name.as_str()),
        around: open,
    };
    let act = rules.element(&element);
    // What is in an element that goes is looked at, so that it can be told, and goes whatever it is.
    let act = if dropping { Act::Drop } else { act };
    let mut new = BytesStart::new(full.0.to_owned());
    let mut push = |key: &str, value: &str| {
        new.push_attribute(Attribute {
            key: QName(key),
            // As it stands, but for quotes that were within others.
            value: if value.contains('"') {
                value.replace('"', "&quot;").into()
            } else {
                value.into()
            },
        });
    };
    for (key, value) in &attributes {
        match rules.attribute(&name, key, value) {
            Value::Keep => push(key, value),
            Value::Drop => {}
            Value::Set(other) => push(key, other),
            Value::Put(other) => push(key, &other),
        }
    }
    for (key, value) in lost(open, &attributes) {
        push(key, value);
    }
    let prefixes = attributes
        .into_iter()
        .filter(|(key, _)| *key == "xmlns" || key.starts_with("xmlns:"))
        .map(|(key, value)| (key.to_owned(), value.into_owned()))
        .collect();
    let one = Open {
        name,
        act,
        prefixes,
    };
    Ok((one, new))
}

/// The prefixes that were explained by elements around this one which go alone; the nearest counts.
fn lost<'a>(open: &'a [Open], own: &[(&str, Cow<'_, str>)]) -> Vec<(&'a str, &'a str)> {
    let mut lost: Vec<(&str, &str)> = Vec::new();
    let gone = open.iter().rev().take_while(|one| one.act == Act::Unwrap);
    for (key, value) in gone.flat_map(|one| &one.prefixes) {
        let known =
            own.iter().any(|(one, _)| *one == key) || lost.iter().any(|(one, _)| one == key);
        if !known {
            lost.push((key, value));
        }
    }
    lost
}
