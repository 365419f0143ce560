//! What the forms of a case choose from, and what is known of the reporter's name.

use std::collections::{BTreeMap, BTreeSet};

use belfry_reader::{
    casework::{
        Item, marking,
        name_box::{self, Held},
        perform::Work,
        unseen,
    },
    commands::CommandError,
    journal::{
        event::ReplyKind,
        ids::{CaseId, DeedId},
    },
    public::Public,
    state::{Case, Letter},
    terminal::one_line,
    words::{deed, ledger},
};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    roster::{Member, MemberKind},
};

use super::Session;
use crate::model::{Choices, Named};

/// Columns of what is chosen.
const COLUMNS: usize = 80;

impl Session {
    /// What there is to be chosen in a case.
    pub(super) fn choices(
        &mut self,
        (id, case): (CaseId, &Case),
        work: &Work,
        public: Option<&Public>,
    ) -> Result<Choices, CommandError> {
        let held = match case.destroyed {
            None => name_box::held(&mut self.vault, case)?,
            Some(_) => Vec::new(),
        };
        let (language, rules, casework) = (self.language, work.rules(), &work.casework);
        let all: BTreeMap<DeedId, &Item> = (casework.items.iter())
            .map(|item| (item.ordered.id, item))
            .collect();
        let one = |item: &Item| named(item.ordered.id, self.deed_name(item, work, public));
        let of = |id: &DeedId| all.get(id).map(|item| one(item));
        let outcomes = rules.outcome.iter();
        let outcomes = outcomes.filter(|_| casework.is_to_be_decided(rules));
        let items = casework.items.iter();
        let assigned = casework.assigned.iter();
        Ok(Choices {
            members: self.members_of(public, |_| true),
            colleagues: self.members_of(public, |one| one != self.vault.secrets.number()),
            roles: rules
                .role
                .iter()
                .map(|one| named(one.code.clone(), self.say(&one.nl, &one.en).to_owned()))
                .collect(),
            assigned: assigned
                .flat_map(|(role, to)| to.iter().map(move |to| (*to, role.clone())))
                .map(|(to, role)| {
                    let name = deed::role(language, rules, &role);
                    let name = format!("{}: {name}", self.who(public, to));
                    named((to, role), name)
                })
                .collect(),
            outcomes: outcomes
                .map(|one| named(one.code.clone(), self.say(&one.nl, &one.en).to_owned()))
                .collect(),
            open: casework.open.iter().filter_map(of).collect(),
            holds: casework.holds.iter().filter_map(of).collect(),
            deeds: items
                .clone()
                .filter(|item| !unseen::is_read(&item.ordered))
                .map(one)
                .collect(),
            is_advisers: case.addressee != MemberNumber(0),
            may_mark: marking::may_mark(work),
            is_typed_in: case.minutes.is_some(),
            checks: self.checks(id),
            consents: self.consents(id, work, public),
            answers: self.answers(id),
            names: casework
                .names
                .iter()
                .map(|(name, by)| self.name(*name, by))
                .collect(),
            letters: held
                .iter()
                .map(|held| named(held.letter, self.held(held)))
                .collect(),
            asked: casework.asked().filter_map(|(by, _)| of(&by.id)).collect(),
        })
    }

    /// What is known of the reporter's name in a case, one sentence each.
    pub(super) fn names(&self, choices: &Choices) -> Vec<String> {
        let letters = choices.letters.iter().map(|one| {
            let gave = self.say("De melder gaf een naam", "The reporter gave a name");
            format!("{gave}: {}.", one.name)
        });
        let names = choices.names.iter().map(|one| {
            let held = self.say("Apart bewaard", "Held apart");
            format!("{held}: {}.", one.name)
        });
        letters.chain(names).collect()
    }

    fn name(&self, of: DeedId, by: &BTreeSet<MemberNumber>) -> Named<DeedId> {
        let who = match by.is_empty() {
            true => self
                .say(
                    "niemand die meedoet kan die lezen",
                    "nobody who takes part can read it",
                )
                .to_owned(),
            false => format!(
                "{} {}",
                self.say("te lezen door lid", "can be read by member"),
                deed::numbers(by)
            ),
        };
        let name = self.say("naam", "name");
        named(of, format!("{name} {}, {who}", deed::short(of)))
    }

