//! Calls of the three programs, in the stack's folder.

use std::fs::File;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Taken;

/// Where the server's output goes, below the stack's folder.
pub(super) const LOG: &str = "server.log";

const START_LIMIT: Duration = Duration::from_secs(30);
const STOP_LIMIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);

/// The programs, each called in one folder.
pub(super) struct Programs<'a> {
    pub(super) folder: &'a Path,
}

impl Programs<'_> {
    /// Runs a program to its end.
    pub(super) fn run(&self, program: &str, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(binary(program)?);
        command.args(arguments);
        self.finish(command, arguments, None)
    }

    /// The same, and what it took.
    pub(super) fn measured(&self, program: &str, arguments: &[&str]) -> Result<(String, Taken)> {
        let mut command = Command::new(binary(program)?);
        command.args(arguments);
        self.finish_measured(command, arguments)
    }

    /// The same for the reader.
    pub(super) fn reader_measured(&self, arguments: &[&str]) -> Result<(String, Taken)> {
        self.finish_measured(reader(arguments)?, arguments)
    }

    /// Prints into a file, so that nothing has to be read meanwhile.
    fn finish_measured(&self, mut command: Command, arguments: &[&str]) -> Result<(String, Taken)> {
        let path = self.folder.join("printed");
        let printed = File::create(&path)?;
        let mut child = command
            .current_dir(self.folder)
            .stdin(Stdio::null())
            .stdout(printed.try_clone()?)
            .stderr(printed)
            .spawn()?;
        let taken = Taken::by(&mut child)?;
        let (status, printed) = (child.wait()?, std::fs::read_to_string(path)?);
        if !status.success() {
            bail!("{arguments:?} failed with {status}: {printed}");
        }
        Ok((printed, taken))
    }

    /// Runs the reader, which finds its passphrases under descriptor 3.
    pub(super) fn run_reader(&self, arguments: &[&str], input: Option<&str>) -> Result<String> {
        self.finish(reader(arguments)?, arguments, input)
    }

    fn finish(
        &self,
        mut command: Command,
        arguments: &[&str],
        input: Option<&str>,
    ) -> Result<String> {
        let mut child = command
            .current_dir(self.folder)
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
            stdin.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            bail!(
                "{arguments:?} failed with {}: {printed}{}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(printed)
    }

    /// Starts the server and waits until it answers.
    pub(super) fn start_server(&self) -> Result<Child> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.join(LOG))?;
        let mut server = Command::new(binary("belfry-server")?)
            .args(["--config", "server.toml", "run"])
            .current_dir(self.folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let config = std::fs::read_to_string(self.folder.join("server.toml"))?;
        let address = config
            .lines()
            .find_map(|line| line.strip_prefix("listen = "))
            .context("no address")?;
        let end = Instant::now() + START_LIMIT;
        while TcpStream::connect(address.trim_matches('"')).is_err() {
            let ended = server.try_wait()?;
            if ended.is_some() || Instant::now() > end {
                let _ = server.kill();
                let log = std::fs::read_to_string(self.folder.join(LOG))?;
                bail!("the server did not start ({ended:?}): {log}");
            }
            thread::sleep(POLL);
        }
        Ok(server)
    }
}

fn reader(arguments: &[&str]) -> Result<Command> {
    // Only a shell can hand on a file under a given number without unsafe code.
    let mut command = Command::new("sh");
    command
        .args(["-c", "exec \"$@\" 3<passphrases", "sh"])
        .arg(binary("belfry-reader")?)
        .args(arguments);
    Ok(command)
}

/// Ends the server with SIGTERM and waits for it.
pub(super) fn stop(mut server: Child) -> Result<()> {
    Command::new("kill")
        .args(["-TERM", &server.id().to_string()])
        .status()?;
    let end = Instant::now() + STOP_LIMIT;
    while Instant::now() < end {
        if let Some(status) = server.try_wait()? {
            if !status.success() {
                bail!("the server ended with {status}");
            }
            return Ok(());
        }
        thread::sleep(POLL);
    }
    server.kill()?;
    server.wait()?;
    bail!("the server did not stop within {STOP_LIMIT:?}")
}

pub(crate) fn binary(program: &str) -> Result<PathBuf> {
    let folder = match std::env::var_os("BELFRY_BIN_DIR") {
        Some(folder) => PathBuf::from(folder),
        // Test executables lie in `deps`, below the folder of the programs.
        None => std::env::current_exe()?
            .parent()
            .and_then(Path::parent)
            .context("no folder")?
            .to_owned(),
    };
    let path = folder.join(program);
    if !path.exists() {
        bail!(
            "{} is not built; run `cargo build -p {program}` first",
            path.display()
        );
    }
    Ok(path)
}
