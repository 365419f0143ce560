//! Where the keyboard is while something is done, for who uses no mouse, and for who does.

use eframe::egui::{Key, pos2};

use crate::deeds::at_work;

const KEEP: &str = "Leg de notitie vast";

#[test]
fn a_key_that_is_held_does_it_once_and_the_keyboard_is_back_when_it_is_let_go() {
    let (_committee, mut window, _) = at_work();
    window.fill("Tekst", "Een notitie van mij.");
    window.focus(KEEP);
    window.key(Key::Enter, true);
    window.reads("Het staat in je logboek als");
    window.gone("Bezig");
    window.wait(KEEP);
    assert_eq!(window.focused(), None);
    window.key(Key::Enter, false);
    assert_eq!(window.focused().as_deref(), Some(KEEP));
    // It is done as it would be by anybody who presses it now.
    window.key(Key::Enter, true);
    window.key(Key::Enter, false);
    window.reads("De tekst is leeg");
}

#[test]
fn who_clicks_elsewhere_has_left_what_they_were_at() {
    let (_committee, mut window, _) = at_work();
    window.focus(KEEP);
    assert_eq!(window.focused().as_deref(), Some(KEEP));
    // Where nothing is.
    window.click(pos2(1170.0, 2990.0));
    assert_eq!(window.focused(), None);
}
