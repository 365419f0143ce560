//! Where the keyboard is. While something is under way no other thing can be begun, and the toolkit takes the keyboard
//! from what cannot be pressed: whoever uses no mouse would be at the top of the window after each deed.

use eframe::egui::{Context, Id, Key};

/// What the keyboard was taken from.
#[derive(Debug, Default)]
pub(crate) struct Keyboard {
    before: Option<Id>,
    lost: Option<Id>,
}

impl Keyboard {
    /// Looks where it is, at the end of a picture, and gives it back as soon as it can be there again.
    pub(super) fn keep(&mut self, ctx: &Context) {
        let now = ctx.memory(|memory| memory.focused());
        let before = std::mem::replace(&mut self.before, now);
        let can_be_pressed = |id| ctx.read_response(id).map(|there| there.enabled());
        // Who left what can still be pressed has gone elsewhere.
        let is_taken = |id: &Id| can_be_pressed(*id) == Some(false);
        if now.is_some() || ctx.input(|input| input.pointer.any_pressed()) {
            self.lost = None;
        } else if before.is_some() {
            self.lost = before.filter(is_taken);
        }
        // A key that is still held would press it once more.
        let is_held = ctx.input(|input| input.key_down(Key::Enter) || input.key_down(Key::Space));
        let is_back = |id: &mut Id| !is_held && can_be_pressed(*id) == Some(true);
        if let Some(id) = self.lost.take_if(is_back) {
            ctx.memory_mut(|memory| memory.request_focus(id));
            ctx.request_repaint();
        }
    }
}
