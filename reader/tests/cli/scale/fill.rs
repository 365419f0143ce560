//! A vault after four years of a very busy committee, written with the reader's own journal and contents.

use std::collections::BTreeMap;

use belfry_reader::{
    casework::{Deed, What, rules},
    journal::{
        event::{Event, Mark},
        ids::{CaseId, DeedId, ReplyId},
    },
    ledger::{Fact, Told, fact::Published, part::FIRST_PLACE},
    vault::{Vault, contents::PieceRef, secrets::Secrets},
};
use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    journal_page::{self, ENTRIES, ENTRY_LEN, EntryKey, HEADER_LEN, Header},
    letter::Content,
    primitives::hash::sha256,
    time::Day,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use zeroize::Zeroizing;

use crate::{
    loot::passphrase,
    support::{Committee, MONDAY, root},
};

pub const CASES: u32 = 10_000;
/// Of these this member did two, colleagues the others.
pub const DEEDS_PER_CASE: u32 = 10;
/// Over this time letters come and cases are worked on.
pub const DAYS: u32 = 4 * 365;
/// One case in so many is still open, with a task.
const OPEN: u32 = 50;
/// Bytes of a letter's text.
const TEXT_LEN: usize = 2_000;
/// Events that are written at once.
const AT_ONCE: usize = 200;
const COLLEAGUES: [u16; 2] = [2, 3];

/// A deed that is in no page yet.
struct Untold {
    case: CaseId,
    id: DeedId,
    piece: PieceRef,
}

/// A member's pages so far.
#[derive(Default)]
struct Chain {
    number: u32,
    /// The hash of the last header, and the header as it was signed.
    last: Option<(Digest, Vec<u8>)>,
    untold: Vec<Untold>,
    /// Facts about letters, by their plaintexts, that are in no page yet.
    facts_untold: Vec<(Digest, Told)>,
    /// The number of facts told.
    facts: u32,
}

struct Fill {
    vault: Vault,
    rng: StdRng,
    events: Vec<Event>,
    secrets: BTreeMap<u16, Secrets>,
    chains: BTreeMap<u16, Chain>,
    clock: u64,
    day: Day,
    rules: [u8; 8],
}

/// Fills the vault of member 1.
pub fn fill(committee: &mut Committee) {
    let open = |member| Vault::open(&committee.vault(member), &passphrase()).unwrap();
    let secrets = COLLEAGUES.map(|member| (member, open(member).secrets));
    let mut fill = Fill {
        vault: open(1),
        rng: StdRng::seed_from_u64(1),
        events: Vec::new(),
        secrets: secrets.into(),
        chains: BTreeMap::new(),
        clock: 0,
        day: MONDAY,
        rules: rules::number(rules::DEFAULT),
    };
    let channel = committee.channel;
    let text = "Er verdwijnt geld. ".repeat(TEXT_LEN / 19);
    let mut content = committee.content(&root(&[0; 16], &channel), (MONDAY, &text, &[]));
    for number in 0..CASES {
        fill.day = MONDAY.plus(number * DAYS / CASES);
        fill.case(number, &mut content);
    }
    for member in [1, 2, 3] {
        fill.tell(member);
    }
    fill.append();
    fill.vault.contents.sync(&mut fill.rng).unwrap();
}

impl Fill {
    fn case(&mut self, number: u32, content: &mut Content) {
        let mut receipt = [0; 16];
        self.rng.fill_bytes(&mut receipt);
        let keys = root(&receipt, &content.channel);
        let mut letter = [0; 16];
        self.rng.fill_bytes(&mut letter);
        content.letter_id = LetterId(letter);
        content.day = self.day;
        content.conversation = keys.conversation_id();
        content.thread_key = keys.thread_key();
        content.left_out = keys.leave_out(&content.channel, &[]);
        let plaintext = content.encode();
        let case = CaseId::generate(&mut self.rng);
        let mut both = keys.member_key(MemberNumber(1)).expose_for_box().to_vec();
        both.extend(keys.thread_key().expose_for_letter());
        let keys = self.put(&both);
        let piece = self.put(&plaintext);
        let mut secret = [0; 32];
        self.rng.fill_bytes(&mut secret);
        let secret = self.put(&secret);
        self.events.push(Event::CaseOpened {
            case,
            day: self.day,
            conversation: Some(content.conversation),
            keys: Some(keys),
            addressee: MemberNumber(0),
            standing: 0,
            beside: None,
        });
        self.events.push(Event::LetterOpened {
            case,
            letter: content.letter_id,
            week: self.day.week(),
            letter_day: self.day,
            day: self.day,
            plaintext: Digest(sha256(&[&plaintext])),
            piece,
            alarms: 0,
            foreign: false,
            held: None,
            secret: Some(secret),
        });
        self.facts(content.letter_id, Digest(sha256(&[&plaintext])));
        self.work(case, number);
        if self.events.len() >= AT_ONCE {
            self.append();
        }
    }

    /// Both colleagues have opened it, and one of them has confirmed receipt.
    fn facts(&mut self, letter: LetterId, plaintext: Digest) {
        let mut reply = [0; 16];
        self.rng.fill_bytes(&mut reply);
        let confirmed = Fact::Published(letter, ReplyId(reply), Published::Confirmation);
        let opened = Fact::Opened(letter, Vec::new());
        for (member, fact) in [(2, opened.clone()), (3, opened), (2, confirmed)] {
            let (place, day) = (0, self.day);
            let told = Told { place, day, fact };
            let chain = self.chains.entry(member).or_default();
            chain.facts_untold.push((plaintext, told));
            self.tell_if_full(member);
        }
    }

