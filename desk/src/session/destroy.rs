//! Destroying a case, its certificate, and the register.

use std::path::Path;

use belfry_reader::{
    cases::{self, FindError},
    casework,
    commands::{CommandError, free},
    destroy::{self, Asked, Consequences},
    journal::ids::CaseId,
    vault::files,
    words,
};

use super::Session;
use crate::{model::RegisterShown, saying::Destroying, sentence};

impl Session {
    /// Asks whether a case may be destroyed; what that would mean.
    ///
    /// # Errors
    /// Why it may not.
    pub fn may_destroy(
        &mut self,
        id: CaseId,
        says: &Destroying,
    ) -> Result<Vec<String>, CommandError> {
        let (vault, state, language) = (&mut self.vault, &self.state, self.language);
        says.certificate.as_deref().map_or(Ok(()), free)?;
        let may = destroy::may(vault, state, id, asked(says), self.today)?;
        let means = Consequences::of(vault, state, cases::living(state, id)?)?;
        let means = words::destroy::consequences(language, id, &means);
        let mut told: Vec<String> = words::destroy::reason(language, &may).into_iter().collect();
        told.extend(means.iter().map(|one| sentence::without_commands(one)));
        Ok(told)
    }

    /// Destroys a case; what is told of it.
    ///
    /// # Errors
    /// Why it was not destroyed.
    pub fn destroy(&mut self, id: CaseId, says: &Destroying) -> Result<Vec<String>, CommandError> {
        // Before anything is gone.
        says.certificate.as_deref().map_or(Ok(()), free)?;
        let (vault, state, rng) = (&mut self.vault, &self.state, &mut rand::rng());
        let may = destroy::may(vault, state, id, asked(says), self.today)?;
        let done = may.destroy(vault, state, rng);
        // Where it failed half-way, the journal calls it destroyed already.
        self.changed();
        done?;
        let mut told = vec![words::destroy::destroyed(self.language, id)];
        // The case is gone, whatever becomes of this.
        told.extend(says.certificate.as_ref().map(|path| {
            let made = self.certify(id, path);
            made.unwrap_or_else(|error| sentence::of(&error, self.language))
        }));
        Ok(told)
    }

    /// Saves the certificate of a case that was destroyed; where it is.
    ///
    /// # Errors
    /// Where it is not destroyed, or what the file system says.
    pub fn certify(&self, id: CaseId, path: &Path) -> Result<String, CommandError> {
        let case = self.state.cases.get(&id).ok_or(FindError::None)?;
        let left = case.destroyed.ok_or(FindError::None)?;
        let text = destroy::certificate(&self.vault, id, &left)?;
        files::create_new(path, &text).map_err(CommandError::of_file(path))?;
        Ok(words::destroy::certified(self.language, path))
    }

    /// What is left of cases that were destroyed.
    ///
    /// # Errors
    /// What the vault says.
    pub fn register(&mut self) -> Result<Vec<RegisterShown>, CommandError> {
        let rules = casework::in_force(&mut self.vault, &self.state)?.current;
        let lines = self.state.register_in_order().into_iter();
        let shown = lines.map(|line| {
            let said = words::register::line(self.language, &rules, line);
            RegisterShown {
                head: said.head,
                kept: said.kept,
                early: said.early,
            }
        });
        Ok(shown.collect())
    }
}

fn asked(says: &Destroying) -> Asked<'_> {
    Asked {
        reason: says.reason.as_deref().map(String::as_str),
        unheard: says.unheard,
    }
}
