//! `pull`: everything on the server goes into one bundle file. Nothing is deleted there, so a pull
//! may be repeated at will; letters that an older or unfinished bundle holds are not fetched again.

mod letters;

use std::{
    fs::File,
    io::{self, BufWriter},
    path::Path,
};

use crypto_core::bundle::{BundleWriter, WeekSummary, WriteError};
use thiserror::Error;

use self::letters::{Absent, Wanted};
use crate::{
    cli::PullOptions,
    client::{Client, ClientError},
    config::Config,
    files,
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
    /// A record could not be written.
    #[error("the bundle could not be written; is the disk full?")]
    Write(#[from] WriteError),
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

    let unfinished = files::free_unfinished_name(&options.out);
    let mut file = files::create_private(&unfinished)?;
    let mut bundle = BundleWriter::begin(BufWriter::new(file), &config.channel)?;
    write_public(&mut bundle, public.as_ref())?;
    for week in &weeks {
        bundle.week(week)?;
    }
    let mut wanted = Wanted::new(&weeks, options.since_week);
    let total = wanted.letters();
    if !options.fresh {
        let [one, two] = files::unfinished_names(&options.out);
        for older in [&one, &two, &options.out] {
            if *older != unfinished {
                wanted.reuse(older, &config.channel, &mut bundle)?;
            }
        }
    }
    let reused = total - wanted.letters();
    let absent = wanted.fetch(&server, &mut bundle)?;
    file = bundle.finish()?.into_inner().map_err(|e| e.into_error())?;
    files::finish(&file, &unfinished, &options.out)?;
    report(&options.out, total, reused, absent);
    Ok(())
}

fn summaries(server: &Server) -> Result<Vec<WeekSummary>, ServerError> {
    let weeks = server.weeks()?;
    weeks.into_iter().map(|week| server.summary(week)).collect()
}

fn write_public(bundle: &mut Bundle, public: Option<&PublicFiles>) -> Result<(), WriteError> {
    let Some(public) = public else { return Ok(()) };
    bundle.board(&public.board_file)?;
    bundle.roster(&public.head.roster_file)?;
    for (epoch, file) in &public.recipients {
        bundle.recipients(*epoch, file)?;
    }
    Ok(())
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

fn report(out: &Path, total: usize, reused: usize, absent: Absent) {
    let Absent { gone, unreadable } = absent;
    let letters = total - gone - unreadable;
    let fetched = letters - reused;
    let out = out.display();
    eprintln!("{out}: {letters} letters ({fetched} fetched now, {reused} from an older bundle).");
    if gone > 0 {
        eprintln!("{gone} letters went from the server while they were being fetched.");
    }
    if unreadable > 0 {
        eprintln!(
            "WARNING: the server could not give {unreadable} letters. Ask who runs it to look at \
             its disk (belfry-server check), then pull again."
        );
    }
}
