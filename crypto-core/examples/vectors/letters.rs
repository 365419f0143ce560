//! Letters and covers.

use anyhow::{Result, bail};
use crypto_core::{
    cbor::{MapReader, MapWriter, Unknown},
    ids::{Addressee, LetterId, MemberNumber},
    keys::{Root, ThreadKey},
    letter::{
        Attachment, Content, Kind, Letter, Lock, Opened, OpenedLetter, Seat, Slots, open_letter,
        seal_cover, seal_letter,
    },
    primitives::hybrid::HybridIdentity,
    text::hex,
};
use rand::{Rng as _, rngs::StdRng};
use serde_json::{Map, Value, json};

use crate::{
    ADVISER, Reporter, TODAY,
    attachments::entry,
    committee::Committee,
    craft::{self, BOX, TAG},
    folder::{Folder, digest},
    keys::left_out,
};

/// What the letters of the conversation share.
pub struct Desk<'a> {
    pub committee: &'a Committee,
    pub reporter: &'a Reporter,
}

impl Desk<'_> {
    pub fn content(&self, kind: Kind, body: &str, rng: &mut StdRng) -> Content {
        let root = &self.reporter.committee;
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        Content {
            channel: self.committee.channel,
            roster: self.committee.reference(2),
            board_serial: 2,
            day: TODAY,
            letter_id: LetterId(id),
            addressee: Addressee::Committee,
            service: 1,
            conversation: root.conversation_id(),
            thread_key: ThreadKey::generate(rng),
            kind,
            body: body.to_owned().into(),
            attachments: Vec::new(),
            left_out: root.leave_out(&self.committee.channel, &[]),
            proof_salt: None,
            object: None,
            name_box: None,
            unknown: Unknown::default(),
        }
    }

    pub fn seal(
        &self,
        content: &Content,
        root: &Root,
        readers: &[u16],
        lock: impl Into<Lock>,
        rng: &mut StdRng,
    ) -> Result<Letter> {
        let people = readers.iter().map(|number| self.committee.person(*number));
        let keys: Vec<_> = people
            .map(|one| (one.identity.recipient(), root.member_key(one.number)))
            .collect();
        let seats: Vec<_> = keys
            .iter()
            .map(|(recipient, member_key)| Seat {
                recipient,
                member_key,
            })
            .collect();
        Ok(seal_letter(content, &seats, lock, rng)?)
    }

    /// Puts a letter with what each person finds in it.
    fn put(&self, folder: &mut Folder, name: &str, what: &str, letter: &[u8]) -> Result<()> {
        let file = folder.put(&format!("letters/{name}.age"), letter)?;
        let mut readers = Map::new();
        for person in &self.committee.people {
            let found = match open_letter(letter, &[copy(&person.identity)?], |_| None) {
                Ok(None) => Value::Null,
                Ok(Some(Opened::Letter(letter))) => told(&letter),
                Ok(Some(Opened::Held(_))) => bail!("a share, and no letter"),
                Ok(Some(Opened::Foreign(letter))) => {
                    json!({ "text": *letter.text, "plaintext": letter.plaintext_sha256 })
                }
                Err(error) => json!({ "refused": error.to_string() }),
            };
            readers.insert(person.number.to_string(), found);
        }
        let letter = json!({ "file": file, "what": what, "readers": readers });
        folder.list("letters", letter);
        Ok(())
    }
}

