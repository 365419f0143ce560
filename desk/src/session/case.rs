//! One case, ready to be shown.

use belfry_reader::{
    attachments::{self, Arrived, File, safe_name},
    cases::{self, Text as LetterText},
    casework::{Casework, Item, Standing, What, perform::Work, rules::Rules, unseen},
    commands::CommandError,
    journal::{
        event::{Alarms, ReplyKind},
        ids::{CaseId, ReplyId},
    },
    services::{self, Services},
    state::{Letter, State},
    terminal::{one_line, plain},
    terms::{self, Terms},
    words::{Words as _, deed},
};
use crypto_core::{ids::MemberNumber, time::Day, words::Language};
use zeroize::Zeroizing;

use super::Session;
use crate::model::{CaseView, DeedLine, FileLine, Form, MarkKind, Message, NextStep, TimeMark};

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
        let mut warnings: Vec<String> = super::overview::warning(&case, self.language)
            .into_iter()
            .collect();
        if !left_out.is_empty() {
            warnings.push(self.left_out_words(&left_out));
        }
        if !work.casework.contested.is_empty() {
            warnings.push(
                self.say(
                    "Twee van u deden een stap zonder het van elkaar te weten. Neem de stap die klopt; dan geldt die.",
                    "Two of you took a step without knowing of each other. Take the step that is right: it settles this.",
                )
                .to_owned(),
            );
        }
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
                let mut line = self.deed_line(item, &work, is_new);
                line.facts.extend(read.map(|(member, day)| {
                    format!(
                        "{} {member}, {}",
                        self.say("gelezen door", "read by"),
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
            service: service
                .map(|name| one_line(&name, NAME))
                .unwrap_or_default(),
            step: step_name(rules, &casework.step, self.language),
            since: casework.since,
            outcome: casework
                .outcome
                .as_ref()
                .map(|(code, _)| outcome_name(rules, code, self.language)),
            next: self.next_steps(casework, rules),
            messages: Vec::new(),
            deeds,
            marks: self.marks(terms.as_ref(), casework, rules),
            no_answer: self.no_answer(id),
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
            view.warnings.push(error.words(self.language));
        }
        self.changed_reading();
        Ok(view)
    }

    fn changed_reading(&mut self) {
        self.state = State::replay(self.vault.journal.events());
    }

    fn left_out_words(&self, left_out: &[MemberNumber]) -> String {
        let numbers: Vec<String> = left_out.iter().map(ToString::to_string).collect();
        let numbers = numbers.join(", ");
        match self.language {
            Language::Dutch => format!(
                "De melder wil niet dat lid {numbers} dit leest. Zeg hun niet dat deze zaak bestaat."
            ),
            Language::English => format!(
                "The reporter left out member {numbers}: do not tell them that this case exists."
            ),
        }
    }

    fn no_answer(&self, id: CaseId) -> Option<String> {
        let case = self.state.cases.get(&id)?;
        let why = if case.destroyed.is_some() {
            ("De zaak is vernietigd.", "The case was destroyed.")
        } else if case.letters.is_empty() {
            (
                "De brief is nog verzegeld: niemand heeft hem gelezen.",
                "The letter is still sealed: nobody has read it.",
            )
        } else if case.keys.is_none() {
            (
                "De schrijver hiervan is niet te bereiken.",
                "There is no way back to who wrote this.",
            )
        } else {
            return None;
        };
        Some(self.say(why.0, why.1).to_owned())
    }

    fn next_steps(&self, casework: &Casework, rules: &Rules) -> Vec<NextStep> {
        let of = |code: &str, texts: &std::collections::BTreeMap<String, String>| {
            texts.get(code).cloned()
        };
        rules
            .after(&casework.step)
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
                outcome_name(rules, &view.outcome, self.language),
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
                    self.say("uiterlijk terugkoppeling", "feedback by")
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
                What::Step(code, _) => step_name(rules, code, self.language),
                What::Decision(code, _) => outcome_name(rules, code, self.language),
                _ => continue,
            };
            put(item.ordered.day, what, MarkKind::Done);
        }
        marks
    }

    fn deed_line(&self, item: &Item, work: &Work, is_new: bool) -> DeedLine {
        let ordered = &item.ordered;
        let mut facts = Vec::new();
        match &item.standing {
            Standing::Void(void) => {
                let void = void.words(self.language);
                facts.push(format!("{}: {void}", self.say("Telt niet", "Void")));
            }
            Standing::Contested => facts.push(self.say("tegenstrijdig", "in conflict").to_owned()),
            Standing::Detached => facts.push(
                self.say(
                    "gaat verder op werk dat hier niet is",
                    "goes on from work that is not here",
                )
                .to_owned(),
            ),
            Standing::Settled => facts.push(
                self.say("een latere stap heeft beslist", "a later step settled it")
                    .to_owned(),
            ),
            Standing::InForce => {}
        }
        if item.corrected {
            facts.push(self.say("later verbeterd", "corrected later").to_owned());
        }
        if ordered.written.is_none() {
            facts.push(
                self.say(
                    "collega's hebben dit nog niet",
                    "not told to colleagues yet",
                )
                .to_owned(),
            );
        }
        let text = ordered.deed.as_ref().map(|deed| plain(&deed.text));
        DeedLine {
            id: ordered.id,
            head: format!(
                "{}, {} {}",
                self.day(ordered.day),
                self.say("lid", "member"),
                ordered.member
            ),
            title: deed::title(self.language, ordered, work.rules()),
            text: Zeroizing::new(text.unwrap_or_default()),
            facts,
            is_void: matches!(item.standing, Standing::Void(_)),
            is_new,
            is_open: work.casework.open.contains(&ordered.id),
        }
    }

    fn messages(
        &mut self,
        case: &belfry_reader::state::Case,
    ) -> Result<Vec<Message>, CommandError> {
        let mut all: Vec<(Day, bool, Message)> = Vec::new();
        let mut files = self.files(case)?.into_iter();
        for letter in &case.letters {
            let text = cases::text(&mut self.vault, letter)?;
            let count = match &text {
                LetterText::Letter(content) => content.attachments.len(),
                LetterText::Foreign(_) => 0,
            };
            let mut message = self.letter(letter, &text);
            message.files = files.by_ref().take(count).collect();
            all.push((letter.letter_day, false, message));
        }
        for id in &case.replies {
            if let Some((day, message)) = self.reply(*id)? {
                all.push((day, true, message));
            }
        }
        all.sort_by_key(|(day, answer, _)| (*day, *answer));
        Ok(all.into_iter().map(|(.., message)| message).collect())
    }

    fn letter(&self, letter: &Letter, text: &LetterText) -> Message {
        Message {
            from_reporter: true,
            head: format!(
                "{}, {} {}",
                self.say("Melder", "Reporter"),
                self.say("op of kort na", "on or soon after"),
                self.day(letter.letter_day)
            ),
            facts: self.alarms(letter.alarms),
            text: Zeroizing::new(plain(text.body())),
            files: Vec::new(),
        }
    }

    fn alarms(&self, bits: u8) -> Vec<String> {
        let all = [
            (
                Alarms::OLD_ROSTER,
                "ALARM: de melder kreeg een oude ledenlijst te zien.",
                "ALARM: the reporter was shown an old roster.",
            ),
            (
                Alarms::OLD_BOARD,
                "ALARM: de melder kreeg een oud bord te zien.",
                "ALARM: the reporter was shown an old board.",
            ),
            (
                Alarms::OTHER_ROSTER,
                "De melder kreeg een ledenlijst te zien die u niet kent.",
                "The reporter was shown a roster that this reader has not seen.",
            ),
            (
                Alarms::TAG,
                "Het kenmerk klopt niet: een verkeerd getypte code, of een vervalsing.",
                "The letter's tag does not hold: a mistyped receipt or a forgery.",
            ),
        ];
        let set = all.into_iter().filter(|(bit, ..)| bits & bit != 0);
        set.map(|(_, dutch, english)| self.say(dutch, english).to_owned())
            .collect()
    }

    fn reply(&mut self, id: ReplyId) -> Result<Option<(Day, Message)>, CommandError> {
        let Some(reply) = self.state.replies.get(&id) else {
            return Ok(None);
        };
        let text = self.vault.contents.read(&reply.piece)?;
        let text = Zeroizing::new(plain(&String::from_utf8_lossy(&text)));
        let kind = match reply.kind {
            ReplyKind::Answer => self.say("antwoord", "answer"),
            ReplyKind::Confirmation => self.say("ontvangstbevestiging", "confirmation of receipt"),
        };
        let head = format!(
            "{}, {} ({kind})",
            self.say("U", "You"),
            self.day(reply.written)
        );
        let placed = self.state.is_out(id);
        let fact = match (placed, reply.placed.is_empty() || reply.stale) {
            (true, _) => self.say(
                "gepubliceerd, gezien op het bord",
                "published, seen on the board",
            ),
            (false, true) => self.say("wacht op een publicatiedag", "waits for a publication day"),
            (false, false) => self.say(
                "in een uitvoer, nog niet gezien op het bord",
                "in an outbox, not yet seen on the board",
            ),
        };
        let message = Message {
            from_reporter: false,
            head,
            facts: vec![fact.to_owned()],
            text,
            files: Vec::new(),
        };
        Ok(Some((reply.written, message)))
    }

    fn files(&mut self, case: &belfry_reader::state::Case) -> Result<Vec<FileLine>, CommandError> {
        let mut list = Vec::new();
        if case.destroyed.is_some() {
            return Ok(list);
        }
        let language = self.language;
        attachments::for_each(&mut self.vault, case, |_, file| {
            list.push(file_line(file, language));
            Ok::<_, CommandError>(())
        })?;
        Ok(list)
    }
}

