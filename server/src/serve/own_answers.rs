//! Only the router's answers leave, since only they have the fixed headers. What is no request never
//! gets to the router: hyper would answer it by itself with a bare `400`, `414` or `431`. Such a
//! connection is closed without a word instead.
//!
//! hyper has no setting for this, so the socket is wrapped: while no answer of the router is on its
//! way, nothing may be written. One gap stays: what is no request, but comes right behind a request
//! whose answer has not left yet (a client that does not read), still gets hyper's empty answer.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
};

use axum::body::{Body, Bytes};
use hyper::{
    body::{Body as HttpBody, Frame, SizeHint},
    rt::{Read, ReadBufCursor, Write},
};

/// Whether an answer of the router is on its way over one connection.
#[derive(Clone, Default)]
pub(super) struct Answers(Arc<Standing>);

#[derive(Default)]
struct Standing {
    /// Requests in the router, and answers of which hyper has not taken the last byte.
    running: AtomicUsize,
    /// Whether something of an answer may still lie in hyper's buffer.
    unsent: AtomicBool,
}

/// Lasts as long as the answer.
pub(super) struct Running(Answers);

impl Answers {
    /// The router gets a request.
    pub(super) fn begin(&self) -> Running {
        self.0.running.fetch_add(1, Ordering::SeqCst);
        self.0.unsent.store(true, Ordering::SeqCst);
        Running(self.clone())
    }

    /// Everything that hyper had was sent.
    fn sent(&self) {
        if self.0.running.load(Ordering::SeqCst) == 0 {
            self.0.unsent.store(false, Ordering::SeqCst);
        }
    }

    fn check(&self) -> io::Result<()> {
        if self.0.unsent.load(Ordering::SeqCst) {
            Ok(())
        } else {
            Err(io::ErrorKind::ConnectionAborted.into())
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

/// An answer's body; hyper drops it when it has taken all of it.
pub(super) struct OwnBody {
    body: Body,
    _running: Running,
}

impl OwnBody {
    pub(super) fn new(body: Body, running: Running) -> Self {
        Self {
            body,
            _running: running,
        }
    }
}

impl HttpBody for OwnBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A socket over which nothing leaves but the router's answers.
pub(super) struct OwnAnswersOnly<S> {
    pub(super) socket: S,
    pub(super) answers: Answers,
}

impl<S: Read + Unpin> Read for OwnAnswersOnly<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, buffer)
    }
}

impl<S: Write + Unpin> Write for OwnAnswersOnly<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.answers.check()?;
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.answers.check()?;
        Pin::new(&mut self.socket).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.socket).poll_flush(context))?;
        // hyper flushes the socket once its own buffer is empty.
        self.answers.sent();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
