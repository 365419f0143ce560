//! Nothing that a server sees or stores, and nothing that a left-out member has, tells conversations apart or
//! joins two letters of one: random schedules of several reporters are played twice with their roles exchanged.
//! Every visit has the same shape both times, and no value comes twice in all of it. In every other schedule two of
//! the reporters send files as well: a visit with a file can be told from others by its size (threat model), but
//! not whose it is, nor whether its writer left somebody out or had written before.
//!
//! `BELFRY_SOAK` plays more schedules.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::{Result, anyhow, ensure};
use belfry_tests::http::Answer;
use belfry_tests::offline::{Asked, Committee, Server};
use belfry_tests::shapes::{Values, shape};
use belfry_tests::visitor::{Line, Visit};
use crypto_core::board::Cell;
use crypto_core::ids::{Addressee, ChannelId, MemberNumber};
use crypto_core::keys::Root;
use crypto_core::lengths::PARCEL_ROOM;
use crypto_core::receipt::Receipt;
use crypto_core::reply::{self, Reply, ReplyKind};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

const OUT: u16 = 3;
const REPORTERS: usize = 3;
/// Days between visits: two in the first week, one in the next.
const DAYS: [u32; 4] = [0, 1, 7, 8];
/// Bytes of the largest file, of two parcels.
const FILE_MAX: usize = 2 * PARCEL_ROOM;

/// What one person does in one visit. Each posts one letter or cover.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Writes,
    Looks,
    Nothing,
}

/// A person's visits; the first letter of each is a report, later ones are follow-ups.
#[derive(Clone, Debug)]
struct Role {
    leaves_out: bool,
    deeds: Vec<Deed>,
}

/// What is done wrongly on purpose.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    FixedId,
    TwoLetters,
    ReusedToken,
    MoreParcels,
}

/// Who does what, and who comes in whose place the second time.
struct Schedule {
    roles: Vec<Role>,
    exchanged: [usize; REPORTERS],
    /// For each visit, the bytes of the file that the first two reporters send, if both write then.
    files: [Option<usize>; DAYS.len()],
}

fn schedule(seed: u64, with_files: bool) -> Schedule {
    let mut rng = StdRng::seed_from_u64(seed);
    let roles = roles(&mut rng);
    let mut files = [None; DAYS.len()];
    if with_files {
        for (number, file) in files.iter_mut().enumerate() {
            let both = roles[..2]
                .iter()
                .all(|role| role.deeds[number] == Deed::Writes);
            *file = both.then(|| rng.random_range(1..=FILE_MAX));
        }
    }
    Schedule {
        roles,
        // With files only those two are exchanged who send them.
        exchanged: if with_files { [1, 0, 2] } else { [2, 0, 1] },
        files,
    }
}

fn roles(rng: &mut StdRng) -> Vec<Role> {
    let deeds = [Deed::Writes, Deed::Writes, Deed::Looks, Deed::Nothing];
    let mut role = |number: usize| Role {
        leaves_out: number == 0,
        deeds: DAYS
            .map(|_| deeds[rng.random_range(0..deeds.len())])
            .to_vec(),
    };
    let mut roles: Vec<Role> = (0..REPORTERS).map(&mut role).collect();
    // Somebody is left out from the first day, and writes again; somebody never writes.
    roles[0].deeds[..2].copy_from_slice(&[Deed::Writes, Deed::Writes]);
    roles[1].deeds[0] = Deed::Writes;
    roles[REPORTERS - 1].deeds.fill(Deed::Nothing);
    roles
}

/// A line that gives every letter the same id.
struct FixedId(Server);

impl Line for FixedId {
    fn get(&mut self, path: &str) -> Result<Answer> {
        self.0.get(path)
    }

    fn put(&mut self, _: &str, headers: &str, body: &[u8]) -> Result<Answer> {
        let path = format!("/v1/letters/{:032x}", 0x1234_5678_9abc_def0_u64);
        self.0.put(&path, headers, body)
    }
}

