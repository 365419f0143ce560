//! Which protocol a browser is driven by.

use anyhow::Result;
use serde_json::Value;

use super::{bidi::Bidi, classic::Classic};

/// A connection to one browser; both understand the commands of WebDriver BiDi that are used here.
pub(super) enum Driver {
    Bidi(Box<Bidi>),
    Classic(Classic),
}

impl Driver {
    /// Sends one command and waits for its result.
    pub(super) fn command(&mut self, method: &str, params: Value) -> Result<Value> {
        match self {
            Self::Bidi(bidi) => bidi.command(method, params),
            Self::Classic(classic) => classic.command(method, &params),
        }
    }
}
