//! One process of `tor`, ended by its own number.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

const POLL: Duration = Duration::from_millis(100);
const READY: &str = "Bootstrapped 100%";

/// A running `tor`; killed when dropped.
pub(super) struct Daemon {
    child: Child,
    log: PathBuf,
}

impl Daemon {
    /// Starts it over a data folder.
    pub(super) fn start(folder: &Path, torrc: &str) -> Result<Self> {
        let (config, log) = (folder.join("torrc"), folder.join("log"));
        // It looks every 15 seconds whether its owner is still there, and ends if not.
        let own = std::process::id();
        let place = format!(
            "DataDirectory {}\nLog notice file {}\n__OwningControllerProcess {own}\n",
            folder.display(),
            log.display()
        );
        fs::write(&config, format!("{torrc}{place}"))?;
        let child = Command::new("tor")
            .args(["--quiet", "--defaults-torrc", "/nonexistent", "-f"])
            .arg(&config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(not_started)?;
        Ok(Self { child, log })
    }

    /// Waits until it has built a circuit.
    pub(super) fn wait_until_bootstrapped(&mut self, limit: Duration) -> Result<()> {
        let end = Instant::now() + limit;
        loop {
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            if log.contains(READY) {
                return Ok(());
            }
            let ended = self.child.try_wait()?;
            if ended.is_some() || Instant::now() > end {
                bail!(
                    "tor is not ready ({ended:?}): {}\n{log}",
                    self.log.display()
                );
            }
            thread::sleep(POLL);
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Says what to do where the program is missing.
pub(super) fn not_started(error: io::Error) -> anyhow::Error {
    if error.kind() == io::ErrorKind::NotFound {
        anyhow!("`tor` is not installed; run `apt-get install tor`")
    } else {
        error.into()
    }
}
