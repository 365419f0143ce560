//! Pictures inside documents, and what documents hide.

use std::io::Write as _;

use belfry_traces::{Trace, look};
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Document, Object, dictionary};

use super::{check, document};
use crate::tools::{findings, folder};

/// The picture of a document, packed once more, and with the name of its packing in an object of its own.
#[test]
fn a_picture_loses_its_traces_however_it_is_packed() {
    let folder = folder();
    let plain = document(folder.path());
    let photo = std::fs::read(folder.path().join("photo.jpg")).unwrap();
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&photo).unwrap();
    let packed = packer.finish().unwrap();
    let name = |text: &str| Object::Name(text.into());
    for (file, content, filter) in [
        (
            "twice.pdf",
            packed,
            Object::Array(vec![name("FlateDecode"), name("DCTDecode")]),
        ),
        ("apart.pdf", photo, name("DCTDecode")),
    ] {
        let mut pdf = Document::load(&plain).unwrap();
        let filter = pdf.add_object(filter);
        let pictures = pdf.objects.values_mut();
        for stream in pictures.filter_map(|object| object.as_stream_mut().ok()) {
            if matches!(stream.filters().as_deref(), Ok([b"DCTDecode"])) {
                stream.set_content(content.clone());
                stream.dict.set("Filter", filter);
            }
        }
        let path = folder.path().join(file);
        pdf.save(&path).unwrap();
        assert!(
            findings(&path)
                .iter()
                .any(|one| one.value.contains("SN0815"))
        );
        check(&path);
    }
}

/// A layer that is switched off, and a remark with the flag that hides it.
#[test]
fn what_is_hidden_in_a_pdf_stays_and_is_told() {
    let folder = folder();
    let path = document(folder.path());
    let mut pdf = Document::load(&path).unwrap();
    let layer =
        pdf.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("draft") });
    let remark = pdf.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FreeText", "Rect" => vec![10.into(), 10.into(), 30.into(), 30.into()],
        "Contents" => Object::string_literal("hidden"), "DA" => Object::string_literal("/F 9 Tf"), "F" => 2,
    });
    let page = *pdf.get_pages().values().next().unwrap();
    pdf.get_dictionary_mut(page)
        .unwrap()
        .set("Annots", vec![remark.into()]);
    let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } };
    pdf.catalog_mut().unwrap().set("OCProperties", layers);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    let copy = belfry_traces::clean(&bytes).unwrap();
    let left: Vec<_> = look(&copy)
        .findings
        .into_iter()
        .map(|one| (one.trace, one.value))
        .collect();
    assert_eq!(left, [(Trace::Hidden, "draft".to_owned())]);
    assert!(String::from_utf8_lossy(&copy).contains("(hidden)"));
    // Told without a name, where there is no other that has one.
    pdf.catalog_mut().unwrap().remove(b"OCProperties");
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    let found = look(&bytes).findings;
    assert!(
        found
            .iter()
            .any(|one| one.trace == Trace::Hidden && one.value.is_empty())
    );
}
