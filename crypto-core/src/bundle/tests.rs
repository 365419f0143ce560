use proptest::prelude::*;

use super::*;
use crate::{
    confirmation::CONFIRMATION_LEN,
    ids::ChannelId,
    lengths::{LETTER_LEN, PARCEL_LEN},
    recipients::RECIPIENTS_LEN_MAX,
    records::RecordWriter,
    roster::ROSTER_LEN_MAX,
    time::Epoch,
};

const CHANNEL: ChannelId = ChannelId([7; 32]);

fn letter(fill: u8) -> StoredLetter {
    StoredLetter {
        week: Week(2969),
        id: LetterId([fill; 16]),
        bytes: vec![fill; LETTER_LEN],
    }
}

fn week() -> WeekSummary {
    WeekSummary {
        week: Week(2969),
        closed: true,
        letters: vec![LetterId([1; 16]), LetterId([2; 16]), LetterId([9; 16])],
        parcels: vec![ParcelId([4; 16])],
    }
}

fn read(bytes: &[u8]) -> Vec<Item> {
    let mut reader = BundleReader::open(bytes, &CHANNEL).ok().unwrap();
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
    let parcel = StoredParcel {
        week: Week(2970),
        id: ParcelId([4; 16]),
        bytes: vec![8; PARCEL_LEN],
    };
    let mut writer = BundleWriter::begin(Vec::new(), &CHANNEL).unwrap();
    writer.board(b"board").unwrap();
    writer.roster(b"roster").unwrap();
    writer.recipients(Epoch(24_322), b"recipients").unwrap();
    writer.week(&week()).unwrap();
    writer.letter(&letter(1)).unwrap();
    writer.parcel(&parcel).unwrap();
    writer.confirmation(&[3; CONFIRMATION_LEN]).unwrap();
    let items = read(&writer.finish().unwrap());
    let expected = [
        Item::Board(b"board".to_vec()),
        Item::Roster(b"roster".to_vec()),
        Item::Recipients {
            epoch: Epoch(24_322),
            file: b"recipients".to_vec(),
        },
        Item::Week(week()),
        Item::Letter(letter(1)),
        Item::Parcel(parcel),
        Item::Confirmation(vec![3; CONFIRMATION_LEN]),
    ];
    assert!(items == expected);
}

#[test]
fn a_hurt_letter_leaves_the_others_and_the_week_that_names_it() {
    let mut writer = BundleWriter::begin(Vec::new(), &CHANNEL).unwrap();
    writer.week(&week()).unwrap();
    for fill in [1, 2, 9] {
        writer.letter(&letter(fill)).unwrap();
    }
    let mut bytes = writer.finish().unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let mut beginning = [2; 20];
    beginning[..4].copy_from_slice(&2969_u32.to_be_bytes());
    let claim = Claim::of(LETTER, &beginning);
    assert_eq!(claim, Claim::Letter(Week(2969), LetterId([2; 16])));
    let expected = [
        Item::Week(week()),
        Item::Letter(letter(1)),
        Item::Damaged(Damage::Record {
            number: 2,
            kind: LETTER,
            beginning,
        }),
        Item::Letter(letter(9)),
    ];
    assert!(read(&bytes) == expected);
}

#[test]
fn a_letter_of_another_length_is_refused_on_both_sides() {
    let mut writer = BundleWriter::begin(Vec::new(), &CHANNEL).unwrap();
    let mut short = letter(1);
    short.bytes.pop();
    assert!(matches!(writer.letter(&short), Err(WriteError::TooLong)));
    for length in [0, 19, 20, 20 + LETTER_LEN - 1, 20 + LETTER_LEN + 1] {
        assert!(is_damaged(&raw(LETTER, &vec![0; length])), "{length}");
    }
}

#[test]
fn records_longer_than_their_kind_are_damage() {
    assert!(is_damaged(&raw(ROSTER, &vec![0; ROSTER_LEN_MAX + 1])));
    let long = vec![0; 4 + RECIPIENTS_LEN_MAX + 1];
    assert!(is_damaged(&raw(RECIPIENTS, &long)));
    assert!(is_damaged(&raw(BOARD, &vec![0; BOARD_FILE_MAX + 1])));
    let long = vec![0; CONFIRMATION_LEN + 1];
    assert!(is_damaged(&raw(CONFIRMATION, &long)));
    assert!(is_damaged(&raw(CONFIRMATION, &long[2..])));
}

#[test]
fn a_week_with_unsorted_repeated_or_miscounted_ids_is_damage() {
    let ids = |letters: &[u8]| {
        let mut payload = vec![0, 0, 11, 153, 0];
        payload.extend(u32::try_from(letters.len()).unwrap().to_be_bytes());
        payload.extend(letters.iter().flat_map(|fill| [*fill; 16]));
        payload.extend([0; 4]);
        payload
    };
    assert!(!is_damaged(&raw(WEEK, &ids(&[1, 2]))));
    assert!(is_damaged(&raw(WEEK, &ids(&[2, 1]))));
    assert!(is_damaged(&raw(WEEK, &ids(&[2, 2]))));
    let mut miscounted = ids(&[1, 2]);
    miscounted[8] = 3;
    assert!(is_damaged(&raw(WEEK, &miscounted)));
    miscounted[5] = 0xff;
    assert!(is_damaged(&raw(WEEK, &miscounted)));
    let mut half_closed = ids(&[1]);
    half_closed[4] = 2;
    assert!(is_damaged(&raw(WEEK, &half_closed)));
    let mut longer = ids(&[1]);
    longer.push(0);
    assert!(is_damaged(&raw(WEEK, &longer)));
}

#[test]
fn an_unknown_kind_is_named_and_passed_over() {
    assert!(raw(200, b"later") == [Item::Unknown { kind: 200 }]);
}

proptest! {
    #[test]
    fn any_payload_of_any_kind_never_panics(
        kind in 1_u8..20,
        payload in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        raw(kind, &payload);
    }
}
