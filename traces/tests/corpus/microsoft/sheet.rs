//! Sheets, as Excel writes them.

use std::path::{Path, PathBuf};

use belfry_traces::Trace;

use super::{
    around, check, folder, shown, told,
    write::{Part, relations, types, write, xml},
};

fn workbook() -> Part {
    xml(
        "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" mc:Ignorable=\"x15 xr xr2\"><fileVersion appName=\"xl\" codeName=\"{60CA0101-0000}\"/><fileSharing userName=\"go-reserved\" reservationPassword=\"60CA\"/>\
         <workbookPr codeName=\"go-workbook-code\"/><mc:AlternateContent><mc:Choice Requires=\"x15\"><x15ac:absPath url=\"C:\\Users\\go-path\\\"/></mc:Choice></mc:AlternateContent>\
         <xr:revisionPtr revIDLastSave=\"3\" documentId=\"60CA0102\"/><workbookProtection workbookHashValue=\"go-book-hash\"/><bookViews><workbookView xWindow=\"60CA0103\" yWindow=\"60CA0104\" windowWidth=\"60CA0105\" windowHeight=\"60CA0106\" xr2:uid=\"{60CA0107-0000}\"/></bookViews>\
         <sheets><sheet name=\"stay-first\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"stay-hidden\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/><sheet name=\"stay-very\" sheetId=\"3\" state=\"veryHidden\" r:id=\"rId3\"/><sheet name=\"go-macro-sheet\" sheetId=\"4\" r:id=\"rId4\"/></sheets>\
         <externalReferences><externalReference r:id=\"rId5\"/></externalReferences><definedNames><definedName name=\"stay-name\" comment=\"go-name-comment\" hidden=\"1\">Sheet1!$A$1</definedName></definedNames><calcPr calcId=\"0\"/>\
         <customWorkbookViews><customWorkbookView name=\"go-view\" guid=\"{60CA0108-0000}\"/></customWorkbookViews><webPublishing title=\"go-web\"/><fileRecoveryPr repairLoad=\"go-recovery\"/></workbook>",
    )
}

fn first_sheet() -> Part {
    xml(
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xr:uid=\"{60CA0110-0000}\"><sheetPr codeName=\"go-sheet-code\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><f>[1]Sheet1!A1</f><v>42</v></c></row>\
         <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>1</v></c></row></sheetData><sheetProtection hashValue=\"go-sheet-hash\" saltValue=\"go-sheet-salt\"/><protectedRanges><protectedRange name=\"a\" sqref=\"A1\" securityDescriptor=\"O:WDG:WDD:(A;;CC;;;go-account)\"/></protectedRanges>\
         <scenarios current=\"0\"><scenario name=\"go-scenario\" user=\"go-scenario-user\" comment=\"go-scenario-comment\"><inputCells r=\"A1\" val=\"1\"/></scenario></scenarios><customSheetViews><customSheetView guid=\"{60CA0111-0000}\"/></customSheetViews>\
         <pageSetup paperSize=\"9\" r:id=\"rId1\"/><drawing r:id=\"rId4\"/><legacyDrawing r:id=\"rId2\"/><webPublishItems count=\"1\"><webPublishItem destinationFile=\"C:\\go-publish.htm\"/></webPublishItems></worksheet>",
    )
}

