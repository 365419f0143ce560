//! Asking one confidential adviser, and handing the conversation over to the committee: who reads what, from the
//! first question to the committee's answer, with the same twelve words.

use anyhow::{Result, ensure};
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::stack::{ADVISER, Stack};
use belfry_tests::visitor::Visit;

const QUESTION: &str = "Mag ik u vragen wat u zou doen? KanarieVraag-5120";
const ADVICE: &str = "Meld het. Schrijf op wat u zag.\nKanarieAdvies-6631";
const THANKS: &str = "Dank u. KanarieDank-2207";
const NAME: &str = "KanarieNaam-6092";
const REPORT: &str = "Dit is er gebeurd. KanarieMelding-7718";
const ANSWER: &str = "Wij zoeken het uit. KanarieAntwoord-8045";

struct Journey {
    stack: Stack,
    kind: Kind,
    words: String,
}

impl Journey {
    fn arrive(&self) -> Result<Reporter> {
        let url = self.stack.url(self.stack.address(), "nl");
        Reporter::arrive(self.kind, &Options::on_day(self.stack.offset_days()), &url)
    }

    /// Everybody fetches. Nothing of what was said in confidence is in a member's vault, nor anything of a case.
    fn fetch_without_cases(&self) -> Result<()> {
        for member in [1, 2] {
            self.stack.fetch(member)?;
            ensure!(self.stack.cases(member)?.is_empty(), "member {member}");
        }
        self.stack.fetch(ADVISER.0).map(drop)
    }

    /// What all of a member's commands that show something print.
    fn printed(&self, member: u16) -> Result<String> {
        let mut all = String::new();
        for command in ["cases", "status", "journal", "terms"] {
            all += &self.stack.reader(member, &[command], None)?;
        }
        for case in self.stack.cases(member)? {
            let name = case["case"].as_str().unwrap_or_default();
            all += &self.stack.reader(member, &["show", name], None)?;
        }
        Ok(all)
    }

    /// The reporter reads who may read, and asks.
    fn ask(&mut self) -> Result<()> {
        let mut reporter = self.arrive()?;
        reporter.open_form()?;
        reporter.address_to(ADVISER.0)?;
        reporter.browser.wait_for(
            "document.querySelectorAll('#readers li').length === 1",
            belfry_tests::browser::PATIENCE,
        )?;
        let readers = reporter.browser.text("#readers")?;
        ensure!(
            readers.contains("Els Bakker – vertrouwenspersoon, Zwolle"),
            "{readers}"
        );
        let status = reporter.browser.text("#readers-status")?;
        ensure!(status.contains("De commissie ziet het niet"), "{status}");
        reporter.browser.fill("#report", QUESTION)?;
        reporter.browser.click("#write-next")?;
        // Who in the committee must not read it is no question here.
        let words = reporter.receipt_words()?;
        reporter.confirm_and_send(&words)?;
        let said = reporter.browser.text("#screen-sent")?;
        ensure!(said.contains("is nog geen melding"), "{said}");
        ensure!(!said.contains("ontvangstbevestiging"), "{said}");
        self.words = words.join(" ");
        Ok(())
    }

    /// Before there is an answer the page cannot know whom the conversation is with, and lets nothing go unasked.
    fn come_back_too_early(&self) -> Result<()> {
        let mut reporter = self.arrive()?;
        assert_eq!(reporter.come_back(&self.words)?, "nothing");
        let chosen = "document.querySelectorAll('input[name=to]:checked').length";
        assert_eq!(reporter.browser.eval(chosen)?, 0);
        reporter.browser.click("#nothing-write")?;
        assert_eq!(
            reporter.browser.text("#to-error")?,
            "Kies eerst aan wie u schrijft."
        );
        assert_eq!(
            reporter.browser.eval("document.body.dataset.screen")?,
            "nothing"
        );
        Ok(())
    }

    /// Reads the advice, thanks, and comes back once more to hand over.
    fn thank(&self) -> Result<()> {
        let mut reporter = self.arrive()?;
        assert_eq!(reporter.come_back(&self.words)?, "conversation");
        let answers = reporter.answers()?;
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert_eq!(answers[0][1..], [ADVISER.1, ADVICE]);
        reporter.write_more("#conversation-write", THANKS)
    }

    fn hand_over(&self) -> Result<()> {
        let mut reporter = self.arrive()?;
        assert_eq!(reporter.come_back(&self.words)?, "conversation");
        reporter.browser.click("#conversation-hand")?;
        reporter.wait_screen("write")?;
        let said = reporter.browser.text("#hand")?;
        ensure!(said.contains("De commissie heeft uw gesprek"), "{said}");
        reporter.browser.fill("#report", REPORT)?;
        reporter.browser.click(".hand-quote")?;
        let text = reporter
            .browser
            .eval("document.getElementById('report').value")?;
        let text = text.as_str().unwrap_or_default().to_owned();
        ensure!(text.starts_with(REPORT), "{text}");
        ensure!(
            text.contains("Els Bakker (vertrouwenspersoon) schreef"),
            "{text}"
        );
        ensure!(text.contains("\n> KanarieAdvies-6631\n"), "{text}");
        let readers = reporter.browser.text("#readers")?;
        ensure!(!readers.contains(ADVISER.1), "{readers}");
        reporter.browser.click("#write-next")?;
        reporter.keep_from(&[])?;
        reporter.wait_screen("sent")
    }

