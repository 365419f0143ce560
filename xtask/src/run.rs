//! Running other programs: bounded in time, and ended together with xtask.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// Enough for any single build step on two slow cores.
pub const LONG: Duration = Duration::from_secs(45 * 60);
const GRACE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);

static STOPPED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From here on a Ctrl-C (or an end of the terminal) only sets a mark, which every wait looks at.
pub fn watch_signals() -> Result<()> {
    let mark = STOPPED.get_or_init(Arc::default);
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(mark))?;
    }
    Ok(())
}

/// Whether the person asked to stop.
pub fn stopped() -> bool {
    STOPPED
        .get()
        .is_some_and(|mark| mark.load(Ordering::Relaxed))
}

/// A command in the root of the tree, free of what `cargo run` and rustup told xtask about itself.
pub fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(crate::repo::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || text == "LD_LIBRARY_PATH"
        {
            command.env_remove(&name);
        }
    }
    command
}

/// The cargo that runs xtask.
pub fn cargo() -> Command {
    command("cargo")
}

/// Runs to the end and fails if the program does.
pub fn run(command: &mut Command, limit: Duration) -> Result<()> {
    let words = describe(command);
    let status = wait(&mut start(command.stdin(Stdio::null()))?, limit).context(words.clone())?;
    if !status.success() {
        bail!("{words}: {status}");
    }
    Ok(())
}

/// Runs to the end and hands back what it printed.
pub fn output(command: &mut Command, limit: Duration) -> Result<String> {
    let mut text = String::new();
    let status = lines(command, limit, |line| {
        text.push_str(line);
        text.push('\n');
    })?;
    if !status.success() {
        bail!("{}: {status}", describe(command));
    }
    Ok(text)
}

/// Runs to the end, handing on each line of standard output as it comes.
pub fn lines(
    command: &mut Command,
    limit: Duration,
    mut each: impl FnMut(&str),
) -> Result<ExitStatus> {
    let words = describe(command);
    let mut child = start(command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let stdout = child.stdout.take().context("no standard output")?;
    let waiting = thread::spawn(move || wait(&mut child, limit));
    for line in BufReader::new(stdout).split(b'\n') {
        each(&String::from_utf8_lossy(&line?));
    }
    match waiting.join() {
        Ok(status) => status.context(words),
        Err(_) => bail!("{words}: the wait for it broke off"),
    }
}

/// Starts a program in a process group of its own, so that its children can be ended with it.
pub fn start(command: &mut Command) -> Result<Child> {
    command
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start {}", describe(command)))
}

/// Waits at most this long, then (or on Ctrl-C) ends the whole group.
pub fn wait(child: &mut Child, limit: Duration) -> Result<ExitStatus> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if stopped() {
            end(child)?;
            bail!("stopped");
        }
        if begun.elapsed() > limit {
            end(child)?;
            bail!("not done after {} s", limit.as_secs());
        }
        thread::sleep(POLL);
    }
}

/// Asks the program's group to end, and insists after some seconds.
pub fn end(child: &mut Child) -> Result<()> {
    let group = format!("-{}", child.id());
    signal("-TERM", &group)?;
    let begun = Instant::now();
    while begun.elapsed() < GRACE {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        thread::sleep(POLL);
    }
    signal("-KILL", &group)?;
    child.wait()?;
    Ok(())
}

fn signal(name: &str, group: &str) -> Result<()> {
    // A group that is already gone is what was wanted.
    Command::new("kill")
        .args([name, "--", group])
        .stderr(Stdio::null())
        .status()?;
    Ok(())
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
