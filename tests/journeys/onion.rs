//! The main job through a real onion service, on a private Tor network: page, courier and answers.

use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Result, ensure};
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::stack::{MEMBERS, Stack};
use belfry_tests::tor::TorNetwork;

const REPORT: &str =
    "Via de uienroute: de kas klopt al drie kwartalen niet — telkens €\u{a0}900 te weinig.";
const ANSWER: &str = "Wij kijken de kasboeken na. Wie telt de kas?";

/// One network after the other: two at once take 800 MB, and their votes fail on a busy machine.
static ONE_NETWORK: Mutex<()> = Mutex::new(());

fn journey(kind: Kind) -> Result<()> {
    let _guard = ONE_NETWORK.lock();
    let mut stack = Stack::found()?;
    let tor = TorNetwork::start(stack.address())?;
    println!(
        "{kind:?}: {} answers after {:.1?}",
        tor.onion(),
        tor.ready_after()
    );
    let (number, name) = MEMBERS[0];
    stack.route_courier_through_tor(number, tor.onion(), tor.socks())?;
    let url = format!("http://{}/nl/#{}", tor.onion(), stack.fragment());

    let words = report(kind, &stack, &tor, &url)?;
    fetch_and_answer(&stack, number)?;
    stack.set_day(0)?;
    let begun = Instant::now();
    let options = Options::default().through_tor(tor.socks());
    let mut reporter = Reporter::arrive(kind, &options, &url)?;
    ensure!(reporter.come_back(&words.join(" "))? == "conversation");
    println!(
        "{kind:?}: answer read {:.1?} after the browser's start",
        begun.elapsed()
    );
    let answers = reporter.answers()?;
    let [[_, from, text]] = answers.as_slice() else {
        panic!("{answers:?}");
    };
    assert_eq!((from.as_str(), text.as_str()), (name, ANSWER));
    drop(reporter);

    // The counter-check: without Tor the courier finds nothing, so it was Tor that led to the server.
    drop(tor);
    assert!(
        stack.fetch(number).is_err(),
        "the courier knows a way beside Tor"
    );
    Ok(())
}

fn report(kind: Kind, stack: &Stack, tor: &TorNetwork, url: &str) -> Result<Vec<String>> {
    let begun = Instant::now();
    let options = Options::on_day(stack.offset_days()).through_tor(tor.socks());
    let mut reporter = Reporter::arrive(kind, &options, url)?;
    println!(
        "{kind:?}: page usable {:.1?} after the browser's start",
        begun.elapsed()
    );
    let secure = reporter
        .browser
        .eval("[isSecureContext, !!crypto.subtle]")?;
    println!("{kind:?}: secure context, crypto.subtle: {secure}");
    // Firefox is set up as Tor Browser is; Chromium knows nothing of onions, and the page works all the same.
    let expected = kind == Kind::Firefox;
    assert_eq!(secure, serde_json::json!([expected, expected]));
    let words = reporter.report(REPORT)?;
    println!(
        "{kind:?}: report sent {:.1?} after the browser's start",
        begun.elapsed()
    );
    Ok(words)
}

fn fetch_and_answer(stack: &Stack, member: u16) -> Result<()> {
    let begun = Instant::now();
    stack.fetch(member)?;
    println!("courier and reader: fetched after {:.1?}", begun.elapsed());
    let case = stack.case_with(member, REPORT)?;
    stack.answer(member, &case, ANSWER)?;
    let begun = Instant::now();
    stack.publish(member)?;
    println!(
        "courier and reader: published after {:.1?}",
        begun.elapsed()
    );
    Ok(())
}

#[test]
#[ignore = "long: needs a private Tor network; cargo xtask soak"]
fn a_report_through_an_onion_service_is_answered_in_chromium() -> Result<()> {
    journey(Kind::Chromium)
}

#[test]
#[ignore = "long: needs a private Tor network; cargo xtask soak"]
fn a_report_through_an_onion_service_is_answered_in_firefox() -> Result<()> {
    journey(Kind::Firefox)
}
