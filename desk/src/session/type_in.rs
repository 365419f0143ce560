//! Typing a report in that came by telephone, on paper or in a meeting.

use std::path::Path;

use belfry_reader::{
    commands::CommandError,
    minutes::{self, Typed},
    words,
};

use super::Session;
use crate::{model::CodeShown, saying::TypedIn};

impl Session {
    /// Seals a report to the members; the code for its reporter, which is shown this once.
    ///
    /// # Errors
    /// What the library says; nothing is kept then.
    pub fn type_in(&mut self, typed: &TypedIn) -> Result<CodeShown, CommandError> {
        let text = typed.text.trim_end();
        if text.is_empty() {
            return Err(CommandError::NoText);
        }
        let says = Typed {
            text,
            way: typed.way,
            day: typed.day.unwrap_or(self.today),
            without: &typed.without,
        };
        let rng = &mut rand::rng();
        let code = minutes::type_in(&mut self.vault, &says, self.today, rng)?;
        self.changed();
        let [goes, _, shown_once] = words::minutes::around_code(self.language);
        let mut told = vec![goes.to_owned(), shown_once.replace('\n', " ")];
        told.extend(words::minutes::leave_out_too(self.language, &typed.without));
        Ok(CodeShown {
            code: code.expose_text(),
            told,
        })
    }

    /// Writes the code onto a page to print; what is told of it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn print(&self, code: &str, to: &Path) -> Result<String, CommandError> {
        minutes::print(code, self.language, to).map_err(CommandError::of_file(to))?;
        Ok(words::minutes::printed(self.language, to))
    }
}
