//! Names in office files and what they give away.

use crate::{Trace, found::Found};

use super::xml::{Act, Element, Rules, Value, watch};

/// Elements in the parts that only describe the file.
const PROPERTIES: &[(&str, Trace)] = &[
    ("creator", Trace::Author),
    ("initial-creator", Trace::Author),
    ("lastModifiedBy", Trace::Author),
    ("printed-by", Trace::Author),
    ("Manager", Trace::Author),
    ("Company", Trace::Company),
    ("Application", Trace::Software),
    ("AppVersion", Trace::Software),
    ("generator", Trace::Software),
    ("created", Trace::Date),
    ("modified", Trace::Date),
    ("lastPrinted", Trace::Date),
    ("creation-date", Trace::Date),
    ("date", Trace::Date),
    ("print-date", Trace::Date),
    ("revision", Trace::Revisions),
    ("TotalTime", Trace::Revisions),
    ("editing-cycles", Trace::Revisions),
    ("editing-duration", Trace::Revisions),
    ("title", Trace::Description),
    ("subject", Trace::Description),
    ("description", Trace::Description),
    ("keywords", Trace::Description),
    ("keyword", Trace::Description),
    ("category", Trace::Description),
    ("Template", Trace::Description),
    ("HyperlinkBase", Trace::Description),
    ("lpwstr", Trace::Other),
    ("user-defined", Trace::Other),
];

struct Telling<'a>(&'a mut Found);

impl Rules for Telling<'_> {
    fn element(&mut self, _: &Element<'_>) -> Act {
        Act::Keep
    }

    fn attribute(&mut self, _: &str, _: &str, _: &str) -> Value {
        Value::Keep
    }

    fn text(&mut self, element: &Element<'_>, text: &str) {
        let known = PROPERTIES.iter().find(|(name, _)| *name == element.name);
        if let (Some((_, trace)), false) = (known, text.trim().is_empty()) {
            self.0.add(*trace, text);
        }
    }
}

/// Tells what a part says that only describes the file.
pub(super) fn properties(text: &[u8], found: &mut Found) {
    found.add(Trace::Other, "");
    if watch(text, &mut Telling(found)).is_err() {
        found.add(Trace::Other, "properties");
    }
}
