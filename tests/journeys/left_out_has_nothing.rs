//! The same weeks three times: a reporter leaves a member out from the first letter to the last; a reporter sends
//! covers; a reporter leaves nobody out. What that member then has is the same in the first two, and holds nothing
//! of the conversation. In the third it differs and does, or the comparison would see nothing.

use std::fs;
use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use belfry_tests::holdings::Holdings;
use belfry_tests::proxy::Proxy;
use belfry_tests::search::Needle;
use belfry_tests::stack::Stack;
use belfry_tests::visitor::Visit;
use crypto_core::ids::{Addressee, Digest, MemberNumber};
use crypto_core::keys::Root;
use crypto_core::primitives::hash::sha256;
use crypto_core::receipt::{self, Receipt};

/// Who is left out.
const OUT: u16 = 3;
/// Nothing that is sent here is refused for being much.
const SETTINGS: &str = "parcels_per_minute = 1000000000";
/// Of a reporter who leaves nobody out, in all weeks.
const OTHER: &str = "Over de kantine, voor iedereen.";
const TEXTS: [&str; 3] = [
    "KanarieMelding-4401 Carla laat zich betalen.",
    "KanarieVervolg-7712 Er ligt een tweede envelop.",
    "KanarieWeek2-9023 En zij weet van niets.",
];
const ANSWERS: [&str; 2] = [
    "KanarieAntwoord-3310 Zonder haar.",
    "KanarieAntwoord-5521 Tot volgende week.",
];
const FILE_NAME: &str = "kanarie-brief-1957.txt";
const ANSWER_FILE_NAME: &str = "kanarie-besluit-2084.txt";
const FILE: &[u8] = b"KanarieBestand-6634";
const ANSWER_FILE: &[u8] = b"KanarieBijlage-8845";

/// What the reporter of these weeks does.
#[derive(Clone, Copy, PartialEq)]
enum Reporter {
    LeavesOut,
    SendsCovers,
    LeavesNobodyOut,
}

struct Weeks {
    stack: Stack,
    proxy: Proxy,
    reporter: Reporter,
    quorum: u8,
    words: String,
    held: Holdings,
}

/// Everything of the conversation that must not be found, in any form.
fn needles(stack: &Stack, words: &str) -> Result<Vec<Needle>> {
    let entropy = receipt::decode(words).ok().context("no receipt")?;
    let channel = stack.channel();
    let root = Root::derive(
        &Receipt::from_bytes(entropy),
        &channel,
        Addressee::Committee,
    );
    let list = root.leave_out(&channel, &[MemberNumber(OUT)]);
    let mut needles = vec![
        Needle::text("receipt words", words),
        Needle::bytes("receipt", &entropy),
        Needle::bytes("conversation id", root.conversation_id().as_bytes()),
        Needle::bytes("thread key", root.thread_key().expose_for_letter()),
        Needle::bytes("left-out tag", &list.tag),
    ];
    let texts = TEXTS.iter().chain(&ANSWERS);
    needles.extend(texts.map(|text| Needle::text(text, text)));
    needles.extend([FILE_NAME, ANSWER_FILE_NAME].map(|name| Needle::text(name, name)));
    for file in [FILE, ANSWER_FILE] {
        needles.push(Needle::bytes("file", file));
        needles.push(Needle::bytes("hash of a file", &sha256(&[file])));
        let key = root.attachment_key(&Digest(sha256(&[file])));
        needles.push(Needle::bytes("key of a file", key.expose_for_letter()));
    }
    for member in 1..=3 {
        let key = root.member_key(MemberNumber(member));
        let name = format!("member key {member}");
        needles.push(Needle::bytes(&name, key.expose_for_box()));
    }
    Ok(needles)
}

