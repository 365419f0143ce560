//! The server's configuration, its couriers, and its process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::committee::Committee;
use super::programs;
use crate::{repo, run};

const START: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(100);

/// The server of the demonstration.
pub struct Server {
    folder: PathBuf,
    pub port: u16,
    process: Option<Child>,
}

impl Server {
    /// Writes the configurations of the server and of each member's courier.
    pub fn prepare(folder: &Path, committee: &Committee, port: u16) -> Result<Self> {
        let init = [
            "--config",
            "server.toml",
            "init",
            "--channel",
            &committee.channel,
        ];
        programs::call(folder, "belfry-server", &init)?;
        let path = folder.join("server.toml");
        let (listen, page) = (
            format!("listen = \"127.0.0.1:{port}\""),
            format!("page = {:?}", repo::page()),
        );
        let mut config = String::new();
        for line in fs::read_to_string(&path)?.lines() {
            let line = match line {
                line if line.starts_with("listen = ") => &listen,
                line if line.starts_with("# page = ") => &page,
                line => line,
            };
            config.push_str(line);
            config.push('\n');
        }
        let server = Self {
            folder: folder.to_path_buf(),
            port,
            process: None,
        };
        for number in Committee::numbers() {
            config.push_str(&server.add_courier(committee, number)?);
        }
        fs::write(&path, config)?;
        Ok(server)
    }

    /// A token in a file of its own, a courier that uses it, and the lines for the server.
    fn add_courier(&self, committee: &Committee, number: u16) -> Result<String> {
        let (token, member) = (format!("token-{number}"), number.to_string());
        let lines = ["token", "--member", &member, "--out", &token];
        let lines = programs::call(&self.folder, "belfry-server", &lines)?;
        let config = format!(
            "server = \"{}\"\ntoken_file = \"{token}\"\nchannel = \"{}\"\nmember = {number}\n",
            self.origin(),
            committee.channel
        );
        fs::write(self.folder.join(self.courier_config(number)), config)?;
        Ok(lines)
    }

    /// The configuration of a member's courier, below the demonstration's folder.
    pub fn courier_config(&self, number: u16) -> String {
        format!("courier-{number}.toml")
    }

    /// The address without a path.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts it and waits until it answers.
    pub fn start(&mut self) -> Result<()> {
        // Whatever ends this program, the kernel then ends the server: nothing is left running.
        let mut command = run::command("setpriv");
        command
            .args(["--pdeathsig", "TERM"])
            .arg(repo::binaries().join("belfry-server"));
        command
            .args(["--config", "server.toml", "run"])
            .current_dir(&self.folder)
            .stdin(Stdio::null());
        println!("   $ belfry-server --config server.toml run");
        self.process = Some(run::start(&mut command)?);
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if let Some(status) = self.ended()? {
                bail!(
                    "the server did not start ({status}); is port {} taken? (--port N)",
                    self.port
                );
            }
            if run::stopped() || begun.elapsed() > START {
                self.stop()?;
                bail!("the server did not answer");
            }
            thread::sleep(POLL);
        }
        Ok(())
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self
            .process
            .as_mut()
            .context("the server was not started")?
            .try_wait()?)
    }

    /// Stops it in good order.
    pub fn stop(&mut self) -> Result<()> {
        self.process.as_mut().map_or(Ok(()), run::end)
    }
}
