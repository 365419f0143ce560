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
    pub(super) fn keep(&mut self, ctx: &Context, is_busy: bool) {
        let now = ctx.memory(|memory| memory.focused());
        // Who clicks elsewhere, or says so, has left.
        let is_left =
            ctx.input(|input| input.pointer.any_pressed() || input.key_pressed(Key::Escape));
        let before = std::mem::replace(&mut self.before, now);
        if now.is_some() || is_left {
            self.lost = None;
        } else if before.is_some() {
            self.lost = before;
        }
        let can_be_there = |id: &Id| {
            let there = ctx.read_response(*id);
            there.is_some_and(|there| there.enabled() && there.sense.is_focusable())
        };
        if !is_busy && let Some(id) = self.lost.take_if(|id| can_be_there(id)) {
            ctx.memory_mut(|memory| memory.request_focus(id));
            ctx.request_repaint();
        }
    }
}
