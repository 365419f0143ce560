//! Colours, sizes and the few widgets that every screen uses: calm, plain, readable.

mod busy;
mod fields;
mod parts;

use eframe::egui::{self, Color32, CornerRadius, FontId, Stroke, TextStyle, Theme, Ui, Visuals};

pub use belfry_reader::words::{days::day, say};
pub use busy::spinner;
pub use fields::{area, call, field, one_of, sure, twice};
pub use parts::{card, part, part_as, steady, warn, warn_all};

/// The widest that text is set, points: some 80 characters.
pub const MEASURE: f32 = 680.0;
/// A text of more lines than these is no letter of some paragraphs: a widget for each would be tens of thousands.
const LINES: usize = 200;
/// Between parts of a screen, points.
pub const GAP: f32 = 12.0;

/// The colours that have a meaning. Each has at least 4.5:1 to the grounds that it stands on (WCAG 2.2, 1.4.3).
#[derive(Debug, Clone, Copy)]
pub struct Colours {
    /// Text.
    pub text: Color32,
    /// What is said by the way.
    pub quiet: Color32,
    /// The window's ground.
    pub ground: Color32,
    /// Under what belongs together.
    pub card: Color32,
    /// Under what the reporter wrote.
    pub theirs: Color32,
    /// What is chosen, and what can be pressed first.
    pub accent: Color32,
    /// On it.
    pub on_accent: Color32,
    /// What must not go unseen.
    pub warning: Color32,
    /// Lines.
    pub line: Color32,
}

const LIGHT: Colours = Colours {
    text: Color32::from_rgb(0x1b, 0x1f, 0x24),
    quiet: Color32::from_rgb(0x55, 0x5d, 0x68),
    ground: Color32::from_rgb(0xfb, 0xfb, 0xf9),
    card: Color32::from_rgb(0xf1, 0xf2, 0xef),
    theirs: Color32::from_rgb(0xe8, 0xee, 0xf6),
    accent: Color32::from_rgb(0x1d, 0x4f, 0x8f),
    on_accent: Color32::WHITE,
    warning: Color32::from_rgb(0x9a, 0x34, 0x12),
    line: Color32::from_rgb(0x7d, 0x84, 0x8d),
};

const DARK: Colours = Colours {
    text: Color32::from_rgb(0xe8, 0xea, 0xed),
    quiet: Color32::from_rgb(0xa9, 0xb1, 0xbc),
    ground: Color32::from_rgb(0x16, 0x18, 0x1b),
    card: Color32::from_rgb(0x20, 0x23, 0x27),
    theirs: Color32::from_rgb(0x1d, 0x29, 0x38),
    accent: Color32::from_rgb(0x8f, 0xb8, 0xf0),
    on_accent: Color32::from_rgb(0x10, 0x16, 0x20),
    warning: Color32::from_rgb(0xf5, 0xa2, 0x7a),
    line: Color32::from_rgb(0x78, 0x80, 0x8a),
};

impl Colours {
    /// Those of a theme.
    #[must_use]
    pub fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => LIGHT,
            Theme::Dark => DARK,
        }
    }

    /// Those that are in force here.
    #[must_use]
    pub fn here(ui: &Ui) -> Self {
        Self::of(if ui.visuals().dark_mode {
            Theme::Dark
        } else {
            Theme::Light
        })
    }

    /// What is chosen of a text in a field, and the edge of the field with the keyboard.
    #[must_use]
    pub fn in_fields(self) -> egui::style::Selection {
        egui::style::Selection {
            bg_fill: self.ground.lerp_to_gamma(self.accent, 0.3),
            stroke: Stroke::new(2.5, self.text),
        }
    }

    fn visuals(self, base: Visuals) -> Visuals {
        let mut visuals = base;
        visuals.panel_fill = self.ground;
        visuals.window_fill = self.ground;
        visuals.extreme_bg_color = self.ground;
        visuals.faint_bg_color = self.card;
        visuals.override_text_color = None;
        visuals.weak_text_color = Some(self.quiet);
        visuals.warn_fg_color = self.warning;
        visuals.error_fg_color = self.warning;
        visuals.hyperlink_color = self.accent;
        visuals.selection.bg_fill = self.accent;
        visuals.selection.stroke = Stroke::new(2.0, self.on_accent);
        let widgets = &mut visuals.widgets;
        for state in [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            state.fg_stroke = Stroke::new(1.0, self.text);
            state.corner_radius = CornerRadius::same(4);
            state.bg_fill = self.card;
            state.weak_bg_fill = self.card;
            state.expansion = 0.0;
        }
        widgets.noninteractive.bg_stroke = Stroke::new(1.0, self.line.gamma_multiply(0.5));
        widgets.inactive.bg_stroke = Stroke::new(1.0, self.line);
        widgets.hovered.bg_stroke = Stroke::new(2.0, self.accent);
        // Also that of what has the keyboard, whatever ground it has.
        widgets.active.bg_stroke = Stroke::new(2.5, self.text);
        visuals
    }
}

