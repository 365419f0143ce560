//! What a member does, with texts that are found again.

use std::{collections::BTreeSet, fs};

use rand::{Rng as _, RngExt as _, rngs::StdRng};

use super::{
    desk::Desk,
    found::{CANARY, view_of},
    run::Moment,
};
use crate::support::EARLY;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Import,
    /// The import of a colleague's page.
    Merge,
    Answer,
    Note,
    Step,
    Assess,
    Export,
    Destroy,
}

pub const ALL: [Kind; 8] = [
    Kind::Import,
    Kind::Merge,
    Kind::Answer,
    Kind::Note,
    Kind::Step,
    Kind::Assess,
    Kind::Export,
    Kind::Destroy,
];

/// A command, and what is there once it is done.
pub struct Attempt {
    pub kind: Kind,
    pub args: Vec<String>,
    /// Texts that it brings, all or none.
    pub brings: BTreeSet<String>,
    /// The case that it destroys.
    pub destroys: Option<String>,
}

impl Attempt {
    fn of(kind: Kind, args: &[&str]) -> Self {
        Self {
            kind,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            brings: BTreeSet::new(),
            destroys: None,
        }
    }

    fn bringing(mut self, text: &str) -> Self {
        self.brings.insert(text.to_owned());
        self
    }
}

impl Desk {
    /// Prepares something of this kind; something near it where no case is at that point.
    pub fn prepare(&mut self, kind: Kind, rng: &mut StdRng) -> Attempt {
        let cases = self.living();
        // There is always a case to work in.
        if self.has_few_cases() || kind == Kind::Import {
            return self.letters(rng);
        }
        let at = |step: &str| cases.iter().find(|case| self.known.steps[*case] == step);
        let any = cases[rng.random_range(0..cases.len())].clone();
        match kind {
            Kind::Import => unreachable!("see above"),
            Kind::Merge => self.colleague(&any),
            Kind::Answer => {
                let text = self.text();
                let file = self.input(&text);
                Attempt::of(kind, &["answer", &any, "--text", &file]).bringing(&text)
            }
            Kind::Step if at("received").is_some() => {
                let case = at("received").unwrap().clone();
                let text = self.text();
                let file = self.input(&text);
                let args = ["case", "step", &case, "--to", "assessment", "--text", &file];
                Attempt::of(kind, &args).bringing(&text)
            }
            Kind::Assess => {
                let mut ripe = cases.iter().filter(|case| {
                    self.known.steps[*case] == "assessment"
                        && !self.known.texts.contains_key(&view_of(case))
                });
                match ripe.next().cloned() {
                    Some(case) => self.view(&case),
                    None => self.note(&any),
                }
            }
            Kind::Step | Kind::Note => self.note(&any),
            Kind::Export => {
                self.until_weekday(1);
                let out = self.outbox();
                let _ = fs::remove_file(&out);
                Attempt::of(kind, &["export", "--out", out.to_str().unwrap()])
            }
            Kind::Destroy => {
                let why = self.input(EARLY);
                let args = ["destroy", &any, "--yes", "--unheard", "--early", &why];
                Attempt {
                    destroys: Some(any.clone()),
                    ..Attempt::of(kind, &args)
                }
            }
        }
    }

    fn note(&mut self, case: &str) -> Attempt {
        let text = self.text();
        let file = self.input(&text);
        Attempt::of(Kind::Note, &["case", "note", case, "--text", &file]).bringing(&text)
    }

    fn view(&mut self, case: &str) -> Attempt {
        let asked = Attempt::of(Kind::Assess, &["case", "assess", case]);
        let form = self.run(&asked, Moment::Never).out;
        let filled = form
            .replace("outcome = \"\"", "outcome = \"report\"")
            .replace(
                "text = \"\"\"\n",
                &format!("text = \"\"\"\n{}\n", self.text()),
            )
            .replace(" = \"\"\n", " = \"yes\"\n");
        let file = self.input(&filled);
        Attempt::of(Kind::Assess, &["case", "assess", case, "--view", &file])
            .bringing(&view_of(case))
    }

    /// Letters of new reporters, and whatever was not imported before.
    fn letters(&mut self, rng: &mut StdRng) -> Attempt {
        let letters = if self.has_few_cases() { 4 } else { 1 };
        for _ in 0..letters {
            let (text, mut receipt) = (self.text(), [0; 16]);
            rng.fill_bytes(&mut receipt);
            self.committee.post(&receipt, self.today, &text, &[]);
            self.awaited.insert(text, None);
        }
        self.import(Kind::Import)
    }

    /// Member 2 writes a note in a case, and publishes.
    fn colleague(&mut self, case: &str) -> Attempt {
        self.until_weekday(3);
        self.committee.import(2, self.today);
        let letter = self.letter_of(case);
        let theirs = self.committee.json(2, self.today, &["cases"]);
        let theirs = theirs.as_array().unwrap().iter();
        let mut theirs = theirs.filter(|one| one["preview"] == *letter);
        let theirs = theirs.next().unwrap()["case"].as_str().unwrap().to_owned();
        let text = self.text();
        let file = self.input(&text);
        let note = ["case", "note", &theirs, "--text", &file];
        self.committee.run(2, self.today, &note).expect_ok();
        self.committee.publish(2, self.today);
        self.awaited.insert(text, Some(letter));
        self.import(Kind::Merge)
    }

    pub fn import(&mut self, kind: Kind) -> Attempt {
        self.no_input();
        let bundle = self.committee.path("bundle-1");
        let channel = self.committee.channel;
        fs::write(&bundle, self.committee.server.bundle(&channel, self.today)).unwrap();
        Attempt {
            brings: self.awaited.keys().cloned().collect(),
            ..Attempt::of(kind, &["import", &bundle])
        }
    }

    /// A text that was never used before.
    fn text(&mut self) -> String {
        self.number += 1;
        format!("{CANARY}{:04}", self.number)
    }
}
