//! Files as the page sends them, opened as the committee opens them, and those that answers name.

use client_wasm::{Code, Session};
use crypto_core::{
    attachment::{AttachmentKey, Cut, Parcels},
    board::Header,
    ids::Digest,
    lengths::{PARCEL_LEN, PARCEL_ROOM},
    letter::Attachment,
    primitives::hash::sha256,
    stamp::{Asked, Request, Stamp},
};

use crate::support::{Channel, TODAY, answer_with, fetch, open, ready, rng, visit};

/// Sends all parcels of a file, as the page's second module does; their paths and bytes.
fn send(session: &mut Session, name: &str, file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let hash = sha256(&[file]);
    let key = AttachmentKey::from_bytes(*session.attachment_key(hash).unwrap());
    let parcels = Parcels::new(key, Cut::of(file.len() as u64).unwrap());
    let mut sent = Vec::new();
    for i in 0..parcels.cut().parcels {
        let begin = i as usize * PARCEL_ROOM;
        let piece = &file[begin..begin + parcels.cut().len_of(i)];
        let bytes = parcels.seal(i, piece).unwrap();
        assert_eq!(bytes.len(), PARCEL_LEN);
        let parcel = session.parcel(parcels.id(i).0, sha256(&[&bytes])).unwrap();
        sent.push((parcel.path(), bytes));
    }
    let size = file.len() as u64;
    session.uploaded(name, "image/png", size, hash).unwrap();
    sent
}

fn opened(attachment: &Attachment, sent: &[(String, Vec<u8>)]) -> Vec<u8> {
    let cut = Cut::of(attachment.size).unwrap();
    let parcels = Parcels::new(attachment.key.clone(), cut);
    let mut file = Vec::new();
    for (i, (path, bytes)) in (0..).zip(sent) {
        assert_eq!(*path, format!("/v1/parcels/{}", parcels.id(i)));
        file.extend_from_slice(&parcels.open(i, bytes).unwrap());
    }
    file
}

#[test]
fn a_file_goes_in_parcels_and_the_next_letter_alone_names_it() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    assert_eq!(
        session.uploaded("a", "", 1, [0; 32]).err(),
        Some(Code::Early),
        "there is no conversation yet"
    );
    session.new_receipt(&mut rng());
    let file: Vec<u8> = (0..2 * PARCEL_ROOM + 9).map(|n| (n % 249) as u8).collect();
    let sent = send(&mut session, "foto.png", &file);
    assert_eq!(sent.len(), 3);
    let letter = session
        .seal_letter("", 0, false, TODAY, &mut rng())
        .unwrap();
    let content = open(letter.bytes(), 2).unwrap().content;
    assert_eq!(content.attachments.len(), 1);
    let attachment = &content.attachments[0];
    assert_eq!(attachment.name, "foto.png");
    assert_eq!(
        (attachment.size, attachment.parcels),
        (file.len() as u64, 3)
    );
    assert!(opened(attachment, &sent) == file);
    session.stored();
    let next = session
        .seal_letter("", 0, false, TODAY, &mut rng())
        .unwrap();
    assert!(
        open(next.bytes(), 2)
            .unwrap()
            .content
            .attachments
            .is_empty()
    );
}

#[test]
fn who_comes_back_and_chooses_the_same_file_gets_the_same_parcels_and_nobody_else_does() {
    let channel = Channel::new(1);
    let mut first = ready(&channel);
    let words = first.new_receipt(&mut rng()).join(" ");
    let file = vec![7; 100];
    let sent = send(&mut first, "a.txt", &file);
    let mut back = ready(&channel);
    back.take_words(&words).unwrap();
    assert!(send(&mut back, "anders.txt", &file) == sent);
    let mut other = ready(&channel);
    other.new_receipt(&mut rand::rng());
    assert!(send(&mut other, "a.txt", &file)[0].0 != sent[0].0);
}

