//! What the next roster shall say: described anew by a file, or the roster in force with changes. The
//! roster in force is the one place where a channel's settings stand; a description gives its texts,
//! and settings only where it names them.

use std::collections::BTreeMap;

use crypto_core::{
    ids::{ChannelId, MemberNumber},
    labels::kind,
    recipients::{self, Recipient},
    roster::{FormerMember, Member, RootChain, Roster, VALID_DAYS_MAX},
    time::{Day, Epoch},
};

use super::{CeremonyError, config::ChannelConfig, founding::check_apart};
use crate::{member_file::MemberFile, public::Public};

/// The next roster's contents. Serial, validity, epochs and root keys are set when it is signed.
pub struct Draft {
    /// What it shall say.
    pub roster: Roster,
    /// Days of validity asked for.
    pub valid_days: u32,
    recipients: BTreeMap<MemberNumber, BTreeMap<Epoch, String>>,
}

impl Draft {
    /// The members of these files and no others, in the channel that `config` describes.
    ///
    /// # Errors
    /// [`CeremonyError::Twice`], [`CeremonyError::SameKeys`], [`CeremonyError::NumberReused`].
    pub fn described(
        config: &ChannelConfig,
        files: &[MemberFile],
        public: Option<&Public>,
    ) -> Result<Self, CeremonyError> {
        let mut draft = Self {
            roster: public.map_or_else(blank, |public| Roster::clone(&public.roster)),
            valid_days: config.valid_days,
            recipients: BTreeMap::new(),
        };
        draft.describe(config);
        check_apart(files)?;
        let before = std::mem::take(&mut draft.roster.members);
        for file in files {
            let known = before.iter().find(|member| member.number == file.number);
            let same = known.filter(|known| known.member_key == file.member_key);
            let was_given_out = known.is_some() || draft.is_former(file.number);
            if was_given_out && same.is_none() {
                return Err(reused(file.number, &draft.roster, &before));
            }
            let mut member = member(file);
            if let Some(known) = same {
                // `roster set` decides about weekdays; the file tells of the day of its making.
                member.weekday = known.weekday;
                member.board_key = known.weekday.map(|_| file.board_key.clone());
                member.unknown = known.unknown.clone();
            }
            draft.roster.members.push(member);
            draft.take_recipients(file);
        }
        for gone in before {
            if draft.roster.member(gone.number).is_none() {
                draft.let_go(gone.number);
            }
        }
        Ok(draft)
    }

    /// The roster in force as it is.
    ///
    /// # Errors
    /// [`CeremonyError::NoFiles`] where the recipients were not imported with it.
    pub fn in_force(public: &Public, today: Day) -> Result<Self, CeremonyError> {
        let mut recipients: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let (roster, now) = (&public.roster, today.epoch());
        for named in roster.epochs.iter().filter(|named| named.epoch >= now) {
            let file = public.recipients.get(&named.epoch);
            let file = file.ok_or(CeremonyError::NoFiles)?;
            let file = recipients::verify(file, roster, named.epoch)?;
            for one in &file.recipients {
                let of = recipients.entry(one.member).or_default();
                of.insert(named.epoch, one.recipient.clone());
            }
        }
        Ok(Self {
            roster: Roster::clone(roster),
            valid_days: VALID_DAYS_MAX,
            recipients,
        })
    }

    /// Texts and services, and the settings that the description names.
    pub fn describe(&mut self, config: &ChannelConfig) {
        let roster = &mut self.roster;
        roster.name = config.name.clone();
        roster.text = config.text.clone();
        roster.outside = config.outside.clone();
        roster.services = config.services();
        roster.quorum = config.quorum.unwrap_or(roster.quorum);
        roster.slots = config.slots.unwrap_or(roster.slots);
        roster.cells_per_batch = config.cells_per_batch.unwrap_or(roster.cells_per_batch);
        roster.cell_weeks = config.cell_weeks.unwrap_or(roster.cell_weeks);
    }

    /// A new member or adviser.
    ///
    /// # Errors
    /// [`CeremonyError::NumberReused`]; [`CeremonyError::SameKeys`] where these are the keys of somebody who is in it.
    pub fn add(&mut self, file: &MemberFile) -> Result<(), CeremonyError> {
        let number = file.number;
        if self.roster.member(number).is_some() || self.is_former(number) {
            return Err(reused(number, &self.roster, &[]));
        }
        // One person with two numbers would be two of a quorum.
        let has_key = |known: &&Member| {
            known.member_key == file.member_key || known.board_key.as_ref() == Some(&file.board_key)
        };
        if let Some(known) = self.roster.members.iter().find(has_key) {
            return Err(CeremonyError::SameKeys(known.number, number));
        }
        self.roster.members.push(member(file));
        self.take_recipients(file);
        Ok(())
    }

    /// Takes a member or adviser out.
    ///
    /// # Errors
    /// [`CeremonyError::NoSuchMember`].
    pub fn remove(&mut self, number: MemberNumber) -> Result<Member, CeremonyError> {
        let mut members = self.roster.members.iter();
        let place = members.position(|member| member.number == number);
        let place = place.ok_or(CeremonyError::NoSuchMember(number))?;
        self.let_go(number);
        Ok(self.roster.members.remove(place))
    }

