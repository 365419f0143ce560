//! Who may link what: the reader no network, server and courier nothing that opens letters.
//!
//! Looked up for each program by itself, because a build of the whole workspace unifies features.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{repo, run};

/// Crates that speak to a network, or are the first sign of one that does.
const NETWORK: [&str; 24] = [
    "async-std",
    "attohttpc",
    "axum",
    "curl",
    "h2",
    "hickory-resolver",
    "hyper",
    "hyper-util",
    "isahc",
    "mio",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tokio",
    "tokio-rustls",
    "tungstenite",
    "ureq",
    "warp",
];
/// Crates that open or seal letters.
const OPENING: [&str; 6] = [
    "age",
    "age-core",
    "hpke",
    "ml-kem",
    "x-wing",
    "x25519-dalek",
];

/// For which systems a program is built: what it links differs.
const SYSTEMS: &[&str] = &["x86_64-unknown-linux-gnu", "x86_64-pc-windows-gnu"];
/// For what the page's modules are.
const BROWSERS: &[&str] = &["wasm32-unknown-unknown"];

/// One program's rule.
struct Rule {
    package: &'static str,
    targets: &'static [&'static str],
    forbidden: &'static [&'static str],
    /// Roles of crypto-core that it must not have.
    roles: &'static [&'static str],
}

const RULES: [Rule; 7] = [
    Rule {
        package: "belfry-reader",
        targets: SYSTEMS,
        forbidden: &NETWORK,
        roles: &[],
    },
    // Its window speaks with screen readers by D-Bus: that library could speak TCP, which the kernel refuses it
    // (`desk/src/confine.rs`).
    Rule {
        package: "belfry-desk",
        targets: SYSTEMS,
        forbidden: &NETWORK,
        roles: &[],
    },
    Rule {
        package: "belfry-server",
        targets: SYSTEMS,
        forbidden: &OPENING,
        roles: &["reporter", "committee"],
    },
    Rule {
        package: "belfry-courier",
        targets: SYSTEMS,
        forbidden: &OPENING,
        roles: &["reporter", "committee"],
    },
    Rule {
        package: "client-wasm",
        targets: BROWSERS,
        forbidden: &NETWORK,
        roles: &["committee"],
    },
    Rule {
        package: "client-files",
        targets: BROWSERS,
        forbidden: &NETWORK,
        roles: &["committee", "reporter"],
    },
    Rule {
        package: "client-traces",
        targets: BROWSERS,
        forbidden: &NETWORK,
        roles: &["committee", "reporter"],
    },
];

/// Folders in which the standard library's own sockets must not be named either.
const WITHOUT_SOCKETS: [&str; 7] = [
    "crypto-core/src",
    "reader/src",
    "desk/src",
    "client-wasm/src",
    "client-files/src",
    "client-traces/src",
    "traces/src",
];

pub fn check() -> Result<()> {
    let mut wrong = Vec::new();
    for rule in &RULES {
        let mut tree = run::cargo();
        tree.args([
            "tree",
            "--package",
            rule.package,
            "--edges",
            "normal",
            "--prefix",
            "none",
        ]);
        tree.args(rule.targets.iter().flat_map(|target| ["--target", target]));
        let tree = run::output(tree.args(["--format", "{p}|{f}"]), run::LONG)?;
        wrong.extend(broken(rule, &tree).map(|what| format!("{} links {what}", rule.package)));
    }
    for folder in WITHOUT_SOCKETS {
        sockets(&repo::root().join(folder), &mut wrong)?;
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("; "));
    }
    Ok(())
}

fn broken<'a>(rule: &'a Rule, tree: &'a str) -> impl Iterator<Item = String> + 'a {
    tree.lines().filter_map(move |line| {
        let (package, features) = line.split_once('|')?;
        let name = package.split(' ').next()?;
        if rule.forbidden.contains(&name) {
            return Some(String::from(name));
        }
        let role = rule.roles.iter().find(|role| {
            features
                .trim_end_matches(" (*)")
                .split(',')
                .any(|has| has == **role)
        });
        role.filter(|_| name == "crypto-core")
            .map(|role| format!("crypto-core with {role}"))
    })
}

fn sockets(folder: &Path, wrong: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            sockets(&path, wrong)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path)?;
            if ["std::net", "unix::net", "TcpStream", "UdpSocket"]
                .iter()
                .any(|name| text.contains(name))
            {
                wrong.push(format!("{} names sockets", path.display()));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(package: &str) -> &'static Rule {
        RULES.iter().find(|rule| rule.package == package).unwrap()
    }

    #[test]
    fn a_network_crate_in_the_reader_is_found() {
        let tree = "belfry-reader v0.1.0 (/x)|\nhyper v1.0.0|http1\nhyperfine v1.0.0|\n";
        assert_eq!(
            broken(rule("belfry-reader"), tree).collect::<Vec<_>>(),
            ["hyper"]
        );
    }

    #[test]
    fn a_role_in_the_server_is_found() {
        let tree = "belfry-server v0.1.0 (/x)|\ncrypto-core v0.1.0 (/x)|committee,default (*)\n";
        assert_eq!(
            broken(rule("belfry-server"), tree).collect::<Vec<_>>(),
            ["crypto-core with committee"]
        );
        assert_eq!(
            broken(
                rule("belfry-server"),
                "crypto-core v0.1.0 (/x)|\nserde v1|committee"
            )
            .count(),
            0
        );
    }
}
