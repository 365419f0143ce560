//! Which parts of a file stay.

use crate::Trace;

/// Parts of names of entries that go, and what they give away; the first that fits counts.
const TOLD: &[(&str, Trace)] = &[
    ("thumbnail", Trace::Thumbnail),
    ("comment", Trace::Comments),
    ("/people", Trace::Author),
    ("/persons/", Trace::Author),
    ("/authors", Trace::Author),
    ("/documenttasks/", Trace::Author),
    ("/tasks/", Trace::Author),
    ("/recipientData", Trace::Author),
    ("_xmlsignatures/", Trace::Author),
    ("vbaProject", Trace::Script),
    ("vbaData", Trace::Script),
    ("/activeX/", Trace::Script),
    ("/webextensions/", Trace::Script),
    ("/ctrlProps/", Trace::Script),
    ("/macrosheets/", Trace::Script),
    ("/attachedToolbars", Trace::Script),
    ("customUI/", Trace::Script),
    ("/embeddings/", Trace::Embedded),
    ("/glossary/", Trace::Embedded),
    ("/afchunk", Trace::Embedded),
    ("/media/", Trace::Embedded),
    ("/model/", Trace::Embedded),
    ("/printerSettings/", Trace::Device),
    ("/revision", Trace::Revisions),
    ("changesInfo", Trace::Revisions),
    ("/slideUpdateInfo/", Trace::Revisions),
    ("/connections", Trace::Description),
    ("/queryTables/", Trace::Description),
    ("/volatileDependencies", Trace::Description),
    ("/mailMerge", Trace::Description),
    ("docMetadata/", Trace::Company),
    // Pictures that belong to remarks; those of heads and feet of sheets look the same.
    ("/drawings/vmlDrawing", Trace::Comments),
];

/// The parts that show something, by the folder of the program: single ones, numbered or not, and whole folders.
const SHOWN: &[(&str, &[&str], &[&str])] = &[
    (
        "word/",
        &[
            "document",
            "styles",
            "stylesWithEffects",
            "settings",
            "fontTable",
            "numbering",
            "footnotes",
            "endnotes",
            "header",
            "footer",
        ],
        &[
            "media", "fonts", "theme", "charts", "drawings", "diagrams", "ink",
        ],
    ),
    (
        "xl/",
        &["workbook", "styles", "sharedStrings", "metadata"],
        &[
            "media",
            "theme",
            "charts",
            "drawings",
            "diagrams",
            "ink",
            "worksheets",
            "chartsheets",
            "tables",
            "pivotTables",
            "pivotCache",
            "slicers",
            "slicerCaches",
            "timelines",
            "timelineCaches",
            "externalLinks",
            "richData",
            "featurePropertyBag",
        ],
    ),
    (
        "ppt/",
        &["presentation", "tableStyles"],
        &[
            "media",
            "fonts",
            "theme",
            "charts",
            "drawings",
            "diagrams",
            "ink",
            "slides",
            "slideLayouts",
            "slideMasters",
            "notesSlides",
            "notesMasters",
            "handoutMasters",
        ],
    ),
];

/// What an entry that goes gives away; `None` for one that stays.
pub(super) fn dropped(name: &str) -> Option<Trace> {
    if matches!(name, "[Content_Types].xml" | "_rels/.rels") || shows(&base(name)) {
        return None;
    }
    let told = TOLD.iter().find(|(part, _)| name.contains(part));
    let other = if name.ends_with(".xml") || name.ends_with(".rels") {
        Trace::Other
    } else {
        Trace::Embedded
    };
    Some(told.map_or(other, |(_, trace)| *trace))
}

/// The part whose relations these are; any other name as it is.
fn base(name: &str) -> String {
    match name.strip_suffix(".rels") {
        Some(part) => part.replacen("_rels/", "", 1),
        None => name.to_owned(),
    }
}

fn shows(name: &str) -> bool {
    SHOWN.iter().any(|(program, single, folders)| {
        let Some(inner) = name.strip_prefix(program) else {
            return false;
        };
        match inner.split_once('/') {
            // Drawings have a picture for programs that do not know them; those pictures stay.
            Some(("media" | "fonts", file)) => !file.ends_with(".svg"),
            Some((folder, file)) => folders.contains(&folder) && file.ends_with(".xml"),
            None => {
                let stem = inner.strip_suffix(".xml");
                let stem = stem.map(|stem| stem.trim_end_matches(|c: char| c.is_ascii_digit()));
                stem.is_some_and(|stem| single.contains(&stem))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_stays_and_all_that_is_not_known_goes() {
        for name in [
            "word/document.xml",
            "word/header12.xml",
            "word/_rels/document.xml.rels",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/_rels/sheet1.xml.rels",
            "ppt/media/image1.png",
        ] {
            assert_eq!(dropped(name), None, "{name}");
        }
        for (name, trace) in [
            ("word/people.xml", Trace::Author),
            ("ppt/authors.xml", Trace::Author),
            ("word/intelligence2.xml", Trace::Other),
            ("word/_rels/comments.xml.rels", Trace::Comments),
            ("xl/macrosheets/sheet1.xml", Trace::Script),
            ("word/media/image2.svg", Trace::Embedded),
            ("docMetadata/LabelInfo.xml", Trace::Company),
            ("anything.bin", Trace::Embedded),
        ] {
            assert_eq!(dropped(name), Some(trace), "{name}");
        }
    }
}
