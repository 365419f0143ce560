//! A committee of three with the real reader, and reporters.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crypto_core::{
    address::ChannelAddress,
    board::{self, VerifiedBoard},
    ids::{Addressee, ChannelId, LetterId, MemberNumber},
    keys::Root,
    letter::{Content, Kind, Lock, RosterReference, Seat, seal_cover, seal_letter},
    primitives::{
        age_file,
        hybrid::{FileKey, HybridIdentity, HybridRecipient},
    },
    receipt::Receipt,
    recipients::Recipients,
    reply::{self, Found},
    roster::{self, VerifiedRoster},
    time::Day,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use serde_json::Value;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::server::Server;

pub const PASSPHRASE: &str = "correct horse";
pub const ROOT_PASSPHRASE: &str = "battery staple";
/// Why a case is destroyed before its time.
pub const EARLY: &str = "De melder vroeg erom.";

/// Monday, 23 November 2026; member 1 publishes on Mondays, 2 on Wednesdays, 3 on Fridays.
pub const MONDAY: Day = Day(20_780);
pub const WEDNESDAY: Day = Day(20_782);
pub const FRIDAY: Day = Day(20_784);

pub struct Committee {
    pub dir: TempDir,
    pub server: Server,
    pub channel: ChannelId,
    pub rng: StdRng,
}

/// What the reader said.
pub struct Said {
    pub ok: bool,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn expect_ok(self) -> String {
        assert!(self.ok, "failed: {}\n{}", self.out, self.err);
        self.out
    }

    pub fn expect_error(self) -> String {
        assert!(!self.ok, "should have failed: {}", self.out);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            ok: output.status.success(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs the reader with passphrases on descriptor 0.
pub fn reader(vault: &Path, passphrases: &[&str], today: Day, args: &[&str]) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_belfry-reader"))
        .arg("--vault")
        .arg(vault)
        .args(["--passphrase-fd", "0", "--today", &today.to_string()])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = passphrases.join("\n") + "\n";
    // The reader may fail before it asks.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap().into()
}

impl Committee {
    /// Keys, roster, first board published, first bundle imported by all.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut committee = Self {
            dir,
            server: Server::default(),
            channel: ChannelId([0; 32]),
            rng: StdRng::seed_from_u64(7),
        };
        for member in 1..=3_u16 {
            let weekday = (2 * member - 1).to_string();
            committee.init(member, MONDAY, &["--weekday", &weekday]);
        }
        let vault = committee.vault(1);
        let init = ["root", "init", "--fast-kdf-for-tests"];
        let said = reader(&vault, &[ROOT_PASSPHRASE], MONDAY, &init).expect_ok();
        let line = said
            .lines()
            .find_map(|line| line.strip_prefix("Channel id: "));
        committee.channel = line.unwrap().parse().unwrap();
        committee.sign_roster(MONDAY);
        for member in 1..=3 {
            committee.import(member, MONDAY);
        }
        committee
    }

    pub fn sign_roster(&mut self, today: Day) {
        self.sign_roster_with(today, "");
    }

    /// With other settings, as lines of the configuration file.
    pub fn sign_roster_with(&mut self, today: Day, settings: &str) {
        self.sign_roster_of(today, settings, &[1, 2, 3]);
    }

    /// With these members alone.
    pub fn sign_roster_of(&mut self, today: Day, settings: &str, members: &[u16]) {
        let config = self.path("channel.toml");
        let text = format!("{settings}\n[name]\nnl = \"Commissie\"\nen = \"Committee\"\n");
        fs::write(&config, text).unwrap();
        let out = self.path("roster-outbox");
        let files: Vec<String> = members
            .iter()
            .map(|member| self.path(&format!("member-{member}.json")))
            .collect();
        let mut args = vec!["roster", "sign", "--members"];
        args.extend(files.iter().map(String::as_str));
        args.extend(["--config", &config, "--out", &out]);
        let passphrases = [PASSPHRASE, ROOT_PASSPHRASE];
        reader(&self.vault(1), &passphrases, today, &args).expect_ok();
        let outbox = fs::read(&out).unwrap();
        assert!(
            self.server.publish(&self.channel, &outbox),
            "the roster was refused"
        );
    }

    /// Member 1 changes the roster in force; what the reader said before it was published.
    pub fn change(&mut self, today: Day, args: &[&str]) -> String {
        self.change_with(&[PASSPHRASE, "yes", ROOT_PASSPHRASE], today, args)
    }

    /// The same with these answers and passphrases.
    pub fn change_with(&mut self, typed: &[&str], today: Day, args: &[&str]) -> String {
        let out = self.path("roster-outbox");
        let mut all = vec!["roster"];
        all.extend(args);
        all.extend(["--out", &out]);
        let said = reader(&self.vault(1), typed, today, &all).expect_ok();
        let outbox = fs::read(&out).unwrap();
        assert!(self.server.publish(&self.channel, &outbox), "{said}");
        said
    }

