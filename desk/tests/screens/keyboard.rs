//! The way of the keyboard through each screen.

use std::collections::BTreeSet;

use belfry_desk::{app::Desk, look::Colours, model::Screen};
use crypto_core::words::Language;
use eframe::egui::{self, Color32, Key, Rect, Shape, Theme};
use egui_kittest::{Harness, kittest::NodeT as _};

use crate::{
    controls, describe,
    fixtures::Amount,
    is_control, names,
    picture::contrast,
    showing::{Showing, WINDOW},
};

/// The order in which controls get the keyboard.
#[derive(Default)]
struct Order {
    seen: Vec<String>,
}

impl Order {
    /// Goes on to a control; the one before it, if that is read later.
    fn goes_on(&mut self, harness: &Harness<'_, Desk>, to: &str, here: Rect) -> Option<String> {
        let is_new = !self.seen.iter().any(|one| one == to);
        let last = self.seen.last().cloned();
        self.seen.push(to.to_owned());
        // From the last control of all it goes to the first.
        let last = last.filter(|_| is_new)?;
        let nodes = || harness.root().children_recursive();
        // As one scrolls, it stands elsewhere than when it had the keyboard.
        let mut all = nodes();
        let was = all.find(|node| describe(&node.accesskit_node()) == last)?;
        // Where the first screen gives the keyboard to what is used most, it comes to the top after the last.
        let mut controls = nodes().filter(|node| is_control(node.accesskit_node().role()));
        let is_first = !controls.any(|one| follows(one.rect(), here));
        (!follows(was.rect(), here) && !is_first).then_some(last)
    }
}

/// Whether one reads what stands there after this.
fn follows(this: Rect, there: Rect) -> bool {
    let is_below = there.top() >= this.bottom() - SLACK;
    let is_beside = there.left() >= this.right() - SLACK && there.bottom() > this.top();
    let is_beyond_side = this.right() <= SIDE && there.left() >= SIDE;
    is_below || is_beside || is_beyond_side
}

/// Points of the row of screens at the left: all of it is read first.
const SIDE: f32 = 190.0;

/// Points by which neighbours may overlap.
const SLACK: f32 = 2.0;

#[test]
fn all_controls_in_sight_are_reached_with_the_tab_key_from_top_to_bottom() {
    // Of long lists the keyboard reaches what is in sight; a long form it goes through whole.
    let is_form = |one: &Showing| {
        matches!(
            one.screen,
            None | Some(Screen::Founding | Screen::Root | Screen::Rules)
        )
    };
    for (name, showing) in Showing::whole(WINDOW).filter(|(_, one)| {
        one.language == Language::Dutch && (one.amount != Amount::Overfull || is_form(one))
    }) {
        let (mut harness, _) = showing.open();
        let wanted: BTreeSet<String> = controls(&harness).collect();
        let mut reached = BTreeSet::new();
        let mut order = Order::default();
        for _ in 0..=wanted.len() + 4 {
            harness.key_press(Key::Tab);
            harness.run_ok();
            let focused = harness.root().children_recursive().find(|node| {
                node.accesskit_node().is_focused() && is_control(node.accesskit_node().role())
            });
            let Some(focused) = focused else { continue };
            let described = describe(&focused.accesskit_node());
            let edge = has_edge(&harness, focused.rect(), Colours::of(showing.theme).ground);
            assert!(
                edge,
                "{name} {showing:?}: {described} has the keyboard unseen"
            );
            let before = order.goes_on(&harness, &described, focused.rect());
            reached.insert(described.clone());
            assert!(
                before.is_none(),
                "{name} {showing:?}: after {before:?} comes {described}, which is read earlier"
            );
        }
        let missed: Vec<_> = wanted.difference(&reached).collect();
        assert!(missed.is_empty(), "{name} {showing:?}: {missed:#?}");
    }
}

#[test]
fn the_keyboard_goes_on_where_a_long_list_goes_on() {
    for screen in [Screen::Cases, Screen::Calendar] {
        let showing = Showing {
            screen: Some(screen),
            act: None,
            moment: None,
            amount: Amount::Overfull,
            language: Language::Dutch,
            theme: Theme::Light,
            size: WINDOW,
            scale: 1.0,
        };
        let (mut harness, _) = showing.open();
        let at_first: BTreeSet<String> = names(&harness);
        for _ in 0..3 * at_first.len() {
            harness.key_press(Key::Tab);
            harness.run_ok();
        }
        let later = names(&harness);
        let new = later.difference(&at_first).count();
        assert!(
            new > at_first.len() / 4,
            "{screen:?}: {new} of {}",
            at_first.len()
        );
    }
}

/// Whether an edge that can be seen (WCAG 2.2, 2.4.11 and 2.4.13) is drawn around or in what stands here.
fn has_edge(harness: &Harness<'_, Desk>, here: egui::Rect, ground: Color32) -> bool {
    let mut shapes = harness.output().shapes.iter();
    shapes.any(|one| is_edge(&one.shape, here.expand(4.0), ground))
}

fn is_edge(shape: &Shape, here: egui::Rect, ground: Color32) -> bool {
    let (rect, stroke) = match shape {
        Shape::Vec(shapes) => return shapes.iter().any(|one| is_edge(one, here, ground)),
        Shape::Rect(one) => (one.rect, one.stroke),
        Shape::Circle(one) => (one.visual_bounding_rect(), one.stroke),
        _ => return false,
    };
    here.contains_rect(rect) && stroke.width >= 2.0 && contrast(stroke.color, ground) >= 3.0
}
