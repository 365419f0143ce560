use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

use super::support::{CHANNEL, Committee};
use crate::{
    attachment::AttachmentKey,
    cbor::Unknown,
    ids::{Digest, MemberNumber},
    lengths::LETTER_LEN,
    letter::{
        Attachment, Content, ContentError, Form, Kind, OpenError, Opened, SealError, Seat, Slots,
        open_letter, seal::text_room, seal_cover, seal_letter,
    },
    primitives::hybrid::HybridIdentity,
};

#[test]
fn every_reader_opens_the_letter_with_a_key_of_their_own() {
    let mut committee = Committee::new(1);
    let content = committee.content("Er klopt iets niet.", &[]);
    let letter = committee.seal(&content, Slots::Eight);
    let mut slots = Vec::new();
    for (place, (number, _)) in committee.members.iter().enumerate() {
        let opened = committee.open_ours(letter.as_bytes(), place);
        assert_eq!(*opened.content.encode(), *content.encode());
        assert!(opened.tag_ok);
        assert_eq!(
            opened.member_key.unwrap().expose_for_box(),
            committee.root.member_key(*number).expose_for_box()
        );
        slots.push(opened.slot);
    }
    slots.sort_unstable();
    slots.dedup();
    assert_eq!(slots.len(), 3);
}

#[test]
fn who_is_left_out_sees_what_a_cover_shows() {
    let mut committee = Committee::new(2);
    let content = committee.content("Het gaat om haar.", &[MemberNumber(2)]);
    let letter = committee.seal(&content, Slots::Eight);
    assert!(matches!(committee.open(letter.as_bytes(), 1), Ok(None)));
    let seen = committee.open_ours(letter.as_bytes(), 0).content.left_out;
    assert_eq!(seen.members, [MemberNumber(2)]);
    assert!(committee.root.has_left_out(&CHANNEL, &seen));

    let cover = seal_cover(Slots::Eight, &mut committee.rng).unwrap();
    for place in 0..3 {
        assert!(matches!(committee.open(cover.as_bytes(), place), Ok(None)));
    }
    assert_eq!(shape(letter.as_bytes()), shape(cover.as_bytes()));
}

/// The header with all base64 made alike.
fn shape(letter: &[u8]) -> Vec<u8> {
    let end = letter.windows(5).position(|w| w == b"\n--- ").unwrap() + 49;
    let alike = |line: &[u8]| match line {
        [b'-', b'>', ..] => [&line[..18], &[b'x'].repeat(line.len() - 18)].concat(),
        [b'-', ..] => [&line[..4], &[b'x'].repeat(line.len() - 4)].concat(),
        [b'a', b'g', b'e', b'-', ..] => line.to_vec(),
        _ => vec![b'x'; line.len()],
    };
    let lines: Vec<_> = letter[..end].split(|b| *b == b'\n').map(alike).collect();
    assert_eq!(lines.len(), 1 + 8 * 2 + 2);
    lines.join(&b'\n')
}

#[test]
fn places_in_the_header_are_drawn_evenly() {
    let mut committee = Committee::new(3);
    let content = committee.content("", &[]);
    let mut hits = [0_u32; 8];
    for _ in 0..64 {
        let letter = committee.seal(&content, Slots::Eight);
        hits[usize::from(committee.open_ours(letter.as_bytes(), 0).slot)] += 1;
    }
    // Eight are expected in each; a fixed place, or one never taken, would show.
    assert!(
        hits.iter().all(|count| (1..=24).contains(count)),
        "{hits:?}"
    );
}

#[test]
fn the_counter_says_to_the_byte_what_fits() {
    let mut committee = Committee::new(4);
    for slots in [Slots::Eight, Slots::Sixteen] {
        let mut content = committee.content("iets", &[]);
        let room = text_room(&content, slots);
        assert!(Form::from(slots).cbor_max() - room < 400);
        content.body = "é".repeat(room / 2).into();
        content.body.push_str(&"a".repeat(room % 2));
        assert_eq!(content.encoded_len(room), content.encode().len());
        assert_eq!(content.encode().len(), Form::from(slots).cbor_max());
        let letter = committee.seal(&content, slots);
        let opened = committee.open_ours(letter.as_bytes(), 2);
        assert!(*opened.content.body == *content.body);

        content.body.push('a');
        assert_eq!(try_seal(&content, slots), Err(SealError::TooLong));
    }
}

fn try_seal(content: &Content, slots: Slots) -> Result<(), SealError> {
    let committee = Committee::new(5);
    let mut rng = StdRng::seed_from_u64(5);
    let seat = Seat {
        recipient: &committee.members[0].1.recipient(),
        member_key: &committee.root.member_key(MemberNumber(1)),
    };
    seal_letter(content, &[seat], slots, &mut rng).map(|_| ())
}

