use super::*;

const CHANNEL: ChannelId = ChannelId([7; 32]);

fn read(bytes: &[u8]) -> Vec<Item> {
    let mut reader = OutboxReader::open(bytes, &CHANNEL).ok().unwrap();
    std::iter::from_fn(|| reader.next_item().unwrap()).collect()
}

fn raw(kind: u8, payload: &[u8]) -> Vec<Item> {
    let mut writer = RecordWriter::begin(Vec::new(), KIND, &CHANNEL).unwrap();
    writer.record(kind, &[payload]).unwrap();
    read(&writer.finish().unwrap())
}

fn is_damaged(items: &[Item]) -> bool {
    matches!(items, [Item::Damaged(Damage::Record { number: 0, .. })])
}

#[test]
fn every_kind_of_record_comes_back() {
    let id = ParcelId([4; 16]);
    let bytes = vec![8; PARCEL_LEN];
    let mut writer = OutboxWriter::begin(Vec::new(), &CHANNEL).unwrap();
    writer.publication(b"container").unwrap();
    writer.confirmation(&[3; CONFIRMATION_LEN]).unwrap();
    writer.parcel(&id, &bytes).unwrap();
    let letter = vec![5; LETTER_LEN];
    writer.letter(&LetterId([6; 16]), &letter).unwrap();
    let expected = [
        Item::Publication(b"container".to_vec()),
        Item::Confirmation(vec![3; CONFIRMATION_LEN]),
        Item::Parcel { id, bytes },
        Item::Letter {
            id: LetterId([6; 16]),
            bytes: letter,
        },
    ];
    assert!(read(&writer.finish().unwrap()) == expected);
}

#[test]
fn a_bundle_is_not_an_outbox() {
    let bundle = crate::bundle::BundleWriter::begin(Vec::new(), &CHANNEL).unwrap();
    let bundle = bundle.finish().unwrap();
    let opened = OutboxReader::open(bundle.as_slice(), &CHANNEL);
    assert!(matches!(opened.err(), Some(OpenError::OtherKind)));
}

#[test]
fn parts_of_another_length_are_refused_on_both_sides() {
    let mut writer = OutboxWriter::begin(Vec::new(), &CHANNEL).unwrap();
    let short = writer.parcel(&ParcelId([4; 16]), &[0; 20]);
    assert!(matches!(short, Err(WriteError::TooLong)));
    let short = writer.letter(&LetterId([4; 16]), &[0; 20]);
    assert!(matches!(short, Err(WriteError::TooLong)));
    assert!(is_damaged(&raw(LETTER, &vec![0; 16 + LETTER_LEN + 1])));
    assert!(is_damaged(&raw(PARCEL, &[0; 15])));
    assert!(is_damaged(&raw(PARCEL, &vec![0; 16 + PARCEL_LEN - 1])));
    assert!(is_damaged(&raw(
        PUBLICATION,
        &vec![0; PUBLICATION_LEN_MAX + 1]
    )));
    let long = vec![0; CONFIRMATION_LEN + 1];
    assert!(is_damaged(&raw(CONFIRMATION, &long)));
}

#[test]
fn an_unknown_kind_is_named_and_passed_over() {
    assert!(raw(200, b"later") == [Item::Unknown { kind: 200 }]);
}
