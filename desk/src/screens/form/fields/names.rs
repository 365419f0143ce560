//! The fields of what is done with the reporter's name.

use eframe::egui::Ui;

use super::{Form, choose};
use crate::look;

impl Form<'_> {
    pub(super) fn name_keep(&mut self, ui: &mut Ui) {
        let name = self.say(
            "De naam, en hoe je de melder bereikt",
            "The name, and how to reach the reporter",
        );
        look::area(ui, name, &mut self.draft.name, 2);
        let of = ("Wie de naam ook mag lezen", "Who may read the name too");
        self.several(of, &self.choices.colleagues, ui);
    }

    /// To whom, and on what ground: the law has two.
    pub(super) fn disclose(&mut self, ui: &mut Ui) {
        self.deed(("Welke naam", "Which name"), &self.choices.names, ui);
        let name = self.say(
            "Aan welke instantie of persoon",
            "To which authority or person",
        );
        look::field(ui, name, &mut self.draft.whom, false);
        let grounds = [
            (
                &false,
                self.say("de melder stemt ermee in", "the reporter consents to it"),
            ),
            (
                &true,
                self.say("een wet verplicht ertoe", "a law obliges to it"),
            ),
        ];
        let name = self.say("Op welke grond", "On what ground");
        look::one_of(ui, name, &mut self.draft.is_obliged, grounds);
        match self.draft.is_obliged {
            None => {}
            Some(false) => self.consented(ui),
            Some(true) => self.obliged(ui),
        }
    }

    fn obliged(&mut self, ui: &mut Ui) {
        let name = self.say("Welke wet", "Which law");
        look::field(ui, name, &mut self.draft.law, false);
        let known = [
            (&true, self.say("ja, in een antwoord", "yes, in an answer")),
            (
                &false,
                self.say(
                    "nee, dat brengt het onderzoek of de rechtszaak in gevaar",
                    "no, that would jeopardise the investigation or the proceedings",
                ),
            ),
        ];
        let name = self.say(
            "Is dat de melder vooraf verteld?",
            "Was the reporter informed beforehand?",
        );
        look::one_of(ui, name, &mut self.draft.is_informed, known);
        match self.draft.is_informed {
            None => {}
            Some(true) => {
                let name = self.say("In welk antwoord", "In which answer");
                choose(ui, name, &mut self.draft.informed, &self.choices.answers);
            }
            Some(false) => {
                let name = self.say("Waarom dat gevaar er is", "Why there is that danger");
                look::area(ui, name, &mut self.draft.why_not, 2);
            }
        }
    }
}
