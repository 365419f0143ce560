//! Coming back with the twelve words: a few letters of each, in either language, on a keyboard or a phone; with
//! a word mistyped; and with the words of a receipt that nobody has.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use belfry_tests::browser::{Kind, Options, PATIENCE};
use belfry_tests::page::Reporter;
use belfry_tests::proxy::{Fate, Proxy};
use belfry_tests::stack::Stack;
use crypto_core::receipt;
use crypto_core::words::Language;
use serde_json::{Value, json};

const REPORT: &str = "De kas klopt al maanden niet.";
const ANSWER: &str = "Dank u, wij zoeken het uit.";

/// A report that member 1 has answered, and its twelve words.
fn answered(stack: &Stack, kind: Kind) -> Result<Vec<String>> {
    let url = stack.url(stack.address(), "nl");
    let words =
        Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?.report(REPORT)?;
    stack.fetch(1)?;
    stack.answer(1, &stack.case_with(1, REPORT)?, ANSWER)?;
    stack.publish(1)?;
    Ok(words)
}

/// As much of a word as the page asks for.
fn beginning(word: &str) -> &str {
    word.get(..4).unwrap_or(word)
}

fn value(reporter: &mut Reporter, field: usize) -> Result<String> {
    let value = reporter.browser.run(
        "return document.getElementById(args[0]).value;",
        &[json!(format!("word-{field}"))],
    )?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

fn focus(reporter: &mut Reporter) -> Result<Value> {
    reporter.browser.eval("document.activeElement.id")
}

fn wait_for_word(reporter: &mut Reporter, field: usize, word: &str) -> Result<()> {
    let there = format!("document.getElementById('word-{field}').value === '{word}'");
    let waited = reporter.browser.wait_for(&there, Duration::from_secs(10));
    let held = value(reporter, field)?;
    waited.with_context(|| format!("field {field} holds {held:?}, not {word:?}"))
}

/// From the first view to the opened conversation with keys alone, four letters and a space for each word.
fn come_back_by_keyboard(reporter: &mut Reporter, words: &[&str]) -> Result<()> {
    for _ in 0..20 {
        if focus(reporter)? == json!("start-return") {
            break;
        }
        reporter.browser.type_keys("\t")?;
    }
    reporter.browser.type_keys("\n")?;
    reporter.wait_screen("return")?;
    reporter.wait_ready()?;
    reporter.browser.type_keys("\t")?;
    for (field, word) in (1..).zip(words) {
        assert_eq!(focus(reporter)?, json!(format!("word-{field}")));
        reporter.browser.type_keys(beginning(word))?;
        wait_for_word(reporter, field, word)?;
        // Going on typing what is suggested changes nothing.
        if field == 2 {
            reporter
                .browser
                .type_keys(word.get(4..).unwrap_or_default())?;
            wait_for_word(reporter, field, word)?;
        }
        reporter.browser.type_keys(" ")?;
    }
    assert_eq!(focus(reporter)?, json!("return-open"));
    let typed: Vec<String> = (1..=12)
        .map(|field| value(reporter, field))
        .collect::<Result<_>>()?;
    assert_eq!(typed, words);
    reporter.browser.type_keys("\n")?;
    reporter.wait_screen("conversation")
}

fn keyboard(kind: Kind) -> Result<()> {
    let stack = Stack::found()?;
    let bytes = receipt::decode(&answered(&stack, kind)?.join(" "))?;
    let address = stack.address();
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(kind, &options, &stack.url(address, "nl"))?;
    for page in ["nl", "en"] {
        for language in Language::ALL {
            reporter.start_over(&stack.url(address, page))?;
            let words = receipt::encode(&bytes, language);
            come_back_by_keyboard(&mut reporter, &words)
                .with_context(|| format!("{kind:?}, page {page}, words {language:?}"))?;
            let answers = reporter.answers()?;
            assert_eq!(answers.len(), 1, "{answers:?}");
            assert!(
                answers.iter().all(|[.., text]| text == ANSWER),
                "{answers:?}"
            );
        }
    }
    Ok(())
}

#[test]
fn four_letters_of_each_word_in_either_language_are_enough_by_keyboard_alone_in_chromium()
-> Result<()> {
    keyboard(Kind::Chromium)
}

#[test]
fn four_letters_of_each_word_in_either_language_are_enough_by_keyboard_alone_in_firefox()
-> Result<()> {
    keyboard(Kind::Firefox)
}

/// Puts text in as a phone's keyboard does: the page sees what changed, and no key.
fn insert(reporter: &mut Reporter, text: &str) -> Result<()> {
    let done = reporter.browser.run(
        "return document.execCommand('insertText', false, args[0]);",
        &[json!(text)],
    )?;
    ensure!(done == json!(true), "the browser put nothing in");
    Ok(())
}

#[test]
fn a_phones_keyboard_completes_words_and_its_space_goes_on_to_the_next_field() -> Result<()> {
    let stack = Stack::found()?;
    let words = receipt::encode(&[5; 16], Language::Dutch);
    for kind in Kind::ALL {
        let url = stack.url(stack.address(), "nl");
        let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
        reporter.browser.viewport(320, 640, 2.0)?;
        reporter.browser.click("#start-return")?;
        reporter.wait_ready()?;
        reporter.browser.click("#word-1")?;
        for (field, word) in (1..).zip(&words) {
            insert(&mut reporter, beginning(word))?;
            if field % 2 == 0 {
                wait_for_word(&mut reporter, field, word)?;
            }
            insert(&mut reporter, " ")?;
            wait_for_word(&mut reporter, field, word)?;
            let next = if field < 12 {
                format!("word-{}", field + 1)
            } else {
                "return-open".to_owned()
            };
            assert_eq!(focus(&mut reporter)?, json!(next), "{kind:?}");
        }
        // While a keyboard is putting a word together, nobody else changes it.
        let half = "const field = document.getElementById('word-1'); field.focus(); field.value = args[0]; \
            field.dispatchEvent(new InputEvent('input', { inputType: 'insertCompositionText', isComposing: true })); \
            await new Promise(done => setTimeout(done, 500)); return field.value;";
        let first = words.first().context("no word")?;
        let kept = reporter.browser.run(half, &[json!(beginning(first))])?;
        assert_eq!(kept, json!(beginning(first)), "{kind:?}");
    }
    Ok(())
}

#[test]
fn words_typed_while_the_page_could_not_load_are_completed_and_opened_once_it_has() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let words = receipt::encode(&[6; 16], Language::English);
    for kind in Kind::ALL {
        proxy.rule(|_, path| {
            if path.ends_with(".wasm") {
                Fate::Refuse
            } else {
                Fate::Pass
            }
        });
        let url = stack.url(proxy.address(), "nl");
        let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
        reporter.browser.click("#start-return")?;
        reporter
            .browser
            .wait_for("document.body.dataset.session === 'failed'", PATIENCE)?;
        reporter.browser.click("#word-1")?;
        let beginnings: Vec<&str> = words.iter().map(|word| beginning(word)).collect();
        reporter.browser.type_keys(&(beginnings.join(" ") + " "))?;
        assert_eq!(focus(&mut reporter)?, json!("return-open"), "{kind:?}");
        assert_eq!(
            value(&mut reporter, 12)?,
            *beginnings.last().context("no word")?
        );
        proxy.pass_all();
        reporter.browser.click("#problem-retry")?;
        reporter.wait_ready()?;
        for (field, word) in (1..).zip(&words) {
            wait_for_word(&mut reporter, field, word)?;
        }
        reporter.browser.click("#return-open")?;
        reporter.wait_screen("nothing")?;
    }
    Ok(())
}

