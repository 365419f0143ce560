use std::io::{Cursor, Read, Seek, SeekFrom};

use proptest::prelude::*;

use super::*;
use crate::{ids::ChannelId, labels::kind::BUNDLE as KIND};

const CHANNEL: ChannelId = ChannelId([7; 32]);

fn file(payloads: &[Vec<u8>]) -> Vec<u8> {
    let mut writer = RecordWriter::begin(Vec::new(), KIND, &CHANNEL).unwrap();
    for payload in payloads {
        writer.record(5, &[payload]).unwrap();
    }
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> (Vec<(u32, Vec<u8>)>, Vec<Damage>) {
    let (mut whole, mut damaged) = (Vec::new(), Vec::new());
    let mut reader = RecordReader::open(bytes, KIND, &CHANNEL).ok().unwrap();
    while let Some(record) = reader.next_record().unwrap() {
        match record {
            RawRecord::Whole {
                number, payload, ..
            } => whole.push((number, payload)),
            RawRecord::Damaged(damage) => damaged.push(damage),
        }
    }
    (whole, damaged)
}

/// What is read of the wanted kinds when the others are passed over.
fn read_of(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Vec<(u32, Vec<u8>)> {
    let mut reader = RecordReader::open(Cursor::new(bytes), KIND, &CHANNEL).unwrap();
    let mut whole = Vec::new();
    while let Some(record) = reader.next_record_of(&wanted).unwrap() {
        if let RawRecord::Whole {
            number, payload, ..
        } = record
        {
            whole.push((number, payload));
        }
    }
    whole
}

fn numbered(payloads: &[Vec<u8>]) -> Vec<(u32, Vec<u8>)> {
    (0..).zip(payloads.iter().cloned()).collect()
}

fn some_payloads() -> Vec<Vec<u8>> {
    vec![vec![1; 100], vec![], vec![3; 300], b"rec rec rec".to_vec()]
}

/// Where the record with this index begins in a file of these payloads.
fn offset(payloads: &[Vec<u8>], index: usize) -> usize {
    let before = payloads[..index].iter();
    FILE_HEADER_LEN
        + before
            .map(|p| HEAD_LEN + p.len() + CHECK_LEN)
            .sum::<usize>()
}

#[test]
fn what_is_written_is_read_again() {
    let payloads = some_payloads();
    assert_eq!(read(&file(&payloads)), (numbered(&payloads), vec![]));
}

#[test]
fn a_hurt_payload_costs_that_record_alone() {
    let payloads = some_payloads();
    let mut bytes = file(&payloads);
    bytes[offset(&payloads, 2) + HEAD_LEN + 5] ^= 1;
    let (whole, damaged) = read(&bytes);
    let mut expected = numbered(&payloads);
    let (_, mut hurt) = expected.remove(2);
    hurt[5] ^= 1;
    assert_eq!(whole, expected);
    assert_eq!(damaged, [Damage::record(2, 5, &hurt)]);
}

#[test]
fn a_file_cut_off_anywhere_is_gone_on_with_after_its_last_whole_record() {
    let payloads = some_payloads();
    let whole = file(&payloads);
    for length in FILE_HEADER_LEN..=whole.len() {
        let mut bytes = whole[..length].to_vec();
        let mut reader = RecordReader::open(bytes.as_slice(), KIND, &CHANNEL).unwrap();
        let mut there = 0;
        while let Some(RawRecord::Whole { .. }) = reader.next_record().unwrap() {
            there += 1;
        }
        let place = reader.place();
        assert_eq!(place.offset, offset(&payloads, there) as u64, "{length}");
        bytes.truncate(offset(&payloads, there));
        let mut writer = RecordWriter::resume(bytes, place);
        for payload in &payloads[there..] {
            writer.record(5, &[payload]).unwrap();
        }
        assert!(writer.finish().unwrap() == whole, "{length}");
    }
}

#[test]
fn records_that_are_passed_over_are_not_read() {
    let mut writer = RecordWriter::begin(Vec::new(), KIND, &CHANNEL).unwrap();
    for kind in [1, 6, 6, 2, 6] {
        writer.record(kind, &[&vec![kind; 200_000]]).unwrap();
    }
    struct Counted<'b>(Cursor<&'b [u8]>, usize);
    impl Read for Counted<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let read = self.0.read(into)?;
            self.1 += read;
            Ok(read)
        }
    }
    impl Seek for Counted<'_> {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let bytes = writer.finish().unwrap();
    let mut counted = Counted(Cursor::new(&bytes), 0);
    let mut reader = RecordReader::open(&mut counted, KIND, &CHANNEL).unwrap();
    let mut kinds = Vec::new();
    while let Some(record) = reader.next_record_of(|kind| kind != 6).unwrap() {
        match record {
            RawRecord::Whole { kind, .. } => kinds.push(kind),
            RawRecord::Damaged(damage) => panic!("{damage:?}"),
        }
    }
    assert_eq!(kinds, [1, 2]);
    assert!(counted.1 < 450_000, "{} of a million", counted.1);
}

#[test]
fn a_hurt_head_costs_that_record_alone() {
    let payloads = some_payloads();
    for byte in 0..HEAD_LEN {
        let mut bytes = file(&payloads);
        bytes[offset(&payloads, 2) + byte] ^= 0x10;
        let (whole, damaged) = read(&bytes);
        let mut expected = numbered(&payloads);
        expected.remove(2);
        assert_eq!(whole, expected);
        assert_eq!(damaged, [Damage::Lost { first: 2, count: 1 }]);
    }
}

