//! A courier's folder, and what is in its bundles.

use std::path::{Path, PathBuf};

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