fn file_line(file: &File, language: Language) -> FileLine {
    let say = |dutch, english| belfry_reader::words::say(language, dutch, english);
    let mut facts = vec![format!("{} MB", file.claimed.size.div_ceil(1_000_000))];
    let claimed = one_line(&file.claimed.media_type, NAME);
    match file.found_type {
        Some(found) if found != claimed && !claimed.is_empty() => facts.push(format!(
            "{} {found}, {} {claimed}",
            say("LET OP: volgens de inhoud", "CAREFUL: by its content"),
            say("volgens de brief", "the letter says")
        )),
        Some(found) => facts.push(found.to_owned()),
        None => facts.push(claimed),
    }
    match file.arrived {
        Arrived::All => {}
        Arrived::Parts(there) => facts.push(format!(
            "{there}/{} {}",
            file.claimed.parcels,
            say("delen zijn er", "parts are here")
        )),
        Arrived::Nonsense => {
            facts.push(say("grootte en delen kloppen niet", "size and parts do not fit").to_owned())
        }
    }
    FileLine {
        number: file.number,
        name: safe_name(&file.claimed.name, file.number),
        facts,
        is_whole: file.arrived == Arrived::All,
    }
}

fn step_name(rules: &Rules, code: &str, language: Language) -> String {
    let known = rules
        .step(code)
        .map(|step| belfry_reader::words::say(language, &step.nl, &step.en).to_owned());
    known.unwrap_or_else(|| one_line(code, NAME))
}

fn outcome_name(rules: &Rules, code: &str, language: Language) -> String {
    let known = rules
        .outcome(code)
        .map(|one| belfry_reader::words::say(language, &one.nl, &one.en).to_owned());
    known.unwrap_or_else(|| one_line(code, NAME))
}
