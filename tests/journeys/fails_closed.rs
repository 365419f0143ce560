//! When a part of the page, the browser or the network fails, nothing leaves in clear, the person is told, and
//! what they typed is still there.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use belfry_tests::browser::{Kind, Options, PATIENCE};
use belfry_tests::page::Reporter;
use belfry_tests::proxy::{Exchange, Fate, Proxy};
use belfry_tests::search::{self, Needle};
use belfry_tests::stack::Stack;
use serde_json::json;

const TYPED: &str = "KanariegeelTypwerk6174";

/// Nothing of what was typed was sent in clear, and no letter at all.
fn assert_nothing_left(exchanges: &[Exchange], case: &str) {
    let sent: Vec<u8> = exchanges
        .iter()
        .flat_map(|one| one.request.clone())
        .collect();
    assert_eq!(
        search::in_bytes(&[Needle::text("typed", TYPED)], &sent),
        [""; 0],
        "{case}"
    );
    assert!(
        exchanges.iter().all(|one| one.method == "GET"),
        "{case}: something was posted"
    );
}

/// Waits until a request of this method reached the server.
fn wait_for_request(proxy: &Proxy, method: &str) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    while !proxy.exchanges().iter().any(|one| one.method == method) {
        ensure!(Instant::now() < until, "no {method} within {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// The problem is shown, with words, and what was typed stays.
fn assert_told_and_kept(reporter: &mut Reporter, case: &str) -> Result<()> {
    let browser = &mut reporter.browser;
    browser.wait_for("document.body.dataset.session === 'failed'", PATIENCE)?;
    assert!(browser.is_shown("#problem")?, "{case}: nothing is said");
    assert!(
        browser.text("#problem-text")?.len() > 20,
        "{case}: nothing is said"
    );
    assert_eq!(
        browser.eval("document.getElementById('report').value")?,
        json!(TYPED),
        "{case}"
    );
    assert_eq!(
        browser.eval("document.getElementById('write-next').disabled")?,
        json!(true),
        "{case}"
    );
    browser.click("#problem-ways")?;
    assert!(browser.is_shown("#elsewhere")?, "{case}: no other ways");
    browser.click("#ways-back")?;
    assert!(!browser.is_shown("#elsewhere")?, "{case}");
    assert_eq!(
        browser.eval("document.getElementById('report').value")?,
        json!(TYPED),
        "{case}: the other ways cost the text"
    );
    Ok(())
}

#[test]
fn a_missing_or_broken_part_of_the_page_sends_nothing_and_keeps_the_text() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let url = stack.url(proxy.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let parts = [
        (".wasm", Fate::Refuse),
        (".wasm", Fate::Halve),
        ("/worker.js", Fate::Refuse),
        ("/worker.js", Fate::Halve),
        ("/visit.js", Fate::Refuse),
        ("/belfry.js", Fate::Halve),
        ("/v1/board/head", Fate::Refuse),
        ("/v1/board/1", Fate::Halve),
    ];
    for kind in Kind::ALL {
        let mut reporter = Reporter::arrive(kind, &options, &url)?;
        for (part, fate) in parts {
            let case = format!("{kind:?}: {part} {fate:?}");
            proxy.forget();
            proxy.rule(move |_, path| {
                if path.ends_with(part) {
                    fate
                } else {
                    Fate::Pass
                }
            });
            reporter.start_over(&url)?;
            reporter.open_form()?;
            // The field has the focus; what appears above it meanwhile must not take it away.
            reporter.browser.type_keys(TYPED)?;
            assert_told_and_kept(&mut reporter, &case)?;
            assert_nothing_left(&proxy.forget(), &case);
        }
    }
    Ok(())
}

#[test]
fn without_its_script_the_page_says_so_and_offers_no_field() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    proxy.rule(|_, path| {
        if path == "/app.js" {
            Fate::Halve
        } else {
            Fate::Pass
        }
    });
    for kind in Kind::ALL {
        let mut browser = belfry_tests::browser::Browser::launch(kind, &Options::default())?;
        browser.open(&stack.url(proxy.address(), "en"))?;
        browser.wait_for(
            "document.getElementById('no-script').checkVisibility()",
            PATIENCE,
        )?;
        std::thread::sleep(Duration::from_secs(4));
        assert!(browser.is_shown("#no-script")?, "{kind:?}");
        assert!(browser.text("#no-script")?.len() > 60);
        assert!(!browser.is_shown("#report")?);
        assert_eq!(
            browser.eval("document.getElementById('start-write').disabled")?,
            json!(true)
        );
    }
    Ok(())
}

#[test]
fn a_cut_network_keeps_the_letter_until_it_is_back_and_posts_it_once() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let url = stack.url(proxy.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    for (turn, kind) in Kind::ALL.into_iter().enumerate() {
        proxy.pass_all();
        proxy.forget();
        let mut reporter = Reporter::arrive(kind, &options, &url)?;
        let words = reporter.write_report(TYPED)?;
        reporter.browser.click("#receipt-next")?;
        reporter.wait_screen("check")?;
        reporter.browser.click("#check-again")?;
        reporter.wait_screen("receipt")?;
        proxy.rule(|_, _| Fate::Refuse);
        let sent = reporter.confirm_and_expect_trouble(&words);
        assert!(sent.is_ok(), "{kind:?}: {sent:?}");
        assert!(reporter.browser.text("#sending-text")?.len() > 20);
        assert_eq!(
            reporter
                .browser
                .eval("document.getElementById('report').value")?,
            json!(TYPED)
        );
        assert_nothing_left(&proxy.forget(), "cut");
        // The letter arrives, but its confirmation does not.
        proxy.rule(|method, _| {
            if method == "PUT" {
                Fate::LoseAnswer
            } else {
                Fate::Pass
            }
        });
        reporter.browser.click("#sending-retry")?;
        // On loopback the page is back at waiting before anybody could see it send.
        wait_for_request(&proxy, "PUT")?;
        reporter
            .browser
            .wait_for("document.body.dataset.mail === 'retrying'", PATIENCE)?;
        proxy.pass_all();
        reporter.browser.click("#sending-retry")?;
        reporter.wait_screen("sent")?;
        let posted = proxy.forget().into_iter().filter(|one| one.method == "PUT");
        let paths: Vec<String> = posted.map(|one| one.path).collect();
        assert!(
            paths.len() >= 2 && paths.iter().all(|path| *path == paths[0]),
            "{paths:?}"
        );
        stack.fetch(1)?;
        assert_eq!(stack.cases(1)?.len(), turn + 1, "each report once");
    }
    Ok(())
}

#[test]
fn where_webassembly_is_off_the_page_says_plainly_that_it_cannot_encrypt() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let mut reporter = Reporter::arrive(
        Kind::Firefox,
        &Options::safer(),
        &stack.url(proxy.address(), "en"),
    )?;
    reporter.open_form()?;
    reporter.browser.fill("#report", TYPED)?;
    assert_told_and_kept(&mut reporter, "safer")?;
    assert_eq!(
        reporter
            .browser
            .eval("document.getElementById('problem').dataset.code")?,
        json!("no-wasm")
    );
    assert!(
        reporter.browser.text("#problem")?.contains("encrypt"),
        "{}",
        reporter.browser.text("#problem")?
    );
    assert_nothing_left(&proxy.forget(), "safer");
    Ok(())
}

