//! The real programs over temporary folders: a server, three members with a reader each, their couriers.
//!
//! The committee's three weekdays follow each other, and [`Stack::set_day`] moves server and readers from one
//! to the next. Everything is deleted, and the server ended, when the value is dropped.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use crypto_core::{address::ChannelAddress, ids::ChannelId, time::Day};
use tempfile::TempDir;

mod measured;
mod programs;
mod work;

pub use measured::Taken;
pub(crate) use programs::binary;

/// The members' numbers and names.
pub const MEMBERS: [(u16, &str); 3] =
    [(1, "Anna de Wit"), (2, "Bilal Yılmaz"), (3, "Carla Jansen")];

/// In a stack with an adviser, the third person: number, name, location.
pub const ADVISER: (u16, &str, &str) = (3, "Els Bakker", "Zwolle");

/// The adviser's number where there are three members.
pub const FOURTH: u16 = 4;

/// Of every vault and of the root key.
pub const PASSPHRASE: &str = "only for a test";
/// The outbox with roster, recipients and first board.
pub(crate) const FIRST_OUTBOX: &str = "first.outbox";

const DESCRIPTION: &str = r#"
slots = 8
cells_per_batch = 4
cell_weeks = 26
[name]
nl = "Integriteitscommissie Proefdienst"
en = "Trial Service integrity committee"
[text]
nl = "Drie leden lezen wat u schrijft."
en = "Three members read what you write."
[outside]
nl = "U kunt ook naar het Huis voor Klokkenluiders."
en = "You can also go to the Dutch Whistleblowers Authority."
"#;

/// A running service with its committee.
pub struct Stack {
    folder: TempDir,
    address: SocketAddr,
    channel: ChannelId,
    offset_days: i32,
    server: Option<Child>,
    /// Further lines of the server's configuration.
    server_options: String,
    /// Nobody else gets the server's port while the keys are being made.
    kept_port: Option<TcpListener>,
    /// Lines of the server's configuration in place of the page.
    instead_of_page: Option<String>,
    /// The number of a person who is a confidential adviser, no member.
    adviser: Option<u16>,
}

impl Stack {
    /// Makes keys, roster and first board, starts the server and publishes. It is then the first member's
    /// day, two days before the machine's own date.
    ///
    /// # Errors
    /// If a program is missing or fails; the text holds what it printed.
    pub fn found() -> Result<Self> {
        Self::found_and_start("", None)
    }

    /// The same without a page, with these lines in the server's configuration.
    ///
    /// # Errors
    /// As [`Stack::found`].
    pub fn found_without_page(settings: &str) -> Result<Self> {
        Self::found_and_start("", Some(settings))
    }

    /// The same in a channel in which so many members must open a letter together; with these lines in the server's
    /// configuration in place of the page, if there are any.
    ///
    /// # Errors
    /// As [`Stack::found`].
    pub fn found_with_quorum(quorum: u8, instead_of_page: Option<&str>) -> Result<Self> {
        Self::found_and_start(&format!("quorum = {quorum}\n"), instead_of_page)
    }

    /// The same with these lines in the channel's description.
    ///
    /// # Errors
    /// As [`Stack::found`].
    pub fn found_described(described: &str) -> Result<Self> {
        Self::found_and_start(described, None)
    }

    /// The same with a committee of two, and [`ADVISER`] in the third member's place.
    ///
    /// # Errors
    /// As [`Stack::found`].
    pub fn found_with_adviser(quorum: u8) -> Result<Self> {
        let described = format!("quorum = {quorum}\n");
        Self::found_offline_as(&described, Some(ADVISER.0))?.started()
    }

    /// The same with all three members, and an adviser as the fourth person.
    ///
    /// # Errors
    /// As [`Stack::found`].
    pub fn found_with_four() -> Result<Self> {
        Self::found_offline_as("", Some(FOURTH))?.started()
    }

    fn found_and_start(described: &str, instead_of_page: Option<&str>) -> Result<Self> {
        let mut stack = Self::found_offline_as(described, None)?;
        stack.instead_of_page = instead_of_page.map(str::to_owned);
        stack.started()
    }

    fn started(mut self) -> Result<Self> {
        self.start_server()?;
        self.courier(1, &["push", FIRST_OUTBOX])?;
        Ok(self)
    }

    /// Makes keys, roster and first board, which lie in the file `first.outbox`; no server runs.
    ///
    /// # Errors
    /// As [`Stack::found`].
    pub fn found_offline() -> Result<Self> {
        Self::found_offline_as("", None)
    }

