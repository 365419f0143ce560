//! Channels over some weeks, with what happens to publications, as an onlooker sees them.

use anyhow::{Context, Result, ensure};
use crypto_core::ids::ReplyToken;
use crypto_core::reply::token_of;
use crypto_core::time::Day;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::{Onlooker, Sight};
use crate::offline::{Committee, Insight};

/// How long each channel runs; a roster is valid for little longer.
pub const WEEKS: u32 = 11;
const CELLS_PER_BATCH: usize = 4;

/// What becomes of a member's publication in one week. Drawn without looking at what there is to say.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// Published on the day.
    Ordinary,
    /// Written to two outboxes, of which one is published.
    Twice,
    /// Carried to the server a day too late, and offered again on the board that is there by then.
    Refused,
    /// The stick is lost; the batch goes along a week later.
    Lost,
    /// Made up for three days later.
    Late,
    /// Nobody comes.
    Away,
}

const FATES: [Fate; 10] = [
    Fate::Ordinary,
    Fate::Ordinary,
    Fate::Ordinary,
    Fate::Ordinary,
    Fate::Twice,
    Fate::Refused,
    Fate::Refused,
    Fate::Lost,
    Fate::Late,
    Fate::Away,
];

/// All channels: what was seen, what only insiders know, what must never be seen.
#[derive(Default)]
pub struct Watched {
    /// Every cell that was on a board.
    pub sights: Vec<Sight>,
    /// What insiders know of each; `None` for a filler.
    pub truth: Vec<Option<Insight>>,
    /// What no board of this protocol shows.
    pub oddities: Vec<String>,
    /// Boards published after the first of each channel.
    pub publications: usize,
    /// Outboxes that came too late.
    pub refused: usize,
}

impl Watched {
    /// Joins what was seen of other channels.
    pub fn add(&mut self, other: Self) {
        self.sights.extend(other.sights);
        self.truth.extend(other.truth);
        self.oddities.extend(other.oddities);
        self.publications += other.publications;
        self.refused += other.refused;
    }
}

struct Channel {
    committee: Committee,
    onlooker: Onlooker,
    batches_due: usize,
    publications: usize,
    refused: usize,
    oddities: Vec<String>,
}

impl Channel {
    fn found(number: u64, cell_weeks: u16) -> Result<Self> {
        let committee = Committee::found(number, cell_weeks)?;
        let (first, life) = (committee.board()?, committee.life()?);
        Ok(Self {
            onlooker: Onlooker::new(number, &first, life, CELLS_PER_BATCH),
            committee,
            batches_due: 1,
            publications: 0,
            refused: 0,
            oddities: Vec::new(),
        })
    }

    fn week(&mut self, monday: Day, chance: &mut StdRng) -> Result<()> {
        // A reader's rhythm begins with the first board that it sees.
        let kinds = if self.publications == 0 {
            1
        } else {
            FATES.len()
        };
        let fates: [Fate; 3] = std::array::from_fn(|_| FATES[chance.random_range(0..kinds)]);
        let mut kept: [Option<Vec<u8>>; 3] = [None, None, None];
        for weekday in 0..7 {
            let today = monday.plus(weekday);
            if chance.random_range(0..7) == 0 {
                self.committee.report(today)?;
            }
            if chance.random_range(0..7) == 0 {
                self.committee.follow_up(today)?;
            }
            // Who comes a day late comes after whose day it is.
            for member in [3, 2, 1] {
                let at = usize::from(member) - 1;
                let days_late = weekday.checked_sub(u32::from(member) - 1);
                match (fates[at], days_late) {
                    (Fate::Ordinary | Fate::Twice, Some(0)) | (Fate::Late, Some(3)) => {
                        self.batches_due += 1;
                        let outbox = self.offer(member, today, fates[at] == Fate::Twice)?;
                        ensure!(self.push(&outbox.context("nothing to publish")?)?);
                    }
                    (Fate::Refused | Fate::Lost, Some(0)) => {
                        self.batches_due += 1;
                        kept[at] = self.offer(member, today, false)?;
                    }
                    (Fate::Refused, Some(1)) => self.again(member, today, kept[at].take())?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// The outbox of the day before comes to the server now; if it is refused, the member makes another.
    fn again(&mut self, member: u16, today: Day, kept: Option<Vec<u8>>) -> Result<()> {
        if self.push(&kept.context("nothing to publish")?)? {
            return Ok(());
        }
        self.refused += 1;
        let outbox = self.offer(member, today, false)?;
        ensure!(self.push(&outbox.context("nothing to publish")?)?);
        Ok(())
    }

    fn offer(&mut self, member: u16, today: Day, twice: bool) -> Result<Option<Vec<u8>>> {
        let mut visit = self.committee.visit(member, today)?;
        visit.work(5, 6)?;
        let outbox = visit.export()?;
        if twice && visit.export()? != outbox {
            let odd = format!("{today}: two outboxes for one board differ");
            self.oddities.push(odd);
        }
        if let Some(outbox) = &outbox {
            self.onlooker.sees_offer(&self.committee.look_at(outbox)?);
        }
        Ok(outbox)
    }

    fn push(&mut self, outbox: &[u8]) -> Result<bool> {
        let taken = self.committee.push(outbox)?;
        if taken {
            self.publications += 1;
            self.onlooker.sees_board(&self.committee.board()?);
        }
        Ok(taken)
    }

    fn finish(mut self, watched: &mut Watched) -> Result<()> {
        let (due, seen) = (self.batches_due, self.onlooker.batches());
        if due != seen {
            self.oddities
                .push(format!("{seen} batches instead of {due}"));
        }
        let (sights, oddities) = self.onlooker.into_parts();
        let tokens: Vec<ReplyToken> = sights.iter().map(|sight| token_of(&sight.cell)).collect();
        let truth = self.committee.truth(&tokens);
        let (found, placed) = (truth.len(), self.committee.cells_placed()?);
        ensure!(
            found == placed,
            "{placed} real cells, {found} of them known"
        );
        watched
            .oddities
            .extend(self.oddities.into_iter().chain(oddities));
        watched.publications += self.publications;
        watched.refused += self.refused;
        for (sight, token) in sights.into_iter().zip(tokens) {
            if sight.boards > 0 {
                watched.sights.push(sight);
                watched.truth.push(truth.get(&token).copied());
            }
        }
        Ok(())
    }
}

/// Lets channels run for [`WEEKS`]; each has a number and the weeks that its cells live.
pub fn watch(channels: impl Iterator<Item = (u64, u16)>) -> Result<Watched> {
    let mut watched = Watched::default();
    for (number, cell_weeks) in channels {
        let mut channel = Channel::found(number, cell_weeks)?;
        let (first, mut chance) = (channel.committee.first_day(), StdRng::seed_from_u64(number));
        for week in 0..WEEKS {
            channel.week(first.plus(week * 7), &mut chance)?;
        }
        channel.finish(&mut watched)?;
    }
    Ok(watched)
}
