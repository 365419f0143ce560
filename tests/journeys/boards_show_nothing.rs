//! Over two hundred publications with conversations as they happen, who sees all boards and all outboxes finds
//! real cells, or cells of one conversation, no better than chance (protocol, section 4.5).
//!
//! Members answer at length or briefly, publish late, are refused because somebody else was quicker, lose the
//! stick, stay away; cells expire, answers of open cases come again.

use std::sync::OnceLock;

use anyhow::Result;
use belfry_tests::offline::Insight;
use belfry_tests::onlooker::Sight;
use belfry_tests::onlooker::verdict::{Finding, about_cells, about_pairs, groups, linked};
use belfry_tests::onlooker::watched::{Watched, watch};

/// For each channel, how many weeks its cells live.
const CHANNELS: [u16; 8] = [3, 3, 4, 4, 26, 3, 3, 4];
/// Standard deviations allowed where one question is asked, and where some eighty are: either way one run in
/// some 10,000 goes beyond by chance.
const SIGMAS: f64 = 4.0;
const SIGMAS_OF_MANY: f64 = 5.0;

/// All channels, two at a time.
fn watch_all() -> Result<Watched> {
    let half = |parity| watch((0..).zip(CHANNELS).filter(move |(n, _)| n % 2 == parity));
    let (even, odd) = std::thread::scope(|scope| {
        let odd = scope.spawn(move || half(1));
        (half(0), odd.join())
    });
    let mut all = even?;
    all.add(odd.map_err(|_| anyhow::anyhow!("a channel panicked"))??);
    Ok(all)
}

/// The same for all tests in this file, watched once.
fn watched() -> &'static Watched {
    static WATCHED: OnceLock<Result<Watched, String>> = OnceLock::new();
    match WATCHED.get_or_init(|| watch_all().map_err(|error| format!("{error:?}"))) {
        Ok(watched) => watched,
        Err(error) => panic!("{error}"),
    }
}

/// The findings that are no chance.
fn beyond(findings: &[Finding]) -> Vec<&Finding> {
    let limit = |finding: &Finding| [SIGMAS_OF_MANY, SIGMAS][usize::from(finding.learned)];
    let beyond = findings.iter();
    beyond
        .filter(|finding| finding.sigmas.abs() > limit(finding))
        .collect()
}

fn print(findings: &[Finding]) {
    let mut sorted: Vec<_> = findings.iter().collect();
    sorted.sort_by(|a, b| b.sigmas.abs().total_cmp(&a.sigmas.abs()));
    for finding in sorted
        .iter()
        .filter(|finding| finding.learned)
        .chain(sorted.iter().take(3))
    {
        println!(
            "  {}: {:.1} standard deviations from chance",
            finding.about, finding.sigmas
        );
    }
}

#[test]
fn batches_have_one_size_come_once_a_week_and_leave_whole_at_one_age() {
    let watched = watched();
    println!(
        "{} publications, {} outboxes refused",
        watched.publications, watched.refused
    );
    assert!(watched.publications >= 200 && watched.refused >= 10);
    assert!(watched.oddities.is_empty(), "{:#?}", watched.oddities);
}

#[test]
fn over_two_hundred_publications_no_classifier_tells_real_cells_from_fillers() {
    let watched = watched();
    let real = watched.truth.iter().flatten().count();
    println!("{real} real cells among {} on boards", watched.sights.len());
    let fillers = watched.sights.len() - real - CHANNELS.len() * 24;
    assert!(
        real > 200 && fillers > 200,
        "{real} real, {fillers} fillers"
    );
    let findings = about_cells(&watched.sights, &watched.truth);
    print(&findings);
    assert!(beyond(&findings).is_empty(), "{:#?}", beyond(&findings));
}

#[test]
fn cells_of_one_conversation_are_no_nearer_to_each_other_than_others_of_their_batches() {
    let watched = watched();
    let pairs = linked(&watched.sights, &watched.truth);
    let batch = |at: usize| (watched.sights[at].channel, watched.sights[at].batch);
    let together = pairs.iter().filter(|(a, b)| batch(*a) == batch(*b)).count();
    println!(
        "{} pairs of one conversation, {together} in one batch",
        pairs.len()
    );
    assert!(pairs.len() > 500 && together > 100);
    let findings = about_pairs(&watched.sights, &watched.truth);
    print(&findings);
    assert!(beyond(&findings).is_empty(), "{:#?}", beyond(&findings));
}

/// The same boards with one thing done worse. `worse` is told what is known of a cell, and which place it had if
/// nobody shuffled: real cells first, those of one conversation side by side.
fn had_they(worse: impl Fn(&mut Sight, Option<Insight>, usize)) -> Vec<Finding> {
    let watched = watched();
    let mut sights = watched.sights.clone();
    for mut group in groups(&sights) {
        group.sort_by_key(|at| (watched.truth[*at].is_none(), watched.truth[*at]));
        for (rank, at) in group.into_iter().enumerate() {
            worse(&mut sights[at], watched.truth[at], rank);
        }
    }
    let mut findings = about_cells(&sights, &watched.truth);
    findings.extend(about_pairs(&sights, &watched.truth));
    findings
}

/// Whether something that no chance explains is about `subject`.
fn finds(findings: &[Finding], subject: &str) -> bool {
    let beyond = beyond(findings);
    beyond.iter().any(|finding| finding.about.contains(subject))
}

#[test]
fn the_onlooker_finds_what_is_there_to_find() {
    let unshuffled = had_they(|sight, _, rank| sight.place = rank);
    assert!(finds(&unshuffled, "classifier") && finds(&unshuffled, "side by side"));
    let own_life = had_they(|sight, known, _| {
        let shorter = known.map_or(0, |known| known.conversation % 3);
        sight.boards = sight.boards.saturating_sub(shorter);
        sight.last = sight.last.saturating_sub(shorter);
    });
    assert!(finds(&own_life, "number of boards") && finds(&own_life, "last ones"));
    let drawn_anew = had_they(|sight, known, _| sight.offers += usize::from(known.is_some()));
    assert!(finds(&drawn_anew, "number of offers"));
    let marked = had_they(|sight, known, _| {
        if let Some(known) = known {
            sight.cell[0] = known.conversation.to_be_bytes()[7] * 16;
        }
    });
    assert!(finds(&marked, "byte 0") && finds(&marked, "first bytes"));
    let uneven = had_they(|sight, known, _| {
        if known.is_none() {
            sight
                .cell
                .iter_mut()
                .step_by(8)
                .for_each(|byte| *byte &= 0x7f);
        }
    });
    assert!(finds(&uneven, "bits set") && finds(&uneven, "classifier"));
}
