//! Every screen, empty, usual and overfull, in both languages and both themes, looked at through its accessibility tree;
//! and, where it is asked for, drawn into `docs/desk`.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is not there fails the test, as it should"
)]

mod fixtures;
mod founding;
mod keyboard;
mod locked;
mod long;
mod office;
mod one_case;
mod picture;
mod roster;
mod showing;

use std::{collections::BTreeSet, fs, path::Path};

use belfry_desk::{acts::Act, app::Desk, look::Colours, model::Screen};
use crypto_core::words::Language;
use eframe::egui::{self, Color32, Shape, Theme, accesskit::Role, vec2};
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
fn as_long_as_terms_and_tasks_are_not_known_nobody_is_told_that_there_are_none() {
    let showing = Showing {
        screen: Some(Screen::Today),
        act: None,
        moment: None,
        amount: Amount::Empty,
        language: Language::Dutch,
        theme: Theme::Light,
        size: WINDOW,
        scale: 1.0,
    };
    let (mut harness, _) = showing.open();
    let says = |harness: &Harness<'_, Desk>, text: &str| {
        let mut nodes = harness.root().children_recursive();
        nodes.any(|node| {
            node.accesskit_node()
                .value()
                .is_some_and(|said| said.contains(text))
        })
    };
    let (waits, nothing) = ("zijn niet bekend", "Niets.");
    assert!(says(&harness, nothing) && !says(&harness, waits));
    if let Some(overview) = &mut harness.state_mut().overview {
        overview.is_whole = false;
    }
    harness.step();
    assert!(!says(&harness, nothing) && says(&harness, waits));
}

/// What all controls are called that are drawn.
fn names(harness: &Harness<'_, Desk>) -> BTreeSet<String> {
    let nodes = harness.root().children_recursive();
    let controls = nodes.filter(|node| is_control(node.accesskit_node().role()));
    controls
        .filter_map(|node| node.accesskit_node().label())
        .collect()
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

/// Its id keeps two of the same name apart; where it stands changes as one scrolls.
fn describe(node: &egui_kittest::kittest::AccessKitNode<'_>) -> String {
    format!("{:?} {:?} {:?}", node.role(), node.label(), node.id())
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
        let chosen = colours.in_fields();
        assert!(contrast(chosen.stroke.color, chosen.bg_fill) >= 4.5);
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
        // Each screen in all ways; of the forms, which are alike, some in one.
        let is_usual = showing.amount == Amount::Usual;
        let is_one = showing.theme == Theme::Light && showing.language == Language::Dutch;
        let is_shown = match showing.act {
            Some(act) => is_usual && is_one && FORMS.contains(&act),
            None => true,
        };
        if !is_shown {
            continue;
        }
        let (harness, textures) = showing.open();
        let output = harness.output();
        let primitives = harness
            .ctx
            .tessellate(output.shapes.clone(), output.pixels_per_point);
        let ground = Colours::of(showing.theme).ground;
        let size = (showing.size, showing.scale);
        let picture = Picture::of(&primitives, &textures, ground, size);
        let amount = format!("{:?}", showing.amount).to_lowercase();
        let theme = format!("{:?}", showing.theme).to_lowercase();
        let name = name.to_lowercase();
        let file = format!("{name}-{amount}-{}-{theme}.png", showing.language.code());
        picture.write(&folder.join(file));
    }
}