    /// The same person with new keys under a new number, the old one not being safe any more.
    ///
    /// # Errors
    /// [`CeremonyError::NoSuchMember`], [`CeremonyError::NotHigher`], [`CeremonyError::NumberReused`].
    pub fn replace(&mut self, old: MemberNumber, file: &MemberFile) -> Result<(), CeremonyError> {
        if file.number <= old {
            return Err(CeremonyError::NotHigher(old));
        }
        self.add(file)?;
        self.remove(old)?;
        for former in &mut self.roster.former {
            if former.number == old {
                former.now = Some(file.number);
            }
        }
        Ok(())
    }

    /// New keys of somebody who is in the roster. Name, role and weekday stay as the roster has them.
    ///
    /// # Errors
    /// [`CeremonyError::NoSuchMember`], [`CeremonyError::NumberReused`].
    pub fn renew_keys(&mut self, file: &MemberFile) -> Result<(), CeremonyError> {
        let number = file.number;
        let refused = reused(number, &self.roster, &[]);
        let mut members = self.roster.members.iter_mut();
        let known = members.find(|member| member.number == number);
        let known = known.ok_or(CeremonyError::NoSuchMember(number))?;
        if known.member_key != file.member_key {
            return Err(refused);
        }
        known.board_key = known.weekday.map(|_| file.board_key.clone());
        self.take_recipients(file);
        Ok(())
    }

    /// Another weekday of publication, or none. `files` holds the board keys of those who did not
    /// publish so far.
    ///
    /// # Errors
    /// [`CeremonyError::NoSuchMember`], [`CeremonyError::NoBoardKey`].
    pub fn set_weekday(
        &mut self,
        number: MemberNumber,
        weekday: Option<u8>,
        files: &[MemberFile],
    ) -> Result<(), CeremonyError> {
        let mut members = self.roster.members.iter_mut();
        let member = members.find(|member| member.number == number);
        let member = member.ok_or(CeremonyError::NoSuchMember(number))?;
        let file = files.iter().find(|file| file.number == number);
        let key = file.map(|file| file.board_key.clone());
        let key = key.or_else(|| member.board_key.take());
        member.weekday = weekday;
        member.board_key = match weekday {
            Some(_) => Some(key.ok_or(CeremonyError::NoBoardKey(number))?),
            None => None,
        };
        Ok(())
    }

    /// Everybody's recipient of an epoch, if everybody has one.
    pub(super) fn recipients_of(&self, epoch: Epoch) -> Option<Vec<Recipient>> {
        let of = |member: &Member| {
            Some(Recipient {
                member: member.number,
                recipient: self.recipient(member.number, epoch)?.clone(),
            })
        };
        self.roster.members.iter().map(of).collect()
    }

    /// The numbers of those who have no recipient for an epoch.
    pub(super) fn lacking(&self, epoch: Epoch) -> String {
        let lacks = |member: &&Member| self.recipient(member.number, epoch).is_none();
        let lacking = self.roster.members.iter().filter(lacks);
        let numbers: Vec<String> = lacking.map(|member| member.number.to_string()).collect();
        numbers.join(", ")
    }

    /// A member's recipient of an epoch.
    pub(super) fn recipient(&self, member: MemberNumber, epoch: Epoch) -> Option<&String> {
        self.recipients.get(&member)?.get(&epoch)
    }

    fn take_recipients(&mut self, file: &MemberFile) {
        let of = self.recipients.entry(file.number).or_default();
        for one in &file.recipients {
            of.insert(one.epoch, one.recipient.clone());
        }
    }

    fn is_former(&self, number: MemberNumber) -> bool {
        let mut former = self.roster.former.iter();
        former.any(|former| former.number == number)
    }

    fn let_go(&mut self, number: MemberNumber) {
        self.roster.former.push(FormerMember { number, now: None });
        self.recipients.remove(&number);
    }
}

/// That a number was somebody else's, with the next one that nobody ever had; `also` had one too.
fn reused(number: MemberNumber, roster: &Roster, also: &[Member]) -> CeremonyError {
    let also = also.iter().map(|member| member.number.0).max();
    let highest = roster.highest_number().0.max(also.unwrap_or(0));
    let next = MemberNumber(highest.saturating_add(1));
    CeremonyError::NumberReused { number, next }
}

/// A roster that says nothing yet.
fn blank() -> Roster {
    Roster {
        kind: kind::ROSTER.to_owned(),
        channel: ChannelId([0; 32]),
        serial: 0,
        valid_from: Day(0),
        valid_until: Day(0),
        root: RootChain {
            first: String::new(),
            changes: Vec::new(),
        },
        name: BTreeMap::new(),
        text: BTreeMap::new(),
        outside: BTreeMap::new(),
        members: Vec::new(),
        former: Vec::new(),
        services: Vec::new(),
        quorum: 1,
        slots: 8,
        cells_per_batch: 4,
        cell_weeks: 26,
        epochs: Vec::new(),
        unknown: serde_json::Map::new(),
    }
}

fn member(file: &MemberFile) -> Member {
    Member {
        number: file.number,
        name: file.name.clone(),
        role: file.role.clone(),
        kind: file.member_kind,
        location: file.location.clone(),
        weekday: file.weekday,
        board_key: file.weekday.map(|_| file.board_key.clone()),
        member_key: file.member_key.clone(),
        unknown: serde_json::Map::new(),
    }
}