    /// A vault of somebody new, with a file for the roster.
    pub fn init(&self, member: u16, today: Day, more: &[&str]) -> String {
        let out = self.path(&format!("member-{member}.json"));
        let (number, name) = (member.to_string(), format!("Member {member}"));
        let mut args = vec!["init", "--member", &number, "--name", &name];
        args.extend(["--fast-kdf-for-tests", "--out", &out]);
        args.extend(more);
        self.run(member, today, &args).expect_ok();
        out
    }

    pub fn path(&self, name: &str) -> String {
        self.dir.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn vault(&self, member: u16) -> PathBuf {
        self.dir.path().join(format!("vault-{member}"))
    }

    pub fn run(&self, member: u16, today: Day, args: &[&str]) -> Said {
        reader(&self.vault(member), &[PASSPHRASE], today, args)
    }

    pub fn json(&self, member: u16, today: Day, args: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(args);
        serde_json::from_str(&self.run(member, today, &all).expect_ok()).unwrap()
    }

    /// Pulls and imports.
    pub fn import(&self, member: u16, today: Day) -> String {
        self.import_after(&[], member, today)
    }

    /// The same where the pull was interrupted while the server was like this, and went on now.
    pub fn import_after(&self, earlier: &[Server], member: u16, today: Day) -> String {
        let bundle = self.path(&format!("bundle-{member}"));
        let bytes = self.server.bundle_after(earlier, &self.channel, today);
        fs::write(&bundle, bytes).unwrap();
        let channel = ChannelAddress::of(&self.channel).to_fragment();
        let args = ["import", &bundle, "--channel", &channel];
        self.run(member, today, &args).expect_ok()
    }

    /// Exports; the outbox.
    pub fn export(&self, member: u16, today: Day) -> (String, Vec<u8>) {
        let out = self.path(&format!("outbox-{member}"));
        let said = self
            .run(member, today, &["export", "--out", &out])
            .expect_ok();
        (said, fs::read(out).unwrap())
    }

    /// Exports and publishes.
    pub fn publish(&mut self, member: u16, today: Day) -> String {
        let (said, outbox) = self.export(member, today);
        assert!(
            self.server.publish(&self.channel, &outbox),
            "refused: {said}"
        );
        for (id, bytes) in std::mem::take(&mut self.server.posted) {
            let week = self.server.letters.entry(today.week()).or_default();
            week.insert(id, bytes);
        }
        said
    }

    /// Rules by which a case may be destroyed on the day on which its reporter wrote.
    pub fn destroys_at_once(&self, member: u16) {
        let rules = self.run(member, MONDAY, &["rules", "show"]).expect_ok();
        let file = self.path("rules.toml");
        fs::write(&file, rules.replace("quiet_days = 28", "quiet_days = 0")).unwrap();
        let set = ["rules", "set", &file];
        self.run(member, MONDAY, &set).expect_ok();
    }

    /// Arguments that destroy a case before its time, with a reason.
    pub fn early<'a>(&self, case: &'a str, file: &'a mut String) -> [&'a str; 5] {
        *file = self.path("early.txt");
        fs::write(&*file, EARLY).unwrap();
        ["destroy", case, "--yes", "--early", file]
    }

    /// Destroys a case before its time, whoever has heard of its answers.
    pub fn destroys(&self, member: u16, today: Day, case: &str) -> Said {
        let mut file = String::new();
        let args = self.early(case, &mut file);
        self.run(member, today, &[&args[..], &["--unheard"]].concat())
    }

    pub fn answer(&self, member: u16, today: Day, case: &str, text: &str) -> Said {
        let file = self.path("answer.txt");
        fs::write(&file, text).unwrap();
        self.run(member, today, &["answer", case, "--text", &file])
    }

    /// The only case of a member.
    pub fn only_case(&self, member: u16) -> String {
        let cases = self.json(member, MONDAY, &["cases"]);
        assert_eq!(cases.as_array().unwrap().len(), 1, "{cases}");
        cases[0]["case"].as_str().unwrap().to_owned()
    }

    pub fn roster(&self) -> VerifiedRoster {
        roster::verify(&self.server.roster, &self.channel).unwrap()
    }

    pub fn board(&self) -> VerifiedBoard {
        board::verify(&self.server.board, &self.channel, &self.roster()).unwrap()
    }

    /// What a reporter finds under a member's key.
    pub fn look(&self, receipt: &[u8; 16], member: u16) -> Found {
        let root = root(receipt, &self.channel);
        let key = root.member_key(MemberNumber(member));
        reply::collect(self.board().cells(), &self.channel, &key)
    }

    /// Posts a letter to everybody but those left out.
    pub fn post(&mut self, receipt: &[u8; 16], day: Day, text: &str, left_out: &[u16]) {
        let letter = self.letter(receipt, day, text, left_out);
        self.store(day, &letter);
    }

