//! A committee of three with real vaults, made by the reader's own commands, and a reporter.

use std::{
    fs::{self, File},
    os::fd::AsRawFd as _,
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use belfry_reader::{
    cli::Cli,
    commands::{self, CommandError},
    vault::VaultError,
};
use clap::Parser as _;
use crypto_core::{
    address::ChannelAddress,
    board,
    ids::{Addressee, ChannelId, LetterId, MemberNumber},
    keys::Root,
    letter::{
        Content, Kind, Lock, RosterReference, Seat,
        name_box::{Place, seal_name},
        seal_letter,
    },
    primitives::hybrid::{HybridIdentity, HybridRecipient},
    receipt::Receipt,
    recipients::Recipients,
    roster::{self, VerifiedRoster},
    time::Day,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{
    attachment::{attachment, parcels},
    server::Server,
    window::PATIENCE,
};

pub const PASSPHRASE: &str = "correct horse";
/// Monday, 23 November 2026; member 1 publishes on Mondays, 2 on Wednesdays, 3 on Fridays.
pub const MONDAY: Day = Day(20_780);
/// The adviser's number; they publish on Tuesdays.
pub const ADVISER: u16 = 4;

pub struct Committee {
    dir: TempDir,
    server: Server,
    channel: ChannelId,
    rng: StdRng,
}

impl Committee {
    /// Keys, a roster with this quorum, the first board published.
    pub fn found(quorum: u8) -> Self {
        Self::of(quorum, 3)
    }

    /// The same with an adviser, number 4, to whom one can write.
    pub fn with_adviser() -> Self {
        Self::of(1, ADVISER)
    }

    fn of(quorum: u8, all: u16) -> Self {
        let mut committee = Self {
            dir: tempfile::tempdir().unwrap(),
            server: Server::default(),
            channel: ChannelId([0; 32]),
            rng: StdRng::seed_from_u64(7),
        };
        for member in 1..=all {
            committee.init(member);
        }
        let init = ["root", "init", "--fast-kdf-for-tests"];
        let said = committee.run_with("battery staple", 1, MONDAY, &init);
        let id = said
            .lines()
            .find_map(|line| line.strip_prefix("Channel id: "));
        committee.channel = id.unwrap().parse().unwrap();
        committee.sign(quorum, all);
        committee
    }

    fn init(&self, member: u16) {
        let (number, name) = (member.to_string(), format!("Member {member}"));
        let (weekday, out) = (
            match member {
                ADVISER => 2,
                member => 2 * member - 1,
            }
            .to_string(),
            self.file(&format!("{member}.json")),
        );
        let mut args = vec!["init", "--member", &number, "--name", &name];
        args.extend(["--weekday", &weekday, "--fast-kdf-for-tests", "--out", &out]);
        if member == ADVISER {
            args.extend(["--adviser", "--location", "Kamer 2.14"]);
        }
        self.run(member, MONDAY, &args);
    }

    fn sign(&mut self, quorum: u8, all: u16) {
        let (config, out) = (self.file("channel.toml"), self.file("outbox"));
        let text = format!("quorum = {quorum}\n[name]\nnl = \"Commissie\"\nen = \"Committee\"\n");
        fs::write(&config, text).unwrap();
        let files: Vec<String> = (1..=all)
            .map(|one| self.file(&format!("{one}.json")))
            .collect();
        let mut args = vec!["roster", "sign", "--members"];
        args.extend(files.iter().map(String::as_str));
        args.extend(["--config", &config, "--out", &out]);
        self.run_with(&format!("{PASSPHRASE}\nbattery staple"), 1, MONDAY, &args);
        let outbox = fs::read(&out).unwrap();
        assert!(self.server.publish(&self.channel, &outbox));
    }

    /// What a command of the reader says.
    pub fn run(&self, member: u16, today: Day, args: &[&str]) -> String {
        self.run_with(PASSPHRASE, member, today, args)
    }

    /// A window that was left may still be letting go of its vault.
    pub fn run_with(&self, typed: &str, member: u16, today: Day, args: &[&str]) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.try_with(typed, member, today, args) {
                Err(CommandError::Vault(VaultError::InUse)) if Instant::now() < until => {
                    thread::sleep(Duration::from_millis(100));
                }
                said => return said.unwrap(),
            }
        }
    }

    fn try_with(
        &self,
        typed: &str,
        member: u16,
        today: Day,
        args: &[&str],
    ) -> Result<String, CommandError> {
        let path = self.file("typed");
        fs::write(&path, format!("{typed}\n")).unwrap();
        let typed = File::open(path).unwrap();
        let (fd, today) = (typed.as_raw_fd().to_string(), today.to_string());
        let vault = self.vault(member).display().to_string();
        let mut all = vec!["belfry-reader", "--vault", &vault, "--passphrase-fd", &fd];
        all.extend(["--today", &today]);
        all.extend(args);
        let cli = Cli::try_parse_from(all).unwrap();
        let mut out = Vec::new();
        commands::run(&cli, &mut rand::rng(), &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    /// The key of an authority, as it is handed out.
    pub fn authority(&self) -> String {
        HybridIdentity::generate(&mut rand::rng())
            .recipient()
            .to_string()
    }

    pub fn file(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }

    pub fn vault(&self, member: u16) -> PathBuf {
        self.dir.path().join(format!("vault-{member}"))
    }

    pub fn fragment(&self) -> String {
        ChannelAddress::of(&self.channel).to_fragment()
    }

    /// What a courier would bring on this day.
    pub fn bundle(&self, today: Day) -> String {
        let path = self.file("bundle");
        fs::write(&path, self.server.bundle(&self.channel, today)).unwrap();
        path
    }

    pub fn import(&self, member: u16, today: Day) {
        let (bundle, channel) = (self.bundle(today), self.fragment());
        self.run(member, today, &["import", &bundle, "--channel", &channel]);
    }

    /// Parts of files that the server gives to reporters.
    pub fn published(&self) -> usize {
        self.server.published.len()
    }

    /// What a courier takes to the server.
    pub fn push(&mut self, outbox: &str, today: Day) {
        let outbox = fs::read(outbox).unwrap();
        assert!(self.server.publish(&self.channel, &outbox));
        for (id, bytes) in std::mem::take(&mut self.server.posted) {
            let week = self.server.letters.entry(today.week()).or_default();
            week.insert(id, bytes);
        }
    }

    /// Everybody imports, publishes on their day, and imports what came.
    pub fn week(&mut self, weeks: u32) {
        for member in 1..=3_u16 {
            let day = MONDAY.plus(2 * u32::from(member) - 2 + 7 * weeks);
            self.import(member, day);
            let outbox = self.file(&format!("outbox-{member}-{weeks}"));
            self.run(member, day, &["export", "--out", &outbox]);
            self.push(&outbox, day);
        }
        for member in 1..=3 {
            self.import(member, MONDAY.plus(4 + 7 * weeks));
        }
    }

    /// A report to everybody, with a name that is held apart if there is any.
    pub fn post(&mut self, text: &str, name: Option<&str>) {
        let (root, mut content) = self.content(Addressee::Committee, text);
        if let Some(name) = name {
            let keys = [1, 2, 3].map(|one| (MemberNumber(one), root.member_key(MemberNumber(one))));
            let members: Vec<_> = keys.iter().map(|(number, key)| (*number, key)).collect();
            let place = Place {
                channel: &content.channel,
                letter: &content.letter_id,
            };
            let quorum = self.roster().quorum;
            content.name_box =
                Some(seal_name(name, place, &members, quorum, &mut self.rng).unwrap());
        }
        self.store(&content, &root, |member| member.0 != ADVISER);
    }

    /// A report to everybody with this file.
    pub fn post_file(&mut self, name: &str, file: &[u8]) {
        let (root, mut content) = self.content(Addressee::Committee, "Zie het bestand.");
        content.attachments = vec![attachment(name, "text/plain", file, 1)];
        self.store(&content, &root, |member| member.0 != ADVISER);
        let week = self.server.parcels.entry(MONDAY.week()).or_default();
        week.extend(parcels(file, 1));
    }

    /// A report to the adviser alone.
    pub fn post_to_adviser(&mut self, text: &str) {
        let to = MemberNumber(ADVISER);
        let (root, content) = self.content(Addressee::Adviser(to), text);
        self.store(&content, &root, |member| member == to);
    }

    fn store(&mut self, content: &Content, root: &Root, reads: impl Fn(MemberNumber) -> bool) {
        let letter = self.seal(content, root, reads);
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        let week = self.server.letters.entry(MONDAY.week()).or_default();
        week.insert(LetterId(id), letter);
    }

    /// The roster that the server has.
    pub fn roster(&self) -> VerifiedRoster {
        roster::verify(&self.server.roster, &self.channel).unwrap()
    }

    fn content(&mut self, addressee: Addressee, text: &str) -> (Root, Content) {
        let receipt = Receipt::from_bytes([9; 16]);
        let root = Root::derive(&receipt, &self.channel, addressee);
        let roster = self.roster();
        let board = board::verify(&self.server.board, &self.channel, &roster).unwrap();
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        let content = Content {
            channel: self.channel,
            roster: RosterReference {
                serial: roster.serial,
                sha256: *roster.sha256(),
            },
            board_serial: board.header().serial,
            day: MONDAY,
            letter_id: LetterId(id),
            addressee,
            service: 0,
            conversation: root.conversation_id(),
            thread_key: root.thread_key(),
            kind: Kind::Report,
            body: Zeroizing::new(text.to_owned()),
            attachments: Vec::new(),
            left_out: root.leave_out(&self.channel, &[]),
            proof_salt: None,
            object: None,
            name_box: None,
            unknown: crypto_core::cbor::Unknown::default(),
        };
        (root, content)
    }

    fn seal(
        &mut self,
        content: &Content,
        root: &Root,
        reads: impl Fn(MemberNumber) -> bool,
    ) -> Vec<u8> {
        let file = &self.server.recipients[&content.day.epoch()];
        let recipients: Recipients = serde_json::from_slice(file).unwrap();
        let readers: Vec<_> = recipients
            .recipients
            .iter()
            .filter(|one| reads(one.member))
            .map(|one| {
                let recipient = HybridRecipient::parse(&one.recipient).unwrap();
                (recipient, root.member_key(one.member))
            })
            .collect();
        let seats: Vec<Seat<'_>> = readers
            .iter()
            .map(|(recipient, member_key)| Seat {
                recipient,
                member_key,
            })
            .collect();
        let lock = Lock::of(&self.roster()).unwrap();
        let sealed = seal_letter(content, &seats, lock, &mut self.rng).unwrap();
        sealed.as_bytes().to_vec()
    }
}
