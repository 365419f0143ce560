//! The visit ends at each single step of sending a file; whoever comes back with the words and chooses the same
//! file loses at most the piece in flight.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, bail, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    page::Reporter,
    proxy::{Fate, Proxy},
    stack::Stack,
};

const REPORT: &str = "Hier komen de bonnen.";
/// Two parcels and a little: three, rounded up to four.
const FILE_LEN: usize = 2 * 1_048_560 + 5;
/// Whether each of three is there, its stamp and itself; the same for one that rounds up, but the question; and for
/// the letter that names them.
const STEPS: u32 = 3 * 3 + 2 + 2;

fn content(step: u32) -> Vec<u8> {
    let start = format!("bon {step} ").into_bytes();
    let rest = (start.len()..FILE_LEN).map(|n| (n % 241) as u8);
    start.iter().copied().chain(rest).collect()
}

/// Whether a request is a step of sending files.
fn is_step(path: &str) -> bool {
    ["/v1/parcels/", "/v1/stamp", "/v1/letters/"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// Lets so many steps pass, gives the next one this fate, and nothing passes any more. Counts the steps.
fn end_at(proxy: &Proxy, step: u32, fate: Fate) -> Arc<AtomicU32> {
    let count = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&count);
    proxy.rule(move |_, path| {
        if !is_step(path) {
            return Fate::Pass;
        }
        match counted.fetch_add(1, Ordering::Relaxed) {
            before if before < step => Fate::Pass,
            before if before == step => fate,
            _ => Fate::Refuse,
        }
    });
    count
}

fn wait_for_step(count: &AtomicU32, step: u32) -> Result<()> {
    for _ in 0..1_200 {
        if count.load(Ordering::Relaxed) > step {
            // What the server does with it takes a moment where only the answer is lost.
            thread::sleep(Duration::from_millis(150));
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    bail!("step {step} never came")
}

/// Comes back in the same browser, chooses the file and lets it go on.
fn go_on(reporter: &mut Reporter, url: &str, words: &str, file: &Path) -> Result<()> {
    reporter.start_over(url)?;
    assert_eq!(reporter.come_back(words)?, "nothing");
    reporter.browser.click("#nothing-files")?;
    // No answer says it yet.
    reporter.keep_from(&[])?;
    reporter.wait_screen("files")?;
    reporter.browser.choose_files("#files-input", &[file])?;
    reporter.browser.click("#files-resume")?;
    reporter.send_files()
}

/// How often each parcel reached the server whole.
fn stored(proxy: &Proxy) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for one in proxy.exchanges() {
        if one.method == "PUT" && one.path.starts_with("/v1/parcels/") && one.status == 201 {
            *times.entry(one.path).or_default() += 1;
        }
    }
    times
}

fn write(folder: &Path, step: u32) -> Result<PathBuf> {
    let path = folder.join(format!("bon-{step}.bin"));
    fs::write(&path, content(step))?;
    Ok(path)
}

#[test]
fn a_visit_may_end_at_any_step_and_the_next_one_goes_on() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let folder = tempfile::tempdir()?;
    let url = stack.url(proxy.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(Kind::Chromium, &options, &url)?;
    let words = reporter.report(REPORT)?.join(" ");

    for step in 0..STEPS {
        // In turn: the server never sees the request, or has done its work and only the answer is lost.
        let fate = [Fate::Refuse, Fate::LoseAnswer][usize::from(step % 2 == 1)];
        let file = write(folder.path(), step)?;
        proxy.forget();
        let count = end_at(&proxy, step, fate);
        go_on(&mut reporter, &url, &words, &file)?;
        wait_for_step(&count, step)?;
        // Leaving the page ends its worker in the middle of it all.
        proxy.pass_all();
        go_on(&mut reporter, &url, &words, &file)?;
        reporter.wait_screen("sent")?;
        let stored = stored(&proxy);
        ensure!(
            stored.values().filter(|times| **times > 1).count() <= 1,
            "step {step}: more than the piece in flight was sent again: {stored:?}"
        );
    }
    drop(reporter);

    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let saved = stack.path("saved");
    let to = saved.to_str().context("a path")?;
    stack.reader(1, &["save", &case, "--to", to], None)?;
    let mut came = Vec::new();
    for entry in fs::read_dir(&saved)? {
        came.push(fs::read(entry?.path())?);
    }
    for step in 0..STEPS {
        ensure!(
            came.contains(&content(step)),
            "the file that was broken off at step {step} is not there"
        );
    }
    ensure!(
        came.iter()
            .all(|one| (0..STEPS).any(|step| *one == content(step))),
        "something came that nobody sent"
    );
    Ok(())
}
