//! A committee with three members and an adviser, its rosters and its recipient files.

use anyhow::Result;
use crypto_core::{
    address::ChannelAddress,
    ids::{ChannelId, Digest, MemberNumber},
    labels::kind,
    letter::RosterReference,
    primitives::{hash::sha256, hybrid::HybridIdentity, signature::SigningKey},
    recipients::{Recipient, Recipients},
    roster::{
        self, EpochFile, FormerMember, Member, MemberKind, RootChain, RootChange, Roster, Service,
        Texts, VerifiedRoster,
    },
    signed,
    text::{base64, hex},
    time::Epoch,
    words::Language,
};
use rand::rngs::StdRng;
use serde_json::{Map, json};

use crate::{ADVISER, TODAY, folder::Folder};

/// A member or adviser with all of their keys.
pub struct Person {
    pub number: MemberNumber,
    kind: MemberKind,
    weekday: Option<u8>,
    pub board_key: SigningKey,
    pub member_key: SigningKey,
    pub identity: HybridIdentity,
}

/// A signed roster.
pub struct Signed {
    pub file: Vec<u8>,
    pub verified: VerifiedRoster,
}

/// The committee, and what it has published.
pub struct Committee {
    pub channel: ChannelId,
    pub people: Vec<Person>,
    /// Serials 1 (first root), 2 (after a change of the root), 3 (16 slots) and 4 (a quorum of two).
    pub rosters: Vec<Signed>,
    pub recipients: Vec<(Epoch, Vec<u8>)>,
    roots: [SigningKey; 2],
}

impl Committee {
    /// Draws all keys and signs everything.
    pub fn new(rng: &mut StdRng) -> Result<Self> {
        let roots = [SigningKey::generate(rng), SigningKey::generate(rng)];
        let channel = ChannelId::of_root(&roots[0].verifying_key());
        let people: Vec<Person> = [
            (MemberNumber(1), MemberKind::Member, Some(1)),
            (MemberNumber(2), MemberKind::Member, Some(4)),
            (MemberNumber(3), MemberKind::Member, None),
            (ADVISER, MemberKind::Adviser, None),
        ]
        .map(|(number, kind, weekday)| Person {
            number,
            kind,
            weekday,
            board_key: SigningKey::generate(rng),
            member_key: SigningKey::generate(rng),
            identity: HybridIdentity::generate(rng),
        })
        .into();
        let epoch = TODAY.epoch();
        let recipients = recipients(channel, &people, epoch).to_file()?;
        let mut committee = Self {
            channel,
            people,
            rosters: Vec::new(),
            recipients: vec![(epoch, recipients)],
            roots,
        };
        for (serial, slots, quorum) in [(1, 8, 1), (2, 8, 1), (3, 16, 1), (4, 8, 2)] {
            let root = &committee.roots[usize::from(serial > 1)];
            let file = committee.contents(serial, slots, quorum).sign(root)?;
            let verified = roster::verify(&file, &channel)?;
            committee.rosters.push(Signed { file, verified });
        }
        Ok(committee)
    }

    /// The person with this number.
    pub fn person(&self, number: u16) -> &Person {
        let person = self.people.iter().find(|one| one.number.0 == number);
        person.expect("one of those above")
    }

    /// How a letter names the roster with this serial.
    pub fn reference(&self, serial: u64) -> RosterReference {
        let roster = &self.rosters[serial as usize - 1].verified;
        RosterReference {
            serial,
            sha256: *roster.sha256(),
        }
    }

    /// The root key of all rosters but the first.
    pub fn current_root(&self) -> &SigningKey {
        &self.roots[1]
    }

    fn contents(&self, serial: u64, slots: u8, quorum: u8) -> Roster {
        Roster {
            kind: kind::ROSTER.into(),
            channel: self.channel,
            serial,
            valid_from: TODAY,
            valid_until: TODAY.plus(90),
            root: RootChain {
                first: self.roots[0].verifying_key().to_minisign(),
                changes: self.changes(serial),
            },
            name: texts("Meldpunt", "Reporting channel"),
            text: texts("Wij lezen elke melding.", "We read every report."),
            outside: texts("Het Huis voor Klokkenluiders", "The competent authorities"),
            members: self.people.iter().map(member).collect(),
            former: if serial == 1 {
                Vec::new()
            } else {
                [(4, None), (6, Some(7)), (7, None)].map(former).into()
            },
            services: vec![Service {
                number: 1,
                name: texts("Dienst één", "Service one"),
            }],
            quorum,
            slots,
            cells_per_batch: 16,
            cell_weeks: 26,
            epochs: self.recipients.iter().map(epoch_file).collect(),
            // A field of a later version.
            unknown: [("later".to_owned(), json!({"kept": true}))]
                .into_iter()
                .collect(),
        }
    }

