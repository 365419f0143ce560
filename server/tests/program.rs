//! The real program in a folder of its own, and a small HTTP client for it.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use belfry_server::http::Couriers;
use crypto_core::ids::Digest;
use rand::Rng as _;
use tempfile::TempDir;

pub const TOKEN: [u8; 32] = [5; 32];
pub const FREE_STAMP: &str =
    "000000000000000000000000000000000000000000000000000000000000000000000000";

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A running server; killed when dropped.
pub struct Program {
    pub folder: PathBuf,
    pub child: Child,
    pub address: SocketAddr,
}

/// A folder with a configuration in which effort stays at zero.
pub fn folder(extra: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    configure(folder.path(), extra);
    folder
}

pub fn configure(folder: &Path, extra: &str) {
    let channel = crate::committee::Committee::new().channel;
    let hash = Couriers::hash(&TOKEN);
    let rest = if extra.contains("letters_per_minute") {
        ""
    } else {
        "letters_per_minute = 1000000\n"
    };
    let text = format!(
        "channel = \"{channel}\"\nlisten = \"127.0.0.1:0\"\nkeep_free_bytes = 1048576\n{rest}{extra}\n\
         [[courier]]\nmember = 1\ntoken_sha256 = \"{hash}\"\n"
    );
    fs::write(folder.join("b.toml"), text).unwrap();
}

impl Program {
    pub fn start(folder: &Path) -> Self {
        Self::start_as(folder, Command::new(env!("CARGO_BIN_EXE_belfry-server")))
    }

    /// Starts with a command to which the server's arguments are added.
    pub fn start_as(folder: &Path, mut command: Command) -> Self {
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(folder.join("log"))
            .unwrap();
        let mut child = command
            .arg("--config")
            .arg(folder.join("b.toml"))
            .arg("run")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("belfry-server is ready at http://")
            .and_then(|rest| rest.strip_suffix('/'))
            .unwrap_or_else(|| panic!("no ready line: {line:?}; log: {}", log_of(folder)))
            .parse()
            .unwrap();
        Self {
            folder: folder.to_owned(),
            child,
            address,
        }
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn log(&self) -> String {
        log_of(&self.folder)
    }

    pub fn put_letter(&self, id: &[u8; 16], body: &[u8]) -> Option<u16> {
        put_letter(self.address, id, body)
    }

    pub fn get(&self, path: &str) -> Answer {
        let token = format!("Authorization: Bearer {}\r\n", Digest(TOKEN));
        request(self.address, "GET", path, &token, &[]).unwrap()
    }

    /// Every letter of every week, by id.
    pub fn letters(&self) -> std::collections::BTreeMap<[u8; 16], Vec<u8>> {
        let weeks: serde_json::Value =
            serde_json::from_slice(&self.get("/v1/courier/weeks").body).unwrap();
        let mut letters = std::collections::BTreeMap::new();
        for week in weeks.as_array().unwrap() {
            let base = format!("/v1/courier/weeks/{}/letters", week["week"]);
            let mut after = String::new();
            loop {
                let ids = self.get(&format!("{base}{after}")).body;
                for id in ids.as_chunks::<16>().0 {
                    let answer = self.get(&format!("{base}/{}", hex(id)));
                    assert_eq!(answer.status, 200);
                    assert!(letters.insert(*id, answer.body).is_none(), "listed twice");
                }
                match ids.as_chunks::<16>().0.last() {
                    Some(last) => after = format!("?after={}", hex(last)),
                    None => break,
                }
            }
        }
        letters
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn log_of(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap_or_default()
}

pub fn hex(id: &[u8; 16]) -> String {
    crypto_core::ids::LetterId(*id).to_string()
}

pub fn random_letter() -> ([u8; 16], Vec<u8>) {
    let mut id = [0; 16];
    let mut body = vec![0; 65_536];
    rand::rng().fill_bytes(&mut id);
    rand::rng().fill_bytes(&mut body);
    (id, body)
}

/// The status, or `None` where the connection broke before one came.
pub fn put_letter(address: SocketAddr, id: &[u8; 16], body: &[u8]) -> Option<u16> {
    let path = format!("/v1/letters/{}", hex(id));
    let stamp = format!("Belfry-Stamp: {FREE_STAMP}\r\n");
    request(address, "PUT", &path, &stamp, body).map(|answer| answer.status)
}

pub fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .ok()?;
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: belfry.test\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    // A server that refuses before reading may close first; its answer counts all the same.
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    parse(&answer)
}

pub fn parse(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    Some(Answer {
        status: head.split(' ').nth(1)?.parse().ok()?,
        body: answer[end..].to_vec(),
    })
}