    fn held(&self, held: &Held) -> String {
        let members: Vec<MemberNumber> = held.parsed.members().collect();
        let letter = deed::short(held.letter);
        format!(
            "{} {letter}, {} {} {} {}",
            self.say("brief", "letter"),
            self.say("gaat open met", "opens with"),
            held.parsed.threshold(),
            self.say("van de delen van lid", "of the shares of member"),
            deed::numbers(&members)
        )
    }

    /// Letters of those cases in which the reporter of a typed-in report goes on.
    fn checks(&self, id: CaseId) -> Vec<Named<LetterId>> {
        let cases = self.state.claimed_by(id);
        let cases = cases.filter_map(|id| self.state.cases.get(&id));
        let letters = cases.flat_map(|case| &case.letters);
        letters
            .map(|letter| named(letter.id, self.letter_name(letter)))
            .collect()
    }

    fn letter_name(&self, letter: &Letter) -> String {
        let short = deed::short(letter.id);
        let day = self.day(letter.letter_day);
        let letter_of = self.say("brief, op of kort na", "letter, on or soon after");
        format!("{letter_of} {day} ({short})")
    }

    /// Letters of a case and of those in which its reporter goes on, and consents that members wrote down. Which of them is
    /// one, the library says.
    fn consents(&self, id: CaseId, work: &Work, public: Option<&Public>) -> Vec<Named<String>> {
        let letters = self.state.around(id).flat_map(|(_, case)| &case.letters);
        let letters = letters.map(|letter| named(letter.id.to_string(), self.letter_name(letter)));
        let items = work.casework.items.iter();
        let given = items.filter(|item| item.is_consent());
        let given = given.map(|item| {
            let name = self.deed_name(item, work, public);
            named(item.ordered.id.to_string(), name)
        });
        letters.chain(given).collect()
    }

    fn answers(&self, id: CaseId) -> Vec<Named<String>> {
        let ids = self.state.around(id).flat_map(|(_, case)| &case.replies);
        let replies = ids.filter_map(|id| Some((id, self.state.replies.get(id)?)));
        let answers = replies.filter(|(_, reply)| reply.kind == ReplyKind::Answer);
        answers
            .map(|(id, reply)| {
                let written = self.day(reply.written);
                let public = match reply.first_out {
                    Some(day) => format!(
                        "{} {}",
                        self.say("openbaar sinds", "public since"),
                        self.day(day)
                    ),
                    None => self.say("nog niet openbaar", "not public yet").to_owned(),
                };
                let answer = self.say("antwoord van", "answer of");
                named(id.to_string(), format!("{answer} {written}, {public}"))
            })
            .collect()
    }

    fn deed_name(&self, item: &Item, work: &Work, public: Option<&Public>) -> String {
        let ordered = &item.ordered;
        let title = deed::title(self.language, ordered, work.rules());
        let (day, who) = (self.day(ordered.day), self.who(public, ordered.member));
        one_line(
            &format!("{day}, {who} {title} ({})", deed::short(ordered.id)),
            2 * COLUMNS,
        )
    }

    /// A member, as their colleagues know them.
    pub(super) fn who(&self, public: Option<&Public>, member: MemberNumber) -> String {
        ledger::who(self.language, public, self.vault.secrets.number(), member)
    }

    /// Members of the committee as they are chosen from.
    pub(super) fn members_of(
        &self,
        public: Option<&Public>,
        which: impl Fn(MemberNumber) -> bool,
    ) -> Vec<Named<MemberNumber>> {
        let all = public.iter().flat_map(|public| &public.roster.members);
        let members = all.filter(|one| one.kind == MemberKind::Member && which(one.number));
        members
            .map(|one: &Member| {
                let name = one_line(&one.name, COLUMNS / 2);
                let me = match one.number == self.vault.secrets.number() {
                    true => self.say(" (jij)", " (you)"),
                    false => "",
                };
                let member = self.say("lid", "member");
                named(one.number, format!("{member} {}, {name}{me}", one.number))
            })
            .collect()
    }
}

fn named<T>(id: T, name: String) -> Named<T> {
    Named { id, name }
}
