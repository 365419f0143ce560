//! A walk through the page that looks at every state: with axe-core, in every size, and with pictures.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use belfry_tests::{
    browser::{Kind, Options},
    page::Reporter,
};
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
pub struct Walk<'a> {
    axe: &'a str,
    pictures: PathBuf,
    pub name: String,
    pub reporter: Reporter,
    pub found: Vec<String>,
}

impl Walk<'_> {
    pub fn arrive<'a>(
        axe: &'a str,
        name: &str,
        kind: Kind,
        options: &Options,
        url: &str,
    ) -> Result<Walk<'a>> {
        Ok(Self::of(axe, name, Reporter::arrive(kind, options, url)?))
    }

    pub fn of<'a>(axe: &'a str, name: &str, reporter: Reporter) -> Walk<'a> {
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
    pub fn look(&mut self, state: &str) -> Result<()> {
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
    pub fn assert_axe_sees(&mut self) -> Result<()> {
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

    pub fn click_and_look(&mut self, selector: &str, screen: &str, state: &str) -> Result<()> {
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

/// axe-core, as its package ships it.
pub fn axe() -> Result<String> {
    let modules = std::env::var_os("BELFRY_NPM").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/npm/node_modules"),
        PathBuf::from,
    );
    let file = modules.join("axe-core/axe.min.js");
    fs::read_to_string(&file).with_context(|| format!("{}; run `cargo xtask test`", file.display()))
}
