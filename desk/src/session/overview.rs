//! What is new and what is due, and the list of cases.

use std::collections::BTreeMap;

use belfry_reader::{
    cases,
    casework::due::{self, Due, Duty},
    commands::CommandError,
    journal::{
        event::{Mark, ReplyKind, Standing},
        ids::CaseId,
    },
    ledger,
    progress::{Measure, Watch},
    public::Public,
    services::{self, Services},
    state::{Case, State},
    status::Status,
    terminal::one_line,
    terms::{self, Kept, Terms, due::Publishing},
    words::{self, Words as _},
};
use crypto_core::{time::Day, words::Language};
use zeroize::Zeroizing;

use super::Session;
use crate::{
    model::{CaseLine, CasePart, DueLine, FirstSteps, Overview, Stage, Text},
    sentence::without_commands,
};

/// Columns of a letter's beginning.
const PREVIEW: usize = 120;

impl Session {
    /// The cases as letters and answers tell of them, which is known at once.
    ///
    /// # Errors
    /// What the vault says, and that it was stopped.
    pub fn at_first(&mut self, watch: Watch<'_>) -> Result<Overview, CommandError> {
        let public = Public::load(&self.vault)?;
        let public = public.as_ref();
        let channel = public.map(|public| channel_name(public, self.language));
        let services = Services::listed(public, self.language);
        let (confirmations, feedback) = Kept::of([], self.today);
        Ok(Overview {
            channel: channel.unwrap_or_default(),
            today: self.today,
            cases: self.case_lines((&BTreeMap::new(), &BTreeMap::new()), &services, watch)?,
            is_whole: false,
            due: Vec::new(),
            warnings: Vec::new(),
            of_terms: Vec::new(),
            imported: self.state.last_import,
            publishes: None,
            waiting: 0,
            kept: [confirmations, feedback],
            first: None,
        })
    }

    /// Everything that the first screens show.
    ///
    /// # Errors
    /// What the vault says, and that it was stopped.
    pub fn overview(&mut self, watch: Watch<'_>) -> Result<Overview, CommandError> {
        let today = self.today;
        let (vault, state) = (&mut self.vault, &self.state);
        let language = self.language;
        let me = vault.secrets.number();
        let status = Status::of(vault, state, today, language)?;
        let (lines, alarms) = match &status.public {
            Some(public) => ledger::whole(vault, state, public, ledger::living(state))?,
            None => (Vec::new(), Vec::new()),
        };
        let terms = terms::all(state, &lines);
        let (due, unseen) = due::all_and_unseen(vault, state, &lines, today, watch)?;
        let public = status.public.as_ref();
        let services = Services::listed(public, language);
        let publishing = public.and_then(|public| Publishing::of(state, public, me, today));
        let of_terms = terms.iter().filter_map(|(id, terms)| {
            let warning = terms::due::warning(*id, terms, publishing, today)?;
            Some((next(terms), *id, without_commands(&warning.words(language))))
        });
        let mut of_terms: Vec<_> = of_terms.collect();
        of_terms.sort_by_key(|(by, id, _)| (*by, *id));
        let alarms = alarms.iter().map(|alarm| alarm.words(language));
        let channel = public.map(|public| channel_name(public, language));
        let (confirmations, feedback) = Kept::of(terms.values(), today);
        let due = due.into_iter().map(|one| due_line(one, me, language));
        let mut overview = Overview {
            channel: channel.unwrap_or_default(),
            today,
            cases: Vec::new(),
            is_whole: true,
            due: due.collect(),
            warnings: alarms.collect(),
            of_terms: of_terms
                .into_iter()
                .map(|(_, id, words)| (id, words))
                .collect(),
            imported: state.last_import,
            publishes: (status.rhythm).map(|rhythm| rhythm.due.unwrap_or(rhythm.next)),
            waiting: status.waiting,
            kept: [confirmations, feedback],
            first: first_steps(state),
        };
        let warnings = status.warnings.iter().map(|one| without_commands(one));
        overview.warnings.splice(0..0, warnings);
        overview.cases = self.case_lines((&terms, &unseen), &services, watch)?;
        Ok(overview)
    }

