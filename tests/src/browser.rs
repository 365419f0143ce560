//! A small driver for Chromium and Firefox ESR: one WebDriver BiDi client for both.
//!
//! Firefox speaks BiDi itself; Chromium gets it from Debian's chromedriver. Every browser runs headless, as a
//! new process group over a new profile that is deleted afterwards, and ends when the value is dropped.
//! The name `belfry.test` leads to loopback, so that pages load from a plain-HTTP name that is not a secure
//! context, as an onion address need not be one either.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use base64::Engine as _;
use serde_json::{Value, json};

use driver::Driver;
use launch::Processes;

pub use input::ESCAPE;

mod bidi;
mod classic;
mod driver;
mod input;
mod launch;

/// How long an ordinary step of a page may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Which browser runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Debian's Chromium, through chromedriver.
    Chromium,
    /// Debian's Firefox ESR, on its own.
    Firefox,
}

impl Kind {
    /// Both browsers, for tests that hold in each.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];
}

/// How a browser is set up before its first page.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Firefox preferences as lines for `user.js`: name and JavaScript literal. Chromium ignores them.
    pub firefox_prefs: Vec<(String, String)>,
    /// Ask pages for their dark colours (light when false, whatever the machine is set to).
    pub dark: bool,
    /// JavaScript statements, run in every new document before its own scripts.
    pub preload: String,
    /// Chromium without BiDi, so that nothing in the browser looks on while it is measured; Firefox ignores it.
    pub unwatched: bool,
    /// A SOCKS5 proxy for everything, names included; then `belfry.test` leads nowhere.
    pub socks: Option<SocketAddr>,
    /// Where files that the page saves are put.
    pub downloads: Option<PathBuf>,
}

impl Options {
    /// Firefox as Tor Browser's level "Safer" sets it: no WebAssembly, no just-in-time compilers.
    pub fn safer() -> Self {
        let off = ["wasm", "ion", "baselinejit", "native_regexp"];
        let firefox_prefs = off
            .iter()
            .map(|name| (format!("javascript.options.{name}"), "false".to_owned()))
            .collect();
        Self {
            firefox_prefs,
            ..Self::default()
        }
    }

    /// With a clock that many days away from the machine's.
    pub fn on_day(offset_days: i32) -> Self {
        Self::default().with_preload(&format!(
            "const real = Date.now.bind(Date); Date.now = () => real() + {offset_days} * 86400000;"
        ))
    }

    /// With Tor between browser and server; onion addresses are allowed, as Tor Browser allows them.
    pub fn through_tor(mut self, socks: SocketAddr) -> Self {
        self.socks = Some(socks);
        self
    }

    /// With nothing in the browser that looks on, for measuring.
    pub fn unwatched(mut self) -> Self {
        self.unwatched = true;
        self
    }

    /// With time that passes `factor` times faster for every timer of at least a second.
    ///
    /// Shorter timers belong to the page's own workings and stay as they are.
    pub fn hurried(self, factor: u32) -> Self {
        self.with_preload(&format!(
            "const timer = window.setTimeout.bind(window); \
             window.setTimeout = (f, ms, ...rest) => timer(f, ms >= 1000 ? ms / {factor} : ms, ...rest);"
        ))
    }

    fn with_preload(mut self, statements: &str) -> Self {
        self.preload.push_str(statements);
        self
    }
}

/// One running browser with one open tab.
pub struct Browser {
    kind: Kind,
    bidi: Driver,
    context: String,
    // Dropped last: the connection closes before the processes are ended.
    processes: Processes,
}

impl Browser {
    /// Starts a browser over a new, empty profile.
    ///
    /// # Errors
    /// If the programs are not installed or do not answer within half a minute.
    pub fn launch(kind: Kind, options: &Options) -> Result<Self> {
        let (processes, mut bidi) = match kind {
            // chromedriver ends where somebody else took its port for the other family of addresses meanwhile.
            Kind::Chromium => launch::chromium(options).or_else(|_| launch::chromium(options))?,
            Kind::Firefox => launch::firefox(options)?,
        };
        let tree = bidi.command("browsingContext.getTree", json!({}))?;
        let context = tree
            .pointer("/contexts/0/context")
            .and_then(Value::as_str)
            .context("the browser opened no tab")?
            .to_owned();
        if !options.preload.is_empty() {
            let function = format!("() => {{ {} }}", options.preload);
            bidi.command(
                "script.addPreloadScript",
                json!({ "functionDeclaration": function }),
            )?;
        }
        if let Some(folder) = &options.downloads {
            let behaviour = json!({ "type": "allowed", "destinationFolder": folder });
            let params = json!({ "downloadBehavior": behaviour });
            bidi.command("browser.setDownloadBehavior", params)?;
        }
        let mut browser = Self {
            kind,
            bidi,
            context,
            processes,
        };
        browser.viewport(1280, 900, 1.0)?;
        Ok(browser)
    }

