//! A member at the window: what is pressed and typed goes through the accessibility tree, as a screen reader's would.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use belfry_desk::{
    app::Desk,
    worker::{Woken, Worker},
};
use crypto_core::{primitives::password::Cost, time::Day, words::Language};
use eframe::egui::{DroppedFile, Key, Modifiers, Pos2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

use crate::committee::{Committee, PASSPHRASE};

pub const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window looks at the path alone".to_owned())
    }
}

/// What is driven, and what was pressed last.
pub struct Window(Harness<'static, Desk>, Option<String>);

impl Window {
    /// Sits down at a member's vault, which is locked.
    pub fn of(committee: &Committee, member: u16, today: Day) -> Self {
        Self::at(committee.vault(member), today)
    }

    pub fn at(vault: PathBuf, today: Day) -> Self {
        let window = Harness::builder()
            .with_size([1180.0, 3000.0])
            // Waiting must not count as idling: a desk left alone locks itself.
            .with_step_dt(1.0 / 1000.0)
            .allow_missing_glyphs()
            .build_eframe(move |context| {
                let mut desk = Desk::new(&context.egui_ctx, vault, Language::Dutch, Some(today));
                desk.cost = Cost::DEMONSTRATION;
                desk
            });
        Self(window, None)
    }

    /// One whose worker goes no further, wherever it tells how far it is, for as long as somebody holds the gate.
    pub fn gated(committee: &Committee, member: u16, today: Day) -> (Self, Arc<Mutex<()>>) {
        let mut window = Self::of(committee, member, today);
        let gate = Arc::new(Mutex::new(()));
        let (ctx, held) = (window.0.ctx.clone(), gate.clone());
        let wake = move |why| {
            if why == Woken::Further {
                drop(held.lock());
            }
            ctx.request_repaint();
        };
        window.0.state_mut().worker = Worker::start(Language::Dutch, wake);
        (window, gate)
    }

    pub fn unlock(&mut self) {
        self.fill("Wachtzin", PASSPHRASE);
        self.press("Openen");
        self.wait("Vergrendelen");
        // What is pressed before all is there can be elsewhere by the time that it is.
        self.gone("worden nog opgezocht");
    }

    /// Locks the vault, and waits until others can open it.
    pub fn leave(mut self) {
        self.press("Vergrendelen");
        self.wait("Openen");
    }

    /// Opens the only case, at this part of it.
    pub fn open(&mut self, case: &str, part: &str) {
        self.press("Zaken");
        self.press(case);
        self.press(part);
    }

    pub fn fill(&mut self, field: &str, text: &str) {
        self.wait(field);
        self.1 = None;
        self.0.get_by_label(field).focus();
        self.0.run_ok();
        self.0.get_by_label(field).type_text(text);
        self.0.run_ok();
    }

    /// The same in a field in which something was typed before.
    pub fn fill_anew(&mut self, field: &str, text: &str) {
        self.wait(field);
        self.1 = None;
        self.0.get_by_label(field).focus();
        self.0.run_ok();
        self.0.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.0.run_ok();
        self.0.get_by_label(field).type_text(text);
        self.0.run_ok();
    }

    /// Drops a file onto the window.
    pub fn drop_file(&mut self, path: &Path) {
        let file = Arc::new(Dropped(path.to_owned()));
        self.0.input_mut().dropped_files.push(file);
        self.0.run_ok();
    }

    /// Presses the first that has this name, once that can be pressed.
    pub fn press(&mut self, button: &str) {
        self.until(button, |window| {
            let first = window.0.query_all_by_label(button).next();
            first.is_some_and(|node| !node.accesskit_node().is_disabled())
        });
        self.focus(button);
        let first = self.0.query_all_by_label(button).next();
        first.unwrap().click_accesskit();
        self.0.run_ok();
        self.1 = Some(button.to_owned());
    }

    /// Brings the keyboard to the first that has this name.
    pub fn focus(&mut self, name: &str) {
        let first = self.0.query_all_by_label(name).next();
        first.unwrap().focus();
        self.0.run_ok();
    }

    /// Where the keyboard is.
    pub fn focused(&self) -> Option<String> {
        let mut nodes = self.0.root().children_recursive();
        let at = nodes.find(|node| node.accesskit_node().is_focused());
        at.and_then(|at| at.accesskit_node().label())
    }

    /// Presses a key, which is held until it is let go.
    pub fn key(&mut self, key: Key, is_down: bool) {
        match is_down {
            true => self.0.key_down(key),
            false => self.0.key_up(key),
        }
        self.0.run_ok();
    }

    /// Clicks here with the mouse.
    pub fn click(&mut self, place: Pos2) {
        self.0.hover_at(place);
        self.0.run_ok();
        self.0.drag_at(place);
        self.0.run_ok();
        self.0.drop_at(place);
        self.0.run_ok();
    }

    /// The keyboard stays where something was pressed, for as long as that is there, unless a field is to be filled in next.
    fn keeps_the_keyboard(&mut self) {
        if self.0.state().worker.is_busy() {
            return;
        }
        let Some(pressed) = self.1.take() else { return };
        self.0.run_ok();
        let mut all = self.0.query_all_by_label(&pressed);
        let (Some(one), None) = (all.next(), all.next()) else {
            return;
        };
        if one.accesskit_node().is_disabled() || one.accesskit_node().is_focused() {
            return;
        }
        let nodes = self.0.root().children_recursive();
        let at = nodes
            .map(|node| node.accesskit_node())
            .find(|node| node.is_focused());
        let is_field = at.is_some_and(|at| at.is_text_input());
        assert!(
            is_field,
            "the keyboard left {pressed:?} for {:?}",
            at.and_then(|at| at.label())
        );
    }

    /// What to do is said of the window, in which nobody types commands.
    fn names_no_command(&self) {
        let texts = self.texts();
        let named = texts.iter().find(|text| text.contains('`'));
        assert!(named.is_none(), "{named:?}");
    }

    /// Presses the last that has this name: where a heading has it too.
    pub fn press_last(&mut self, button: &str) {
        self.until(button, |window| {
            let last = window.0.query_all_by_label(button).last();
            last.is_some_and(|node| !node.accesskit_node().is_disabled())
        });
        let last = self.0.query_all_by_label(button).last();
        last.unwrap().click_accesskit();
        self.0.run_ok();
    }

    /// Presses the only choice that begins like this.
    pub fn choose(&mut self, begins: &str) {
        let name = |window: &Self| {
            window
                .texts()
                .into_iter()
                .find(|one| one.starts_with(begins))
        };
        self.until(begins, |window| name(window).is_some());
        let name = name(self).unwrap();
        self.press(&name);
    }

    /// Whether what has this name can be pressed by nobody now.
    pub fn is_disabled(&self, button: &str) -> bool {
        let mut all = self.0.query_all_by_label(button).peekable();
        all.peek().is_some() && all.all(|node| node.accesskit_node().is_disabled())
    }

    pub fn wait(&mut self, label: &str) {
        self.until(label, |window| {
            let mut all = window.0.query_all_by_label(label);
            all.any(|node| !node.accesskit_node().is_disabled())
        });
    }

    /// As its button does, which is there only while something can be stopped.
    pub fn stop(&mut self) {
        self.0.state_mut().worker.stop();
    }

    /// Waits until this stands somewhere in the window.
    pub fn reads(&mut self, text: &str) {
        self.until(text, |window| window.shows(text));
    }

    /// Waits until this stands nowhere any more.
    pub fn gone(&mut self, text: &str) {
        self.until(text, |window| !window.shows(text));
    }

    pub fn shows(&self, text: &str) -> bool {
        self.texts().iter().any(|one| one.contains(text))
    }

    pub fn run(&mut self) {
        self.0.run_ok();
    }

    fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            self.0.run_ok();
            if done(self) {
                self.names_no_command();
                self.keeps_the_keyboard();
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("{what:?} did not come: {:#?}", self.texts());
    }

    /// Everything that the window says.
    pub fn texts(&self) -> Vec<String> {
        let nodes = self.0.root().children_recursive();
        let said = nodes.filter_map(|node| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value())
        });
        said.collect()
    }
}
