//! `belfry-desk` itself on an X server: looked at as a screen reader does, over AT-SPI; keys come from the X server.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;
use zbus::{
    blocking::{Connection, Proxy, connection::Builder},
    zvariant::OwnedObjectPath,
};

use super::{
    Desktop, PATIENCE, POLL,
    x_server::{Group, Session},
};
use crate::{
    search::{self, Needle},
    stack::binary,
};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const REGISTRY: (&str, &str) = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root");
/// Bits of `GetState` (at-spi2-core, `atspi-constants.h`).
const ENABLED: u32 = 1 << 8;
const FOCUSED: u32 = 1 << 12;

/// Something in the window: its connection, and its place there.
type Node = (String, OwnedObjectPath);

/// The real program, and a screen reader's way to it.
pub struct Window {
    program: Group,
    session: Session,
    tree: Connection,
    /// What the program may write into, beside the vault.
    folder: TempDir,
    begun: Instant,
}

impl Window {
    /// Starts it over a vault, in Dutch, on this day.
    ///
    /// # Errors
    /// What does not start, and what to install.
    pub fn open(vault: &Path, today: &str) -> Result<Self> {
        let folder = TempDir::new()?;
        let session = Session::start(folder.path())?;
        let tree = tree_of(&session)?;
        let begun = Instant::now();
        let mut desk = Command::new(desk_program()?);
        desk.arg("--vault").arg(vault).args(["--today", today]);
        desk.current_dir(folder.path());
        for name in [
            "HOME",
            "TMPDIR",
            "XDG_RUNTIME_DIR",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
        ] {
            desk.env(name, folder.path());
        }
        desk.env("DISPLAY", &session.display)
            .env_remove("WAYLAND_DISPLAY");
        desk.env("DBUS_SESSION_BUS_ADDRESS", &session.bus);
        // Drawn by Mesa in software, which counts the pictures.
        desk.env("LIBGL_ALWAYS_SOFTWARE", "1");
        desk.env("GALLIUM_HUD", "fps")
            .env("GALLIUM_HUD_VISIBLE", "false");
        desk.env("GALLIUM_HUD_PERIOD", "0.5");
        desk.env("GALLIUM_HUD_DUMP_DIR", folder.path());
        desk.stdout(Stdio::null());
        desk.stderr(File::create(folder.path().join("said"))?);
        let program = Group::start(&mut desk)?;
        let mut window = Self {
            program,
            session,
            tree,
            folder,
            begun,
        };
        window.wait("Wachtzin")?;
        window.x(&[
            "search",
            "--sync",
            "--onlyvisible",
            "--name",
            "Belfry",
            "windowfocus",
        ])?;
        Ok(window)
    }

    /// Since it was started.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Pictures a second, in each half second in which there was a new one.
    ///
    /// # Errors
    /// None were counted.
    pub fn pictures(&self) -> Result<Vec<f64>> {
        let counted = std::fs::read_to_string(self.folder.path().join("fps"));
        let counted = counted.context("Mesa counted no pictures")?;
        Ok(counted
            .lines()
            .filter_map(|line| line.parse().ok())
            .collect())
    }