    fn changes(&self, serial: u64) -> Vec<RootChange> {
        if serial == 1 {
            return Vec::new();
        }
        let body = roster::root_change_body(&self.channel, 1, &self.roots[1].verifying_key());
        let signed = signed::sign(&body, kind::ROOT_CHANGE, &self.roots[0]);
        vec![RootChange {
            signed: base64(&signed),
        }]
    }

    /// Writes rosters and recipient files, those that must be refused too.
    pub fn describe(&self, folder: &mut Folder) -> Result<()> {
        let first = self.roots[0].verifying_key();
        let address = ChannelAddress::of(&self.channel);
        folder.index(
            "channel",
            json!({
                "id": self.channel,
                "first_root_key": hex(&first.to_bytes()),
                "first_root_key_minisign": first.to_minisign(),
                "address": address.to_fragment(),
                "words": {
                    "en": address.to_words(Language::English).join(" "),
                    "nl": address.to_words(Language::Dutch).join(" "),
                },
            }),
        );
        for person in &self.people {
            folder.list("people", describe(person));
        }
        for signed in &self.rosters {
            let serial = signed.verified.serial;
            let file = folder.put(&format!("rosters/{serial}.signed"), &signed.file)?;
            folder.list(
                "rosters",
                json!({
                    "file": file,
                    "serial": serial,
                    "hash": signed.verified.sha256(),
                    "slots": signed.verified.slots,
                    "quorum": signed.verified.quorum,
                    "root_key": hex(&self.roots[usize::from(serial > 1)].verifying_key().to_bytes()),
                    "readers": [1, 2, 3],
                    "highest_number": signed.verified.highest_number(),
                    "with_successors_of_6": signed.verified.with_successors(&[MemberNumber(6)]),
                }),
            );
        }
        for (epoch, bytes) in &self.recipients {
            let file = folder.put(&format!("recipients/{epoch}.json"), bytes)?;
            folder.list(
                "recipients",
                json!({ "file": file, "epoch": epoch, "roster": 2 }),
            );
        }
        self.refused(folder)
    }

    fn refused(&self, folder: &mut Folder) -> Result<()> {
        let (body, _) = signed::split(&self.rosters[1].file, kind::ROSTER)?;
        let before = signed::sign(body, kind::ROSTER, &self.roots[0]);
        let kind = signed::sign(body, kind::ROOT_CHANGE, &self.roots[1]);
        for (name, bytes, why) in [
            (
                "by-the-root-before",
                before,
                "signed with the root key before the change",
            ),
            (
                "another-kind",
                kind,
                "the block's kind is that of a root change",
            ),
        ] {
            let file = folder.put(&format!("rosters/refused-{name}.signed"), &bytes)?;
            folder.list("refused_rosters", json!({ "file": file, "why": why }));
        }
        Ok(())
    }
}

fn former((number, now): (u16, Option<u16>)) -> FormerMember {
    FormerMember {
        number: MemberNumber(number),
        now: now.map(MemberNumber),
    }
}

fn texts(nl: &str, en: &str) -> Texts {
    [("nl".into(), nl.into()), ("en".into(), en.into())].into()
}

fn member(person: &Person) -> Member {
    let weekday = person.weekday;
    Member {
        number: person.number,
        name: format!("Lid {}", person.number),
        role: texts("lid", "member"),
        kind: person.kind,
        location: (person.kind == MemberKind::Adviser).then(|| "Utrecht".to_owned()),
        weekday,
        board_key: weekday.map(|_| person.board_key.verifying_key().to_minisign()),
        member_key: person.member_key.verifying_key().to_minisign(),
        unknown: Map::new(),
    }
}

fn epoch_file((epoch, file): &(Epoch, Vec<u8>)) -> EpochFile {
    EpochFile {
        epoch: *epoch,
        sha256: Digest(sha256(&[file])),
    }
}

fn recipients(channel: ChannelId, people: &[Person], epoch: Epoch) -> Recipients {
    let recipient = |person: &Person| Recipient {
        member: person.number,
        recipient: person.identity.recipient().to_string(),
    };
    Recipients::new(channel, epoch, people.iter().map(recipient).collect())
}

fn describe(person: &Person) -> serde_json::Value {
    json!({
        "number": person.number,
        "kind": person.kind,
        "member_key": person.member_key.verifying_key().to_minisign(),
        "board_key": person.weekday.map(|_| person.board_key.verifying_key().to_minisign()),
        "epoch": TODAY.epoch(),
        "secret": *person.identity.expose_text(),
        "recipient": person.identity.recipient().to_string(),
    })
}
