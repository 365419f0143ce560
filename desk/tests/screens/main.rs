//! Every screen, empty, usual and overfull, in both languages and both themes, looked at through its accessibility tree;
//! and, where it is asked for, drawn into `docs/desk`.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is not there fails the test, as it should"
)]

mod fixtures;
mod office;
mod picture;

use std::{collections::BTreeSet, fs, path::Path};

use belfry_desk::{
    acts::{self, Act},
    app::Desk,
    look::Colours,
    model::{CasePart, NameShown, Screen},
};
use belfry_reader::journal::event::Purpose;
use crypto_core::words::Language;
use eframe::egui::{self, Color32, Key, Shape, Theme, Vec2, accesskit::Role, vec2};
use egui_kittest::{Harness, kittest::NodeT as _};

use self::{
    fixtures::Amount,
    picture::{Keeper, Picture, Textures, contrast},
};

const WINDOW: Vec2 = vec2(1180.0, 800.0);
const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];
const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];
const AMOUNTS: [Amount; 3] = [Amount::Empty, Amount::Usual, Amount::Overfull];

/// The screens by their names in pictures; `None` is the locked desk.
const SCREENS: [(&str, Option<Screen>); 14] = [
    ("unlock", None),
    ("today", Some(Screen::Today)),
    ("cases", Some(Screen::Cases)),
    ("conversation", Some(Screen::Case(CasePart::Conversation))),
    ("answer", Some(Screen::Case(CasePart::Answer))),
    ("work", Some(Screen::Case(CasePart::Work))),
    ("name", Some(Screen::Case(CasePart::Name))),
    ("assessment", Some(Screen::Case(CasePart::Assessment))),
    ("terms", Some(Screen::Calendar)),
    ("figures", Some(Screen::Figures)),
    ("exchange", Some(Screen::Exchange)),
    ("members", Some(Screen::Members)),
    ("journal", Some(Screen::Journal)),
    ("settings", Some(Screen::Settings)),
];

/// What a screen is shown with.
#[derive(Debug, Clone, Copy)]
struct Showing {
    screen: Option<Screen>,
    /// The form that is open.
    act: Option<Act>,
    amount: Amount,
    language: Language,
    theme: Theme,
    /// Points of the window, and pixels of each.
    size: Vec2,
    scale: f32,
}

impl Showing {
    fn all(size: Vec2, scale: f32) -> impl Iterator<Item = (&'static str, Self)> {
        SCREENS.into_iter().flat_map(move |(name, screen)| {
            AMOUNTS.into_iter().flat_map(move |amount| {
                LANGUAGES.into_iter().flat_map(move |language| {
                    THEMES.into_iter().map(move |theme| {
                        let one = Self {
                            screen,
                            act: None,
                            amount,
                            language,
                            theme,
                            size,
                            scale,
                        };
                        (name, one)
                    })
                })
            })
        })
    }

    /// Every form, filled in so far that it shows all of its fields.
    fn forms(size: Vec2) -> impl Iterator<Item = (String, Self)> {
        let of = |part, acts: &'static [Act]| acts.iter().map(move |act| (part, *act));
        let all = of(CasePart::Work, &acts::WORK).chain(of(CasePart::Name, &acts::NAMES));
        all.flat_map(move |(part, act)| {
            LANGUAGES.into_iter().flat_map(move |language| {
                [Amount::Usual, Amount::Overfull]
                    .into_iter()
                    .map(move |amount| {
                        let one = Self {
                            screen: Some(Screen::Case(part)),
                            act: Some(act),
                            amount,
                            language,
                            theme: Theme::Light,
                            size,
                            scale: 1.0,
                        };
                        (format!("{act:?}"), one)
                    })
            })
        })
    }

    /// All screens and all forms.
    fn whole(size: Vec2) -> impl Iterator<Item = (String, Self)> {
        let screens = Self::all(size, 1.0).map(|(name, one)| (name.to_owned(), one));
        screens.chain(Self::forms(size))
    }

    fn begin(self, desk: &mut Desk) {
        let Some(act) = self.act else { return };
        let work = &mut desk.drafts.case.work;
        match act.is_of_name() {
            true => work.name = Some(act),
            false => work.work = Some(act),
        }
        let form = work.forms.entry(act).or_default();
        form.tell = true;
        form.code = Some("investigation".to_owned());
        form.is_obliged = Some(true);
        form.is_informed = Some(self.amount == Amount::Usual);
        form.is_asked = act.is_asked_twice();
        desk.error = Some(fixtures::say(
            self.language,
            "De tekst is leeg, en dan weten collega's niet waarom.",
            "The text is empty, and colleagues would not know why.",
        ));
    }

    fn open(self) -> (Harness<'static, Desk>, Textures) {
        let textures = Textures::default();
        let mut harness = Harness::builder()
            .with_size(self.size)
            .with_pixels_per_point(self.scale)
            .with_theme(self.theme)
            .with_accessibility_check(false)
            .renderer(Keeper(textures.clone()))
            .build_eframe(move |context| {
                let vault = "/media/kluis".into();
                let mut desk = Desk::new(&context.egui_ctx, vault, self.language, None);
                if let Some(screen) = self.screen {
                    desk.overview = Some(fixtures::overview(self.amount, self.language));
                    let case = fixtures::case_view(self.amount, self.language);
                    desk.opened = Some(case.id);
                    if screen == Screen::Case(CasePart::Name) && self.amount == Amount::Usual {
                        let from = fixtures::say(self.language, "Van lid 1:", "From member 1:");
                        let name = fixtures::text(self.language, "Mies", "Wim");
                        desk.name = Some(NameShown {
                            case: case.id,
                            at: screen,
                            names: vec![(from, name)],
                        });
                    }
                    desk.case = Some(case);
                    desk.members = Some(office::view(self.amount, self.language));
                    desk.journal = Some(office::journal(self.amount, self.language));
                    desk.screen = screen;
                }
                desk.is_there = Some(self.amount != Amount::Empty);
                self.begin(&mut desk);
                if self.amount != Amount::Empty {
                    desk.drafts.case.answer.text = "Dank u voor uw brief.".to_owned().into();
                    desk.drafts.case.answer.purpose = Purpose::Feedback;
                }
                desk
            });
        harness.run_ok();
        (harness, textures)
    }
}

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

/// Draws all screens into `docs/desk`.
#[test]
#[ignore = "writes into docs/desk: cargo xtask pictures"]
fn pictures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/desk");
    fs::create_dir_all(&folder).unwrap();
    for (name, showing) in Showing::all(WINDOW, 1.0) {
        // Each screen as it is usually, in all four ways; the others in one.
        let is_usual = showing.amount == Amount::Usual;
        let is_one = showing.theme == Theme::Light && showing.language == Language::Dutch;
        let is_shown = is_usual || (is_one && showing.screen.is_some());
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
        let file = format!("{name}-{amount}-{}-{theme}.png", showing.language.code());
        picture.write(&folder.join(file));
    }
}
