//! An opened vault: what of it is shown, and what is done in it. Lives in the worker's thread.

mod case;
mod deeds;
mod messages;
mod overview;

use std::path::Path;

use belfry_reader::{
    cases,
    commands::CommandError,
    destroy, epochs,
    journal::ids::CaseId,
    search::Index,
    state::State,
    vault::{Vault, locked_key::Passphrase},
    words::Words as _,
};
use crypto_core::{time::Day, words::Language};

/// An opened vault and the state of its cases.
pub struct Session {
    vault: Vault,
    state: State,
    language: Language,
    today: Day,
    index: Option<Index>,
    /// What is to be told about the opening itself.
    pub notices: Vec<String>,
}

impl Session {
    /// Opens a vault, and erases what is due there, as the reader does at each start.
    ///
    /// # Errors
    /// What the vault says.
    pub fn unlock(
        dir: &Path,
        passphrase: &Passphrase,
        today: Day,
        language: Language,
    ) -> Result<Self, CommandError> {
        let vault = Vault::open(dir, passphrase)?;
        let state = State::replay(vault.journal.events());
        let mut session = Self {
            notices: (vault.notices.iter())
                .map(|notice| notice.words(language))
                .collect(),
            vault,
            state,
            language,
            today,
            index: None,
        };
        session.erase_due();
        Ok(session)
    }

    /// Takes another language for all that is told from here on.
    pub fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// Erases what is due. Where that fails, as on a full disk, the member can read on all the same.
    fn erase_due(&mut self) {
        let rng = &mut rand::rng();
        let (vault, state) = (&mut self.vault, &mut self.state);
        let done = destroy::finish(vault, rng)
            .and_then(|()| vault.finish_epochs())
            .and_then(|()| epochs::erase_due(vault, state, (self.today, false), rng));
        if let Err(error) = done {
            let error = error.words(self.language);
            self.notices.push(format!(
                "{} ({error})",
                self.say(
                    "Wat gewist moet worden, kan er nog staan. Begin opnieuw zodra dat verholpen is: ruimte op de \
                     schijf, of de computer met de TPM.",
                    "What is due to be erased may still be here. Start again once that is mended: room on the disk, or \
                     the machine with the TPM."
                )
            ));
        }
    }

    fn say<'t>(&self, dutch: &'t str, english: &'t str) -> &'t str {
        belfry_reader::words::say(self.language, dutch, english)
    }

    fn day(&self, day: Day) -> String {
        crate::look::day(self.language, day)
    }

    /// After something was written down.
    fn changed(&mut self) {
        self.state = State::replay(self.vault.journal.events());
        self.index = None;
    }

    /// The cases in which these words stand.
    ///
    /// # Errors
    /// What the vault says.
    pub fn find(&mut self, words: &str) -> Result<Vec<CaseId>, CommandError> {
        if self.index.is_none() {
            self.index = Some(Index::of(&mut self.vault, &self.state)?);
        }
        let found = self.index.as_ref().map(|index| index.find(words));
        Ok(found.unwrap_or_default())
    }

    fn living(&self, id: CaseId) -> Result<&belfry_reader::state::Case, CommandError> {
        Ok(self.state.cases.get(&id).ok_or(cases::FindError::None)?)
    }
}
