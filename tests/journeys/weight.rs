//! What a visit weighs on the wire, in both browsers.

use anyhow::Result;
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::proxy::{Exchange, Proxy};
use belfry_tests::stack::Stack;
use serde_json::json;

const UNTIL_TYPING: (usize, usize) = (60_000, 6);
const UNTIL_SENT: (usize, usize) = (250_000, 14);

/// Bytes of bodies as they went over the wire, both ways, and requests.
fn weigh<'a>(exchanges: impl IntoIterator<Item = &'a Exchange>) -> (usize, usize) {
    let bodies = |one: &Exchange| one.request_body_len + one.response_body_len;
    exchanges.into_iter().fold((0, 0), |(bytes, count), one| {
        (bytes + bodies(one), count + 1)
    })
}

/// Board and letter come and go while the person writes, and have sizes of their own.
fn is_page_or_protocol(one: &&Exchange) -> bool {
    let is_board = one.path.starts_with("/v1/board/") && one.path != "/v1/board/head";
    !is_board && one.method != "PUT"
}

fn print(what: &str, kind: Kind, weight: (usize, usize), limit: (usize, usize)) {
    println!(
        "{kind:?}, {what}: {} bytes of {}, {} requests of {}",
        weight.0, limit.0, weight.1, limit.1
    );
}

#[test]
fn a_visit_stays_within_its_bytes_and_requests_in_both_browsers() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let options = Options::on_day(stack.offset_days());
    for kind in Kind::ALL {
        proxy.forget();
        let mut reporter = Reporter::arrive(kind, &options, &stack.url(proxy.address(), "nl"))?;
        let until_typing = proxy.exchanges();
        // In one go, so that nothing that the form fetches can come in between.
        let focused = reporter.browser.run(
            "document.getElementById('start-write').click(); return document.activeElement.id;",
            &[],
        )?;
        assert_eq!(
            focused,
            json!("report"),
            "{kind:?}: the field must not wait for anything"
        );
        let typing = weigh(&until_typing);
        print(
            "until the field takes what is typed",
            kind,
            typing,
            UNTIL_TYPING,
        );
        assert!(
            until_typing.iter().any(|one| one.path == "/app.js"),
            "{kind:?}"
        );

        reporter.browser.type_keys("Een melding.")?;
        reporter.wait_ready()?;
        reporter.browser.click("#write-next")?;
        reporter.keep_from(&[])?;
        reporter.wait_screen("receipt")?;
        let words = reporter
            .browser
            .eval("[...document.querySelectorAll('#receipt-words li')].map(e => e.innerText)")?;
        reporter.confirm_and_send(&serde_json::from_value::<Vec<String>>(words)?)?;
        let all = proxy.exchanges();
        let sent = weigh(all.iter().filter(is_page_or_protocol));
        print(
            "until a report is sent, board and letter aside",
            kind,
            sent,
            UNTIL_SENT,
        );
        for one in &all {
            println!(
                "   {} {} {}",
                one.kind(),
                one.request_body_len,
                one.response_body_len
            );
        }
        println!(
            "   {} MiB of memory in all processes",
            reporter.browser.memory() >> 20
        );
        assert!(
            typing.0 <= UNTIL_TYPING.0 && typing.1 <= UNTIL_TYPING.1,
            "{kind:?}: {typing:?}"
        );
        assert!(
            sent.0 <= UNTIL_SENT.0 && sent.1 <= UNTIL_SENT.1,
            "{kind:?}: {sent:?}"
        );
    }
    Ok(())
}
