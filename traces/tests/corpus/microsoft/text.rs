//! Texts, as Word writes them.

use std::path::{Path, PathBuf};

use belfry_traces::Trace;

use crate::office::entries;

use super::{
    around, check, folder, photo, shown, told, words,
    write::{Part, relations, types, write, xml},
};

/// Paragraphs with what Word writes around them.
fn body() -> String {
    let run = |text: &str| {
        format!(
            "<w:r w:rsidR=\"60CA0001\" w:rsidRPr=\"60CA0002\"><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
        )
    };
    let paragraph = |inside: &str| {
        format!(
            "<w:p w:rsidR=\"60CA0003\" w:rsidRDefault=\"60CA0004\" w14:paraId=\"60CA0005\" w14:textId=\"60CA0006\">{inside}</w:p>"
        )
    };
    let by = "w:author=\"go-changer\" w:date=\"go-changed\" w16du:dateUtc=\"go-changed-utc\"";
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:fldData>go-field-data</w:fldData></w:fldChar></w:r><w:r><w:instrText xml:space=\"preserve\">{code}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            run(result)
        )
    };
    let split = field(
        "INCLUDETEXT \"C:\\\\Us</w:instrText></w:r><w:r><w:instrText>ers\\\\go-include\\\\a.docx\"",
        "stay-included",
    );
    let table = |deleted: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr>{deleted}</w:tcPr>{}</w:tc>",
            paragraph(&run(text))
        )
    };
    [
        paragraph(&format!("<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>{}", run("stay-text"))),
        paragraph(&format!(
            "<w:pPr><w:pPrChange w:id=\"1\" {by}><w:pPr/></w:pPrChange><w:rPr><w:ins w:id=\"2\" {by}/></w:rPr></w:pPr><w:ins w:id=\"3\" {by}>{}</w:ins>\
             <w:del w:id=\"4\" {by}><w:r><w:delText>go-deleted</w:delText></w:r></w:del><w:moveFrom w:id=\"5\" {by}>{}</w:moveFrom><w:moveTo w:id=\"6\" {by}>{}</w:moveTo>",
            run("stay-inserted"),
            run("go-moved-away"),
            run("stay-moved")
        )),
        paragraph(&format!(
            "<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>\
             <w:permStart w:id=\"9\" w:ed=\"go-permitted\"/><w:permEnd w:id=\"9\"/><w:smartTag w:uri=\"go-smart-uri\" w:element=\"x\"><w:smartTagPr><w:attr w:name=\"a\" w:val=\"go-smart\"/></w:smartTagPr>{}</w:smartTag>\
             <w:customXml w:uri=\"go-custom-uri\" w:element=\"x\"><w:customXmlPr><w:attr w:name=\"a\" w:val=\"go-custom\"/></w:customXmlPr>{}</w:customXml>",
            run("stay-remarked"),
            run("stay-smart"),
            run("stay-custom")
        )),
        paragraph(&field("INCLUDEPICTURE \"file:///C:\\\\Users\\\\go-field-path\\\\a.png\" \\* MERGEFORMAT", "stay-field")),
        paragraph(&split),
        paragraph(&field("ADDIN ZOTERO_ITEM CSL_CITATION {\"uris\":[\"http://zotero.org/users/go-zotero\"]}", "stay-citation")),
        paragraph(&field("PAGEREF stay-reference \\h", "7")),
        paragraph(&format!("<w:fldSimple w:instr=\" LINK Excel.Sheet.12 &quot;\\\\\\\\server\\\\go-share\\\\a.xlsx&quot; \">{}</w:fldSimple>", run("stay-linked"))),
        paragraph(&format!(
            "<w:hyperlink r:id=\"rId2\">{}</w:hyperlink><w:hyperlink r:id=\"rId3\">{}</w:hyperlink>",
            run("stay-link"),
            run("stay-web")
        )),
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"go-alias\"/><w:tag w:val=\"go-tag\"/><w:id w:val=\"60CA0007\"/><w:placeholder><w:docPart w:val=\"go-placeholder\"/></w:placeholder>\
             <w:dataBinding w:xpath=\"go-binding\" w:storeItemID=\"go-store\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            paragraph(&run("stay-control"))
        ),
        format!(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr w:rsidR=\"60CA0008\"><w:tblPrEx><w:tblPrExChange w:id=\"10\" {by}><w:tblPrEx/></w:tblPrExChange></w:tblPrEx>{}{}</w:tr>\
             <w:tr><w:trPr><w:del w:id=\"11\" {by}/></w:trPr>{}</w:tr></w:tbl>",
            table("", "stay-cell"),
            table(&format!("<w:cellDel w:id=\"12\" {by}/>"), "go-cell"),
            table("", "go-row")
        ),
        paragraph(
            "<w:r><w:drawing><wp:inline wp14:anchorId=\"60CA0009\" wp14:editId=\"60CA000A\"><wp:extent cx=\"914400\" cy=\"609600\"/><wp:docPr id=\"1\" name=\"go-picture-name\" descr=\"C:\\Users\\go-picture-path\\a.jpg\">\
             <a:extLst><a:ext uri=\"{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}\"><a16:creationId id=\"{60CA000B-0000}\"/></a:ext></a:extLst></wp:docPr><a:graphic>\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"go-file.jpg\" descr=\"stay-alternative\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"rId1\"><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip r:embed=\"rId9\"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"914400\" cy=\"609600\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        ),
        paragraph(
            "<w:r><w:object><v:shape id=\"x\" style=\"width:50pt;height:50pt\" o:gfxdata=\"go-gfx\" alt=\"go-shape.png\"><v:imagedata r:id=\"rId1\" o:title=\"go-image-title\" o:href=\"file:///C:/go-image-href.png\"/></v:shape>\
             <o:OLEObject Type=\"Embed\" ProgID=\"go-program\" r:id=\"rId8\"/></w:object></w:r>",
        ),
        "<w:sectPr w:rsidR=\"60CA000C\"><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr>".to_owned(),
    ]
    .concat()
}

