//! The recipients of one epoch: each member's age recipient (protocol, section 4.6). Not signed:
//! the file's SHA-256 stands in the roster.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ChannelId, MemberNumber},
    labels::kind,
    primitives::hash::sha256,
    roster::VerifiedRoster,
    time::Epoch,
};

/// A recipient file is at most this long.
pub const RECIPIENTS_LEN_MAX: usize = 256 * 1024;

/// Why a recipient file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecipientsError {
    /// Not this JSON, too long, or of another kind, channel or epoch.
    #[error("the recipient file cannot be read")]
    Malformed,
    /// The roster names no file, or another, for this epoch.
    #[error("the roster does not name this recipient file")]
    NotInRoster,
}

/// The recipients of one epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipients {
    /// Always `belfry/v1/recipients`.
    pub kind: String,
    /// The channel.
    pub channel: ChannelId,
    /// The epoch.
    pub epoch: Epoch,
    /// One for each member and adviser.
    pub recipients: Vec<Recipient>,
}

/// One member's recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Whose it is.
    pub member: MemberNumber,
    /// `age1pq1…` (C2SP age, native hybrid recipient).
    pub recipient: String,
}

impl Recipients {
    /// A file's contents.
    #[must_use]
    pub fn new(channel: ChannelId, epoch: Epoch, recipients: Vec<Recipient>) -> Self {
        Self {
            kind: kind::RECIPIENTS.to_owned(),
            channel,
            epoch,
            recipients,
        }
    }

    /// The file: indented JSON and a line feed.
    ///
    /// # Errors
    /// [`RecipientsError::Malformed`] where it would be too long.
    pub fn to_file(&self) -> Result<Vec<u8>, RecipientsError> {
        let mut file = serde_json::to_vec_pretty(self).map_err(|_| RecipientsError::Malformed)?;
        file.push(b'\n');
        if file.len() > RECIPIENTS_LEN_MAX {
            return Err(RecipientsError::Malformed);
        }
        Ok(file)
    }

    /// This member's recipient.
    #[must_use]
    pub fn of(&self, member: MemberNumber) -> Option<&str> {
        self.recipients
            .iter()
            .find(|recipient| recipient.member == member)
            .map(|recipient| recipient.recipient.as_str())
    }
}

/// Recipients that a verified roster names.
#[derive(Debug, Clone)]
pub struct VerifiedRecipients(Recipients);

impl std::ops::Deref for VerifiedRecipients {
    type Target = Recipients;

    fn deref(&self) -> &Recipients {
        &self.0
    }
}

/// Reads a recipient file that `roster` names for `epoch`.
///
/// # Errors
/// [`RecipientsError`].
pub fn verify(
    file: &[u8],
    roster: &VerifiedRoster,
    epoch: Epoch,
) -> Result<VerifiedRecipients, RecipientsError> {
    if file.len() > RECIPIENTS_LEN_MAX {
        return Err(RecipientsError::Malformed);
    }
    let named = roster
        .epoch_file(epoch)
        .ok_or(RecipientsError::NotInRoster)?;
    if sha256(&[file]) != named.0 {
        return Err(RecipientsError::NotInRoster);
    }
    let recipients: Recipients =
        serde_json::from_slice(file).map_err(|_| RecipientsError::Malformed)?;
    if recipients.kind != kind::RECIPIENTS
        || recipients.channel != roster.channel
        || recipients.epoch != epoch
    {
        return Err(RecipientsError::Malformed);
    }
    Ok(VerifiedRecipients(recipients))
}
