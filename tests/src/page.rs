//! The reporter's page as a person uses it, by the stable ids that its script documents.

use anyhow::{Context, Result};
use serde_json::json;

use crate::browser::{Browser, Kind, Options, PATIENCE};

/// Longer texts than this are pasted, since key strokes take their time.
const LONG: usize = 200;

/// A person in front of a browser of their own.
pub struct Reporter {
    /// The browser, for what this type does not know.
    pub browser: Browser,
}

impl Reporter {
    /// Starts a browser with a new profile and opens the page's first view.
    pub fn arrive(kind: Kind, options: &Options, url: &str) -> Result<Self> {
        let mut browser = Browser::launch(kind, options)?;
        browser.open(url)?;
        browser.wait_for("!document.getElementById('start-write').disabled", PATIENCE)?;
        Ok(Self { browser })
    }

    /// Throws away what was typed and opens an address anew, in the same browser.
    pub fn start_over(&mut self, url: &str) -> Result<()> {
        // With text in the field, or files on their way, the page would ask before it goes.
        let unasked =
            "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);";
        self.browser.run(unasked, &[])?;
        self.browser.open("about:blank")?;
        self.browser.open(url)?;
        self.browser.wait_for(
            "document.getElementById('start-write')?.disabled === false",
            PATIENCE,
        )
    }

    /// Waits until a screen is shown.
    pub fn wait_screen(&mut self, name: &str) -> Result<()> {
        self.browser.wait_for(
            &format!("document.body.dataset.screen === '{name}'"),
            PATIENCE,
        )
    }

    /// Waits until the channel's files are there and verified.
    pub fn wait_ready(&mut self) -> Result<()> {
        self.browser
            .wait_for("document.body.dataset.session === 'ready'", PATIENCE)
    }

    /// Waits until the server has confirmed what left, be it letter or cover.
    pub fn wait_mail_done(&mut self) -> Result<()> {
        self.browser
            .wait_for("document.body.dataset.mail === 'done'", PATIENCE)
    }

    /// Opens the form for a first report.
    pub fn open_form(&mut self) -> Result<()> {
        self.browser.click("#start-write")?;
        self.wait_screen("write")
    }

    /// Types a first report and goes on to the receipt; returns the twelve words.
    pub fn write_report(&mut self, text: &str) -> Result<Vec<String>> {
        self.write_report_without(text, &[])
    }

    /// The same, kept from these members.
    pub fn write_report_without(&mut self, text: &str, members: &[u16]) -> Result<Vec<String>> {
        self.open_form()?;
        if text.len() > LONG {
            self.browser.paste("#report", text)?;
        } else {
            self.browser.fill("#report", text)?;
        }
        self.wait_ready()?;
        self.browser.click("#write-next")?;
        self.keep_from(members)?;
        self.receipt_words()
    }

    /// The twelve words, once they are shown.
    pub fn receipt_words(&mut self) -> Result<Vec<String>> {
        self.wait_screen("receipt")?;
        let words = self.browser.eval(
            "[...document.querySelectorAll('#receipt-words li')].map(e => e.innerText.trim())",
        )?;
        Ok(serde_json::from_value(words)?)
    }

    /// Chooses to whom to write: the committee (0), or an adviser by number.
    pub fn address_to(&mut self, number: u16) -> Result<()> {
        self.wait_ready()?;
        self.browser
            .click(&format!("input[name=to][value='{number}']"))?;
        let to = if number == 0 { "committee" } else { "adviser" };
        self.browser
            .wait_for(&format!("document.body.dataset.to === '{to}'"), PATIENCE)
    }

    /// A whole first letter to an adviser, who reads it alone; returns the twelve words.
    pub fn ask_adviser(&mut self, number: u16, text: &str) -> Result<Vec<String>> {
        self.open_form()?;
        self.address_to(number)?;
        self.browser.fill("#report", text)?;
        self.browser.click("#write-next")?;
        let words = self.receipt_words()?;
        self.confirm_and_send(&words)?;
        Ok(words)
    }

