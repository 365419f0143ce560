//! Pages as a file.

use super::{
    page::Page,
    tags::{Tag, Value},
};

/// Mark and place of the first directory, in bytes.
const HEAD_LEN: usize = 8;
const ENTRY_LEN: usize = 12;

struct Writer {
    bytes: Vec<u8>,
    little: bool,
}

/// All pages one after the other, each with its tags, then what does not fit in them, then its dots; `None` when it
/// would be too long for the format.
pub(super) fn file(little: bool, pages: &[Page]) -> Option<Vec<u8>> {
    let mark: &[u8] = if little { b"II*\0" } else { b"MM\0*" };
    let mut writer = Writer {
        bytes: mark.to_vec(),
        little,
    };
    writer.long(HEAD_LEN)?;
    let mut pages = pages.iter().peekable();
    while let Some(page) = pages.next() {
        writer.page(page, pages.peek().is_none())?;
    }
    Some(writer.bytes)
}

impl Writer {
    fn page(&mut self, page: &Page, last: bool) -> Option<()> {
        let table = 2 + page.tags.len() * ENTRY_LEN + 4;
        let mut outside_at = self.bytes.len() + table;
        let beside: usize = page.tags.iter().map(|tag| outside(tag.len(page))).sum();
        let dots_at = outside_at + beside;
        let dots: usize = page.strips.iter().map(|strip| even(strip.len())).sum();
        self.short(u16::try_from(page.tags.len()).ok()?);
        let mut values = Vec::new();
        for tag in &page.tags {
            let mut value = self.value(tag, page, dots_at)?;
            self.short(tag.tag);
            self.short(tag.kind);
            self.long(value.len() / size(tag.kind))?;
            if outside(value.len()) == 0 {
                value.resize(4, 0);
                self.bytes.extend(value);
            } else {
                self.long(outside_at)?;
                value.resize(even(value.len()), 0);
                outside_at += value.len();
                values.extend(value);
            }
        }
        self.long(if last { 0 } else { dots_at + dots })?;
        self.bytes.extend(values);
        for strip in &page.strips {
            self.bytes.extend(strip);
            self.bytes.resize(even(self.bytes.len()), 0);
        }
        Some(())
    }

    /// The bytes of a value.
    fn value(&self, tag: &Tag, page: &Page, dots_at: usize) -> Option<Vec<u8>> {
        let mut writer = Self {
            bytes: Vec::new(),
            little: self.little,
        };
        match &tag.value {
            Value::Bytes(bytes) => writer.bytes.extend(bytes),
            Value::Numbers(numbers) => {
                for number in numbers {
                    if size(tag.kind) == 2 {
                        writer.short(u16::try_from(*number).ok()?);
                    } else {
                        writer.long(usize::try_from(*number).ok()?)?;
                    }
                }
            }
            Value::Offsets => {
                let mut at = dots_at;
                for strip in &page.strips {
                    writer.long(if strip.is_empty() { 0 } else { at })?;
                    at += even(strip.len());
                }
            }
            Value::Lens => {
                for strip in &page.strips {
                    writer.long(strip.len())?;
                }
            }
        }
        Some(writer.bytes)
    }

    fn short(&mut self, number: u16) {
        self.bytes.extend(if self.little {
            number.to_le_bytes()
        } else {
            number.to_be_bytes()
        });
    }

    fn long(&mut self, number: usize) -> Option<()> {
        let number = u32::try_from(number).ok()?;
        self.bytes.extend(if self.little {
            number.to_le_bytes()
        } else {
            number.to_be_bytes()
        });
        Some(())
    }
}

impl Tag {
    /// The length of its value, in bytes.
    fn len(&self, page: &Page) -> usize {
        match &self.value {
            Value::Bytes(bytes) => bytes.len(),
            Value::Numbers(numbers) => numbers.len() * size(self.kind),
            Value::Offsets | Value::Lens => page.strips.len() * size(self.kind),
        }
    }
}

/// What of a value of this length stands outside its tag, in bytes.
fn outside(len: usize) -> usize {
    if len <= 4 { 0 } else { even(len) }
}

fn even(len: usize) -> usize {
    len.next_multiple_of(2)
}

/// The length of one value of a kind that a copy has, in bytes.
fn size(kind: u16) -> usize {
    match kind {
        3 => 2,
        4 => 4,
        5 => 8,
        _ => 1,
    }
}
