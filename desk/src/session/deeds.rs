//! What is done from the window; each on disk when it returns.

use std::path::{Path, PathBuf};

use belfry_reader::{
    attachments::{self, safe_name},
    casework::{telling, view::View},
    commands::CommandError,
    export, import,
    journal::ids::CaseId,
    progress::Watch,
    words::Words as _,
};
use crypto_core::address::ChannelAddress;

use super::Session;
use crate::sentence::without_commands;

impl Session {
    /// Fixes this member's view of what a report is.
    ///
    /// # Errors
    /// What the library says.
    pub fn fix_view(&mut self, case: CaseId, view: &View) -> Result<(), CommandError> {
        if view.text.trim().is_empty() {
            return Err(CommandError::NoText);
        }
        let mut work = telling::open(&mut self.vault, &self.state, case)?;
        work.fix_view(&mut self.vault, view, self.today, &mut rand::rng())?;
        self.changed();
        Ok(())
    }

    /// Takes in a bundle; sentences of what came.
    ///
    /// # Errors
    /// What the library says; what the vault had is as it was then.
    pub fn import(
        &mut self,
        bundle: &Path,
        channel: &str,
        watch: Watch<'_>,
    ) -> Result<Vec<String>, CommandError> {
        let channel = match channel.trim() {
            "" => None,
            typed => Some(ChannelAddress::from_typed(typed).ok_or(CommandError::Channel)?),
        };
        let rng = &mut rand::rng();
        let (vault, channel) = (&mut self.vault, channel.as_ref());
        let done = import::import(vault, bundle, channel, self.today, watch, rng);
        self.changed();
        self.finish_opening(Watch::NOBODY);
        let done = done?;
        let mut told = done.sentences(self.language);
        told.extend((done.notices.iter()).map(|notice| notice.words(self.language)));
        told.append(&mut self.notices);
        Ok(told.iter().map(|one| without_commands(one)).collect())
    }

    /// Makes an outbox; sentences of what is in it.
    ///
    /// # Errors
    /// What the library says.
    pub fn export(&mut self, to: &Path, watch: Watch<'_>) -> Result<Vec<String>, CommandError> {
        let rng = &mut rand::rng();
        let done = export::export(&mut self.vault, to, self.today, watch, rng);
        // What was drawn stays drawn, also where no outbox was made.
        self.changed();
        let told = done?.sentences(self.language);
        Ok(told.iter().map(|one| without_commands(one)).collect())
    }

    /// Saves one file of a case into a folder, under a safe name; where it is then, and whether it is whole. Once it is
    /// stopped, nothing of it is there.
    ///
    /// # Errors
    /// What the library says.
    pub fn save(
        &mut self,
        case: CaseId,
        number: usize,
        folder: &Path,
        watch: Watch<'_>,
    ) -> Result<(PathBuf, bool), CommandError> {
        let case = self.living(case)?.clone();
        let mut saved = None;
        std::fs::create_dir_all(folder).map_err(CommandError::of_file(folder))?;
        attachments::for_each(&mut self.vault, &case, |store, file| {
            if file.number == number {
                let name = safe_name(&file.claimed.name, file.number);
                saved = Some(attachments::save(store, file, (folder, &name), watch));
            }
            Ok::<_, CommandError>(())
        })?;
        match saved {
            Some(Ok(saved)) => Ok((saved.path, saved.problems.is_empty())),
            Some(Err(error)) => Err(error.into()),
            None => Err(CommandError::NoSuchFile(number)),
        }
    }
}
