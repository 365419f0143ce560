//! A case's days, drawn: what happened, and the law's terms. What is drawn is also said.

use eframe::egui::{self, Align2, FontId, Sense, Stroke, Ui};

use crate::{
    app::Desk,
    look::{self, Colours},
    model::MarkKind,
};

/// Points.
const HEIGHT: f32 = 34.0;
const RADIUS: f32 = 6.0;

pub(super) fn show(desk: &Desk, ui: &mut Ui) {
    let (Some(case), Some(overview)) = (&desk.case, &desk.overview) else {
        return;
    };
    let (Some(first), Some(last)) = (case.marks.first(), case.marks.last()) else {
        return;
    };
    let today = overview.today;
    let (from, to) = (first.day.min(today), last.day.max(today));
    let colours = Colours::here(ui);
    let width = ui.available_width().min(look::MEASURE);
    let (response, painter) = ui.allocate_painter(egui::vec2(width, HEIGHT), Sense::hover());
    let area = response.rect.shrink2(egui::vec2(RADIUS + 2.0, 0.0));
    let days = to.since(from).max(1);
    let place = |day: crypto_core::time::Day| {
        // A case lives for years at most: exact in 32 bits.
        let share = f32::from(u16::try_from(day.since(from)).unwrap_or(u16::MAX))
            / f32::from(u16::try_from(days).unwrap_or(u16::MAX));
        egui::pos2(
            area.left() + area.width() * share,
            area.top() + RADIUS + 4.0,
        )
    };
    painter.line_segment([place(from), place(to)], Stroke::new(2.0, colours.line));
    let now = place(today);
    painter.line_segment(
        [
            now - egui::vec2(0.0, RADIUS + 4.0),
            now + egui::vec2(0.0, RADIUS + 4.0),
        ],
        Stroke::new(2.0, colours.accent),
    );
    painter.text(
        now + egui::vec2(0.0, RADIUS + 4.0),
        Align2::CENTER_TOP,
        desk.say("vandaag", "today"),
        FontId::proportional(13.0),
        colours.accent,
    );
    for mark in &case.marks {
        let at = place(mark.day);
        match mark.kind {
            MarkKind::Done => painter.circle_filled(at, RADIUS, colours.text),
            MarkKind::Term => {
                painter.circle(at, RADIUS, colours.ground, Stroke::new(2.0, colours.text))
            }
            MarkKind::Late => painter.circle(
                at,
                RADIUS,
                colours.ground,
                Stroke::new(3.0, colours.warning),
            ),
        };
    }
    let words: Vec<String> = case
        .marks
        .iter()
        .map(|mark| format!("{}: {}", look::day(desk.language, mark.day), mark.what))
        .collect();
    let summary = words.join(". ");
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Image,
            true,
            format!("{}. {summary}", desk.say("Verloop", "Timeline")),
        )
    });
    egui::CollapsingHeader::new(desk.say("Verloop en termijnen", "Course and terms"))
        .id_salt("course")
        .show(ui, |ui| {
            for line in words {
                ui.label(line);
            }
        });
}
