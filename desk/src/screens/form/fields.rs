//! The fields of each kind of deed: no more than it has.

mod names;

use belfry_reader::{
    journal::event::{Mark, Purpose},
    ledger::fact::Published,
};
use crypto_core::{ids::MemberNumber, words::Language};
use eframe::egui::Ui;

use super::{
    super::work::{questions, template},
    words,
};
use crate::{
    acts::{Act, MARKS, PUBLISHED, WAYS},
    app::Desk,
    drafts::ActDraft,
    look,
    model::{CaseView, Choices, Named, Text},
};

/// Rows of a text.
const ROWS: usize = 4;

/// The form while it is drawn.
struct Form<'f> {
    language: Language,
    choices: &'f Choices,
    draft: &'f mut ActDraft,
}

pub(super) fn show(desk: &mut Desk, act: Act, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let language = desk.language;
    let work = &mut desk.drafts.case.work;
    let is_called = work.to_form;
    let draft = work.forms.entry(act).or_default();
    let mut form = Form {
        language,
        choices: &case.choices,
        draft,
    };
    form.choose(act, case, ui);
    if let Some((dutch, english)) = words::text(act) {
        let name = look::say(language, dutch, english);
        let field = look::area(ui, name, &mut form.draft.text, ROWS);
        if is_called {
            look::call(&field);
        }
    }
    if act.may_tell() {
        let today = desk.overview.as_ref().map(|overview| overview.today);
        let step = case
            .next
            .iter()
            .find(|step| form.draft.code.as_ref() == Some(&step.code));
        let begin = step.and_then(|step| template(language, step, today));
        form.told(begin, ui);
    }
}

