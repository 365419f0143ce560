//! The boards of a running service as everybody can fetch them, and what must hold from one to the next.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};
use crypto_core::board::{self, Cell, VerifiedBoard};
use crypto_core::ids::{Addressee, ChannelId, MemberNumber};
use crypto_core::keys::Root;
use crypto_core::lengths::REPLY_CELL_LEN;
use crypto_core::outbox::{Item, OutboxReader};
use crypto_core::publication::Publication;
use crypto_core::receipt::Receipt;
use crypto_core::reply::{self, Found};
use crypto_core::roster;

use crate::http;
use crate::stack::Stack;

/// Cells of a first board and of each batch, and cells that small boards are padded to.
const FIRST_CELLS: usize = 24;
const BATCH_CELLS: usize = 4;
const PADDED_CELLS: usize = 128;

/// All boards that were seen, each once.
#[derive(Default)]
pub struct Boards {
    seen: Vec<(Vec<u8>, VerifiedBoard)>,
}

impl Boards {
    /// Fetches the board that is public now; returns its serial. A new one must show nothing beside that
    /// somebody published: one more batch of four cells, everything else as it was, the same size as any.
    ///
    /// # Errors
    /// If it does not hold, is not the next one, or shows more.
    pub fn look(&mut self, stack: &Stack) -> Result<u64> {
        let fetch = |path: &str| -> Result<Vec<u8>> {
            let answer = http::get(stack.address(), path)?;
            ensure!(answer.status == 200, "{path}: {}", answer.status);
            Ok(answer.body)
        };
        let head = board::Header::parse_prefix(&fetch("/v1/board/head")?)?;
        let bytes = fetch(&format!("/v1/board/{}", head.serial))?;
        let board = verified(&bytes, stack, &fetch("/v1/roster/1")?)?;
        match self.seen.last() {
            Some((known, _)) if *known == bytes => return Ok(head.serial),
            Some((before, known)) => {
                ensure!(
                    head.serial == known.header().serial + 1,
                    "a serial is left out"
                );
                let old = batches(known);
                let (last, others) = batches(&board)
                    .split_last()
                    .map_or((0, vec![]), |(last, rest)| (last.len(), rest.to_vec()));
                ensure!(last == BATCH_CELLS, "a batch of {last} cells");
                ensure!(old == others, "a publication changed more than it added");
                self.check_growth(before.len(), bytes.len())?;
            }
            None => ensure!(head.serial == 1, "the first board was not seen"),
        }
        let batches = usize::try_from(head.serial)? - 1;
        ensure!(
            head.living_cells() == FIRST_CELLS + batches * BATCH_CELLS,
            "living cells"
        );
        let (_, cells) = board::split(&bytes)?;
        ensure!(
            cells.len() == PADDED_CELLS * REPLY_CELL_LEN,
            "{} bytes of cells",
            cells.len()
        );
        let tokens: BTreeSet<&[u8]> = board
            .cells()
            .iter()
            .filter_map(|cell| cell.get(..16))
            .collect();
        ensure!(
            tokens.len() == board.cells().len(),
            "a token is on the board twice"
        );
        self.seen.push((bytes, board));
        Ok(head.serial)
    }

    /// Each batch adds the same number of bytes to the header, whatever is in it.
    fn check_growth(&self, before: usize, after: usize) -> Result<()> {
        if let [.., (earlier, _), _] = self.seen.as_slice() {
            ensure!(
                after - before == before - earlier.len(),
                "a board of another size"
            );
        }
        Ok(())
    }

    /// The newest board that was seen.
    ///
    /// # Errors
    /// If none was.
    pub fn newest(&self) -> Result<&VerifiedBoard> {
        self.seen
            .last()
            .map(|(_, board)| board)
            .context("no board was seen")
    }

    /// The newest batch on it.
    ///
    /// # Errors
    /// If no board was seen.
    pub fn newest_batch(&self) -> Result<Vec<Cell>> {
        last_batch(self.newest()?)
    }

    /// What whoever holds a receipt finds of one member's answers.
    ///
    /// # Errors
    /// If the words are no receipt.
    pub fn found(&self, words: &[String], member: u16, channel: &ChannelId) -> Result<Found> {
        let receipt = Receipt::parse_words(&words.join(" "))?;
        let root = Root::derive(&receipt, channel, Addressee::Committee);
        let key = root.member_key(MemberNumber(member));
        Ok(reply::collect(self.newest()?.cells(), channel, &key))
    }
}

/// The batch that an outbox offers to the server.
///
/// # Errors
/// If there is none.
pub fn offered(stack: &Stack, outbox: &str) -> Result<Vec<Cell>> {
    let bytes = std::fs::read(stack.path(outbox))?;
    let mut outbox = OutboxReader::open(bytes.as_slice(), &stack.channel())?;
    let roster = http::get(stack.address(), "/v1/roster/1")?.body;
    while let Some(item) = outbox.next_item()? {
        if let Item::Publication(container) = item {
            let board = Publication::parse(&container)?.board;
            return last_batch(&verified(&board, stack, &roster)?);
        }
    }
    bail!("nothing to publish is in the outbox")
}

fn verified(board: &[u8], stack: &Stack, roster: &[u8]) -> Result<VerifiedBoard> {
    let roster = roster::verify(roster, &stack.channel()).context("the roster does not hold")?;
    board::verify(board, &stack.channel(), &roster).context("the board does not hold")
}

fn batches(board: &VerifiedBoard) -> Vec<Vec<Cell>> {
    board.batches().map(|(_, cells)| cells.to_vec()).collect()
}

fn last_batch(board: &VerifiedBoard) -> Result<Vec<Cell>> {
    batches(board).pop().context("a board without batches")
}