/// One play: what the server saw and has, and what the member who is left out has.
struct Seen {
    /// For each day and each place in its order, the requests of that visit.
    visits: BTreeMap<(u32, usize), Vec<Asked>>,
    cells: Vec<Cell>,
    board_len: usize,
    batches: Vec<usize>,
    held: Vec<String>,
}

/// What one person does in one visit, and what is done wrongly.
struct Doing<'a> {
    role: &'a Role,
    deed: Deed,
    file: Option<usize>,
    twice: bool,
    more_parcels: bool,
}

fn visit(
    line: impl Line,
    committee: &Rc<RefCell<Committee>>,
    day: u32,
    doing: &Doing<'_>,
    words: &mut Option<String>,
) -> Result<()> {
    let (fragment, first) = {
        let committee = committee.borrow();
        (committee.fragment(), committee.first_day())
    };
    let mut visit = Visit::arrive(line, &fragment, first.plus(day))?;
    match (doing.deed, words.as_deref()) {
        (Deed::Looks, Some(words)) => {
            visit.come_back(words)?;
            visit.cover()
        }
        (Deed::Nothing | Deed::Looks, _) => visit.cover(),
        (Deed::Writes, known) => {
            match known {
                Some(words) => drop(visit.come_back(words)?),
                None => *words = Some(visit.begin()),
            }
            let leaves_out = doing.role.leaves_out;
            visit.leave_out(if leaves_out { &[OUT] } else { &[] })?;
            if let Some(length) = doing.file {
                visit.upload("nota.pdf", &random(length))?;
                if doing.more_parcels && leaves_out {
                    visit.random_parcel()?;
                }
            }
            visit.send("Er is iets niet in orde.")?;
            if doing.twice {
                visit.send("En nog iets.")?;
            }
            Ok(())
        }
    }
}

fn random(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    rand::rng().fill(bytes.as_mut_slice());
    bytes
}

/// `order[place]` is the role of whoever comes in that place.
fn play(seed: u64, schedule: &Schedule, order: [usize; REPORTERS], fault: Fault) -> Result<Seen> {
    let committee = Rc::new(RefCell::new(Committee::found(seed, 26)?));
    let first = committee.borrow().first_day();
    let mut words: [Option<String>; REPORTERS] = Default::default();
    let mut visits = BTreeMap::new();
    for (number, day) in DAYS.into_iter().enumerate() {
        for (place, of) in order.into_iter().enumerate() {
            let server = Server::new(&committee, first.plus(day));
            let role = &schedule.roles[of];
            let doing = Doing {
                role,
                deed: role.deeds[number],
                file: schedule.files[number].filter(|_| of < 2),
                twice: fault == Fault::TwoLetters && words[of].is_some(),
                more_parcels: fault == Fault::MoreParcels,
            };
            match fault {
                Fault::FixedId if of == 0 => {
                    let line = FixedId(server.clone());
                    visit(line, &committee, day, &doing, &mut words[of])?;
                }
                _ => visit(server.clone(), &committee, day, &doing, &mut words[of])?,
            }
            visits.insert((day, place), server.take());
        }
        // Members 1 and 2 answer as it happens, on their days; the third only fetches and publishes.
        for member in 1..=OUT {
            let today = first.plus(day);
            let board = {
                let mut committee = committee.borrow_mut();
                let mut visit = committee.visit(member, today)?;
                if member != OUT {
                    visit.work(2, 20)?;
                }
                let turn = u32::from(member) - 1 == day % 7 || (member == OUT && day % 7 == 1);
                if turn { visit.export()? } else { None }
            };
            if let Some(board) = board {
                committee.borrow_mut().push(&board)?;
            }
        }
    }
    let committee = committee.borrow();
    let board = committee.board()?;
    let mut cells = board.cells().to_vec();
    if fault == Fault::ReusedToken {
        cells.extend(two_answers_under_one_index(&committee.channel())?);
    }
    let mut held = committee.holdings(OUT)?.shape;
    // Letters are taken in the order of their ids, which are drawn at random.
    held.sort();
    Ok(Seen {
        visits,
        cells,
        board_len: board.cells().len(),
        batches: board.batches().map(|(_, cells)| cells.len()).collect(),
        held,
    })
}

