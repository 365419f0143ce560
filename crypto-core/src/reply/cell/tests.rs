use super::*;
use crate::{
    primitives::signature::SigningKey,
    proof::{Proof, STATEMENT_LEN_MAX},
};

fn reply(text: &str, proofs: String) -> Reply {
    Reply {
        id: [7; 16],
        day: Day(20_783),
        kind: ReplyKind::Answer,
        text: text.to_owned(),
        files: Vec::new(),
        // As many as a letter of sixteen slots can leave out, with numbers of two bytes, and the most
        // days that a reader names.
        left_out: LeftOut {
            members: (1_000..1_015).map(MemberNumber).collect(),
            tag: [9; 32],
        },
        received: vec![Day(20_783); 64],
        proofs,
    }
}

fn statement() -> String {
    let proof = Proof {
        channel: ChannelId([1; 32]),
        member: MemberNumber(u16::MAX),
        day: Day(20_783),
        sha256: crate::ids::Digest([5; 32]),
    };
    let signed = proof.sign(&SigningKey::from_bytes(&[2; 32]));
    assert_eq!(signed.len(), STATEMENT_LEN_MAX);
    String::from_utf8_lossy(&signed).into_owned()
}

#[test]
fn three_proofs_fit_beside_the_longest_lists_and_text_takes_the_room_that_is_left() {
    let three = statement().repeat(3);
    let full = reply("", three.clone());
    let left = room_in(&parts(&full).unwrap()[0]).unwrap();
    assert!((100..600).contains(&left), "{left}");
    let found = parts(&reply(&"a".repeat(left), three.clone())).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(Part::decode(&found[0].encode()).unwrap(), found[0]);
    let two = parts(&reply(&"a".repeat(left + 1), three.clone())).unwrap();
    assert_eq!((two.len(), two[0].text.len()), (2, left));
    assert_eq!(
        (two[0].proofs.as_str(), two[1].proofs.as_str()),
        (three.as_str(), "")
    );
    assert_eq!(
        parts(&reply("", statement().repeat(4))),
        Err(ReplyError::TooLong)
    );
}

#[test]
fn without_a_proof_a_part_has_no_such_field_and_fields_of_later_versions_are_passed_over() {
    let part = &parts(&reply("tekst", String::new())).unwrap()[0];
    let bytes = part.encode();
    let mut map = MapReader::parse(&bytes).unwrap();
    assert_eq!(map.raw(11), None);
    // What this version does to 12, earlier ones do to 11.
    let mut later = MapWriter::new(VERSION);
    later.text(12, "later");
    let mut map = MapReader::parse(&bytes).unwrap();
    map.version(VERSION).unwrap();
    later.unknown(&map.unknown());
    let later = later.finish();
    assert!(later.len() > bytes.len());
    assert_eq!(Part::decode(&later).unwrap(), *part);
}

#[test]
fn a_part_keeps_its_kind_whatever_it_is() {
    for kind in [ReplyKind::Answer, ReplyKind::Receipt, ReplyKind::Other(7)] {
        let mut reply = reply("tekst", String::new());
        reply.kind = kind;
        let part = parts(&reply).unwrap().remove(0);
        assert_eq!(Part::decode(&part.encode()).unwrap().kind, kind);
    }
}

#[test]
fn a_file_that_just_fits_stays_in_its_part() {
    let room = room_in(&parts(&reply("", String::new())).unwrap()[0]).unwrap();
    let file = |name: usize| Attachment {
        name: "x".repeat(name),
        media_type: "text/plain".to_owned(),
        size: 5,
        key: crate::attachment::AttachmentKey::from_bytes([4; 32]),
        sha256: crate::ids::Digest([5; 32]),
        parcels: 1,
        unknown: crate::cbor::Unknown::default(),
    };
    let fitting = (1..room)
        .find(|name| file(*name).encode().len() == room)
        .unwrap();
    let parts_with = |name| {
        let mut reply = reply("", String::new());
        reply.files = vec![file(name)];
        parts(&reply).unwrap()
    };
    assert_eq!(parts_with(fitting).len(), 1);
    let two = parts_with(fitting + 1);
    assert_eq!(
        (two.len(), two[0].files.len(), two[1].files.len()),
        (2, 0, 1)
    );
}

const CHANNEL: ChannelId = ChannelId([1; 32]);

#[test]
fn cells_that_do_not_open_or_name_a_part_that_cannot_be_are_counted_and_the_rest_is_found() {
    let key = MemberKey::from_bytes([3; 32]);
    let mut rng = <rand::rngs::StdRng as rand::SeedableRng>::seed_from_u64(1);
    let mut sealed =
        |part: &Part, index| seal_cell(&part.encode(), &CHANNEL, &key, index, &mut rng).unwrap();
    let whole = parts(&reply("tekst", String::new())).unwrap().remove(0);
    let mut second = whole.clone();
    second.id = [8; 16];
    let beyond = Part {
        part: 1,
        count: 1,
        ..whole.clone()
    };
    let mut altered = sealed(&whole, 3);
    altered[2_000] ^= 1;
    let cells = [
        sealed(&whole, 0),
        sealed(&second, 1),
        sealed(&beyond, 2),
        altered,
    ];
    let found = crate::reply::collect(&cells, &CHANNEL, &key);
    assert_eq!((found.indices, found.unreadable), (vec![0, 1, 2, 3], 2));
    let ids: Vec<[u8; 16]> = found.replies.iter().map(|reply| reply.id).collect();
    assert_eq!(ids, [[7; 16], [8; 16]]);
    assert_eq!(found.incomplete, []);
}

#[test]
fn of_two_whole_sealings_of_a_reply_the_newer_is_shown() {
    let key = MemberKey::from_bytes([3; 32]);
    let mut rng = <rand::rngs::StdRng as rand::SeedableRng>::seed_from_u64(2);
    let text = "a".repeat(REPLY_CBOR_MAX);
    let mut seal = |text: &str, first| {
        let reply = reply(text, String::new());
        seal(&reply, &CHANNEL, &key, first, &mut rng).unwrap()
    };
    let (older, newer) = (seal(&text, 0), seal(&text.replace('a', "b"), 2));
    let cells = [newer, older].concat();
    assert_eq!(cells.len(), 4);
    let found = crate::reply::collect(&cells, &CHANNEL, &key);
    let texts: Vec<&str> = found
        .replies
        .iter()
        .map(|reply| reply.text.as_str())
        .collect();
    assert_eq!(texts, [text.replace('a', "b")]);
}
