//! One plain HTTP request, as any tool could make it.

use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::message::{Head, Kept};

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body as it came.
    pub body: Vec<u8>,
}

/// Gets a path.
///
/// # Errors
/// If nothing answers within half a minute, or not in HTTP.
pub fn get(server: SocketAddr, path: &str) -> Result<Answer> {
    request(
        server,
        &format!("GET {path} HTTP/1.1\r\nHost: {server}\r\n"),
        &[],
    )
}

/// Puts bytes under a path; `headers` are further lines, each with its line end.
///
/// # Errors
/// If nothing answers within half a minute, or not in HTTP.
pub fn put(server: SocketAddr, path: &str, headers: &str, body: &[u8]) -> Result<Answer> {
    let length = body.len();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nHost: {server}\r\nContent-Type: application/octet-stream\r\n\
         Content-Length: {length}\r\n{headers}"
    );
    request(server, &head, body)
}

/// Posts JSON to a path, as drivers of browsers want it.
pub(crate) fn post_json(server: SocketAddr, path: &str, json: &str) -> Result<Answer> {
    let length = json.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {server}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n"
    );
    request(server, &head, json.as_bytes())
}

fn request(server: SocketAddr, head: &str, body: &[u8]) -> Result<Answer> {
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(Duration::from_secs(40)))?;
    stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())?;
    stream.write_all(body)?;
    let mut answer = Kept::new(BufReader::new(&stream));
    let head = Head::read(&mut answer)?.context("the connection closed without an answer")?;
    let _ = answer.take();
    // Some keep the connection open whatever they are asked: the length decides.
    head.read_response_body("", &mut answer)?;
    Ok(Answer {
        status: head.status(),
        body: answer.take(),
    })
}