    /// Which browser this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The memory that all processes of this browser put something into, in bytes, shared pages counted once.
    pub fn memory(&self) -> u64 {
        self.processes.memory()
    }

    /// Goes to an address and waits until it has loaded.
    pub fn open(&mut self, url: &str) -> Result<()> {
        let params = json!({ "context": self.context, "url": url, "wait": "complete" });
        self.bidi
            .command("browsingContext.navigate", params)
            .map(drop)
    }

    /// Runs the body of an async function in the page and returns what it returns, as JSON.
    pub fn run(&mut self, body: &str, arguments: &[Value]) -> Result<Value> {
        let function = format!(
            "async (given) => JSON.stringify({{ value: await (async (...args) => {{ {body} }})\
             (...JSON.parse(given)) }})"
        );
        let params = json!({
            "functionDeclaration": function,
            "arguments": [{ "type": "string", "value": serde_json::to_string(arguments)? }],
            "target": { "context": self.context },
            "awaitPromise": true,
            "userActivation": false,
        });
        let answer = self.bidi.command("script.callFunction", params)?;
        let Some(text) = answer.pointer("/result/value").and_then(Value::as_str) else {
            bail!(
                "the page's script failed: {}",
                answer["exceptionDetails"]["text"]
            );
        };
        let mut answer: Value = serde_json::from_str(text)?;
        Ok(answer["value"].take())
    }

    /// The value of one JavaScript expression, as JSON.
    pub fn eval(&mut self, expression: &str) -> Result<Value> {
        self.run(&format!("return ({expression});"), &[])
    }

