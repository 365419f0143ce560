//! The real server as its own process, and what visitors and members bring it.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Mutex,
    time::{SystemTime, UNIX_EPOCH},
};

use belfry_courier::{
    client::{As, Client},
    commands::token,
    server::Server,
};
use crypto_core::{
    ids::{LetterId, ParcelId},
    lengths::{LETTER_LEN, PARCEL_LEN},
    outbox::OutboxWriter,
    stamp::Stamp,
    time::Day,
};

use crate::{channel::Channel, courier::Courier};

/// A running server; it stops with the test.
pub struct Running {
    process: Child,
    pub address: String,
    pub folder: tempfile::TempDir,
}

impl Running {
    pub fn start(channel: &Channel) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hash = token::run(&folder.path().join("token"), &mut rand::rng()).unwrap();
        let config = folder.path().join("belfry-server.toml");
        let text = format!(
            "channel = \"{}\"\nlisten = \"127.0.0.1:0\"\nletters_per_minute = 1000000\n\
             parcels_per_minute = 1000000\n\
             [[courier]]\nmember = 1\ntoken_sha256 = \"{hash}\"\n",
            channel.id
        );
        std::fs::write(&config, text).unwrap();
        let mut process = Command::new(program("belfry-server"))
            .arg("--config")
            .arg(&config)
            .arg("run")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line.trim().rsplit(' ').next().unwrap().to_owned();
        Self {
            process,
            address,
            folder,
        }
    }

    /// A courier that has the token.
    pub fn courier(&self, channel: &Channel) -> Courier {
        let mut courier = Courier::new(channel, &self.address);
        courier.config.token_file = self.folder.path().join("token");
        courier
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A program built by cargo alone, as it is shipped: the courier must link neither.
pub fn program(name: &str) -> PathBuf {
    static BUILT: Mutex<()> = Mutex::new(());
    let _one_at_a_time = BUILT.lock().unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let arguments = ["build", "--quiet", "--package", name];
    let built = Command::new(cargo).args(arguments).status().unwrap();
    assert!(built.success());
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(2).unwrap().join(name)
}

pub fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Day::from_unix_seconds(since.as_secs())
}

pub fn post(courier: &Courier, fill: u8) {
    let server = Server::new(Client::new(&courier.config).unwrap());
    let asked = server.stamp().unwrap();
    assert_eq!(asked.letter, 0);
    let stamp = Stamp::free(asked.hours, [fill; 16]).to_hex();
    let id = LetterId([fill; 16]);
    server.put_letter(id, &stamp, &[fill; LETTER_LEN]).unwrap();
}

/// A parcel's bytes: no two are alike.
pub fn parcel(number: u16) -> Vec<u8> {
    let mut bytes = vec![0x55; PARCEL_LEN];
    bytes[500_000..500_002].copy_from_slice(&number.to_be_bytes());
    bytes
}

pub fn parcel_id(number: u16) -> ParcelId {
    let mut id = [7; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    ParcelId(id)
}

/// Posts parcels as a reporter's page does.
pub fn post_parcels(courier: &Courier, numbers: std::ops::Range<u16>) {
    let client = Client::new(&courier.config).unwrap();
    let server = Server::new(Client::new(&courier.config).unwrap());
    let hours = server.stamp().unwrap().hours;
    for number in numbers {
        let stamp = Stamp::free(hours, [7; 16]).to_hex();
        let path = format!("/v1/parcels/{}", parcel_id(number));
        let headers = [(crypto_core::stamp::HEADER_NAME, stamp.as_str())];
        let body = parcel(number);
        client.put(As::Visitor, &path, &headers, &body).unwrap();
    }
}

pub fn outbox(courier: &Courier, channel: &Channel, publication: &[u8], more: &[&[u8]]) -> PathBuf {
    let mut writer = OutboxWriter::begin(Vec::new(), &channel.id).unwrap();
    writer.publication(publication).unwrap();
    for confirmation in more {
        writer.confirmation(confirmation).unwrap();
    }
    let path = courier.path("outbox");
    std::fs::write(&path, writer.finish().unwrap()).unwrap();
    path
}