fn settings() -> Part {
    xml(
        "word/settings.xml",
        "<w:settings><w:writeProtection w:hash=\"go-hash\"/><w:zoom w:percent=\"100\"/><w:proofState w:spelling=\"go-proof\"/><w:attachedTemplate r:id=\"rId1\"/><w:activeWritingStyle w:vendorID=\"go-vendor\"/>\
         <w:mailMerge><w:query w:val=\"go-query\"/></w:mailMerge><w:revisionView w:markup=\"0\"/><w:trackRevisions/><w:documentProtection w:salt=\"go-salt\"/><w:defaultTabStop w:val=\"708\"/>\
         <w:docVars><w:docVar w:name=\"go-variable\" w:val=\"go-value\"/></w:docVars><w:rsids><w:rsidRoot w:val=\"60CA0010\"/><w:rsid w:val=\"60CA0011\"/></w:rsids><w:attachedSchema w:val=\"go-schema\"/>\
         <w:decimalSymbol w:val=\"go-decimal\"/><w:listSeparator w:val=\"go-list\"/><w14:docId w14:val=\"60CA0012\"/><w15:docId w15:val=\"{60CA0013-0000}\"/></w:settings>",
    )
}

/// A text with all that Word and its helpers write.
pub(super) fn document(folder: &Path) -> PathBuf {
    let wordprocessing = |part: &str| format!("wordprocessingml.{part}");
    let kinds: Vec<(&str, String)> = [
        ("word/settings.xml", "settings"),
        ("word/styles.xml", "styles"),
        ("word/numbering.xml", "numbering"),
        ("word/header1.xml", "header"),
        ("word/comments.xml", "comments"),
        ("word/webSettings.xml", "webSettings"),
        ("word/glossary/document.xml", "document.glossary"),
    ]
    .iter()
    .map(|(name, part)| (*name, wordprocessing(part)))
    .collect();
    let mut kinds: Vec<(&str, &str)> = kinds
        .iter()
        .map(|(name, kind)| (*name, kind.as_str()))
        .collect();
    kinds.extend([
        ("word/people.xml", "wordprocessingml.people"),
        (
            "word/commentsExtended.xml",
            "wordprocessingml.commentsExtended",
        ),
        ("word/theme/theme1.xml", "theme"),
        (
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        ),
        ("docProps/app.xml", "extended-properties"),
        ("docProps/custom.xml", "custom-properties"),
        (
            "word/intelligence2.xml",
            "application/vnd.ms-office.intelligence2+xml",
        ),
        ("word/vbaData.xml", "application/vnd.ms-word.vbaData+xml"),
    ]);
    let mut parts = vec![types(
        ("word/document.xml", "wordprocessingml.document.main"),
        &kinds,
    )];
    parts.extend(around("word/document.xml", folder));
    parts.extend([
        relations(
            "word/_rels/document.xml.rels",
            &[
                ("image", "media/image1.jpeg"),
                ("!hyperlink", "file:///C:\\Users\\go-hyperlink\\a.docx"),
                ("!hyperlink", "https://example.org/stay-address"),
                ("header", "header1.xml"),
                ("settings", "settings.xml"),
                ("styles", "styles.xml"),
                ("numbering", "numbering.xml"),
                ("oleObject", "embeddings/oleObject1.bin"),
                ("image", "media/image2.svg"),
                ("comments", "comments.xml"),
                ("2011/relationships/people", "people.xml"),
                ("2011/relationships/commentsExtended", "commentsExtended.xml"),
                ("2006/relationships/vbaProject", "vbaProject.bin"),
                ("glossaryDocument", "glossary/document.xml"),
                ("webSettings", "webSettings.xml"),
                ("theme", "theme/theme1.xml"),
                ("customXml", "../customXml/item1.xml"),
                ("2020/10/relationships/intelligence", "intelligence2.xml"),
                ("!hyperlink", "..\\go-relative\\b.docx"),
                ("!hyperlink", "go-beside.docx"),
                ("recipientData", "recipientData.xml"),
                ("printerSettings", "printerSettings/printerSettings1.bin"),
            ],
        ),
        xml("word/document.xml", &format!("<w:document><w:body>{}</w:body></w:document>", body())),
        settings(),
        relations("word/_rels/settings.xml.rels", &[("!attachedTemplate", "file:///C:\\Users\\go-template-path\\Normal.dotm")]),
        xml(
            "word/styles.xml",
            "<w:styles><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:rsid w:val=\"60CA0020\"/></w:style></w:styles>",
        ),
        xml(
            "word/numbering.xml",
            "<w:numbering><w:abstractNum w:abstractNumId=\"0\" w16cid:durableId=\"60CA0021\"><w:nsid w:val=\"60CA0022\"/><w:tmpl w:val=\"60CA0023\"/><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"stay-number %1\"/></w:lvl></w:abstractNum></w:numbering>",
        ),
        xml("word/header1.xml", "<w:hdr><w:p w:rsidR=\"60CA0024\"><w:r><w:t>stay-header</w:t></w:r></w:p></w:hdr>"),
        xml(
            "word/comments.xml",
            "<w:comments><w:comment w:id=\"0\" w:author=\"go-remarker\" w:initials=\"go-initials\"><w:p><w:r><w:t>go-remark</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        xml("word/people.xml", "<w15:people><w15:person w15:author=\"go-person\"><w15:presenceInfo w15:providerId=\"AD\" w15:userId=\"go-account\"/></w15:person></w15:people>"),
        xml("word/commentsExtended.xml", "<w15:commentsEx><w15:commentEx w15:paraId=\"60CA0025\" w15:done=\"0\"/></w15:commentsEx>"),
        xml("word/glossary/document.xml", "<w:glossaryDocument><w:t>go-block</w:t></w:glossaryDocument>"),
        xml("word/webSettings.xml", "<w:webSettings><w:divs><w:div w:id=\"60CA0026\"/></w:divs></w:webSettings>"),
        xml("word/intelligence2.xml", "<x>go-intelligence</x>"),
        xml("word/vbaData.xml", "<x>go-macro-data</x>"),
        xml("word/recipientData.xml", "<x>go-recipient</x>"),
        super::presentation::theme("word/theme/theme1.xml"),
        ("word/vbaProject.bin", b"go-macro".to_vec()),
        ("word/embeddings/oleObject1.bin", b"go-inside".to_vec()),
        ("word/printerSettings/printerSettings1.bin", b"go-printer".to_vec()),
        ("word/media/image1.jpeg", photo(folder)),
    ]);
    write(folder, "word.docx", &parts)
}