#[test]
fn a_mistyped_word_is_pointed_out_and_all_others_stay() -> Result<()> {
    let stack = Stack::found()?;
    let url = stack.url(stack.address(), "en");
    let options = Options::on_day(stack.offset_days());
    let mut words = receipt::encode(&[8; 16], Language::Dutch);
    let right = std::mem::replace(words.get_mut(4).context("no fifth word")?, "qqqq");
    for kind in Kind::ALL {
        let mut reporter = Reporter::arrive(kind, &options, &url)?;
        reporter.browser.click("#start-return")?;
        reporter.wait_ready()?;
        reporter.browser.paste("#word-1", &words.join(" "))?;
        reporter.browser.click("#return-open")?;
        reporter.browser.wait_for(
            "document.getElementById('return-error').textContent !== ''",
            PATIENCE,
        )?;
        let said = reporter.browser.text("#return-error")?;
        assert!(said.contains("Word 5"), "{kind:?}: {said}");
        assert_eq!(focus(&mut reporter)?, json!("word-5"), "{kind:?}");
        let marked = "[...document.querySelectorAll('[aria-invalid=true]')].map(e => e.id)";
        assert_eq!(
            reporter.browser.eval(marked)?,
            json!(["word-5"]),
            "{kind:?}"
        );
        // The field has the focus and its text is to be replaced.
        reporter
            .browser
            .run("document.activeElement.select();", &[])?;
        reporter.browser.type_keys(beginning(right))?;
        wait_for_word(&mut reporter, 5, right)?;
        assert_eq!(reporter.browser.eval(marked)?, json!([]), "{kind:?}");
        reporter.browser.click("#return-open")?;
        reporter.wait_screen("nothing")?;
    }
    Ok(())
}

#[test]
fn words_in_another_order_are_pointed_out_where_a_phone_shows_it() -> Result<()> {
    let stack = Stack::found()?;
    let url = stack.url(stack.address(), "nl");
    let mut words = receipt::encode(&[8; 16], Language::Dutch);
    words.swap(2, 9);
    for kind in Kind::ALL {
        let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
        reporter.browser.viewport(320, 568, 2.0)?;
        reporter.browser.click("#start-return")?;
        reporter.wait_ready()?;
        reporter.browser.paste("#word-1", &words.join(" "))?;
        reporter.browser.click("#return-open")?;
        let seen = "document.getElementById('return-error').textContent !== '' && \
            document.getElementById('return-error').getBoundingClientRect().top >= \
            document.querySelector('header').getBoundingClientRect().bottom";
        reporter.browser.wait_for(seen, Duration::from_secs(10))?;
        let said = reporter.browser.text("#return-error")?;
        assert!(said.contains("horen niet bij elkaar"), "{kind:?}: {said}");
    }
    Ok(())
}
