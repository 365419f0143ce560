use super::*;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};

const CHANNEL: ChannelId = ChannelId([3; 32]);

fn header() -> Header {
    Header {
        channel: CHANNEL,
        member: MemberNumber(2),
        chain: [4; 8],
        number: 7,
        day: Day(20_780),
        clock: 9,
        previous: Digest([5; 32]),
        salt: [6; 16],
        rest: Digest([0; 32]),
    }
}

fn key(member: MemberNumber) -> Option<VerifyingKey> {
    (member.0 == 2).then(|| SigningKey::from_bytes(&[2; 32]).verifying_key())
}

fn page() -> Vec<u8> {
    let mut rng = StdRng::seed_from_u64(1);
    let mut entries = vec![[0; ENTRY_LEN]; ENTRIES];
    entries.iter_mut().for_each(|entry| rng.fill_bytes(entry));
    let own = SigningKey::from_bytes(&[2; 32]);
    let letter = EntryKey::of_letter(&Digest([8; 32]));
    entries[3] = letter.seal(&header(), 0, b"answered").unwrap();
    let head = vec![1; HEADER_LEN];
    write(header(), &[head], &entries, &own).unwrap()
}

#[test]
fn a_page_comes_back_and_its_entry_opens_for_who_read_the_letter_alone() {
    let bytes = page();
    assert_eq!(bytes.len(), PAGE_LEN);
    let page = verify(&bytes, &CHANNEL, key).unwrap();
    assert_eq!(page.header.number, 7);
    assert_eq!(page.heads, [vec![1; HEADER_LEN]]);
    let letter = EntryKey::of_letter(&Digest([8; 32]));
    let nonce = letter.nonce(&page.header, 0);
    let found = page.entries.iter().position(|entry| entry[..24] == nonce);
    assert_eq!(found, Some(3));
    let opened = letter.open(&page.header, &page.entries[3]).unwrap();
    assert_eq!(*opened, b"answered");
    let other = EntryKey::of_letter(&Digest([9; 32]));
    assert!(
        page.entries
            .iter()
            .all(|entry| other.open(&page.header, entry).is_none())
    );
    let common = EntryKey::common(&page.header);
    assert!(
        page.entries
            .iter()
            .all(|entry| common.open(&page.header, entry).is_none())
    );
}

#[test]
fn whatever_is_altered_is_refused() {
    let bytes = page();
    for at in (0..PAGE_LEN).step_by(97).chain([0, PAGE_LEN - 1]) {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        assert!(verify(&altered, &CHANNEL, key).is_err(), "byte {at}");
    }
    assert!(verify(&bytes[1..], &CHANNEL, key).is_err());
    assert!(verify(&bytes, &ChannelId([0; 32]), key).is_err());
    let stranger = verify(&bytes, &CHANNEL, |_| None);
    assert_eq!(stranger, Err(PageError::Stranger(MemberNumber(2))));
    let other = SigningKey::from_bytes(&[9; 32]).verifying_key();
    let forged = verify(&bytes, &CHANNEL, |_| Some(other));
    assert_eq!(forged, Err(PageError::Signature(MemberNumber(2))));
}

#[test]
fn content_that_does_not_fit_is_refused() {
    let letter = EntryKey::of_letter(&Digest([8; 32]));
    assert!(letter.seal(&header(), 0, &[1; CONTENT_MAX]).is_some());
    assert!(letter.seal(&header(), 0, &[1; CONTENT_MAX + 1]).is_none());
}

#[test]
fn an_entry_is_bound_to_its_page() {
    let letter = EntryKey::of_letter(&Digest([8; 32]));
    let entry = letter.seal(&header(), 0, b"opened").unwrap();
    let other = Header {
        number: 8,
        ..header()
    };
    assert!(letter.open(&other, &entry).is_none());
}

#[test]
fn what_is_done_in_a_case_needs_more_than_the_letters_hash() {
    let plaintext = Digest([8; 32]);
    let case = EntryKey::of_case(&[7; 32]);
    let entry = case.seal(&header(), 0, b"noted").unwrap();
    assert!(
        EntryKey::of_letter(&plaintext)
            .open(&header(), &entry)
            .is_none()
    );
    for other in [[8; 32], [6; 32]] {
        let other = EntryKey::of_case(&other);
        assert!(other.open(&header(), &entry).is_none());
    }
    assert_eq!(*case.open(&header(), &entry).unwrap(), b"noted");
}
