//! Names of things that are not secret towards whoever holds them: opaque bytes, hexadecimal in
//! text.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::text;

/// The text is not the right number of lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an identifier in lower-case hexadecimal digits")]
pub struct IdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// The bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = IdError;

            fn try_from(bytes: &[u8]) -> Result<Self, IdError> {
                bytes.try_into().map(Self).map_err(|_| IdError)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&text::hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let bytes = text::unhex(text).ok_or(IdError)?;
                Self::try_from(bytes.as_slice())
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(de: D) -> Result<Self, D::Error> {
                String::deserialize(de)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// `SHA-256("belfry/v1/channel" ‖ first root public key)`, 32 bytes; stays when the root changes.
    ChannelId, 32
);
id!(
    /// A letter's random id on the server, 16 bytes, chosen by the client.
    LetterId, 16
);
id!(
    /// A parcel's id on the server, 16 bytes.
    ParcelId, 16
);
id!(
    /// The first 16 bytes of a reply cell.
    ReplyToken, 16
);
id!(
    /// What the letters of one conversation share, 16 bytes; known to those who read it.
    ConversationId, 16
);
id!(
    /// A SHA-256 value, 32 bytes.
    Digest, 32
);

impl ChannelId {
    /// The id of the channel whose first root key is `root` (32 bytes, Ed25519).
    #[must_use]
    pub fn of_root(root: &crate::primitives::signature::VerifyingKey) -> Self {
        Self(crate::primitives::hash::sha256(&[
            crate::labels::CHANNEL,
            &root.to_bytes(),
        ]))
    }
}

/// A member's or adviser's number in the roster: given out once and never again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberNumber(pub u16);

impl fmt::Display for MemberNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// To whom a conversation is addressed (protocol, section 4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressee {
    /// The whole committee.
    Committee,
    /// One confidential adviser.
    Adviser(MemberNumber),
}

impl fmt::Display for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Committee => f.write_str("committee"),
            Self::Adviser(number) => write!(f, "{number}"),
        }
    }
}
