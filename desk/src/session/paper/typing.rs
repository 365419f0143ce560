//! Sheets typed in again: to see that they give the root key, or to keep it here.

use belfry_reader::{
    ceremony::{
        root_key,
        sheets::{self, Added, HalfSheet, Together},
    },
    commands::CommandError,
    prompt,
    vault::locked_key::Passphrase,
    words::{Words as _, sheets as words},
};
use crypto_core::primitives::password::Cost;

use super::Underway;
use crate::session::Session;

pub(super) fn begin(keeps: bool) -> Underway {
    Underway::Typing {
        together: Together::default(),
        half: HalfSheet::default(),
        told: None,
        is_taken: true,
        keeps,
    }
}

impl Session {
    pub(super) fn line(&mut self, line: &str) -> Result<Vec<String>, CommandError> {
        let language = self.language;
        let Some(Underway::Typing {
            together,
            half,
            told,
            is_taken,
            keeps,
        }) = &mut self.paper
        else {
            return Ok(Vec::new());
        };
        let keeps = *keeps;
        // What is kept has to be the key in force; sheets can be those of the next one.
        let expected = match keeps {
            true => sheets::known_root(&self.vault)?,
            false => sheets::expected(&self.vault)?,
        };
        let sheet = match half.take(line) {
            Ok(sheet) => sheet,
            Err(error) => {
                (*told, *is_taken) = (Some(error.words(language)), false);
                return Ok(Vec::new());
            }
        };
        *is_taken = true;
        let Some(sheet) = sheet else {
            *told = None;
            return Ok(Vec::new());
        };
        let typed = match together.add(sheet, expected.as_ref()) {
            Added::Key(typed) => typed,
            other => {
                *told = Some(other.words(language));
                return Ok(Vec::new());
            }
        };
        self.paper = None;
        let told = words::together(language, &typed, expected.is_some());
        if keeps {
            self.paper = Some(Underway::Recovered { typed, told });
            return Ok(Vec::new());
        }
        sheets::rehearsed(&mut self.vault, &typed, self.today, &mut rand::rng())?;
        self.changed();
        Ok(told)
    }

    /// The key stays until it is kept, or until one stops.
    pub(super) fn keep(
        &mut self,
        [first, again]: [Passphrase; 2],
        cost: Cost,
    ) -> Result<Vec<String>, CommandError> {
        let Some(Underway::Recovered { typed, told }) = &self.paper else {
            return Ok(Vec::new());
        };
        let passphrase = prompt::chosen_twice(first, &again)?;
        let dir = self.vault.dir();
        let key = &typed.joined.key;
        root_key::put(dir, key, &passphrase, cost, &mut rand::rng())?;
        let mut told = told.clone();
        told.push(words::recovered(self.language, &root_key::path(dir)));
        self.paper = None;
        Ok(told)
    }
}
