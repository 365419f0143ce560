//! Letters: what a reporter, a member's journal or a courier's cover posts (protocol, section 4.3).
//!
//! ```text
//! letter    = age v1 file of exactly 65,536 bytes with S hybrid stanzas, shuffled
//! plaintext = u32 n ‖ CBOR (n) ‖ S boxes (48) ‖ S tags (16) ‖ zeros
//! ```
//!
//! Whoever a letter is not for sees nothing in it but that: not how many it is for, nor whether
//! somebody was left out, nor whether it is real or a cover.

pub mod content;
mod layout;
pub mod name_box;
#[cfg(feature = "committee")]
pub mod open;
pub mod seal;
pub mod share;

pub use content::{Attachment, Content, ContentError, Kind, RosterReference};
pub use layout::{Form, Lock, Slots, SlotsError, Stanzas};
#[cfg(feature = "committee")]
pub use open::{CaseSecret, ForeignLetter, OpenError, Opened, OpenedLetter, open_letter};
pub use seal::{Letter, SealError, Seat, seal_cover, seal_letter};
#[cfg(feature = "committee")]
pub use share::{HeldShare, Refusal, check_share, open_with_shares};

#[cfg(test)]
#[cfg(all(feature = "committee", feature = "reporter"))]
mod tests;
