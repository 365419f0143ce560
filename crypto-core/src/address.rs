//! How a person knows the channel: the part of the address after `#`, and the twelve words on a
//! poster. Both are the first 16 bytes of the channel id.

use crate::{
    ids::ChannelId,
    primitives::hash::equal_in_constant_time,
    receipt::{self, WordsError},
    text,
    words::Language,
};

/// Bytes of the channel id that stand in an address.
pub const ADDRESS_LEN: usize = 16;
/// Characters of the fragment.
pub const FRAGMENT_LEN: usize = 26;

/// The text after `#` is no channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the part of the address after # is incomplete or wrong")]
pub struct FragmentError;

/// What an address says of the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelAddress([u8; ADDRESS_LEN]);

impl ChannelAddress {
    /// The address of a channel.
    #[must_use]
    pub fn of(channel: &ChannelId) -> Self {
        let mut start = [0; ADDRESS_LEN];
        for (to, from) in start.iter_mut().zip(channel.as_bytes()) {
            *to = *from;
        }
        Self(start)
    }

    /// Whether this is the address of `channel`.
    #[must_use]
    pub fn is_of(&self, channel: &ChannelId) -> bool {
        equal_in_constant_time(&self.0, &Self::of(channel).0)
    }

    /// The fragment, without `#`: 26 characters, RFC 4648 base32 in lower case without padding.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        text::base32(&self.0)
    }

    /// Reads a fragment, with or without `#`, in upper or lower case.
    ///
    /// # Errors
    /// [`FragmentError`].
    pub fn from_fragment(text: &str) -> Result<Self, FragmentError> {
        let fragment = text.strip_prefix('#').unwrap_or(text).to_ascii_lowercase();
        let bytes = text::unbase32(&fragment).ok_or(FragmentError)?;
        bytes.try_into().map(Self).map_err(|_| FragmentError)
    }

    /// The channel's twelve words.
    #[must_use]
    pub fn to_words(&self, language: Language) -> Vec<&'static str> {
        receipt::encode(&self.0, language)
    }

    /// What a person typed, if it is an address, the end of one after `#`, or the channel's twelve words.
    #[must_use]
    pub fn from_typed(typed: &str) -> Option<Self> {
        let fragment = typed.rsplit('#').next().unwrap_or(typed);
        let from_words = || Self::from_words(typed).ok();
        Self::from_fragment(fragment).ok().or_else(from_words)
    }

    /// Reads the channel's twelve words.
    ///
    /// # Errors
    /// [`WordsError`].
    pub fn from_words(typed: &str) -> Result<Self, WordsError> {
        receipt::decode(typed).map(Self)
    }
}