impl Weeks {
    fn begin(reporter: Reporter, quorum: u8) -> Result<Self> {
        let stack = Stack::found_with_quorum(quorum, Some(SETTINGS))?;
        let proxy = Proxy::start(stack.address())?;
        stack.route_courier(OUT, proxy.address())?;
        Ok(Self {
            stack,
            proxy,
            reporter,
            quorum,
            words: String::new(),
            held: Holdings::default(),
        })
    }

    fn visit(&self) -> Result<Visit<SocketAddr>> {
        Visit::arrive(
            self.stack.address(),
            &self.stack.fragment(),
            self.stack.today(),
        )
    }

    fn list(&self) -> &'static [u16] {
        match self.reporter {
            Reporter::LeavesOut => &[OUT],
            Reporter::LeavesNobodyOut | Reporter::SendsCovers => &[],
        }
    }

    /// The first letter, or a cover; the letter's id.
    fn report(&mut self) -> Result<Option<String>> {
        let mut visit = self.visit()?;
        let words = visit.begin();
        if self.words.is_empty() {
            self.words = words;
        }
        if self.reporter == Reporter::SendsCovers {
            visit.cover()?;
            return Ok(None);
        }
        visit.leave_out(self.list())?;
        visit.send(TEXTS[0]).map(Some)
    }

    /// Comes back, finds so many answers, writes or sends a cover. With a file, which becomes random parcels
    /// where there is no letter to name it.
    fn follow_up(&mut self, answers: usize, text: &str, file: bool) -> Result<()> {
        let mut visit = self.visit()?;
        if self.reporter == Reporter::SendsCovers {
            if file {
                visit.random_parcel()?;
            }
            return visit.cover();
        }
        let found = visit.come_back(&self.words)?;
        ensure!(found.answers.len() >= answers, "{:?}", found.answers);
        // Once there is an answer, the list comes back with it.
        let named = if answers == 0 { self.list() } else { &[] };
        ensure!(visit.leave_out(named)? == self.list());
        if file {
            visit.upload(FILE_NAME, FILE)?;
        }
        visit.send(text).map(drop)
    }

    /// A look at the answers, or nothing.
    fn look(&self) -> Result<()> {
        let mut visit = self.visit()?;
        if self.reporter != Reporter::SendsCovers {
            let found = visit.come_back(&self.words)?;
            ensure!(
                found.answers.len() >= 2 && found.files == 1,
                "{:?}",
                found.answers
            );
        }
        visit.cover()
    }

    /// Pulls and imports; of the member who is left out, everything is kept.
    fn fetch(&mut self, member: u16) -> Result<()> {
        if member != OUT {
            return self.stack.fetch(member).map(drop);
        }
        let pulled = self.stack.courier(OUT, &["pull", "--out", "bundle-3"])?;
        self.held.printed("pull", &pulled);
        self.held.file("bundle", &self.stack.path("bundle-3"))?;
        let fragment = self.stack.fragment();
        let import = ["import", "bundle-3", "--channel", &fragment];
        let said = self.stack.reader(OUT, &import, None)?;
        self.held.printed("import", &said);
        for command in [["--json", "cases"], ["--json", "status"]] {
            let said = self.stack.reader(OUT, &command, None)?;
            self.held.printed(command[1], &said);
        }
        Ok(())
    }

    fn publish(&mut self, member: u16) -> Result<()> {
        if member != OUT {
            return self.stack.publish(member);
        }
        let said = self
            .stack
            .reader(OUT, &["export", "--out", "outbox-3"], None)?;
        self.held.printed("export", &said);
        self.held.file("outbox", &self.stack.path("outbox-3"))?;
        let said = self.stack.courier(OUT, &["push", "outbox-3"])?;
        self.held.printed("push", &said);
        Ok(())
    }

    /// Member 2 answers the reporter, with a file if it is said so.
    fn answer(&self, text: &str, file: bool) -> Result<()> {
        if self.reporter == Reporter::SendsCovers {
            return Ok(());
        }
        let case = self.stack.case_with(2, TEXTS[0])?;
        let path = self.stack.path(ANSWER_FILE_NAME);
        fs::write(&path, ANSWER_FILE)?;
        let mut args = vec!["answer", &case];
        if file {
            args.extend(["--file", path.to_str().context("a path")?]);
        }
        self.stack.reader(2, &args, Some(text)).map(drop)
    }

    /// In a channel with a quorum: member 1 gives another a share, with the next publication.
    fn release(&self, letter: &str, to: &str) -> Result<()> {
        let release = ["release", letter, "--to", to];
        self.stack.reader(1, &release, None).map(drop)
    }

    fn play(&mut self) -> Result<()> {
        let mut other = self.visit()?;
        other.begin();
        other.leave_out(&[])?;
        let everyones = other.send(OTHER)?;
        let letter = self.report()?;
        for member in 1..=3 {
            self.fetch(member)?;
        }
        if self.quorum > 1 {
            self.release(&everyones, "3")?;
            match &letter {
                Some(letter) => self.release(letter, "2")?,
                None => self.visit()?.cover()?,
            }
        }
        self.publish(1)?;

        self.stack.set_day(-1)?;
        self.follow_up(0, TEXTS[1], true)?;
        self.fetch(OUT)?;
        self.fetch(2)?;
        self.answer(ANSWERS[0], true)?;
        self.publish(2)?;

        self.stack.set_day(0)?;
        self.fetch(OUT)?;
        let case = self.stack.case_with(OUT, OTHER)?;
        let answer = ["answer", case.as_str()];
        let said = self.stack.reader(OUT, &answer, Some("Dank u wel."))?;
        self.held.printed("answer", &said);
        self.publish(OUT)?;

        // The week after.
        self.stack.set_day(6)?;
        self.follow_up(1, TEXTS[2], false)?;
        self.fetch(2)?;
        self.answer(ANSWERS[1], false)?;
        self.publish(2)?;
        self.look()?;
        self.stack.set_day(7)?;
        self.fetch(OUT)?;
        self.publish(OUT)?;
        let passed = self.proxy.exchanges();
        self.held.traffic(&passed);
        self.held.vault(&self.stack, OUT)
    }
}

