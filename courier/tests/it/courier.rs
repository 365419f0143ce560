//! A courier's folder, and what is in its bundles.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use belfry_courier::{cli::PullOptions, config::Config};
use crypto_core::bundle::{BundleReader, Item};

use crate::channel::Channel;

/// A courier's folder: configuration and token.
pub struct Courier {
    folder: tempfile::TempDir,
    pub config: Config,
}

impl Courier {
    pub fn new(channel: &Channel, server: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let token = folder.path().join("token");
        belfry_courier::commands::token::run(&token, &mut rand::rng()).unwrap();
        let text = format!(
            "server = \"{server}\"\ntoken_file = \"token\"\nchannel = \"{}\"\nmember = 1\n",
            channel.id
        );
        let path = folder.path().join("courier.toml");
        std::fs::write(&path, text).unwrap();
        let config = Config::load(&path).unwrap();
        Self { folder, config }
    }

    /// The program itself, about to pull into `bundle`. Its token is not the server's unless it was copied.
    pub fn pull_program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_belfry-courier"));
        command.arg("--config").arg(self.path("courier.toml"));
        command.args(["pull", "--out"]).arg(self.path("bundle"));
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn options(&self) -> PullOptions {
        PullOptions {
            out: self.path("bundle"),
            fresh: false,
            since_week: None,
        }
    }

    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }
}

/// Everything in a bundle file.
pub fn read_bundle(path: &Path, channel: &Channel) -> Vec<Item> {
    let file = std::fs::File::open(path).unwrap();
    let mut reader = BundleReader::open(file, &channel.id).unwrap();
    std::iter::from_fn(|| reader.next_item().unwrap()).collect()
}

/// The paths on the server of all letters and parcels that are whole in a bundle file, finished or not.
pub fn cells_in(path: &Path, channel: &Channel) -> BTreeSet<String> {
    let Ok(file) = std::fs::File::open(path) else {
        return BTreeSet::new();
    };
    let Ok(mut reader) = BundleReader::open(file, &channel.id) else {
        return BTreeSet::new();
    };
    let mut cells = BTreeSet::new();
    while let Some(item) = reader.next_item().unwrap() {
        let (week, kind, id) = match item {
            Item::Letter(letter) => (letter.week, "letters", letter.id.to_string()),
            Item::Parcel(parcel) => (parcel.week, "parcels", parcel.id.to_string()),
            Item::Damaged(_) => break,
            _ => continue,
        };
        cells.insert(format!("/v1/courier/weeks/{week}/{kind}/{id}"));
    }
    cells
}
