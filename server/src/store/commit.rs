//! One thread brings writes to disk; requests that arrive while it works share the next round.

use std::{
    io,
    sync::{Arc, mpsc},
    thread,
};

use super::{drawer::Drawer, engine::EngineError};

struct Request {
    drawer: Arc<Drawer>,
    answer: mpsc::SyncSender<Result<(), EngineError>>,
}

/// The handle of the committing thread, which ends when the handle is dropped.
pub(crate) struct Committer(mpsc::Sender<Request>);

impl Committer {
    pub(crate) fn start() -> io::Result<Self> {
        let (sender, receiver) = mpsc::channel();
        thread::Builder::new()
            .name("committer".into())
            .spawn(move || run(&receiver))?;
        Ok(Self(sender))
    }

    /// Returns once everything written to the drawer before this call is on disk.
    pub(crate) fn commit(&self, drawer: &Arc<Drawer>) -> Result<(), EngineError> {
        let (answer, wait) = mpsc::sync_channel(1);
        let request = Request {
            drawer: Arc::clone(drawer),
            answer,
        };
        self.0.send(request).map_err(|_| EngineError::Broken)?;
        wait.recv().map_err(|_| EngineError::Broken)?
    }
}

fn run(receiver: &mpsc::Receiver<Request>) {
    while let Ok(first) = receiver.recv() {
        let mut round = vec![first];
        round.extend(receiver.try_iter());
        while let Some(next) = round.last().map(|request| Arc::clone(&request.drawer)) {
            let (same, others) = round
                .into_iter()
                .partition(|request| Arc::ptr_eq(&request.drawer, &next));
            round = others;
            let done = next.make_durable();
            answer(same, done);
        }
    }
}

fn answer(requests: Vec<Request>, done: Result<(), EngineError>) {
    for request in requests {
        // Whoever asked may have gone.
        let _ = request.answer.send(done);
    }
}
