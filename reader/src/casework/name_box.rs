//! Names that the reporter gave on the page: each held apart in its letter, and opened by the shares of several members
//! (protocol, section 4.3, "The reporter's own name").

use crypto_core::{
    ids::{ChannelId, LetterId, MemberNumber},
    keys::MemberKey,
    letter::{
        Content,
        name_box::{NameBox, NameBoxError, Place},
    },
    primitives::shares::Share,
};
use zeroize::Zeroizing;

use crate::{
    cases::{self, Text},
    state::{Case, Letter},
    vault::{Vault, VaultError},
};

/// A name that a letter holds apart.
pub struct Held {
    /// The letter, by its id on the server.
    pub letter: LetterId,
    /// What holds the name.
    pub parsed: NameBox,
    channel: ChannelId,
    /// The letter's id as it stands in it: the name is bound to that one.
    id: LetterId,
}

impl Held {
    /// The name in a letter that says this; `None` where it has none, or none that can be read.
    fn of(letter: LetterId, content: &Content) -> Option<Self> {
        Some(Self {
            letter,
            parsed: parsed(content)?.ok()?,
            channel: content.channel,
            id: content.letter_id,
        })
    }

    fn place(&self) -> Place<'_> {
        Place {
            channel: &self.channel,
            letter: &self.id,
        }
    }

    /// Whether a share is the one that this letter has for a member.
    #[must_use]
    pub fn fits(&self, member: MemberNumber, share: &Share) -> bool {
        self.parsed.fits(self.place(), member, share)
    }

    /// A member's own share.
    ///
    /// # Errors
    /// What the letter says.
    pub fn share(&self, member: MemberNumber, key: &MemberKey) -> Result<Share, NameBoxError> {
        self.parsed.share(self.place(), member, key)
    }

    /// The name, by shares that fit.
    ///
    /// # Errors
    /// What the letter says.
    pub fn open(&self, shares: &[Share]) -> Result<Zeroizing<String>, NameBoxError> {
        self.parsed.open(self.place(), shares)
    }
}

/// What a letter holds apart, if it is a reporter's: what members send each other has none.
#[must_use]
pub fn parsed(content: &Content) -> Option<Result<NameBox, NameBoxError>> {
    let bytes = content.name_box.as_deref()?;
    content.object.is_none().then(|| NameBox::parse(bytes))
}

/// The name that a letter holds apart. One whose tag does not hold may be a copy of another, changed so that it leaves
/// nobody out: its name is given to nobody.
///
/// # Errors
/// What the vault says.
pub fn in_letter(vault: &mut Vault, letter: &Letter) -> Result<Option<Held>, VaultError> {
    if letter.is_doubtful() {
        return Ok(None);
    }
    Ok(match cases::text(vault, letter)? {
        Text::Letter(content) => Held::of(letter.id, &content),
        Text::Foreign(_) => None,
    })
}

/// The names that a case's letters hold apart, in the order of the letters.
///
/// # Errors
/// What the vault says.
pub fn held(vault: &mut Vault, case: &Case) -> Result<Vec<Held>, VaultError> {
    let all = case.letters.iter();
    let all = all.map(|letter| in_letter(vault, letter));
    all.filter_map(Result::transpose).collect()
}
