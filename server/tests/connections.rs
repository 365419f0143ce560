//! The limits of connections, over real sockets: each ends what is too slow, too much or no request.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

use belfry_server::{
    http::app,
    serve::{Bounds, serve},
};

use crate::{
    program::{Answer, FREE_STAMP, Program, folder, hex, parse, random_letter},
    router::Service,
};

/// With the shortest times that the configuration takes: a second for headers, six for a body.
const SHORT: &str = "request_seconds = 6\n";
/// Far above every limit here: a test that waits this long has failed.
const TOO_LONG: Duration = Duration::from_secs(20);
const GET: &str = "GET /v1/stamp HTTP/1.1\r\nHost: belfry.test\r\n\r\n";

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(TOO_LONG)).unwrap();
    stream.set_write_timeout(Some(TOO_LONG)).unwrap();
    stream
}

/// Everything until the server closes, and how long that took; a connection that is reset is closed, too.
fn until_closed(stream: &mut TcpStream) -> (Vec<u8>, Duration) {
    let begin = Instant::now();
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{error}");
    }
    (answer, begin.elapsed())
}

/// One answer with a length, on a connection that stays open.
fn one_answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let count = stream.read(&mut piece).unwrap();
        assert_ne!(count, 0, "closed: {}", String::from_utf8_lossy(&bytes));
        bytes.extend_from_slice(&piece[..count]);
        let Some(answer) = parse(&bytes) else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes).to_lowercase();
        let length = head.split("content-length: ").nth(1).unwrap();
        let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
        if answer.body.len() >= length {
            return answer;
        }
    }
}

fn letter_head(length: usize) -> String {
    let (id, _) = random_letter();
    let id = hex(&id);
    format!(
        "PUT /v1/letters/{id} HTTP/1.1\r\nHost: belfry.test\r\nBelfry-Stamp: {FREE_STAMP}\r\nContent-Length: {length}\r\n\r\n"
    )
}

#[test]
fn what_is_no_request_is_closed_without_a_word() {
    let folder = folder("");
    let server = Program::start(folder.path());
    let many = "X: y\r\n".repeat(65);
    for wrong in [
        "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n".to_owned(),
        "SSH-2.0-OpenSSH_9.2\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nno colon\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nContent-Length: one\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\n{many}\r\n"),
        format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "y".repeat(20_000)),
        format!("GET /{} HTTP/1.1\r\n\r\n", "y".repeat(70_000)),
    ] {
        let begin = &wrong[..wrong.len().min(40)];
        let mut stream = connect(server.address);
        // The server may have closed before it has read all.
        let _ = stream.write_all(wrong.as_bytes());
        let (answer, _) = until_closed(&mut stream);
        assert_eq!(String::from_utf8_lossy(&answer), "", "{begin:?}");

        let mut stream = connect(server.address);
        stream.write_all(GET.as_bytes()).unwrap();
        assert_eq!(one_answer(&mut stream).status, 200);
        let _ = stream.write_all(wrong.as_bytes());
        let (answer, _) = until_closed(&mut stream);
        assert_eq!(String::from_utf8_lossy(&answer), "", "second: {begin:?}");
    }
    assert_eq!(server.get("/v1/stamp").status, 200);
}

