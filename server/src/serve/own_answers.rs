//! Only the router's answers leave, since only they have the fixed headers. What is no request never
//! gets to the router: hyper would answer it by itself with a bare `400`, `414` or `431`. Such a
//! connection is closed without a word instead.
//!
//! hyper has no setting for this, so the socket is wrapped: while no answer of the router is on its
//! way, nothing may be written. One gap stays: what is no request, but comes right behind a request
//! whose answer has not left yet (a client that does not read), still gets hyper's empty answer.
//!
//! An answer can be ready before the body came in: a refusal. Closing then, with bytes of the client still
//! under way, resets the connection, and the client never sees why. So the end is said, and what still
//! comes is thrown away for a while.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, Bytes};
use hyper::{
    body::{Body as HttpBody, Frame, SizeHint},
    rt::{Read, ReadBuf, ReadBufCursor, Write},
};
use tokio::time::{Instant, Sleep, sleep_until};

/// What is thrown away after an answer at most: more than the largest body that any route takes.
const LINGER_LEN: usize = 4 << 20;

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
    socket: S,
    answers: Answers,
    linger_time: Duration,
    linger: Option<Linger>,
}

/// The end was said; what the client still sends is thrown away.
struct Linger {
    end: Pin<Box<Sleep>>,
    left: usize,
}

impl<S> OwnAnswersOnly<S> {
    /// `linger_time` is how long a client may go on sending after the last answer.
    pub(super) fn new(socket: S, answers: Answers, linger_time: Duration) -> Self {
        Self {
            socket,
            answers,
            linger_time,
            linger: None,
        }
    }
}

impl Linger {
    fn poll(&mut self, socket: &mut (impl Read + Unpin), context: &mut Context<'_>) -> Poll<()> {
        let mut scratch = [0; 16 << 10];
        while self.left > 0 && self.end.as_mut().poll(context).is_pending() {
            let mut buffer = ReadBuf::new(&mut scratch);
            let read = ready!(Pin::new(&mut *socket).poll_read(context, buffer.unfilled()));
            let count = buffer.filled().len();
            if read.is_err() || count == 0 {
                break;
            }
            self.left = self.left.saturating_sub(count);
        }
        Poll::Ready(())
    }
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

impl<S: Read + Write + Unpin> Write for OwnAnswersOnly<S> {
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
        let Self {
            socket,
            linger,
            linger_time,
            ..
        } = &mut *self;
        if linger.is_none() {
            ready!(Pin::new(&mut *socket).poll_shutdown(context))?;
        }
        let linger = linger.get_or_insert_with(|| Linger {
            end: Box::pin(sleep_until(Instant::now() + *linger_time)),
            left: LINGER_LEN,
        });
        linger.poll(socket, context).map(Ok)
    }
}