    /// Answers the question who must not read this; with no members, that all may.
    pub fn keep_from(&mut self, members: &[u16]) -> Result<()> {
        self.wait_screen("who")?;
        let choice = if members.is_empty() {
            "#who-all"
        } else {
            "#who-some"
        };
        self.browser.click(choice)?;
        for number in members {
            self.browser
                .click(&format!("input[name=out][value='{number}']"))?;
        }
        self.browser.click("#who-next")
    }

    /// Opens the part of the form for a name that is held apart, and types one.
    pub fn give_name(&mut self, name: &str) -> Result<()> {
        self.browser.click("#own-name-part summary")?;
        self.browser.fill("#own-name", name)
    }

    /// Types the two words asked for and sends.
    pub fn confirm_and_send(&mut self, words: &[String]) -> Result<()> {
        self.confirm(words)?;
        self.wait_screen("sent")
    }

    /// The same where the letter cannot arrive: waits until the page says that it will try again.
    pub fn confirm_and_expect_trouble(&mut self, words: &[String]) -> Result<()> {
        self.confirm(words)?;
        self.browser
            .wait_for("document.body.dataset.mail === 'retrying'", PATIENCE)
    }

    fn confirm(&mut self, words: &[String]) -> Result<()> {
        self.browser.click("#receipt-next")?;
        self.wait_screen("check")?;
        for field in ["#check-word-1", "#check-word-2"] {
            let position = "return +document.querySelector(args[0]).dataset.position;";
            let position = self.browser.run(position, &[json!(field)])?;
            let position = position
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
                .context("no position")?;
            let word = position
                .checked_sub(1)
                .and_then(|at| words.get(at))
                .context("no such word")?;
            self.browser.fill(field, word)?;
        }
        self.browser.click("#check-send")
    }

    /// A whole first report; returns the twelve words.
    pub fn report(&mut self, text: &str) -> Result<Vec<String>> {
        let words = self.write_report(text)?;
        self.confirm_and_send(&words)?;
        Ok(words)
    }

    /// Sends the files that were chosen, once the browser has looked at each.
    pub fn send_files(&mut self) -> Result<()> {
        self.browser.wait_for(
            "document.getElementById('files-send').disabled === false",
            PATIENCE,
        )?;
        self.browser.click("#files-send")
    }

    /// Comes back with twelve words, pasted at once; ends on the screen `conversation` or `nothing`.
    pub fn come_back(&mut self, words: &str) -> Result<String> {
        self.browser.click("#start-return")?;
        self.wait_screen("return")?;
        self.browser.paste("#word-1", words)?;
        self.browser.click("#return-open")?;
        self.browser.wait_for(
            "['conversation', 'nothing'].includes(document.body.dataset.screen)",
            PATIENCE,
        )?;
        let screen = self.browser.eval("document.body.dataset.screen")?;
        Ok(screen.as_str().unwrap_or_default().to_owned())
    }

    /// The answers shown: day, from whom, text.
    pub fn answers(&mut self) -> Result<Vec<[String; 3]>> {
        let body = "return [...document.querySelectorAll('#answers article')].map(a => \
            ['.answer-day', '.answer-from', '.answer-text'].map(s => a.querySelector(s).innerText.trim()));";
        Ok(serde_json::from_value(self.browser.run(body, &[])?)?)
    }

    /// Writes a further message from the screen `conversation` or `nothing`.
    pub fn write_more(&mut self, button: &str, text: &str) -> Result<()> {
        self.browser.click(button)?;
        self.wait_screen("write")?;
        self.browser.fill("#report", text)?;
        self.wait_ready()?;
        self.browser.click("#write-next")?;
        let screen = "['who', 'sent'].includes(document.body.dataset.screen)";
        self.browser.wait_for(screen, PATIENCE)?;
        if self.browser.eval("document.body.dataset.screen")? == json!("who") {
            self.keep_from(&[])?;
        }
        self.wait_screen("sent")
    }
}