/// Writes all letters; gives the cover back.
pub fn write(
    folder: &mut Folder,
    committee: &Committee,
    reporter: &Reporter,
    attachment: Attachment,
    rng: &mut StdRng,
) -> Result<Letter> {
    let desk = Desk {
        committee,
        reporter,
    };
    let root = &reporter.committee;
    let (eight, all) = (Slots::Eight, &[1, 2, 3][..]);
    let report = desk.content(Kind::Report, "Er wordt met de cijfers geknoeid. Zoë", rng);
    let report = desk.seal(&report, root, all, eight, rng)?;
    let what = "a first report to all members, 8 slots";
    desk.put(folder, "report", what, report.as_bytes())?;

    let mut content = desk.content(Kind::Message, "Hierbij de bijlage.", rng);
    content.attachments = vec![attachment];
    content.left_out = root.leave_out(&committee.channel, &[MemberNumber(3)]);
    let letter = desk.seal(&content, root, &[1, 2], eight, rng)?;
    let what = "a further letter with a file; member 3 is left out";
    desk.put(folder, "left-out", what, letter.as_bytes())?;

    let mut content = desk.content(Kind::Other("later".into()), "Ik vraag een bewijs.", rng);
    content.roster = committee.reference(3);
    content.proof_salt = Some(root.proof_salt());
    content.unknown = later()?;
    let letter = desk.seal(&content, root, all, Slots::Sixteen, rng)?;
    let what = "16 slots, a proof salt, a kind and a field of a later version";
    desk.put(folder, "sixteen", what, letter.as_bytes())?;

    let mut content = desk.content(Kind::Report, "Alleen voor de vertrouwenspersoon.", rng);
    content.addressee = Addressee::Adviser(ADVISER);
    content.conversation = reporter.adviser.conversation_id();
    content.left_out = reporter.adviser.leave_out(&committee.channel, &[]);
    let letter = desk.seal(&content, &reporter.adviser, &[5], eight, rng)?;
    desk.put(
        folder,
        "adviser",
        "a letter to an adviser",
        letter.as_bytes(),
    )?;

    let cover = seal_cover(eight, rng)?;
    desk.put(folder, "cover", "a cover", cover.as_bytes())?;

    let first = &committee.person(1).identity;
    let letter = craft::altered(
        report.as_bytes(),
        first,
        |plaintext, at| plaintext[at.tags + at.stanza * TAG] ^= 1,
        rng,
    )?;
    desk.put(
        folder,
        "forged-tag",
        "the tag of member 1 is altered",
        &letter,
    )?;
    let letter = craft::altered(
        report.as_bytes(),
        first,
        |plaintext, at| plaintext[at.boxes + at.stanza * BOX] ^= 1,
        rng,
    )?;
    let what = "the box of member 1 is altered, and so no tag holds";
    desk.put(folder, "broken-box", what, &letter)?;
    let letter = craft::altered(
        report.as_bytes(),
        first,
        |plaintext, at| {
            // Map head, key 0, version 1: written in two bytes.
            plaintext.splice(6..7, [0x18, 0x01]);
            plaintext.truncate(plaintext.len() - 1);
            let length = at.boxes as u32 - 4 + 1;
            plaintext[..4].copy_from_slice(&length.to_be_bytes());
        },
        rng,
    )?;
    let what = "the version is not in its shortest form";
    desk.put(folder, "refused-cbor", what, &letter)?;
    let text = "Ik schrijf dit met een ander programma.";
    let letter = craft::foreign(text, &first.recipient(), rng)?;
    let what = "a text as another age tool seals it: one stanza, no length, no boxes";
    desk.put(folder, "other-tool", what, &letter)?;
    Ok(cover)
}

/// A letter that opened, as the index has it.
pub fn told(letter: &OpenedLetter) -> Value {
    let member_key = letter.member_key.as_ref();
    json!({
        "stanza": letter.slot,
        "member_key": member_key.map(|key| hex(key.expose_for_box())),
        "tag_holds": letter.tag_ok,
        "plaintext": letter.plaintext_sha256,
        "cbor": digest(&letter.content.encode()),
        "fields": fields(&letter.content),
    })
}

/// What a further letter with a member left out says.
pub fn report(committee: &Committee, reporter: &Reporter, rng: &mut StdRng) -> Content {
    let desk = Desk {
        committee,
        reporter,
    };
    let mut content = desk.content(Kind::Message, "Hallo", rng);
    content.left_out = reporter
        .committee
        .leave_out(&committee.channel, &[MemberNumber(2), MemberNumber(300)]);
    content
}

pub fn copy(identity: &HybridIdentity) -> Result<HybridIdentity> {
    Ok(HybridIdentity::parse(&identity.expose_text())?)
}

/// A field that this version does not know.
fn later() -> Result<Unknown> {
    let bytes = MapWriter::new(1).text(99, "later").finish();
    let mut reader = MapReader::parse(&bytes)?;
    reader.version(1)?;
    Ok(reader.unknown())
}

fn fields(of: &Content) -> Value {
    json!({
        "channel_id": of.channel,
        "roster_serial": of.roster.serial,
        "roster_hash": of.roster.sha256,
        "board_serial": of.board_serial,
        "day": of.day.0,
        "letter_id": of.letter_id,
        "addressee": of.addressee.to_string(),
        "service": of.service,
        "conversation_id": of.conversation,
        "thread_key": hex(of.thread_key.expose_for_letter()),
        "kind": of.kind.as_str(),
        "body": *of.body,
        "attachments": of.attachments.iter().map(entry).collect::<Vec<_>>(),
        "left_out": left_out(&of.left_out),
        "proof_salt": of.proof_salt.map(|salt| hex(&salt)),
        "object": of.object.as_ref().map(|object| hex(object)),
    })
}
