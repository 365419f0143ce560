//! What is read and written, and what is refused.

use super::*;

#[test]
fn unknown_fields_survive_a_round_trip() {
    let mut writer = MapWriter::new(1);
    writer
        .text(3, "hallo")
        .uints(9, [1, 500])
        .bytes(40, &[7; 30]);
    let bytes = writer.finish();
    let mut reader = MapReader::parse(&bytes).unwrap();
    reader.version(1).unwrap();
    assert_eq!(reader.text(3).unwrap(), "hallo");
    let mut again = MapWriter::new(1);
    again.text(3, "hallo").unknown(&reader.unknown());
    assert_eq!(again.finish(), bytes);
}

#[test]
fn forms_that_are_not_deterministic_are_refused() {
    for bytes in [
        &[0xa1, 0x18, 0x01, 0x01][..], // key 1 in two bytes
        &[0xa2, 0x02, 0x00, 0x01, 0x00],
        &[0xa2, 0x01, 0x00, 0x01, 0x00],
        &[0xbf, 0x01, 0x00, 0xff],
        &[0xa1, 0x00, 0x01, 0x00],
        &[
            0xa1, 0x00, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        ],
        &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[],
    ] {
        assert_eq!(MapReader::parse(bytes).err(), Some(CborError::Malformed));
    }
}

#[test]
fn another_version_is_named_as_such() {
    let bytes = MapWriter::new(2).finish();
    let mut reader = MapReader::parse(&bytes).unwrap();
    assert_eq!(reader.version(1), Err(CborError::UnknownVersion));
}
