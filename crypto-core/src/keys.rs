//! The keys of a conversation (protocol, section 4.2). All of them come from the receipt, which
//! only the reporter has; members get their own `member_key` with each letter.

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop};

#[cfg(feature = "reporter")]
use crate::{
    attachment::AttachmentKey,
    ids::{ConversationId, Digest},
};
use crate::{
    ids::{Addressee, ChannelId, LetterId, MemberNumber, ReplyToken},
    labels::Label,
    lengths::KEY_LEN,
    primitives::{
        hash::sha256,
        kdf::{derive, derive_salted},
        mac,
    },
    receipt::Receipt,
};

macro_rules! secret_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; KEY_LEN]);

        impl $name {
            /// The key with these bytes.
            #[must_use]
            pub fn from_bytes(bytes: [u8; KEY_LEN]) -> Self {
                Self(bytes)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secret_key!(
    /// The root of one conversation, 32 bytes; known to the reporter only.
    Root
);
secret_key!(
    /// One member's key in one conversation, 32 bytes; known to the reporter and that member.
    MemberKey
);
secret_key!(
    /// What those who read a conversation share, 32 bytes.
    ThreadKey
);
secret_key!(
    /// The key of one reply cell, 32 bytes.
    ReplyKey
);

/// Who must not read a conversation, and the reporter's tag over it (32 bytes).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// In ascending order.
    pub members: Vec<MemberNumber>,
    /// HMAC-SHA-256 over `channel id ‖ each number as u16`.
    pub tag: [u8; 32],
}

// Also with `committee`: whoever checks a proof of receipt may have the receipt's words alone.
impl Root {
    /// The root of the conversation with `addressee` on `channel`.
    #[must_use]
    pub fn derive(receipt: &Receipt, channel: &ChannelId, addressee: Addressee) -> Self {
        Self(*derive_salted(
            receipt.expose(),
            channel.as_bytes(),
            Label::Conversation(addressee),
        ))
    }

    /// The salt of a proof of receipt, 32 bytes.
    #[must_use]
    pub fn proof_salt(&self) -> [u8; 32] {
        *derive(&self.0, Label::ProofSalt)
    }
}

#[cfg(feature = "reporter")]
impl Root {
    /// The conversation's id, 16 bytes.
    #[must_use]
    pub fn conversation_id(&self) -> ConversationId {
        ConversationId(*derive(&self.0, Label::ConversationId))
    }

    /// The thread key.
    #[must_use]
    pub fn thread_key(&self) -> ThreadKey {
        ThreadKey(*derive(&self.0, Label::Thread))
    }

    /// A member's key.
    #[must_use]
    pub fn member_key(&self, member: MemberNumber) -> MemberKey {
        MemberKey(*derive(&self.0, Label::Member(member)))
    }

    /// The list of members left out, tagged. The numbers are brought into ascending order.
    #[must_use]
    pub fn leave_out(&self, channel: &ChannelId, members: &[MemberNumber]) -> LeftOut {
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        let key = derive(&self.0, Label::LeftOut);
        let tag = mac::hmac_sha256(&key, &[channel.as_bytes(), &numbers(&members)]);
        LeftOut { members, tag }
    }

    /// Whether a list came from this reporter.
    #[must_use]
    pub fn has_left_out(&self, channel: &ChannelId, list: &LeftOut) -> bool {
        let key = derive(&self.0, Label::LeftOut);
        mac::verify_truncated(
            &key,
            &[channel.as_bytes(), &numbers(&list.members)],
            &list.tag,
        )
    }

    /// The key of the attachment with this hash: whoever comes back and chooses the same file gets the
    /// same parcels.
    #[must_use]
    pub fn attachment_key(&self, sha256: &Digest) -> AttachmentKey {
        AttachmentKey::from_bytes(*derive(&self.0, Label::Attachment(*sha256)))
    }
}

#[cfg(feature = "reporter")]
fn numbers(members: &[MemberNumber]) -> Vec<u8> {
    members
        .iter()
        .flat_map(|member| member.0.to_be_bytes())
        .collect()
}

impl MemberKey {
    /// A random key, for a throw-away slot or a letter without a way back.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; KEY_LEN];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The token of reply `j`, 16 bytes: what the server sees of it.
    #[must_use]
    pub fn reply_token(&self, j: u16) -> ReplyToken {
        ReplyToken(*derive(&self.0, Label::ReplyToken(j)))
    }

    /// The key of reply `j`.
    #[must_use]
    pub fn reply_key(&self, j: u16) -> ReplyKey {
        ReplyKey(*derive(&self.0, Label::ReplyKey(j)))
    }

    /// The first 16 bytes of the tag that binds a letter to this conversation.
    #[must_use]
    pub fn letter_tag(&self, plaintext_before_tags: &[u8]) -> [u8; 16] {
        let key = derive(&self.0, Label::LetterTag);
        let mut tag = [0; 16];
        for (to, from) in tag
            .iter_mut()
            .zip(mac::hmac_sha256(&key, &[plaintext_before_tags]))
        {
            *to = from;
        }
        tag
    }

    /// Whether a letter's tag for this member holds.
    #[must_use]
    pub fn verify_letter_tag(&self, plaintext_before_tags: &[u8], tag: &[u8; 16]) -> bool {
        let key = derive(&self.0, Label::LetterTag);
        mac::verify_truncated(&key, &[plaintext_before_tags], tag)
    }

    /// The key under which a letter carries this member's share of the reporter's name (protocol, section 4.3, "The
    /// reporter's own name").
    pub(crate) fn name_key(&self, letter: &LetterId) -> zeroize::Zeroizing<[u8; KEY_LEN]> {
        derive_salted(&self.0, letter.as_bytes(), Label::NameKey)
    }

    /// The bytes, for a letter's box and for the vault.
    #[must_use]
    pub fn expose_for_box(&self) -> &[u8; KEY_LEN] {
        &self.0
    }
}

impl ThreadKey {
    /// The key under which a letter's file key is wrapped for those who have opened an earlier letter
    /// of the conversation (protocol, section 4.3, "Quorum").
    pub(crate) fn wrap_key(&self, encapsulated: &[u8]) -> zeroize::Zeroizing<[u8; KEY_LEN]> {
        derive_salted(&self.0, &sha256(&[encapsulated]), Label::ThreadWrap)
    }

    /// A random key, as letters carry it in a channel without quorum.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; KEY_LEN];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The bytes, for the letter's content and the vault.
    #[must_use]
    pub fn expose_for_letter(&self) -> &[u8; KEY_LEN] {
        &self.0
    }
}

impl ReplyKey {
    pub(crate) fn expose(&self) -> &[u8; KEY_LEN] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_key_is_that_of_its_index() {
        let member = MemberKey::from_bytes([5; KEY_LEN]);
        for j in [0, 1] {
            let derived = derive::<KEY_LEN>(&[5; KEY_LEN], Label::ReplyKey(j));
            assert_eq!(member.reply_key(j).expose(), &*derived);
        }
    }
}
