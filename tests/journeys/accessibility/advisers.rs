//! Writing to a confidential adviser, and handing over, looked at state by state.

use anyhow::Result;
use belfry_tests::{
    browser::{Kind, Options},
    stack::{ADVISER, Stack},
};

use super::walk::Walk;

/// From the choice to whom one writes to the answers of both, in a channel with an adviser.
pub fn ask_and_hand_over(
    (axe, name): (&str, &str),
    (kind, dark): (Kind, bool),
    language: &str,
) -> Result<Vec<String>> {
    let mut stack = Stack::found_with_adviser(1)?;
    let url = stack.url(stack.address(), language);
    let options = |stack: &Stack| Options {
        dark,
        ..Options::on_day(stack.offset_days())
    };
    let mut found = Vec::new();
    let mut walk = Walk::arrive(axe, name, kind, &options(&stack), &url)?;
    walk.reporter.open_form()?;
    walk.reporter.wait_ready()?;
    walk.look("write-to-whom")?;
    walk.reporter.address_to(ADVISER.0)?;
    walk.reporter
        .browser
        .fill("#report", "Mag ik iets vragen?")?;
    walk.look("write-to-adviser")?;
    walk.reporter.browser.click("#write-next")?;
    let words = walk.reporter.receipt_words()?;
    walk.reporter.confirm_and_send(&words)?;
    walk.look("sent-to-adviser")?;
    found.append(&mut walk.found);

    let words = words.join(" ");
    let mut walk = Walk::arrive(axe, name, kind, &options(&stack), &url)?;
    walk.reporter.come_back(&words)?;
    walk.look("nothing-to-whom")?;
    walk.click_and_look("#nothing-write", "nothing", "nothing-must-say")?;
    found.append(&mut walk.found);

    stack.set_day(0)?;
    stack.fetch(ADVISER.0)?;
    let case = stack.case_with(ADVISER.0, "Mag ik iets vragen?")?;
    stack.answer(ADVISER.0, &case, "Meld het.\n\nSchrijf op wat u zag.")?;
    stack.publish(ADVISER.0)?;
    let mut walk = Walk::arrive(axe, name, kind, &options(&stack), &url)?;
    walk.reporter.come_back(&words)?;
    walk.look("conversation-with-adviser")?;
    walk.click_and_look("#conversation-hand", "write", "hand-over")?;
    walk.reporter.browser.click(".hand-quote")?;
    walk.look("hand-over-quoted")?;
    walk.click_and_look("#write-next", "who", "hand-over-who")?;
    walk.reporter.keep_from(&[])?;
    walk.reporter.wait_screen("sent")?;
    found.append(&mut walk.found);

    stack.set_day(5)?;
    stack.fetch(1)?;
    stack.answer(1, &stack.case_with(1, "Meld het.")?, "Wij zoeken het uit.")?;
    stack.publish(1)?;
    let mut walk = Walk::arrive(axe, name, kind, &options(&stack), &url)?;
    walk.reporter.come_back(&words)?;
    walk.look("conversation-with-both")?;
    found.append(&mut walk.found);
    Ok(found)
}
