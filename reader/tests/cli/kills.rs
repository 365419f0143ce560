//! SIGKILL at random moments of a member's work: at most what the killed command was about is missing, and no word
//! of any case lies on the disk for all to read.

mod desk;
mod found;
mod run;
mod work;

use std::{collections::BTreeMap, env, time::Duration};

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

use self::{
    desk::Desk,
    run::Moment,
    work::{ALL, Kind},
};

/// A new committee after this many kills, so that looking at all cases stays quick.
const KILLS_PER_VAULT: usize = 20;

/// What became of commands.
#[derive(Default)]
struct Tally {
    killed: usize,
    /// Of those, what they were about is there all the same.
    written: usize,
    /// Commands that were done before the signal came, or got none.
    done: usize,
    /// Starts that moved half an entry aside.
    cut: usize,
    by_kind: BTreeMap<Kind, usize>,
}

#[test]
fn a_kill_at_any_moment_costs_what_was_being_written_at_most_and_leaves_no_word_to_read() {
    let soak = env::var_os("BELFRY_SOAK").is_some();
    let kills = if soak { 200 } else { 10 };
    let mut tally = Tally::default();
    for seed in 0.. {
        let left = kills - tally.killed;
        if left == 0 {
            break;
        }
        let until = tally.killed + left.min(KILLS_PER_VAULT);
        kill_repeatedly(seed, until, &mut tally);
    }
    println!(
        "{} kills ({:?}): {} left what they were about written, {} not, the rest are exports; half entries \
         moved aside: {}; {} commands done; nothing lost that was acknowledged, no word in the clear",
        tally.killed,
        tally.by_kind,
        tally.written,
        tally.killed - tally.written - tally.by_kind.get(&Kind::Export).copied().unwrap_or(0),
        tally.cut,
        tally.done,
    );
}

fn kill_repeatedly(seed: u64, until: usize, tally: &mut Tally) {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut desk = Desk::new(seed);
    let mut usual: BTreeMap<Kind, (Duration, Duration)> = BTreeMap::new();
    while tally.killed < until {
        // Some cases to begin with.
        let kind = match usual.contains_key(&Kind::Import) {
            true => ALL[rng.random_range(0..ALL.len())],
            false => Kind::Import,
        };
        let few = desk.has_few_cases();
        let attempt = desk.prepare(kind, &mut rng);
        let moment = match usual.get(&attempt.kind) {
            // The first of each kind runs to its end, and tells how long it takes.
            None => Moment::Never,
            // Else there would be imports and nothing else.
            Some(_) if few => Moment::Never,
            Some((took, _)) if rng.random() => {
                Moment::AfterStart(took.mul_f64(rng.random_range(0.0..1.1)))
            }
            Some((_, wrote)) => Moment::AfterFirstWrite(wrote.mul_f64(rng.random_range(0.0..1.1))),
        };
        let ran = desk.run(&attempt, moment);
        if matches!(moment, Moment::Never) {
            usual.insert(attempt.kind, (ran.took, ran.wrote));
        }
        let checked = desk.check(&attempt, ran.done);
        tally.cut += usize::from(checked.cut);
        if ran.done {
            tally.done += 1;
        } else {
            tally.killed += 1;
            tally.written += usize::from(checked.written);
            *tally.by_kind.entry(attempt.kind).or_default() += 1;
        }
        desk.follow_up(&attempt, ran.done);
    }
    desk.check_what_was_destroyed();
}
