//! A relay that votes on what the network is: its keys, and how all others know it.

use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::{daemon, private_folder};

/// Months; the shortest that is allowed.
const CERTIFICATE_MONTHS: &str = "1";

/// What the configurations say about one authority.
pub(super) struct Authority {
    /// The line by which everybody knows it.
    pub(super) entry: String,
    /// The lines of its own configuration.
    pub(super) own: String,
}

impl Authority {
    /// Makes its keys below `folder`, which will be its data folder.
    pub(super) fn create(
        folder: &Path,
        number: usize,
        relay: SocketAddr,
        directory: SocketAddr,
    ) -> Result<Self> {
        let identity = make_certificate(folder, directory)?;
        let fingerprint = fingerprint(folder)?;
        let port = relay.port();
        let entry = format!(
            "DirAuthority authority{number} orport={port} no-v2 v3ident={identity} {directory} {fingerprint}\n"
        );
        let own = format!(
            "Nickname authority{number}\nAddress 127.0.0.1\nContactInfo nobody@test.invalid\n\
             ORPort {relay}\nDirPort {directory}\n{VOTING}"
        );
        Ok(Self { entry, own })
    }
}

/// Votes every 20 seconds instead of every hour, and every relay is good for everything at once, since a
/// network of a minute's age has no history to judge by.
const VOTING: &str = "\
SocksPort 0
AuthoritativeDirectory 1
V3AuthoritativeDirectory 1
V3AuthVotingInterval 20
V3AuthVoteDelay 4
V3AuthDistDelay 4
TestingV3AuthInitialVotingInterval 20
TestingV3AuthInitialVoteDelay 4
TestingV3AuthInitialDistDelay 4
TestingDirAuthVoteGuard *
TestingDirAuthVoteHSDir *
TestingDirAuthVoteExit *
MinUptimeHidServDirectoryV2 0
AuthDirMaxServersPerAddr 0
ExitRelay 1
ExitPolicy accept 127.0.0.0/8:*
ExitPolicy reject *:*
";

/// Makes the keys that sign votes; returns the fingerprint of the identity.
fn make_certificate(folder: &Path, directory: SocketAddr) -> Result<String> {
    let keys = private_folder(folder, "keys")?;
    let certificate = keys.join("authority_certificate");
    let mut gencert = Command::new("tor-gencert");
    gencert
        .args([
            "--create-identity-key",
            "--passphrase-fd",
            "0",
            "-m",
            CERTIFICATE_MONTHS,
        ])
        .arg("-a")
        .arg(directory.to_string())
        .arg("-i")
        .arg(keys.join("authority_identity_key"))
        .arg("-s")
        .arg(keys.join("authority_signing_key"))
        .arg("-c")
        .arg(&certificate)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = gencert.spawn().map_err(daemon::not_started)?;
    child
        .stdin
        .take()
        .context("no standard input")?
        .write_all(b"only for a test\n")?;
    let output = child.wait_with_output()?;
    ensure!(
        output.status.success(),
        "tor-gencert: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = fs::read_to_string(certificate)?;
    let identity = text
        .lines()
        .find_map(|line| line.strip_prefix("fingerprint "));
    Ok(identity
        .context("tor-gencert wrote no fingerprint")?
        .to_owned())
}

/// Makes the relay's own key; returns its fingerprint.
fn fingerprint(folder: &Path) -> Result<String> {
    let mut tor = Command::new("tor");
    // It wants to know some other authority before it says who it is itself.
    let nobody = format!("nobody 127.0.0.1:1 {}", "f".repeat(40));
    tor.args([
        "--list-fingerprint",
        "--quiet",
        "--ORPort",
        "1",
        "--DirAuthority",
        &nobody,
    ])
    .args([
        "--ignore-missing-torrc",
        "-f",
        "/nonexistent",
        "--defaults-torrc",
        "/nonexistent",
        "--DataDirectory",
    ])
    .arg(folder);
    let output = tor.output().map_err(daemon::not_started)?;
    let text = String::from_utf8(output.stdout)?;
    // "Unnamed 0123 4567 …"
    let (_, fingerprint) = text
        .trim()
        .split_once(' ')
        .context("tor printed no fingerprint")?;
    Ok(fingerprint.replace(' ', ""))
}
