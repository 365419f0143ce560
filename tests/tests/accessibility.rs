//! axe-core finds nothing on any screen in any state: light and dark, on a desktop, at 320 CSS pixels and at a
//! zoom of 400 %. Pictures of all of them go to `target/screenshots`, to be looked at by people.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use belfry_tests::browser::{Browser, Kind, Options, PATIENCE};
use belfry_tests::page::Reporter;
use belfry_tests::proxy::{Fate, Proxy};
use belfry_tests::stack::Stack;
use crypto_core::receipt;
use crypto_core::words::Language;
use serde_json::{Value, json};

/// Name, CSS pixels, device pixels per CSS pixel. A window of 1,280 by 1,024 at 400 % has 320 by 256.
const SIZES: [(&str, u32, u32, f64); 3] = [
    ("desktop", 1280, 900, 1.0),
    ("phone", 320, 640, 2.0),
    ("zoom400", 320, 256, 4.0),
];

const AXE_OPTIONS: &str = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], \
    resultTypes: ['violations'] }";

/// One walk through the page, with everything found on the way.
struct Walk<'a> {
    axe: &'a str,
    pictures: PathBuf,
    name: String,
    reporter: Reporter,
    found: Vec<String>,
}

impl Walk<'_> {
    fn arrive<'a>(
        axe: &'a str,
        name: &str,
        kind: Kind,
        options: &Options,
        url: &str,
    ) -> Result<Walk<'a>> {
        Ok(Self::of(axe, name, Reporter::arrive(kind, options, url)?))
    }

    fn of<'a>(axe: &'a str, name: &str, reporter: Reporter) -> Walk<'a> {
        let pictures = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../target/screenshots")
            .join(name);
        Walk {
            axe,
            pictures,
            name: name.to_owned(),
            reporter,
            found: Vec::new(),
        }
    }

    /// Looks at the state that is shown now, in every size.
    fn look(&mut self, state: &str) -> Result<()> {
        let browser = &mut self.reporter.browser;
        if browser.eval("typeof window.axe")? != json!("object") {
            browser.run(self.axe, &[])?;
        }
        for (size, width, height, ratio) in SIZES {
            browser.viewport(width, height, ratio)?;
            let result = browser.eval(&format!(
                "(await axe.run(document, {AXE_OPTIONS})).violations"
            ))?;
            for violation in result.as_array().context("axe gave no list")? {
                self.found
                    .push(format!("{state}, {size}: {}", sentence(violation)));
            }
            let wide = browser.eval("document.documentElement.scrollWidth - innerWidth")?;
            if wide.as_f64().unwrap_or(1.0) > 0.0 {
                self.found
                    .push(format!("{state}, {size}: scrolls sideways by {wide}"));
            }
            browser.screenshot(&self.pictures.join(format!("{state}-{size}.png")))?;
        }
        let (_, width, height, ratio) = SIZES[0];
        browser.viewport(width, height, ratio)
    }

    /// A picture without a text is the plainest violation: who does not find it looks at nothing.
    fn assert_axe_sees(&mut self) -> Result<()> {
        let browser = &mut self.reporter.browser;
        browser.run("document.querySelector('main').append(new Image());", &[])?;
        let seen = browser.eval(&format!(
            "(await axe.run(document, {AXE_OPTIONS})).violations.map(one => one.id)"
        ))?;
        browser.run("document.querySelector('main > img').remove();", &[])?;
        assert!(
            seen.to_string().contains("image-alt"),
            "axe sees nothing: {seen}"
        );
        Ok(())
    }

    fn click_and_look(&mut self, selector: &str, screen: &str, state: &str) -> Result<()> {
        self.reporter.browser.click(selector)?;
        self.reporter.wait_screen(screen)?;
        self.look(state)
    }
}

fn sentence(violation: &Value) -> String {
    let places: Vec<&Value> = violation["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|node| &node["target"])
        .collect();
    format!("{}: {} {places:?}", violation["id"], violation["help"])
}

fn axe() -> Result<String> {
    let modules = std::env::var_os("BELFRY_NPM").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/npm/node_modules"),
        PathBuf::from,
    );
    let file = modules.join("axe-core/axe.min.js");
    fs::read_to_string(&file).with_context(|| format!("{}; run `cargo xtask test`", file.display()))
}