#[test]
fn a_missing_record_is_counted() {
    let payloads = some_payloads();
    let mut bytes = file(&payloads);
    bytes.drain(offset(&payloads, 1)..offset(&payloads, 3));
    assert_eq!(read(&bytes).1, [Damage::Lost { first: 1, count: 2 }]);
}

#[test]
fn a_repeated_record_is_read_once() {
    let payloads = some_payloads();
    let mut bytes = file(&payloads);
    let second = bytes[offset(&payloads, 1)..offset(&payloads, 2)].to_vec();
    let end = offset(&payloads, 4);
    bytes.splice(end..end, second);
    assert_eq!(read(&bytes), (numbered(&payloads), vec![]));
}

#[test]
fn every_shortened_file_says_that_it_is_cut_off() {
    let payloads = some_payloads();
    let bytes = file(&payloads);
    for length in FILE_HEADER_LEN..bytes.len() {
        let (whole, damaged) = read(&bytes[..length]);
        assert_eq!(whole, numbered(&payloads)[..whole.len()]);
        assert!(matches!(damaged[..], [Damage::CutOff { .. }]), "{length}");
    }
}

#[test]
fn bytes_after_the_end_are_reported_and_not_read() {
    let payloads = some_payloads();
    let mut bytes = file(&payloads);
    bytes.extend(file(&payloads));
    assert_eq!(read(&bytes), (numbered(&payloads), vec![Damage::Trailing]));
}

#[test]
fn a_length_beyond_all_bounds_is_not_believed() {
    let head = Head {
        kind: 5,
        number: 0,
        length: u32::MAX,
    };
    let mut bytes = file(&[]);
    bytes.splice(FILE_HEADER_LEN.., head.to_bytes());
    assert_eq!(read(&bytes), (vec![], vec![Damage::CutOff { first: 0 }]));
}

#[test]
fn other_files_are_refused_by_name() {
    let open = |bytes: &[u8]| RecordReader::open(bytes, KIND, &CHANNEL).err();
    let good = file(&[]);
    let changed = |at: usize, with: &[u8]| {
        let mut bytes = good.clone();
        bytes.splice(at..at + with.len(), with.iter().copied());
        bytes
    };
    assert!(matches!(open(b""), Some(OpenError::NotBelfry)));
    assert!(matches!(open(b"%PDF-1.7"), Some(OpenError::NotBelfry)));
    let newer = changed(8, b"2");
    assert!(matches!(open(&newer), Some(OpenError::OtherVersion)));
    let outbox = changed(10, b"outbox");
    assert!(matches!(open(&outbox), Some(OpenError::OtherKind)));
    let hurt = changed(20, b"x");
    assert!(matches!(open(&hurt), Some(OpenError::Damaged)));
    assert!(matches!(open(&good[..40]), Some(OpenError::Damaged)));
    let other = RecordWriter::begin(Vec::new(), KIND, &ChannelId([8; 32])).unwrap();
    let other = other.finish().unwrap();
    assert!(matches!(open(&other), Some(OpenError::OtherChannel)));
}

#[test]
fn the_writer_refuses_what_no_reader_takes() {
    let mut writer = RecordWriter::begin(Vec::new(), KIND, &CHANNEL).unwrap();
    let long = vec![0; PAYLOAD_MAX + 1];
    assert!(matches!(
        writer.record(5, &[&long]),
        Err(WriteError::TooLong)
    ));
    assert!(matches!(writer.record(0, &[]), Err(WriteError::TooLong)));
}

fn payloads() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..8)
}

proptest! {
    #[test]
    fn any_records_survive(payloads in payloads()) {
        prop_assert_eq!(read(&file(&payloads)), (numbered(&payloads), vec![]));
    }

    #[test]
    fn a_flipped_bit_hurts_at_most_one_record_and_is_noticed(
        payloads in payloads(),
        at in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let mut bytes = file(&payloads);
        let at = FILE_HEADER_LEN + at.index(bytes.len() - FILE_HEADER_LEN);
        bytes[at] ^= 1 << bit;
        let (whole, damaged) = read(&bytes);
        prop_assert!(!damaged.is_empty());
        prop_assert!(whole.len() + 1 >= payloads.len());
        let good = numbered(&payloads);
        prop_assert!(whole.iter().all(|record| good.contains(record)));
    }

    #[test]
    fn passing_over_others_finds_what_reading_all_finds(
        payloads in payloads(),
        hurt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut writer = RecordWriter::begin(Vec::new(), KIND, &CHANNEL).unwrap();
        for (kind, payload) in [5, 6, 6].into_iter().cycle().zip(&payloads) {
            writer.record(kind, &[payload]).unwrap();
        }
        let mut bytes = writer.finish().unwrap();
        for (at, with) in hurt {
            let at = FILE_HEADER_LEN + at.index(bytes.len() - FILE_HEADER_LEN);
            bytes[at] ^= with;
        }
        bytes.truncate(FILE_HEADER_LEN + cut.index(2 * (bytes.len() - FILE_HEADER_LEN)));
        let all = read(&bytes).0;
        let five = |number: u32| number.is_multiple_of(3);
        let expected: Vec<_> = all.into_iter().filter(|(number, _)| five(*number)).collect();
        prop_assert_eq!(read_of(&bytes, |kind| kind == 5), expected);
    }

    #[test]
    fn arbitrary_bytes_after_a_header_never_panic(tail in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut bytes = file(&[]);
        bytes.truncate(FILE_HEADER_LEN);
        bytes.extend(tail);
        read(&bytes);
    }
}
