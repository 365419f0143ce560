//! `push`: an outbox goes to the server as it is. All of it is read and checked before anything is
//! sent, and every part may be sent again.

use std::{fs::File, path::Path};

use crypto_core::{
    board::{self, BoardError, Header},
    ids::{ChannelId, LetterId, ParcelId},
    outbox::{Item, OpenError, OutboxReader, ReadError},
    publication::{Publication, PublicationError},
    roster::{self, RosterError},
};
use thiserror::Error;

use crate::{
    client::{Client, ClientError, RequestError},
    config::Config,
    post::{PostError, post},
    public::{self, Head, PublicError},
    server::Server,
};

/// Why the outbox was not sent, or not all of it.
#[derive(Debug, Error)]
pub enum PushError {
    /// The file cannot be opened.
    #[error("the outbox cannot be read")]
    File(#[source] std::io::Error),
    /// It is no outbox for this channel.
    #[error("nothing was sent")]
    Open(#[from] OpenError),
    /// The medium fails.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Something in it is hurt.
    #[error("the outbox is damaged, nothing was sent; copy it again, or export again")]
    Damaged,
    /// It holds what this courier cannot send.
    #[error(
        "the outbox holds something that this courier does not know; nothing was sent. Use the version that the reader has"
    )]
    Unknown,
    /// More than one publication.
    #[error("the outbox holds more than one publication; nothing was sent")]
    TwoPublications,
    /// The publication is not one.
    #[error("nothing was sent; export again")]
    Publication(#[from] PublicationError),
    /// The publication belongs to another channel.
    #[error("the publication belongs to another channel; nothing was sent")]
    OtherChannel,
    /// The roster in the publication does not hold.
    #[error("nothing was sent")]
    Roster(#[from] RosterError),
    /// The board in the publication does not hold.
    #[error("nothing was sent")]
    Board(#[from] BoardError),
    /// There is no client.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The server refuses, or cannot be reached.
    #[error("not everything was sent; the same command may be repeated at any time")]
    Request(#[from] RequestError),
    /// The server's public files cannot be used, without which no letter can be posted.
    #[error("not all letters were posted; the same command may be repeated at any time")]
    Public(#[from] PublicError),
    /// Letters to colleagues, but nobody can post letters yet.
    #[error("nothing has been published on this server yet, so no letter was posted")]
    NothingPublished,
    /// A letter to a colleague.
    #[error("not all letters were posted; the same command may be repeated at any time")]
    Post(#[from] PostError),
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything is on the server.
    Sent,
    /// Somebody else published meanwhile, so the publication was refused.
    Conflict,
}

/// What an outbox holds, once all of it has been checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    publications: usize,
    confirmations: usize,
    parcels: usize,
    letters: usize,
}

/// What became of it so far.
struct Progress {
    /// Parcels that are still to be dealt with.
    parcels_left: usize,
    /// Parcels that were sent now; the others were on the server.
    parcels_sent: usize,
    /// A publication that waits for the parcels behind it.
    waiting: Option<Vec<u8>>,
    /// The parcels' and the publication's fate.
    published: Result<(), RequestError>,
    confirmations_refused: usize,
    /// The head for stamps, once a letter needed it.
    head: Option<Head>,
    letters_posted: usize,
}

/// Checks an outbox, then sends it: parcels of answers' files first, then the publication, the
/// confirmations and letters to colleagues, these also if the others are refused, since they do not
/// depend on them. A publication whose parcels are not on the server is not sent. Letters go by the
/// road of every visitor, without the token.
///
/// # Errors
/// See [`PushError`].
pub fn run(config: &Config, outbox: &Path) -> Result<Outcome, PushError> {
    let contents = check(outbox, &config.channel)?;
    let server = Server::new(Client::new(config)?);
    let mut progress = Progress {
        parcels_left: contents.parcels,
        parcels_sent: 0,
        waiting: None,
        published: Ok(()),
        confirmations_refused: 0,
        head: None,
        letters_posted: 0,
    };
    let mut reader = open(outbox, &config.channel)?;
    while let Some(item) = reader.next_item()? {
        progress.send(&server, &config.channel, item)?;
    }
    report(contents, &progress);
    match progress.published {
        Err(RequestError::Conflict) if progress.parcels_left == 0 => {
            eprintln!(
                "Somebody else published meanwhile, so this publication was refused. Nothing is \
                 lost: pull, import and export again, then push."
            );
            Ok(Outcome::Conflict)
        }
        result => {
            result?;
            if contents.publications > 0 {
                eprintln!("The publication is on the server.");
            }
            Ok(Outcome::Sent)
        }
    }
}

impl Progress {
    fn send(&mut self, server: &Server, channel: &ChannelId, item: Item) -> Result<(), PushError> {
        match item {
            Item::Publication(container) => self.waiting = Some(container),
            Item::Parcel { id, bytes } => self.parcel(server, id, &bytes),
            Item::Confirmation(signed) => match server.confirm(&signed) {
                Err(RequestError::Status { .. } | RequestError::NotFound) => {
                    self.confirmations_refused += 1;
                }
                result => result?,
            },
            Item::Letter { id, bytes } => self.letter(server, channel, (id, &bytes))?,
            Item::Unknown { .. } => return Err(PushError::Unknown),
            Item::Damaged(_) => return Err(PushError::Damaged),
        }
        // After a parcel that was refused there is one left, for ever.
        if self.parcels_left == 0
            && let Some(container) = self.waiting.take()
        {
            self.published = publish(server, &container);
        }
        Ok(())
    }

    fn letter(
        &mut self,
        server: &Server,
        channel: &ChannelId,
        letter: (LetterId, &[u8]),
    ) -> Result<(), PushError> {
        let head = match self.head.take() {
            Some(head) => head,
            None => public::fetch_head(server, channel)?.ok_or(PushError::NothingPublished)?,
        };
        post(server, &head.header, letter, &mut rand::rng())?;
        self.head = Some(head);
        self.letters_posted += 1;
        Ok(())
    }

    fn parcel(&mut self, server: &Server, id: ParcelId, bytes: &[u8]) {
        if self.published.is_err() {
            return;
        }
        match server.publish_parcel(id, bytes) {
            Ok(sent) => {
                self.parcels_left = self.parcels_left.saturating_sub(1);
                self.parcels_sent += usize::from(sent);
            }
            Err(error) => self.published = Err(error),
        }
    }
}

/// Sends a publication that can still be taken. One that follows another board than the server's would be refused,
/// and what is refused is seen all the same: two readers of one member, restored or copied, may have used one
/// token for two cells, and only who sees both knows that these are real.
fn publish(server: &Server, container: &[u8]) -> Result<(), RequestError> {
    match server.head() {
        Ok(current) if !follows(container, &current) => return Err(RequestError::Conflict),
        // Nothing was published yet.
        Ok(_) | Err(RequestError::NotFound) => {}
        Err(error) => return Err(error),
    }
    server.publish(container)
}

/// Whether a publication's board comes after the current one, or is it. What cannot be read is the server's to judge.
fn follows(container: &[u8], current: &[u8]) -> bool {
    let header = |file: &[u8]| Header::parse_prefix(file).ok();
    let next = Publication::parse(container).ok();
    match (next.and_then(|next| header(&next.board)), header(current)) {
        (Some(next), Some(current)) => {
            let current = current.hash();
            next.previous == current || next.hash() == current
        }
        _ => true,
    }
}

/// Reads all of an outbox and checks what can be checked without the server.
///
/// # Errors
/// See [`PushError`].
pub fn check(outbox: &Path, channel: &ChannelId) -> Result<Contents, PushError> {
    let mut contents = Contents::default();
    let mut reader = open(outbox, channel)?;
    while let Some(item) = reader.next_item()? {
        match item {
            Item::Publication(container) => {
                contents.publications += 1;
                check_publication(&container, channel)?;
            }
            Item::Confirmation(_) => contents.confirmations += 1,
            Item::Parcel { .. } => contents.parcels += 1,
            Item::Letter { .. } => contents.letters += 1,
            Item::Unknown { .. } => return Err(PushError::Unknown),
            Item::Damaged(_) => return Err(PushError::Damaged),
        }
    }
    if contents.publications > 1 {
        return Err(PushError::TwoPublications);
    }
    Ok(contents)
}

fn open(outbox: &Path, channel: &ChannelId) -> Result<OutboxReader<File>, PushError> {
    let file = File::open(outbox).map_err(PushError::File)?;
    Ok(OutboxReader::open(file, channel)?)
}

/// A board without a new roster is checked by the server alone, which has the roster.
fn check_publication(container: &[u8], channel: &ChannelId) -> Result<(), PushError> {
    let publication = Publication::parse(container)?;
    if publication.channel != *channel {
        return Err(PushError::OtherChannel);
    }
    if let Some(file) = &publication.roster {
        let roster = roster::verify(file, channel)?;
        board::verify(&publication.board, channel, &roster)?;
    } else {
        board::split(&publication.board)?;
    }
    Ok(())
}

fn report(contents: Contents, progress: &Progress) {
    if contents.parcels > 0 {
        let there = contents.parcels - progress.parcels_left;
        eprintln!(
            "{there} of {} pieces of files are on the server, {} of them sent now.",
            contents.parcels, progress.parcels_sent
        );
    }
    let refused = progress.confirmations_refused;
    if contents.confirmations > 0 {
        let taken = contents.confirmations - refused;
        eprintln!("{taken} import confirmations are on the server.");
    }
    if contents.letters > 0 {
        let (posted, all) = (progress.letters_posted, contents.letters);
        eprintln!("{posted} of {all} letters to colleagues are on the server.");
    }
    if refused > 0 {
        eprintln!(
            "{refused} import confirmations were not taken; their weeks may have gone already."
        );
    }
}
