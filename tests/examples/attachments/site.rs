//! A site on loopback with the page's modules and its peers from npm, for one browser.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result};
use belfry_tests::stack::page_folder;

const PAGE: &str = "<!doctype html><title>sealing</title><script type=module>
    const worker = new Worker('/sealing.js', { type: 'module' });
    worker.onmessage = ({ data }) => { window.said = data; };
    worker.onerror = (error) => { window.said = { failed: String(error.message) }; };
</script>";
const WORKER: &str = include_str!("sealing.js");

/// Starts it; it serves until the program ends.
pub fn start() -> Result<SocketAddr> {
    let npm = std::env::var_os("BELFRY_NPM").context("BELFRY_NPM is not set")?;
    let npm = PathBuf::from(npm);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let npm = npm.clone();
            thread::spawn(move || answer(stream, &npm));
        }
    });
    Ok(address)
}

fn answer(mut stream: TcpStream, npm: &Path) -> Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().context("no request")??;
    while lines
        .next()
        .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
    {}
    let path = request.split(' ').nth(1).unwrap_or_default();
    let body = find(path, npm);
    let status = if body.is_some() {
        "200 OK"
    } else {
        "404 Not Found"
    };
    let body = body.unwrap_or_default();
    let kind = match path.rsplit_once('.') {
        Some((_, "js" | "mjs")) => "text/javascript",
        Some((_, "wasm")) => "application/wasm",
        _ => "text/html",
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    Ok(stream.write_all(&body)?)
}

fn find(path: &str, npm: &Path) -> Option<Vec<u8>> {
    if path == "/" {
        return Some(PAGE.into());
    }
    if path == "/sealing.js" {
        return Some(WORKER.into());
    }
    if let Some(file) = path.strip_prefix("/page/") {
        return fs::read(page_folder().join(file)).ok();
    }
    let file = path.strip_prefix("/npm/")?;
    let bytes = fs::read(npm.join(file)).ok()?;
    if file.starts_with("openpgp/") {
        return Some(bytes);
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(with_whole_paths(&text, file, npm).into_bytes())
}

/// A browser finds no packages by their names: each `from "@scope/package/file.js"` becomes the path at which
/// Node would look for it.
fn with_whole_paths(text: &str, file: &str, npm: &Path) -> String {
    // Packages differ in their quotes.
    let text = text.replace("from '@", "from \"@");
    let mut parts = text.split("from \"@");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let at = part.find(['"', '\'']).unwrap_or(part.len());
        let (wanted, rest) = part.split_at(at);
        let mut wanted = format!("@{wanted}");
        if wanted.matches('/').count() == 1 {
            wanted.push_str("/index.js");
        }
        let nested = Path::new(file)
            .ancestors()
            .map(|folder| folder.join("node_modules").join(&wanted))
            .find(|path| npm.join(path).exists());
        let found = nested.unwrap_or_else(|| PathBuf::from(wanted));
        out += &format!("from \"/npm/{}\"", found.display());
        out += rest.get(1..).unwrap_or_default();
    }
    out
}
