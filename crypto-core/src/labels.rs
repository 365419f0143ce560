//! Every label that separates one use of a key, hash or signature from another: one label, one
//! use, all of them here.

use std::fmt;

use crate::ids::{Addressee, Digest, MemberNumber};

/// Hash prefix of the channel id.
pub const CHANNEL: &[u8] = b"belfry/v1/channel";
/// Hash prefix of a stamp's seed.
pub const STAMP: &[u8] = b"belfry/v1/stamp";
/// Associated data prefix of a reply cell.
pub const REPLY: &[u8] = b"belfry/v1/reply";
/// Exporter context of a letter's member boxes.
pub const MEMBER_BOX: &[u8] = b"belfry/v1/member-box";
/// Type of a quorum channel's stanzas, and prefix of a share's commitment.
pub const SHARE: &str = "belfry/v1/share";
/// Hash prefix of the check over a sheet of the root key.
pub const ROOT_SHARE: &[u8] = b"belfry/v1/root-share";
/// Hash prefix of the check of one line of words on such a sheet.
pub const ROOT_SHARE_LINE: &[u8] = b"belfry/v1/root-share-line";

/// Hash prefix of the secret that all readers of a letter share beside its text.
pub const CASE_SECRET: &[u8] = b"belfry/v1/case-secret";
/// Associated data prefix of a name that a reporter holds apart, and of its shares.
pub const NAME_BOX: &[u8] = b"belfry/v1/name-box";
/// Hash prefix of the commitment to one of those shares.
pub const NAME_COMMITMENT: &[u8] = b"belfry/v1/name-commitment";
/// Hash prefix of what a claim code gives.
pub const CLAIM: &[u8] = b"belfry/v1/claim";
/// Hash prefix of a deed's name.
pub const DEED: &[u8] = b"belfry/v1/deed";
/// Hash prefix of the commitment to a member's view of a case.
pub const VIEW: &[u8] = b"belfry/v1/view";

/// Kinds of signed objects: the first bytes of each, and its trusted comment.
pub mod kind {
    /// The roster.
    pub const ROSTER: &str = "belfry/v1/roster";
    /// The recipients of one epoch (not signed; its hash stands in the roster).
    pub const RECIPIENTS: &str = "belfry/v1/recipients";
    /// A board's header.
    pub const BOARD_HEADER: &str = "belfry/v1/board-header";
    /// A member's statement that a storage week was imported.
    pub const IMPORT_CONFIRMATION: &str = "belfry/v1/import-confirmation";
    /// The change of a channel's root key.
    pub const ROOT_CHANGE: &str = "belfry/v1/root-change";
    /// A member's share of one letter, given to one colleague.
    pub const RELEASE: &str = "belfry/v1/release";
    /// A page of a member's journal, for other members.
    pub const JOURNAL_PAGE: &str = "belfry/v1/journal-page";
    /// A member's statement that they had a text.
    pub const PROOF: &str = "belfry/v1/proof";
    /// A report that a member typed in.
    pub const MINUTES: &str = "belfry/v1/minutes";
    /// A reporter's name, given to a member who was granted it.
    pub const NAME: &str = "belfry/v1/name";
    /// A member's share of a name that a reporter held apart, given to one colleague.
    pub const NAME_SHARE: &str = "belfry/v1/name-share";
    /// A member's certificate that a case was destroyed.
    pub const DESTROYED: &str = "belfry/v1/destroyed";
    /// An entry of a member's journal.
    pub const JOURNAL: &str = "belfry/v1/journal";
    /// What a member makes known of themselves for the roster.
    pub const MEMBER: &str = "belfry/v1/member";
    /// A file from courier to reader (not signed).
    pub const BUNDLE: &str = "belfry/v1/bundle";
    /// A file from reader to courier (not signed).
    pub const OUTBOX: &str = "belfry/v1/outbox";
    /// Roster, recipients and board in one request (not signed as a whole).
    pub const PUBLICATION: &str = "belfry/v1/publication";
}

/// The `info` of one HKDF derivation, without the prefix `belfry/v1/`.
#[derive(Debug, Clone, Copy)]
pub enum Label {
    /// Receipt → root, with salt = channel id.
    Conversation(Addressee),
    /// Root → conversation id (16).
    ConversationId,
    /// Root → thread key (32).
    Thread,
    /// Root → member key (32).
    Member(MemberNumber),
    /// Member key → token of reply `j` (16).
    ReplyToken(u16),
    /// Member key → key of reply `j` (32).
    ReplyKey(u16),
    /// Member key → letter tag key (32).
    LetterTag,
    /// Member key → key of their share of the reporter's name (32), with salt = letter id.
    NameKey,
    /// Root → key of the tag over the members left out (32).
    LeftOut,
    /// Root → salt of a proof of receipt (32).
    ProofSalt,
    /// Root → key of one attachment (32).
    Attachment(Digest),
    /// Attachment key → stream key (32).
    Stream,
    /// Attachment key → id of parcel `i` (16).
    ParcelId(u32),
    /// Thread key → wrap of a later letter's file key (32), with salt = SHA-256(enc).
    ThreadWrap,
    /// SHA-256 of a letter's plaintext → key of journal entries about it (32).
    JournalLetter,
    /// A letter's case secret → key of journal entries on what members do in its case (32).
    JournalCase,
    /// A journal page's salt → key of its entries about no letter (32).
    JournalCommon,
    /// Passphrase key → key that wraps a vault's master key (32).
    VaultWrap,
    /// Master key → key of a vault's files `secrets` and `public` (32).
    VaultSecrets,
    /// Master key → key of a vault's journal (32).
    VaultJournal,
    /// Master key → key that wraps the rewritten key of the contents' keys (32).
    VaultContents,
    /// Master key → key that wraps the rewritten key of the epoch secrets (32).
    VaultEpochs,
    /// Master key → key that wraps the rewritten key of the ledger's index (32).
    VaultLedger,
    /// The half of a rewritten key that lies in a file, then the half in a TPM → the key itself (32).
    VaultToken,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("belfry/v1/")?;
        match self {
            Self::Conversation(addressee) => write!(f, "conversation/{addressee}"),
            Self::ConversationId => f.write_str("conversation-id"),
            Self::Thread => f.write_str("thread"),
            Self::Member(number) => write!(f, "member/{number}"),
            Self::ReplyToken(j) => write!(f, "reply-token/{j}"),
            Self::ReplyKey(j) => write!(f, "reply-key/{j}"),
            Self::LetterTag => f.write_str("letter-tag"),
            Self::NameKey => f.write_str("name-key"),
            Self::LeftOut => f.write_str("left-out"),
            Self::ProofSalt => f.write_str("proof-salt"),
            Self::Attachment(digest) => write!(f, "attachment/{digest}"),
            Self::Stream => f.write_str("stream"),
            Self::ParcelId(i) => write!(f, "parcel-id/{i}"),
            Self::ThreadWrap => f.write_str("thread-wrap"),
            Self::JournalLetter => f.write_str("journal/letter"),
            Self::JournalCase => f.write_str("journal/case"),
            Self::JournalCommon => f.write_str("journal/common"),
            Self::VaultWrap => f.write_str("vault/wrap"),
            Self::VaultSecrets => f.write_str("vault/secrets"),
            Self::VaultJournal => f.write_str("vault/journal"),
            Self::VaultContents => f.write_str("vault/contents"),
            Self::VaultEpochs => f.write_str("vault/epochs"),
            Self::VaultLedger => f.write_str("vault/ledger"),
            Self::VaultToken => f.write_str("vault/token"),
        }
    }
}