    fn case_lines(
        &mut self,
        (terms, unseen): (&BTreeMap<CaseId, Terms>, &BTreeMap<CaseId, usize>),
        services: &Services,
        watch: Watch<'_>,
    ) -> Result<Vec<CaseLine>, CommandError> {
        let (vault, state) = (&mut self.vault, &self.state);
        let mut lines = Vec::with_capacity(state.cases.len());
        for (done, (id, case)) in state.cases.iter().enumerate() {
            watch.at(Measure::cases(done, state.cases.len()))?;
            // A sealed case is left empty where its letter turned out to belong elsewhere.
            if case.standing == Standing::Sealed && case.sealed.is_empty() {
                continue;
            }
            let preview = match case.letters.first() {
                Some(letter) if case.destroyed.is_none() => {
                    one_line(cases::text(vault, letter)?.body(), PREVIEW)
                }
                _ => String::new(),
            };
            let service = match services.are_several() && case.destroyed.is_none() {
                true => services.name(services::of_case(vault, case)?),
                false => None,
            };
            lines.push(CaseLine {
                id: *id,
                last: case.last_import(),
                stage: stage(state, case),
                service: service.map(|name| one_line(&name, 60)).unwrap_or_default(),
                preview: Zeroizing::new(preview),
                unseen: unseen.get(id).copied().unwrap_or(0),
                warning: words::case::standing(self.language, case)
                    .filter(|_| case.minutes.is_none()),
                due: terms.get(id).and_then(next),
            });
        }
        lines.sort_by_key(|line| (std::cmp::Reverse(line.last), line.id));
        Ok(lines)
    }
}

/// What a member does the first time, until the first answer is in an outbox. What was destroyed tells that there was one.
fn first_steps(state: &State) -> Option<FirstSteps> {
    let replies = state.replies.values();
    let mut answers = replies
        .filter(|reply| reply.kind == ReplyKind::Answer)
        .peekable();
    let answered = answers.peek().is_some();
    let is_past = state.cases.values().any(|case| case.destroyed.is_some());
    let exported = answers.any(|reply| !reply.placed.is_empty() || reply.first_out.is_some());
    (!exported && !is_past).then_some(FirstSteps {
        imported: state.last_import.is_some(),
        answered,
    })
}

fn channel_name(public: &Public, language: Language) -> String {
    let names = &public.roster.name;
    let name = names.get(language.code()).or_else(|| names.values().next());
    name.map(|name| one_line(name, 80)).unwrap_or_default()
}

/// The reader's words for it name the commands that do it.
fn due_line(one: Due, me: crypto_core::ids::MemberNumber, language: Language) -> DueLine {
    let say = |dutch: &str, english: &str| {
        Zeroizing::new(belfry_reader::words::say(language, dutch, english).to_owned())
    };
    let part = match &one.what {
        Duty::Agree(_) | Duty::CarryOut(_) => CasePart::Name,
        Duty::Task(_) | Duty::Promise(_) | Duty::Settle | Duty::Void => CasePart::Work,
        Duty::CheckIn(_) => CasePart::Answer,
        Duty::Destroy => CasePart::Destroy,
        Duty::Unheard(_) => CasePart::Conversation,
    };
    let what: Text = match one.what {
        Duty::Task(text) => Zeroizing::new(one_line(&text, PREVIEW)),
        Duty::Promise(text) => Zeroizing::new(format!(
            "{}: {}",
            belfry_reader::words::say(language, "Beloofd", "Promised"),
            one_line(&text, PREVIEW)
        )),
        Duty::CheckIn(_) => say(
            "Vragen hoe het met de melder gaat",
            "Ask how the reporter fares",
        ),
        Duty::Settle => say(
            "Twee van jullie zetten een stap zonder dat van elkaar te weten: los dat op",
            "Two of you took a step without knowing of each other: settle it",
        ),
        Duty::Agree(_) => say(
            "Een collega vraagt om de naam van de melder bekend te mogen maken",
            "A colleague asks to disclose the reporter's name",
        ),
        Duty::CarryOut(_) => say(
            "Genoeg leden stemmen ermee in dat de naam bekend wordt gemaakt",
            "Enough members agree that the name is disclosed",
        ),
        Duty::Void => say(
            "Iets wat je deed, telt niet",
            "Something that you did does not count",
        ),
        Duty::Destroy => say("De bewaartermijn is voorbij", "The time to keep it is over"),
        Duty::Unheard(unheard) => Zeroizing::new(without_commands(&unheard.words(language))),
    };
    DueLine {
        by: one.by,
        case: one.case,
        part,
        member: one.member,
        is_mine: one.member.is_none_or(|member| member == me),
        what,
    }
}

/// The day of what the law asks next.
fn next(terms: &Terms) -> Option<Day> {
    match (terms.confirmed, terms.fed_back) {
        (None, _) => Some(terms.confirm_by),
        (Some(_), None) => terms.feedback_by,
        (Some(_), Some(_)) => None,
    }
}

fn stage(state: &State, case: &Case) -> Stage {
    match case.mark {
        _ if case.destroyed.is_some() => Stage::Destroyed,
        Mark::Spam => Stage::Spam,
        Mark::Closed => Stage::Closed,
        Mark::Open if !case.sealed.is_empty() => Stage::Sealed,
        Mark::Open if state.is_answered(case) => Stage::Answered,
        Mark::Open => Stage::Unanswered,
    }
}
