//! A member's week: fetching, publishing, reading and answering cases.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{PASSPHRASE, Stack};

impl Stack {
    /// Fetches what waits and takes it into a member's vault; returns what the reader said.
    pub fn fetch(&self, member: u16) -> Result<String> {
        let bundle = format!("bundle-{member}");
        self.courier(member, &["pull", "--out", &bundle])?;
        let fragment = self.fragment();
        self.reader(member, &["import", &bundle, "--channel", &fragment], None)
    }

    /// Exports and pushes what a member has to publish on the stack's day.
    pub fn publish(&self, member: u16) -> Result<()> {
        let outbox = format!("outbox-{member}-{}", self.today());
        self.reader(member, &["export", "--out", &outbox], None)?;
        self.courier(member, &["push", &outbox]).map(drop)
    }

    /// What a member's reader prints for programs.
    pub fn json(&self, member: u16, arguments: &[&str]) -> Result<Value> {
        let printed = self.reader(member, &[&["--json"], arguments].concat(), None)?;
        Ok(serde_json::from_str(&printed)?)
    }

    /// A member's cases, as `cases --json` lists them.
    pub fn cases(&self, member: u16) -> Result<Vec<Value>> {
        let cases = self.json(member, &["cases"])?;
        Ok(cases.as_array().context("cases are no list")?.clone())
    }

    /// The name of the member's only case that holds `text`.
    pub fn case_with(&self, member: u16, text: &str) -> Result<String> {
        let mut found = Vec::new();
        for case in self.cases(member)? {
            let name = case["case"]
                .as_str()
                .context("a case without a name")?
                .to_owned();
            let texts = self.texts(member, &name)?;
            if texts.iter().any(|shown| shown.contains(text)) {
                found.push(name);
            }
        }
        match found.as_slice() {
            [one] => Ok(one.clone()),
            _ => bail!("{} cases of member {member} hold {text:?}", found.len()),
        }
    }

    /// The texts of a case's letters and answers.
    pub fn texts(&self, member: u16, case: &str) -> Result<Vec<String>> {
        let messages = self.messages(member, case)?;
        let texts = messages
            .iter()
            .filter_map(|message| message["text"].as_str());
        Ok(texts.map(str::to_owned).collect())
    }

    /// The name of the letter of a case that holds `text`.
    pub fn letter_with(&self, member: u16, case: &str, text: &str) -> Result<String> {
        let messages = self.messages(member, case)?;
        let mut letters = messages.iter().filter_map(|message| {
            let says = message["text"].as_str()?.contains(text);
            says.then_some(message["letter"].as_str()).flatten()
        });
        let letter = letters.next();
        Ok(letter.context("no letter says this")?.to_owned())
    }

    fn messages(&self, member: u16, case: &str) -> Result<Vec<Value>> {
        let shown = self.json(member, &["show", case])?;
        Ok(shown["messages"].as_array().context("no messages")?.clone())
    }

    /// The first member, who holds the root key and has fetched, takes somebody off the roster and publishes it.
    pub fn remove(&self, number: u16) -> Result<()> {
        let passphrases = self.path("passphrases");
        let kept = fs::read_to_string(&passphrases)?;
        fs::write(&passphrases, format!("{PASSPHRASE}\nyes\n{PASSPHRASE}\n"))?;
        let number = number.to_string();
        let change = ["roster", "remove", &number, "--out", "removed.outbox"];
        let said = self.reader(1, &change, None);
        fs::write(&passphrases, kept)?;
        said?;
        self.courier(1, &["push", "removed.outbox"]).map(drop)
    }

    /// Drafts an answer.
    pub fn answer(&self, member: u16, case: &str, text: &str) -> Result<()> {
        self.reader(member, &["answer", case], Some(text)).map(drop)
    }
}
