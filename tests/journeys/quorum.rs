//! A committee in which two of three must open a report: from the page to the answer, through the real programs.

use std::time::Duration;

use anyhow::{Result, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    page::Reporter,
    stack::Stack,
};

const REPORT: &str = "De offerte lag er al voordat de aanbesteding begon.";
const FOLLOW_UP: &str = "Ik heb de mail waarin het staat.";
const ANSWER: &str = "Dank u. Wij zoeken het uit.";

fn sealed(stack: &Stack, member: u16) -> Result<(String, String)> {
    let cases = stack.cases(member)?;
    let case = cases[0]["case"].as_str().unwrap_or_default().to_owned();
    let shown = stack.json(member, &["show", &case])?;
    let letter = shown["sealed"][0]["letter"].as_str().unwrap_or_default();
    ensure!(!letter.is_empty(), "nothing is sealed: {shown}");
    Ok((case, letter.to_owned()))
}

#[test]
fn two_of_three_open_a_report_and_the_next_letter_opens_by_itself() -> Result<()> {
    let stack = Stack::found_with_quorum(2, None)?;
    let url = stack.url(stack.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(Kind::Chromium, &options, &url)?;
    reporter.open_form()?;
    reporter.wait_ready()?;
    let readers = reporter.browser.text("#readers")?;
    ensure!(
        readers.contains("pas open als 2 van deze mensen"),
        "{readers}"
    );
    reporter.browser.fill("#report", REPORT)?;
    reporter.browser.click("#write-next")?;
    // Too few would be left to open it.
    reporter.keep_from(&[1, 2])?;
    let told = "document.getElementById('who-error').innerText !== ''";
    reporter.browser.wait_for(told, Duration::from_secs(20))?;
    let refused = reporter.browser.text("#who-error")?;
    ensure!(refused.contains("minstens 2 mensen"), "{refused}");
    reporter.browser.click("#who-all")?;
    reporter.browser.click("#who-next")?;
    let words = reporter.receipt_words()?;
    reporter.confirm_and_send(&words)?;
    drop(reporter);

    for member in [1, 2, 3] {
        let told = stack.fetch(member)?;
        ensure!(told.contains("1 new letter(s) are sealed"), "{told}");
    }
    let (case, letter) = sealed(&stack, 1)?;
    let refused = stack.reader(1, &["answer", &case], Some(ANSWER));
    assert!(refused.is_err(), "nobody answers what nobody has read");
    assert_eq!(sealed(&stack, 2)?.1, letter, "all call it by one name");

    // The share travels as a letter among letters.
    stack.reader(2, &["release", &letter, "--to", "1"], None)?;
    stack.publish(2)?;
    for member in [3, 1] {
        stack.fetch(member)?;
    }
    assert_eq!(stack.case_with(1, REPORT)?, case);
    sealed(&stack, 3)?;
    stack.answer(1, &case, ANSWER)?;
    stack.publish(1)?;

    let mut reporter = Reporter::arrive(Kind::Firefox, &options, &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
    let answers = reporter.answers()?;
    ensure!(
        answers.iter().any(|answer| answer[2] == ANSWER),
        "{answers:?}"
    );
    let received = reporter.browser.text("#received")?;
    ensure!(
        received.contains("De commissie heeft een bericht"),
        "{received}"
    );
    reporter.write_more("#conversation-write", FOLLOW_UP)?;
    drop(reporter);
    stack.fetch(1)?;
    assert_eq!(stack.case_with(1, FOLLOW_UP)?, case);
    let told = stack.reader(1, &["journal"], None)?;
    ensure!(
        told.contains("You opened it with the shares of member(s) 2"),
        "{told}"
    );
    Ok(())
}