#[test]
fn no_form_can_send_anything_and_every_answer_has_the_fixed_policy() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let mut reporter = Reporter::arrive(
        Kind::Chromium,
        &Options::default(),
        &stack.url(proxy.address(), "nl"),
    )?;
    let forms = reporter.browser.eval(
        "[...document.querySelectorAll('form, [formaction], [ping], iframe, object, embed')].length",
    )?;
    assert_eq!(forms, json!(0));
    for path in [
        "/nothing-here",
        "/v1/nothing",
        "/v1/letters/x",
        "/v1/board/999",
    ] {
        reporter
            .browser
            .run("await fetch(args[0]);", &[json!(path)])?;
    }
    let policy = "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
        style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; \
        form-action 'none'; frame-ancestors 'none'\r\n";
    let exchanges = proxy.forget();
    assert!(exchanges.len() > 8);
    for one in &exchanges {
        let text = String::from_utf8_lossy(&one.response);
        let head = text.split("\r\n\r\n").next().unwrap_or_default().to_owned() + "\r\n";
        assert!(head.contains(policy), "{}: {head}", one.path);
        for name in [
            "set-cookie:",
            "etag:",
            "link:",
            "refresh:",
            "last-modified:",
            "\r\nserver:",
        ] {
            assert!(!head.to_lowercase().contains(name), "{}: {head}", one.path);
        }
    }
    Ok(())
}
