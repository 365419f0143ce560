//! Every screen, empty, usual and overfull, in both languages and both themes, looked at through its accessibility tree;
//! and, where it is asked for, drawn into `docs/desk`.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is not there fails the test, as it should"
)]

mod fixtures;
mod office;
mod one_case;
mod picture;
mod showing;

use std::{collections::BTreeSet, fs, path::Path};

use belfry_desk::{acts::Act, app::Desk, look::Colours};
use crypto_core::words::Language;
use eframe::egui::{self, Color32, Key, Shape, Theme, accesskit::Role, vec2};
use egui_kittest::{Harness, kittest::NodeT as _};

use self::{
    fixtures::Amount,
    picture::{Picture, contrast},
    showing::{Showing, THEMES, WINDOW},
};

#[test]
fn every_control_of_every_screen_has_a_name() {
    for (name, showing) in Showing::whole(WINDOW) {
        let (harness, _) = showing.open();
        let unnamed = harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "{name} {showing:?}: {unnamed:#?}");
    }
}

#[test]
fn all_controls_in_sight_are_reached_with_the_tab_key_from_top_to_bottom() {
    for (name, showing) in Showing::whole(WINDOW)
        .filter(|(_, one)| one.theme == Theme::Light && one.amount != Amount::Overfull)
    {
        let (mut harness, _) = showing.open();
        let wanted: BTreeSet<String> = controls(&harness).collect();
        let mut reached = BTreeSet::new();
        for _ in 0..=wanted.len() + 4 {
            harness.key_press(Key::Tab);
            harness.run_ok();
            let focused = harness.root().children_recursive().find(|node| {
                node.accesskit_node().is_focused() && is_control(node.accesskit_node().role())
            });
            reached.extend(focused.map(|node| describe(&node.accesskit_node())));
        }
        let missed: Vec<_> = wanted.difference(&reached).collect();
        assert!(missed.is_empty(), "{name} {showing:?}: {missed:#?}");
    }
}

fn controls<'h>(harness: &'h Harness<'_, Desk>) -> impl Iterator<Item = String> + 'h {
    let window = egui::Rect::from_min_size(egui::Pos2::ZERO, WINDOW);
    harness
        .root()
        .children_recursive()
        .filter(move |node| {
            let one = node.accesskit_node();
            is_control(one.role()) && !one.is_disabled() && window.contains_rect(node.rect())
        })
        .map(|node| describe(&node.accesskit_node()))
}

fn is_control(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::TextInput
            | Role::PasswordInput
            | Role::MultilineTextInput
            | Role::CheckBox
            | Role::RadioButton
    )
}

fn describe(node: &egui_kittest::kittest::AccessKitNode<'_>) -> String {
    let at = node
        .raw_bounds()
        .map(|bounds| (bounds.x0 as i64, bounds.y0 as i64));
    format!("{:?} {:?} {at:?}", node.role(), node.label())
}

#[test]
fn the_colours_of_texts_are_those_that_can_be_read_on_every_ground() {
    for theme in THEMES {
        let colours = Colours::of(theme);
        for ground in [colours.ground, colours.card, colours.theirs] {
            for text in [colours.text, colours.quiet, colours.accent, colours.warning] {
                let found = contrast(text, ground);
                assert!(found >= 4.5, "{theme:?}: {text:?} on {ground:?}: {found}");
            }
            // Borders of fields (WCAG 2.2, 1.4.11).
            assert!(
                contrast(colours.line, ground) >= 3.0,
                "{theme:?}: a line on {ground:?}"
            );
        }
        assert!(contrast(colours.on_accent, colours.accent) >= 4.5);
    }
    for (name, showing) in Showing::whole(WINDOW) {
        let (harness, _) = showing.open();
        let colours = Colours::of(showing.theme);
        let known = [
            colours.text,
            colours.quiet,
            colours.accent,
            colours.on_accent,
            colours.warning,
        ];
        for shape in &harness.output().shapes {
            each_text(&shape.shape, &mut |colour, text| {
                let may = known.contains(&colour) || is_faded(colour, &known);
                assert!(may, "{name} {showing:?}: {colour:?} in {text:?}");
            });
        }
    }
}

