//! Why no roster was signed.

use crypto_core::{
    board::BoardError, ids::MemberNumber, outbox::WriteError, recipients::RecipientsError,
    roster::RosterError, time::Epoch,
};
use thiserror::Error;

use super::root_key::RootKeyError;
use crate::vault::VaultError;

/// Why no roster was signed.
#[derive(Debug, Error)]
pub enum CeremonyError {
    /// Two files for one number.
    #[error("two files have the member number {0}")]
    Twice(MemberNumber),
    /// One person with two numbers, or a file that was copied.
    #[error(
        "the files of members {0} and {1} have a key in common: each member makes keys of their own"
    )]
    SameKeys(MemberNumber, MemberNumber),
    /// A number that was given to somebody else.
    #[error(
        "the member number {number} belonged to somebody else; numbers are never given out again, \
         the next free one is {next}"
    )]
    NumberReused {
        /// The number.
        number: MemberNumber,
        /// One that is free.
        next: MemberNumber,
    },
    /// A number that the roster does not list.
    #[error("the roster lists no member {0}")]
    NoSuchMember(MemberNumber),
    /// Who is replaced gets a higher number.
    #[error("the new number must be higher than {0}")]
    NotHigher(MemberNumber),
    /// Who publishes needs a board key, which only their file has.
    #[error("member {0} does not publish yet; their file is needed too")]
    NoBoardKey(MemberNumber),
    /// Who runs this is not among the members.
    #[error("the roster would not list this reader's own keys, with a weekday")]
    NotListed,
    /// No roster was imported yet.
    #[error("this reader has not imported the roster in force")]
    NoRoster,
    /// The recipients of the roster in force were not imported.
    #[error("this reader does not have the recipients of the roster in force")]
    NoFiles,
    /// Whose number nobody compared, or whose file is another since.
    #[error("nobody has compared the number of member {0} by voice, as their file is now")]
    NotHeard(MemberNumber),
    /// Nobody has seen whose files there are.
    #[error("nobody has looked which members' files are in the folder: look there first")]
    NotLooked,
    /// What somebody has looked at is not what would be signed.
    #[error("the roster in force, or what is to change, is another than what was looked at")]
    Outdated,
    /// No month for which every member has a recipient.
    #[error("there is no recipient of every member for {}", crate::notice::month(*.0))]
    NoRecipients(Epoch),
    /// The root key is not that of the vault's channel.
    #[error("this root key belongs to another channel")]
    OtherChannel,
    /// The root key is not the one that signs now.
    #[error("this is not the root key that the channel has now")]
    OtherRoot,
    /// Two keys claim to be the channel's.
    #[error("there are two different changes of the root key with number {0}; neither counts")]
    TwoRoots(u32),
    /// The roster.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// A recipients file.
    #[error(transparent)]
    Recipients(#[from] RecipientsError),
    /// The board.
    #[error(transparent)]
    Board(#[from] BoardError),
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] WriteError),
    /// The outbox's file.
    #[error("the outbox could not be written")]
    Io(#[from] std::io::Error),
    /// The root key's files.
    #[error(transparent)]
    RootKey(#[from] RootKeyError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}
