//! A report about a member of the committee: kept from that member on the page, and in everything that follows.

use anyhow::{Result, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    page::Reporter,
    stack::Stack,
};

const REPORT: &str = "Carla Jansen laat zich betalen voor besluiten.";
const FOLLOW_UP: &str = "Er ligt een tweede envelop.";
const ANSWER: &str = "Wij zoeken het uit zonder haar.";

fn kept_from_a_member(first: Kind, second: Kind) -> Result<()> {
    let stack = Stack::found()?;
    let url = stack.url(stack.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(first, &options, &url)?;
    let words = reporter.write_report_without(REPORT, &[3])?;
    reporter.confirm_and_send(&words)?;
    drop(reporter);

    for member in [1, 2, 3] {
        stack.fetch(member)?;
    }
    assert!(stack.cases(3)?.is_empty(), "there is nothing to be seen");
    let case = stack.case_with(1, REPORT)?;
    let shown = stack.reader(1, &["show", &case], None)?;
    ensure!(
        shown.contains("The reporter left out member(s) 3"),
        "{shown}"
    );
    stack.case_with(2, REPORT)?;

    // In a new browser, before there is an answer, nobody knows any more: it is asked again, with no default.
    let mut reporter = Reporter::arrive(second, &options, &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "nothing");
    reporter.browser.click("#nothing-write")?;
    reporter.wait_screen("write")?;
    reporter.browser.fill("#report", FOLLOW_UP)?;
    reporter.browser.click("#write-next")?;
    reporter.wait_screen("who")?;
    let chosen = "document.querySelectorAll('#screen-who input:checked').length";
    assert_eq!(reporter.browser.eval(chosen)?, 0);
    reporter.browser.click("#who-next")?;
    assert_eq!(
        reporter.browser.text("#who-error")?,
        "Kies een van de twee."
    );
    reporter.keep_from(&[3])?;
    reporter.wait_screen("sent")?;
    drop(reporter);

    stack.fetch(1)?;
    assert_eq!(stack.case_with(1, FOLLOW_UP)?, case);
    stack.answer(1, &case, ANSWER)?;
    stack.publish(1)?;

    // With the answer comes the list.
    let mut reporter = Reporter::arrive(second, &options, &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
    let told = reporter.browser.text("#missing")?;
    ensure!(told.contains("Carla Jansen"), "{told}");
    reporter.browser.click("#conversation-write")?;
    reporter.wait_screen("write")?;
    let readers = reporter.browser.text("#readers")?;
    ensure!(
        readers.contains("Carla Jansen kan dit niet lezen"),
        "{readers}"
    );
    reporter.browser.fill("#report", "En een derde.")?;
    reporter.browser.click("#write-next")?;
    // Asked again, but she stays out whatever is answered.
    reporter.wait_screen("who")?;
    let hers = "document.querySelector('input[name=out][value=\"3\"]')";
    let fixed =
        format!("{hers}.checked && {hers}.disabled && document.getElementById('who-all').disabled");
    assert_eq!(reporter.browser.eval(&fixed)?, true);
    reporter.browser.click("#who-next")?;
    reporter.wait_screen("sent")?;
    drop(reporter);
    for member in [1, 2, 3] {
        stack.fetch(member)?;
    }
    assert_eq!(
        stack.case_with(2, "En een derde.")?,
        stack.case_with(2, REPORT)?
    );
    assert!(stack.cases(3)?.is_empty(), "there is nothing to be seen");
    Ok(())
}

#[test]
fn a_member_who_is_left_out_sees_nothing_from_the_first_letter_to_the_last() -> Result<()> {
    kept_from_a_member(Kind::Chromium, Kind::Firefox)
}
