//! A letter as long as a letter can be, in as many lines as it can have.

use belfry_desk::model::{CasePart, Screen};
use crypto_core::words::Language;
use eframe::egui::{Shape, Theme, accesskit::Role, epaint::ClippedShape};
use egui_kittest::kittest::NodeT as _;

use crate::{
    fixtures::Amount,
    showing::{Showing, WINDOW},
};

const LINES: usize = 30_000;
const CHARACTERS: usize = 50_000;

#[test]
fn of_a_letter_of_thirty_thousand_lines_few_pieces_are_made_and_what_is_in_sight_is_drawn_and_all_can_be_read_aloud()
 {
    let showing = Showing {
        screen: Some(Screen::Case(CasePart::Conversation)),
        act: None,
        moment: None,
        amount: Amount::Usual,
        language: Language::Dutch,
        theme: Theme::Light,
        size: WINDOW,
        scale: 1.0,
    };
    let (mut harness, _) = showing.open();
    let (nodes_before, shapes_before) = counted(&harness);
    let mut lines: Vec<&str> = ["a", ""].into_iter().cycle().take(LINES).collect();
    let end = "z ".repeat((CHARACTERS - LINES - LINES / 2) / 2);
    lines[LINES - 1] = &end;
    let text = lines.join("\n");
    assert_eq!(text.chars().count(), CHARACTERS - 1);
    let case = harness.state_mut().case.as_mut().unwrap();
    case.messages[0].text = text.clone().into();
    harness.run_ok();
    let (nodes, shapes) = counted(&harness);
    assert!(nodes < nodes_before + 1_000, "{nodes_before}, then {nodes}");
    assert!(
        shapes < shapes_before + 1_000,
        "{shapes_before}, then {shapes}"
    );
    let said: Vec<String> = harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == Role::Label)
        .filter_map(|node| node.accesskit_node().value())
        .filter(|said| said.contains("a\n"))
        .collect();
    assert!(said.join("\n") == text, "{} pieces", said.len());
    let mut drawn = harness.output().shapes.iter();
    let drawn = drawn.any(|one| is_of(&one.shape, "a\n"));
    assert!(drawn, "what is in sight of it is not drawn");
}

/// Whether a text with this in it is drawn there.
fn is_of(shape: &Shape, text: &str) -> bool {
    match shape {
        Shape::Vec(shapes) => shapes.iter().any(|one| is_of(one, text)),
        Shape::Text(one) => one.galley.text().contains(text),
        _ => false,
    }
}

/// What the accessibility tree has, and what is drawn.
fn counted(harness: &egui_kittest::Harness<'_, belfry_desk::app::Desk>) -> (usize, usize) {
    let shapes: &Vec<ClippedShape> = &harness.output().shapes;
    (harness.root().children_recursive().count(), shapes.len())
}
