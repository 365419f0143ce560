//! A member at the desk's window: what is pressed and typed goes through the accessibility tree, as a screen reader's
//! would. [`AtDesk`] needs no window system; [`Window`] is the real program on an X server.

mod window;
mod x_server;

pub use self::window::Window;

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use belfry_desk::app::Desk;
use crypto_core::words::Language;
use egui_kittest::{
    Harness, Node,
    kittest::{NodeT as _, Queryable as _},
};

use crate::stack::{PASSPHRASE, Stack};

const PATIENCE: Duration = Duration::from_secs(120);
const POLL: Duration = Duration::from_millis(20);
const WINDOW: [f32; 2] = [1180.0, 800.0];

/// A member's desk, in Dutch, on the stack's day.
pub struct AtDesk {
    window: Harness<'static, Desk>,
}

/// What a member can do at a window.
pub trait Desktop {
    /// Types into the field of this name.
    ///
    /// # Errors
    /// It did not come; likewise below.
    fn fill(&mut self, field: &str, text: &str) -> Result<()>;

    /// Presses the button of this name.
    ///
    /// # Errors
    /// As above.
    fn press(&mut self, button: &str) -> Result<()>;

    /// Waits until something with this name can be seen and used.
    ///
    /// # Errors
    /// As above.
    fn wait(&mut self, label: &str) -> Result<()>;

    /// Waits until this text stands somewhere in the window.
    ///
    /// # Errors
    /// As above.
    fn wait_text(&mut self, text: &str) -> Result<()>;

    /// Everything that the window says.
    ///
    /// # Errors
    /// As above.
    fn texts(&mut self) -> Result<Vec<String>>;

    /// Opens the vault.
    ///
    /// # Errors
    /// As above.
    fn unlock(&mut self) -> Result<()> {
        self.fill("Wachtzin", PASSPHRASE)?;
        self.press("Openen")?;
        self.wait("Vergrendelen")
    }
}

impl AtDesk {
    /// Sits down at the vault of a member, which is locked.
    pub fn of(stack: &Stack, member: u16) -> Self {
        let (vault, today) = (stack.path(&format!("vault-{member}")), stack.today());
        let window = Harness::builder()
            .with_size(WINDOW)
            // Waiting must not count as idling: a desk left alone locks itself.
            .with_step_dt(1.0 / 1000.0)
            .allow_missing_glyphs()
            .build_eframe(move |context| {
                Desk::new(&context.egui_ctx, vault, Language::Dutch, Some(today))
            });
        Self { window }
    }

    fn until(&mut self, what: &str, done: impl Fn(&Harness<'_, Desk>) -> bool) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            self.window.run_ok();
            if done(&self.window) {
                return Ok(());
            }
            thread::sleep(POLL);
        }
        let shown: Vec<String> = said(&self.window).collect();
        bail!("{what:?} did not come; the window shows {shown:#?}")
    }
}

impl Desktop for AtDesk {
    fn fill(&mut self, field: &str, text: &str) -> Result<()> {
        self.wait(field)?;
        self.window.get_by_label(field).focus();
        self.window.run_ok();
        self.window.get_by_label(field).type_text(text);
        self.window.run_ok();
        Ok(())
    }

    fn press(&mut self, button: &str) -> Result<()> {
        // Its name may stand above it too, and while something is under way it cannot be pressed.
        let can = |node: &Node<'_>| {
            let node = node.accesskit_node();
            !is_words(&format!("{:?}", node.role())) && !node.is_disabled()
        };
        self.until(button, |window| {
            window.query_all_by_label(button).any(|node| can(&node))
        })?;
        {
            let mut all = self.window.query_all_by_label(button);
            let found = all.find(can);
            let found = found.with_context(|| format!("{button:?} is no button"))?;
            found.click_accesskit();
        }
        self.window.run_ok();
        Ok(())
    }

    fn wait(&mut self, label: &str) -> Result<()> {
        let is_there = |window: &Harness<'_, Desk>| {
            let mut all = window.query_all_by_label(label);
            all.any(|node| !node.accesskit_node().is_disabled())
        };
        self.until(label, is_there)
    }

    fn wait_text(&mut self, text: &str) -> Result<()> {
        self.until(text, |window| said(window).any(|one| one.contains(text)))
    }

    fn texts(&mut self) -> Result<Vec<String>> {
        Ok(said(&self.window).collect())
    }
}

/// Whether something of this role is only read.
fn is_words(role: &str) -> bool {
    matches!(role, "Heading" | "Label" | "TextRun")
}

fn said<'w>(window: &'w Harness<'_, Desk>) -> impl Iterator<Item = String> + 'w {
    window.root().children_recursive().filter_map(|node| {
        let node = node.accesskit_node();
        node.label().or_else(|| node.value())
    })
}
