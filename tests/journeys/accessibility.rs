//! axe-core finds nothing on any screen in any state: light and dark, on a desktop, at 320 CSS pixels and at a
//! zoom of 400 %. Pictures of all of them go to `target/screenshots`, to be looked at by people.

mod advisers;
mod visits;
mod walk;

use std::fs;

use anyhow::{Context, Result};
use belfry_tests::{
    browser::{Browser, Kind, Options, PATIENCE},
    page::Reporter,
    proxy::{Fate, Proxy},
    stack::Stack,
};

use self::advisers::ask_and_hand_over;
use self::visits::{come_back, first_report, gate};
use self::walk::{Walk, axe};

/// A committee that was silent for long: two publication days missed, and more than 28 days.
fn silence(walk: &mut Walk, state: &str) -> Result<()> {
    walk.reporter.open_form()?;
    walk.reporter.browser.wait_for(
        "!document.getElementById('freshness').hidden && document.body.dataset.session !== 'checking'",
        PATIENCE,
    )?;
    walk.look(state)
}

/// The page without its script: nothing of it runs, so there is nobody to wait for.
fn without_script(
    axe: &str,
    name: &str,
    kind: Kind,
    options: &Options,
    url: &str,
) -> Result<Vec<String>> {
    let mut browser = Browser::launch(kind, options)?;
    browser.open(url)?;
    browser.wait_for(
        "document.getElementById('no-script').checkVisibility({ visibilityProperty: true })",
        PATIENCE,
    )?;
    let mut walk = Walk::of(axe, name, Reporter { browser });
    walk.look("no-script")?;
    Ok(walk.found)
}

fn walk_all(kind: Kind, language: &str, dark: bool) -> Result<()> {
    let (axe, stack) = (axe()?, Stack::found()?);
    let proxy = Proxy::start(stack.address())?;
    let url = stack.url(proxy.address(), language);
    let options = Options {
        dark,
        downloads: Some(stack.path("downloads")),
        ..Options::on_day(stack.offset_days())
    };
    let name = format!(
        "{kind:?}-{language}-{}",
        if dark { "dark" } else { "light" }
    )
    .to_lowercase();
    let mut found = Vec::new();

    let mut walk = Walk::arrive(&axe, &name, kind, &options, &url)?;
    let words = first_report(&mut walk, &proxy)?.join(" ");
    found.append(&mut walk.found);
    stack.fetch(1)?;
    let case = stack.case_with(1, "Er gaat iets mis.")?;
    let along = stack.path("Besluit over uw melding.pdf");
    fs::write(&along, vec![3; 1_400_000])?;
    let along = along.to_str().context("a path")?;
    let says = "Dank u.\n\nWij zoeken het uit.";
    stack.reader(1, &["answer", &case, "--file", along], Some(says))?;
    stack.publish(1)?;
    let mut walk = Walk::arrive(&axe, &name, kind, &options, &url)?;
    come_back(&mut walk, &proxy, &words)?;
    found.append(&mut walk.found);
    let bare = url.split('#').next().context("no address")?;
    let mut walk = Walk::arrive(&axe, &name, kind, &options, bare)?;
    gate(&mut walk)?;
    found.append(&mut walk.found);
    for (state, days) in [("write-stale", 14), ("write-old", 40)] {
        let later = Options {
            dark,
            ..Options::on_day(stack.offset_days() + days)
        };
        let mut walk = Walk::arrive(&axe, &name, kind, &later, &url)?;
        silence(&mut walk, state)?;
        found.append(&mut walk.found);
    }
    if kind == Kind::Firefox {
        // Without its compilers, as Tor Browser sets them off besides, axe itself takes minutes.
        let off = ("javascript.options.wasm".to_owned(), "false".to_owned());
        let safer = Options {
            dark,
            firefox_prefs: vec![off],
            ..Options::default()
        };
        let mut walk = Walk::arrive(&axe, &name, kind, &safer, &url)?;
        walk.reporter.open_form()?;
        walk.reporter
            .browser
            .wait_for("document.body.dataset.session === 'failed'", PATIENCE)?;
        walk.look("no-wasm")?;
        found.append(&mut walk.found);
    }
    proxy.rule(|_, path| {
        if path == "/app.js" {
            Fate::Halve
        } else {
            Fate::Pass
        }
    });
    found.append(&mut without_script(&axe, &name, kind, &options, &url)?);
    let mut asked = ask_and_hand_over((&axe, &name), (kind, dark), language)?;
    found.append(&mut asked);
    assert!(found.is_empty(), "{name}:\n{}", found.join("\n"));
    Ok(())
}

#[test]
fn every_screen_in_chromium_in_dutch_and_light_has_no_violation() -> Result<()> {
    walk_all(Kind::Chromium, "nl", false)
}

#[test]
fn every_screen_in_chromium_in_english_and_dark_has_no_violation() -> Result<()> {
    walk_all(Kind::Chromium, "en", true)
}

#[test]
fn every_screen_in_firefox_in_english_and_light_has_no_violation() -> Result<()> {
    walk_all(Kind::Firefox, "en", false)
}
