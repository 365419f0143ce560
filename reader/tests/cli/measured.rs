//! What the reader takes for a command: memory, reading, time on the processor, as Linux keeps it.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use crypto_core::time::Day;

use crate::support::{PASSPHRASE, Said};

/// The most that was seen until the program ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    /// The most memory at any time.
    pub peak_kib: u64,
    /// Bytes read, from files and whatever else.
    pub read: u64,
    /// Hundredths of a second on the processor.
    pub ticks: u64,
}

impl Taken {
    fn look(&mut self, process: u32) {
        let read = |name: &str| fs::read_to_string(format!("/proc/{process}/{name}"));
        let number = |text: Option<&str>| {
            let word = text.and_then(|text| text.split_whitespace().next());
            word.and_then(|word| word.parse().ok()).unwrap_or(0)
        };
        let after =
            |text: &str, name: &str| number(text.lines().find_map(|line| line.strip_prefix(name)));
        let (status, io) = (read("status"), read("io"));
        self.peak_kib = self
            .peak_kib
            .max(after(&status.unwrap_or_default(), "VmHWM:"));
        self.read = self.read.max(after(&io.unwrap_or_default(), "rchar:"));
        let stat = read("stat").unwrap_or_default();
        // Behind the name, which ends with the last bracket: fields from the third on.
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let ticks = number(fields.get(11).copied()) + number(fields.get(12).copied());
        self.ticks = self.ticks.max(ticks);
    }
}

/// Runs the reader and looks at it every millisecond.
pub fn measured(vault: &Path, today: Day, args: &[&str]) -> (Said, Taken) {
    let folder = tempfile::tempdir().unwrap();
    let (out, err) = (folder.path().join("out"), folder.path().join("err"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_belfry-reader"))
        .arg("--vault")
        .arg(vault)
        .args(["--passphrase-fd", "0", "--today", &today.to_string()])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(File::create(&out).unwrap())
        .stderr(File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let line = format!("{PASSPHRASE}\n");
    let _ = child.stdin.take().unwrap().write_all(line.as_bytes());
    let mut taken = Taken::default();
    loop {
        taken.look(child.id());
        if let Some(status) = child.try_wait().unwrap() {
            let said = Said {
                ok: status.success(),
                out: fs::read_to_string(out).unwrap(),
                err: fs::read_to_string(err).unwrap(),
            };
            assert!(!said.err.contains("panicked"), "{}", said.err);
            return (said, taken);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
