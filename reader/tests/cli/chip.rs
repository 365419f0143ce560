//! `swtpm` as the chip of a machine.

use std::{
    fs,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// A chip of its own, gone at the end.
pub struct Chip {
    child: Child,
    port: u16,
    /// Its state, as it lies on disk.
    pub dir: PathBuf,
}

impl Chip {
    /// `None` where there is no `swtpm` or none of the tools.
    pub fn start() -> Option<Self> {
        let installed = |program: &str| {
            let found = Command::new(program).arg("--version").output();
            found.is_ok_and(|found| found.status.success())
        };
        if !installed("swtpm") || !installed("tpm2_nvread") {
            eprintln!("skipped: swtpm or tpm2-tools is not installed");
            return None;
        }
        let mut tries = (0..20).filter_map(|_| Self::try_start());
        Some(tries.next().unwrap())
    }

    /// `None` where another program took one of the two ports meanwhile.
    fn try_start() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        // The tools take the next port for the controls.
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let child = Command::new("swtpm")
            .args(["socket", "--tpm2", "--flags", "not-need-init,startup-clear"])
            .args(["--tpmstate", &format!("dir={}", dir.path().display())])
            .args(["--server", &format!("type=tcp,port={port}")])
            .args(["--ctrl", &format!("type=tcp,port={}", port.checked_add(1)?)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let dir = dir.keep();
        let mut chip = Self { child, port, dir };
        for _ in 0..100 {
            let answers = Command::new("tpm2_getrandom")
                .args(["--hex", "4"])
                .env("TPM2TOOLS_TCTI", chip.address())
                .output();
            let alive = chip.child.try_wait().unwrap().is_none();
            match answers.unwrap().status.success() {
                true if alive => return Some(chip),
                _ if !alive => return None,
                _ => thread::sleep(Duration::from_millis(50)),
            }
        }
        None
    }

    pub fn address(&self) -> String {
        format!("swtpm:host=127.0.0.1,port={}", self.port)
    }
}

impl Drop for Chip {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.dir);
    }
}