impl Form<'_> {
    fn say<'t>(&self, dutch: &'t str, english: &'t str) -> &'t str {
        look::say(self.language, dutch, english)
    }

    fn choose(&mut self, act: Act, case: &CaseView, ui: &mut Ui) {
        let choices = self.choices;
        match act {
            Act::Step => self.step(case, ui),
            Act::Task => {
                let name = self.say("Voor wie", "For whom");
                choose(ui, name, &mut self.draft.member, &choices.members);
                self.day(("Uiterlijk (jjjj-mm-dd)", "By (yyyy-mm-dd)"), ui);
            }
            Act::Promise => self.day(("Uiterlijk (jjjj-mm-dd)", "By (yyyy-mm-dd)"), ui),
            Act::Done => self.deed(("Wat gedaan is", "What is done"), &choices.open, ui),
            Act::Decide => {
                let name = self.say("Wat de melding is", "What the report is");
                choose(ui, name, &mut self.draft.code, &choices.outcomes);
            }
            Act::Assign => {
                let name = self.say("Welke rol", "Which role");
                choose(ui, name, &mut self.draft.code, &choices.roles);
                let name = self.say("Voor wie", "For whom");
                choose(ui, name, &mut self.draft.member, &choices.members);
            }
            Act::Unassign => self.assigned(ui),
            Act::Lift => self.deed(("Welke", "Which one"), &choices.holds, ui),
            Act::Correct => self.deed(("Wat je verbetert", "What you correct"), &choices.deeds, ui),
            Act::Consent => self.consent(ui),
            Act::Told => self.published(ui),
            Act::Forward => self.forward(ui),
            Act::HandOn => {
                self.consented(ui);
                let of = ("Wie er niets van mag horen", "Who must not hear of it");
                self.several(of, &choices.members, ui);
            }
            Act::NameKeep => self.name_keep(ui),
            Act::NameShare => {
                self.letter(ui);
                let name = self.say("Aan wie", "To whom");
                choose(ui, name, &mut self.draft.member, &choices.colleagues);
            }
            Act::NameOpen => self.letter(ui),
            Act::NameLook => self.deed(("Welke naam", "Which name"), &choices.names, ui),
            Act::NameGrant => {
                self.deed(("Welke naam", "Which name"), &choices.names, ui);
                let name = self.say("Wie hem mag lezen", "Who may read it");
                choose(ui, name, &mut self.draft.member, &choices.colleagues);
            }
            Act::NameDisclose => self.disclose(ui),
            Act::NameAgree | Act::NameCarryOut => {
                self.deed(
                    ("Wat is gevraagd", "What was asked for"),
                    &choices.asked,
                    ui,
                );
            }
            Act::Mark => self.mark(ui),
            Act::Checked => self.checked(ui),
            Act::Note | Act::SecondLook | Act::Hold | Act::Recuse => {}
        }
    }

    fn step(&mut self, case: &CaseView, ui: &mut Ui) {
        let name = self.say("Welke stap", "Which step");
        let steps = case
            .next
            .iter()
            .map(|step| (&step.code, step.name.as_str()));
        look::one_of(ui, name, &mut self.draft.code, steps);
        let chosen = case.next.iter();
        let mut chosen = chosen.filter(|step| self.draft.code.as_ref() == Some(&step.code));
        if let Some(step) = chosen.next() {
            questions(ui, step);
        }
    }

    fn deed(
        &mut self,
        (dutch, english): (&str, &str),
        all: &[Named<belfry_reader::journal::ids::DeedId>],
        ui: &mut Ui,
    ) {
        let name = self.say(dutch, english);
        choose(ui, name, &mut self.draft.deed, all);
    }

    fn letter(&mut self, ui: &mut Ui) {
        let name = self.say("De naam in welke brief", "The name in which letter");
        choose(ui, name, &mut self.draft.letter, &self.choices.letters);
    }

    fn day(&mut self, (dutch, english): (&str, &str), ui: &mut Ui) {
        let name = self.say(dutch, english);
        look::field(ui, name, &mut self.draft.day, false);
    }

    fn assigned(&mut self, ui: &mut Ui) {
        let mut chosen = self.draft.member.zip(self.draft.code.clone());
        let name = self.say("Welke rol van wie", "Which role of whom");
        choose(ui, name, &mut chosen, &self.choices.assigned);
        if let Some((member, role)) = chosen {
            self.draft.member = Some(member);
            self.draft.code = Some(role);
        }
    }

    fn consent(&mut self, ui: &mut Ui) {
        let names = WAYS.map(|way| {
            let (dutch, english) = words::way(way);
            self.say(dutch, english)
        });
        let name = self.say("Hoe", "How");
        look::one_of(ui, name, &mut self.draft.way, WAYS.iter().zip(names));
        self.day(("Wanneer (jjjj-mm-dd)", "When (yyyy-mm-dd)"), ui);
        let name = self.say(
            "Waar het papier of het verslag wordt bewaard",
            "Where the paper or the record is kept",
        );
        look::field(ui, name, &mut self.draft.kept, false);
    }

    fn mark(&mut self, ui: &mut Ui) {
        let names = MARKS.map(|mark| match mark {
            Mark::Spam => self.say("dit is geen melding", "this is no report"),
            Mark::Closed => self.say("de zaak is klaar", "the case is over"),
            Mark::Open => self.say("de zaak is weer open", "the case is open again"),
        });
        let name = self.say("Wat deze zaak is", "What this case is");
        look::one_of(ui, name, &mut self.draft.mark, MARKS.iter().zip(names));
    }

    fn checked(&mut self, ui: &mut Ui) {
        let name = self.say("In welke brief", "In which letter");
        choose(ui, name, &mut self.draft.letter, &self.choices.checks);
        let found = [
            (
                &true,
                self.say("de melder is akkoord", "the reporter agrees"),
            ),
            (
                &false,
                self.say(
                    "de melder verbetert iets",
                    "the reporter corrects something",
                ),
            ),
        ];
        let name = self.say("Wat de melder ervan vindt", "What they find of it");
        look::one_of(ui, name, &mut self.draft.agreed, found);
    }

    fn published(&mut self, ui: &mut Ui) {
        let names = PUBLISHED.map(|what| match what {
            Published::Confirmation => self.say(
                "dat de melding is ontvangen",
                "that the report was received",
            ),
            Published::Answer(Purpose::Feedback) => self.say(
                "wat er is gevonden en wat volgt (terugkoppeling)",
                "what was found and what follows (feedback)",
            ),
            Published::Answer(Purpose::CheckIn) => {
                self.say("gevraagd hoe het gaat", "asked how they fare")
            }
            Published::Answer(Purpose::Other) => self.say("iets anders", "something else"),
        });
        let name = self.say("Wat het was", "What it was");
        let all = PUBLISHED.iter().zip(names);
        look::one_of(ui, name, &mut self.draft.published, all);
        self.day(("Wanneer (jjjj-mm-dd)", "When (yyyy-mm-dd)"), ui);
    }

    fn forward(&mut self, ui: &mut Ui) {
        let name = self.say("Welke instantie", "Which authority");
        look::field(ui, name, &mut self.draft.whom, false);
        let name = self.say(
            "Bestand met haar sleutel (age1pq1…)",
            "File with its key (age1pq1…)",
        );
        look::field(ui, name, &mut self.draft.key_file, false);
        self.consented(ui);
        let name = self.say("Bestand om te maken", "File to make");
        look::field(ui, name, &mut self.draft.out, false);
    }

    fn consented(&mut self, ui: &mut Ui) {
        let name = self.say("Waar de toestemming staat", "Where the consent stands");
        choose(ui, name, &mut self.draft.consent, &self.choices.consents);
    }

    /// None, one or several members.
    fn several(
        &mut self,
        (dutch, english): (&str, &str),
        all: &[Named<MemberNumber>],
        ui: &mut Ui,
    ) {
        if !all.is_empty() {
            ui.label(self.say(dutch, english));
        }
        for one in all {
            let mut may = self.draft.also.contains(&one.id);
            if ui.checkbox(&mut may, one.name.as_str()).clicked() {
                match may {
                    true => self.draft.also.insert(one.id),
                    false => self.draft.also.remove(&one.id),
                };
            }
        }
    }

    /// What the reporter is told with a step or a decision.
    fn told(&mut self, begin: Option<Text>, ui: &mut Ui) {
        let name = self.say("Vertel het de melder", "Tell the reporter");
        let is_clicked = ui.checkbox(&mut self.draft.tell, name).clicked();
        if is_clicked && self.draft.told.is_empty() {
            self.draft.told = begin.unwrap_or_default();
        }
        if self.draft.tell {
            let name = self.say("Wat de melder leest", "What the reporter reads");
            look::area(ui, name, &mut self.draft.told, ROWS);
        }
    }
}

/// One of those that the case has.
fn choose<T: Clone + PartialEq>(ui: &mut Ui, name: &str, chosen: &mut Option<T>, all: &[Named<T>]) {
    let all = all.iter().map(|one| (&one.id, one.name.as_str()));
    look::one_of(ui, name, chosen, all);
}
