//! The same vault on two machines. Nobody outside may see that some cells are real, nothing is lost, and both
//! readers say so.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use belfry_reader::vault::{Vault, locked_key::Passphrase};
use crypto_core::{
    address::ChannelAddress,
    board::{self, Cell, next::filler},
    ids::{MemberNumber, ReplyToken},
    outbox::OutboxWriter,
    publication::Publication,
    reply::token_of,
    time::Day,
};
use zeroize::Zeroizing;

use crate::support::{Committee, FRIDAY, MONDAY, PASSPHRASE, Said, WEDNESDAY, reader, root};

const RECEIPT: [u8; 16] = [9; 16];

/// Member 1's vault on a second machine.
struct Second<'c> {
    committee: &'c Committee,
    vault: PathBuf,
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn copy_vault(committee: &Committee) -> PathBuf {
    let to = committee.dir.path().join("second");
    copy_folder(&committee.vault(1), &to);
    to
}

impl Second<'_> {
    fn run(&self, day: Day, args: &[&str]) -> Said {
        reader(&self.vault, &[PASSPHRASE], day, args)
    }

    fn import(&self, day: Day) -> String {
        let bundle = self.committee.path("second-bundle");
        fs::write(
            &bundle,
            self.committee.server.bundle(&self.committee.channel, day),
        )
        .unwrap();
        let channel = ChannelAddress::of(&self.committee.channel).to_fragment();
        self.run(day, &["import", &bundle, "--channel", &channel])
            .expect_ok()
    }

    fn answer(&self, day: Day, case: &str, text: &str) {
        let file = self.committee.path("second.txt");
        fs::write(&file, text).unwrap();
        self.run(day, &["answer", case, "--text", &file])
            .expect_ok();
    }

    fn export(&self, day: Day) -> (String, Vec<u8>) {
        let out = self.committee.path("second-outbox");
        let said = self.run(day, &["export", "--out", &out]).expect_ok();
        (said, fs::read(out).unwrap())
    }
}

/// All cells that the public has seen.
#[derive(Default)]
struct Watched(BTreeMap<ReplyToken, Cell>);

impl Watched {
    /// Looks at the board: a token with two different cells says that both are real.
    fn look(&mut self, committee: &Committee) {
        let board = committee.board();
        let mut tokens = std::collections::BTreeSet::new();
        for cell in board.batches().flat_map(|(_, cells)| cells) {
            let token = token_of(cell);
            assert!(tokens.insert(token), "a token twice on one board");
            let before = self.0.insert(token, *cell);
            assert!(
                before.is_none_or(|before| before == *cell),
                "a token was used twice"
            );
        }
    }
}

fn days(committee: &Committee) -> Vec<Day> {
    let board = committee.board();
    board.header().batches.iter().map(|one| one.day).collect()
}

fn texts(committee: &Committee) -> Vec<String> {
    let found = committee.look(&RECEIPT, 1);
    assert_eq!(found.unreadable, 0);
    assert!(found.incomplete.is_empty(), "{:?}", found.incomplete);
    let answers = found.replies.into_iter().filter(|one| !one.text.is_empty());
    answers.map(|reply| reply.text).collect()
}

