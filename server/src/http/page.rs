//! The page: static files, read and compressed once at the start.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    path::Path,
};

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use flate2::{Compression, write::GzEncoder};

use super::{
    Shared,
    reply::{self, Problem},
};

/// All files of a page together at most.
const PAGE_LEN_MAX: u64 = 64 << 20;

/// The files of the page by their path, `/nl/` standing for `/nl/index.html`.
#[derive(Default)]
pub struct Page(BTreeMap<String, File>);

struct File {
    content_type: &'static str,
    plain: Bytes,
    gzip: Option<Bytes>,
}

impl Page {
    /// Reads a folder. Files `….gz` beside another are its compressed form; hidden files are left
    /// out, and links are followed.
    ///
    /// # Errors
    /// [`io::Error`]; also where the folder is larger than 64 MiB, so not a page.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        let mut total = 0;
        gather(folder, "/", &mut files, &mut total)?;
        let mut page = BTreeMap::new();
        for (path, plain) in &files {
            if path.ends_with(".gz") {
                continue;
            }
            let gzip = match files.get(&format!("{path}.gz")) {
                Some(gzip) => gzip.clone(),
                None => compress(plain)?,
            };
            let file = File {
                content_type: content_type(path),
                gzip: (gzip.len() < plain.len()).then(|| gzip.into()),
                plain: plain.clone().into(),
            };
            let path = path
                .strip_suffix("index.html")
                .filter(|path| path.ends_with('/'))
                .unwrap_or(path);
            page.insert(path.to_owned(), file);
        }
        Ok(Self(page))
    }

    fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let path = path
            .strip_suffix("/index.html")
            .map_or_else(|| path.to_owned(), |folder| format!("{folder}/"));
        let file = self.0.get(&path)?;
        let gzip = file.gzip.as_ref().filter(|_| accepts_gzip(headers));
        let mut response = reply::bytes(file.content_type, gzip.unwrap_or(&file.plain).clone());
        if gzip.is_some() {
            let encoding = HeaderValue::from_static("gzip");
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, encoding);
        }
        Some(response)
    }

    /// `/nl` for `/nl/`: the address with the slash, for paths that are a folder of the page.
    fn with_slash(&self, path: &str) -> Option<Response> {
        let folder = format!("{path}/");
        self.0.get(&folder)?;
        let location = HeaderValue::from_str(&folder).ok()?;
        Some(
            (
                StatusCode::PERMANENT_REDIRECT,
                [(header::LOCATION, location)],
            )
                .into_response(),
        )
    }
}

/// Whatever is no route: a file of the page, or nothing.
pub(super) async fn file(
    State(state): State<Shared>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let path = uri.path();
    let found = state
        .page
        .answer(path, &headers)
        .or_else(|| state.page.with_slash(path))
        .ok_or(Problem::NotFound)?;
    if method == Method::GET || method == Method::HEAD {
        Ok(found)
    } else {
        Err(Problem::Method)
    }
}

fn gather(
    folder: &Path,
    at: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    total: &mut u64,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let data = fs::metadata(entry.path())?;
        if data.is_dir() {
            gather(&entry.path(), &format!("{at}{name}/"), files, total)?;
            continue;
        }
        *total += data.len();
        if *total > PAGE_LEN_MAX {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        files.insert(format!("{at}{name}"), fs::read(entry.path())?);
    }
    Ok(())
}

fn compress(plain: &[u8]) -> io::Result<Vec<u8>> {
    // No file name and no time in the header: the same bytes on every deployment.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            parts.next() == Some("gzip") && !parts.any(|weight| weight == "q=0")
        })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
