//! One file through the reporter's page, watched: how long each part takes, what memory the browser takes
//! meanwhile, and whether the page could have answered a click at any time.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::browser::PATIENCE;
use crate::page::Reporter;

const SAMPLE: Duration = Duration::from_millis(100);
/// Between two questions whether it is done: each takes a moment of the page's own thread.
const ASK: Duration = Duration::from_millis(500);
const IDLE_FOR: Duration = Duration::from_secs(5);

/// What was seen.
pub struct Upload {
    /// Memory of the browser in bytes with the page at rest, before the file was chosen: the median.
    pub idle: u64,
    /// The same while the file was looked at: the most.
    pub looking: u64,
    /// Each sample from then on until all was sent.
    pub sending: Vec<u64>,
    /// From the press of the button until the file's hash is there.
    pub hashed: Duration,
    /// From the press of the button until the page says that all is sent, letter included.
    pub sent: Duration,
    /// Milliseconds of each task of the page's own thread that took more than 50; Chromium only.
    pub long_tasks: Vec<f64>,
    /// Milliseconds by which a timer of 10 ms in the page's own thread came late, where that was more than 50.
    pub late: Vec<f64>,
}

impl Upload {
    /// The most memory of all samples while it was sent, over that at rest; bytes. Garbage that a busy browser has not
    /// collected yet is in it.
    pub fn peak(&self) -> u64 {
        let most = self.sending.iter().copied().max().unwrap_or_default();
        most.saturating_sub(self.idle)
    }

    /// What the browser held towards the end over that at rest, bytes: the least of the last third of the samples, by
    /// when two thirds of a file that stays in memory would be there.
    pub fn held(&self) -> u64 {
        let from = self.sending.len() / 3 * 2;
        let last = self.sending.get(from..).unwrap_or_default();
        let least = last.iter().copied().min().unwrap_or(u64::MAX);
        least.saturating_sub(self.idle)
    }
}

/// Sends one file from the screen after a report, as a person does.
pub fn send(reporter: &mut Reporter, file: &Path, limit: Duration) -> Result<Upload> {
    reporter.browser.click("#sent-files")?;
    reporter.wait_screen("files")?;
    reporter.browser.run(WATCH, &[])?;
    let idle = idle(reporter)?;
    reporter.browser.choose_files("#files-input", &[file])?;
    let mut looking = Vec::new();
    let looked = "document.getElementById('files-send').disabled === false";
    watch(reporter, looked, PATIENCE, &mut looking)?;
    reporter.browser.click("#files-send")?;
    let mut sending = Vec::new();
    watch(reporter, "watched.sent > 0", limit, &mut sending)?;
    let watched = reporter.browser.eval("watched")?;
    let at = |name: &str| {
        watched[name]
            .as_f64()
            .with_context(|| format!("{name}: {watched}"))
    };
    let pressed = at("pressed")?;
    let since = |name| Ok::<_, anyhow::Error>(Duration::from_secs_f64((at(name)? - pressed) / 1e3));
    Ok(Upload {
        idle,
        looking: looking.into_iter().max().unwrap_or_default(),
        sending,
        hashed: since("sending")?,
        sent: since("sent")?,
        long_tasks: numbers(&watched["tasks"]),
        late: numbers(&watched["late"]),
    })
}

fn numbers(list: &Value) -> Vec<f64> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(Value::as_f64).collect()
}

fn idle(reporter: &Reporter) -> Result<u64> {
    let mut samples = Vec::new();
    let end = Instant::now() + IDLE_FOR;
    while Instant::now() < end {
        samples.push(reporter.browser.memory());
        thread::sleep(SAMPLE);
    }
    samples.sort_unstable();
    let median = samples.get(samples.len() / 2).copied();
    median
        .filter(|bytes| *bytes > 0)
        .context("no memory to be seen")
}

/// Samples the browser's memory until an expression is true in the page.
fn watch(
    reporter: &mut Reporter,
    expression: &str,
    limit: Duration,
    samples: &mut Vec<u64>,
) -> Result<()> {
    let end = Instant::now() + limit;
    while Instant::now() < end {
        let ask = Instant::now() + ASK;
        while Instant::now() < ask {
            samples.push(reporter.browser.memory());
            thread::sleep(SAMPLE);
        }
        if reporter.browser.eval(expression)? == Value::Bool(true) {
            return Ok(());
        }
    }
    let said = reporter
        .browser
        .eval("document.body.innerText.slice(0, 800)");
    bail!("not within {limit:?}: {expression}; {said:?}")
}

/// Writes down when what happens, on the page's own clock.
const WATCH: &str = "
    const watched = { pressed: 0, sending: 0, sent: 0, tasks: [], late: [] };
    window.watched = watched;
    const now = () => performance.now();
    document.getElementById('files-send').addEventListener('click', () => {
        watched.pressed = now();
        watched.tasks.length = watched.late.length = 0;
    }, { capture: true });
    new MutationObserver(() => {
        if (document.querySelector('[data-file][data-state=sending]')) watched.sending ||= now();
        if (watched.pressed && document.body.dataset.screen === 'sent') watched.sent ||= now();
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-state', 'data-screen'] });
    if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
        new PerformanceObserver((list) => list.getEntries().forEach((one) => watched.tasks.push(one.duration)))
            .observe({ type: 'longtask' });
    }
    let last = now();
    setInterval(() => {
        if (now() - last > 60) watched.late.push(now() - last - 10);
        last = now();
    }, 10);
";
