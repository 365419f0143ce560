use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

const ROOM: u64 = PARCEL_ROOM as u64;

fn parcels(size: u64) -> Parcels {
    Parcels::new(AttachmentKey::from_bytes([7; 32]), Cut::of(size).unwrap())
}

fn file(size: u64) -> Vec<u8> {
    (0..size).map(|n| (n % 251) as u8).collect()
}

fn sealed(size: u64) -> Vec<Vec<u8>> {
    let (parcels, file) = (parcels(size), file(size));
    (0..parcels.cut().parcels)
        .map(|i| {
            let begin = i as usize * PARCEL_ROOM;
            let end = begin + parcels.cut().len_of(i);
            parcels.seal(i, &file[begin..end]).unwrap()
        })
        .collect()
}

fn opened(size: u64, sealed: &[Vec<u8>]) -> Result<Vec<u8>, (u32, ParcelError)> {
    let parcels = parcels(size);
    let mut file = Vec::new();
    for (i, parcel) in (0..).zip(sealed) {
        file.extend_from_slice(&parcels.open(i, parcel).map_err(|error| (i, error))?);
    }
    Ok(file)
}

#[test]
fn files_of_every_size_around_a_boundary_come_back_and_all_parcels_are_equally_long() {
    for (size, count) in [
        (0, 1),
        (1, 1),
        (ROOM - 1, 1),
        (ROOM, 1),
        (ROOM + 1, 2),
        (2 * ROOM - 1, 2),
        (2 * ROOM, 2),
        (2 * ROOM + 1, 3),
    ] {
        let sealed = sealed(size);
        assert_eq!(sealed.len(), count, "{size}");
        assert!(sealed.iter().all(|parcel| parcel.len() == PARCEL_LEN));
        assert_eq!(opened(size, &sealed), Ok(file(size)), "{size}");
    }
}

#[test]
fn a_parcel_lost_doubled_swapped_or_from_another_file_is_named() {
    let size = 3 * ROOM + 5;
    let whole = sealed(size);
    let other = Parcels::new(AttachmentKey::from_bytes([8; 32]), Cut::of(size).unwrap());
    for i in 0..4 {
        let mut lost = whole.clone();
        lost.remove(i);
        let expected = if i == 3 {
            Ok(file(3 * ROOM))
        } else {
            Err((i as u32, ParcelError::Altered))
        };
        assert_eq!(opened(size, &lost), expected);
        let mut doubled = whole.clone();
        doubled.insert(i, whole[i].clone());
        let at = (i as u32 + 1).min(4);
        let error = if i == 3 {
            ParcelError::Number
        } else {
            ParcelError::Altered
        };
        assert_eq!(opened(size, &doubled), Err((at, error)));
        let mut foreign = whole.clone();
        let len = other.cut().len_of(i as u32);
        foreign[i] = other.seal(i as u32, &vec![0; len]).unwrap();
        assert_eq!(
            opened(size, &foreign),
            Err((i as u32, ParcelError::Altered))
        );
    }
    for (one, two) in [(0, 1), (1, 2), (2, 3), (0, 3)] {
        let mut swapped = whole.clone();
        swapped.swap(one, two);
        assert_eq!(
            opened(size, &swapped),
            Err((one as u32, ParcelError::Altered))
        );
    }
}

#[test]
fn a_stream_that_was_cut_does_not_pass_for_a_shorter_file() {
    let size = 2 * ROOM;
    let whole = sealed(size);
    let first = Parcels::new(AttachmentKey::from_bytes([7; 32]), Cut::of(ROOM).unwrap());
    assert_eq!(first.open(0, &whole[0]), Err(ParcelError::Altered));
}

#[test]
fn a_letter_that_names_a_smaller_size_does_not_hide_the_rest() {
    let sealed = sealed(100);
    assert_eq!(
        parcels(99).open(0, &sealed[0]),
        Err(ParcelError::Padding),
        "the hundredth byte is not zero"
    );
    assert!(parcels(101).open(0, &sealed[0]).is_ok());
}

#[test]
fn ids_and_keys_are_those_of_the_specification() {
    let key = AttachmentKey::from_bytes([7; 32]);
    let derived: [u8; 16] = *derive(&[7; 32], Label::ParcelId(3));
    assert_eq!(key.parcel_id(3), ParcelId(derived));
    let mut ids: Vec<_> = (0..500).map(|i| key.parcel_id(i)).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 500);
}

#[test]
fn counts_are_rounded_up_in_few_steps() {
    let steps: Vec<u32> = (0..=200).map(rounded).collect();
    let mut seen = steps.clone();
    seen.dedup();
    assert_eq!(seen, [0, 1, 2, 4, 8, 16, 32, 64, 96, 128, 160, 192, 224]);
    assert!(steps.iter().zip(0..).all(|(step, count)| *step >= count));
    assert_eq!(rounded(u32::MAX), u32::MAX);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_flipped_bit_is_noticed(at in 0..PARCEL_LEN, bit in 0..8_u8) {
        static SEALED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| sealed(10));
        let mut sealed = SEALED.clone();
        sealed[0][at] ^= 1 << bit;
        prop_assert_eq!(opened(10, &sealed), Err((0, ParcelError::Altered)));
    }

    #[test]
    fn every_size_is_cut_into_as_many_bytes_as_it_has(size in 0..64 * ROOM) {
        let cut = Cut::of(size).unwrap();
        let sum: u64 = (0..cut.parcels).map(|i| cut.len_of(i) as u64).sum();
        prop_assert_eq!(sum, size);
        prop_assert_eq!(cut.len_of(cut.parcels), 0);
    }
}
