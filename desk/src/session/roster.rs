//! Changing the roster in force: whose files there are, what would change, and the signature under just that.

use std::path::Path;

use belfry_reader::{
    ceremony::{
        CeremonyError,
        changing::{self, Changes, Prepared, Settings, Use},
        config::ChannelConfig,
        founding::{self, Gathered},
        root_key,
    },
    commands::CommandError,
    member_file::MemberFile,
    public::Public,
    terminal::one_line,
    vault::locked_key::Passphrase,
    words,
};
use crypto_core::roster::Member;

use super::Session;
use crate::{
    model::{Filed, Fits, Listed, RosterView},
    roster::{Came, Change, Changing},
    sentence::{self, without_commands},
};

/// Columns of names.
const NAME: usize = 60;

/// A change of the roster under way.
#[derive(Default)]
pub(super) struct UnderWay {
    /// The members' files, as they were shown.
    gathered: Option<Gathered>,
    /// What would be signed, as it was shown.
    prepared: Option<(Changing, Prepared)>,
}

impl Session {
    /// Takes a step, with members' files from this folder; what is shown then.
    ///
    /// # Errors
    /// What the library says; nothing is signed then.
    pub fn change_roster(
        &mut self,
        folder: &Path,
        what: Change,
    ) -> Result<(RosterView, Came), CommandError> {
        let came = match what {
            Change::Look => {
                self.changing = UnderWay::default();
                Came::Looked
            }
            Change::Prepare(changing) => {
                let told = self.prepare_roster(folder, &changing)?;
                Came::Prepared(changing, told)
            }
            Change::Sign(changing, passphrase) => {
                let told = self.sign_roster(folder, &changing, &passphrase)?;
                self.changing = UnderWay::default();
                Came::Signed(told)
            }
        };
        Ok((self.roster_view(folder)?, came))
    }

    fn roster_view(&mut self, folder: &Path) -> Result<RosterView, CommandError> {
        let public = Public::load(&self.vault)?.ok_or(CeremonyError::NoRoster)?;
        let mut amiss = None;
        if self.changing.gathered.is_none() {
            match Gathered::of(&self.vault, folder, self.today) {
                Ok(gathered) => self.changing.gathered = Some(gathered),
                Err(error) => amiss = Some(sentence::of(&error, self.language)),
            }
        }
        let waiting = changing::waiting(&mut self.vault, &public)?;
        let warning = waiting.map(|serial| words::roster::waits(self.language, serial));
        let files = self.changing.gathered.iter().flat_map(Gathered::files);
        let roster = &public.roster;
        Ok(RosterView {
            roster: self.roster(&public),
            warnings: warning.into_iter().collect(),
            members: roster.members.iter().map(|one| self.listed(one)).collect(),
            files: files.map(|file| self.filed(&public, file)).collect(),
            amiss,
            is_described: folder.join(founding::DESCRIPTION).is_file(),
            settings: Settings {
                quorum: Some(roster.quorum),
                slots: Some(roster.slots),
                cells_per_batch: Some(roster.cells_per_batch),
                cell_weeks: Some(roster.cell_weeks),
            },
        })
    }

    fn listed(&self, one: &Member) -> Listed {
        let member = self.say("lid", "member");
        Listed {
            number: one.number,
            line: self.member_line(one),
            name: format!("{member} {} ({})", one.number, one_line(&one.name, NAME)),
            weekday: one.weekday,
            is_me: one.number == self.vault.secrets.number(),
        }
    }

    fn filed(&self, public: &Public, file: &MemberFile) -> Filed {
        let fits = match changing::use_of(public, file, self.today) {
            Ok(Use::New) => Fits::New,
            Ok(Use::Newer) => Fits::Newer,
            Ok(Use::Known) => Fits::Known,
            Err(error) => Fits::Not(sentence::of(&error.into(), self.language)),
        };
        let who = self.founder(file);
        Filed { who, fits }
    }

    /// What these changes would mean, with the files that were shown.
    fn prepare_roster(
        &mut self,
        folder: &Path,
        changing: &Changing,
    ) -> Result<Vec<String>, CommandError> {
        self.changing.prepared = None;
        let gathered = self.changing.gathered.as_ref();
        let gathered = gathered.ok_or(CeremonyError::NotLooked)?;
        let public = Public::load(&self.vault)?.ok_or(CeremonyError::NoRoster)?;
        let me = self.vault.secrets.number();
        let text = match changing.described {
            true => founding::description(folder)?,
            false => None,
        };
        let mut changes = Changes {
            description: text.map(|text| ChannelConfig::parse(&text)).transpose()?,
            remove: changing.leave.iter().copied().collect(),
            weekdays: changing.weekdays.clone().into_iter().collect(),
            settings: changing.settings,
            valid_days: changing.valid_days,
            ..Changes::default()
        };
        let mut unused = changing.heard.clone();
        for file in gathered.files() {
            let is_used = match file.number == me {
                true => changing.own,
                false => unused.remove(&(file.number, file.fingerprint())),
            };
            if !is_used {
                continue;
            }
            let use_of = changing::use_of(&public, file, self.today)?;
            match (use_of, changing.places.get(&file.number)) {
                (Use::New, Some(Some(old))) => changes.replace.push((*old, file.clone())),
                (Use::New, Some(None)) => changes.add.push(file.clone()),
                _ => changes.renew.push(file.clone()),
            }
        }
        // A number that was heard is of a file that was shown.
        if let Some((number, _)) = unused.first() {
            return Err(CeremonyError::NotHeard(*number).into());
        }
        let prepared = Prepared::of(&mut self.vault, &changes, self.today)?;
        let told = words::roster::means(self.language, &prepared);
        self.changing.prepared = Some((changing.clone(), prepared));
        Ok(told)
    }

    fn sign_roster(
        &mut self,
        folder: &Path,
        changing: &Changing,
        passphrase: &Passphrase,
    ) -> Result<Vec<String>, CommandError> {
        let prepared = self.changing.prepared.as_ref();
        let shown = prepared.filter(|(shown, _)| shown == changing);
        let (_, prepared) = shown.ok_or(CeremonyError::Outdated)?;
        let signer = root_key::open_signer(self.vault.dir(), passphrase)?;
        let outbox = folder.join(changing::OUTBOX);
        let signed = prepared.sign(&mut self.vault, &signer, &outbox, &mut rand::rng());
        self.changed();
        let told = words::founding::signed(self.language, &signed?, &outbox);
        let next = self.say(
            "Daarna lezen alle leden een nieuw pakket in, jij ook: dan pas geldt deze ledenlijst bij hen.",
            "Then all members import a fresh bundle, you too: only then does this roster count with them.",
        );
        Ok(vec![without_commands(&told), next.to_owned()])
    }
}
