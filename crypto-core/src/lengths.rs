//! Every length in bytes, as a named sum.

/// A letter on the wire and at rest.
pub const LETTER_LEN: usize = 65_536;
/// A parcel: one piece of an attachment.
pub const PARCEL_LEN: usize = 1_048_576;
/// Bytes of a file in one parcel.
pub const PARCEL_ROOM: usize = PARCEL_LEN - AEAD_TAG_LEN;
/// A reply cell.
pub const REPLY_CELL_LEN: usize = 2_048;

/// Receipt entropy (BIP-39, 12 words).
pub const RECEIPT_LEN: usize = 16;
/// Random ids of letters and parcels, conversation ids and reply tokens.
pub const ID_LEN: usize = 16;
/// Symmetric keys and hashes.
pub const KEY_LEN: usize = 32;
/// A SHA-256 value.
pub const HASH_LEN: usize = 32;
/// A Poly1305 tag.
pub const AEAD_TAG_LEN: usize = 16;
/// An XChaCha20-Poly1305 nonce.
pub const XNONCE_LEN: usize = 24;

/// What a reply cell holds before sealing: `u16 length ‖ CBOR ‖ zeros`.
pub const REPLY_PLAINTEXT_LEN: usize = REPLY_CELL_LEN - ID_LEN - XNONCE_LEN - AEAD_TAG_LEN;
/// The CBOR of one reply cell at most.
pub const REPLY_CBOR_MAX: usize = REPLY_PLAINTEXT_LEN - 2;

/// A board is padded with zero cells to this times a power of two.
pub const BOARD_CELLS_MIN: usize = 128;
/// Filler cells on a channel's first board.
pub const FIRST_BOARD_FILLERS: usize = 24;
/// Cells on the largest board of this version (4 MiB).
pub const BOARD_CELLS_MAX: usize = 2_048;
/// Reply indices that a client tries for each member: `j < REPLY_INDICES`.
pub const REPLY_INDICES: u16 = 1_024;

/// A stamp: `u32 hours ‖ nonce (16) ‖ solution (16)`.
pub const STAMP_LEN: usize = 4 + 16 + 16;

const _: () = assert!(REPLY_PLAINTEXT_LEN == 1_992);
const _: () = assert!(STAMP_LEN == 36);
