//! Starting the browsers, and ending exactly the processes that were started.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Options, bidi::Bidi, classic::Classic, driver::Driver};
use crate::http;

const START_LIMIT: Duration = Duration::from_secs(40);

/// The host name that leads to loopback in every browser started here.
pub(crate) const HOST: &str = "belfry.test";

/// A process group of its own, with the folder it works in.
pub(super) struct Processes {
    child: Child,
    // Held for its Drop: the profile goes when the browser has ended.
    _folder: TempDir,
}

impl Drop for Processes {
    fn drop(&mut self) {
        // The group's id is that of the child started here, so nothing else is in it.
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
        let _ = self.child.wait();
    }
}

impl Processes {
    /// Memory that the whole group put something into, in bytes. Program files are not in it: a share of them falls to each
    /// browser that runs, so that it would grow here when one of another test ends.
    pub(super) fn memory(&self) -> u64 {
        let group = self.child.id();
        let Ok(processes) = fs::read_dir("/proc") else {
            return 0;
        };
        processes
            .flatten()
            .filter(|entry| group_of(&entry.path()) == Some(group))
            .filter_map(|entry| proportional_kib(&entry.path()))
            .sum::<u64>()
            * 1024
    }
}

fn group_of(process: &Path) -> Option<u32> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    // The command's name is in brackets and may hold spaces; the group is the third field after it.
    stat.rsplit_once(')')?
        .1
        .split_whitespace()
        .nth(2)?
        .parse()
        .ok()
}

/// Anonymous and shared memory (proc_pid_smaps(5)), pages shared within the group counted once.
fn proportional_kib(process: &Path) -> Option<u64> {
    let rollup = fs::read_to_string(process.join("smaps_rollup")).ok()?;
    let of = |name: &str| {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<u64>().ok()
    };
    Some(of("Pss_Anon:")? + of("Pss_Shmem:")?)
}

/// Starts a program in a process group of its own and waits for the port number that follows `marker` in
/// what it prints.
fn start(mut command: Command, folder: TempDir, marker: &'static str) -> Result<(Processes, u16)> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0);
    let mut child = command
        .spawn()
        .with_context(|| format!("starting {:?}", command.get_program()))?;
    let (found, port) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        watch(out, marker, found.clone());
    }
    if let Some(out) = child.stderr.take() {
        watch(out, marker, found);
    }
    let processes = Processes {
        child,
        _folder: folder,
    };
    let port = port
        .recv_timeout(START_LIMIT)
        .context("the browser printed no port")?;
    Ok((processes, port))
}

/// Reads to the end, so that the program never blocks on a full pipe.
fn watch(out: impl Read + Send + 'static, marker: &'static str, found: mpsc::Sender<u16>) {
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if let Some((_, rest)) = line.split_once(marker) {
                // "127.0.0.1:" or, with a proxy, "localhost:" may stand before the number.
                let port = rest.rsplit(':').next().unwrap_or(rest);
                let digits: String = port.chars().take_while(char::is_ascii_digit).collect();
                let _ = digits.parse().map(|port| found.send(port));
            }
        }
    });
}

/// Firefox ESR speaks BiDi without a driver program.
pub(super) fn firefox(options: &Options) -> Result<(Processes, Driver)> {
    let folder = TempDir::with_prefix("belfry-firefox-")?;
    fs::write(folder.path().join("user.js"), firefox_prefs(options))?;
    let mut command = Command::new("firefox-esr");
    command
        .args([
            "--headless",
            "--no-remote",
            "--remote-debugging-port=0",
            "--profile",
        ])
        .arg(folder.path())
        // With no page at all the address bar has the focus; then Enter presses no button of a page, and no
        // field is told that it lost the focus.
        .arg("data:text/html,")
        .env("HOME", folder.path())
        .env("MOZ_HEADLESS", "1");
    let (processes, port) = start(command, folder, "WebDriver BiDi listening on ws://")?;
    let mut bidi = connect_soon(port, "/session")?;
    bidi.command("session.new", json!({ "capabilities": {} }))?;
    Ok((processes, Driver::Bidi(Box::new(bidi))))
}