fn two_answers_under_one_index(channel: &ChannelId) -> Result<Vec<Cell>> {
    let root = Root::derive(&Receipt::from_bytes([5; 16]), channel, Addressee::Committee);
    let key = root.member_key(MemberNumber(1));
    let mut cells = Vec::new();
    for id in [1, 2] {
        let reply = Reply {
            id: [id; 16],
            day: crypto_core::time::Day(20_780),
            kind: ReplyKind::Answer,
            text: "Dank u.".to_owned(),
            files: Vec::new(),
            left_out: root.leave_out(channel, &[]),
            received: Vec::new(),
            proofs: String::new(),
        };
        let sealed = reply::seal(&reply, channel, &key, 0, &mut rand::rng());
        cells.extend(sealed.map_err(|_| anyhow!("not sealed"))?);
    }
    Ok(cells)
}

fn shapes(seen: &Seen) -> Result<BTreeMap<(u32, usize), Vec<String>>> {
    let visits = seen.visits.iter();
    visits
        .map(|(at, asked)| Ok((*at, asked.iter().map(shape).collect::<Result<_>>()?)))
        .collect()
}

/// How many values come more than once in both plays.
fn repeated(seen: &[Seen]) -> Result<usize> {
    let mut values = Values::default();
    for one in seen {
        for asked in one.visits.values().flatten() {
            values.add_request(asked)?;
        }
        for cell in &one.cells {
            values.add_cell(cell);
        }
    }
    Ok(values.repeated())
}

/// What tells the two plays apart, or joins two letters; nothing, if all is well.
fn told(seed: u64, with_files: bool, fault: Fault) -> Result<Vec<String>> {
    let schedule = schedule(seed, with_files);
    let seen = [
        play(seed, &schedule, [0, 1, 2], fault)?,
        play(seed + 1, &schedule, schedule.exchanged, fault)?,
    ];
    let [one, two] = &seen;
    let opened = one
        .held
        .iter()
        .any(|line| line.starts_with("event of kind 6,"));
    ensure!(opened, "the third member has read nothing");
    let mut told = Vec::new();
    let (shapes_one, shapes_two) = (shapes(one)?, shapes(two)?);
    for (at, shape) in &shapes_one {
        if shapes_two.get(at) != Some(shape) {
            told.push(format!("the visit {at:?} has another shape"));
        }
    }
    let all: BTreeSet<&Vec<String>> = shapes_one.values().collect();
    // From one day to the next only the board's serial and length change, for everybody; a visit with a file has
    // its parcels as well.
    let files = schedule.files.iter().flatten().count();
    if all.len() > DAYS.len() + files {
        told.push(format!("{} shapes of visits", all.len()));
    }
    if (one.board_len, &one.batches) != (two.board_len, &two.batches) {
        told.push("boards of other sizes".to_owned());
    }
    if one.held != two.held {
        told.push("what the left-out member has differs".to_owned());
    }
    let repeated = repeated(&seen)?;
    if repeated > 0 {
        told.push(format!("{repeated} values come more than once"));
    }
    Ok(told)
}

#[test]
fn exchanged_roles_change_no_shape_and_no_value_comes_twice() -> Result<()> {
    let schedules = if std::env::var_os("BELFRY_SOAK").is_some() {
        100
    } else {
        2
    };
    for seed in 0..schedules {
        let told = told(seed * 10, seed % 2 == 1, Fault::None)?;
        assert_eq!(told, [""; 0], "schedule {seed}");
        println!("schedule {} of {schedules}", seed + 1);
    }
    Ok(())
}

#[test]
fn deliberate_faults_are_found() -> Result<()> {
    let found = |fault| told(5, false, fault).map(|told| told.concat());
    let fixed = found(Fault::FixedId)?;
    assert!(fixed.contains("values come more than once"), "{fixed}");
    let twice = found(Fault::TwoLetters)?;
    assert!(twice.contains("has another shape"), "{twice}");
    let reused = found(Fault::ReusedToken)?;
    assert_eq!(reused, "2 values come more than once", "one in each play");
    let more = told(5, true, Fault::MoreParcels)?.concat();
    assert!(more.contains("has another shape"), "{more}");
    Ok(())
}
