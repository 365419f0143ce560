//! An X server without a screen and a bus of its own, so that nothing of the machine's session is touched.

use std::{
    io::{BufRead as _, BufReader},
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::{Context as _, Result};

/// A program and whatever it started, ended with it.
pub(super) struct Group(pub(super) Child);

impl Group {
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let program = command.get_program().display().to_string();
        let child = command.process_group(0).stdin(Stdio::null()).spawn();
        child
            .map(Self)
            .with_context(|| format!("{program} could not be started; is it installed?"))
    }

    /// The first line that it prints.
    fn first_line(&mut self) -> Result<String> {
        let printed = self.0.stdout.take().context("printed nowhere")?;
        let mut line = String::new();
        BufReader::new(printed).read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The group's id is that of the child started here, so nothing else is in it.
        let group = format!("-{}", self.0.id());
        let mut kill = Command::new("kill");
        let _ = kill
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
        let _ = self.0.wait();
    }
}

/// Both, and where they are found.
pub(super) struct Session {
    /// As `DISPLAY` has it.
    pub(super) display: String,
    /// As `DBUS_SESSION_BUS_ADDRESS` has it.
    pub(super) bus: String,
    _server: Group,
    _daemon: Group,
}

impl Session {
    /// Starts both; what they write lies in this folder.
    pub(super) fn start(folder: &Path) -> Result<Self> {
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1280x900x24"]);
        server.args(["-nolisten", "tcp", "-noreset"]);
        server.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = Group::start(&mut server)?;
        let display = format!(":{}", server.first_line()?);

        let address = format!("unix:path={}", folder.join("bus").display());
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--session", "--nofork", "--print-address=1"]);
        daemon.arg(format!("--address={address}"));
        daemon.stdout(Stdio::piped()).stderr(Stdio::null());
        // Settings are asked for by what runs behind the bus: none of this machine's.
        daemon.env("HOME", folder).env("XDG_RUNTIME_DIR", folder);
        daemon
            .env("GSETTINGS_BACKEND", "memory")
            .env("DISPLAY", &display);
        let mut daemon = Group::start(&mut daemon)?;
        let bus = daemon.first_line()?;
        Ok(Self {
            display,
            bus,
            _server: server,
            _daemon: daemon,
        })
    }
}
