//! The whole way of a report, with three members, an adviser and two reporters in real browsers: asking an adviser,
//! reporting, two views, a decision, a follow-up, the inquiry, feedback, closing and destroying. One member is left out of
//! the one report, and works against the rules in the other.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::stack::{FOURTH, Stack};
use serde_json::Value;

const QUESTION: &str = "Is dit iets om te melden? KanarieVraag-1";
const ADVICE: &str = "Ja. Laat lid 3 erbuiten. KanarieAdvies-2";
const REPORT: &str = "Lid 3 keurt facturen van een vriend goed. KanarieMelding-3";
const OTHER: &str = "De brandtrap is al een jaar kapot. KanarieTrap-4";
const DECIDED: &str = "Wij zien uw brief als een melding en onderzoeken haar.";
const FOLLOW_UP: &str = "De vriend heet zoals op de facturen staat. KanarieVervolg-5";
const FEEDBACK: &str = "Het klopt. De goedkeuring ligt nu bij iemand anders.";
/// Why it is destroyed two years early.
const EARLY: &str = "Twee jaar is te lang.";
/// Stands in views, reasons and notes about the first report.
const INSIDE: &str = "KanarieBinnen-6";

struct Way {
    stack: Stack,
    week: i32,
    reporter: String,
}

impl Way {
    fn arrive(&self, kind: Kind) -> Result<Reporter> {
        let url = self.stack.url(self.stack.address(), "nl");
        Reporter::arrive(kind, &Options::on_day(self.stack.offset_days()), &url)
    }

    /// All four fetch and publish on their days, and fetch once more when the week is done.
    fn weeks(&mut self, count: i32) -> Result<()> {
        for _ in 0..count {
            for (at, person) in (0..).zip([1, 2, 3, FOURTH]) {
                self.stack.set_day(self.week * 7 - 2 + at)?;
                self.stack.fetch(person)?;
                self.stack.publish(person)?;
            }
            for person in [1, 2, 3, FOURTH] {
                let told = self.stack.fetch(person)?;
                ensure!(!told.contains("ALARM"), "{person}: {told}");
            }
            self.week += 1;
        }
        Ok(())
    }

    /// `case …` by a member with a text; what it says.
    fn works(&self, member: u16, args: &[&str], text: &str) -> Result<String> {
        self.stack
            .reader(member, &[&["case"], args].concat(), Some(text))
    }

    fn stands(&self, member: u16, case: &str) -> Result<Value> {
        let printed = self
            .stack
            .reader(member, &["--json", "case", "show", case], None)?;
        Ok(serde_json::from_str(&printed)?)
    }

    fn assess(&self, member: u16, case: &str, outcome: &str) -> Result<String> {
        let form = self.stack.reader(member, &["case", "assess", case], None)?;
        let filled = form
            .replace("outcome = \"\"", &format!("outcome = \"{outcome}\""))
            .replace(
                "text = \"\"\"\n",
                &format!("text = \"\"\"\n{INSIDE} van {member}\n"),
            )
            .replace(" = \"\"\n", " = \"yes\"\n");
        fs::write(self.stack.path("form.toml"), filled)?;
        let args = ["case", "assess", case, "--view", "form.toml"];
        self.stack.reader(member, &args, None)
    }

    /// The first reporter asks the adviser, who answers.
    fn consult(&mut self) -> Result<()> {
        let mut reporter = self.arrive(Kind::Chromium)?;
        self.reporter = reporter.ask_adviser(FOURTH, QUESTION)?.join(" ");
        drop(reporter);
        self.stack.fetch(FOURTH)?;
        let case = self.stack.case_with(FOURTH, QUESTION)?;
        self.stack.answer(FOURTH, &case, ADVICE)?;
        self.weeks(1)
    }

