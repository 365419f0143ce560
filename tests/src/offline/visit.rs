//! A member's day: import, read, answer, close, export.

use std::fs;
use std::path::Path;

use anyhow::Result;
use belfry_reader::answer::{self, Draft};
use belfry_reader::export::export;
use belfry_reader::import::import;
use belfry_reader::journal::event::{Event, Mark, Purpose};
use belfry_reader::journal::ids::CaseId;
use belfry_reader::progress::Watch;
use belfry_reader::state::State;
use belfry_reader::vault::Vault;
use crypto_core::address::ChannelAddress;
use crypto_core::time::Day;
use rand::RngExt;

use super::{Committee, publication_in};

/// Bytes of text that a cell has room for, roughly; a first cell has less.
const TEXT_OF_A_CELL: usize = 1_850;

/// A member's reader with its vault open.
pub struct Visit<'c> {
    committee: &'c mut Committee,
    vault: Vault,
    today: Day,
}

impl<'c> Visit<'c> {
    pub(super) fn begin(
        committee: &'c mut Committee,
        mut vault: Vault,
        bundle: &Path,
        today: Day,
    ) -> Result<Self> {
        let address = ChannelAddress::of(&committee.stack.channel());
        import(
            &mut vault,
            bundle,
            Some(&address),
            today,
            Watch::NOBODY,
            &mut committee.rng,
        )?;
        Ok(Self {
            committee,
            vault,
            today,
        })
    }

    /// Writes in some open cases, each with the chance of one in `answer_one_in`, answers of one to four cells;
    /// closes some, each with the chance of one in `close_one_in`.
    pub fn work(&mut self, answer_one_in: u32, close_one_in: u32) -> Result<()> {
        let state = State::replay(self.vault.journal.events());
        let open = state
            .cases
            .iter()
            .filter(|(_, case)| case.mark == Mark::Open);
        let open: Vec<CaseId> = open.map(|(id, _)| *id).collect();
        for case in open {
            if self.happens(answer_one_in) {
                let state = State::replay(self.vault.journal.events());
                let whole_cells = self.committee.rng.random_range(0..4) * TEXT_OF_A_CELL;
                let text = "x".repeat(whole_cells + self.committee.rng.random_range(1..1_500));
                let (today, rng) = (self.today, &mut self.committee.rng);
                let says = Draft {
                    text: &text,
                    files: &[],
                    purpose: Purpose::Other,
                    preview: false,
                    watch: Watch::NOBODY,
                };
                answer::draft_with(
                    &mut self.vault,
                    (&state, case),
                    says,
                    Vec::new(),
                    today,
                    rng,
                )?;
            } else if self.happens(close_one_in) {
                let closed = Event::CaseMarked {
                    case,
                    mark: Mark::Closed.code(),
                };
                let rng = &mut self.committee.rng;
                self.vault
                    .journal
                    .append(vec![closed], &self.vault.secrets, rng)?;
            }
        }
        Ok(())
    }

    fn happens(&mut self, one_in: u32) -> bool {
        self.committee.rng.random_range(0..one_in) == 0
    }

    /// Writes an outbox; the board in it, if there is one.
    pub fn export(&mut self) -> Result<Option<Vec<u8>>> {
        let outbox = self.committee.stack.path("outbox");
        export(
            &mut self.vault,
            &outbox,
            self.today,
            Watch::NOBODY,
            &mut self.committee.rng,
        )?;
        let publication = publication_in(&fs::read(outbox)?, &self.committee.stack)?;
        Ok(publication.map(|publication| publication.board))
    }
}
