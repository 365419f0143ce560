//! Sealing in one worker of a browser, beside two packages of npm and the browser's own AES.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use belfry_tests::browser::{Browser, Kind, Options};
use serde_json::Value;

use crate::{
    figures::{self, Row, speed},
    site,
};

const LIMIT: Duration = Duration::from_secs(20 * 60);

pub fn run() -> Result<()> {
    let site = site::start()?;
    for kind in Kind::ALL {
        let mut browser = Browser::launch(kind, &Options::default().unwatched())?;
        // By its number it is a secure context, which the browser's own AES asks for.
        browser.open(&format!("http://{site}/"))?;
        browser.wait_for("window.said?.done || window.said?.failed", LIMIT)?;
        let said = browser.eval("window.said")?;
        if said["failed"].is_string() {
            bail!("the worker failed: {}", said["failed"]);
        }
        let len = said["len"].as_u64().context("no length")?;
        let done = said["done"].as_object().context("no figures")?;
        let rows = done
            .iter()
            .map(|(name, runs)| Row::new(name, speeds(len, runs)));
        figures::print(
            &format!("Sealing 64 MiB in {kind:?}"),
            "MB/s",
            rows.collect(),
        );
    }
    Ok(())
}

fn speeds(len: u64, runs: &Value) -> Vec<f64> {
    let runs = runs.as_array().into_iter().flatten();
    runs.filter_map(Value::as_f64)
        .map(|ms| speed(len, Duration::from_secs_f64(ms / 1_000.0)))
        .collect()
}
