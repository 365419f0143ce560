//! Running the reader, and killing it.

use std::{
    fs,
    io::Write as _,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};

use super::{desk::Desk, work::Attempt};
use crate::support::PASSPHRASE;

/// When a command is killed.
#[derive(Clone, Copy)]
pub enum Moment {
    Never,
    AfterStart(Duration),
    /// So long after the vault was first seen to change: most of a command's time it only reads.
    AfterFirstWrite(Duration),
}

/// The time between two looks at a command that runs.
const LOOK: Duration = Duration::from_micros(50);

/// What became of a command.
pub struct Ran {
    /// Whether it was done before it was killed.
    pub done: bool,
    pub took: Duration,
    /// How long before its end it first wrote into the vault.
    pub wrote: Duration,
    pub out: String,
}

impl Desk {
    /// Runs the reader in folders of its own, and kills it at that moment.
    pub fn run(&self, attempt: &Attempt, moment: Moment) -> Ran {
        let args: Vec<&str> = attempt.args.iter().map(String::as_str).collect();
        let before = self.stamp();
        let begun = Instant::now();
        let mut child = self.command(&args).spawn().unwrap();
        let line = format!("{PASSPHRASE}\n");
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(line.as_bytes()).unwrap();
        drop(stdin);
        let mut wrote = None;
        while child.try_wait().unwrap().is_none() {
            if wrote.is_none() && self.stamp() != before {
                wrote = Some(Instant::now());
            }
            let due = match moment {
                Moment::Never => None,
                Moment::AfterStart(after) => Some(begun + after),
                Moment::AfterFirstWrite(after) => wrote.map(|wrote| wrote + after),
            };
            if due.is_some_and(|due| due <= Instant::now()) {
                child.kill().unwrap();
                break;
            }
            thread::sleep(LOOK);
        }
        let output = child.wait_with_output().unwrap();
        // Without a code it was ended by the signal.
        let done = output.status.code().is_some();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || !done, "{args:?}: {err}");
        Ran {
            done,
            took: begun.elapsed(),
            wrote: wrote.map_or(Duration::ZERO, |wrote| wrote.elapsed()),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
        }
    }

    /// What changes as soon as the vault is written: its entries, and the ends of the files that grow.
    fn stamp(&self) -> (SystemTime, u64, u64) {
        let vault = self.committee.vault(1);
        let length = |name: &str| fs::metadata(vault.join(name)).unwrap().len();
        let entries = fs::metadata(&vault).unwrap().modified().unwrap();
        (entries, length("contents"), length("journal"))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_belfry-reader"));
        command
            .arg("--vault")
            .arg(self.committee.vault(1))
            .args(["--passphrase-fd", "0", "--today", &self.today.to_string()])
            .args(args)
            .current_dir(self.committee.path("work"))
            .env("TMPDIR", self.committee.path("tmp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}
