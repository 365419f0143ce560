//! The system calls of the real program: a `201` leaves only after an `fdatasync` of the store's
//! file that began after the last write to it.

use std::{fs, process::Command};

use crate::program::{self, Program, random_letter};

const LETTERS: usize = 12;

#[test]
fn no_201_leaves_before_the_fdatasync_that_covers_its_write() {
    let folder = program::folder("");
    let trace = folder.path().join("trace");
    let mut command = Command::new("strace");
    command
        .args(["-f", "-y", "-s", "24", "-o"])
        .arg(&trace)
        .args(["-e", "trace=fdatasync,fsync,write,sendto,writev,pwrite64"])
        .arg(env!("CARGO_BIN_EXE_belfry-server"));
    let server = Program::start_as(folder.path(), command);
    for _ in 0..LETTERS {
        let (id, body) = random_letter();
        assert_eq!(server.put_letter(&id, &body), Some(201));
    }
    stop(server);
    let trace = fs::read_to_string(trace).unwrap();
    let seen = check(&trace).unwrap();
    assert_eq!(seen, LETTERS, "201s in the trace");
    // The check itself can fail: without the synchronisation lines it must.
    let without: String = trace
        .lines()
        .filter(|line| !line.contains("fdatasync"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(check(&without).is_err());
}

/// strace passes the server's end on, so the server itself is what has to be stopped.
fn stop(mut server: Program) {
    let strace = server.child.id();
    let children = fs::read_to_string(format!("/proc/{strace}/task/{strace}/children")).unwrap();
    for child in children.split_whitespace() {
        assert!(Command::new("kill").arg(child).status().unwrap().success());
    }
    server.child.wait().unwrap();
}

/// Counts the 201s, each of which must come after a sync that covers all earlier writes.
fn check(trace: &str) -> Result<usize, String> {
    let (mut written, mut covered, mut answers) = (0_usize, 0_usize, 0_usize);
    // By thread: how many writes had begun when its unfinished sync began.
    let mut syncing = std::collections::HashMap::new();
    for line in trace.lines() {
        let thread = line.split(' ').next().unwrap_or_default();
        let of_store = line.contains("letters-open/sled/db>");
        if line.contains("pwrite64(") && of_store {
            written += 1;
        } else if line.contains("fdatasync(") && of_store {
            if line.contains("unfinished") {
                syncing.insert(thread, written);
            } else if line.ends_with("= 0") {
                covered = written;
            }
        } else if line.contains("fdatasync resumed") && line.ends_with("= 0") {
            covered = covered.max(syncing.remove(thread).unwrap_or(0));
        } else if line.contains("HTTP/1.1 201") {
            answers += 1;
            if written == 0 || covered < written {
                return Err(format!("{written} writes, {covered} covered: {line}"));
            }
        }
    }
    Ok(answers)
}
