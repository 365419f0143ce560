//! Slides, as PowerPoint writes them.

use std::path::{Path, PathBuf};

use belfry_traces::Trace;

use super::{
    around, check, folder, photo, shown, told,
    write::{Part, relations, types, write, xml},
};

const EMPTY_TREE: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"go-group-name\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>";

/// The colours and fonts of a company.
pub(super) fn theme(name: &'static str) -> Part {
    let colours: String = [
        "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5",
        "accent6", "hlink", "folHlink",
    ]
    .iter()
    .map(|colour| format!("<a:{colour}><a:srgbClr val=\"336699\"/></a:{colour}>"))
    .collect();
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line = "<a:ln><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    let font = "<a:latin typeface=\"Arial\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    xml(
        name,
        &format!(
            "<a:theme name=\"go-theme\"><a:themeElements><a:clrScheme name=\"go-colours\">{colours}</a:clrScheme><a:fontScheme name=\"go-fonts\"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>\
             <a:fmtScheme name=\"go-formats\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>\
             <a:extLst><a:ext uri=\"{{05A4C25C-085E-4340-85A3-A5531E510DB2}}\"><thm15:themeFamily name=\"go-family\" id=\"{{60CA0201-0000}}\" vid=\"{{60CA0202-0000}}\"/></a:ext></a:extLst></a:theme>"
        ),
    )
}

/// A box with words, 9 by 2 cm, at a height.
fn words(text: &str, y: u32) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"go-shape-name\"><a:extLst><a:ext uri=\"{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}\"><a16:creationId id=\"{{60CA0203-0000}}\"/></a:ext></a:extLst></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>\
         <p:spPr><a:xfrm><a:off x=\"914400\" y=\"{y}\"/><a:ext cx=\"3240000\" cy=\"720000\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

/// A table of another program in a slide, with a picture of it.
const OBJECT: &str = "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"go-frame-name\"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x=\"914400\" y=\"2743200\"/><a:ext cx=\"1828800\" cy=\"1219200\"/></p:xfrm>\
    <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/presentationml/2006/ole\"><mc:AlternateContent><mc:Choice Requires=\"v\"><p:oleObj name=\"go-object-old\" r:id=\"rId3\" progId=\"Excel.Sheet.12\"><p:embed/></p:oleObj></mc:Choice><mc:Fallback>\
    <p:oleObj name=\"go-object\" r:id=\"rId3\" imgW=\"1\" imgH=\"1\" progId=\"Excel.Sheet.12\"><p:embed/><p:pic><p:nvPicPr><p:cNvPr id=\"0\" name=\"\" descr=\"stay-object\"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId2\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>\
    <p:spPr><a:xfrm><a:off x=\"914400\" y=\"2743200\"/><a:ext cx=\"1828800\" cy=\"1219200\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic></p:oleObj></mc:Fallback></mc:AlternateContent></a:graphicData></a:graphic></p:graphicFrame>";

fn slide(name: &'static str, attributes: &str, inside: &str) -> Part {
    xml(
        name,
        &format!(
            "<p:sld{attributes}><p:cSld name=\"go-slide-name\"><p:spTree>{EMPTY_TREE}{inside}</p:spTree><p:custDataLst><p:tags r:id=\"rId9\"/></p:custDataLst><p:extLst><p:ext uri=\"{{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}}\"><p14:creationId val=\"60CA0204\"/></p:ext></p:extLst></p:cSld></p:sld>"
        ),
    )
}

fn show() -> Part {
    xml(
        "ppt/presentation.xml",
        "<p:presentation><p:sldMasterIdLst><p:sldMasterId id=\"60CA0205\" r:id=\"rId1\"/></p:sldMasterIdLst><p:notesMasterIdLst/><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/><p:sldId id=\"257\" r:id=\"rId3\"/></p:sldIdLst><p:sldSz cx=\"9144000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/>\
         <p:custDataLst><p:tags r:id=\"rId9\"/></p:custDataLst><p:modifyVerifier hashValue=\"go-hash\" saltValue=\"go-salt\"/><p:extLst><p:ext uri=\"{521415D9-36F7-43E2-AB2F-B90AF26B5E84}\"><p14:sectionLst><p14:section name=\"go-section\" id=\"{60CA0206-0000}\"/></p14:sectionLst></p:ext></p:extLst></p:presentation>"
            // As a number is written there.
            .replace("60CA0205", "2147483712")
            .as_str(),
    )
}