#[test]
fn the_number_of_slots_is_a_limit_and_must_be_that_of_the_roster() {
    let mut committee = Committee::new(6);
    let content = committee.content("Hallo", &[]);
    assert!(matches!(
        seal_letter(&content, &[], Slots::Eight, &mut committee.rng),
        Err(SealError::NoReader)
    ));
    let member_key = committee.root.member_key(MemberNumber(1));
    let recipient = &committee.members[0].1.recipient();
    let seats: Vec<_> = (0..9)
        .map(|_| Seat {
            recipient,
            member_key: &member_key,
        })
        .collect();
    assert!(matches!(
        seal_letter(&content, &seats, Slots::Eight, &mut committee.rng),
        Err(SealError::TooManyReaders)
    ));

    let letter = committee.seal(&content, Slots::Sixteen);
    let keys = std::slice::from_ref(&committee.members[0].1);
    let refused = open_letter(letter.as_bytes(), keys, |roster| {
        assert_eq!(roster.serial, 3);
        Some(Slots::Eight)
    });
    assert!(matches!(refused, Err(OpenError::Slots)));
    let taken = open_letter(letter.as_bytes(), keys, |_| Some(Slots::Sixteen));
    assert!(matches!(taken, Ok(Some(Opened::Letter(_)))));
}

#[test]
fn a_reader_tries_the_secrets_of_all_epochs() {
    let mut committee = Committee::new(7);
    let content = committee.content("Hallo", &[]);
    let letter = committee.seal(&content, Slots::Eight);
    let old = HybridIdentity::generate(&mut committee.rng);
    let older = HybridIdentity::generate(&mut committee.rng);
    let keys = [old, older, committee.members.remove(1).1];
    let opened = open_letter(letter.as_bytes(), &keys, |_| None).unwrap();
    assert!(matches!(opened, Some(Opened::Letter(letter)) if letter.tag_ok));
}

#[test]
fn a_colleague_cannot_make_a_letter_whose_tag_holds_for_another() {
    let mut committee = Committee::new(8);
    let content = committee.content("Vals", &[]);
    // Member 1 knows conversation id and thread key, but of the member keys only their own.
    let forged = committee.root.member_key(MemberNumber(1));
    let seat = Seat {
        recipient: &committee.members[1].1.recipient(),
        member_key: &forged,
    };
    let letter = seal_letter(&content, &[seat], Slots::Eight, &mut committee.rng).unwrap();
    let opened = committee.open_ours(letter.as_bytes(), 1);
    let own = committee.root.member_key(MemberNumber(2));
    assert_ne!(
        opened.member_key.unwrap().expose_for_box(),
        own.expose_for_box()
    );
}

#[test]
fn as_many_members_as_slots_all_open_it() {
    let mut committee = Committee::new(9);
    for number in 4..=8 {
        let key = HybridIdentity::generate(&mut committee.rng);
        committee.members.push((MemberNumber(number), key));
    }
    let content = committee.content("Hallo", &[]);
    let letter = committee.seal(&content, Slots::Eight);
    for member in 0..8 {
        let opened = committee.open_ours(letter.as_bytes(), member);
        assert_eq!(*opened.content.body, "Hallo");
    }
}

#[test]
fn content_that_cannot_be_read_is_named_and_not_taken_for_a_text() {
    let mut committee = Committee::new(9);
    let mut content = committee.content("Hallo", &[]);
    content.left_out.members = vec![MemberNumber(5), MemberNumber(4)];
    let letter = committee.seal(&content, Slots::Eight);
    let refused = committee.open(letter.as_bytes(), 0);
    assert!(matches!(
        refused,
        Err(OpenError::Content(ContentError::LeftOut))
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_letter_has_one_length_whatever_it_says_and_whoever_is_left_out(
        body in "\\PC{0,2000}",
        left_out in proptest::collection::vec(1_u16..=2, 0..=2),
        name in "\\PC{0,40}",
        files in 0_usize..5,
        seed: u64,
        sixteen: bool,
        proof: bool,
    ) {
        let mut committee = Committee::new(seed);
        let left_out: Vec<_> = left_out.into_iter().map(MemberNumber).collect();
        let mut content = committee.content(&body, &left_out);
        content.kind = Kind::Other(name.clone());
        content.proof_salt = proof.then_some([3; 32]);
        content.attachments.extend((0..files).map(|n| Attachment {
            name: name.clone(),
            media_type: "text/plain".to_owned(),
            size: n as u64 * 70_000,
            key: AttachmentKey::from_bytes([4; 32]),
            sha256: Digest([5; 32]),
            parcels: 1,
            unknown: Unknown::default(),
        }));
        let slots = if sixteen { Slots::Sixteen } else { Slots::Eight };
        let letter = committee.seal(&content, slots);
        prop_assert_eq!(letter.as_bytes().len(), LETTER_LEN);
        let opened = committee.open_ours(letter.as_bytes(), 2);
        prop_assert!(opened.tag_ok);
        prop_assert_eq!(&*opened.content.encode(), &*content.encode());
        for (place, (number, _)) in committee.members.iter().enumerate() {
            let opens = committee.open(letter.as_bytes(), place).unwrap().is_some();
            prop_assert_eq!(opens, !content.left_out.members.contains(number));
        }
    }
}
