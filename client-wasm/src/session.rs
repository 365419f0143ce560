//! What one visit knows: the verified files of the channel, and the conversation at hand.

use crypto_core::{
    address::ChannelAddress,
    board::{Header, VerifiedBoard, VerifiedHeader},
    ids::{Addressee, MemberNumber},
    letter::{Attachment, Kind},
    receipt::Receipt,
    recipients::VerifiedRecipients,
    roster::VerifiedRoster,
    time::Day,
    words::Language,
};
use rand_core::CryptoRng;

use crate::{Code, random};

/// Days after which nothing is sealed under a header.
pub const SEAL_DAYS_MAX: u32 = 28;
/// Words of the channel that a person is asked for.
pub const CHANNEL_WORDS_ASKED: usize = 3;

/// Who says that this is the right channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Nobody yet.
    None,
    /// The address.
    Address,
    /// The person typed three of its words as printed.
    Words,
    /// The person cannot check, and has read what that means.
    Unchecked,
}

/// The conversation that the next letter belongs to.
pub struct Conversation {
    /// Its receipt, wiped on drop.
    pub receipt: Receipt,
    /// Whether the server has a letter under it, from this visit or an earlier one.
    pub begun: bool,
    /// With whom it is, as far as this visit knows.
    pub with: Vec<Addressee>,
    /// Whom the reporter's own lists, as replies echo them, leave out; ascending.
    pub left_out: Vec<MemberNumber>,
}

impl Conversation {
    /// The first letter to somebody is a report to them, also where it hands over what was said to another.
    pub(crate) fn kind_of_next(&self, addressee: Addressee) -> Kind {
        let known = self.with.is_empty() || self.with.contains(&addressee);
        if self.begun && known {
            Kind::Message
        } else {
            Kind::Report
        }
    }
}

/// What was fetched so far, in this order.
#[derive(Default)]
pub(crate) struct Files {
    /// The signed header as it came, until the roster is there to check it.
    pub head: Vec<u8>,
    /// What the unchecked header claims: which files to fetch next.
    pub claimed: Option<Header>,
    pub roster: Option<VerifiedRoster>,
    pub header: Option<VerifiedHeader>,
    pub recipients: Option<VerifiedRecipients>,
    pub board: Option<VerifiedBoard>,
}

/// One visit.
pub struct Session {
    pub(crate) language: Language,
    pub(crate) address: Option<ChannelAddress>,
    pub(crate) trust: Trust,
    pub(crate) channel_positions: Vec<u8>,
    pub(crate) files: Files,
    pub(crate) conversation: Option<Conversation>,
    /// To whom the next letter goes; `None` where the receipt of an earlier visit leaves it open.
    pub(crate) addressee: Option<Addressee>,
    /// Whom the reporter leaves out besides, ascending; `None` as long as nobody was asked.
    pub(crate) chosen_out: Option<Vec<MemberNumber>>,
    /// Files of which the server has every parcel, for the next letter to name.
    pub(crate) uploaded: Vec<Attachment>,
    /// Files that the answers found name, in the order in which the page shows them.
    pub(crate) offered: Vec<Attachment>,
}

impl Session {
    /// A visit to the page with this part after `#` in its address, which may be empty.
    ///
    /// # Errors
    /// [`Code::Address`].
    pub fn new(fragment: &str, language: Language, rng: &mut impl CryptoRng) -> Result<Self, Code> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let address = if fragment.is_empty() {
            None
        } else {
            Some(ChannelAddress::from_fragment(fragment).map_err(|_| Code::Address)?)
        };
        Ok(Self {
            language,
            trust: address.map_or(Trust::None, |_| Trust::Address),
            address,
            channel_positions: random::some_below(CHANNEL_WORDS_ASKED, 12, rng),
            files: Files::default(),
            conversation: None,
            addressee: Some(Addressee::Committee),
            chosen_out: None,
            uploaded: Vec::new(),
            offered: Vec::new(),
        })
    }

    /// The file to fetch next; `None` once all are there.
    #[must_use]
    pub fn next_path(&self) -> Option<String> {
        let Some(claimed) = &self.files.claimed else {
            return Some(String::from("/v1/board/head"));
        };
        if self.files.roster.is_none() {
            return Some(format!("/v1/roster/{}", claimed.roster_serial));
        }
        if self.files.recipients.is_none() {
            return Some(format!("/v1/recipients/{}", claimed.day.epoch()));
        }
        if self.files.board.is_none() {
            return Some(format!("/v1/board/{}", claimed.serial));
        }
        None
    }

    /// Whether the header is too old for anything to be sealed under it.
    #[must_use]
    pub fn too_old(&self, today: Day) -> bool {
        self.files
            .header
            .as_ref()
            .is_some_and(|header| today.since(header.day) > SEAL_DAYS_MAX)
    }

    /// How long a visit in which nothing is typed waits with its cover, drawn evenly between 2 and 10
    /// minutes, in milliseconds.
    #[must_use]
    pub fn cover_delay_ms(rng: &mut impl CryptoRng) -> u32 {
        const MINUTE_MS: u32 = 60_000;
        2 * MINUTE_MS + random::below(8 * MINUTE_MS + 1, rng)
    }

    pub(crate) fn roster(&self) -> Result<&VerifiedRoster, Code> {
        self.files.roster.as_ref().ok_or(Code::Early)
    }

    pub(crate) fn header(&self) -> Result<&VerifiedHeader, Code> {
        self.files.header.as_ref().ok_or(Code::Early)
    }
}
