//! The small server: answers by path, and keeps what it was asked.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use crypto_core::{
    ids::LetterId,
    lengths::{LETTER_LEN, PARCEL_LEN},
    time::Week,
};

use crate::channel::Channel;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub path: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

type Answers = BTreeMap<String, Vec<u8>>;

#[derive(Default)]
struct Shared {
    /// Raw answers, status line included, by path with query, or by method and path.
    answers: Mutex<Answers>,
    asked: Mutex<Vec<Asked>>,
    stop: AtomicBool,
}

pub struct Site {
    port: u16,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// An answer with this status and body.
pub fn answer(status: u16, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} -\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

impl Site {
    /// A server with nothing on it.
    pub fn empty() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if theirs.stop.load(Ordering::SeqCst) {
                    return;
                }
                // A broken connection is the client's affair.
                let _ = stream.and_then(|stream| serve(stream, &theirs));
            }
        });
        Self {
            port,
            shared,
            thread: Some(thread),
        }
    }

    /// An honest server of this channel, with these letters in one closed week.
    pub fn honest(channel: &Channel, week: Week, fills: &[u8]) -> Self {
        Self::with_parcels(channel, week, fills, &[])
    }

    /// The same with these parcels.
    pub fn with_parcels(channel: &Channel, week: Week, letters: &[u8], parcels: &[u8]) -> Self {
        let site = Self::empty();
        site.ok("/v1/board/head", channel.head());
        site.ok("/v1/board/1", &channel.board_file);
        site.ok("/v1/roster/1", &channel.roster_file);
        let epoch = channel.day.epoch();
        site.ok(&format!("/v1/recipients/{epoch}"), &channel.recipients_file);
        let weeks = format!(
            r#"[{{"week":{week},"letters":{},"parcels":{},"open":false}}]"#,
            letters.len(),
            parcels.len()
        );
        site.ok("/v1/courier/weeks", weeks.as_bytes());
        site.cells(
            &format!("/v1/courier/weeks/{week}/letters"),
            letters,
            LETTER_LEN,
        );
        site.cells(
            &format!("/v1/courier/weeks/{week}/parcels"),
            parcels,
            PARCEL_LEN,
        );
        site
    }

    fn cells(&self, base: &str, fills: &[u8], length: usize) {
        let ids: Vec<u8> = fills.iter().flat_map(|fill| [*fill; 16]).collect();
        self.ok(base, &ids);
        if let Some(last) = fills.last() {
            self.ok(&format!("{base}?after={}", LetterId([*last; 16])), b"");
        }
        for fill in fills {
            let id = LetterId([*fill; 16]);
            self.ok(&format!("{base}/{id}"), &vec![*fill; length]);
        }
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn ok(&self, path: &str, body: &[u8]) {
        self.raw(path, &answer(200, body));
    }

    /// From now on, this path is answered with these very bytes.
    pub fn raw(&self, path: &str, answer: &[u8]) {
        let mut answers = self.shared.answers.lock().unwrap();
        answers.insert(path.to_owned(), answer.to_vec());
    }

    /// The same for one method only; it goes before what holds for all.
    pub fn for_method(&self, method: &str, path: &str, answer: &[u8]) {
        self.raw(&format!("{method} {path}"), answer);
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// The letters and parcels that were asked for since the last time, by their paths.
    pub fn cells_asked(&self) -> Vec<String> {
        let asked = std::mem::take(&mut *self.shared.asked.lock().unwrap());
        let paths = asked.into_iter().map(|asked| asked.path);
        paths.filter(|path| is_cell(path)).collect()
    }

    pub fn forget_asked(&self) {
        self.shared.asked.lock().unwrap().clear();
    }
}

/// Whether a path names one letter or parcel of a week.
pub fn is_cell(path: &str) -> bool {
    let words: Vec<&str> = path.split('/').collect();
    matches!(
        words[..],
        ["", "v1", "courier", "weeks", _, "letters" | "parcels", _]
    )
}

impl Drop for Site {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees that it is to stop.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let Some(asked) = read_request(&mut reader)? else {
        return Ok(());
    };
    let answers = shared.answers.lock().unwrap();
    let of_method = answers.get(&format!("{} {}", asked.method, asked.path));
    let found = of_method.or_else(|| answers.get(&asked.path)).cloned();
    drop(answers);
    shared.asked.lock().unwrap().push(asked);
    let mut stream = stream;
    stream.write_all(&found.unwrap_or_else(|| answer(404, b"")))
}

fn read_request(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<Asked>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split(' ');
    let mut word = || words.next().unwrap_or_default().to_owned();
    let (method, path) = (word(), word());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let length = headers
        .get("content-length")
        .map_or(0, |n| n.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Asked {
        method,
        path,
        headers,
        body,
    }))
}