#[test]
fn the_number_of_parcels_is_rounded_up_with_parcels_that_look_alike() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    session.new_receipt(&mut rng());
    assert_eq!(session.fillers(), 0);
    send(&mut session, "a", &vec![1; 2 * PARCEL_ROOM + 1]);
    assert_eq!(session.fillers(), 1);
    send(&mut session, "b", b"x");
    send(&mut session, "b", b"x");
    assert_eq!(session.fillers(), 0, "the same file twice is one");
}

#[test]
fn long_names_keep_their_ending() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    session.new_receipt(&mut rng());
    let name = format!("{}.docx", "é".repeat(400));
    session.uploaded(&name, "", 10, [1; 32]).unwrap();
    let letter = session
        .seal_letter("", 0, false, TODAY, &mut rng())
        .unwrap();
    let content = open(letter.bytes(), 1).unwrap().content;
    let name = &content.attachments[0].name;
    assert!(name.len() <= 120 && name.ends_with("é.docx"), "{name}");
}

#[test]
fn a_parcels_stamp_holds_for_its_bytes_alone_and_at_the_effort_of_parcels() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    session.new_receipt(&mut rng());
    let mut parcel = session.parcel([3; 16], [4; 32]).unwrap();
    let asked = Asked {
        hours: 500,
        letter: 192,
        parcel: 1,
    };
    assert_eq!(parcel.take_stamp(&asked.to_bytes(), 500), Ok(false));
    assert_eq!(parcel.effort(), 1);
    while !parcel.attempt(&mut rand::rng()) {}
    let stamp = Stamp::from_hex(&parcel.stamp().unwrap()).unwrap();
    let header = Header::parse_prefix(&channel.board).unwrap().hash();
    let request = |body| Request {
        header,
        id: [3; 16],
        body: Digest(body),
    };
    assert_eq!(stamp.verify(&request([4; 32]), 1), Ok(()));
    assert!(stamp.verify(&request([5; 32]), 1).is_err());
}

#[test]
fn files_that_answers_name_are_offered_once_each_and_those_that_cannot_be_are_not() {
    let mut channel = Channel::new(1);
    let mut session = ready(&channel);
    let words = session.new_receipt(&mut rng()).join(" ");
    let sent = session
        .seal_letter("bericht", 0, false, TODAY, &mut rng())
        .unwrap();
    let opened = open(sent.bytes(), 2).unwrap();
    let key = opened.member_key.as_ref().unwrap();
    let file = |name: &str, size, parcels, key| Attachment {
        name: name.to_owned(),
        media_type: String::from("image/png"),
        size,
        key: AttachmentKey::from_bytes([key; 32]),
        sha256: Digest([key + 100; 32]),
        parcels,
        unknown: crypto_core::cbor::Unknown::default(),
    };
    let files = vec![
        file("besluit.png", PARCEL_ROOM as u64 + 1, 2, 1),
        file("leugen.png", 5, 900, 2),
        file("brief.txt", 0, 1, 3),
    ];
    let cells = answer_with(&channel, key, &opened, "Zie bijlage.", files);
    channel.publish(2, TODAY.plus(3), &cells);

    let mut back = visit(&channel.fragment());
    fetch(&mut back, &channel, TODAY.plus(4)).unwrap();
    assert_eq!(back.offered_file(0).err(), Some(Code::Early));
    back.take_words(&words).unwrap();
    let replies = back.find_replies().unwrap();
    let shown: Vec<_> = replies.answers[0]
        .files
        .iter()
        .map(|file| (file.n, file.name.as_str(), file.size))
        .collect();
    assert_eq!(
        shown,
        [
            (0, "besluit.png", PARCEL_ROOM as u64 + 1),
            (1, "brief.txt", 0)
        ]
    );
    assert_eq!(replies.unreadable, 1, "the one that cannot be is told");
    for (n, key) in [(0, 1), (1, 3)] {
        let named = back.offered_file(n).unwrap();
        assert_eq!(named.key.expose_for_letter(), &[key; 32]);
        assert_eq!(named.sha256, Digest([key + 100; 32]));
    }
    assert_eq!(back.offered_file(2).err(), Some(Code::Early));
    back.find_replies().unwrap();
    assert_eq!(back.offered_file(2).err(), Some(Code::Early), "not twice");
}
