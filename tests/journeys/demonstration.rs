//! `cargo xtask demo` as a newcomer follows it: the page in a browser, then the very commands that it
//! prints, the answer read with the twelve words, and Ctrl-C.

use std::{
    io::{BufRead as _, BufReader},
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    page::Reporter,
};

/// Builds what is not built yet.
const UNTIL_READY: Duration = Duration::from_mins(20);
const UNTIL_GONE: Duration = Duration::from_secs(30);
const REPORT: &str = "Er wordt betaald voor werk dat nooit is gedaan.";
/// As much of it as a line of 80 columns of `cases` has room for.
const LISTED: &str = "Er wordt betaald voor werk";
const LAST_LINE: &str = "Ctrl-C here stops the server and removes everything that was made.";

/// The demonstration and all that it starts, in a process group of its own as in a terminal.
struct Demo {
    process: Child,
    said: Vec<String>,
}

impl Demo {
    fn start(port: u16) -> Result<Self> {
        let cargo = std::env::var_os("CARGO").context("cargo says where it is")?;
        let mut process = Command::new(cargo)
            .args(["xtask", "demo", "--port", &port.to_string()])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()?;
        let output = process.stdout.take().context("its output")?;
        let mut demo = Self {
            process,
            said: Vec::new(),
        };
        demo.listen(output)?;
        Ok(demo)
    }

    fn listen(&mut self, output: ChildStdout) -> Result<()> {
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let end = Instant::now() + UNTIL_READY;
        while self.said.last().is_none_or(|line| line != LAST_LINE) {
            let left = end.saturating_duration_since(Instant::now());
            let line = lines
                .recv_timeout(left)
                .with_context(|| format!("it did not come so far:\n{}", self.said.join("\n")))?;
            self.said.push(line);
        }
        Ok(())
    }

    /// The first printed line that holds this, without its indentation and what stands behind it.
    fn line_with(&self, part: &str) -> Result<&str> {
        let line = self.said.iter().find(|line| line.contains(part));
        let line = line.with_context(|| format!("nothing with {part} was printed"))?;
        let line = line.trim_start();
        Ok(line.split("   ").next().unwrap_or(line))
    }

    /// Runs a printed command where the guide says; what it prints.
    fn follow(&self, part: &str, case: &str) -> Result<String> {
        let command = self.line_with(part)?.replace("CASE", case);
        let script = format!("{} && {command}", self.line_with("cd /")?);
        let done = Command::new("bash").args(["-ec", &script]).output()?;
        ensure!(
            done.status.success(),
            "{command}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        Ok(String::from_utf8(done.stdout)?)
    }

    /// What a terminal sends on Ctrl-C, to all of the group; then nothing of it may be left.
    fn interrupt(mut self) -> Result<()> {
        let group = format!("-{}", self.process.id());
        let kill = |signal: &str| {
            let mut kill = Command::new("kill");
            kill.args([signal, "--", &group]).stderr(Stdio::null());
            kill.status()
        };
        kill("-INT")?;
        let end = Instant::now() + UNTIL_GONE;
        while kill("-0")?.success() {
            if Instant::now() > end {
                kill("-KILL")?;
                bail!("a part of the demonstration is still running");
            }
            // Whoever is waited for is gone.
            self.process.try_wait()?;
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[test]
fn the_demonstration_is_followed_to_its_end_and_leaves_nothing_running() -> Result<()> {
    let port = free_port()?;
    let demo = Demo::start(port)?;
    let outcome = follow(&demo);
    let folder = demo.line_with("cd /")?.trim_start_matches("cd ").to_owned();
    ensure!(Path::new(&folder).is_dir(), "{folder} is where it works");
    demo.interrupt()?;
    outcome?;
    ensure!(!Path::new(&folder).exists(), "{folder} is still there");
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    ensure!(
        TcpStream::connect(address).is_err(),
        "the server still listens"
    );
    Ok(())
}

fn follow(demo: &Demo) -> Result<()> {
    let url = demo.line_with("/nl/#")?;
    let mut reporter = Reporter::arrive(Kind::Chromium, &Options::default(), url)?;
    let words = reporter.report(REPORT)?;
    drop(reporter);

    demo.follow(" pull ", "")?;
    demo.follow(" import ", "")?;
    let cases = demo.follow(" cases ", "")?;
    let case = cases
        .lines()
        .find(|line| line.contains(LISTED))
        .and_then(|line| line.split_whitespace().next())
        .with_context(|| format!("the report is not listed:\n{cases}"))?;
    let shown = demo.follow(" show CASE ", case)?;
    ensure!(shown.contains(REPORT), "{shown}");
    demo.follow(" answer CASE ", case)?;
    demo.follow(" export ", "")?;
    demo.follow("push outbox", "")?;

    let mut reporter = Reporter::arrive(Kind::Chromium, &Options::default(), url)?;
    ensure!(reporter.come_back(&words.join(" "))? == "conversation");
    let answers = reporter.answers()?;
    ensure!(answers.len() == 1, "{answers:?}");
    let [_, from, text] = &answers[0];
    ensure!(text == "Thank you. We are looking into it.", "{text}");
    ensure!(from == "Anna de Wit", "{from}");
    Ok(())
}
