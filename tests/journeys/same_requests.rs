//! Sessions with at most one message are alike to the server: the same requests, in the same order, of the same
//! kinds and sizes (protocol, section 4.5), whoever is written to.

use anyhow::Result;
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::proxy::{Exchange, Proxy};
use belfry_tests::stack::{ADVISER, Stack};
use crypto_core::lengths::LETTER_LEN;
use crypto_core::receipt;
use crypto_core::words::Language;

/// What a server sees of one request: kind, lengths of request and answer with their heads, names of headers.
type Seen = (String, usize, usize, u16, Vec<String>);

/// The page's own files come in any order, since a browser fetches several at once; what the protocol fetches
/// comes in one.
#[derive(Debug, PartialEq, Eq)]
struct Session {
    page: Vec<Seen>,
    protocol: Vec<Seen>,
}

fn look(exchanges: &[Exchange]) -> Session {
    let seen = |one: &Exchange| {
        (
            one.kind(),
            one.request.len(),
            one.response.len(),
            one.status,
            one.header_names(),
        )
    };
    // A request that goes into a connection which the server had closed for idleness reaches nobody; the
    // browser sends it again at once. Only what was answered is what the server saw.
    let (protocol, page): (Vec<_>, Vec<_>) = exchanges
        .iter()
        .filter(|one| one.status != 0)
        .partition(|one| one.path.starts_with("/v1/"));
    let mut page: Vec<Seen> = page.into_iter().map(seen).collect();
    page.sort();
    Session {
        page,
        protocol: protocol.into_iter().map(seen).collect(),
    }
}

/// What a person does between arriving and leaving.
type Deed<'a> = &'a dyn Fn(&mut Reporter) -> Result<()>;

fn record(kind: Kind, options: &Options, url: &str, proxy: &Proxy, deed: Deed) -> Result<Session> {
    proxy.forget();
    let mut reporter = Reporter::arrive(kind, options, url)?;
    deed(&mut reporter)?;
    reporter.wait_mail_done()?;
    drop(reporter);
    Ok(look(&proxy.forget()))
}

fn compare(kind: Kind) -> Result<()> {
    let mut stack = Stack::found_with_adviser(1)?;
    let proxy = Proxy::start(stack.address())?;
    let url = stack.url(proxy.address(), "nl");
    let first_day = Options::on_day(stack.offset_days());
    let words = Reporter::arrive(kind, &first_day, &url)?
        .report("Een eerste melding.")?
        .join(" ");
    let asked = Reporter::arrive(kind, &first_day, &url)?
        .ask_adviser(ADVISER.0, "Een eerste vraag.")?
        .join(" ");
    stack.fetch(1)?;
    stack.answer(1, &stack.case_with(1, "Een eerste melding.")?, "Dank u.")?;
    stack.publish(1)?;
    stack.set_day(0)?;
    stack.fetch(ADVISER.0)?;
    let case = stack.case_with(ADVISER.0, "Een eerste vraag.")?;
    stack.answer(ADVISER.0, &case, "Vraag maar.")?;
    stack.publish(ADVISER.0)?;
    let real = Options::on_day(stack.offset_days());
    // Ten minutes of waiting with a cover take six seconds.
    let hurried = real.clone().hurried(100);
    let unknown = receipt::encode(&[7; 16], Language::Dutch).join(" ");
    let long = "Veel tekst. ".repeat(150);

    let deeds: [(&str, &Options, Deed); 9] = [
        ("first report", &real, &|reporter| {
            reporter.report("Kort.").map(drop)
        }),
        ("long first report", &real, &|reporter| {
            reporter.report(&long).map(drop)
        }),
        ("follow-up", &real, &|reporter| {
            assert_eq!(reporter.come_back(&words)?, "conversation");
            reporter.write_more("#conversation-write", "Nog iets.")
        }),
        ("look that finds", &hurried, &|reporter| {
            assert_eq!(reporter.come_back(&words)?, "conversation");
            Ok(())
        }),
        ("look that finds nothing", &hurried, &|reporter| {
            assert_eq!(reporter.come_back(&unknown)?, "nothing");
            Ok(())
        }),
        ("question to an adviser", &real, &|reporter| {
            reporter
                .ask_adviser(ADVISER.0, "Mag ik u iets vragen?")
                .map(drop)
        }),
        ("follow-up to an adviser", &real, &|reporter| {
            assert_eq!(reporter.come_back(&asked)?, "conversation");
            reporter.write_more("#conversation-write", "Nog een vraag.")
        }),
        ("handing over", &real, &|reporter| {
            assert_eq!(reporter.come_back(&asked)?, "conversation");
            reporter.write_more("#conversation-hand", "Dit is er gebeurd.")
        }),
        ("nothing typed", &hurried, &|reporter| reporter.open_form()),
    ];
    let mut sessions = Vec::new();
    for (name, options, deed) in deeds {
        sessions.push((name, record(kind, options, &url, &proxy, deed)?));
    }
    let (_, first) = &sessions[0];
    let kinds: Vec<&str> = first
        .protocol
        .iter()
        .map(|(kind, ..)| kind.as_str())
        .collect();
    assert_eq!(kinds[0], "GET /v1/board/head", "{kinds:?}");
    assert_eq!(
        kinds[kinds.len() - 2..],
        ["GET /v1/stamp", "PUT /v1/letters/{id}"],
        "{kinds:?}"
    );
    assert!(
        first
            .protocol
            .last()
            .is_some_and(|(_, sent, _, status, _)| *sent > LETTER_LEN && *status == 201)
    );
    for (name, session) in &sessions {
        assert_eq!(
            session, first,
            "{kind:?}: {name} differs from a first report"
        );
    }
    Ok(())
}

#[test]
fn letters_to_the_committee_or_an_adviser_looks_and_idle_visits_make_the_same_requests_in_chromium()
-> Result<()> {
    compare(Kind::Chromium)
}

#[test]
fn letters_to_the_committee_or_an_adviser_looks_and_idle_visits_make_the_same_requests_in_firefox()
-> Result<()> {
    compare(Kind::Firefox)
}