    /// KiB of memory that it has, and at most had.
    ///
    /// # Errors
    /// It has ended.
    pub fn memory(&self) -> Result<(u64, u64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.program.0.id()))?;
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            number.with_context(|| format!("no {name}"))
        };
        Ok((of("VmRSS:")?, of("VmHWM:")?))
    }

    /// Sees that the kernel filters its calls, and lets no copy of its memory be made where it crashes.
    ///
    /// # Errors
    /// It does not.
    pub fn is_confined(&self) -> Result<()> {
        let of = |name: &str| {
            let path = format!("/proc/{}/{name}", self.program.0.id());
            std::fs::read_to_string(path)
        };
        let (status, limits) = (of("status")?, of("limits")?);
        let is_filtered = status.lines().any(|line| line == "Seccomp:\t2");
        ensure!(is_filtered, "no filter: {status}");
        let core = limits.lines().find(|line| line.starts_with("Max core"));
        let core = core.map(|line| line.split_whitespace().skip(4).take(2).collect::<Vec<_>>());
        ensure!(core == Some(vec!["0", "0"]), "{limits}");
        Ok(())
    }

    /// Which of these are in its memory, or in what it wrote beside the vault.
    ///
    /// # Errors
    /// It cannot be looked into.
    pub fn holds(&self, needles: &[Needle]) -> Result<Vec<String>> {
        let mut found = search::in_memory(needles, self.program.0.id())?;
        found.extend(search::in_folder(needles, self.folder.path())?);
        Ok(found)
    }

    /// Puts it out of sight, as minimising does.
    ///
    /// # Errors
    /// What `xdotool` says.
    pub fn hide(&self) -> Result<()> {
        self.x(&["search", "--onlyvisible", "--name", "Belfry", "windowunmap"])
    }

    /// Turns the wheel over the middle of the window, so many notches down.
    ///
    /// # Errors
    /// What `xdotool` says.
    pub fn scroll(&self, notches: u32) -> Result<()> {
        let notches = notches.to_string();
        self.x(&[
            "mousemove",
            "700",
            "500",
            "click",
            "--repeat",
            &notches,
            "--delay",
            "8",
            "5",
        ])
    }

    /// Types where the keyboard is, a key each so many milliseconds.
    ///
    /// # Errors
    /// What `xdotool` says.
    pub fn type_keys(&self, text: &str, every: u32) -> Result<()> {
        self.x(&["type", "--delay", &every.to_string(), "--", text])
    }

    /// Waits until this text stands somewhere by itself.
    ///
    /// # Errors
    /// It did not come.
    pub fn wait_whole(&mut self, text: &str) -> Result<()> {
        self.until(text, |window| {
            let mut nodes = window.nodes()?.into_iter();
            Ok(nodes.any(|(_, name)| name == text).then_some(()))
        })
    }

    fn x(&self, arguments: &[&str]) -> Result<()> {
        let mut tool = Command::new("xdotool");
        tool.args(arguments).env("DISPLAY", &self.session.display);
        let done = tool.stdout(Stdio::null()).status();
        let done = done.context("xdotool could not be started; is it installed?")?;
        ensure!(done.success(), "xdotool {arguments:?}: {done}");
        Ok(())
    }

    fn proxy<'n>(&self, node: &'n Node, interface: &'static str) -> Result<Proxy<'n>> {
        let (bus, path) = node;
        Ok(Proxy::new(&self.tree, bus.as_str(), path, interface)?)
    }

    /// All that is in the window; what goes away while it is looked for is left out.
    fn nodes(&self) -> Result<Vec<(Node, String)>> {
        let root = (
            REGISTRY.0.to_owned(),
            OwnedObjectPath::try_from(REGISTRY.1)?,
        );
        let mut waiting = vec![root];
        let mut found = Vec::new();
        while let Some(node) = waiting.pop() {
            let (children, name) = {
                let accessible = self.proxy(&node, ACCESSIBLE)?;
                let children: Vec<Node> = accessible.call("GetChildren", &()).unwrap_or_default();
                let name = accessible.get_property::<String>("Name");
                (children, name.unwrap_or_default())
            };
            waiting.extend(children.into_iter().rev());
            found.push((node, name));
        }
        Ok(found)
    }

    fn has(&self, node: &Node, state: u32) -> bool {
        let accessible = self.proxy(node, ACCESSIBLE);
        let states = accessible.and_then(|one| Ok(one.call::<_, _, Vec<u32>>("GetState", &())?));
        states.is_ok_and(|states| states.first().is_some_and(|low| low & state != 0))
    }

    fn find(&self, name: &str) -> Result<Option<Node>> {
        let mut all = self.nodes()?.into_iter();
        // A field has the name of the words above it, a button sometimes that of its heading: neither can be used.
        let usable = |node: &Node| {
            let accessible = self.proxy(node, ACCESSIBLE);
            let role = accessible.and_then(|one| Ok(one.call::<_, _, u32>("GetRole", &())?));
            role.is_ok_and(|role| !WORDS.contains(&role))
        };
        let found = all.find(|(node, of)| of == name && usable(node) && self.has(node, ENABLED));
        Ok(found.map(|(node, _)| node))
    }

    fn until<T>(
        &mut self,
        what: &str,
        mut look: impl FnMut(&Self) -> Result<Option<T>>,
    ) -> Result<T> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(found) = look(self)? {
                return Ok(found);
            }
            if let Some(ended) = self.program.0.try_wait()? {
                let said = std::fs::read_to_string(self.folder.path().join("said"))?;
                bail!("belfry-desk ended with {ended}: {said}");
            }
            thread::sleep(POLL);
        }
        bail!(
            "{what:?} did not come; the window shows {:#?}",
            self.texts()?
        )
    }
}

/// `ATSPI_ROLE_LABEL`, `ATSPI_ROLE_HEADING`, `ATSPI_ROLE_STATIC`.
const WORDS: [u32; 3] = [29, 83, 116];

impl Desktop for Window {
    fn fill(&mut self, field: &str, text: &str) -> Result<()> {
        let node = self.until(field, |window| window.find(field))?;
        let _: bool = self
            .proxy(&node, "org.a11y.atspi.Component")?
            .call("GrabFocus", &())?;
        self.until(field, |window| Ok(window.has(&node, FOCUSED).then_some(())))?;
        self.type_keys(text, 2)
    }

    fn press(&mut self, button: &str) -> Result<()> {
        let node = self.until(button, |window| window.find(button))?;
        let _: bool = self
            .proxy(&node, "org.a11y.atspi.Action")?
            .call("DoAction", &(0_i32))?;
        Ok(())
    }

    fn wait(&mut self, label: &str) -> Result<()> {
        self.until(label, |window| window.find(label)).map(drop)
    }

    fn wait_text(&mut self, text: &str) -> Result<()> {
        self.until(text, |window| {
            let texts = window.nodes()?.into_iter().map(|(_, name)| name);
            Ok(texts
                .into_iter()
                .any(|one| one.contains(text))
                .then_some(()))
        })
    }

    fn texts(&mut self) -> Result<Vec<String>> {
        let names = self.nodes()?.into_iter().map(|(_, name)| name);
        Ok(names.filter(|name| !name.is_empty()).collect())
    }
}

/// The bus of what can be read aloud, which is started by being asked for.
fn tree_of(session: &Session) -> Result<Connection> {
    let bus = Builder::address(session.bus.as_str())?.build()?;
    let status = Proxy::new(&bus, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status")?;
    status.set_property("IsEnabled", true)?;
    status.set_property("ScreenReaderEnabled", true)?;
    let launcher = Proxy::new(&bus, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus")?;
    let address: String = launcher.call("GetAddress", &())?;
    Ok(Builder::address(address.as_str())?.build()?)
}

/// The program as it is shipped.
fn desk_program() -> Result<PathBuf> {
    match std::env::var_os("BELFRY_DESK") {
        Some(path) => Ok(path.into()),
        None => binary("belfry-desk"),
    }
}
