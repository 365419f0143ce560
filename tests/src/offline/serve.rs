//! The committee's public files and letters, served to visitors in this process, and a record of what they asked.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::{Context, Result};
use crypto_core::board::{self, Header};
use crypto_core::ids::{LetterId, ParcelId};
use crypto_core::stamp;
use crypto_core::time::Day;

use super::Committee;
use crate::http::Answer;
use crate::visitor::Line;

/// Hours of the first day that a stamp can name; the days of the channel are far from each other's.
const HOURS_A_DAY: u32 = 24;

/// One request as a server sees it.
#[derive(Clone)]
pub struct Asked {
    /// `GET` or `PUT`.
    pub method: &'static str,
    /// The path as asked for.
    pub path: String,
    /// The value of the stamp's header, or nothing.
    pub stamp: String,
    /// The body.
    pub body: Vec<u8>,
    /// Length of the answer.
    pub answered: usize,
}

/// Serves one committee on one day. Copies serve the same, into the same record.
#[derive(Clone)]
pub struct Server {
    committee: Rc<RefCell<Committee>>,
    record: Rc<RefCell<Vec<Asked>>>,
    today: Day,
}

impl Server {
    /// On a day, with an empty record.
    pub fn new(committee: &Rc<RefCell<Committee>>, today: Day) -> Self {
        Self {
            committee: Rc::clone(committee),
            record: Rc::default(),
            today,
        }
    }

    /// What was asked since the last call.
    pub fn take(&self) -> Vec<Asked> {
        self.record.take()
    }

    fn keep(&self, asked: Asked) {
        self.record.borrow_mut().push(asked);
    }
}

impl Line for Server {
    fn get(&mut self, path: &str) -> Result<Answer> {
        let committee = self.committee.borrow();
        let mut parts = path.split('/').skip(2);
        let body = match (parts.next(), parts.next()) {
            (Some("board"), Some("head")) => board::split(&committee.board)?.0.to_vec(),
            (Some("board"), Some(serial)) => {
                let header = Header::parse_prefix(&committee.board)?;
                (serial == header.serial.to_string())
                    .then(|| committee.board.clone())
                    .context("another board")?
            }
            (Some("roster"), Some(_)) => committee.roster.clone(),
            (Some("recipients"), Some(epoch)) => {
                let mut files = committee.recipients.iter();
                let file = files.find(|(known, _)| known.to_string() == epoch);
                file.context("no recipients")?.1.clone()
            }
            (Some("stamp"), None) => stamp::Asked {
                hours: self.today.0 * HOURS_A_DAY,
                letter: 0,
                parcel: 0,
            }
            .to_bytes()
            .to_vec(),
            _ => anyhow::bail!("nobody asks for {path}"),
        };
        self.keep(Asked {
            method: "GET",
            path: path.to_owned(),
            stamp: String::new(),
            body: Vec::new(),
            answered: body.len(),
        });
        Ok(Answer { status: 200, body })
    }

    fn put(&mut self, path: &str, headers: &str, body: &[u8]) -> Result<Answer> {
        let mut committee = self.committee.borrow_mut();
        let week = committee.stored.entry(self.today.week()).or_default();
        if let Some(id) = path.strip_prefix("/v1/letters/") {
            let id: LetterId = id.parse().ok().context("no id")?;
            week.letters.insert(id, body.to_vec());
        } else {
            let id = path.strip_prefix("/v1/parcels/").context("no parcel")?;
            let id: ParcelId = id.parse().ok().context("no id")?;
            week.parcels.insert(id, body.to_vec());
        }
        let stamp = headers.split_once(": ").context("no stamp")?.1.trim();
        self.keep(Asked {
            method: "PUT",
            path: path.to_owned(),
            stamp: stamp.to_owned(),
            body: body.to_vec(),
            answered: 0,
        });
        Ok(Answer {
            status: 201,
            body: Vec::new(),
        })
    }
}
