//! Which cells are real, and of which conversation.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use belfry_reader::journal::event::Event;
use crypto_core::ids::{MemberNumber, ReplyToken};
use crypto_core::lengths::REPLY_INDICES;

use super::{Committee, root_of};
use crate::stack::MEMBERS;

/// Reply indices are tried until this many in a row are unused.
const GAP: usize = 16;

/// What only insiders know of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Insight {
    /// Counts the reporters of the channel.
    pub conversation: usize,
    /// Who answers in it.
    pub member: u16,
    /// The reply index: parts of one answer have indices that follow each other.
    pub index: u16,
}

impl Committee {
    /// What each token on the boards belongs to: only reporters and members know.
    pub fn truth(&self, offered: &[ReplyToken]) -> BTreeMap<ReplyToken, Insight> {
        let offered: BTreeSet<_> = offered.iter().copied().collect();
        let mut truth = BTreeMap::new();
        for (conversation, receipt) in self.receipts.iter().enumerate() {
            let root = root_of(receipt, self);
            for (member, _) in MEMBERS {
                let key = root.member_key(MemberNumber(member));
                let mut unused = 0;
                for index in 0..REPLY_INDICES {
                    let token = key.reply_token(index);
                    unused = if offered.contains(&token) {
                        let insight = Insight {
                            conversation,
                            member,
                            index,
                        };
                        truth.insert(token, insight);
                        0
                    } else {
                        unused + 1
                    };
                    if unused == GAP {
                        break;
                    }
                }
            }
        }
        truth
    }

    /// How many real cells the readers' journals say that they have put into batches.
    pub fn cells_placed(&self) -> Result<usize> {
        let mut placed = 0;
        for (member, _) in MEMBERS {
            let vault = self.vault(member)?;
            for event in vault.journal.events() {
                if let Event::BatchFixed { cells, .. } = event {
                    placed += cells.len();
                }
            }
        }
        Ok(placed)
    }
}
