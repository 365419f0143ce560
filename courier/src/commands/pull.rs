//! `pull`: everything on the server goes into one bundle file. Nothing is deleted there, so a pull
//! may be repeated at will; what an older or unfinished bundle holds is not fetched again.

mod cells;
mod progress;
mod unfinished;

use std::{
    fs::File,
    io::{self, BufWriter},
    path::Path,
};

use crypto_core::bundle::{BundleWriter, WeekSummary, WriteError};
use thiserror::Error;

use self::cells::{Absent, Count, NotGiven, Wanted};
use crate::{
    cli::PullOptions,
    client::{Client, ClientError},
    config::Config,
    files::{self, UnfinishedError},
    public::{self, PublicError, PublicFiles},
    server::{Server, ServerError},
};

/// Why there is no new bundle. What has been fetched is kept beside it for the next attempt.
#[derive(Debug, Error)]
pub enum PullError {
    /// There is no client.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The server's public files cannot be used.
    #[error(transparent)]
    Public(#[from] PublicError),
    /// The server's lists or letters cannot be used.
    #[error("not everything was fetched; what was is kept: run the same command again")]
    Server(#[from] ServerError),
    /// The bundle could not be written.
    #[error("the bundle could not be written; is the disk full, or the folder missing?")]
    File(#[from] io::Error),
    /// Two at once.
    #[error("another pull writes this bundle at this moment; wait until it is done")]
    InUse,
    /// A record could not be written.
    #[error("the bundle could not be written; is the disk full?")]
    Write(#[from] WriteError),
}

impl From<UnfinishedError> for PullError {
    fn from(error: UnfinishedError) -> Self {
        match error {
            UnfinishedError::Io(error) => Self::File(error),
            UnfinishedError::InUse => Self::InUse,
        }
    }
}

type Bundle = BundleWriter<BufWriter<File>>;

/// Fetches what the server has into the file that the options name. Says on standard error what it
/// does.
///
/// # Errors
/// See [`PullError`]; then a bundle that lay there before is untouched.
pub fn run(config: &Config, options: &PullOptions) -> Result<(), PullError> {
    let server = Server::new(Client::new(config)?);
    let public = public::fetch(&server, &config.channel)?;
    report_public(public.as_ref());
    let weeks = summaries(&server)?;

    let mut wanted = Wanted::new(&weeks, options.since_week);
    let total = wanted.count();
    let file = files::open_unfinished(&options.out)?;
    if options.fresh {
        file.set_len(0)?;
    } else if file.metadata()?.len() > 0 {
        eprintln!("Checking what an unfinished bundle holds …");
    }
    let (mut bundle, front) = unfinished::go_on(file, &config.channel, &mut wanted)?;
    report_begun(total, wanted.count());
    front.write(public.as_ref(), &weeks, &mut bundle)?;
    if !options.fresh && wanted.count() != Count::default() && options.out.exists() {
        eprintln!("Taking over what the older bundle holds …");
        wanted.reuse(&options.out, &config.channel, &mut bundle)?;
    }
    let left = wanted.count();
    let absent = wanted.fetch(&server, &mut bundle)?;
    let file = bundle.finish()?.into_inner().map_err(|e| e.into_error())?;
    files::finish(&file, &options.out)?;
    report(&options.out, (total, left), absent);
    Ok(())
}

fn summaries(server: &Server) -> Result<Vec<WeekSummary>, ServerError> {
    let weeks = server.weeks()?;
    weeks.into_iter().map(|week| server.summary(week)).collect()
}

fn report_public(public: Option<&PublicFiles>) {
    let Some(public) = public else {
        eprintln!("Nothing has been published on this server yet; fetching letters all the same.");
        return;
    };
    let header = &public.head.header;
    eprintln!("Board {} of {} verified.", header.serial, header.day);
    for epoch in &public.missing {
        eprintln!("The server lacks the recipients of epoch {epoch}, which the roster names.");
    }
}

fn report_begun(total: Count, left: Count) {
    if total != left {
        eprintln!(
            "Going on with an unfinished bundle; {} letters and {} parcels are in it.",
            total.letters - left.letters,
            total.parcels - left.parcels
        );
    }
}

fn report(out: &Path, (total, left): (Count, Count), absent: Absent) {
    let letters = count("letters", total.letters, left.letters, absent.letters);
    let parcels = count("parcels", total.parcels, left.parcels, absent.parcels);
    eprintln!("{}: {letters}, {parcels}.", out.display());
    report_absent("letters", absent.letters);
    report_absent("parcels", absent.parcels);
}

fn count(what: &str, total: usize, left: usize, absent: NotGiven) -> String {
    let reused = total - left;
    let fetched = left - absent.gone - absent.unreadable;
    let there = reused + fetched;
    format!("{there} {what} ({fetched} fetched now, {reused} from an older bundle)")
}

fn report_absent(what: &str, NotGiven { gone, unreadable }: NotGiven) {
    if gone > 0 {
        eprintln!("{gone} {what} went from the server while they were being fetched.");
    }
    if unreadable > 0 {
        eprintln!(
            "WARNING: the server could not give {unreadable} {what}. Ask who runs it to look at \
             its disk (belfry-server check), then pull again."
        );
    }
}
