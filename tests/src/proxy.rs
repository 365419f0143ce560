//! A recording TCP proxy between browser and server: what it writes down is what a server, or whoever taps
//! its line, sees. It can also stand in for a bad network: refuse a path, break an answer off, cut everything.

use std::io::{BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::Result;

use crate::message::{Head, Kept};

/// One request with its answer, in the order in which requests arrived.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// `GET`, `PUT`, …
    pub method: String,
    /// The path as asked for.
    pub path: String,
    /// All bytes of the request as they came over the wire.
    pub request: Vec<u8>,
    /// Length of the request's body in bytes.
    pub request_body_len: usize,
    /// Status of the answer, 0 where the proxy gave none.
    pub status: u16,
    /// All bytes of the answer as they went over the wire, heads included.
    pub response: Vec<u8>,
    /// Length of the answer's body on the wire (compressed, if it was) in bytes.
    pub response_body_len: usize,
}

impl Exchange {
    /// Method and path with every name that is drawn at random (32 hexadecimal digits) written as `{id}`, and
    /// board and roster serials as they are.
    pub fn kind(&self) -> String {
        let parts: Vec<&str> = self
            .path
            .split('/')
            .map(|part| if is_id(part) { "{id}" } else { part })
            .collect();
        format!("{} {}", self.method, parts.join("/"))
    }

    /// Names of the request's headers, in lower case, in the order in which they came.
    pub fn header_names(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.request);
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        head.lines()
            .skip(1)
            .filter_map(|line| Some(line.split_once(':')?.0.to_lowercase()))
            .collect()
    }
}

fn is_id(part: &str) -> bool {
    part.len() == 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It reaches the server, the answer the browser.
    Pass,
    /// The connection closes without an answer; the server never sees the request.
    Refuse,
    /// The server gets the first half of the request's body, then both connections close.
    Break,
    /// The server handles it, but the browser gets only the first half of the answer's body.
    Halve,
    /// The server handles it, but the connection closes before the answer.
    LoseAnswer,
    /// The server handles it, but one bit in the middle of the answer's body is another.
    Flip,
    /// The browser gets a bare 404; the server never sees the request.
    NotThere,
}

const NOT_THERE: &[u8] =
    b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

type Rule = Box<dyn Fn(&str, &str) -> Fate + Send>;

struct Shared {
    exchanges: Vec<Exchange>,
    rule: Rule,
}

/// A listening proxy. It goes on until the process ends; each test starts its own.
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

impl Proxy {
    /// Listens on a free loopback port and passes everything to `server`.
    ///
    /// # Errors
    /// If no port is free.
    pub fn start(server: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Mutex::new(Shared {
            exchanges: Vec::new(),
            rule: Box::new(|_, _| Fate::Pass),
        }));
        let for_connections = Arc::clone(&shared);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let shared = Arc::clone(&for_connections);
                thread::spawn(move || {
                    // A connection that breaks off is an ordinary end: browsers close as they like.
                    let _ = pass_connection(&client, server, &shared);
                    let _ = client.shutdown(Shutdown::Both);
                });
            }
        });
        Ok(Self { address, shared })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Decides from now on by method and path what happens to requests.
    pub fn rule(&self, rule: impl Fn(&str, &str) -> Fate + Send + 'static) {
        lock(&self.shared).rule = Box::new(rule);
    }

    /// Lets everything pass again.
    pub fn pass_all(&self) {
        self.rule(|_, _| Fate::Pass);
    }

    /// What has passed since the start or since the last [`Proxy::forget`].
    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.shared).exchanges.clone()
    }

    /// Starts the record anew and returns the old one.
    pub fn forget(&self) -> Vec<Exchange> {
        std::mem::take(&mut lock(&self.shared).exchanges)
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pass_connection(client: &TcpStream, server: SocketAddr, shared: &Mutex<Shared>) -> Result<()> {
    client.set_nodelay(true)?;
    let mut from_client = Kept::new(BufReader::new(client));
    while let Some(request) = Head::read(&mut from_client)? {
        let (method, path) = request.method_and_path();
        let request_body_len = request.read_request_body(&mut from_client)?;
        let request_bytes = from_client.take();
        let (place, fate) = note_request(shared, &method, &path, &request_bytes, request_body_len);
        let mut to_client = client;
        if fate == Fate::Refuse {
            return Ok(());
        }
        if fate == Fate::NotThere {
            return Ok(to_client.write_all(NOT_THERE)?);
        }
        // A connection for each request: the server closes idle ones, which a browser would notice at once,
        // and only this proxy would not.
        let upstream = TcpStream::connect(server)?;
        upstream.set_nodelay(true)?;
        let mut from_server = Kept::new(BufReader::new(&upstream));
        if fate == Fate::Break {
            let given = request_bytes.len() - request_body_len / 2;
            (&upstream).write_all(request_bytes.get(..given).unwrap_or_default())?;
            return Ok(());
        }
        (&upstream).write_all(&request_bytes)?;
        let Some(response) = Head::read(&mut from_server)? else {
            return Ok(());
        };
        let head_len = from_server.len();
        let response_body_len = response.read_response_body(&method, &mut from_server)?;
        let mut response_bytes = from_server.take();
        note_response(shared, place, &response, &response_bytes, response_body_len);
        let middle = head_len + (response_bytes.len() - head_len) / 2;
        if fate == Fate::Flip
            && let Some(byte) = response_bytes.get_mut(middle)
        {
            *byte ^= 4;
        }
        let given = match fate {
            Fate::Halve => middle,
            Fate::LoseAnswer => 0,
            _ => response_bytes.len(),
        };
        to_client.write_all(response_bytes.get(..given).unwrap_or_default())?;
        if fate != Fate::Pass || response.closes() {
            return Ok(());
        }
    }
    Ok(())
}

fn note_request(
    shared: &Mutex<Shared>,
    method: &str,
    path: &str,
    bytes: &[u8],
    body_len: usize,
) -> (usize, Fate) {
    let mut shared = lock(shared);
    let fate = (shared.rule)(method, path);
    shared.exchanges.push(Exchange {
        method: method.to_owned(),
        path: path.to_owned(),
        request: bytes.to_vec(),
        request_body_len: body_len,
        status: 0,
        response: Vec::new(),
        response_body_len: 0,
    });
    (shared.exchanges.len() - 1, fate)
}

fn note_response(shared: &Mutex<Shared>, place: usize, head: &Head, bytes: &[u8], body_len: usize) {
    // The record may have been started anew while the answer was on its way.
    if let Some(exchange) = lock(shared).exchanges.get_mut(place) {
        exchange.status = head.status();
        exchange.response = bytes.to_vec();
        exchange.response_body_len = body_len;
    }
}
