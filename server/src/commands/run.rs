//! `belfry-server run`.

use std::{fs, io, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{
    clock::Clock,
    config::Config,
    confirmations::{self, Confirmations},
    http::{Page, Shared, State, app},
    lock::DataLock,
    log,
    published::Publications,
    serve::{Bounds, CONNECTION_TIME, serve},
    store::{Limits, Store},
};

/// How often weeks are looked after.
const TEND_EVERY: Duration = Duration::from_secs(60);

/// Opens everything and serves until SIGTERM or SIGINT. Prints one line with the address.
///
/// # Errors
/// [`io::Error`] where something cannot be opened; its text says what.
pub fn run(config: &Config) -> io::Result<()> {
    log::hush_panics();
    let _lock = DataLock::take(&config.data)?;
    let state = Arc::new(open(config)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(listen(config, Arc::clone(&state)))?;
    // Blocking work under way ends before the data folder is let go.
    drop(runtime);
    Ok(())
}

/// The service's state, from the data folder.
///
/// # Errors
/// [`io::Error`], its text naming the part that could not be opened.
pub fn open(config: &Config) -> io::Result<State> {
    let what = |part: &'static str| {
        move |error: io::Error| io::Error::new(error.kind(), format!("{part}: {error}"))
    };
    fs::create_dir_all(&config.data).map_err(what("data folder"))?;
    let clock = Clock::System {
        offset_days: config.today_offset_days,
    };
    if config.today_offset_days != 0 {
        log::line(&format!(
            "THE CLOCK IS MOVED by {} days to {} (today_offset_days); for demonstrations only",
            config.today_offset_days,
            clock.day()
        ));
    }
    let page = match &config.page {
        Some(folder) => Page::read(folder).map_err(what("page"))?,
        None => Page::default(),
    };
    let limits = Limits {
        quota: config.quota_bytes,
        keep_free: config.keep_free_bytes,
    };
    let store = Store::open(&config.data, limits).map_err(what("letters and parcels"))?;
    let publications =
        Publications::open(&config.data, config.channel).map_err(what("published files"))?;
    let current = publications.served().current;
    let roster = current.as_ref().map(|current| &current.roster);
    let confirmations = Confirmations::open(&config.data, roster).map_err(what("confirmations"))?;
    Ok(State::new(
        config,
        clock,
        page,
        store,
        publications,
        confirmations,
    ))
}

async fn listen(config: &Config, state: Shared) -> io::Result<()> {
    tend(&state).await;
    let listener = TcpListener::bind(config.listen).await?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    announce(&listener)?;
    let tending = tokio::spawn(tend_for_ever(Arc::clone(&state)));
    let bounds = Bounds {
        connections: config.connections,
        header_time: Duration::from_secs((config.request_seconds / 6).max(1)),
        connection_time: CONNECTION_TIME,
    };
    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    let served = serve(listener, app(state), bounds, stop).await;
    tending.abort();
    served
}

fn announce(listener: &TcpListener) -> io::Result<()> {
    use std::io::Write as _;
    let address = listener.local_addr()?;
    let mut out = io::stdout();
    writeln!(out, "belfry-server is ready at http://{address}/")?;
    out.flush()
}

async fn tend_for_ever(state: Shared) {
    loop {
        tokio::time::sleep(TEND_EVERY).await;
        tend(&state).await;
    }
}

async fn tend(state: &Shared) {
    let state = Arc::clone(state);
    let work = move || {
        confirmations::tend(
            &state.store,
            &state.publications,
            &state.confirmations,
            state.clock.day().week(),
        )
    };
    if !matches!(tokio::task::spawn_blocking(work).await, Ok(Ok(()))) {
        log::line("a storage week could not be closed or removed; it is tried again in a minute");
    }
}
