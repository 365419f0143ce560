//! A flood does not stop a report: a real server with the effort control that it has when nothing is
//! configured, a flood of letters with free stamps, and somebody who writes in a browser meanwhile.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use belfry_tests::browser::{Kind, Options};
use belfry_tests::http;
use belfry_tests::page::Reporter;
use belfry_tests::stack::Stack;
use crypto_core::{
    lengths::LETTER_LEN,
    stamp::{Asked, Stamp},
};

/// The flood lifts the effort to this and holds it there, so that the fall takes half a minute and not three.
const TARGET: u32 = 3;
/// Slow enough not to lift the effort further, too fast for a window to count as calm.
const HOLD: Duration = Duration::from_millis(1_250);
/// No part of this test goes on for longer.
const LIMIT: Duration = Duration::from_secs(90);
/// Effort in force counts half a minute after it rose; the flood must be refused by then.
const POLL: Duration = Duration::from_millis(500);

/// What came of the flood.
#[derive(Debug, Default)]
struct Flood {
    accepted: u32,
    refused: u32,
    highest: u32,
}

/// The effort that the server asks for.
fn effort(server: SocketAddr) -> Result<u32> {
    let answer = http::get(server, "/v1/stamp")?;
    Ok(Asked::parse(&answer.body).context("no effort")?.letter)
}

fn send(server: SocketAddr, number: u32) -> Result<u16> {
    let body = vec![number.to_be_bytes()[3]; LETTER_LEN];
    let path = format!("/v1/letters/{number:032x}");
    let stamp = Stamp::free(0, [0; 16]).to_hex();
    Ok(http::put(server, &path, &format!("Belfry-Stamp: {stamp}\r\n"), &body)?.status)
}

/// Sends letters until it is told to stop; tells through `bites` that some were refused.
fn flood(server: SocketAddr, bites: &AtomicBool, stop: &AtomicBool) -> Result<Flood> {
    let (mut seen, end) = (Flood::default(), Instant::now() + LIMIT);
    while !stop.load(Ordering::Relaxed) && Instant::now() < end {
        match send(server, seen.accepted + seen.refused)? {
            201 => seen.accepted += 1,
            403 => seen.refused += 1,
            other => bail!("a letter of the flood was answered with {other}"),
        }
        bites.store(seen.refused > 0, Ordering::Relaxed);
        let asked = effort(server)?;
        seen.highest = seen.highest.max(asked);
        if asked >= TARGET {
            thread::sleep(HOLD);
        }
    }
    Ok(seen)
}

fn wait(what: &str, mut ready: impl FnMut() -> Result<bool>) -> Result<()> {
    let end = Instant::now() + LIMIT;
    while !ready()? {
        ensure!(Instant::now() < end, "waited {LIMIT:?} until {what}");
        thread::sleep(POLL);
    }
    Ok(())
}

/// Writes while the flood runs and sends when it is being refused.
fn report_meanwhile(stack: &Stack, text: &str, bites: &AtomicBool) -> Result<Duration> {
    let url = stack.url(stack.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(Kind::Chromium, &options, &url)?;
    let words = reporter.write_report(text)?;
    wait("the flood is refused", || Ok(bites.load(Ordering::Relaxed)))?;
    ensure!(effort(stack.address())? > 0, "the report costs nothing");
    let begun = Instant::now();
    reporter.confirm_and_send(&words)?;
    Ok(begun.elapsed())
}

#[test]
fn a_report_in_chromium_gets_through_a_flood_that_is_refused_and_the_effort_falls_after_it()
-> Result<()> {
    let stack = Stack::found()?;
    let server = stack.address();
    assert_eq!(effort(server)?, 0, "at rest nothing is asked");
    let report = "Terwijl het stormt: de vergunning is gekocht.";
    let (bites, stop) = (AtomicBool::new(false), AtomicBool::new(false));
    let (reported, flooded) = thread::scope(|scope| {
        let flooder = scope.spawn(|| flood(server, &bites, &stop));
        let reported = report_meanwhile(&stack, report, &bites);
        stop.store(true, Ordering::Relaxed);
        (reported, flooder.join())
    });
    let flooded = flooded.map_err(|_| anyhow::anyhow!("the flood panicked"))??;
    println!("{flooded:?}; the report was sent in {reported:?}");
    reported?;
    assert!(
        flooded.refused > 0 && flooded.highest >= TARGET,
        "{flooded:?}"
    );

    let quiet = Instant::now();
    wait("nothing is asked any more", || Ok(effort(server)? == 0))?;
    println!("back at rest after {:?}", quiet.elapsed());
    assert_eq!(send(server, u32::MAX)?, 201, "a free stamp is enough again");
    stack.fetch(1)?;
    stack.case_with(1, report).map(drop)
}