fn played(reporter: Reporter, quorum: u8) -> Result<(Holdings, Vec<Needle>)> {
    let mut weeks = Weeks::begin(reporter, quorum)?;
    weeks.play()?;
    let needles = needles(&weeks.stack, &weeks.words)?;
    Ok((weeks.held, needles))
}

fn same_as_covers(quorum: u8) -> Result<()> {
    let (left_out, needles) = played(Reporter::LeavesOut, quorum)?;
    let (covers, _) = played(Reporter::SendsCovers, quorum)?;
    assert_eq!(left_out.found(&needles), [""; 0]);
    assert_eq!(left_out.differences(&covers), [""; 0]);
    let known = [Needle::text("other", OTHER)];
    assert!(!left_out.found(&known).is_empty(), "nothing is searched");

    let (reader, needles) = played(Reporter::LeavesNobodyOut, quorum)?;
    assert!(
        !reader.differences(&covers).is_empty(),
        "nothing is compared"
    );
    // With a quorum nobody gave the third member a share, so only the sealed letters show.
    if quorum == 1 {
        let found = reader.found(&needles).concat();
        for needle in [
            TEXTS[0],
            TEXTS[2],
            FILE_NAME,
            "conversation id",
            "member key 3",
        ] {
            assert!(found.contains(needle), "{needle} was not found: {found}");
        }
    }
    Ok(())
}

#[test]
fn what_a_left_out_member_has_differs_in_nothing_from_weeks_of_covers() -> Result<()> {
    same_as_covers(1)
}

#[test]
fn with_a_quorum_what_a_left_out_member_has_differs_in_nothing_from_weeks_of_covers() -> Result<()>
{
    same_as_covers(2)
}
