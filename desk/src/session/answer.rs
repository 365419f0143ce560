//! Answers: what would become of one, and taking it.

use std::path::PathBuf;

use belfry_reader::{
    answer::{self, Draft},
    casework::{
        answering::{self, Answer},
        perform::Work,
    },
    commands::CommandError,
    journal::ids::CaseId,
    progress::Watch,
    terminal::{one_line, plain},
};
use crypto_core::words::Language;
use zeroize::Zeroizing;

use super::Session;
use crate::{
    model::Arrival,
    saying::{Along, Saying},
};

/// Columns of a name and a role.
const NAME: usize = 60;

impl Session {
    /// What would become of an answer. Nothing is kept.
    ///
    /// # Errors
    /// What the library says.
    pub fn preview(
        &mut self,
        case: CaseId,
        says: &Saying,
        watch: Watch<'_>,
    ) -> Result<Arrival, CommandError> {
        self.draft(case, says, (true, watch))
    }

    /// Takes an answer; it goes out with the next batches that have room.
    ///
    /// # Errors
    /// What the library says; the answer is not taken then.
    pub fn answer(
        &mut self,
        case: CaseId,
        says: &Saying,
        watch: Watch<'_>,
    ) -> Result<Arrival, CommandError> {
        let arrival = self.draft(case, says, (false, watch))?;
        self.changed();
        Ok(arrival)
    }

    /// Looks whether a file can go along.
    ///
    /// # Errors
    /// What the library says of it.
    pub fn look(path: PathBuf) -> Result<Along, CommandError> {
        let looked = answer::look(&path).map_err(answer::AnswerError::from)?;
        Ok(Along { path, looked })
    }

    /// Why this member can write no answer in a case, if they cannot.
    pub(super) fn no_answer(&self, work: &Work) -> Option<String> {
        let error = answer::may_answer(&self.state, work.case).err();
        let error = error.map(CommandError::from);
        let theirs = || answering::is_ones_turn(&self.vault, work).err();
        let error = error.or_else(|| theirs().map(CommandError::from))?;
        Some(crate::sentence::of(&error, self.language))
    }

    fn draft(
        &mut self,
        case: CaseId,
        says: &Saying,
        (preview, watch): (bool, Watch<'_>),
    ) -> Result<Arrival, CommandError> {
        let files: Vec<PathBuf> = says.files.iter().map(|one| one.path.clone()).collect();
        let draft = Draft {
            text: &says.text,
            files: &files,
            purpose: says.purpose,
            preview,
            watch,
        };
        let answer = Answer {
            says: draft,
            next: says.next(self.language)?,
            minutes: says.minutes,
        };
        let of = (&self.state, case);
        let rng = &mut rand::rng();
        let answered = answering::answer(&mut self.vault, of, answer, self.today, rng)?;
        Ok(self.arrival(&answered.text, answered.queued))
    }

    fn arrival(&self, text: &str, queued: answer::Queued) -> Arrival {
        let profile = &self.vault.secrets.profile;
        let name = one_line(&profile.name, NAME);
        let [dutch, english] =
            [&profile.role_nl, &profile.role_en].map(|role| one_line(role, NAME));
        // The reporter's language is that of the page as they read it, not the member's.
        let from = match self.language {
            Language::Dutch => format!("{name}, {dutch} (op de Engelse pagina: {english})"),
            Language::English => format!("{name}, {english} (on the Dutch page: {dutch})"),
        };
        Arrival {
            from,
            reads: Zeroizing::new(plain(text.trim_end())),
            cells: queued.cells,
            weeks: queued.day.map_or(0, |day| day.since(self.today) / 7),
            files: queued.files,
            files_len: queued.files_len,
            day: queued.day,
            late: queued.late,
            says_when: queued.says_when,
        }
    }
}
