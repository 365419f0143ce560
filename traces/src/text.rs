//! Plain text.
//!
//! A copy has no characters that nobody sees, no spaces at the ends of lines, plain spaces for odd ones, and one kind
//! of line end. What joins or parts letters and emoji and what turns the direction of writing stays where a script
//! needs it; where it could carry a mark all the same, it is told, in the copy, too. What words are chosen, letters
//! that look like others, and double spaces stay. UTF-16 becomes UTF-8. Of an older encoding only the line ends and
//! the spaces before them are known: the rest stays, and is told.

mod encoding;
mod scripts;

use std::collections::BTreeMap;

pub(crate) use self::encoding::encoding;
use self::{
    encoding::Encoding,
    scripts::{Role, role},
};
use crate::{Finding, NotCleaned, Trace, found::Found};

/// What is met on the way: a range of characters and how many there were.
#[derive(Default)]
struct Tally {
    unseen: BTreeMap<&'static str, usize>,
    line_ends: BTreeMap<&'static str, usize>,
    /// Other than UTF-8.
    encoding: Option<&'static str>,
}

const OLDER: &str = "not UTF-8";

/// What the file gives away.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut tally = Tally::default();
    copied(all, &mut tally)?;
    let mut found = Found::default();
    match tally.encoding {
        Some(OLDER) => found.add(Trace::Other, OLDER),
        Some(name) => found.add(Trace::Software, name),
        None => {}
    }
    for name in tally.line_ends.keys() {
        found.add(Trace::Software, name);
    }
    for (name, count) in &tally.unseen {
        found.add(Trace::Hidden, &format!("{name} ×{count}"));
    }
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    copied(all, &mut Tally::default())
}

fn copied(all: &[u8], tally: &mut Tally) -> Result<Vec<u8>, NotCleaned> {
    let text = match encoding(all).ok_or(NotCleaned::Damaged)? {
        Encoding::Known(text) => text,
        Encoding::Older => return older(all, tally),
    };
    if std::str::from_utf8(all).is_err() {
        tally.encoding = Some("UTF-16");
    }
    let plain = plain(&text, tally);
    let lines: Vec<String> = plain.split('\n').map(|text| line(text, tally)).collect();
    let copy = lines.join("\n");
    if is_marked_up(&copy) {
        return Err(NotCleaned::Unsupported);
    }
    Ok(copy.into_bytes())
}

/// Only line ends, and spaces before them: bytes that no encoding uses for anything else.
fn older(all: &[u8], tally: &mut Tally) -> Result<Vec<u8>, NotCleaned> {
    tally.encoding = Some(OLDER);
    // Each byte as the character of its number: what is looked for here is ASCII.
    let text: String = all.iter().map(|byte| char::from(*byte)).collect();
    if is_marked_up(&text) {
        return Err(NotCleaned::Unsupported);
    }
    let text = line_ends(&text, tally);
    let trimmed = |line: &str| line.trim_end_matches([' ', '\t']).to_owned();
    let lines: Vec<String> = text.split('\n').map(trimmed).collect();
    let copy = lines.join("\n");
    if copy.len() < text.len() {
        *tally.unseen.entry("U+0020 + LF").or_default() += 1;
    }
    Ok(copy
        .chars()
        .filter_map(|one| u8::try_from(one).ok())
        .collect())
}

/// With one kind of line end.
fn line_ends(text: &str, tally: &mut Tally) -> String {
    let both = text.matches("\r\n").count();
    let alone = text.matches('\r').count() - both;
    for (name, count) in [("Windows (CR LF)", both), ("CR", alone)] {
        if count > 0 {
            *tally.line_ends.entry(name).or_default() += count;
        }
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Web pages, drawings, documents and raw mail are text, too, but a viewer does not show all of it.
fn is_marked_up(text: &str) -> bool {
    const MAIL: [&str; 4] = ["received:", "return-path:", "message-id:", "mime-version:"];
    const STARTS: [&str; 3] = ["{\\rtf", "%!ps", "begin:v"];
    let text = text.trim_start();
    let begins = |line: &str, with: &str| {
        line.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    let tag = text.strip_prefix('<').and_then(|rest| rest.chars().next());
    let mail = text.lines().take(100).take_while(|line| !line.is_empty());
    tag.is_some_and(|next| next.is_ascii_alphabetic() || "!?".contains(next))
        || STARTS.iter().any(|start| begins(text, start))
        || mail
            .into_iter()
            .any(|line| MAIL.iter().any(|name| begins(line, name)))
}

/// Without what goes wherever it stands, and with one kind of line end.
fn plain(text: &str, tally: &mut Tally) -> String {
    let text = line_ends(text, tally);
    let mut copy = String::with_capacity(text.len());
    for one in text.chars() {
        match role(one) {
            Role::Goes(name) => *tally.unseen.entry(name).or_default() += 1,
            Role::Instead(name, other) => {
                *tally.unseen.entry(name).or_default() += 1;
                copy.push(other);
            }
            _ => copy.push(one),
        }
    }
    copy
}

/// One line without what its script does not need.
fn line(text: &str, tally: &mut Tally) -> String {
    let mut copy = String::with_capacity(text.len());
    let turns = text.chars().any(scripts::is_right_to_left);
    let mut flag = 0_usize;
    let mut before = None;
    for (at, one) in text.char_indices() {
        let rest = text.get(at + one.len_utf8()..).unwrap_or_default();
        let next = rest.chars().next();
        flag = flag.saturating_sub(1);
        if one == scripts::FLAG {
            flag = scripts::flag_len(rest).map_or(0, |len| len + 1);
        }
        let (name, stays, told) = match role(one) {
            Role::Joins => scripts::joins(one, before, next),
            Role::Varies => scripts::varies(one, before, next),
            Role::Turns => ("U+200E, U+202A, U+2066 …", turns, true),
            Role::Tag => ("U+E0001–U+E007F", flag > 0, false),
            _ => ("", true, false),
        };
        if told || !stays {
            *tally.unseen.entry(name).or_default() += 1;
        }
        if stays {
            copy.push(one);
            before = Some(one);
        }
    }
    let len = copy.trim_end_matches([' ', '\t']).len();
    if len < copy.len() {
        *tally.unseen.entry("U+0020 + LF").or_default() += 1;
        copy.truncate(len);
    }
    copy
}
