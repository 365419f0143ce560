//! Fields, with their names above them, and lists of which one is chosen.

use eframe::egui::{self, Ui};

use super::{Colours, GAP, MEASURE, main_button};

/// Of more than these, a list scrolls.
const LIST: usize = 8;
/// Points of one that does.
const LIST_HEIGHT: f32 = 240.0;

/// Brings the keyboard here, and what is in sight.
pub fn call(response: &egui::Response) {
    response.request_focus();
    response.scroll_to_me(None);
}

/// A field of one line, with its name above it.
pub fn field(ui: &mut Ui, name: &str, text: &mut String, is_secret: bool) -> egui::Response {
    let label = ui.label(name);
    let field = egui::TextEdit::singleline(text)
        .password(is_secret)
        .desired_width((MEASURE / 2.0).min(ui.available_width()))
        .margin(egui::vec2(8.0, 7.0));
    ringed(ui, field).labelled_by(label.id)
}

/// The toolkit draws the edge of the field that has the keyboard as it draws what is chosen, which has a ground of its own
/// everywhere else: here it is told apart.
fn ringed(ui: &mut Ui, field: egui::TextEdit<'_>) -> egui::Response {
    ui.scope(|ui| {
        ui.visuals_mut().selection = Colours::here(ui).in_fields();
        ui.add(field)
    })
    .inner
}

/// Something new and secret, typed twice; whether both are typed.
pub fn twice<T: std::ops::DerefMut<Target = String>>(
    ui: &mut Ui,
    names: [&str; 2],
    typed: &mut [T; 2],
) -> bool {
    for (name, typed) in names.iter().zip(typed.iter_mut()) {
        field(ui, name, typed, true);
    }
    ui.add_space(GAP);
    typed.iter().all(|one| !one.is_empty())
}

/// Whether somebody is sure, each answer a button; `None` while neither is pressed.
pub fn sure(ui: &mut Ui, yes: &str, no: &str) -> Option<bool> {
    let mut answer = None;
    ui.horizontal_wrapped(|ui| {
        if main_button(ui, yes).clicked() {
            answer = Some(true);
        }
        if ui.button(no).clicked() {
            answer = Some(false);
        }
    });
    answer
}

/// A field of several lines, with its name above it.
pub fn area(ui: &mut Ui, name: &str, text: &mut String, rows: usize) -> egui::Response {
    let label = ui.label(name);
    let field = egui::TextEdit::multiline(text)
        .desired_rows(rows)
        .desired_width(MEASURE.min(ui.available_width()))
        .margin(egui::vec2(8.0, 7.0));
    ringed(ui, field).labelled_by(label.id)
}

/// One of several, each on a line of its own; long lists scroll. Where there is only one, it is chosen.
pub fn one_of<'n, T: Clone + PartialEq + 'n>(
    ui: &mut Ui,
    name: &str,
    chosen: &mut Option<T>,
    all: impl IntoIterator<Item = (&'n T, &'n str)>,
) {
    let all: Vec<(&T, &str)> = all.into_iter().collect();
    ui.label(name);
    if let ([(only, _)], None) = (all.as_slice(), &*chosen) {
        *chosen = Some((*only).clone());
    }
    let mut list = |ui: &mut Ui| {
        for (id, text) in &all {
            let is_chosen = chosen.as_ref() == Some(*id);
            let response = ui.radio(is_chosen, *text);
            // Beside what it is, a screen reader says of what.
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_description(name));
            if response.clicked() {
                *chosen = Some((*id).clone());
            }
        }
    };
    if all.len() > LIST {
        egui::ScrollArea::vertical()
            .id_salt(name)
            .max_height(LIST_HEIGHT)
            .show(ui, list);
    } else {
        list(ui);
    }
}