    fn found_offline_as(described: &str, adviser: Option<u16>) -> Result<Self> {
        let folder = TempDir::with_prefix("belfry-stack-")?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let channel = ChannelId([0; 32]);
        let mut stack = Self {
            folder,
            address,
            channel,
            offset_days: -2,
            server: None,
            server_options: String::new(),
            kept_port: Some(listener),
            instead_of_page: None,
            adviser,
        };
        stack.make_committee(described)?;
        Ok(stack)
    }

    fn make_committee(&mut self, described: &str) -> Result<()> {
        fs::write(
            self.path("passphrases"),
            format!("{PASSPHRASE}\n").repeat(4),
        )?;
        fs::write(
            self.path("channel.toml"),
            described.to_owned() + DESCRIPTION,
        )?;
        let people = self.people();
        for (number, name) in &people {
            let number = *number;
            let (member, weekday) = (
                number.to_string(),
                self.publication_weekday(number).to_string(),
            );
            let mut args = vec!["init", "--fast-kdf-for-tests", "--member", &member];
            args.extend(["--weekday", &weekday, "--name"]);
            args.push(name);
            if self.adviser == Some(number) {
                args.extend(["--adviser", "--location", ADVISER.2]);
            }
            self.reader(number, &args, None)?;
            self.programs()
                .run(
                    "belfry-server",
                    &[
                        "token",
                        "--member",
                        &member,
                        "--out",
                        &format!("token-{member}"),
                    ],
                )
                .map(|lines| self.append("couriers.toml", &lines))??;
        }
        let printed = self.reader(1, &["root", "init", "--fast-kdf-for-tests"], None)?;
        self.channel = printed
            .split(|letter: char| !letter.is_ascii_hexdigit())
            .find_map(|word| word.parse().ok())
            .context("belfry-reader named no channel")?;
        for (number, _) in &people {
            self.route_courier(*number, self.address)?;
        }
        let sign = [
            "roster",
            "sign",
            "--config",
            "channel.toml",
            "--out",
            FIRST_OUTBOX,
            "--members",
        ];
        let files = people.iter();
        let files: Vec<String> = files
            .map(|(number, _)| format!("member-{number}.json"))
            .collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        self.reader(1, &[&sign[..], &files].concat(), None)
            .map(drop)
    }

    /// Numbers and names.
    fn people(&self) -> Vec<(u16, &'static str)> {
        let mut people: Vec<_> = MEMBERS.into();
        if let Some(adviser) = self.adviser {
            people.retain(|(number, _)| *number != adviser);
            people.push((adviser, ADVISER.1));
        }
        people
    }

    fn append(&self, name: &str, text: &str) -> Result<()> {
        let path = self.path(name);
        let before = if path.exists() {
            fs::read_to_string(&path)?
        } else {
            String::new()
        };
        Ok(fs::write(path, before + text)?)
    }

    /// Lets a member's courier reach the server at another address, such as a proxy's.
    pub fn route_courier(&self, number: u16, address: SocketAddr) -> Result<()> {
        self.configure_courier(number, &address.to_string(), "")
    }

    /// Lets a member's courier reach the server at its onion address, through Tor's SOCKS port.
    pub fn route_courier_through_tor(
        &self,
        number: u16,
        onion: &str,
        socks: SocketAddr,
    ) -> Result<()> {
        self.configure_courier(number, onion, &format!("socks5 = \"{socks}\"\n"))
    }

    fn configure_courier(&self, number: u16, host: &str, more: &str) -> Result<()> {
        let channel = self.channel;
        let config = format!(
            "server = \"http://{host}\"\ntoken_file = \"token-{number}\"\nchannel = \"{channel}\"\nmember = {number}\n{more}"
        );
        Ok(fs::write(
            self.path(&format!("courier-{number}.toml")),
            config,
        )?)
    }

    /// The channel's id.
    pub fn channel(&self) -> ChannelId {
        self.channel
    }

    fn publication_weekday(&self, number: u16) -> u32 {
        // Day 0 was a Thursday, which is 4; the first member's day is the day on which all begins.
        (self.today().0 + u32::from(number) + 2) % 7 + 1
    }

