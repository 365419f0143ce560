//! XMP: a block of XML that many formats carry along.

use crate::{Trace, bytes, found::Found};

/// No more than this is read of one block.
const MOST: usize = 4 * 1024 * 1024;

/// Names of XMP properties (without their prefix, in small letters) and what they give away.
const NAMES: &[(&str, Trace)] = &[
    ("creator", Trace::Author),
    ("author", Trace::Author),
    ("artist", Trace::Author),
    ("ownername", Trace::Author),
    ("cameraownername", Trace::Author),
    ("credit", Trace::Author),
    ("rights", Trace::Author),
    ("publisher", Trace::Company),
    ("company", Trace::Company),
    ("gpslatitude", Trace::Position),
    ("gpslongitude", Trace::Position),
    ("gpsaltitude", Trace::Position),
    ("city", Trace::Position),
    ("country", Trace::Position),
    ("location", Trace::Position),
    ("make", Trace::Device),
    ("model", Trace::Device),
    ("lens", Trace::Device),
    ("lensmodel", Trace::Device),
    ("serialnumber", Trace::Serial),
    ("bodyserialnumber", Trace::Serial),
    ("lensserialnumber", Trace::Serial),
    ("documentid", Trace::Serial),
    ("instanceid", Trace::Serial),
    ("originaldocumentid", Trace::Serial),
    ("creatortool", Trace::Software),
    ("producer", Trace::Software),
    ("software", Trace::Software),
    ("softwareagent", Trace::Software),
    ("createdate", Trace::Date),
    ("modifydate", Trace::Date),
    ("metadatadate", Trace::Date),
    ("datecreated", Trace::Date),
    ("datetimeoriginal", Trace::Date),
    ("title", Trace::Description),
    ("description", Trace::Description),
    ("subject", Trace::Description),
    ("keywords", Trace::Description),
    ("history", Trace::Revisions),
    ("image", Trace::Thumbnail),
];

/// What a block of XMP gives away; any block is at least [`Trace::Other`].
pub(crate) fn look(block: &[u8], found: &mut Found) {
    let few = block.get(..block.len().min(MOST)).unwrap_or_default();
    let text = String::from_utf8_lossy(few);
    found.add(Trace::Other, "XMP");
    let mut open: Option<Trace> = None;
    for tag in text.split('<').skip(1) {
        let Some((inside, after)) = tag.split_once('>') else {
            continue;
        };
        attributes(inside, found);
        if let Some(trace) = named(inside.split_whitespace().next().unwrap_or_default()) {
            open = Some(trace);
        } else if !inside.trim_start_matches('/').starts_with("rdf:") {
            open = None;
        }
        if let (Some(trace), false) = (open, after.trim().is_empty()) {
            found.add(trace, value_of(trace, after));
        }
    }
}

/// The XMP block somewhere in `bytes`, if there is one.
pub(crate) fn packet(all: &[u8]) -> Option<&[u8]> {
    let start = bytes::find(all, b"<x:xmpmeta").or_else(|| bytes::find(all, b"<rdf:RDF"))?;
    let rest = all.get(start..)?;
    let end = bytes::find(rest, b"</x:xmpmeta>").or_else(|| bytes::find(rest, b"</rdf:RDF>"));
    Some(end.and_then(|end| rest.get(..end)).unwrap_or(rest))
}

fn attributes(tag: &str, found: &mut Found) {
    for quote in ['"', '\''] {
        let mut parts = tag.split(quote);
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            let name = name.trim_end().trim_end_matches('=').trim_end();
            let name = name.rsplit(char::is_whitespace).next().unwrap_or_default();
            if let (Some(trace), false) = (named(name), value.trim().is_empty()) {
                found.add(trace, value_of(trace, value));
            }
        }
    }
}

/// A thumbnail's value is the picture itself, which nobody can read.
fn value_of(trace: Trace, value: &str) -> &str {
    if trace == Trace::Thumbnail {
        ""
    } else {
        value.trim()
    }
}

fn named(name: &str) -> Option<Trace> {
    let local = name
        .rsplit(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    NAMES
        .iter()
        .find(|(known, _)| *known == local)
        .map(|(_, trace)| *trace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_from_attributes_and_elements() {
        let mut found = Found::default();
        look(
            b"<x:xmpmeta><rdf:Description xmp:CreatorTool='Gimp' exif:GPSLatitude=\"52,1N\">\
              <dc:creator><rdf:Seq><rdf:li>Ann</rdf:li></rdf:Seq></dc:creator><a:b>no</a:b></rdf:Description>",
            &mut found,
        );
        let told: Vec<_> = found
            .into_vec()
            .into_iter()
            .map(|f| (f.trace, f.value))
            .collect();
        for one in [
            (Trace::Author, "Ann"),
            (Trace::Software, "Gimp"),
            (Trace::Position, "52,1N"),
        ] {
            assert!(
                told.contains(&(one.0, one.1.to_owned())),
                "{one:?} in {told:?}"
            );
        }
        assert!(!told.iter().any(|(_, value)| value == "no"));
    }
}
