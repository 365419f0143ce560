//! XML with some of its elements and attributes left out.

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
}

/// An element: its name without prefix, its attributes as they stand (name with prefix, value), the name of the
/// element around it.
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: &'a [(String, String)],
    pub(super) parent: &'a str,
}

impl Element<'_> {
    /// The value of an attribute, by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| local(own) == name);
        found.map(|(_, value)| value.as_str())
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
    /// Text in a part that is only looked at.
    fn text(&mut self, _element: &str, _text: &str) {}
}

/// The text without what the rules drop; comments and instructions to other programs always go.
pub(super) fn filter(text: &[u8], rules: &mut dyn Rules) -> Result<Vec<u8>, NotCleaned> {
    let text = std::str::from_utf8(text).map_err(|_| NotCleaned::Damaged)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut writer = Writer::new(Vec::new());
    let mut open: Vec<(String, Act)> = Vec::new();
    let mut dropping = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| NotCleaned::Damaged)?;
        match &event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => {
                let is_empty = matches!(event, Event::Empty(_));
                let (name, act, new) = decide(start, &open, dropping > 0, rules)?;
                if act == Act::Keep {
                    let new = if is_empty {
                        Event::Empty(new)
                    } else {
                        Event::Start(new)
                    };
                    write(&mut writer, new)?;
                }
                if !is_empty {
                    dropping += usize::from(act == Act::Drop);
                    open.push((name, act));
                }
                if open.len() > DEEPEST {
                    return Err(NotCleaned::Damaged);
                }
            }
            Event::End(_) => {
                let (_, act) = open.pop().ok_or(NotCleaned::Damaged)?;
                match act {
                    Act::Keep => write(&mut writer, event)?,
                    Act::Drop => dropping -= 1,
                    Act::Unwrap => {}
                }
            }
            Event::Comment(_) | Event::PI(_) => {}
            // Entities of one's own make text that is not in the file.
            Event::DocType(_) => return Err(NotCleaned::Damaged),
            _ => {
                if let Event::Text(text) = &event {
                    let name = open.last().map_or("", |(name, _)| name.as_str());
                    rules.text(name, text);
                }
                if dropping == 0 {
                    write(&mut writer, event)?;
                }
            }
        }
    }
    if open.is_empty() {
        Ok(writer.into_inner())
    } else {
        Err(NotCleaned::Damaged)
    }
}

fn write(writer: &mut Writer<Vec<u8>>, event: Event<'_>) -> Result<(), NotCleaned> {
    writer.write_event(event).map_err(|_| NotCleaned::Damaged)
}

/// What becomes of an element, and the tag without the attributes that go.
fn decide(
    start: &BytesStart<'_>,
    open: &[(String, Act)],
    dropping: bool,
    rules: &mut dyn Rules,
) -> Result<(String, Act, BytesStart<'static>), NotCleaned> {
    let full = start.name().as_ref().to_owned();
    let name = local(&full).to_owned();
    let mut attributes = Vec::new();
    for one in start.attributes() {
        let one = one.map_err(|_| NotCleaned::Damaged)?;
        attributes.push((one.key.as_ref().to_owned(), one.value.into_owned()));
    }
    let parent = open.last().map_or("", |(name, _)| name.as_str());
    let element = Element {
        name: &name,
        attributes: &attributes,
        parent,
    };
    let act = rules.element(&element);
    // What is in an element that goes is looked at, so that it can be told, and goes whatever it is.
    let act = if dropping { Act::Drop } else { act };
    let mut new = BytesStart::new(full.clone());
    for (key, value) in &attributes {
        let value = match rules.attribute(&name, key, value) {
            Value::Keep => value.as_str(),
            Value::Drop => continue,
            Value::Set(other) => other,
        };
        new.push_attribute(Attribute {
            key: QName(key),
            // As it stands, but for quotes that were within others.
            value: value.replace('"', "&quot;").into(),
        });
    }
    Ok((name, act, new))
}