    /// The day on which server and readers are.
    pub fn today(&self) -> Day {
        let seconds = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| time.as_secs());
        let day = Day::from_unix_seconds(seconds);
        Day(day.0.saturating_add_signed(self.offset_days))
    }

    /// Days by which the stack's clock is away from the machine's.
    pub fn offset_days(&self) -> i32 {
        self.offset_days
    }

    /// Moves server and readers to a day, counted from the machine's own; the server is started anew.
    pub fn set_day(&mut self, offset_days: i32) -> Result<()> {
        self.offset_days = offset_days;
        self.restart()
    }

    /// Stops the server as an operator would, and starts it again over the same data.
    pub fn restart(&mut self) -> Result<()> {
        self.stop_server()?;
        self.start_server()
    }

    /// Starts the server anew with further lines of configuration.
    pub fn configure_server(&mut self, lines: &str) -> Result<()> {
        lines.clone_into(&mut self.server_options);
        self.restart()
    }

    fn start_server(&mut self) -> Result<()> {
        let couriers = fs::read_to_string(self.path("couriers.toml"))?;
        let page = match &self.instead_of_page {
            Some(settings) => settings.clone(),
            None => page_setting()?,
        };
        let config = format!(
            "listen = \"{}\"\n{page}\nchannel = \"{}\"\ntoday_offset_days = {}\n{}\n{couriers}",
            self.address, self.channel, self.offset_days, self.server_options
        );
        fs::write(self.path("server.toml"), config)?;
        self.kept_port = None;
        self.server = Some(self.programs().start_server()?);
        Ok(())
    }

    /// Stops the server as an operator would.
    ///
    /// # Errors
    /// If it does not stop, or not well.
    pub fn stop_server(&mut self) -> Result<()> {
        match self.server.take() {
            Some(server) => programs::stop(server),
            None => Ok(()),
        }
    }

    fn programs(&self) -> programs::Programs<'_> {
        programs::Programs {
            folder: self.folder.path(),
        }
    }

    /// A path below the stack's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a member's reader on the stack's day and returns what it printed.
    ///
    /// # Errors
    /// If it fails; the text holds what it printed.
    pub fn reader(&self, member: u16, arguments: &[&str], input: Option<&str>) -> Result<String> {
        let (vault, today) = (format!("vault-{member}"), self.today().to_string());
        let fixed = ["--vault", &vault, "--passphrase-fd", "3", "--today", &today];
        self.programs()
            .run_reader(&[&fixed, arguments].concat(), input)
    }

    /// Runs a member's courier and returns what it printed.
    ///
    /// # Errors
    /// If it fails; the text holds what it printed.
    pub fn courier(&self, member: u16, arguments: &[&str]) -> Result<String> {
        let config = format!("courier-{member}.toml");
        self.programs().run(
            "belfry-courier",
            &[&["--config", config.as_str()], arguments].concat(),
        )
    }

    /// As [`Stack::reader`], and how much memory and time it took.
    ///
    /// # Errors
    /// As [`Stack::reader`].
    pub fn reader_measured(&self, member: u16, arguments: &[&str]) -> Result<(String, Taken)> {
        let (vault, today) = (format!("vault-{member}"), self.today().to_string());
        let fixed = ["--vault", &vault, "--passphrase-fd", "3", "--today", &today];
        self.programs()
            .reader_measured(&[&fixed, arguments].concat())
    }

    /// As [`Stack::courier`], and how much memory and time it took.
    ///
    /// # Errors
    /// As [`Stack::courier`].
    pub fn courier_measured(&self, member: u16, arguments: &[&str]) -> Result<(String, Taken)> {
        let config = format!("courier-{member}.toml");
        self.programs().measured(
            "belfry-courier",
            &[&["--config", config.as_str()], arguments].concat(),
        )
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The part of the page's address after `#`.
    pub fn fragment(&self) -> String {
        ChannelAddress::of(&self.channel).to_fragment()
    }

    /// The page's address by its plain-HTTP name, through a proxy or the server itself.
    pub fn url(&self, through: SocketAddr, language: &str) -> String {
        format!(
            "http://belfry.test:{}/{language}/#{}",
            through.port(),
            self.fragment()
        )
    }

    /// The server's process number.
    pub fn server_pid(&self) -> Option<u32> {
        self.server.as_ref().map(Child::id)
    }

    /// The server's data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The file with everything that the server printed.
    pub fn log(&self) -> PathBuf {
        self.path(programs::LOG)
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

fn page_setting() -> Result<String> {
    let page = page_folder();
    if !page.join("index.html").exists() {
        bail!(
            "no page in {}; run `cargo xtask build` or set BELFRY_PAGE",
            page.display()
        );
    }
    Ok(format!("page = {page:?}"))
}

/// The page's files, from `BELFRY_PAGE` or `dist/page` at the workspace root.
pub fn page_folder() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist/page");
    std::env::var_os("BELFRY_PAGE").map_or(built, PathBuf::from)
}
