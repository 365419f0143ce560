//! How well the law's terms were kept, drawn and said.

use belfry_reader::terms::Kept;
use eframe::egui::{self, Sense, Ui};

use crate::{
    app::Desk,
    look::{self, Colours, GAP},
};

const BAR: f32 = 22.0;

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Cijfers", "Figures"));
    let Some(overview) = &desk.overview else {
        return;
    };
    let names = [
        desk.say(
            "Ontvangst bevestigd binnen 7 dagen",
            "Receipt confirmed within 7 days",
        ),
        desk.say(
            "Terugkoppeling binnen 3 maanden daarna",
            "Feedback within 3 months of that",
        ),
    ];
    for (name, kept) in names.into_iter().zip(overview.kept) {
        ui.add_space(GAP);
        ui.label(name);
        bar(desk, ui, name, kept);
    }
    ui.add_space(GAP);
    look::quiet(
        ui,
        desk.say(
            "Van de zaken met termijnen die hier worden bewaard. Vernietigde zaken tellen niet mee.",
            "Of the cases with terms that are kept here. Destroyed cases do not count.",
        ),
    );
}

fn bar(desk: &Desk, ui: &mut Ui, name: &str, kept: Kept) {
    let colours = Colours::here(ui);
    let words = format!(
        "{} {}, {} {}, {} {}",
        kept.in_time,
        desk.say("op tijd", "in time"),
        kept.late,
        desk.say("te laat", "late"),
        kept.running,
        desk.say("lopend", "running")
    );
    let all = kept.in_time + kept.late + kept.running;
    if all > 0 {
        let width = ui.available_width().min(look::MEASURE);
        let (response, painter) = ui.allocate_painter(egui::vec2(width, BAR), Sense::hover());
        let mut left = response.rect.left();
        for (count, colour) in [
            (kept.in_time, colours.accent),
            (kept.late, colours.warning),
            (kept.running, colours.line),
        ] {
            let share = f32::from(u16::try_from(count).unwrap_or(u16::MAX))
                / f32::from(u16::try_from(all).unwrap_or(u16::MAX));
            let part = egui::Rect::from_min_size(
                egui::pos2(left, response.rect.top()),
                egui::vec2(width * share, BAR),
            );
            painter.rect_filled(part, 0.0, colour);
            left += width * share;
        }
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Image, true, format!("{name}: {words}"))
        });
    }
    ui.label(words);
}
