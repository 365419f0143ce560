//! A wire between courier and server: keeps what was asked, and can be cut in the middle of an answer.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use crate::site::is_cell;

#[derive(Default)]
struct Shared {
    asked: Mutex<Vec<String>>,
    plan: Mutex<Option<Plan>>,
    /// Bytes of answers that still go through.
    left: Mutex<Option<usize>>,
    reached: AtomicBool,
    stop: AtomicBool,
}

/// When the wire breaks, and how.
#[derive(Clone, Copy)]
pub struct Plan {
    /// At the answer to which letter or parcel, from 1.
    pub cell: usize,
    /// After how many bytes of it.
    pub bytes: usize,
    /// Whether it hangs instead of ending the connection.
    pub hang: bool,
}

pub struct Between {
    port: u16,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Between {
    pub fn new(server: &str) -> Self {
        let target = server.replace("http://", "").replace('/', "");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if theirs.stop.load(Ordering::SeqCst) {
                    return;
                }
                let (shared, target) = (Arc::clone(&theirs), target.clone());
                // Ends with its connection.
                std::thread::spawn(move || {
                    stream.and_then(|stream| carry(stream, &target, &shared))
                });
            }
        });
        Self {
            port,
            shared,
            thread: Some(thread),
        }
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on, this happens to the answers; nothing, if `None`.
    pub fn plan(&self, plan: Option<Plan>) {
        *self.shared.plan.lock().unwrap() = plan;
        *self.shared.left.lock().unwrap() = None;
        self.shared.reached.store(false, Ordering::SeqCst);
        self.shared.asked.lock().unwrap().clear();
    }

    /// Waits until the plan's place was reached.
    pub fn wait(&self) {
        let begun = Instant::now();
        while !self.shared.reached.load(Ordering::SeqCst) {
            assert!(begun.elapsed() < Duration::from_secs(60), "never reached");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until so many letters and parcels were asked for since the plan was made.
    pub fn wait_for(&self, cells: usize) {
        let begun = Instant::now();
        while self.shared.asked.lock().unwrap().len() < cells {
            assert!(begun.elapsed() < Duration::from_secs(60), "never asked for");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// The letters and parcels that were asked for since the plan was made.
    pub fn cells_asked(&self) -> Vec<String> {
        self.shared.asked.lock().unwrap().clone()
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees that it is to stop.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn carry(client: TcpStream, target: &str, shared: &Arc<Shared>) -> std::io::Result<()> {
    let server = TcpStream::connect(target)?;
    let (to_client, from_server) = (client.try_clone()?, server.try_clone()?);
    let theirs = Arc::clone(shared);
    let back = std::thread::spawn(move || answers(from_server, to_client, &theirs));
    // A broken connection is what this is for.
    let _ = requests(&client, server, shared);
    let _ = back.join();
    Ok(())
}

fn requests(client: &TcpStream, mut server: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut lines = BufReader::new(client);
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return server.shutdown(Shutdown::Both);
        }
        let text = String::from_utf8_lossy(&line);
        let path = text
            .strip_prefix("GET ")
            .and_then(|rest| rest.split(' ').next());
        if let Some(path) = path.filter(|path| is_cell(path)) {
            let mut asked = shared.asked.lock().unwrap();
            asked.push(path.to_owned());
            if let Some(plan) = *shared.plan.lock().unwrap()
                && asked.len() == plan.cell
            {
                *shared.left.lock().unwrap() = Some(plan.bytes);
            }
        }
        server.write_all(&line)?;
    }
}

fn answers(mut server: TcpStream, mut client: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut buffer = [0; 16 * 1024];
    loop {
        let read = server.read(&mut buffer)?;
        let through = {
            let mut left = shared.left.lock().unwrap();
            let through = left.map_or(read, |left| left.min(read));
            *left = left.map(|left| left - through);
            through
        };
        client.write_all(&buffer[..through])?;
        if through == read && read > 0 {
            continue;
        }
        let hang = shared.plan.lock().unwrap().is_some_and(|plan| plan.hang);
        if read > 0 {
            shared.reached.store(true, Ordering::SeqCst);
            while hang && shared.left.lock().unwrap().is_some() {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        let _ = server.shutdown(Shutdown::Both);
        return client.shutdown(Shutdown::Both);
    }
}