#[test]
fn every_answer_over_a_socket_has_the_fixed_headers() {
    let folder = folder("");
    let server = Program::start(folder.path());
    for line in [
        "GET / HTTP/1.1",
        "GET /v1/stamp HTTP/1.0",
        "HEAD /v1/stamp HTTP/1.1",
        "DELETE /v1/stamp HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "BREW / HTTP/1.1",
        "GET http://elsewhere.test/ HTTP/1.1",
        "CONNECT elsewhere.test:443 HTTP/1.1",
        "GET /%00%ff/../../etc/passwd HTTP/1.1",
    ] {
        let mut stream = connect(server.address);
        let request = format!("{line}\r\nHost: belfry.test\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let (answer, _) = until_closed(&mut stream);
        let head = String::from_utf8_lossy(&answer).to_lowercase();
        for fixed in [
            "content-security-policy: default-src 'none'",
            "cache-control: no-store",
        ] {
            assert!(head.contains(fixed), "{line}: {head}");
        }
        assert!(!head.contains("\r\ndate:"), "{line}: {head}");
    }
}

#[test]
fn requests_behind_each_other_are_answered_one_by_one() {
    let folder = folder("");
    let server = Program::start(folder.path());
    let mut stream = connect(server.address);
    let close = GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    stream
        .write_all((GET.repeat(30) + &close).as_bytes())
        .unwrap();
    let (answer, _) = until_closed(&mut stream);
    let text = String::from_utf8_lossy(&answer);
    assert_eq!(text.matches("HTTP/1.1 200").count(), 31, "{text}");
    assert_eq!(text.matches("content-security-policy").count(), 31);
}

#[test]
fn headers_that_drip_in_and_idle_connections_end_in_time() {
    let folder = folder(SHORT);
    let server = Program::start(folder.path());
    let address = server.address;
    let silent = std::thread::spawn(move || until_closed(&mut connect(address)));
    let idle = std::thread::spawn(move || {
        let mut stream = connect(address);
        stream.write_all(GET.as_bytes()).unwrap();
        assert_eq!(one_answer(&mut stream).status, 200);
        until_closed(&mut stream)
    });
    let begin = Instant::now();
    let mut dripping = connect(address);
    for byte in GET.bytes().cycle().take(100) {
        // One byte more never gives more time.
        if dripping.write_all(&[byte]).is_err() || begin.elapsed() > TOO_LONG {
            break;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    let dripped = begin.elapsed();
    assert!(dripped < Duration::from_secs(5), "{dripped:?}");
    for (what, thread) in [("silent", silent), ("idle", idle)] {
        let (answer, time) = thread.join().unwrap();
        assert_eq!(String::from_utf8_lossy(&answer), "", "{what}");
        assert!(time < Duration::from_secs(5), "{what}: {time:?}");
    }
}

#[test]
fn a_body_that_drips_in_is_refused_in_time_and_nothing_is_stored() {
    let folder = folder(SHORT);
    let server = Program::start(folder.path());
    let mut stream = connect(server.address);
    stream.write_all(letter_head(65_536).as_bytes()).unwrap();
    let mut slow = stream.try_clone().unwrap();
    let drip = std::thread::spawn(move || {
        for _ in 0..100 {
            if slow.write_all(&[7; 10]).is_err() {
                break;
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    });
    let begin = Instant::now();
    let (answer, _) = until_closed(&mut stream);
    let time = begin.elapsed();
    drip.join().unwrap();
    assert!((5..12).contains(&time.as_secs()), "{time:?}");
    assert_eq!(parse(&answer).unwrap().status, 408);
    assert!(server.letters().is_empty());
}

#[test]
fn a_body_that_is_too_long_is_refused_before_it_is_sent() {
    let folder = folder(SHORT);
    let server = Program::start(folder.path());
    for length in [65_537, 1 << 40] {
        let mut stream = connect(server.address);
        stream.write_all(letter_head(length).as_bytes()).unwrap();
        let begin = Instant::now();
        assert_eq!(one_answer(&mut stream).status, 413);
        assert!(begin.elapsed() < Duration::from_secs(3));
        // And nobody goes on reading what follows.
        let end = Instant::now() + TOO_LONG;
        while stream.write_all(&[7; 65_536]).is_ok() {
            assert!(Instant::now() < end, "the server reads on");
        }
    }
    let chunked = letter_head(0).replace("Content-Length: 0", "Transfer-Encoding: chunked");
    let mut stream = connect(server.address);
    stream.write_all(chunked.as_bytes()).unwrap();
    assert_eq!(one_answer(&mut stream).status, 411);
}

#[test]
fn a_refusal_is_seen_by_a_client_that_sends_its_body_late() {
    let folder = folder("");
    let server = Program::start(folder.path());
    let mut stream = connect(server.address);
    let length = 1 << 20;
    let head = format!(
        "PUT /v1/courier/publication HTTP/1.1\r\nHost: belfry.test\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    // The refusal is on its way before the body is.
    std::thread::sleep(Duration::from_millis(500));
    stream.write_all(&vec![7; length]).unwrap();
    let (answer, _) = until_closed(&mut stream);
    let answer = parse(&answer).expect("the answer was lost with the connection");
    assert_eq!(answer.status, 401);
}

#[test]
fn more_uploads_than_allowed_are_told_to_come_back() {
    let folder = folder(&format!("{SHORT}uploads = 2\n"));
    let server = Program::start(folder.path());
    let mut held: Vec<TcpStream> = (0..2)
        .map(|_| {
            let mut stream = connect(server.address);
            stream.write_all(letter_head(65_536).as_bytes()).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(500));
    let (id, body) = random_letter();
    assert_eq!(server.put_letter(&id, &body), Some(503));
    assert_eq!(server.get("/v1/stamp").status, 200);
    for stream in &mut held {
        let answer = until_closed(stream).0;
        assert_eq!(parse(&answer).unwrap().status, 408);
    }
    assert_eq!(server.put_letter(&id, &body), Some(201));
}

#[test]
fn more_connections_than_allowed_wait_until_one_ends() {
    let folder = folder(&format!("{SHORT}connections = 2\n"));
    let server = Program::start(folder.path());
    let mut held: Vec<TcpStream> = (0..2).map(|_| connect(server.address)).collect();
    for stream in &mut held {
        stream.write_all(&GET.as_bytes()[..20]).unwrap();
    }
    std::thread::sleep(Duration::from_millis(300));
    let mut third = connect(server.address);
    third.write_all(GET.as_bytes()).unwrap();
    third
        .set_read_timeout(Some(Duration::from_millis(300)))
        .unwrap();
    assert!(third.read(&mut [0; 1]).is_err(), "it did not wait");
    // Who holds the places loses them with the time for headers.
    third.set_read_timeout(Some(TOO_LONG)).unwrap();
    assert_eq!(one_answer(&mut third).status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_ends_after_its_time_even_if_it_is_never_idle() {
    let service = Service::new("");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let bounds = Bounds {
        connections: 4,
        header_time: Duration::from_secs(1),
        connection_time: Duration::from_secs(2),
    };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = app(Arc::clone(&service.state));
    let serving = tokio::spawn(serve(listener, router, bounds, async {
        let _ = stopped.await;
    }));
    let busy = tokio::task::spawn_blocking(move || {
        let (mut stream, begin) = (connect(address), Instant::now());
        let mut piece = [0; 4096];
        while begin.elapsed() < TOO_LONG && stream.write_all(GET.as_bytes()).is_ok() {
            if !stream.read(&mut piece).is_ok_and(|count| count > 0) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        begin.elapsed()
    });
    let time = busy.await.unwrap();
    assert!((1..6).contains(&time.as_secs()), "{time:?}");
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}