/// A first report, from the first view to the end, with everything that can go wrong on the way.
fn first_report(walk: &mut Walk, proxy: &Proxy) -> Result<Vec<String>> {
    walk.look("start")?;
    walk.assert_axe_sees()?;
    proxy.rule(|_, path| {
        if path.ends_with(".wasm") {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    walk.click_and_look("#start-write", "write", "write-opening")?;
    walk.reporter
        .browser
        .wait_for("document.body.dataset.session === 'failed'", PATIENCE)?;
    walk.look("write-failed")?;
    proxy.pass_all();
    walk.reporter.browser.click("#problem-retry")?;
    walk.reporter.wait_ready()?;
    walk.look("write-empty")?;
    walk.reporter
        .browser
        .paste("#report", &"Te veel tekst. ".repeat(4_000))?;
    walk.look("write-over")?;
    walk.reporter
        .browser
        .run("document.getElementById('report').value = '';", &[])?;
    walk.reporter
        .browser
        .fill("#report", "Er gaat iets mis.\nAl lang.")?;
    walk.look("write-typed")?;
    walk.click_and_look("#write-next", "receipt", "receipt")?;
    let words = walk
        .reporter
        .browser
        .eval("[...document.querySelectorAll('#receipt-words li')].map(e => e.innerText.trim())")?;
    let words: Vec<String> = serde_json::from_value(words)?;
    walk.click_and_look("#receipt-next", "check", "check")?;
    walk.reporter.browser.fill("#check-word-1", "fout")?;
    walk.click_and_look("#check-send", "check", "check-wrong")?;
    walk.reporter.browser.click("#check-again")?;
    walk.reporter.wait_screen("receipt")?;
    proxy.rule(|_, _| Fate::Refuse);
    walk.reporter.confirm_and_expect_trouble(&words)?;
    walk.look("sending-waits")?;
    walk.reporter.browser.click("#sending-own summary")?;
    walk.reporter.browser.click("#sending-ways")?;
    walk.look("sending-ways")?;
    walk.reporter.browser.click("#ways-back")?;
    proxy.rule(|method, _| {
        if method == "PUT" {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    walk.reporter.browser.click("#sending-retry")?;
    let unsure = if walk.name.contains("-nl-") {
        "Nog geen bevestiging"
    } else {
        "No confirmation yet"
    };
    walk.reporter.browser.wait_for(
        &format!("document.getElementById('title-sending').textContent === '{unsure}'"),
        PATIENCE,
    )?;
    walk.look("sending-unsure")?;
    proxy.pass_all();
    walk.click_and_look("#sending-retry", "sent", "sent")?;
    files(walk, proxy)?;
    Ok(words)
}

/// Coming back: wrong words, no answer, an answer.
fn come_back(walk: &mut Walk, words: &str) -> Result<()> {
    walk.click_and_look("#start-return", "return", "return")?;
    walk.reporter.browser.fill("#word-1", "xxxx")?;
    walk.reporter.browser.click("#return-open")?;
    walk.look("return-missing")?;
    walk.reporter
        .browser
        .paste("#word-1", &"xxxx ".repeat(12))?;
    walk.reporter.browser.click("#return-open")?;
    walk.look("return-wrong")?;
    let unknown = receipt::encode(&[9; 16], Language::English).join(" ");
    walk.reporter.browser.paste("#word-1", &unknown)?;
    walk.click_and_look("#return-open", "nothing", "nothing")?;
    walk.click_and_look("#nothing-retype", "return", "return-again")?;
    walk.reporter.browser.paste("#word-1", words)?;
    walk.click_and_look("#return-open", "conversation", "conversation")?;
    walk.click_and_look("#conversation-write", "write", "write-more")
}

/// The address without its channel: the words of a poster.
fn gate(walk: &mut Walk) -> Result<()> {
    walk.reporter.browser.click("#start-write")?;
    walk.reporter.wait_screen("gate")?;
    walk.reporter.wait_ready()?;
    walk.look("gate")?;
    for n in 1..=3 {
        walk.reporter
            .browser
            .fill(&format!("#gate-word-{n}"), "zebra")?;
    }
    walk.reporter.browser.click("#gate-check")?;
    walk.look("gate-wrong")?;
    walk.click_and_look("#gate-skip", "gate", "gate-meaning")?;
    walk.click_and_look("#gate-accept", "write", "write-unchecked")
}

/// Files after a report: chosen, waiting for the network, paused.
fn files(walk: &mut Walk, proxy: &Proxy) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (photo, letter) = (
        folder.path().join("IMG_2041.jpg"),
        folder.path().join("brief van mij.docx"),
    );
    fs::write(&photo, vec![7; 2_500_000])?;
    fs::write(&letter, b"Geachte heer,")?;
    walk.click_and_look("#sent-files", "files", "files-none")?;
    walk.reporter
        .browser
        .choose_files("#files-input", &[&photo, &letter])?;
    walk.look("files-chosen")?;
    proxy.rule(|_, path| {
        if path.starts_with("/v1/parcels/") {
            Fate::Refuse
        } else {
            Fate::Pass
        }
    });
    walk.reporter.send_files()?;
    walk.reporter.browser.wait_for(
        "document.querySelector('[data-state=waiting]') !== null",
        PATIENCE,
    )?;
    walk.look("files-waiting")?;
    for remove in ["li:last-child", "li:first-child"] {
        walk.reporter
            .browser
            .click(&format!("#files-list {remove} .file-remove"))?;
    }
    walk.reporter
        .browser
        .wait_for("!document.getElementById('files-back').disabled", PATIENCE)?;
    proxy.pass_all();
    walk.click_and_look("#files-back", "sent", "sent-again")
}

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
    stack.answer(
        1,
        &stack.case_with(1, "Er gaat iets mis.")?,
        "Dank u.\n\nWij zoeken het uit.",
    )?;
    stack.publish(1)?;
    let mut walk = Walk::arrive(&axe, &name, kind, &options, &url)?;
    come_back(&mut walk, &words)?;
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
