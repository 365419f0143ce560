//! That something is under way.

use std::{f64::consts::TAU, time::Duration};

use eframe::egui::{self, Pos2, Role, Sense, Shape, Stroke, Ui, WidgetInfo, vec2};

/// A turn takes so many steps, and a step so long.
const STEPS: f64 = 10.0;
const STEP: Duration = Duration::from_millis(100);
/// Points of the line, and how much of a turn it is.
const POINTS: u32 = 16;
const PART: f64 = 0.7;

/// An open ring that turns step by step. The toolkit's own wants the next picture as soon as the last one is drawn, which
/// takes the processor from what is waited for.
pub fn spinner(ui: &mut Ui) {
    let size = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(size), Sense::hover());
    response.widget_info(|| WidgetInfo::new(Role::ProgressIndicator));
    if !ui.is_rect_visible(rect) {
        return;
    }
    ui.ctx().request_repaint_after(STEP);
    let step = (ui.input(|input| input.time) / STEP.as_secs_f64()).floor();
    let radius = size / 2.0 - 4.0;
    let points = (0..=POINTS).map(|point| -> Pos2 {
        let angle = TAU * (step / STEPS + PART * f64::from(point) / f64::from(POINTS));
        rect.center() + radius * vec2(angle.cos() as f32, angle.sin() as f32)
    });
    let stroke = Stroke::new(3.0, ui.visuals().text_color());
    ui.painter().add(Shape::line(points.collect(), stroke));
}
