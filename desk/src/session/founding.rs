//! Founding a channel: what of it is shown, and each step of it.

use std::path::{Path, PathBuf};

use belfry_reader::{
    ceremony::{
        self, CeremonyError,
        config::{self, ChannelConfig},
        founding::{self, Gathered, Standing},
        root_key,
    },
    commands::CommandError,
    member_file::MemberFile,
    paper::poster,
    progress::Watch,
    prompt,
    terminal::one_line,
    words::{self, founding as told},
};
use crypto_core::{ids::ChannelId, words::Language};

use super::Session;
use crate::{
    found::{Found, Make},
    model::{Founder, FoundingView},
    sentence::{self, without_commands},
};

/// What a founding finds in its folder: what is shown of it is what is signed.
pub(super) struct InFolder {
    folder: PathBuf,
    gathered: Gathered,
    /// The channel's description, if there is one.
    text: Option<String>,
}

/// Columns of names.
const NAME: usize = 60;

impl Session {
    /// Makes a member's keys and vault, writes their file and opens the vault; what is told of the file, or why it could
    /// not be written, which can be done anew.
    ///
    /// # Errors
    /// What the library says; there is no vault then.
    pub fn make(
        make: Make,
        language: Language,
    ) -> Result<(Self, Result<String, CommandError>), CommandError> {
        let [first, again] = make.passphrases;
        let passphrase = prompt::chosen_twice(first, &again)?;
        let locked = (&passphrase, make.cost);
        let rng = &mut rand::rng();
        let file = founding::make_vault(&make.dir, locked, make.profile, make.today, rng)?;
        let path = make.folder.join(founding::file_name(&file));
        let written = file.write(&path);
        let told = written.map(|()| told::bring(language, &path, &file.fingerprint()));
        let opened = Self::unlock(&make.dir, &passphrase, make.today, language, Watch::NOBODY)?;
        Ok((opened, told))
    }

    /// A founding whose files are in this folder.
    ///
    /// # Errors
    /// What the vault says.
    pub fn founding(&mut self, folder: &Path) -> Result<FoundingView, CommandError> {
        let standing = Standing::of(&self.vault)?;
        let own = founding::own_file(&self.vault, self.today)?;
        let signs = standing.has_root && !standing.is_signed;
        let in_folder = signs.then(|| self.in_folder(folder)).transpose();
        let (found, texts, amiss) = match in_folder {
            Ok(Some((found, texts))) => (Some(found), texts, None),
            Ok(None) => (None, Vec::new(), None),
            Err(error) => (None, Vec::new(), Some(sentence::of(&error, self.language))),
        };
        self.found = found;
        let members = self.found.iter().flat_map(|found| found.gathered.files());
        let channel = self.vault.secrets.channel;
        Ok(FoundingView {
            standing,
            file: founding::file_name(&own),
            number: own.fingerprint(),
            members: members.map(|one| self.founder(one)).collect(),
            amiss,
            is_described: self
                .found
                .as_ref()
                .is_some_and(|found| found.text.is_some()),
            texts,
            publishes: self.vault.secrets.profile.weekday.is_some(),
            has_poster: folder.join(founding::POSTER).is_file(),
            has_outbox: folder.join(founding::OUTBOX).is_file(),
            channel: channel
                .map(|channel| told::channel(self.language, &channel))
                .unwrap_or_default(),
        })
    }

    /// What is in the folder, and the description in sentences.
    fn in_folder(&self, folder: &Path) -> Result<(InFolder, Vec<String>), CommandError> {
        let text = founding::description(folder)?;
        let config = text.as_deref().map(ChannelConfig::parse).transpose()?;
        let found = InFolder {
            folder: folder.to_owned(),
            gathered: Gathered::of(&self.vault, folder, self.today)?,
            text,
        };
        let told = config.map(|config| told::described(self.language, &config));
        Ok((found, told.unwrap_or_default()))
    }

    pub(super) fn founder(&self, file: &MemberFile) -> Founder {
        let short = one_line(&file.name, NAME);
        let member = self.say("Lid", "Member");
        let role = file.role.get(self.language.code());
        let role = role.map(|role| one_line(role, NAME)).unwrap_or_default();
        let day = match file.weekday {
            Some(day) => format!(
                "{} {}",
                self.say("publiceert op", "publishes on"),
                words::days::weekday(self.language, day)
            ),
            None => self.say("publiceert niet", "does not publish").to_owned(),
        };
        Founder {
            name: format!("{member} {}: {short}, {role}, {day}", file.number),
            short,
            heard: (file.number, file.fingerprint()),
            is_me: file.number == self.vault.secrets.number(),
        }
    }

    /// Takes a step; what is to be written down, or done next.
    ///
    /// # Errors
    /// What the library says; the step is not done then.
    pub fn found(&mut self, folder: &Path, what: Found) -> Result<Vec<String>, CommandError> {
        match what {
            Found::Look => Ok(Vec::new()),
            Found::Write => {
                let own = founding::own_file(&self.vault, self.today)?;
                let path = folder.join(founding::file_name(&own));
                own.write(&path)?;
                Ok(vec![told::bring(self.language, &path, &own.fingerprint())])
            }
            Found::Root([first, again], cost) => {
                let passphrase = prompt::chosen_twice(first, &again)?;
                let dir = self.vault.dir();
                let key = root_key::create(dir, &passphrase, cost, &mut rand::rng())?;
                let mut said = vec![without_commands(&told::root_key(
                    self.language,
                    &root_key::path(dir),
                ))];
                let channel = ChannelId::of_root(&key.verifying_key());
                said.extend(told::channel(self.language, &channel));
                Ok(said)
            }
            Found::Sign {
                heard,
                texts,
                quorum,
                passphrase,
            } => {
                let found = self.found.take().filter(|found| found.folder == folder);
                let found = found.ok_or(CeremonyError::NotLooked)?;
                let signer = root_key::open_signer(self.vault.dir(), &passphrase)?;
                let text = match found.text {
                    Some(text) => text,
                    None => config::describe(quorum, |part, of| {
                        let typed = texts.get(&(part, of.code()));
                        Ok::<_, CommandError>(typed.cloned().unwrap_or_default())
                    })?,
                };
                let (of, to) = ((&found.gathered, &heard), (folder, text.as_str()));
                let (today, rng) = (self.today, &mut rand::rng());
                let signed = founding::sign(&mut self.vault, &signer, of, to, today, rng);
                self.changed();
                let signed = signed?;
                let outbox = folder.join(founding::OUTBOX);
                let mut said = vec![without_commands(&told::signed(
                    self.language,
                    &signed,
                    &outbox,
                ))];
                said.extend(told::channel(self.language, &signed.channel));
                Ok(said)
            }
            Found::Outbox => {
                let outbox = folder.join(founding::OUTBOX);
                ceremony::write_again(&mut self.vault, &outbox)?;
                Ok(vec![told::written_again(self.language, &outbox)])
            }
            Found::Poster(site) => self.poster(folder, &site),
        }
    }

    fn poster(&mut self, folder: &Path, site: &str) -> Result<Vec<String>, CommandError> {
        let text = founding::description(folder)?;
        let config = text.map(|text| ChannelConfig::parse(&text)).transpose()?;
        let path = folder.join(founding::POSTER);
        let address = poster::write(&self.vault, (site, config), &Language::ALL, &path)?;
        Ok(vec![told::poster(self.language, &address, &path)])
    }
}
