//! Connections: HTTP/1.1 with bounds on their number, their headers and their times. `axum::serve`
//! has no such bounds, so hyper is driven here.

use std::{convert::Infallible, io, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, sleep, timeout_at},
};
use tower::ServiceExt as _;

mod own_answers;

use own_answers::{Answers, OwnAnswersOnly, OwnBody};

/// Bytes of request line and headers together at most.
const HEADERS_LEN_MAX: usize = 16 * 1024;
const HEADERS_MAX: usize = 64;
/// A connection ends after this long, whatever it does; a board over a slow circuit fits.
pub const CONNECTION_TIME: Duration = Duration::from_secs(900);
/// How long running requests may go on after the order to stop.
const STOP_TIME: Duration = Duration::from_secs(10);

/// Bounds of the listener.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Connections at the same time; more wait in the system's queue.
    pub connections: usize,
    /// How long the headers of a request may take.
    pub header_time: Duration,
    /// How long a connection lasts at most: [`CONNECTION_TIME`].
    pub connection_time: Duration,
}

/// Serves until `stop` is done, then lets running requests finish.
///
/// # Errors
/// None so far: errors of one connection end that connection only.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    bounds: Bounds,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let mut connections = JoinSet::new();
    let (stopping, _) = tokio::sync::watch::channel(false);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
            Some(_) = connections.join_next() => continue,
        };
        let (stream, place) = accepted;
        let app = app.clone();
        let stopping = stopping.subscribe();
        connections.spawn(async move {
            connection(stream, app, bounds, stopping).await;
            drop(place);
        });
    }
    drop(listener);
    stopping.send_replace(true);
    let end = Instant::now() + STOP_TIME;
    while let Ok(Some(_)) = timeout_at(end, connections.join_next()).await {}
    Ok(())
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, Option<tokio::sync::OwnedSemaphorePermit>) {
    // The semaphore is never closed, so there always is a place in the end.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            // Out of descriptors, or the peer gave up: neither must end the server.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(
    stream: TcpStream,
    app: Router,
    bounds: Bounds,
    mut stopping: tokio::sync::watch::Receiver<bool>,
) {
    let answers = Answers::default();
    let socket = OwnAnswersOnly::new(TokioIo::new(stream), answers.clone(), bounds.header_time);
    let service = service_fn(move |request: Request<Incoming>| {
        let (app, running) = (app.clone(), answers.begin());
        async move {
            let answer = app.oneshot(request.map(Body::new)).await;
            let answer = answer.unwrap_or_else(|never| match never {});
            Ok::<_, Infallible>(answer.map(|body| OwnBody::new(body, running)))
        }
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.header_time)
        .max_headers(HEADERS_MAX)
        .max_buf_size(HEADERS_LEN_MAX)
        // The server's clock is nobody's business.
        .auto_date_header(false);
    let mut connection = Box::pin(builder.serve_connection(socket, service));
    let end = Instant::now() + bounds.connection_time;
    tokio::select! {
        _ = timeout_at(end, connection.as_mut()) => return,
        _ = stopping.wait_for(|stop| *stop) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout_at(Instant::now() + STOP_TIME, connection).await;
}
