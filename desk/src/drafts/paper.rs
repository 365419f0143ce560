//! What is typed while the root key goes onto paper, and while its sheets are put together again.

use crate::model::Text;

/// The root key's sheets.
#[derive(Default)]
pub struct PaperDraft {
    /// Who keeps one, a name on each line.
    pub keepers: String,
    /// Sheets that give it back, as typed.
    pub needed: String,
    /// Whether they are printed; not chosen if `None`.
    pub prints: Option<bool>,
    /// Where pages of them are written.
    pub folder: String,
    /// The root key's passphrase.
    pub passphrase: Text,
    /// A line of a sheet.
    pub line: Text,
    /// The new passphrase of a root key that sheets gave, typed twice.
    pub new: [Text; 2],
    /// What came of it last.
    pub told: Vec<String>,
}

impl PaperDraft {
    /// Who keeps a sheet.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let names = self.keepers.lines().map(str::trim);
        let names = names.filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    }

    /// The number of sheets that give it back, if it is one.
    #[must_use]
    pub fn count(&self) -> Option<u8> {
        self.needed.trim().parse().ok()
    }

    /// Forgets what is secret of it; whether any was typed.
    pub fn forget_secrets(&mut self) -> bool {
        let [new, again] = std::mem::take(&mut self.new);
        let typed = [
            std::mem::take(&mut self.passphrase),
            std::mem::take(&mut self.line),
            new,
            again,
        ];
        typed.iter().any(|one| !one.is_empty())
    }
}

/// Another root key.
#[derive(Default)]
pub struct RootDraft {
    /// The passphrase of the one in force.
    pub old: Text,
    /// That of the next, typed twice.
    pub new: [Text; 2],
    /// Whether the member is asked now if the old one is to go.
    pub is_asked: bool,
}

impl RootDraft {
    /// Forgets passphrases; whether any was typed.
    pub fn forget_passphrases(&mut self) -> bool {
        let new = std::mem::take(&mut self.new);
        let old = std::mem::take(&mut self.old);
        new.iter().chain([&old]).any(|one| !one.is_empty())
    }
}
