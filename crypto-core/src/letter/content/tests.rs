use super::*;

fn content() -> Content {
    Content {
        channel: ChannelId([1; 32]),
        roster: RosterReference {
            serial: 2,
            sha256: Digest([3; 32]),
        },
        board_serial: 4,
        day: Day(5),
        letter_id: LetterId([6; 16]),
        addressee: Addressee::Adviser(MemberNumber(7)),
        service: 8,
        conversation: ConversationId([9; 16]),
        thread_key: ThreadKey::from_bytes([10; 32]),
        kind: Kind::Message,
        body: Zeroizing::new("Bedankt".to_owned()),
        attachments: Vec::new(),
        left_out: LeftOut {
            members: vec![MemberNumber(11), MemberNumber(300)],
            tag: [12; 32],
        },
        proof_salt: Some([13; 32]),
        object: None,
        name_box: None,
        unknown: Unknown::default(),
    }
}

/// The bytes that every later version must still read.
fn version_1() -> Vec<u8> {
    let mut bytes = vec![0xb1, 0x00, 0x01, 0x01, 0x58, 0x20];
    bytes.extend([1; 32]);
    bytes.extend([0x02, 0x02, 0x03, 0x58, 0x20]);
    bytes.extend([3; 32]);
    bytes.extend([0x04, 0x04, 0x05, 0x05, 0x06, 0x50]);
    bytes.extend([6; 16]);
    bytes.extend(b"\x07\x617\x08\x08\x09\x50");
    bytes.extend([9; 16]);
    bytes.extend([0x0a, 0x58, 0x20]);
    bytes.extend([10; 32]);
    bytes.extend(b"\x0b\x67message\x0c\x67Bedankt\x0d\x80\x0e\x82\x0b\x19\x01\x2c\x0f\x58\x20");
    bytes.extend([12; 32]);
    bytes.extend([0x10, 0x58, 0x20]);
    bytes.extend([13; 32]);
    bytes
}

#[test]
fn version_1_is_these_bytes() {
    assert_eq!(*content().encode(), version_1());
    let decoded = Content::decode(&version_1()).unwrap();
    assert_eq!(*decoded.encode(), version_1());
    assert_eq!(decoded.left_out, content().left_out);
    assert_eq!(decoded.addressee, content().addressee);
    assert_eq!(decoded.kind, Kind::Message);
}

#[test]
fn fields_of_later_versions_are_kept() {
    let mut bytes = version_1();
    bytes[0] += 1;
    bytes.extend(b"\x18\x63\xa1\x01\x65later");
    let decoded = Content::decode(&bytes).unwrap();
    assert_eq!(*decoded.encode(), bytes);
}

#[test]
fn other_versions_and_forms_are_refused() {
    let mut bytes = version_1();
    bytes[2] = 2;
    let refused = |bytes: &[u8]| Content::decode(bytes).err();
    assert_eq!(refused(&bytes), Some(CborError::UnknownVersion.into()));
    assert_eq!(refused(&[0xa1, 0, 1]), Some(CborError::Missing.into()));
    for length in 0..version_1().len() {
        assert!(refused(&version_1()[..length]).is_some());
    }
    let longer = [version_1(), vec![0]].concat();
    assert_eq!(refused(&longer), Some(CborError::Malformed.into()));
    for (text, error) in [
        (b"\x07\x61+", ContentError::Addressee),
        (b"\x07\x61x", ContentError::Addressee),
    ] {
        let mut bytes = version_1();
        let at = bytes.windows(3).position(|w| w == b"\x07\x617").unwrap();
        bytes[at..at + 3].copy_from_slice(text);
        assert_eq!(refused(&bytes), Some(error));
    }
}

#[test]
fn an_adviser_has_one_spelling() {
    for text in ["07", "+7", "65536", "", "Committee", "-1"] {
        assert_eq!(parse_addressee(text), Err(ContentError::Addressee));
    }
    assert_eq!(parse_addressee("committee"), Ok(Addressee::Committee));
}

#[test]
fn the_length_is_known_before_the_text() {
    let mut content = content();
    for length in [0, 23, 24, 255, 256, 65_535, 65_536] {
        content.body = "x".repeat(length).into();
        assert_eq!(content.encoded_len(length), content.encode().len());
    }
}

#[test]
fn members_left_out_stand_in_ascending_order_each_once() {
    for (members, fits) in [
        (vec![11, 300], true),
        (vec![300, 11], false),
        (vec![11, 11], false),
    ] {
        let mut content = content();
        content.left_out.members = members.iter().copied().map(MemberNumber).collect();
        let read = Content::decode(&content.encode());
        let refused = matches!(read, Err(ContentError::LeftOut));
        assert_eq!(refused, !fits, "{members:?}");
    }
}

#[test]
fn a_name_held_apart_is_field_18_and_kept_as_it_came() {
    let mut bytes = version_1();
    bytes[0] += 1;
    bytes.extend(b"\x12\x43box");
    let decoded = Content::decode(&bytes).unwrap();
    // Whatever is wrong with it, the rest of the letter is read.
    assert_eq!(decoded.name_box.as_deref(), Some(b"box".as_slice()));
    assert_eq!(*decoded.encode(), bytes);
    assert_eq!(decoded.unknown, Unknown::default());
}
