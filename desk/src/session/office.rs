//! Members, keys, letters that wait for a quorum, and the journal.

use belfry_reader::{
    casework::{self, Item, Standing},
    ceremony::root_key,
    commands::CommandError,
    epochs::{
        self,
        tpm::{self, Half},
    },
    journal::ids::CaseId,
    ledger::{self, Fact, Line},
    minutes,
    notice::month,
    public::Public,
    release::{self, ReleaseError},
    terminal::one_line,
    words::{self, Words as _, deed},
};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    roster::{Member, MemberKind},
    time::Day,
};

use super::Session;
use crate::{
    model::{HalfView, JournalLine, JournalView, KeyLine, MemberLine, MembersView, SealedLine},
    sentence::{self, without_commands},
};

/// Columns of names.
const NAME: usize = 80;

impl Session {
    /// Members, their keys, letters that wait for a quorum.
    ///
    /// # Errors
    /// What the vault says.
    pub fn members(&mut self) -> Result<MembersView, CommandError> {
        let language = self.language;
        let public = Public::load(&self.vault)?;
        let public = public.as_ref();
        let me = self.vault.secrets.number();
        let all = public.iter().flat_map(|public| &public.roster.members);
        let half = match Half::of(&self.vault)? {
            Half::Whole => HalfView::Whole,
            Half::There => HalfView::There,
            Half::Away(error) => HalfView::Away {
                is_gone: tpm::is_gone(&error),
                why: sentence::of(&error.into(), language),
            },
        };
        // Without it no key can be looked at, and that is what is to be said.
        let (warnings, keys) = match half {
            HalfView::Away { .. } => (Vec::new(), Vec::new()),
            HalfView::Whole | HalfView::There => (
                epochs::warnings::of(&self.vault, &self.state, self.today)?,
                epochs::list::list(&self.vault, &self.state, public)?,
            ),
        };
        let sealed = self.state.cases.iter().flat_map(|(id, case)| {
            let sealed = case.sealed.iter();
            sealed.map(move |letter| (*id, letter))
        });
        Ok(MembersView {
            roster: public.map(|public| self.roster(public)).unwrap_or_default(),
            warnings: warnings
                .iter()
                .map(|one| without_commands(&one.words(language)))
                .collect(),
            members: all.map(|one| self.member_line(one)).collect(),
            keys: keys.iter().map(|line| self.key_line(line)).collect(),
            half,
            sealed: sealed
                .map(|(case, letter)| {
                    let mut lines =
                        words::sealed::of_letter(language, &self.state, letter).into_iter();
                    SealedLine {
                        letter: letter.id,
                        case,
                        title: lines.next().unwrap_or_default(),
                        facts: lines.collect(),
                        is_usable: letter.fits,
                    }
                })
                .collect(),
            signs: public.is_some() && root_key::exists(self.vault.dir()),
            ways: public
                .map(|public| minutes::ways(public, me))
                .unwrap_or_default(),
            colleagues: self.members_of(public, |one| one != me),
        })
    }

    fn key_line(&self, line: &epochs::list::Line) -> KeyLine {
        let (language, today, epoch) = (self.language, self.today, line.epoch);
        let early = || words::keys::early(language, &self.state, epoch, today);
        let early = || early().iter().map(|one| without_commands(one)).collect();
        KeyLine {
            month: month(epoch),
            words: line.words(&self.state, today, language),
            is_amiss: line.is_amiss(),
            early: line.here.then(|| (epoch, early())),
        }
    }

    pub(super) fn roster(&self, public: &Public) -> Vec<String> {
        let (roster, until) = (&public.roster, self.day(public.roster.valid_until));
        let valid = format!(
            "{} {}, {} {until}.",
            self.say("Ledenlijst", "Roster"),
            roster.serial,
            self.say("geldig tot en met", "valid until")
        );
        let quorum = match roster.quorum {
            0 | 1 => self
                .say(
                    "Quorum: 1. Elk lid opent brieven alleen.",
                    "Quorum: 1. Every member opens letters alone.",
                )
                .to_owned(),
            some => format!(
                "Quorum: {some}. {}",
                self.say(
                    "Zoveel leden samen openen een brief.",
                    "So many members together open a letter.",
                )
            ),
        };
        vec![valid, quorum]
    }

