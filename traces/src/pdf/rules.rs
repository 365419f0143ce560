//! What goes from a PDF and what stays, by name.

use lopdf::{Dictionary, Object};

use crate::Trace;

/// What the catalog of a copy may have.
pub(super) const CATALOG: &[&[u8]] = &[
    b"Type",
    b"Version",
    b"Pages",
    b"PageLabels",
    b"Names",
    b"Dests",
    b"ViewerPreferences",
    b"PageLayout",
    b"PageMode",
    b"Outlines",
    b"OpenAction",
    b"OCProperties",
    b"AcroForm",
    b"Lang",
];

/// What a page, or a group of pages, of a copy may have.
pub(super) const PAGE: &[&[u8]] = &[
    b"Type",
    b"Parent",
    b"Kids",
    b"Count",
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Contents",
    b"Rotate",
    b"Group",
    b"Annots",
    b"UserUnit",
    b"Tabs",
    b"Trans",
    b"Dur",
];

/// What goes wherever it is, and what it gives away; without a trace where it is told elsewhere.
pub(super) const GOES: &[(&[u8], Option<Trace>)] = &[
    (b"Metadata", Some(Trace::Other)),
    (b"PieceInfo", Some(Trace::Other)),
    (b"LastModified", Some(Trace::Date)),
    (b"Thumb", Some(Trace::Thumbnail)),
    (b"AA", Some(Trace::Script)),
    (b"JavaScript", Some(Trace::Script)),
    (b"JS", Some(Trace::Script)),
    (b"AF", Some(Trace::Embedded)),
    (b"EmbeddedFiles", Some(Trace::Embedded)),
    (b"EF", Some(Trace::Embedded)),
    (b"RF", Some(Trace::Embedded)),
    (b"Collection", Some(Trace::Embedded)),
    (b"OPI", Some(Trace::Description)),
    (b"XFA", Some(Trace::Other)),
    (b"CreatorInfo", Some(Trace::Software)),
    (b"SpiderInfo", Some(Trace::Description)),
    (b"StructTreeRoot", Some(Trace::Other)),
    (b"OutputIntents", Some(Trace::Other)),
    (b"Threads", Some(Trace::Description)),
    (b"PtData", Some(Trace::Position)),
    (b"Measure", Some(Trace::Position)),
    (b"Alternates", Some(Trace::Embedded)),
    (b"AlternatePresentations", Some(Trace::Embedded)),
    (b"Renditions", Some(Trace::Embedded)),
    (b"Templates", Some(Trace::Hidden)),
    (b"IDS", Some(Trace::Serial)),
    (b"URLS", Some(Trace::Description)),
    (b"Perms", None),
    (b"DSS", None),
    (b"SigFlags", None),
    (b"Popup", None),
    (b"StructParent", None),
    (b"StructParents", None),
    (b"MarkInfo", None),
    (b"FFilter", None),
    (b"FDecodeParms", None),
    (b"DL", None),
];

/// What goes from a remark beside its text: who made it, when, and its title.
pub(super) const REMARK: &[(&[u8], Trace)] = &[
    (b"T", Trace::Comments),
    (b"Subj", Trace::Description),
    (b"NM", Trace::Serial),
    (b"M", Trace::Date),
    (b"CreationDate", Trace::Date),
    (b"RC", Trace::Comments),
    (b"IRT", Trace::Comments),
    (b"RT", Trace::Comments),
    (b"State", Trace::Comments),
    (b"StateModel", Trace::Comments),
    (b"ExData", Trace::Other),
];

/// Kinds of annotation that a copy may have; the others are files, films and windows of remarks.
const ANNOTATIONS: &[&[u8]] = &[
    b"Link",
    b"Widget",
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Redact",
    b"Watermark",
    b"Projection",
];

/// Actions that run something, send something or name a file.
const RUNS: &[&[u8]] = &[
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"ResetForm",
    b"Sound",
    b"Movie",
    b"Rendition",
    b"GoToR",
    b"GoToE",
    b"GoTo3DView",
    b"RichMediaExecute",
    b"Thread",
    b"Hide",
];

/// Keys under which a dictionary holds things by names that anybody may choose.
pub(super) const BY_NAME: &[&[u8]] = &[
    b"Font",
    b"XObject",
    b"ExtGState",
    b"ColorSpace",
    b"Pattern",
    b"Shading",
    b"Properties",
    b"CharProcs",
    b"Dests",
    b"Colorants",
];

/// Whether it is an annotation, a field on a page among them.
pub(super) fn is_annotation(dict: &Dictionary) -> bool {
    dict.has_type(b"Annot") || (dict.has(b"Rect") && dict.has(b"Subtype"))
}

/// Whether an annotation is not shown, by its flags.
pub(super) fn is_hidden(dict: &Dictionary, flags: &Object) -> bool {
    const HIDDEN: i64 = 2;
    const NO_VIEW: i64 = 32;
    let set = flags
        .as_i64()
        .is_ok_and(|flags| flags & (HIDDEN | NO_VIEW) != 0);
    is_annotation(dict) && set
}

/// What a whole dictionary (or the one of a stream) gives away, if all of it goes.
pub(super) fn goes(dict: &Dictionary) -> Option<Trace> {
    let name = |key: &[u8]| dict.get(key).and_then(Object::as_name).unwrap_or_default();
    let subtype = name(b"Subtype");
    match name(b"Type") {
        b"Metadata" => return Some(Trace::Other),
        b"EmbeddedFile" | b"Filespec" | b"F" => return Some(Trace::Embedded),
        b"Sig" | b"DocTimeStamp" => return Some(Trace::Author),
        b"StructTreeRoot" | b"StructElem" => return Some(Trace::Other),
        _ => {}
    }
    if dict.has(b"EF") {
        return Some(Trace::Embedded);
    }
    if dict.has(b"ByteRange") {
        return Some(Trace::Author);
    }
    if is_annotation(dict) && !ANNOTATIONS.contains(&subtype) {
        return Some(if subtype == b"Popup" {
            Trace::Comments
        } else {
            Trace::Embedded
        });
    }
    RUNS.contains(&name(b"S")).then_some(Trace::Script)
}
