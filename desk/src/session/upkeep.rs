//! The rules, this member's keys and passphrase, a backup.

use std::path::Path;

use belfry_reader::{
    casework::{self, rules::file},
    ceremony::founding,
    commands::CommandError,
    epochs, opening,
    paper::poster,
    progress::Watch,
    prompt,
    proof::check::{self, Given, VerifyError},
    public::Public,
    vault::backup,
    words::{self as spoken, Words as _, founding as told, rules as words},
};

use crypto_core::words::Language;

use super::Session;
use crate::{
    model::RulesView,
    sentence::{self, without_commands},
    upkeep::{Restore, Upkeep},
};

impl Session {
    /// Puts a backup back and opens the vault that comes of it; what is to be done then is told with the opening.
    ///
    /// # Errors
    /// What the library says; where the passphrase is not the backup's, there is no vault then.
    pub fn restore(
        put: &Restore,
        language: Language,
        watch: Watch<'_>,
    ) -> Result<Self, CommandError> {
        let Restore {
            file,
            dir,
            passphrase,
            today,
        } = put;
        let vault = backup::restore(file, dir, passphrase, *today, &mut rand::rng())?;
        let mut opened = Self::of(opening::opened(vault), *today, language, watch);
        let next = spoken::vault::restored(language, dir);
        opened.notices.insert(0, without_commands(&next));
        Ok(opened)
    }

    /// The rules in force.
    ///
    /// # Errors
    /// What the vault says.
    pub fn rules(&mut self) -> Result<RulesView, CommandError> {
        let book = casework::in_force(&mut self.vault, &self.state)?;
        let (language, rules) = (self.language, &book.current);
        let roles = rules.role.iter();
        let roles = roles.map(|role| words::role(language, rules, &role.code));
        let apart = rules.apart.iter();
        let apart = apart.map(|apart| words::apart(language, rules, apart));
        let outcomes = rules.outcome.iter();
        let steps = rules.step.iter().map(|step| {
            let name = self.say(&step.nl, &step.en).to_owned();
            (name, words::step(language, rules, step))
        });
        Ok(RulesView {
            head: words::head(language, rules, &book.text),
            terms: words::terms(language, rules),
            roles: roles.chain(apart).collect(),
            outcomes: outcomes
                .map(|one| words::outcome(language, rules, one))
                .collect(),
            steps: steps.collect(),
        })
    }

    /// Does something; what is told of it.
    ///
    /// # Errors
    /// What the library says; it is not done then.
    pub fn upkeep(&mut self, what: Upkeep) -> Result<Vec<String>, CommandError> {
        let language = self.language;
        Ok(match what {
            Upkeep::Rules => Vec::new(),
            Upkeep::CheckRules(path) => vec![words::can(language, &file::read(&path)?)],
            Upkeep::SetRules(path) => {
                let text = file::read(&path)?;
                file::set(&mut self.vault, &text, self.today, &mut rand::rng())?;
                self.changed();
                vec![words::set(language, &text)]
            }
            Upkeep::SaveRules(path) => {
                let book = casework::in_force(&mut self.vault, &self.state)?;
                file::save(&path, Some(&book.text))?;
                vec![words::saved(language, &path)]
            }
            Upkeep::SaveDefault(path) => {
                file::save(&path, None)?;
                vec![words::saved(language, &path)]
            }
            Upkeep::Keys(months, folder) => self.prepare_keys(months, &folder)?,
            Upkeep::Backup(path) => {
                backup::write(&self.vault, &path)?;
                vec![told::backed_up(language, &path)]
            }
            Upkeep::Passphrase {
                old,
                new: [first, again],
            } => {
                self.vault.check_passphrase(&old)?;
                let new = prompt::chosen_twice(first, &again)?;
                self.vault.change_passphrase(&new, &mut rand::rng())?;
                vec![spoken::vault::passphrase_changed(language).to_owned()]
            }
            Upkeep::Erase(epoch) => {
                let (when, rng) = ((epoch, self.today), &mut rand::rng());
                let erased = epochs::early::erase(&mut self.vault, &mut self.state, when, rng);
                // Where it failed half-way, the journal alone tells how far it came.
                self.changed();
                erased?;
                vec![spoken::keys::erased_early(language, epoch)]
            }
            Upkeep::CheckProof(files) => {
                let given = Given {
                    statement: &files.statement,
                    text: &files.text,
                    roster: files.roster.as_deref(),
                    salt: None,
                };
                let in_force = || {
                    let public = Public::load(&self.vault)?;
                    Ok(public.ok_or(VerifyError::NoRoster)?.roster)
                };
                // Nobody types twelve words of a receipt here: they are their reporter's alone.
                let ask = || match check::digits(&files.salt) {
                    Some(_) => Ok(files.salt),
                    None => Err(VerifyError::NoSalt.into()),
                };
                let checked = check::check(&given, in_force, ask)?;
                vec![spoken::proof::holds(language, &checked).join("\n")]
            }
            Upkeep::Poster(site, path) => {
                let of = (site.as_str(), None);
                let address = poster::write(&self.vault, of, &Language::ALL, &path)?;
                vec![told::poster(language, &address, &path)]
            }
            Upkeep::Tpm(asked) => {
                let done = epochs::tpm::set(&self.vault, asked, &mut rand::rng())?;
                vec![without_commands(&done.words(language))]
            }
        })
    }

    /// The keys are there also where the file could not be written: it can be written again.
    fn prepare_keys(&mut self, months: u32, folder: &Path) -> Result<Vec<String>, CommandError> {
        let (today, rng) = (self.today, &mut rand::rng());
        let made = epochs::prepare(&mut self.vault, &self.state, months, today, rng)?;
        self.changed();
        let own = founding::own_file(&self.vault, today)?;
        let path = folder.join(founding::file_name(&own));
        let mut said = vec![told::prepared(self.language, &made)];
        said.push(match own.write(&path) {
            Ok(()) => told::bring(self.language, &path, &own.fingerprint()),
            Err(error) => sentence::of(&error, self.language),
        });
        Ok(said.iter().map(|one| without_commands(one)).collect())
    }
}
