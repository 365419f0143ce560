//! Where tests keep their folders.

use std::process::Command;

use crate::run;

const MEMORY: &str = "/dev/shm";
/// The largest tests that run at once take about one of these.
const ROOM_KIB: u64 = 4 * 1024 * 1024;

/// In memory, where there is room: right after a build the disk is busy for minutes, and every file that a program
/// flushes there waits for it.
pub fn in_memory(tests: &mut Command) {
    if room_kib().is_some_and(|room| room >= ROOM_KIB) {
        tests.env("TMPDIR", MEMORY);
    }
}

/// `None` where there is no such file system, or a smaller one of another kind in its place.
fn room_kib() -> Option<u64> {
    let mut asked = run::command("df");
    let output = asked
        .args(["--type=tmpfs", "-k", "--output=avail", MEMORY])
        .output()
        .ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    said.lines().nth(1)?.trim().parse().ok()
}
