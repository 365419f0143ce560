//! Findings as they are collected and as they leave the crate.

use crate::{Finding, Trace};

/// As many findings as are told of one file.
const MOST: usize = 64;
/// As many as are collected before they are sorted: a hostile file must not fill the memory.
const MOST_COLLECTED: usize = 4096;
/// As many characters as are told of one value.
const VALUE_CHARS: usize = 80;

/// Findings, in the order in which they are met.
#[derive(Debug, Default)]
pub(crate) struct Found(Vec<Finding>);

impl Found {
    /// One finding; `value` may be anything that came out of the file.
    pub(crate) fn add(&mut self, trace: Trace, value: &str) {
        if self.0.len() < MOST_COLLECTED {
            self.0.push(Finding {
                trace,
                value: readable(value),
            });
        }
    }

    /// One finding whose value is text of unknown encoding.
    pub(crate) fn add_bytes(&mut self, trace: Trace, value: &[u8]) {
        let few = value
            .get(..value.len().min(4 * VALUE_CHARS))
            .unwrap_or_default();
        self.add(trace, &String::from_utf8_lossy(few));
    }

    /// All of them.
    pub(crate) fn into_vec(self) -> Vec<Finding> {
        self.0
    }

    /// All that another module found.
    pub(crate) fn extend(&mut self, others: Vec<Finding>) {
        let room = MOST_COLLECTED.saturating_sub(self.0.len());
        self.0.extend(others.into_iter().take(room));
    }
}

/// Sorted, without doubles, at most [`MOST`].
///
/// A finding without a value says nothing where the same kind was found with one. Where there are too many, every
/// kind keeps its first, so that a file with a hundred dates still shows its position.
pub(crate) fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort();
    findings.dedup();
    let named: Vec<Trace> = findings
        .iter()
        .filter(|f| !f.value.is_empty())
        .map(|f| f.trace)
        .collect();
    findings.retain(|f| !f.value.is_empty() || !named.contains(&f.trace));
    if findings.len() > MOST {
        let mut last = None;
        let (mut first, mut rest): (Vec<_>, Vec<_>) = findings
            .into_iter()
            .partition(|f| last.replace(f.trace) != Some(f.trace));
        rest.truncate(MOST.saturating_sub(first.len()));
        first.append(&mut rest);
        findings = first;
        findings.sort();
    }
    findings
}

/// A value as it can be shown: one line, nothing that steers the screen, at most [`VALUE_CHARS`] characters.
fn readable(value: &str) -> String {
    let shown: String = value
        .chars()
        .filter(|c| !steers(*c))
        .take(VALUE_CHARS)
        .collect();
    shown.trim().to_owned()
}

/// Control characters, and those that are not seen or that turn the direction of writing.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_short_line_that_steers_nothing() {
        let mut found = Found::default();
        found.add(
            Trace::Author,
            &format!("  Ann\u{1b}[31m\n\u{202e}{}", "x".repeat(200)),
        );
        let values: Vec<String> = sorted(found.into_vec())
            .into_iter()
            .map(|f| f.value)
            .collect();
        assert_eq!(values, [format!("Ann[31m{}", "x".repeat(71))]);
    }

    #[test]
    fn of_too_many_findings_every_kind_is_kept() {
        let mut found = Found::default();
        (0..500).for_each(|i| found.add(Trace::Author, &i.to_string()));
        found.add(Trace::Script, "");
        found.add(Trace::Date, "1999");
        found.add(Trace::Date, "");
        let findings = sorted(found.into_vec());
        assert_eq!(findings.len(), MOST);
        assert!(findings.is_sorted());
        assert_eq!(
            findings.iter().filter(|f| f.trace == Trace::Date).count(),
            1
        );
        assert!(findings.iter().any(|f| f.trace == Trace::Script));
    }
}