    /// Both conversations are there, each answer with whose it is, and nobody guesses where the next letter goes.
    fn read_both(&self) -> Result<()> {
        let mut reporter = self.arrive()?;
        assert_eq!(reporter.come_back(&self.words)?, "conversation");
        let heads =
            "[...document.querySelectorAll('#answers h3')].map(e => e.innerText).join('; ')";
        let heads = reporter.browser.eval(heads)?;
        let heads = heads.as_str().unwrap_or_default();
        ensure!(
            heads.contains("Els Bakker (vertrouwenspersoon), "),
            "{heads}"
        );
        ensure!(heads.contains("Bilal Yılmaz, "), "{heads}");
        let answers = reporter.answers()?;
        for text in [ADVICE, ANSWER] {
            ensure!(answers.iter().any(|one| one[2] == text), "{answers:?}");
        }
        let hidden = "document.getElementById('conversation-hand').hidden";
        assert_eq!(reporter.browser.eval(hidden)?, true);
        reporter.browser.click("#conversation-write")?;
        ensure!(!reporter.browser.text("#to-error")?.is_empty());
        reporter.address_to(ADVISER.0)?;
        reporter.write_more("#conversation-write", "Gelukt.")
    }

    fn play(&mut self) -> Result<()> {
        self.ask()?;
        self.fetch_without_cases()?;
        let case = self.stack.case_with(ADVISER.0, QUESTION)?;
        let shown = self.stack.reader(ADVISER.0, &["show", &case], None)?;
        ensure!(shown.contains("to adviser 3"), "{shown}");
        self.come_back_too_early()?;

        self.stack.set_day(0)?;
        self.stack.answer(ADVISER.0, &case, ADVICE)?;
        self.stack.publish(ADVISER.0)?;
        self.thank()?;
        self.fetch_without_cases()?;
        assert_eq!(self.stack.case_with(ADVISER.0, THANKS)?, case);
        for member in [1, 2] {
            let printed = self.printed(member)?;
            ensure!(!printed.contains("Kanarie"), "member {member}: {printed}");
        }

        self.hand_over()?;
        for member in [1, 2, ADVISER.0] {
            self.stack.fetch(member)?;
        }
        let report = self.stack.case_with(2, REPORT)?;
        self.stack.case_with(1, REPORT)?;
        ensure!(!self.printed(ADVISER.0)?.contains(REPORT));
        assert_eq!(self.stack.cases(ADVISER.0)?.len(), 1);
        let printed = self.printed(2)?;
        ensure!(!printed.contains(QUESTION) && !printed.contains(THANKS));

        self.stack.set_day(6)?;
        self.stack.answer(2, &report, ANSWER)?;
        self.stack.publish(2)?;
        self.read_both()?;
        self.stack.fetch(ADVISER.0)?;
        assert_eq!(self.stack.case_with(ADVISER.0, "Gelukt.")?, case);
        Ok(())
    }
}

/// With a quorum no member opens a letter alone; an adviser does, and answers at once.
#[test]
fn in_a_channel_with_a_quorum_an_adviser_reads_alone_and_no_member_holds_a_share() -> Result<()> {
    let mut stack = Stack::found_with_adviser(2)?;
    let visit = |stack: &Stack| Visit::arrive(stack.address(), &stack.fragment(), stack.today());
    let mut first = visit(&stack)?;
    let words = first.begin();
    first.address_to(ADVISER.0)?;
    first.send(QUESTION)?;
    stack.set_day(0)?;
    for member in [1, 2] {
        stack.fetch(member)?;
        ensure!(stack.cases(member)?.is_empty(), "member {member}");
    }
    stack.fetch(ADVISER.0)?;
    let case = stack.case_with(ADVISER.0, QUESTION)?;
    stack.answer(ADVISER.0, &case, ADVICE)?;
    stack.publish(ADVISER.0)?;
    let mut back = visit(&stack)?;
    assert_eq!(back.come_back(&words)?.answers, [ADVICE]);
    back.send(THANKS)?;
    stack.fetch(ADVISER.0)?;
    assert_eq!(stack.case_with(ADVISER.0, THANKS)?, case);
    Ok(())
}