#[test]
fn two_copies_of_a_vault_use_no_token_twice_lose_nothing_and_both_say_so() {
    let mut committee = Committee::new();
    let mut watched = Watched::default();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee
        .answer(1, MONDAY, &case, "Van voor de kopie")
        .expect_ok();
    let vault = copy_vault(&committee);

    // Both answer, and both draw a batch with the same indices before either has heard of the other.
    committee.answer(1, MONDAY, &case, "Van A").expect_ok();
    let second = Second {
        committee: &committee,
        vault: vault.clone(),
    };
    second.answer(MONDAY, &case, "Van B");
    let (_, outbox_of_b) = second.export(MONDAY);
    committee.publish(1, MONDAY);
    watched.look(&committee);
    let channel = committee.channel;
    assert!(!committee.server.publish(&channel, &outbox_of_b));

    let second = Second {
        committee: &committee,
        vault: vault.clone(),
    };
    let said = second.import(MONDAY);
    assert!(said.contains("ALARM: board 2 holds answers"), "{said}");
    assert!(said.contains("used on another machine too"), "{said}");
    let (said, again) = second.export(MONDAY);
    assert!(
        said.contains("There is no batch to publish today"),
        "{said}"
    );
    assert!(committee.server.publish(&channel, &again));
    assert_eq!(days(&committee), [MONDAY, MONDAY]);

    // B goes on alone; its answer comes under numbers that A has not used.
    let week = MONDAY.plus(7);
    let second = Second {
        committee: &committee,
        vault: vault.clone(),
    };
    let said = second.import(week);
    assert!(!said.contains("ALARM"), "once is enough: {said}");
    let (_, outbox) = second.export(week);
    assert!(committee.server.publish(&channel, &outbox));
    watched.look(&committee);
    assert_eq!(days(&committee), [MONDAY, MONDAY, week]);
    assert_eq!(texts(&committee), ["Van voor de kopie", "Van A", "Van B"]);
    let indices = committee.look(&RECEIPT, 1).indices;
    assert!(indices[2] >= 64, "{indices:?}");

    // A turns up again, with a batch for the same week drawn on the old board.
    committee.answer(1, week, &case, "Nog iets").expect_ok();
    let (_, outbox_of_a) = committee.export(1, week);
    assert!(!committee.server.publish(&channel, &outbox_of_a));
    let said = committee.import(1, week);
    assert!(said.contains("ALARM"), "{said}");
    let (said, _) = committee.export(1, week);
    assert!(
        said.contains("There is no batch to publish today"),
        "{said}"
    );
    let week = MONDAY.plus(14);
    committee.import(1, week);
    committee.publish(1, week);
    watched.look(&committee);
    let all = ["Van voor de kopie", "Van A", "Van B", "Nog iets"];
    assert_eq!(texts(&committee), all);
    let shown = committee.run(1, week, &["show", &case]).expect_ok();
    for text in all {
        assert_eq!(shown.matches(text).count(), 1, "{text}: {shown}");
    }
    // Nobody confirmed anything else than the other did.
    let confirmed: Vec<_> = committee
        .server
        .confirmations
        .iter()
        .map(|one| (one.week, one.count, one.ids))
        .collect();
    assert!(confirmed.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn of_an_answer_that_one_copy_has_finished_the_other_publishes_nothing() {
    let mut committee = Committee::new();
    let mut watched = Watched::default();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    let long = "Een lange zin. ".repeat(600);
    committee.answer(1, MONDAY, &case, &long).expect_ok();
    // Four of five cells are out when the copy is made, and the fifth is sealed.
    committee.publish(1, MONDAY);
    let vault = copy_vault(&committee);
    committee.import(1, MONDAY.plus(7));
    committee.publish(1, MONDAY.plus(7));
    watched.look(&committee);
    let day = MONDAY.plus(8);
    let second = Second {
        committee: &committee,
        vault,
    };
    let said = second.import(day);
    assert!(said.contains("ALARM"), "{said}");
    let day = MONDAY.plus(14);
    second.import(day);
    let (_, outbox) = second.export(day);
    let channel = committee.channel;
    assert!(committee.server.publish(&channel, &outbox));
    watched.look(&committee);
    assert_eq!(texts(&committee), [long.trim_end()]);
    assert_eq!(committee.look(&RECEIPT, 1).indices, [0, 1, 2, 3, 4]);
}

/// A week in which everybody publishes on their day.
fn quiet_week(committee: &mut Committee) {
    for (member, day) in [(1, MONDAY), (2, WEDNESDAY), (3, FRIDAY)] {
        committee.import(member, day);
        committee.publish(member, day);
    }
    committee.import(1, FRIDAY);
}

#[test]
fn a_copy_that_published_fillers_alone_shows_by_the_day_and_no_second_batch_comes() {
    let mut committee = Committee::new();
    quiet_week(&mut committee);
    let vault = copy_vault(&committee);
    committee.import(1, MONDAY.plus(7));
    committee.publish(1, MONDAY.plus(7));
    // A colleague's header hides who signed the one before.
    committee.import(2, WEDNESDAY.plus(7));
    committee.publish(2, WEDNESDAY.plus(7));
    let before = days(&committee);
    let day = WEDNESDAY.plus(8);
    let second = Second {
        committee: &committee,
        vault,
    };
    let said = second.import(day);
    assert!(
        said.contains("On 2026-11-30, your publication day"),
        "{said}"
    );
    let (said, outbox) = second.export(day);
    assert!(
        said.contains("There is no batch to publish today"),
        "{said}"
    );
    let channel = committee.channel;
    assert!(committee.server.publish(&channel, &outbox));
    assert_eq!(days(&committee), before);
}

#[test]
fn a_header_signed_by_a_copy_is_noticed_though_no_cell_tells() {
    let mut committee = Committee::new();
    let vault = copy_vault(&committee);
    committee.publish(1, MONDAY);
    let second = Second {
        committee: &committee,
        vault,
    };
    let said = second.import(MONDAY);
    assert!(said.contains("ALARM: board 2 was signed with your key"));
    let said = second.import(MONDAY);
    assert!(!said.contains("ALARM"), "{said}");
    // The one that published knows its header.
    let said = committee.import(1, MONDAY);
    assert!(!said.contains("ALARM"), "{said}");
}

#[test]
fn a_colleague_who_makes_up_for_a_day_on_mine_takes_nothing_from_me() {
    let mut committee = Committee::new();
    for (member, day) in [(1, MONDAY), (2, WEDNESDAY)] {
        committee.import(member, day);
        committee.publish(member, day);
    }
    committee.import(3, MONDAY.plus(7));
    committee.publish(3, MONDAY.plus(7));
    let said = committee.import(1, MONDAY.plus(7));
    assert!(!said.contains("your publication day"), "{said}");
    let said = committee.publish(1, MONDAY.plus(7));
    assert!(said.contains("The batch for 2026-11-30 is in it"), "{said}");
}

#[test]
fn a_colleague_who_repeats_a_token_raises_no_alarm() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Antwoord").expect_ok();
    committee.publish(1, MONDAY);
    // Member 2 puts a cell under the next token of member 1 onto the board, and garbage behind it.
    let key = root(&RECEIPT, &committee.channel).member_key(MemberNumber(1));
    let mut cells: Vec<Cell> = (0..4).map(|_| filler(&mut committee.rng)).collect();
    cells[2][..16].copy_from_slice(&key.reply_token(1).0);
    let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
    let colleague = Vault::open(&committee.vault(2), &passphrase).unwrap();
    let (before, roster) = (committee.board(), committee.roster());
    let batch = [(WEDNESDAY, cells.as_slice())];
    let next = board::next_with(&before, &roster, MemberNumber(2), WEDNESDAY, &batch).unwrap();
    let publication = Publication {
        channel: committee.channel,
        roster: None,
        recipients: Vec::new(),
        board: next.sign(&colleague.secrets.board_key),
    };
    let mut outbox = OutboxWriter::begin(Vec::new(), &committee.channel).unwrap();
    outbox
        .publication(&publication.to_bytes().unwrap())
        .unwrap();
    let channel = committee.channel;
    assert!(
        committee
            .server
            .publish(&channel, &outbox.finish().unwrap())
    );
    let said = committee.import(1, FRIDAY);
    assert!(!said.contains("ALARM"), "{said}");
}

#[test]
fn a_restored_reader_publishes_nothing_before_it_has_imported() {
    let committee = Committee::new();
    let backup = committee.path("backup");
    committee.run(1, MONDAY, &["backup", &backup]).expect_ok();
    let vault = committee.dir.path().join("restored");
    reader(&vault, &[PASSPHRASE], MONDAY, &["restore", &backup]).expect_ok();
    let second = Second {
        committee: &committee,
        vault,
    };
    let out = committee.path("outbox");
    let said = second
        .run(MONDAY, &["export", "--out", &out])
        .expect_error();
    assert!(said.contains("has imported nothing since"), "{said}");
    assert!(!Path::new(&out).exists());
    second.import(MONDAY);
    second.export(MONDAY);
}