    /// With the same words the report goes to the committee, without member 3; somebody else reports to all.
    fn report(&mut self) -> Result<()> {
        let mut reporter = self.arrive(Kind::Firefox)?;
        ensure!(reporter.come_back(&self.reporter)? == "conversation");
        ensure!(reporter.answers()?.iter().any(|[.., text]| text == ADVICE));
        reporter.browser.click("#conversation-hand")?;
        reporter.wait_screen("write")?;
        reporter.browser.fill("#report", REPORT)?;
        reporter.browser.click("#write-next")?;
        reporter.keep_from(&[3])?;
        reporter.wait_screen("sent")?;
        drop(reporter);
        self.arrive(Kind::Chromium)?.report(OTHER)?;
        self.weeks(1)?;
        for member in [1, 2] {
            ensure!(self.stack.cases(member)?.len() == 2, "member {member}");
        }
        ensure!(self.stack.cases(3)?.len() == 1 && self.stack.cases(FOURTH)?.len() == 1);
        Ok(())
    }

    /// Two views, neither seen by the other; a decision that the reporter is told.
    fn decide(&mut self) -> Result<()> {
        let case = self.stack.case_with(1, REPORT)?;
        self.works(1, &["step", &case, "--to", "assessment"], INSIDE)?;
        self.assess(1, &case, "report")?;
        let case = self.stack.case_with(2, REPORT)?;
        self.assess(2, &case, "report")?;
        // Member 3 works by other rules, and wants the other report gone.
        let rules = self.stack.reader(3, &["rules", "show"], None)?;
        fs::write(
            self.stack.path("lax.toml"),
            rules.replace("views = 2", "views = 0"),
        )?;
        self.stack.reader(3, &["rules", "set", "lax.toml"], None)?;
        let other = self.stack.case_with(3, OTHER)?;
        self.works(3, &["decide", &other, "--outcome", "spam"], "Onzin.")?;
        self.weeks(3)?;
        let before = self.stands(2, &case)?;
        ensure!(
            before["views_open"] == serde_json::json!([1, 2]),
            "{before}"
        );
        fs::write(self.stack.path("tell.txt"), DECIDED)?;
        let args = ["decide", &case, "--outcome", "report", "--tell", "tell.txt"];
        self.works(2, &args, INSIDE)?;
        self.works(
            2,
            &["assign", &case, "--to", "1", "--role", "investigate"],
            "",
        )?;
        self.weeks(1)?;
        for member in [1, 2] {
            let other = self.stack.case_with(member, OTHER)?;
            let stands = self.stands(member, &other)?;
            ensure!(stands["step"] == "received", "{stands}");
            let void = stands["deeds"][0]["void"].as_str().context("it is void")?;
            ensure!(void.contains("views that the rules ask for"), "{void}");
            let cases = self.stack.cases(member)?;
            ensure!(cases.iter().all(|case| case["mark"] == "open"), "{cases:?}");
        }
        Ok(())
    }

    /// The reporter reads, writes on; one member inquires, another gives feedback and closes.
    fn inquire(&mut self) -> Result<()> {
        let mut reporter = self.arrive(Kind::Firefox)?;
        ensure!(reporter.come_back(&self.reporter)? == "conversation");
        ensure!(reporter.answers()?.iter().any(|[.., text]| text == DECIDED));
        let committee =
            "[...document.querySelectorAll('input[name=to]')].find(e => e.value === '0')?.click()";
        reporter.browser.eval(committee)?;
        reporter.write_more("#conversation-write", FOLLOW_UP)?;
        drop(reporter);
        self.weeks(1)?;
        let case = self.stack.case_with(1, FOLLOW_UP)?;
        self.works(1, &["step", &case, "--to", "findings"], INSIDE)?;
        self.weeks(1)?;
        let case = self.stack.case_with(2, FOLLOW_UP)?;
        let args = ["answer", &case, "--feedback"];
        self.stack.reader(2, &args, Some(FEEDBACK))?;
        self.works(2, &["step", &case, "--to", "closed"], INSIDE)?;
        self.weeks(2)?;
        let mut reporter = self.arrive(Kind::Chromium)?;
        ensure!(reporter.come_back(&self.reporter)? == "conversation");
        ensure!(
            reporter
                .answers()?
                .iter()
                .any(|[.., text]| text == FEEDBACK)
        );
        drop(reporter);
        let mut one = self.stands(1, &self.stack.case_with(1, REPORT)?)?;
        let mut two = self.stands(2, &case)?;
        // What is new to one desk is another's own, and who has read it comes with a later page.
        for stands in [&mut one, &mut two] {
            let deeds = stands["deeds"].as_array_mut();
            for deed in deeds.into_iter().flatten() {
                deed["new"].take();
                deed["read_by"].take();
            }
        }
        for key in ["step", "closed", "outcome", "deeds", "contested"] {
            ensure!(one[key] == two[key], "{key}: {} and {}", one[key], two[key]);
        }
        ensure!(one["closed"] == true && one["outcome"] == "report", "{one}");
        let terms = self.stack.reader(1, &["--json", "terms"], None)?;
        let terms: Value = serde_json::from_str(&terms)?;
        ensure!(terms["feedback"]["in_time"] == 1, "{terms}");
        Ok(())
    }

