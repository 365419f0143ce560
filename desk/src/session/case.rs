//! One case, ready to be shown.

use belfry_reader::{
    cases,
    casework::{Casework, Item, Standing, What, checked, perform::Work, rules::Rules, unseen},
    commands::CommandError,
    journal::ids::CaseId,
    public::Public,
    services::{self, Services},
    state::{Case, State},
    terminal::{one_line, plain},
    terms::{self, Terms},
    words::{self, Words as _, deed},
};
use crypto_core::{ids::MemberNumber, time::Day, words::Language};
use zeroize::Zeroizing;

use super::Session;
use crate::{
    model::{CaseView, DeedLine, Form, MarkKind, NextStep, Text, TimeMark},
    sentence::without_commands,
};

/// Columns of names out of letters.
const NAME: usize = 80;

impl Session {
    /// A case as it is shown. What is new in it counts as seen from here on.
    ///
    /// # Errors
    /// What the vault says.
    pub fn case(&mut self, id: CaseId) -> Result<CaseView, CommandError> {
        let case = self.living(id)?.clone();
        let mut work = Work::of(&mut self.vault, &self.state, id)?;
        let terms = terms::of_case(&mut self.vault, &self.state, (id, &case))?;
        let late = unseen::late(&case);
        let left_out = cases::left_out(&mut self.vault, &case)?.members;
        let services = Services::of(&self.vault, self.language)?;
        let service = match case.destroyed {
            None => services.name(services::of_case(&mut self.vault, &case)?),
            Some(_) => None,
        };
        let warnings = self.warnings(&case, id, &left_out, &work.casework);
        let public = Public::load(&self.vault)?;
        let choices = self.choices((id, &case), &work, public.as_ref())?;
        let readers = unseen::readers(&work.casework);
        let me = self.vault.secrets.number();
        let deeds = work
            .casework
            .items
            .iter()
            .filter(|item| !unseen::is_read(&item.ordered))
            .map(|item| {
                let is_new = unseen::is_new(&item.ordered, &late, me);
                let read = readers.get(&item.ordered.id).into_iter().flatten();
                let mut line = self.deed_line(item, (&work, public.as_ref()), is_new);
                line.facts.extend(read.map(|(member, day)| {
                    format!(
                        "{} {member}, {}",
                        self.say("gelezen door lid", "read by member"),
                        self.day(*day)
                    )
                }));
                line
            })
            .collect();
        let (casework, rules) = (&work.casework, work.rules());
        let mut view = CaseView {
            id,
            warnings,
            checked: self.checked(id, casework),
            service: service
                .map(|name| one_line(&name, NAME))
                .unwrap_or_default(),
            step: deed::step(self.language, rules, &casework.step),
            since: casework.since,
            outcome: casework
                .outcome
                .as_ref()
                .map(|(code, _)| deed::outcome(self.language, rules, code)),
            next: self.next_steps(casework, rules),
            parts: words::casework::parts(self.language, casework, rules)
                .into_iter()
                .chain(words::casework::held(self.language, casework))
                .map(|part| without_commands(&part))
                .collect(),
            names: self.names(&choices),
            choices,
            messages: Vec::new(),
            deeds,
            marks: self.marks(terms.as_ref(), casework, rules),
            is_destroyed: case.destroyed.is_some(),
            no_answer: self.no_answer(&work),
            has_minutes: checked::has_minutes(&self.state, id),
            form: self.form(casework, rules, me),
        };
        view.marks
            .extend(case.letters.iter().map(|letter| TimeMark {
                day: letter.letter_day,
                what: self.say("brief", "letter").to_owned(),
                kind: MarkKind::Done,
            }));
        view.marks.sort_by_key(|mark| mark.day);
        view.messages = self.messages(&case)?;
        // It was shown; where that cannot be written down, it is new once more.
        let rng = &mut rand::rng();
        if let Err(error) = unseen::shown(&mut self.vault, &case, &mut work, self.today, rng) {
            view.warnings
                .push(CommandError::from(error).words(self.language));
        }
        // Texts are as they were: the index stays.
        self.state = State::replay(self.vault.journal.events());
        Ok(view)
    }

    /// What is to be known before anything is read.
    fn warnings(
        &self,
        case: &Case,
        id: CaseId,
        left_out: &[MemberNumber],
        casework: &Casework,
    ) -> Vec<String> {
        let language = self.language;
        let standing = words::case::standing(language, case).filter(|_| case.minutes.is_none());
        let mut all: Vec<String> = standing.into_iter().collect();
        all.extend(words::minutes::sentences(language, &self.state, id, case));
        if let Some(left) = &case.destroyed {
            all.push(words::case::destroyed(language, case, left));
        }
        if !left_out.is_empty() {
            all.push(words::case::left_out(language, left_out));
        }
        if !casework.contested.is_empty() {
            let words = self.say(
                "Twee van jullie zetten een stap zonder dat van elkaar te weten. Zet de juiste stap: dat lost het op.",
                "Two of you took a step without knowing of each other. Take the step that is right: it settles this.",
            );
            all.push(words.to_owned());
        }
        all
    }