    pub(super) fn member_line(&self, one: &Member) -> MemberLine {
        let is_me = one.number == self.vault.secrets.number();
        let code = self.language.code();
        let kind = match one.kind {
            MemberKind::Member => self.say("lid van de commissie", "member of the committee"),
            MemberKind::Adviser => self.say("vertrouwenspersoon", "confidential adviser"),
        };
        let mut facts = vec![kind.to_owned()];
        let role = one.role.get(code).or_else(|| one.role.values().next());
        facts.extend(role.map(|role| one_line(role, NAME)));
        facts.extend(one.location.iter().map(|place| one_line(place, NAME)));
        facts.extend(one.weekday.map(|number| {
            let publishes = self.say("publiceert op", "publishes on");
            format!(
                "{publishes} {}",
                words::days::weekday(self.language, number)
            )
        }));
        let mut name = format!("{}. {}", one.number, one_line(&one.name, NAME));
        if is_me {
            name.push_str(self.say(" (jij)", " (you)"));
        }
        MemberLine { name, facts }
    }

    /// Gives this member's share of a letter to a colleague; what is told of it.
    ///
    /// # Errors
    /// What the library says; nothing is given then.
    pub fn release(
        &mut self,
        letter: LetterId,
        to: MemberNumber,
    ) -> Result<Vec<String>, CommandError> {
        let letter = release::find(&self.state, &letter.to_string())?.clone();
        let public = Public::load(&self.vault)?.ok_or(ReleaseError::NoBoard)?;
        let (given, rng) = ((&letter, to), &mut rand::rng());
        release::release(&mut self.vault, &public, given, self.today, rng)?;
        self.changed();
        let name = public.roster.member(to).map_or("", |one| one.name.as_str());
        Ok(vec![words::sealed::given(self.language, &letter, to, name)])
    }

    /// What members told each other: what is amiss first, then the newest first.
    ///
    /// # Errors
    /// What the vault says.
    pub fn journal(&mut self) -> Result<JournalView, CommandError> {
        let Some(public) = Public::load(&self.vault)? else {
            return Ok(JournalView::default());
        };
        let (vault, state) = (&mut self.vault, &self.state);
        let (mut told, alarms) = ledger::whole(vault, state, &public, |_| true)?;
        let amiss = casework::amiss(vault, state)?;
        let rules = casework::in_force(vault, state)?;
        let cases = ledger::cases(state);
        told.sort_by_key(|line| std::cmp::Reverse(line.day));
        let alarms = alarms.iter().map(|alarm| JournalLine {
            case: None,
            head: self.who(Some(&public), alarm.member()),
            what: alarm.words(self.language),
            mark: Some("ALARM"),
        });
        let amiss = amiss.iter().map(|(id, item)| {
            let title = deed::title(self.language, &item.ordered, &rules.current);
            self.amiss(*id, (item, &title), &public)
        });
        let case_of = |line: &Line| cases.get(&line.fact.letter()?).copied();
        let told = told
            .iter()
            .map(|line| self.told(case_of(line), line, &public));
        let (odd, usual): (Vec<_>, Vec<_>) = told.partition(|line| line.mark.is_some());
        let lines = alarms.chain(amiss).chain(odd).chain(usual);
        Ok(JournalView {
            lines: lines.collect(),
        })
    }

    fn amiss(&self, case: CaseId, (item, title): (&Item, &str), public: &Public) -> JournalLine {
        let (mark, why) = match &item.standing {
            Standing::Void(void) => (
                self.say("TELT NIET", "VOID"),
                Some(void.words(self.language)),
            ),
            Standing::Contested => (
                "CONFLICT",
                words::casework::standing(self.language, &item.standing),
            ),
            other => (
                self.say("LOS", "DETACHED"),
                words::casework::standing(self.language, other),
            ),
        };
        let what = [Some(title.to_owned()), why];
        let what: Vec<String> = what.into_iter().flatten().collect();
        JournalLine {
            case: Some(case),
            head: self.head(item.ordered.day, item.ordered.member, public),
            what: what.join(": "),
            mark: Some(mark),
        }
    }

    fn told(&self, case: Option<CaseId>, line: &Line, public: &Public) -> JournalLine {
        let mut what = line.fact.words(self.language);
        if line.late {
            what = format!(
                "{what} ({})",
                words::ledger::late(self.language, line.written)
            );
        }
        let mark = match &line.fact {
            Fact::Unknown(_) => Some(self.say("ONBEKEND", "UNKNOWN")),
            _ if line.late => Some(self.say("LATER VERTELD", "TOLD LATE")),
            _ => None,
        };
        JournalLine {
            case,
            head: self.head(line.day, line.member, public),
            what,
            mark,
        }
    }

    fn head(&self, day: Day, member: MemberNumber, public: &Public) -> String {
        format!("{}, {}", self.day(day), self.who(Some(public), member))
    }
}