    pub fn letter(
        &mut self,
        receipt: &[u8; 16],
        day: Day,
        text: &str,
        left_out: &[u16],
    ) -> Vec<u8> {
        let root = root(receipt, &self.channel);
        self.letter_with(&root, (day, text, left_out), |root, member| {
            *root.member_key(member).expose_for_box()
        })
    }

    pub fn content(&mut self, root: &Root, (day, text, left_out): (Day, &str, &[u16])) -> Content {
        let roster = self.roster();
        let numbers: Vec<MemberNumber> = left_out.iter().copied().map(MemberNumber).collect();
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        Content {
            channel: self.channel,
            roster: RosterReference {
                serial: roster.serial,
                sha256: *roster.sha256(),
            },
            board_serial: self.board().header().serial,
            day,
            letter_id: LetterId(id),
            addressee: Addressee::Committee,
            service: 0,
            conversation: root.conversation_id(),
            thread_key: root.thread_key(),
            kind: Kind::Report,
            body: Zeroizing::new(text.to_owned()),
            attachments: Vec::new(),
            left_out: root.leave_out(&self.channel, &numbers),
            proof_salt: None,
            object: None,
            name_box: None,
            unknown: crypto_core::cbor::Unknown::default(),
        }
    }

    /// A letter whose boxes hold whatever keys `key_of` gives: forged, unless it is the root's.
    pub fn letter_with(
        &mut self,
        root: &Root,
        (day, text, left_out): (Day, &str, &[u16]),
        key_of: impl Fn(&Root, MemberNumber) -> [u8; 32],
    ) -> Vec<u8> {
        let content = self.content(root, (day, text, left_out));
        self.seal(&content, |member| key_of(root, member))
    }

    /// Seals for everybody but whom the letter leaves out.
    pub fn seal(
        &mut self,
        content: &Content,
        key_of: impl Fn(MemberNumber) -> [u8; 32],
    ) -> Vec<u8> {
        let lock = Lock::of(&self.roster()).unwrap();
        self.seal_with(content, lock, key_of)
    }

    /// The same in another form than the roster asks for.
    pub fn seal_with(
        &mut self,
        content: &Content,
        lock: Lock,
        key_of: impl Fn(MemberNumber) -> [u8; 32],
    ) -> Vec<u8> {
        let numbers = &content.left_out.members;
        let file = &self.server.recipients[&content.day.epoch()];
        let recipients: Recipients = serde_json::from_slice(file).unwrap();
        let readers: Vec<_> = recipients
            .recipients
            .iter()
            .filter(|one| !numbers.contains(&one.member))
            .map(|one| {
                let key = crypto_core::keys::MemberKey::from_bytes(key_of(one.member));
                (HybridRecipient::parse(&one.recipient).unwrap(), key)
            })
            .collect();
        let seats: Vec<Seat<'_>> = readers
            .iter()
            .map(|(recipient, member_key)| Seat {
                recipient,
                member_key,
            })
            .collect();
        let sealed = seal_letter(content, &seats, lock, &mut self.rng).unwrap();
        sealed.as_bytes().to_vec()
    }

    /// A letter put together by hand: one stanza for member 1 and seven for nobody, then whatever
    /// `plaintext` makes of the room there is.
    pub fn by_hand(&mut self, stanzas: usize, plaintext: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
        let file = &self.server.recipients[&MONDAY.epoch()];
        let recipients: Recipients = serde_json::from_slice(file).unwrap();
        let own = HybridRecipient::parse(recipients.of(MemberNumber(1)).unwrap()).unwrap();
        let key = FileKey::generate(&mut self.rng);
        let mut wrapped = vec![own.wrap(&key, &mut self.rng).unwrap()];
        while wrapped.len() < stanzas {
            let nobody = HybridIdentity::generate(&mut self.rng).recipient();
            wrapped.push(nobody.wrap(&key, &mut self.rng).unwrap());
        }
        let room = 65_536 - age_file::FRAME_LEN - stanzas * age_file::STANZA_LEN;
        let plaintext = plaintext(room);
        assert_eq!(plaintext.len(), room);
        age_file::write(&key, &wrapped, &[1; 16], &plaintext).unwrap()
    }

    pub fn post_cover(&mut self, day: Day) {
        let cover = seal_cover(Lock::of(&self.roster()).unwrap(), &mut self.rng).unwrap();
        self.store(day, cover.as_bytes());
    }

    pub fn store(&mut self, day: Day, bytes: &[u8]) {
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        let week = self.server.letters.entry(day.week()).or_default();
        week.insert(LetterId(id), bytes.to_vec());
    }
}

pub fn root(receipt: &[u8; 16], channel: &ChannelId) -> Root {
    Root::derive(
        &Receipt::from_bytes(*receipt),
        channel,
        Addressee::Committee,
    )
}