/// Sets colours and sizes for both themes.
pub fn set(ctx: &egui::Context) {
    for (theme, base) in [
        (Theme::Light, Visuals::light()),
        (Theme::Dark, Visuals::dark()),
    ] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = Colours::of(theme).visuals(base);
            style.animation_time = 0.0;
            style.scroll_animation = egui::style::ScrollAnimation::none();
            style.text_styles = [
                (TextStyle::Heading, FontId::proportional(22.0)),
                (TextStyle::Body, FontId::proportional(16.0)),
                (TextStyle::Button, FontId::proportional(16.0)),
                (TextStyle::Small, FontId::proportional(14.0)),
                (TextStyle::Monospace, FontId::monospace(15.0)),
            ]
            .into();
            style.spacing.item_spacing = egui::vec2(8.0, 8.0);
            style.spacing.button_padding = egui::vec2(12.0, 7.0);
            style.spacing.interact_size = egui::vec2(44.0, 34.0);
            style.spacing.scroll = egui::style::ScrollStyle::solid();
        });
    }
}

/// A heading, which a screen reader knows as one.
pub fn heading(ui: &mut Ui, text: &str) {
    let response = ui.heading(text);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Heading);
        node.set_label(text);
    });
}

/// What is said by the way.
pub fn quiet(ui: &mut Ui, text: impl Into<String>) -> egui::Response {
    let colour = Colours::here(ui).quiet;
    ui.add(egui::Label::new(egui::RichText::new(text).color(colour)).wrap())
}

/// Brings what got the keyboard into sight, at the end of what scrolls: the toolkit leaves it where it is.
pub fn follow_keyboard(ui: &Ui) {
    let focused = ui.memory(|memory| memory.focused());
    let focused = focused.and_then(|id| ui.ctx().read_response(id));
    let hidden =
        focused.filter(|one| one.gained_focus() && !one.interact_rect.contains_rect(one.rect));
    if let Some(hidden) = hidden {
        ui.scroll_to_rect(hidden.rect.expand(GAP), None);
    }
}

/// The button that is pressed first.
pub fn main_button(ui: &mut Ui, text: &str) -> egui::Response {
    let colours = Colours::here(ui);
    let text = egui::RichText::new(text).color(colours.on_accent);
    ui.add(egui::Button::new(text).fill(colours.accent))
}

/// What somebody wrote, as it was written: lines kept, width of a page, can be selected.
pub fn text(ui: &mut Ui, text: &str) {
    ui.scope(|ui| {
        measure(ui);
        if text.split('\n').nth(LINES).is_some() {
            ui.spacing_mut().item_spacing.y = 0.0;
            pieces(text).for_each(|piece| drop(ui.add(egui::Label::new(piece).wrap())));
            return;
        }
        for paragraph in text.split('\n') {
            if paragraph.is_empty() {
                ui.add_space(GAP / 2.0);
            } else {
                ui.add(egui::Label::new(paragraph).wrap());
            }
        }
    });
}

/// A long text in pieces of so many lines: each is laid out once and drawn only where it is in sight, and a screen reader
/// has all of it all the same.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let left = rest?;
        let end = left.match_indices('\n').nth(LINES - 1);
        let cut = end.and_then(|(at, end)| Some((left.get(..at)?, left.get(at + end.len()..)?)));
        rest = cut.map(|(_, after)| after);
        Some(cut.map_or(left, |(piece, _)| piece))
    })
}

/// Sets no line of text wider than one reads with ease, nor than the window.
pub fn measure(ui: &mut Ui) {
    ui.set_max_width(MEASURE.min(ui.available_width()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_in_pieces_is_the_whole_text() {
        let lines: Vec<String> = (0..2 * LINES + 3).map(|one| one.to_string()).collect();
        for count in [1, LINES, LINES + 1, 2 * LINES, 2 * LINES + 3] {
            let text = lines.get(..count).unwrap_or_default().join("\n");
            let all: Vec<&str> = pieces(&text).collect();
            assert_eq!(all.len(), count.div_ceil(LINES));
            assert_eq!(all.join("\n"), text);
        }
        let empty: Vec<&str> = pieces("\n\n").collect();
        assert_eq!(empty, ["\n\n"]);
    }
}