#[test]
fn a_field_that_has_the_keyboard_shows_it_by_a_ring_that_can_be_seen() {
    for (name, showing) in Showing::all(WINDOW, 1.0).filter(|(_, one)| one.amount == Amount::Usual)
    {
        let (mut harness, _) = showing.open();
        let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let field = |harness: &Harness<'_, Desk>| {
            let mut nodes = harness.root().children_recursive();
            let field = nodes.find(|node| is_field(node.accesskit_node().role()))?;
            field.focus();
            Some(field.rect())
        };
        let Some(at) = field(&harness) else { continue };
        harness.run_ok();
        let accent = Colours::of(showing.theme).accent;
        let mut shapes = harness.output().shapes.iter();
        let has_ring = shapes.any(|one| match &one.shape {
            Shape::Rect(ring) => ring.stroke.color == accent && ring.rect.intersects(at),
            _ => false,
        });
        assert!(has_ring, "{name} {showing:?}");
        let colours = Colours::of(showing.theme);
        assert!(contrast(accent, colours.ground) >= 3.0);
    }
}

/// What cannot be used now is faded, which the contrast rules allow.
fn is_faded(colour: Color32, known: &[Color32]) -> bool {
    known
        .iter()
        .any(|one| (1..=9).any(|tenths| one.gamma_multiply(tenths as f32 / 10.0) == colour))
}

fn each_text(shape: &Shape, found: &mut impl FnMut(Color32, &str)) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| each_text(shape, found)),
        Shape::Text(text) => {
            for section in &text.galley.job.sections {
                let colour = match section.format.color {
                    Color32::PLACEHOLDER => text.override_text_color.unwrap_or(text.fallback_color),
                    colour => text.override_text_color.unwrap_or(colour),
                };
                let colour = colour.gamma_multiply(text.opacity_factor);
                if !text.galley.job.text.trim().is_empty() {
                    found(colour, &text.galley.job.text);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn nothing_reaches_over_the_windows_edge_at_200_percent_or_on_a_small_window() {
    for size in [WINDOW / 2.0, vec2(380.0, 600.0)] {
        for (name, showing) in Showing::whole(size).filter(|(_, one)| one.theme == Theme::Light) {
            let (harness, _) = showing.open();
            for node in harness.root().children_recursive() {
                let one = node.accesskit_node();
                if is_control(one.role()) || one.role() == Role::Label {
                    let right = node.rect().right();
                    assert!(
                        right <= size.x + 1.0,
                        "{name} {showing:?}: {} at {right}",
                        describe(&one)
                    );
                }
            }
        }
    }
}

/// Forms that are drawn: a few stand for all.
const FORMS: [Act; 4] = [Act::Task, Act::Correct, Act::Recuse, Act::NameDisclose];

/// Draws all screens into `docs/desk`.
#[test]
#[ignore = "writes into docs/desk: cargo xtask pictures"]
fn pictures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/desk");
    fs::create_dir_all(&folder).unwrap();
    for (name, showing) in Showing::whole(WINDOW) {
        // Each screen as it is usually, in all four ways; the others in one.
        let is_usual = showing.amount == Amount::Usual;
        let is_one = showing.theme == Theme::Light && showing.language == Language::Dutch;
        // A locked desk differs only where there is no vault.
        let is_other = showing.screen.is_some() || showing.amount == Amount::Empty;
        let is_shown = match showing.act {
            Some(act) => is_usual && is_one && FORMS.contains(&act),
            None => is_usual || (is_one && is_other),
        };
        if !is_shown {
            continue;
        }
        let (harness, textures) = showing.open();
        let output = harness.output();
        let primitives = harness
            .ctx
            .tessellate(output.shapes.clone(), output.pixels_per_point);
        let picture = Picture::of(&primitives, &textures, showing.size, showing.scale);
        let amount = format!("{:?}", showing.amount).to_lowercase();
        let theme = format!("{:?}", showing.theme).to_lowercase();
        let name = name.to_lowercase();
        let file = format!("{name}-{amount}-{}-{theme}.png", showing.language.code());
        picture.write(&folder.join(file));
    }
}