    /// Ten deeds: a step and a note of this member, between them notes and a task of colleagues.
    fn work(&mut self, case: CaseId, number: u32) {
        let is_open = number.is_multiple_of(OPEN);
        let step = self.does(
            1,
            case,
            None,
            What::Step("assessment".to_owned(), Vec::new()),
        );
        let after = Some(step);
        self.does(2, case, after, What::Note);
        self.does(3, case, after, What::Note);
        let task = What::Task(MemberNumber(3), self.day.plus(30));
        let task = self.does(2, case, after, task);
        let done = if is_open {
            What::Note
        } else {
            What::Done(task)
        };
        self.does(2, case, after, done);
        for member in [3, 2, 3, 3] {
            self.does(member, case, after, What::Note);
        }
        self.does(1, case, after, What::Note);
        if !is_open {
            let mark = Mark::Closed.code();
            self.events.push(Event::CaseMarked { case, mark });
        }
    }

    fn does(&mut self, member: u16, case: CaseId, after: Option<DeedId>, what: What) -> DeedId {
        let mut deed = Deed::of(what);
        self.rng.fill_bytes(&mut deed.salt);
        deed.after = after;
        deed.rules = self.rules;
        deed.text =
            "Wij hebben dit bekeken en met de afdeling besproken, en weten nu meer. ".repeat(2);
        let bytes = deed.encode();
        let id = Deed::name(MemberNumber(member), &bytes);
        let piece = self.put(&bytes);
        if member == 1 {
            self.events.push(Event::DeedDone {
                case,
                deed: id,
                day: self.day,
                piece,
            });
        }
        let untold = &mut self.chains.entry(member).or_default().untold;
        untold.push(Untold { case, id, piece });
        self.tell_if_full(member);
        id
    }

    fn tell_if_full(&mut self, member: u16) {
        let chain = self.chains.entry(member).or_default();
        if chain.untold.len() + chain.facts_untold.len() == ENTRIES {
            self.tell(member);
        }
    }

    /// A member's page. What lies in the entries of deeds is random here: who reads a page looks for each key in all of
    /// them, and deeds were taken out when it came.
    fn tell(&mut self, member: u16) {
        let mut entries = vec![[0; ENTRY_LEN]; ENTRIES];
        entries
            .iter_mut()
            .for_each(|entry| self.rng.fill_bytes(entry));
        let mut salt = [0; 16];
        self.rng.fill_bytes(&mut salt);
        self.clock += 1;
        let others = self.chains.iter().filter(|(other, _)| **other != member);
        let heads = others.filter_map(|(_, chain)| Some(chain.last.as_ref()?.1.clone()));
        let heads: Vec<Vec<u8>> = heads.collect();
        let chain = self.chains.entry(member).or_default();
        let id = match member {
            1 => self.vault.journal.chain().unwrap(),
            other => u64::from(other).to_be_bytes(),
        };
        let before = chain.last.as_ref();
        let header = Header {
            channel: self.vault.secrets.channel.unwrap(),
            member: MemberNumber(member),
            chain: id,
            number: chain.number,
            day: self.day,
            clock: self.clock,
            previous: before.map_or(Digest([0; 32]), |(hash, _)| *hash),
            salt,
            rest: Digest([0; 32]),
        };
        let facts = std::mem::take(&mut chain.facts_untold);
        for (at, (plaintext, told)) in facts.iter().enumerate() {
            let before = facts[..at].iter().filter(|(one, _)| one == plaintext);
            let place = u8::try_from(before.count()).unwrap();
            let content = told.encode(place.into());
            let key = EntryKey::of_letter(plaintext);
            entries[at] = key.seal(&header, place, &content).unwrap();
        }
        let secrets = self.secrets.get(&member).unwrap_or(&self.vault.secrets);
        let page = journal_page::write(header, &heads, &entries, &secrets.member_key).unwrap();
        let header = journal_page::parse(&page).unwrap().header;
        let (hash, head) = (header.hash(), page[..HEADER_LEN].to_vec());
        chain.last = Some((hash, head));
        chain.number += 1;
        let untold = std::mem::take(&mut chain.untold);
        let first = FIRST_PLACE + chain.facts;
        chain.facts += u32::try_from(untold.len()).unwrap();
        let piece = self.put(&page);
        let places = first..;
        if member == 1 {
            self.events.push(Event::PageWritten {
                chain: u64::from_be_bytes(id),
                number: header.number,
                day: self.day,
                header: hash,
                clock: self.clock,
                facts: places.take(untold.len()).collect(),
                piece,
            });
            return;
        }
        self.events.push(Event::PageReceived {
            member: header.member,
            chain: u64::from_be_bytes(id),
            number: header.number,
            week: self.day.week(),
            header: hash,
            piece,
            clock: self.clock,
        });
        let day = self.day;
        let heard = untold
            .into_iter()
            .zip(places)
            .map(|(one, place)| Event::DeedHeard {
                case: one.case,
                deed: one.id,
                member: header.member,
                part: 0,
                parts: 1,
                day,
                written: day,
                page: hash,
                place,
                piece: one.piece,
            });
        self.events.extend(heard);
    }

    fn put(&mut self, bytes: &[u8]) -> PieceRef {
        let bytes = Zeroizing::new(bytes.to_vec());
        self.vault.contents.put(&bytes, &mut self.rng).unwrap()
    }

    fn append(&mut self) {
        let events = std::mem::take(&mut self.events);
        let (journal, secrets) = (&mut self.vault.journal, &self.vault.secrets);
        journal.append(events, secrets, &mut self.rng).unwrap();
    }
}