#[test]
fn a_text_of_word_loses_all_that_is_planted_and_shows_the_same() {
    let folder = folder();
    let path = document(folder.path());
    told(
        &path,
        &[
            (Trace::Author, "go-creator"),
            (Trace::Author, "go-last-editor"),
            (Trace::Author, "go-changer"),
            (Trace::Author, "go-photographer"),
            (Trace::Position, "52.37"),
            (Trace::Company, "go-company"),
            (Trace::Description, "go-field-path"),
            (Trace::Description, "go-hyperlink"),
            (Trace::Description, "go-template-path"),
            (Trace::TrackedChanges, ""),
            (Trace::Comments, ""),
            (Trace::Script, ""),
            (Trace::Embedded, ""),
            (Trace::Thumbnail, ""),
            (Trace::Revisions, "17"),
            (Trace::Serial, ""),
            (Trace::Device, ""),
        ],
    );
    // mat2 leaves out how lists are numbered, and unwraps what was inserted in another place.
    let ours = check(&path, &[], &["stay-number"]);
    let places = |path: &Path| words(path, "_GoBack").len();
    assert_eq!((places(&path), places(&ours)), (1, 0));
    let text = shown(&ours);
    for words in [
        "stay-text",
        "stay-inserted",
        "stay-moved",
        "stay-field",
        "stay-included",
        "stay-citation",
        "stay-linked",
        "stay-control",
        "stay-cell",
        "stay-header",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn fields_that_print_a_name_and_hidden_text_stay_and_are_told() {
    let folder = folder();
    let parts = vec![
        types(
            (
                "word/document.xml",
                "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            ),
            &[],
        ),
        relations("_rels/.rels", &[("officeDocument", "word/document.xml")]),
        xml(
            "word/document.xml",
            "<w:document><w:body><w:p><w:fldSimple w:instr=\" AUTHOR \"><w:r><w:t>stay-author</w:t></w:r></w:fldSimple><w:r><w:rPr><w:vanish/></w:rPr><w:t>stay-hidden</w:t></w:r></w:p></w:body></w:document>",
        ),
    ];
    let path = write(folder.path(), "fields.docx", &parts);
    let copy = belfry_traces::clean(&std::fs::read(path).unwrap()).unwrap();
    let looked = belfry_traces::look(&copy);
    let left: Vec<_> = looked
        .findings
        .iter()
        .map(|one| (one.trace, one.value.as_str()))
        .collect();
    assert_eq!(left, [(Trace::Author, "{ AUTHOR }"), (Trace::Hidden, "")]);
    // A template becomes a plain text: so the copy is called.
    let types = entries(&copy).remove(0).1;
    let types = String::from_utf8(types).unwrap();
    assert!(types.contains("wordprocessingml.document.main+xml") && !types.contains("macro"));
}
