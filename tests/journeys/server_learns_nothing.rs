//! What is typed, and what the conversation hangs on, is nowhere on the server: not on its disk, not in its
//! memory, not in its log, not on the wire.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use belfry_tests::browser::{Kind, Options, PATIENCE};
use belfry_tests::page::Reporter;
use belfry_tests::proxy::{Exchange, Proxy};
use belfry_tests::search::{self, Needle};
use belfry_tests::stack::Stack;
use crypto_core::ids::{Addressee, Digest, MemberNumber};
use crypto_core::keys::Root;
use crypto_core::labels::Label;
use crypto_core::lengths::{LETTER_LEN, PARCEL_LEN};
use crypto_core::primitives::{hash::sha256, kdf::derive};
use crypto_core::receipt::{self, Receipt};

const REPORT: &str = "KanariegeelVerslag7291";
const ANSWER: &str = "KanariegeelAntwoord5530";
const FOLLOW_UP: &str = "KanariegeelVervolg8846";
const FILE: &str = "KanariegeelBestand3307";
const ANSWER_FILE: &str = "KanariegeelBijlage6418";
/// What the files are called where they come from.
const FILE_NAMES: [&str; 2] = ["kanarie-brief-1957.txt", "kanarie-besluit-2084.txt"];

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
        Needle::text("file", FILE),
        Needle::text("file of the answer", ANSWER_FILE),
        Needle::text("name of the file", FILE_NAMES[0]),
        Needle::text("name of the answer's file", FILE_NAMES[1]),
        // The name that the committee sees, as the page offers it.
        Needle::text("neutral name", "bestand-1.txt"),
        Needle::text("receipt words", &joined),
        Needle::text("half of the receipt words", &words[..6].join(" ")),
        Needle::text("receipt words without blanks", &words.concat()),
        Needle::bytes("receipt entropy", &entropy),
        Needle::bytes("conversation id", root.conversation_id().as_bytes()),
        Needle::bytes("thread key", root.thread_key().expose_for_letter()),
    ];
    let sha256 = sha256(&[FILE.as_bytes()]);
    let attachment_key = root.attachment_key(&Digest(sha256));
    needles.extend([
        Needle::bytes("hash of the file", &sha256),
        Needle::bytes("key of the file", attachment_key.expose_for_letter()),
        Needle::bytes(
            "stream key of the file",
            derive::<32>(attachment_key.expose_for_letter(), Label::Stream).as_slice(),
        ),
    ]);
    for member in [1, 2, 3] {
        let key = root.member_key(MemberNumber(member));
        needles.extend([
            Needle::bytes(&format!("member key {member}"), key.expose_for_box()),
            Needle::bytes(
                &format!("reply key {member}"),
                derive::<32>(key.expose_for_box(), Label::ReplyKey(0)).as_slice(),
            ),
        ]);
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

fn file(stack: &Stack, name: &str, text: &str) -> Result<PathBuf> {
    let path = stack.path(name);
    fs::write(&path, text)?;
    Ok(path)
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
    let options = Options {
        downloads: Some(stack.path("downloads")),
        ..Options::on_day(stack.offset_days())
    };
    let pid = stack.server_pid().context("no server")?;

    let mut reporter = Reporter::arrive(Kind::Chromium, &options, &url)?;
    let words = reporter.report(REPORT)?;
    reporter.browser.click("#sent-files")?;
    reporter.wait_screen("files")?;
    reporter
        .browser
        .choose_files("#files-input", &[&file(&stack, FILE_NAMES[0], FILE)?])?;
    reporter.send_files()?;
    reporter.wait_screen("sent")?;
    drop(reporter);
    let needles = secrets(&stack, &words)?;
    assert_eq!(
        search::in_memory(&needles, pid)?,
        [""; 0],
        "memory after the report"
    );
    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let along = file(&stack, FILE_NAMES[1], ANSWER_FILE)?;
    let along = along.to_str().context("a path")?;
    stack.reader(1, &["answer", &case, "--file", along], Some(ANSWER))?;
    stack.publish(1)?;
    let mut reporter = Reporter::arrive(Kind::Firefox, &options, &url)?;
    reporter.come_back(&words.join(" "))?;
    assert_eq!(reporter.answers()?.len(), 1);
    reporter.browser.click(".file-ask")?;
    reporter.browser.click("#collect-yes")?;
    reporter.browser.wait_for(
        "document.querySelector('.collecting')?.dataset.state === 'saved'",
        PATIENCE,
    )?;
    reporter.write_more("#conversation-write", FOLLOW_UP)?;
    drop(reporter);
    stack.fetch(1)?;
    let texts = stack.texts(1, &stack.case_with(1, REPORT)?)?;
    assert!(texts.iter().any(|text| text.contains(FOLLOW_UP)));

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
        search::in_bytes(&needles, &fs::read(stack.log())?),
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
    let what = "report, files, follow-up, and a page of the member's journal";
    assert_eq!(letters.len(), 4, "{what}");
    let parcels: Vec<_> = exchanges
        .iter()
        .filter(|one| one.path.starts_with("/v1/parcels/"))
        .collect();
    assert_eq!(parcels.len(), 2, "one each way");
    assert!(
        parcels
            .iter()
            .all(|one| one.request_body_len.max(one.response_body_len) == PARCEL_LEN)
    );
    assert!(
        letters
            .iter()
            .all(|one| one.request_body_len == LETTER_LEN && one.status == 201)
    );
    let log = fs::read_to_string(stack.log())?;
    assert!(log.lines().count() < 10, "the server talks too much: {log}");
    Ok(())
}