#[test]
fn an_adviser_hands_on_what_the_reporter_wants_known_and_they_go_on_with_the_committee()
-> Result<()> {
    let mut stack = Stack::found_with_adviser(1)?;
    let visit = |stack: &Stack| Visit::arrive(stack.address(), &stack.fragment(), stack.today());
    let mut first = visit(&stack)?;
    let words = first.begin();
    first.address_to(ADVISER.0)?;
    first.send_from(QUESTION, NAME)?;
    stack.set_day(0)?;
    stack.fetch(ADVISER.0)?;
    let case = stack.case_with(ADVISER.0, QUESTION)?;
    stack.answer(ADVISER.0, &case, ADVICE)?;
    stack.publish(ADVISER.0)?;
    let mut back = visit(&stack)?;
    back.come_back(&words)?;
    back.address_to(ADVISER.0)?;
    back.send("Ja, geef het door. KanarieJa-3307")?;
    stack.fetch(ADVISER.0)?;

    let consent = stack.letter_with(ADVISER.0, &case, "KanarieJa-3307")?;
    let hand_on = ["case", "hand-on", &case, "--consent", &consent];
    let told = "Ik heb het doorgegeven. Schrijf aan de commissie met deze code: {code}.";
    let said = stack.reader(ADVISER.0, &hand_on, Some(told))?;
    ensure!(said.contains("held apart stays with you"), "{said}");
    let name = |act: &str| stack.reader(ADVISER.0, &["case", "name", &case, act], Some(told));
    ensure!(!name("--open")?.contains(NAME));
    ensure!(name("--look")?.contains(NAME), "an adviser opens it alone");
    stack.set_day(7)?;
    stack.publish(ADVISER.0)?;

    for member in [1, 2] {
        stack.fetch(member)?;
        let report = stack.case_with(member, QUESTION)?;
        let shown = stack.reader(member, &["show", &report], None)?;
        ensure!(shown.contains("Adviser 3 handed it on"), "{shown}");
        ensure!(shown.contains("KanarieJa-3307"), "{shown}");
        ensure!(
            !shown.contains(NAME) && !shown.contains("gave a name"),
            "{shown}"
        );
    }
    let report = stack.case_with(2, QUESTION)?;
    let refused = stack.reader(
        2,
        &["case", "hand-on", &report, "--consent", "00"],
        Some(told),
    );
    ensure!(refused.is_err());

    let mut goes_on = visit(&stack)?;
    let answers = goes_on.come_back(&words)?.answers;
    ensure!(answers.len() == 2, "{answers:?}");
    let code = answers[1].rsplit(": ").next().unwrap_or_default();
    goes_on.address_to(0)?;
    goes_on.leave_out(&[])?;
    goes_on.send(&format!("{code} {THANKS}"))?;
    for member in [1, 2] {
        stack.fetch(member)?;
        let report = stack.case_with(member, QUESTION)?;
        let theirs = stack.reader(member, &["show", &report], None)?;
        let goes_on = stack.case_with(member, THANKS)?;
        ensure!(
            theirs.contains(&format!("Its reporter goes on in {goes_on}")),
            "{theirs}"
        );
        ensure!(goes_on != report);
    }
    Ok(())
}

#[test]
fn where_the_adviser_is_gone_nothing_goes_to_the_committee_before_the_reporter_says_so()
-> Result<()> {
    let mut stack = Stack::found_with_adviser(1)?;
    let arrive = |stack: &Stack| {
        let url = stack.url(stack.address(), "nl");
        Reporter::arrive(Kind::Chromium, &Options::on_day(stack.offset_days()), &url)
    };
    let words = arrive(&stack)?.ask_adviser(ADVISER.0, QUESTION)?.join(" ");
    stack.set_day(0)?;
    stack.fetch(ADVISER.0)?;
    let case = stack.case_with(ADVISER.0, QUESTION)?;
    stack.answer(ADVISER.0, &case, ADVICE)?;
    stack.publish(ADVISER.0)?;
    stack.fetch(1)?;
    stack.remove(ADVISER.0)?;

    let mut reporter = arrive(&stack)?;
    assert_eq!(reporter.come_back(&words)?, "conversation");
    assert_eq!(reporter.answers()?[0][2], ADVICE);
    let means = reporter.browser.text("#to-means")?;
    ensure!(means.contains("kunt u hier niet meer schrijven"), "{means}");
    let choices =
        "[...document.querySelectorAll('input[name=to]')].map(e => [e.value, e.checked]).join()";
    assert_eq!(reporter.browser.eval(choices)?, "0,false");
    reporter.browser.click("#conversation-write")?;
    ensure!(!reporter.browser.text("#to-error")?.is_empty());
    assert_eq!(
        reporter.browser.eval("document.body.dataset.screen")?,
        "conversation"
    );
    reporter.address_to(0)?;
    reporter.write_more("#conversation-write", REPORT)?;
    drop(reporter);
    stack.fetch(2)?;
    stack.case_with(2, REPORT).map(drop)
}

fn asked_and_handed_over(kind: Kind) -> Result<()> {
    let stack = Stack::found_with_adviser(1)?;
    let words = String::new();
    Journey { stack, kind, words }.play()
}

#[test]
fn what_an_adviser_is_asked_reaches_the_committee_only_when_it_is_handed_over_in_chromium()
-> Result<()> {
    asked_and_handed_over(Kind::Chromium)
}

#[test]
fn what_an_adviser_is_asked_reaches_the_committee_only_when_it_is_handed_over_in_firefox()
-> Result<()> {
    asked_and_handed_over(Kind::Firefox)
}
