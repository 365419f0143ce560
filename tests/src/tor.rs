//! A private Tor network on loopback, made of Debian's own `tor`: an onion service with nothing of the
//! public network in it.
//!
//! Three relays vote on what the network is, two more only relay; then come the client, whose SOCKS port
//! browsers and couriers use, and the onion service, which is set up by the very lines of
//! `deploy/tor/belfry.torrc`. All of it ends with the value, or with this process if that is killed.

use std::fmt::Write as _;
use std::fs::{self, DirBuilder};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use authority::Authority;
use daemon::Daemon;

mod authority;
mod daemon;

/// The relays that vote; two of three are a majority.
const AUTHORITIES: usize = 3;
/// With the voters five relays: enough for circuits whose hops are all different.
const OTHER_RELAYS: usize = 2;
/// From the first start to circuits through every relay: two votes, on a busy machine a few more.
const BOOTSTRAP_LIMIT: Duration = Duration::from_secs(180);
/// From the service's start until its descriptor is found.
const ONION_LIMIT: Duration = Duration::from_secs(180);
const ANSWER_LIMIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(500);

/// The configuration that operators are given.
const DEPLOYED: &str = include_str!("../../deploy/tor/belfry.torrc");

/// A running network with one onion service.
pub struct TorNetwork {
    onion: String,
    socks: SocketAddr,
    ready_after: Duration,
    // Ended before the folder goes.
    _daemons: Vec<Daemon>,
    _folder: TempDir,
}

impl TorNetwork {
    /// Starts the network, with an onion service that leads to an HTTP server which already listens, and
    /// waits until the server answers under its onion address.
    ///
    /// # Errors
    /// If `tor` is not installed, or the network is not ready in six minutes; the text holds the log of
    /// the daemon that was waited for.
    pub fn start(server: SocketAddr) -> Result<Self> {
        let begun = Instant::now();
        let folder = TempDir::with_prefix("belfry-tor-")?;
        let [votes @ .., one, other, socks] =
            free_addresses::<{ 2 * AUTHORITIES + OTHER_RELAYS + 1 }>()?;
        let mut authorities = Vec::new();
        for (number, ports) in votes.chunks_exact(2).enumerate() {
            let folder = private_folder(folder.path(), &format!("authority{number}"))?;
            authorities.push(Authority::create(&folder, number, ports[0], ports[1])?);
        }
        let mut everybody = String::from(EVERYBODY);
        for authority in &authorities {
            everybody.push_str(&authority.entry);
        }
        let start = |name: &str, own: &str| {
            Daemon::start(
                &private_folder(folder.path(), name)?,
                &format!("{everybody}{own}"),
            )
        };
        let mut daemons = Vec::new();
        for (number, authority) in authorities.iter().enumerate() {
            daemons.push(start(&format!("authority{number}"), &authority.own)?);
        }
        for (number, port) in [one, other].into_iter().enumerate() {
            let own = format!(
                "Nickname relay{number}\nAddress 127.0.0.1\nORPort {port}\nSocksPort 0\nExitRelay 0\n"
            );
            daemons.push(start(&format!("relay{number}"), &own)?);
        }
        for relay in daemons.iter_mut().skip(AUTHORITIES) {
            relay.wait_until_bootstrapped(BOOTSTRAP_LIMIT)?;
        }
        // Started any earlier, these two would wait long before they try again.
        daemons.push(start("client", &format!("SocksPort {socks}\n"))?);
        let keys = folder.path().join("onion");
        daemons.push(start("service", &service(server, &keys)?)?);
        for late in daemons.iter_mut().skip(AUTHORITIES + OTHER_RELAYS) {
            late.wait_until_bootstrapped(BOOTSTRAP_LIMIT)?;
        }
        let onion = fs::read_to_string(keys.join("hostname"))?.trim().to_owned();
        wait_for_answer(socks, &onion)?;
        let ready_after = begun.elapsed();
        Ok(Self {
            onion,
            socks,
            ready_after,
            _daemons: daemons,
            _folder: folder,
        })
    }

    /// The onion address, 62 characters with its ending.
    pub fn onion(&self) -> &str {
        &self.onion
    }

    /// The SOCKS port of the network's client.
    pub fn socks(&self) -> SocketAddr {
        self.socks
    }

    /// How long it took until the server answered under its onion address.
    pub fn ready_after(&self) -> Duration {
        self.ready_after
    }
}

/// For every daemon: a network for tests, on one address, whose logs may name everything.
const EVERYBODY: &str = "\
TestingTorNetwork 1
AssumeReachable 1
ShutdownWaitLength 0
";

/// The lines for operators, with this test's port and folder. Each line to be replaced must be there, so
/// that a change of the file cannot leave the test behind unseen.
fn service(server: SocketAddr, keys: &Path) -> Result<String> {
    let mut torrc = String::from(DEPLOYED);
    let replaced = [
        (
            "HiddenServiceDir /var/lib/tor/belfry/\n",
            format!("HiddenServiceDir {}\n", keys.display()),
        ),
        (
            "HiddenServicePort 80 127.0.0.1:8470\n",
            format!("HiddenServicePort 80 {server}\n"),
        ),
        // The daemon logs to a file as all others do.
        ("Log notice syslog\n", String::new()),
    ];
    for (line, by) in replaced {
        ensure!(
            torrc.matches(line).count() == 1,
            "deploy/tor/belfry.torrc lacks: {line}"
        );
        torrc = torrc.replace(line, &by);
    }
    writeln!(torrc, "SocksPort 0")?;
    Ok(torrc)
}

fn private_folder(parent: &Path, name: &str) -> Result<std::path::PathBuf> {
    let path = parent.join(name);
    DirBuilder::new()
        .mode(0o700)
        .recursive(true)
        .create(&path)?;
    Ok(path)
}

/// Ports that were free a moment ago; all are held until the last one is known, so that none comes twice.
fn free_addresses<const N: usize>() -> Result<[SocketAddr; N]> {
    let mut held = Vec::new();
    for _ in 0..N {
        held.push(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?);
    }
    let addresses = held
        .iter()
        .map(TcpListener::local_addr)
        .collect::<Result<Vec<_>, _>>()?;
    addresses
        .try_into()
        .ok()
        .context("other ports than asked for")
}

fn wait_for_answer(socks: SocketAddr, onion: &str) -> Result<()> {
    let end = Instant::now() + ONION_LIMIT;
    loop {
        match first_line(socks, onion) {
            Ok(line) if line.starts_with("HTTP/1.1 200") => return Ok(()),
            answer if Instant::now() > end => bail!("{onion} does not answer: {answer:?}"),
            _ => std::thread::sleep(POLL),
        }
    }
}

/// The first line of the answer to `GET /` at port 80 of a name that the SOCKS5 proxy looks up.
fn first_line(socks: SocketAddr, name: &str) -> Result<String> {
    let mut stream = TcpStream::connect(socks)?;
    stream.set_read_timeout(Some(ANSWER_LIMIT))?;
    // Version 5, one method: no authentication.
    stream.write_all(&[5, 1, 0])?;
    let mut chosen = [0; 2];
    stream.read_exact(&mut chosen)?;
    // Connect to a name, which is preceded by its length and followed by the port.
    let length = u8::try_from(name.len())?;
    stream.write_all(&[&[5, 1, 0, 3, length], name.as_bytes(), &[0, 80]].concat())?;
    let mut reply = [0; 10];
    stream.read_exact(&mut reply)?;
    ensure!(
        chosen == [5, 0] && reply[1] == 0,
        "SOCKS refused with {}",
        reply[1]
    );
    write!(
        stream,
        "GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"
    )?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line)
}
