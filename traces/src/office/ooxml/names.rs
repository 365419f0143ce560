//! Elements, attributes and extensions that go, by name.

use crate::Trace;

/// Elements that go, and what they give away.
pub(super) const GO: &[(&str, Trace)] = &[
    ("del", Trace::TrackedChanges),
    ("moveFrom", Trace::TrackedChanges),
    ("moveFromRangeStart", Trace::TrackedChanges),
    ("moveFromRangeEnd", Trace::TrackedChanges),
    ("moveToRangeStart", Trace::TrackedChanges),
    ("moveToRangeEnd", Trace::TrackedChanges),
    ("cellIns", Trace::TrackedChanges),
    ("cellDel", Trace::TrackedChanges),
    ("cellMerge", Trace::TrackedChanges),
    ("conflictDel", Trace::TrackedChanges),
    ("numberingChange", Trace::TrackedChanges),
    ("tblGridChange", Trace::TrackedChanges),
    ("trackRevisions", Trace::TrackedChanges),
    ("revisionView", Trace::TrackedChanges),
    ("commentRangeStart", Trace::Comments),
    ("commentRangeEnd", Trace::Comments),
    ("commentReference", Trace::Comments),
    ("annotationRef", Trace::Comments),
    ("legacyDrawing", Trace::Comments),
    ("rsids", Trace::Revisions),
    ("rsid", Trace::Revisions),
    ("revisionPtr", Trace::Revisions),
    ("nsid", Trace::Serial),
    ("docId", Trace::Serial),
    ("creationId", Trace::Serial),
    ("modId", Trace::Serial),
    ("uniqueId", Trace::Serial),
    ("alternateUrls", Trace::Serial),
    ("themeFamily", Trace::Serial),
    // The sums of passwords tell the password to whoever tries enough of them.
    ("documentProtection", Trace::Serial),
    ("writeProtection", Trace::Serial),
    ("workbookProtection", Trace::Serial),
    ("sheetProtection", Trace::Serial),
    ("modifyVerifier", Trace::Serial),
    ("protectedRanges", Trace::Author),
    ("permStart", Trace::Author),
    ("permEnd", Trace::Author),
    ("scenarios", Trace::Author),
    ("fileSharing", Trace::Author),
    ("customWorkbookViews", Trace::Author),
    ("customSheetViews", Trace::Author),
    ("docVars", Trace::Other),
    ("dataBinding", Trace::Other),
    ("custDataLst", Trace::Other),
    ("fldData", Trace::Other),
    ("proofState", Trace::Other),
    ("decimalSymbol", Trace::Other),
    ("listSeparator", Trace::Other),
    ("readModeInkLockDown", Trace::Other),
    ("smartTagPr", Trace::Other),
    ("smartTagType", Trace::Other),
    ("smartTags", Trace::Other),
    ("customXmlPr", Trace::Other),
    ("fileRecoveryPr", Trace::Other),
    ("activeWritingStyle", Trace::Software),
    ("fileVersion", Trace::Software),
    ("mailMerge", Trace::Description),
    ("attachedTemplate", Trace::Description),
    ("attachedSchema", Trace::Description),
    ("schemaLibrary", Trace::Description),
    ("absPath", Trace::Description),
    ("webPublishing", Trace::Description),
    ("webPublishItems", Trace::Description),
    ("webPublishObjects", Trace::Description),
    ("sectionLst", Trace::Description),
    ("OLEObject", Trace::Embedded),
    ("oleObjects", Trace::Embedded),
    ("externalData", Trace::Embedded),
    ("controls", Trace::Script),
    ("timestamp", Trace::Date),
];

/// Elements that go only in others of this name.
pub(super) const GO_IN: &[(&str, &str, Trace)] = &[
    ("tmpl", "abstractNum", Trace::Serial),
    ("id", "sdtPr", Trace::Serial),
    ("tag", "sdtPr", Trace::Other),
    ("alias", "sdtPr", Trace::Other),
    ("placeholder", "sdtPr", Trace::Other),
];

/// Elements that go, but for what is in them.
pub(super) const GO_ALONE: &[(&str, Trace)] = &[
    ("ins", Trace::TrackedChanges),
    ("moveTo", Trace::TrackedChanges),
    ("conflictIns", Trace::TrackedChanges),
    ("smartTag", Trace::Other),
    ("customXml", Trace::Other),
];

/// Extensions that hold nothing but random numbers or names, which go with all that is around them: an empty one is
/// not allowed.
pub(super) const EXTENSIONS: &[(&str, Trace)] = &[
    ("{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}", Trace::Serial),
    ("{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}", Trace::Serial),
    ("{D42A27DB-BD31-4B8C-83A1-F6EECF244321}", Trace::Serial),
    ("{C3380CC4-5D6E-409C-BE32-E72D297353CC}", Trace::Serial),
    ("{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}", Trace::Serial),
    ("{9D8B030D-6E8A-4147-A177-3AD203B41FA5}", Trace::Serial),
    ("{05A4C25C-085E-4340-85A3-A5531E510DB2}", Trace::Serial),
    ("{521415D9-36F7-43E2-AB2F-B90AF26B5E84}", Trace::Description),
    // Points to a drawing that goes.
    ("{96DAC541-7B7A-43D3-8B79-37D633B846F1}", Trace::Embedded),
];

/// Attributes that go wherever they are, by their name without prefix.
pub(super) const ATTRIBUTES: &[(&str, Trace)] = &[
    ("paraId", Trace::Revisions),
    ("textId", Trace::Revisions),
    ("durableId", Trace::Serial),
    ("anchorId", Trace::Serial),
    ("editId", Trace::Serial),
    ("gfxdata", Trace::Other),
    ("timestampRef", Trace::Date),
    ("refreshedBy", Trace::Author),
    ("refreshedDate", Trace::Date),
    ("refreshedDateIso", Trace::Date),
    ("dateUtc", Trace::Date),
    ("codeName", Trace::Other),
];

/// Attributes that go from elements of this name.
pub(super) const ATTRIBUTES_OF: &[(&str, &[&str], Trace)] = &[
    (
        "workbookView",
        &["xWindow", "yWindow", "windowWidth", "windowHeight"],
        Trace::Other,
    ),
    (
        "definedName",
        &["comment", "description", "help", "statusBar", "shortcutKey"],
        Trace::Description,
    ),
    ("cSld", &["name"], Trace::Other),
    ("imagedata", &["title", "href"], Trace::Description),
];

/// Elements that are given a name by programs, or that of the file they were made from.
pub(super) const NAMED: [&str; 2] = ["cNvPr", "docPr"];
/// What a theme is called: often like the company.
pub(super) const THEME: [&str; 4] = ["theme", "clrScheme", "fontScheme", "fmtScheme"];