/// Two slides, one of them hidden, with all that PowerPoint writes.
pub(super) fn slides(folder: &Path) -> PathBuf {
    let ml = |part: &str| format!("presentationml.{part}");
    let kinds: Vec<(&str, String)> = [
        ("ppt/slides/slide1.xml", "slide"),
        ("ppt/slides/slide2.xml", "slide"),
        ("ppt/slideMasters/slideMaster1.xml", "slideMaster"),
        ("ppt/slideLayouts/slideLayout1.xml", "slideLayout"),
        ("ppt/notesSlides/notesSlide1.xml", "notesSlide"),
        ("ppt/notesMasters/notesMaster1.xml", "notesMaster"),
        ("ppt/commentAuthors.xml", "commentAuthors"),
        ("ppt/presProps.xml", "presProps"),
        ("ppt/viewProps.xml", "viewProps"),
        ("ppt/tags/tag1.xml", "tags"),
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
            "ppt/authors.xml",
            "application/vnd.ms-powerpoint.authors+xml",
        ),
        (
            "ppt/comments/modernComment_1.xml",
            "application/vnd.ms-powerpoint.comments+xml",
        ),
        (
            "ppt/revisionInfo.xml",
            "application/vnd.ms-powerpoint.revisioninfo+xml",
        ),
        (
            "ppt/changesInfos/changesInfo1.xml",
            "application/vnd.ms-powerpoint.changesinfo+xml",
        ),
        ("ppt/theme/theme1.xml", "theme"),
        ("ppt/theme/theme2.xml", "theme"),
        (
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        ),
        ("docProps/app.xml", "extended-properties"),
    ]);
    let map = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>";
    let mut parts = vec![types(
        ("ppt/presentation.xml", "presentationml.slideshow.main"),
        &kinds,
    )];
    parts.extend(around("ppt/presentation.xml", folder));
    parts.extend([
        relations(
            "ppt/_rels/presentation.xml.rels",
            &[
                ("slideMaster", "slideMasters/slideMaster1.xml"),
                ("slide", "slides/slide1.xml"),
                ("slide", "slides/slide2.xml"),
                ("presProps", "presProps.xml"),
                ("viewProps", "viewProps.xml"),
                ("commentAuthors", "commentAuthors.xml"),
                ("2018/10/relationships/authors", "authors.xml"),
                ("2015/10/relationships/revisionInfo", "revisionInfo.xml"),
                ("tags", "tags/tag1.xml"),
                ("2016/11/relationships/changesInfo", "changesInfos/changesInfo1.xml"),
                ("theme", "theme/theme1.xml"),
            ],
        ),
        relations(
            "ppt/slides/_rels/slide1.xml.rels",
            &[
                ("slideLayout", "../slideLayouts/slideLayout1.xml"),
                ("image", "../media/image1.jpeg"),
                ("package", "../embeddings/oleObject1.bin"),
                ("notesSlide", "../notesSlides/notesSlide1.xml"),
                ("2018/10/relationships/comments", "../comments/modernComment_1.xml"),
                ("image", "../media/image2.emf"),
                ("audio", "../media/media1.wma"),
                ("!hyperlink", "file:///\\\\server\\go-share\\a.pptx"),
                ("tags", "../tags/tag1.xml"),
            ],
        ),
        relations("ppt/slides/_rels/slide2.xml.rels", &[("slideLayout", "../slideLayouts/slideLayout1.xml")]),
        relations("ppt/slideLayouts/_rels/slideLayout1.xml.rels", &[("slideMaster", "../slideMasters/slideMaster1.xml")]),
        relations("ppt/slideMasters/_rels/slideMaster1.xml.rels", &[("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")]),
        relations("ppt/notesSlides/_rels/notesSlide1.xml.rels", &[("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", "../slides/slide1.xml")]),
        relations("ppt/notesMasters/_rels/notesMaster1.xml.rels", &[("theme", "../theme/theme2.xml")]),
        show(),
        slide("ppt/slides/slide1.xml", "", &format!("{}{OBJECT}", words("stay-slide", 914_400))),
        slide("ppt/slides/slide2.xml", " show=\"0\"", &words("stay-hidden-slide", 914_400)),
        xml(
            "ppt/slideMasters/slideMaster1.xml",
            &format!("<p:sldMaster><p:cSld name=\"go-master-name\"><p:spTree>{EMPTY_TREE}</p:spTree></p:cSld>{map}<p:sldLayoutIdLst><p:sldLayoutId id=\"2147483999\" r:id=\"rId1\"/></p:sldLayoutIdLst></p:sldMaster>"),
        ),
        xml("ppt/slideLayouts/slideLayout1.xml", &format!("<p:sldLayout><p:cSld name=\"go-layout-name\"><p:spTree>{EMPTY_TREE}</p:spTree></p:cSld></p:sldLayout>")),
        xml("ppt/notesSlides/notesSlide1.xml", &format!("<p:notes><p:cSld><p:spTree>{EMPTY_TREE}{}</p:spTree></p:cSld></p:notes>", words("stay-notes", 914_400))),
        xml("ppt/notesMasters/notesMaster1.xml", &format!("<p:notesMaster><p:cSld><p:spTree>{EMPTY_TREE}</p:spTree></p:cSld>{map}</p:notesMaster>")),
        theme("ppt/theme/theme1.xml"),
        theme("ppt/theme/theme2.xml"),
        xml("ppt/commentAuthors.xml", "<p:cmAuthorLst><p:cmAuthor name=\"go-old-author\" initials=\"go-old-initials\"/></p:cmAuthorLst>"),
        xml("ppt/authors.xml", "<authorLst><author name=\"go-new-author\" userId=\"go-account\"/></authorLst>"),
        xml("ppt/comments/modernComment_1.xml", "<cmLst>go-slide-remark</cmLst>"),
        xml("ppt/revisionInfo.xml", "<revInfo id=\"{60CA0207-0000}\"/>"),
        xml("ppt/changesInfos/changesInfo1.xml", "<chgInfo>go-change</chgInfo>"),
        xml("ppt/presProps.xml", "<p:presentationPr><p:htmlPubPr title=\"go-publish\"/></p:presentationPr>"),
        xml("ppt/viewProps.xml", "<p:viewPr lastView=\"go-last-view\"/>"),
        xml("ppt/tags/tag1.xml", "<p:tagLst><p:tag name=\"go-tag\" val=\"go-tag-value\"/></p:tagLst>"),
        ("ppt/embeddings/oleObject1.bin", b"go-embedded".to_vec()),
        ("ppt/media/image1.jpeg", photo(folder)),
        ("ppt/media/image2.emf", b"\x01\0\0\0 a drawing of Windows".to_vec()),
    ]);
    write(folder, "powerpoint.pptx", &parts)
}

#[test]
fn slides_of_powerpoint_lose_all_that_is_planted_and_tell_what_is_hidden() {
    let folder = folder();
    let path = slides(folder.path());
    told(
        &path,
        &[
            (Trace::Author, "go-creator"),
            (Trace::Author, "go-photographer"),
            (Trace::Position, "52.37"),
            (Trace::Description, "go-share"),
            (Trace::Comments, ""),
            (Trace::Revisions, "17"),
            (Trace::Serial, ""),
        ],
    );
    let stays = [
        (Trace::Hidden, "stay-notes"),
        (Trace::Embedded, "ppt/media/image2.emf"),
    ];
    // mat2 leaves out speaker's notes.
    let ours = check(&path, &stays, &["stay-notes"]);
    let text = shown(&ours);
    assert!(text.contains("stay-slide"), "{text}");
    let numbers = super::words(&ours, "2147");
    assert_eq!(
        numbers.into_iter().collect::<Vec<_>>(),
        ["2147483648", "2147550208"]
    );
    // The picture of the table that was inside is still on the slide.
    let pdf = ours.with_extension("pdf");
    assert!(super::run("pdfimages", &["-list", pdf.to_str().unwrap()]).contains("image"));
}