    /// Whether the reporter has checked what a member typed in; their letter by the beginning of its name.
    fn checked(&self, id: CaseId, casework: &Casework) -> Vec<String> {
        let checks = checked::of_work(&self.state, id, casework);
        let said = checks.iter().map(|check| {
            let name = check.letter.to_string();
            let short: String = name.chars().take(8).collect();
            check.words(self.language).replace(&name, &short)
        });
        said.collect()
    }

    fn next_steps(&self, casework: &Casework, rules: &Rules) -> Vec<NextStep> {
        let of = |code: &str, texts: &std::collections::BTreeMap<String, String>| {
            texts.get(code).cloned()
        };
        casework
            .next(rules)
            .map(|step| NextStep {
                code: step.code.clone(),
                name: self.say(&step.nl, &step.en).to_owned(),
                questions: step
                    .question
                    .iter()
                    .map(|one| (self.say(&one.nl, &one.en).to_owned(), one.source.clone()))
                    .collect(),
                told: [Language::Dutch, Language::English]
                    .into_iter()
                    .filter_map(|language| Some((language, of(language.code(), &step.told)?)))
                    .collect(),
            })
            .collect()
    }

    fn form(&self, casework: &Casework, rules: &Rules, me: MemberNumber) -> Form {
        let views = casework.views.iter().map(|(member, view)| {
            (
                member.to_string(),
                deed::outcome(self.language, rules, &view.outcome),
                Zeroizing::new(plain(&view.text)),
            )
        });
        Form {
            outcomes: rules
                .outcome
                .iter()
                .map(|one| (one.code.clone(), self.say(&one.nl, &one.en).to_owned()))
                .collect(),
            criteria: rules
                .criterion
                .iter()
                .map(|one| {
                    let asked = self.say(&one.nl, &one.en).to_owned();
                    (one.code.clone(), asked, one.source.clone())
                })
                .collect(),
            fixed: (casework.fixed.len(), usize::from(rules.views)),
            is_mine_fixed: casework.fixed.contains_key(&me),
            open: views.collect(),
        }
    }

    fn marks(&self, terms: Option<&Terms>, casework: &Casework, rules: &Rules) -> Vec<TimeMark> {
        let mut marks = Vec::new();
        let mut put = |day: Day, what: String, kind| marks.push(TimeMark { day, what, kind });
        if let Some(terms) = terms {
            let running = |due: Day| match self.today > due {
                true => MarkKind::Late,
                false => MarkKind::Term,
            };
            let confirmation = self
                .say("ontvangst bevestigd", "receipt confirmed")
                .to_owned();
            match terms.confirmed {
                Some(day) => put(day, confirmation, MarkKind::Done),
                None => put(
                    terms.confirm_by,
                    self.say("uiterlijk ontvangst bevestigen", "confirm receipt by")
                        .to_owned(),
                    running(terms.confirm_by),
                ),
            }
            match (terms.fed_back, terms.feedback_by) {
                (Some(day), _) => put(
                    day,
                    self.say("terugkoppeling gegeven", "feedback given")
                        .to_owned(),
                    MarkKind::Done,
                ),
                (None, Some(by)) => put(
                    by,
                    self.say("uiterlijk terugkoppeling geven", "feedback by")
                        .to_owned(),
                    running(by),
                ),
                (None, None) => {}
            }
        }
        for item in casework
            .items
            .iter()
            .filter(|item| item.standing == Standing::InForce)
        {
            let Some(deed) = &item.ordered.deed else {
                continue;
            };
            let what = match &deed.what {
                What::Step(code, _) => deed::step(self.language, rules, code),
                What::Decision(code, _) => deed::outcome(self.language, rules, code),
                _ => continue,
            };
            put(item.ordered.day, what, MarkKind::Done);
        }
        marks
    }

    fn deed_line(
        &self,
        item: &Item,
        (work, public): (&Work, Option<&Public>),
        is_new: bool,
    ) -> DeedLine {
        let (ordered, language) = (&item.ordered, self.language);
        let mut facts = words::casework::beside(language, item, work.book.number);
        let (mut text, mut told) = (Text::default(), Text::default());
        if let Some(done) = &ordered.deed {
            facts.extend(deed::rest_of_recipient(language, &done.what));
            facts.extend(deed::ground(language, &done.what));
            text = Zeroizing::new(plain(&done.text));
            told = Zeroizing::new(plain(&done.told));
            if let What::View(_, _, view) = &done.what {
                facts.extend(words::casework::answers(language, work.rules(), view));
                text = Zeroizing::new(plain(&view.text));
            }
        }
        let (day, who) = (self.day(ordered.day), self.who(public, ordered.member));
        DeedLine {
            id: ordered.id,
            head: format!("{day}, {who} · {}", deed::short(ordered.id)),
            title: deed::title(language, ordered, work.rules()),
            text,
            told,
            standing: words::casework::standing(language, &item.standing)
                .map(|standing| without_commands(&standing)),
            facts,
            is_void: matches!(item.standing, Standing::Void(_)),
            is_new,
            is_open: work.casework.open.contains(&ordered.id),
        }
    }
}
