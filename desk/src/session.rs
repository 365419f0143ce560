//! An opened vault: what of it is shown, and what is done in it. Lives in the worker's thread.

mod acts;
mod answer;
mod case;
mod choices;
mod deeds;
mod destroy;
mod founding;
mod messages;
mod office;
mod overview;
mod paper;
mod root;
mod roster;
mod type_in;
mod upkeep;

use std::{collections::BTreeSet, path::Path};

use belfry_reader::{
    cases,
    commands::CommandError,
    journal::ids::CaseId,
    opening::{self, Told},
    progress::{Measure, Watch},
    search::Index,
    state::State,
    vault::{Vault, locked_key::Passphrase},
};
use crypto_core::{ids::ChannelId, time::Day, words::Language};

use crate::sentence::without_commands;

/// An opened vault and the state of its cases.
pub struct Session {
    vault: Vault,
    state: State,
    language: Language,
    today: Day,
    index: Option<Index>,
    /// What a founding finds in a folder, as it was shown.
    found: Option<founding::InFolder>,
    /// The root key's sheets, on their way to paper or back.
    paper: Option<paper::Underway>,
    /// A change of the roster.
    changing: roster::UnderWay,
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
        watch: Watch<'_>,
    ) -> Result<Self, CommandError> {
        // The passphrase's key takes its time in one piece: who stops it waits until that is there. What is told of the
        // opening itself is not lost then.
        watch.at(Measure::UNKNOWN)?;
        let opened = opening::open(dir, passphrase)?;
        Ok(Self::of(opened, today, language, watch))
    }

    fn of(
        (vault, state, told): (Vault, State, Vec<Told>),
        today: Day,
        language: Language,
        watch: Watch<'_>,
    ) -> Self {
        let mut session = Self {
            notices: told
                .iter()
                .flat_map(|told| told.sentences(language))
                .map(|told| without_commands(&told))
                .collect(),
            vault,
            state,
            language,
            today,
            index: None,
            found: None,
            paper: None,
            changing: roster::UnderWay::default(),
        };
        session.finish_opening(watch);
        session
    }

    /// Takes another language for all that is told from here on.
    pub fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// Erases what is due, as at each start and after each import.
    fn finish_opening(&mut self, watch: Watch<'_>) {
        let rng = &mut rand::rng();
        let told = opening::finish(&mut self.vault, &mut self.state, self.today, watch, rng);
        let told = told.sentences(self.language);
        self.notices
            .extend(told.iter().map(|told| without_commands(told)));
    }

    /// The channel that the vault belongs to, once that is known.
    #[must_use]
    pub fn channel(&self) -> Option<ChannelId> {
        self.vault.secrets.channel
    }

    fn say<'t>(&self, dutch: &'t str, english: &'t str) -> &'t str {
        belfry_reader::words::say(self.language, dutch, english)
    }

    fn day(&self, day: Day) -> String {
        crate::look::day(self.language, day)
    }

    /// After something was written down that can be searched for.
    fn changed(&mut self) {
        self.state = State::replay(self.vault.journal.events());
        self.index = None;
    }

    /// The cases in which these words stand.
    ///
    /// # Errors
    /// What the vault says, and that it was stopped.
    pub fn find(
        &mut self,
        words: &str,
        watch: Watch<'_>,
    ) -> Result<BTreeSet<CaseId>, CommandError> {
        if self.index.is_none() {
            self.index = Some(Index::of(&mut self.vault, &self.state, watch)?);
        }
        let found = self.index.as_ref().map(|index| index.find(words));
        Ok(found.into_iter().flatten().collect())
    }

    fn living(&self, id: CaseId) -> Result<&belfry_reader::state::Case, CommandError> {
        Ok(self.state.cases.get(&id).ok_or(cases::FindError::None)?)
    }
}
