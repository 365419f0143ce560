//! What kind of letter.

/// The kind of a letter. A cover has none: it has no content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `report`: begins a conversation.
    Report,
    /// `message`: goes on with one.
    Message,
    /// `journal`: entries of a member's journal for other members.
    Journal,
    /// `release`: a member's share of a letter, for one colleague.
    Release,
    /// A kind that this version does not know; to be shown as such, never dropped.
    Other(String),
}

impl Kind {
    pub(super) fn new(text: String) -> Self {
        match text.as_str() {
            "report" => Self::Report,
            "message" => Self::Message,
            "journal" => Self::Journal,
            "release" => Self::Release,
            _ => Self::Other(text),
        }
    }

    /// The kind as the letter has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Report => "report",
            Self::Message => "message",
            Self::Journal => "journal",
            Self::Release => "release",
            Self::Other(text) => text,
        }
    }
}