    /// Waits until a JavaScript expression is true.
    ///
    /// # Errors
    /// After `limit`, with the state of the page, so that a failing test says where it stood.
    pub fn wait_for(&mut self, expression: &str, limit: Duration) -> Result<()> {
        let end = Instant::now() + limit;
        loop {
            // A document that is just being replaced has no answer yet: that is no failure.
            if matches!(
                self.eval(&format!("!!({expression})")),
                Ok(Value::Bool(true))
            ) {
                return Ok(());
            }
            if Instant::now() > end {
                let state = self.describe();
                bail!(
                    "waited {limit:?} in {:?} for: {expression}; {state}",
                    self.kind
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn describe(&mut self) -> String {
        let look = "[location.href, {...document.body.dataset}, document.body.innerText.slice(0, 1500), \
             document.body.innerText.slice(1500).slice(-1500)]";
        self.eval(look)
            .map_or_else(|error| error.to_string(), |value| value.to_string())
    }

    /// The visible text of the first element that a CSS selector finds.
    pub fn text(&mut self, selector: &str) -> Result<String> {
        let value = self.run(
            "return document.querySelector(args[0])?.innerText;",
            &[json!(selector)],
        )?;
        let text = value
            .as_str()
            .ok_or_else(|| anyhow!("nothing in the page is {selector}"))?;
        Ok(text.trim().to_owned())
    }

    /// Whether an element is there, laid out and not hidden.
    pub fn is_shown(&mut self, selector: &str) -> Result<bool> {
        let body = "const e = document.querySelector(args[0]); return !!e && e.checkVisibility();";
        Ok(self.run(body, &[json!(selector)])? == json!(true))
    }

    /// Clicks into the middle of an element with a real pointer, scrolling to it first.
    pub fn click(&mut self, selector: &str) -> Result<()> {
        for _ in 0..3 {
            let element = self.element(selector)?;
            match input::click(&mut self.bidi, &self.context, &element) {
                // What was added above it moved it out of sight: nothing was clicked.
                Err(error) if error.to_string().contains("move target out of bounds") => {}
                done => return done.with_context(|| format!("clicking {selector}")),
            }
        }
        bail!("{selector} does not keep still")
    }

    /// Types text with real key strokes into whatever has the focus.
    pub fn type_keys(&mut self, text: &str) -> Result<()> {
        input::type_keys(&mut self.bidi, &self.context, text)
    }

    /// Clicks into a field and types.
    ///
    /// # Errors
    /// Also where the page did not give the focus to the field, or nothing of the text arrived in it.
    pub fn fill(&mut self, selector: &str, text: &str) -> Result<()> {
        self.click(selector)?;
        let at = "const e = document.querySelector(args[0]), a = document.activeElement; \
            return [a === e, document.hasFocus(), a?.id, e.value.length, scrollY];";
        let mut before = self.run(at, &[json!(selector)])?;
        for _ in 0..3 {
            if before[0] == json!(true) && before[1] == json!(true) {
                break;
            }
            // A browser that is still starting can take the keyboard for its own address field, and a message
            // that comes up between looking and clicking moves the field away: a person clicks again.
            thread::sleep(Duration::from_millis(300));
            self.click(selector)?;
            before = self.run(at, &[json!(selector)])?;
        }
        ensure!(
            before[0] == json!(true),
            "{selector} has no focus: {before}"
        );
        self.type_keys(text)?;
        let after = self.run(at, &[json!(selector)])?;
        ensure!(
            after[3] != before[3] || after[0] == json!(false),
            "nothing of the text arrived in {selector}: before {before}, after {after}"
        );
        Ok(())
    }

    /// Pastes text into a field with Control-V, after copying it with Control-C from a field made for it.
    pub fn paste(&mut self, selector: &str, text: &str) -> Result<()> {
        self.run(MAKE_SCRATCH, &[json!(text)])?;
        input::control(&mut self.bidi, &self.context, "c")?;
        self.run("document.getElementById('scratch').remove();", &[])?;
        self.click(selector)?;
        input::control(&mut self.bidi, &self.context, "v")
    }

    /// Chooses files in a file field, as a person does in the window that it opens.
    pub fn choose_files(&mut self, selector: &str, files: &[&Path]) -> Result<()> {
        let element = self.element(selector)?;
        let params = json!({ "context": self.context, "element": element, "files": files });
        self.bidi.command("input.setFiles", params).map(drop)
    }

    fn element(&mut self, selector: &str) -> Result<Value> {
        // Firefox finds what a pointer hits in the frame that it painted last: after a change or a scroll on a
        // busy machine, that would be an old one.
        let params = json!({
            "functionDeclaration": "(css) => { const e = document.querySelector(css); \
                e?.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' }); \
                const painted = (done) => requestAnimationFrame(() => setTimeout(done)); \
                return new Promise((done) => painted(() => painted(() => done(e)))); }",
            "arguments": [{ "type": "string", "value": selector }],
            "target": { "context": self.context },
            "awaitPromise": true,
        });
        let answer = self.bidi.command("script.callFunction", params)?;
        let id = answer
            .pointer("/result/sharedId")
            .ok_or_else(|| anyhow!("nothing in the page is {selector}"))?;
        Ok(json!({ "sharedId": id }))
    }

    /// Sets the size of the page in CSS pixels; `ratio` is device pixels per CSS pixel. A zoom of 400 % in a
    /// window 1,280 wide is 320 CSS pixels at a ratio of 4.
    pub fn viewport(&mut self, width: u32, height: u32, ratio: f64) -> Result<()> {
        let params = json!({
            "context": self.context,
            "viewport": { "width": width, "height": height },
            "devicePixelRatio": ratio,
        });
        self.bidi
            .command("browsingContext.setViewport", params)
            .map(drop)
    }

    /// Writes a PNG of the whole page.
    pub fn screenshot(&mut self, file: &Path) -> Result<()> {
        let params = json!({ "context": self.context, "origin": "document" });
        let answer = self
            .bidi
            .command("browsingContext.captureScreenshot", params)?;
        let data = answer["data"]
            .as_str()
            .context("the browser gave no picture")?;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(
            file,
            base64::engine::general_purpose::STANDARD.decode(data)?,
        )?;
        Ok(())
    }
}

/// A field whose text is selected, ready to be copied.
const MAKE_SCRATCH: &str = "
    const scratch = document.createElement('textarea');
    scratch.id = 'scratch';
    scratch.value = args[0];
    document.body.append(scratch);
    scratch.select();
";
