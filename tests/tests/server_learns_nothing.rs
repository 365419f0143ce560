//! What is typed, and what the conversation hangs on, is nowhere on the server: not on its disk, not in its
//! memory, not in its log, not on the wire.

use anyhow::{Context, Result};
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::proxy::{Exchange, Proxy};
use belfry_tests::search::{self, Needle};
use belfry_tests::stack::Stack;
use crypto_core::ids::{Addressee, MemberNumber};
use crypto_core::keys::Root;
use crypto_core::lengths::LETTER_LEN;
use crypto_core::receipt::{self, Receipt};

const REPORT: &str = "KanariegeelVerslag7291";
const ANSWER: &str = "KanariegeelAntwoord5530";
const FOLLOW_UP: &str = "KanariegeelVervolg8846";

/// Everything that the server must not learn of one conversation.
fn secrets(stack: &Stack, words: &[String]) -> Result<Vec<Needle>> {
    let joined = words.join(" ");
    let entropy = receipt::decode(&joined)
        .ok()
        .context("the page showed no receipt")?;
    let channel = stack.channel();
    let root = Root::derive(
        &Receipt::from_bytes(entropy),
        &channel,
        Addressee::Committee,
    );
    let mut needles = vec![
        Needle::text("report", REPORT),
        Needle::text("answer", ANSWER),
        Needle::text("follow-up", FOLLOW_UP),
        Needle::text("receipt words", &joined),
        Needle::text("half of the receipt words", &words[..6].join(" ")),
        Needle::text("receipt words without blanks", &words.concat()),
        Needle::bytes("receipt entropy", &entropy),
        Needle::bytes("conversation id", root.conversation_id().as_bytes()),
        Needle::bytes("thread key", root.thread_key().expose_for_letter()),
    ];
    for member in [1, 2, 3] {
        let key = root.member_key(MemberNumber(member));
        needles.push(Needle::bytes(
            &format!("member key {member}"),
            key.expose_for_box(),
        ));
    }
    Ok(needles)
}

/// Things that must be found, or the search itself is broken.
fn controls(stack: &Stack) -> [Needle; 2] {
    let channel = stack.channel();
    [
        Needle::bytes("channel", channel.as_bytes()),
        Needle::text("path", "/v1/board/head"),
    ]
}

fn traffic(exchanges: &[Exchange]) -> Vec<u8> {
    exchanges
        .iter()
        .flat_map(|one| [one.request.as_slice(), &one.response])
        .flatten()
        .copied()
        .collect()
}

#[test]
fn what_was_typed_and_the_receipt_are_nowhere_on_the_server_or_on_the_wire() -> Result<()> {
    let stack = Stack::found()?;
    let proxy = Proxy::start(stack.address())?;
    let url = stack.url(proxy.address(), "nl");
    stack.route_courier(1, proxy.address())?;
    let options = Options::on_day(stack.offset_days());
    let pid = stack.server_pid().context("no server")?;

    let mut reporter = Reporter::arrive(Kind::Chromium, &options, &url)?;
    let words = reporter.report(REPORT)?;
    drop(reporter);
    let needles = secrets(&stack, &words)?;
    assert_eq!(
        search::in_memory(&needles, pid)?,
        [""; 0],
        "memory after the report"
    );
    stack.fetch(1)?;
    stack.answer(1, &stack.case_with(1, REPORT)?, ANSWER)?;
    stack.publish(1)?;
    let mut reporter = Reporter::arrive(Kind::Firefox, &options, &url)?;
    reporter.come_back(&words.join(" "))?;
    assert_eq!(reporter.answers()?.len(), 1);
    reporter.write_more("#conversation-write", FOLLOW_UP)?;
    drop(reporter);
    stack.fetch(1)?;
    assert!(
        stack
            .reader(1, &["show", &stack.case_with(1, REPORT)?], None)?
            .contains(FOLLOW_UP)
    );

    let exchanges = proxy.exchanges();
    let traffic = traffic(&exchanges);
    assert_eq!(search::in_bytes(&needles, &traffic), [""; 0], "traffic");
    assert_eq!(search::in_memory(&needles, pid)?, [""; 0], "memory");
    assert_eq!(
        search::in_folder(&needles, &stack.data())?,
        [""; 0],
        "data folder"
    );
    assert_eq!(
        search::in_bytes(&needles, &std::fs::read(stack.log())?),
        [""; 0],
        "log"
    );

    let controls = controls(&stack);
    assert_eq!(
        search::in_bytes(&controls, &traffic),
        ["channel", "path"],
        "the search finds nothing"
    );
    assert_eq!(
        search::in_memory(&controls, pid)?,
        ["channel", "path"],
        "the search finds nothing"
    );
    assert_eq!(
        search::in_folder(&controls, &stack.data())?,
        ["channel"],
        "the search finds nothing"
    );

    let letters: Vec<_> = exchanges
        .iter()
        .filter(|one| one.method == "PUT" && one.path.contains("letters"))
        .collect();
    assert_eq!(letters.len(), 2);
    assert!(
        letters
            .iter()
            .all(|one| one.request_body_len == LETTER_LEN && one.status == 201)
    );
    let log = std::fs::read_to_string(stack.log())?;
    assert!(log.lines().count() < 10, "the server talks too much: {log}");
    Ok(())
}