/// A sheet with all that Excel writes.
pub(super) fn sheet(folder: &Path) -> PathBuf {
    let ml = |part: &str| format!("spreadsheetml.{part}");
    let kinds: Vec<(&str, String)> = [
        ("xl/worksheets/sheet1.xml", "worksheet"),
        ("xl/worksheets/sheet2.xml", "worksheet"),
        ("xl/worksheets/sheet3.xml", "worksheet"),
        ("xl/sharedStrings.xml", "sharedStrings"),
        ("xl/styles.xml", "styles"),
        ("xl/calcChain.xml", "calcChain"),
        ("xl/comments1.xml", "comments"),
        ("xl/externalLinks/externalLink1.xml", "externalLink"),
        ("xl/connections.xml", "connections"),
        ("xl/revisions/revisionHeaders.xml", "revisionHeaders"),
        ("xl/revisions/userNames.xml", "userNames"),
    ]
    .iter()
    .map(|(name, part)| (*name, ml(part)))
    .collect();
    let mut kinds: Vec<(&str, &str)> = kinds
        .iter()
        .map(|(name, kind)| (*name, kind.as_str()))
        .collect();
    kinds.extend([
        (
            "xl/macrosheets/sheet1.xml",
            "application/vnd.ms-excel.macrosheet+xml",
        ),
        (
            "xl/persons/person.xml",
            "application/vnd.ms-excel.person+xml",
        ),
        (
            "xl/threadedComments/threadedComment1.xml",
            "application/vnd.ms-excel.threadedcomments+xml",
        ),
        ("xl/drawings/drawing1.xml", "drawing"),
        ("xl/charts/chart1.xml", "drawingml.chart"),
        (
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        ),
        ("docProps/app.xml", "extended-properties"),
    ]);
    let mut parts = vec![types(
        ("xl/workbook.xml", "spreadsheetml.sheet.main"),
        &kinds,
    )];
    parts.extend(around("xl/workbook.xml", folder));
    let plain = |name, text: &str| {
        xml(
            name,
            &format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData></worksheet>"
            ),
        )
    };
    parts.extend([
        relations(
            "xl/_rels/workbook.xml.rels",
            &[
                ("worksheet", "worksheets/sheet1.xml"),
                ("worksheet", "worksheets/sheet2.xml"),
                ("worksheet", "worksheets/sheet3.xml"),
                ("2006/relationships/xlMacrosheet", "macrosheets/sheet1.xml"),
                ("externalLink", "externalLinks/externalLink1.xml"),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "styles.xml"),
                ("calcChain", "calcChain.xml"),
                ("connections", "connections.xml"),
                ("revisionHeaders", "revisions/revisionHeaders.xml"),
                ("2017/10/relationships/person", "persons/person.xml"),
            ],
        ),
        relations(
            "xl/worksheets/_rels/sheet1.xml.rels",
            &[
                ("printerSettings", "../printerSettings/printerSettings1.bin"),
                ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
                ("comments", "../comments1.xml"),
                ("drawing", "../drawings/drawing1.xml"),
                ("2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
            ],
        ),
        relations("xl/drawings/_rels/drawing1.xml.rels", &[("chart", "../charts/chart1.xml")]),
        workbook(),
        first_sheet(),
        plain("xl/worksheets/sheet2.xml", "stay-second"),
        plain("xl/worksheets/sheet3.xml", "stay-third"),
        plain("xl/macrosheets/sheet1.xml", "go-excel-macro"),
        xml(
            "xl/sharedStrings.xml",
            "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"2\" uniqueCount=\"2\"><si><t>stay-sum</t></si><si><t>stay-hidden-row</t></si></sst>",
        ),
        xml("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>"),
        xml("xl/calcChain.xml", "<calcChain xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><c r=\"B1\" i=\"1\"/></calcChain>"),
        xml("xl/comments1.xml", "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>go-cell-remarker</author></authors></comments>"),
        xml("xl/threadedComments/threadedComment1.xml", "<ThreadedComments>go-thread</ThreadedComments>"),
        xml("xl/persons/person.xml", "<personList><person displayName=\"go-thread-person\" userId=\"go-thread-account\"/></personList>"),
        xml("xl/connections.xml", "<connections><connection connectionString=\"go-connection\"/></connections>"),
        xml("xl/revisions/revisionHeaders.xml", "<headers><header userName=\"go-shared-user\"/></headers>"),
        xml("xl/revisions/userNames.xml", "<users><userInfo name=\"go-open-user\"/></users>"),
        xml(
            "xl/externalLinks/externalLink1.xml",
            "<externalLink xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><externalBook r:id=\"rId1\"><xxl21:alternateUrls driveId=\"go-drive\" itemId=\"go-drive-item\"><xxl21:absoluteUrl r:id=\"rId2\"/></xxl21:alternateUrls>\
             <sheetNames><sheetName val=\"stay-linked-sheet\"/></sheetNames></externalBook></externalLink>",
        ),
        relations("xl/externalLinks/_rels/externalLink1.xml.rels", &[("!externalLinkPath", "file:///C:\\Users\\go-external\\b.xlsx"), ("!externalLinkPath", "/Users/go-unix/b.xlsx")]),
        ("xl/printerSettings/printerSettings1.bin", b"go-printer".to_vec()),
        ("xl/drawings/vmlDrawing1.vml", b"<xml>go-note-shape</xml>".to_vec()),
        xml(
            "xl/drawings/drawing1.xml",
            "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>\
             <xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"2\" name=\"go-chart-name\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart r:id=\"rId1\"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>",
        ),
        chart("xl/charts/chart1.xml"),
        relations("xl/charts/_rels/chart1.xml.rels", &[("!oleObject", "file:///C:\\go-chart-source.xlsx")]),
    ]);
    write(folder, "excel.xlsx", &parts)
}

fn chart(name: &'static str) -> Part {
    xml(
        name,
        "<c:chartSpace><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val=\"col\"/><c:grouping val=\"clustered\"/><c:ser><c:idx val=\"0\"/><c:order val=\"0\"/><c:tx><c:v>stay-series</c:v></c:tx><c:val><c:numLit><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>5</c:v></c:pt></c:numLit></c:val>\
         <c:extLst><c:ext uri=\"{C3380CC4-5D6E-409C-BE32-E72D297353CC}\"><c16:uniqueId val=\"{60CA0120-0000}\"/></c:ext></c:extLst></c:ser><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>\
         <c:catAx><c:axId val=\"1\"/><c:scaling/><c:delete val=\"0\"/><c:axPos val=\"b\"/><c:crossAx val=\"2\"/></c:catAx><c:valAx><c:axId val=\"2\"/><c:scaling/><c:delete val=\"0\"/><c:axPos val=\"l\"/><c:crossAx val=\"1\"/></c:valAx></c:plotArea></c:chart>\
         <c:externalData r:id=\"rId1\"><c:autoUpdate val=\"go-update\"/></c:externalData></c:chartSpace>",
    )
}

#[test]
fn a_sheet_of_excel_loses_all_that_is_planted_and_tells_what_is_hidden() {
    let folder = folder();
    let path = sheet(folder.path());
    let hidden = [
        (Trace::Hidden, "stay-hidden"),
        (Trace::Hidden, "stay-name"),
        (Trace::Hidden, "stay-very"),
    ];
    told(&path, &hidden);
    told(
        &path,
        &[
            (Trace::Author, "go-reserved"),
            (Trace::Author, "go-scenario-user"),
            (Trace::Author, "go-cell-remarker"),
            (Trace::Author, "go-last-editor"),
            (Trace::Description, "go-external"),
            (Trace::Script, ""),
            (Trace::Comments, ""),
            (Trace::Device, ""),
        ],
    );
    // mat2 leaves out linked files, whose values are in the sheet.
    let ours = check(&path, &hidden, &["stay-linked-sheet"]);
    let text = shown(&ours);
    for words in ["stay-sum", "42"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(
        !text.contains("stay-second") && !text.contains("stay-hidden-row"),
        "hidden stays hidden: {text}"
    );
}