    fn destroy(&mut self) -> Result<()> {
        // A month after the reporter wrote last.
        self.weeks(2)?;
        for member in [1, 2] {
            let case = self.stack.case_with(member, REPORT)?;
            let certificate = format!("certificate-{member}");
            let args = ["destroy", &case, "--yes", "--certificate", &certificate];
            // By the rules that would take two years.
            let refused = self.stack.reader(member, &args, None);
            let refused = refused
                .err()
                .context("a case is destroyed before its time")?;
            let words: Vec<_> = refused
                .to_string()
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            ensure!(words.join(" ").contains("it is kept until"), "{refused}");
            let early = [&args[..], &["--early", "-"]].concat();
            self.stack.reader(member, &early, Some(EARLY))?;
            let text = fs::read_to_string(self.stack.path(&certificate))?;
            ensure!(text.contains(&format!("case: {case}\n")), "{text}");
            ensure!(text.contains(&format!("time: {EARLY}\n")), "{text}");
            let left = self.printed(member)?;
            for canary in [REPORT, FOLLOW_UP, INSIDE, FEEDBACK] {
                ensure!(!left.contains(canary), "{canary}: {left}");
            }
            ensure!(left.contains("whistleblower's report"), "{left}");
            ensure!(left.contains(EARLY), "{left}");
        }
        Ok(())
    }

    /// What all of a member's commands that show something print.
    fn printed(&self, member: u16) -> Result<String> {
        let mut all = String::new();
        for command in ["cases", "status", "journal", "terms", "tasks", "register"] {
            all += &self.stack.reader(member, &[command], None)?;
        }
        for case in self.stack.cases(member)? {
            let name = case["case"].as_str().context("a case has a name")?;
            all += &self.stack.reader(member, &["show", name], None)?;
            if case["mark"] != "destroyed" {
                all += &self.stack.reader(member, &["case", "show", name], None)?;
            }
        }
        Ok(all)
    }

    /// Who was left out, and the adviser, have nothing of it at any time.
    fn others_have_nothing(&self) -> Result<()> {
        for person in [3, FOURTH] {
            let printed = self.printed(person)?;
            for canary in [REPORT, FOLLOW_UP, INSIDE, FEEDBACK, DECIDED] {
                ensure!(!printed.contains(canary), "{person}: {canary}");
            }
        }
        let printed = self.printed(1)?;
        ensure!(!printed.contains(QUESTION) && !printed.contains(ADVICE));
        Ok(())
    }
}

#[test]
fn a_report_goes_its_whole_way_with_one_member_left_out_and_one_who_cheats() -> Result<()> {
    let mut way = Way {
        stack: Stack::found_with_four()?,
        week: 0,
        reporter: String::new(),
    };
    way.consult()?;
    way.report()?;
    way.decide()?;
    way.others_have_nothing()?;
    way.inquire()?;
    way.others_have_nothing()?;
    way.destroy()
}
