//! Somebody comes back with one word wrong, but such that the words belong together all the same: they are told
//! what that can mean, and what they write is a case of its own, which is answered under those words.

use anyhow::{Context, Result};
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::stack::Stack;
use crypto_core::receipt;
use crypto_core::words::{Language, WORDS};
use serde_json::{Value, json};

const REPORT: &str = "Er verdwijnt materiaal uit het magazijn.";
const LETTER: &str = "Ik hoor niets meer. Is mijn melding gelezen?";
const ANSWER: &str = "Wij kennen uw melding nog niet. Schrijf ons wat er is.";

/// The same words but for the fourth, and well-formed.
fn with_another_word(words: &[String]) -> Result<Vec<String>> {
    let mut changed = words.to_vec();
    for index in 0..u16::try_from(WORDS)? {
        let word = Language::Dutch.word(index).context("no such word")?;
        *changed.get_mut(3).context("no fourth word")? = word.to_owned();
        if changed != words && receipt::decode(&changed.join(" ")).is_ok() {
            return Ok(changed);
        }
    }
    anyhow::bail!("every other fourth word breaks the checksum")
}

fn shown(stack: &Stack, member: u16, text: &str) -> Result<Value> {
    let case = stack.case_with(member, text)?;
    stack.json(member, &["show", &case])
}

fn letters_of(shown: &Value) -> usize {
    let messages = shown["messages"].as_array().into_iter().flatten();
    messages.filter(|one| one["from"] == "reporter").count()
}

/// The screen says both things that it can mean, and the way back keeps what was typed.
fn assert_told(reporter: &mut Reporter, phrases: [&str; 2], words: &[String]) -> Result<()> {
    let said = reporter.browser.text("#screen-nothing")?;
    for phrase in phrases {
        assert!(said.contains(phrase), "{phrase:?} is not in {said:?}");
    }
    reporter.browser.click("#nothing-retype")?;
    reporter.wait_screen("return")?;
    let typed = "[...document.querySelectorAll('#return-words input')].map(e => e.value)";
    assert_eq!(reporter.browser.eval(typed)?, json!(words));
    reporter.browser.click("#return-open")?;
    reporter.wait_screen("nothing")
}

fn journey(kind: Kind, language: &str, phrases: [&str; 2]) -> Result<()> {
    let mut stack = Stack::found()?;
    let url = stack.url(stack.address(), language);
    let options = Options::on_day(stack.offset_days());
    let words = {
        let dutch = stack.url(stack.address(), "nl");
        Reporter::arrive(kind, &options, &dutch)?.report(REPORT)?
    };
    stack.fetch(1)?;
    stack.answer(1, &stack.case_with(1, REPORT)?, "Dank u.")?;
    stack.publish(1)?;

    let wrong = with_another_word(&words)?;
    let mut reporter = Reporter::arrive(kind, &options, &url)?;
    assert_eq!(reporter.come_back(&wrong.join(" "))?, "nothing");
    assert_told(&mut reporter, phrases, &wrong)?;
    reporter.write_more("#nothing-write", LETTER)?;
    drop(reporter);

    stack.set_day(-1)?;
    let said = stack.fetch(2)?;
    assert!(said.contains("2 new letter(s), 2 new case(s)"), "{said}");
    let said = stack.fetch(1)?;
    assert!(said.contains("1 new letter(s), 1 new case(s)"), "{said}");
    for member in [1, 2] {
        let (real, new) = (
            shown(&stack, member, REPORT)?,
            shown(&stack, member, LETTER)?,
        );
        assert_ne!(real["case"], new["case"], "member {member}");
        assert_eq!(
            (letters_of(&real), letters_of(&new)),
            (1, 1),
            "member {member}"
        );
        assert_eq!(new["standing"], "conversation", "{new}");
        assert_eq!(new["can_answer"], true, "{new}");
        assert_eq!(new["messages"][0]["alarms"], json!([]), "{new}");
    }
    stack.answer(2, &stack.case_with(2, LETTER)?, ANSWER)?;
    stack.publish(2)?;

    let options = Options::on_day(stack.offset_days());
    for (words, expected) in [(&wrong, ANSWER), (&words, "Dank u.")] {
        let mut reporter = Reporter::arrive(kind, &options, &url)?;
        assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
        let answers = reporter.answers()?;
        let texts: Vec<&str> = answers.iter().map(|[.., text]| text.as_str()).collect();
        assert_eq!(texts, [expected], "{kind:?}");
    }
    Ok(())
}

#[test]
fn a_letter_under_a_wrong_but_well_formed_receipt_is_a_new_case_and_is_answered_in_chromium()
-> Result<()> {
    let phrases = [
        "nog niets voor u gepubliceerd",
        "Een van de woorden klopt niet",
    ];
    journey(Kind::Chromium, "nl", phrases)
}

#[test]
fn a_letter_under_a_wrong_but_well_formed_receipt_is_a_new_case_and_is_answered_in_firefox()
-> Result<()> {
    let phrases = [
        "Nothing has been published for you yet",
        "One of the words is wrong",
    ];
    journey(Kind::Firefox, "en", phrases)
}