fn firefox_prefs(options: &Options) -> String {
    let fixed = [
        ("network.dns.localDomains", format!("\"{HOST}\"")),
        (
            "layout.css.prefers-color-scheme.content-override",
            if options.dark { "0" } else { "1" }.to_owned(),
        ),
        ("ui.useOverlayScrollbars", "1".to_owned()),
        ("browser.shell.checkDefaultBrowser", "false".to_owned()),
        ("browser.startup.page", "0".to_owned()),
        (
            "datareporting.policy.dataSubmissionEnabled",
            "false".to_owned(),
        ),
        ("app.normandy.enabled", "false".to_owned()),
        ("network.captive-portal-service.enabled", "false".to_owned()),
        ("network.connectivity-service.enabled", "false".to_owned()),
        ("browser.safebrowsing.update.enabled", "false".to_owned()),
        ("services.settings.server", "\"data:,\"".to_owned()),
        ("toolkit.telemetry.enabled", "false".to_owned()),
    ];
    let socks = options.socks.map(firefox_socks).into_iter().flatten();
    let given = options
        .firefox_prefs
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()));
    fixed
        .into_iter()
        .chain(socks)
        .chain(given)
        .map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"))
        .collect()
}

/// As Tor Browser has it: names are looked up by the proxy, and an onion is as good as HTTPS.
fn firefox_socks(proxy: SocketAddr) -> [(&'static str, String); 7] {
    [
        ("network.proxy.type", "1".to_owned()),
        ("network.proxy.socks", format!("\"{}\"", proxy.ip())),
        ("network.proxy.socks_port", proxy.port().to_string()),
        ("network.proxy.socks_version", "5".to_owned()),
        ("network.proxy.socks_remote_dns", "true".to_owned()),
        ("network.dns.blockDotOnion", "false".to_owned()),
        ("dom.securecontext.allowlist_onions", "true".to_owned()),
    ]
}

/// Chromium gets BiDi from chromedriver, which also starts and ends it.
pub(super) fn chromium(options: &Options) -> Result<(Processes, Driver)> {
    let folder = TempDir::with_prefix("belfry-chromium-")?;
    let profile = folder.path().join("profile");
    let mut command = Command::new("chromedriver");
    command
        .arg("--port=0")
        .env("HOME", folder.path())
        .env("TMPDIR", folder.path());
    let (processes, port) = start(command, folder, "started successfully on port ")?;
    let mut arguments: Vec<String> = CHROMIUM_FLAGS.iter().map(|&flag| flag.to_owned()).collect();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    match options.socks {
        // The second makes sure that no name is ever looked up beside the proxy.
        Some(proxy) => arguments.extend([
            format!("--proxy-server=socks5://{proxy}"),
            format!(
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {}",
                proxy.ip()
            ),
        ]),
        None => arguments.push(format!("--host-resolver-rules=MAP {HOST} 127.0.0.1")),
    }
    arguments.push(format!(
        "--blink-settings=preferredColorScheme={}",
        if options.dark { 0 } else { 1 }
    ));
    let capabilities = json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "webSocketUrl": !options.unwatched,
        "goog:chromeOptions": { "args": arguments, "binary": "/usr/bin/chromium" },
    } } });
    let server = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let session = http::post_json(server, "/session", &capabilities.to_string())?;
    let session: Value = serde_json::from_slice(&session.body)?;
    if options.unwatched {
        let id = session.pointer("/value/sessionId").and_then(Value::as_str);
        let classic = Classic::new(server, id.context("chromedriver opened no session")?)?;
        return Ok((processes, Driver::Classic(classic)));
    }
    let Some(url) = session
        .pointer("/value/capabilities/webSocketUrl")
        .and_then(Value::as_str)
    else {
        bail!("chromedriver opened no session: {session}");
    };
    let path = url
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    let bidi = connect_soon(port, path.context("chromedriver gave an odd address")?)?;
    Ok((processes, Driver::Bidi(Box::new(bidi))))
}

/// `--no-sandbox` because tests may run as root in a container, where Chromium refuses to start otherwise.
const CHROMIUM_FLAGS: [&str; 11] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedMode,OptimizationHints,MediaRouter,Translate",
];

/// The port is printed a moment before it listens.
fn connect_soon(port: u16, path: &str) -> Result<Bidi> {
    let end = Instant::now() + START_LIMIT;
    loop {
        match Bidi::connect(port, path) {
            Err(_) if Instant::now() < end => std::thread::sleep(Duration::from_millis(50)),
            result => return result,
        }
    }
}
