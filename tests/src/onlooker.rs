//! Who watches all boards, and every outbox on its way, without a key: what can be known of a cell from outside
//! (protocol, section 4.5).

use std::collections::BTreeMap;

use crypto_core::board::{Cell, VerifiedBoard};
use crypto_core::time::Day;

pub mod chance;
pub mod features;
pub mod verdict;
pub mod watched;

/// A cell as an onlooker knows it.
#[derive(Clone)]
pub struct Sight {
    /// Counts the channels that are watched.
    pub channel: u64,
    /// Counts the batches of the channel, in the order in which they were first seen.
    pub batch: usize,
    /// Its place in the batch, from 0.
    pub place: usize,
    /// Its bytes.
    pub cell: Cell,
    /// In how many outboxes it was offered.
    pub offers: usize,
    /// On how many boards it was.
    pub boards: usize,
    /// The first of them, counted from 0.
    pub first: usize,
    /// The last of them.
    pub last: usize,
    /// Its place among all cells of the first of them.
    pub place_on_board: usize,
    /// Bits that differ from the cells before and after on the first of them.
    pub to_neighbours: [f64; 2],
}

/// One channel's onlooker.
pub struct Onlooker {
    channel: u64,
    life: u32,
    cells_per_batch: usize,
    sights: Vec<Sight>,
    known: BTreeMap<Cell, usize>,
    batches: usize,
    boards: usize,
    living: Vec<(Day, Vec<Cell>)>,
    oddities: Vec<String>,
}

fn batches_of(board: &VerifiedBoard) -> Vec<(Day, Vec<Cell>)> {
    let batch = |(batch, cells): (&crypto_core::board::Batch, &[Cell])| (batch.day, cells.to_vec());
    board.batches().map(batch).collect()
}

impl Onlooker {
    /// Begins with a channel's first board; cells live for `life` days and come in batches of `cells_per_batch`.
    pub fn new(channel: u64, first: &VerifiedBoard, life: u32, cells_per_batch: usize) -> Self {
        let mut onlooker = Self {
            channel,
            life,
            cells_per_batch,
            sights: Vec::new(),
            known: BTreeMap::new(),
            batches: 0,
            boards: 0,
            living: Vec::new(),
            oddities: Vec::new(),
        };
        for (_, cells) in batches_of(first) {
            onlooker.note_batch(&cells);
        }
        onlooker.sees_board(first);
        onlooker
    }

    /// What was seen, and everything that no board of this protocol shows.
    pub fn into_parts(self) -> (Vec<Sight>, Vec<String>) {
        (self.sights, self.oddities)
    }

    /// How many batches were seen so far.
    pub fn batches(&self) -> usize {
        self.batches
    }

    /// An outbox on its way, whether or not the server will take it.
    pub fn sees_offer(&mut self, offered: &VerifiedBoard) {
        let old = self.living.clone();
        for (_, cells) in batches_of(offered) {
            if old.iter().any(|(_, there)| *there == cells) {
                continue;
            }
            let known = cells.iter().filter(|cell| self.known.contains_key(*cell));
            match known.count() {
                0 if cells.len() == self.cells_per_batch => self.note_batch(&cells),
                0 => {
                    self.odd(format!("a batch of {} cells", cells.len()));
                    self.note_batch(&cells);
                }
                all if all == cells.len() && self.is_as_before(&cells) => {}
                some => {
                    self.odd(format!("a batch offered again has {some} cells as before"));
                    self.note_batch(&cells);
                }
            }
            for cell in cells {
                if let Some(sight) = self.sight(&cell) {
                    sight.offers += 1;
                }
            }
        }
    }

    fn is_as_before(&self, cells: &[Cell]) -> bool {
        let places = cells.iter().filter_map(|cell| self.known.get(cell));
        let batch: Vec<_> = places.filter_map(|at| self.sights.get(*at)).collect();
        let in_order = batch.iter().enumerate().all(|(i, sight)| sight.place == i);
        in_order && batch.windows(2).all(|two| two[0].batch == two[1].batch)
    }

    fn sight(&mut self, cell: &Cell) -> Option<&mut Sight> {
        self.known.get(cell).and_then(|at| self.sights.get_mut(*at))
    }

    fn odd(&mut self, what: String) {
        let said = format!("channel {}, board {}: {what}", self.channel, self.boards);
        self.oddities.push(said);
    }

    /// Cells that belong together: all of a batch, or those that came beside cells known before.
    fn note_batch(&mut self, cells: &[Cell]) {
        let known = cells
            .iter()
            .find_map(|cell| self.sight(cell).map(|sight| sight.batch));
        let batch = known.unwrap_or(self.batches);
        self.batches += usize::from(known.is_none());
        for (place, cell) in cells.iter().enumerate() {
            if self.known.contains_key(cell) {
                continue;
            }
            self.known.insert(*cell, self.sights.len());
            self.sights.push(Sight {
                channel: self.channel,
                batch,
                place,
                cell: *cell,
                offers: 0,
                boards: 0,
                first: 0,
                last: 0,
                place_on_board: 0,
                to_neighbours: [0.0; 2],
            });
        }
    }

    /// A board that the server serves from now on.
    pub fn sees_board(&mut self, board: &VerifiedBoard) {
        let now = batches_of(board);
        self.check_life(board.header().day, &now);
        let (cells, number) = (board.cells(), self.boards);
        for (at, cell) in cells.iter().enumerate() {
            let neighbour = |at: Option<usize>| {
                let other = at.and_then(|at| cells.get(at));
                other.map_or(0.0, |other| features::distance(cell, other))
            };
            let to_neighbours = [neighbour(at.checked_sub(1)), neighbour(Some(at + 1))];
            let Some(sight) = self.sight(cell) else {
                self.odd("a cell that no outbox held".to_owned());
                continue;
            };
            if sight.boards == 0 {
                (sight.first, sight.place_on_board) = (number, at);
                sight.to_neighbours = to_neighbours;
            }
            sight.boards += 1;
            sight.last = number;
        }
        let mut tokens: Vec<&[u8]> = cells.iter().map(|cell| &cell[..16]).collect();
        tokens.sort_unstable();
        if tokens.windows(2).any(|two| two[0] == two[1]) {
            self.odd("two cells with one token".to_owned());
        }
        self.living = now;
        self.boards += 1;
    }

    /// Batches leave whole, all at the same age, and nothing comes back.
    fn check_life(&mut self, today: Day, now: &[(Day, Vec<Cell>)]) {
        let before = std::mem::take(&mut self.living);
        for old in &before {
            if now.contains(old) != (today.since(old.0) < self.life) {
                self.odd(format!("the batch of {} goes at another age", old.0));
            }
        }
        let (boards, mut back) = (self.boards, 0);
        for (_, cells) in now.iter().filter(|new| !before.contains(new)) {
            for cell in cells {
                back += usize::from(self.sight(cell).is_some_and(|sight| sight.boards > 0));
            }
        }
        if back > 0 && boards > 0 {
            self.odd(format!("{back} cells come back"));
        }
    }
}
