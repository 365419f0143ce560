//! A founding, as far as it has come on this machine.

use belfry_reader::ceremony::founding::{Heard, Standing};

/// What is shown of it.
#[derive(Debug, Clone)]
pub struct FoundingView {
    /// What is done of it.
    pub standing: Standing,
    /// What this member's file is called.
    pub file: String,
    /// The number that is compared by voice.
    pub number: String,
    /// Everybody whose file is in the folder.
    pub members: Vec<Founder>,
    /// Why these could not be read.
    pub amiss: Option<String>,
    /// Whether the folder has a description of the channel.
    pub is_described: bool,
    /// What that says, one sentence each.
    pub texts: Vec<String>,
    /// Whether this member publishes, without which they cannot sign a roster.
    pub publishes: bool,
    /// Whether the poster is there.
    pub has_poster: bool,
    /// Whether the first outbox is there.
    pub has_outbox: bool,
    /// What the channel is known by; nothing before its first roster is signed.
    pub channel: Vec<String>,
}

/// Somebody whose file is there.
#[derive(Debug, Clone)]
pub struct Founder {
    /// Number, name, role, weekday.
    pub name: String,
    /// The name alone.
    pub short: String,
    /// Whose number is compared by voice, and the number.
    pub heard: Heard,
    /// Whether it is who sits here.
    pub is_me: bool,
}
