//! Debian's cargo and rustc, which build the standard library from Debian's sources for a target that they have none of.

use std::env;
use std::ffi::OsString;
use std::process::Command;

use crate::run;

/// How variables begin that rustup, another cargo or a caller sets for builds of their own: another compiler, other
/// flags, other options of a profile or target.
const OF_OTHERS: [&str; 8] = [
    "RUSTC",
    "RUSTFLAGS",
    "RUSTUP_",
    "CARGO_BUILD_",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_PROFILE_",
    "CARGO_TARGET_",
    "CARGO_UNSTABLE_",
];

/// The cargo, in the root of the tree; what it builds depends on the tree and on Debian's packages alone.
pub fn command() -> Command {
    let mut cargo = run::command("/usr/bin/cargo");
    forget(&mut cargo, env::vars_os().map(|(name, _)| name));
    // Building std is an unstable option of cargo, which this variable opens on a stable one.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    // rustup's programs come first in PATH; none may be called here.
    cargo
        .env("PATH", "/usr/bin:/bin")
        .env("RUSTC", "/usr/bin/rustc");
    cargo
}

fn forget(cargo: &mut Command, set: impl IntoIterator<Item = OsString>) {
    for name in set {
        let text = name.to_string_lossy();
        if text == "CARGO" || OF_OTHERS.iter().any(|begins| text.starts_with(begins)) {
            cargo.env_remove(&name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_set_for_their_builds_does_not_reach_this_one_and_the_rest_does() {
        let of_others = [
            "CARGO",
            "CARGO_BUILD_RUSTC_WRAPPER",
            "CARGO_BUILD_TARGET",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_PROFILE_RELEASE_PANIC",
            "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER",
            "RUSTC",
            "RUSTC_WORKSPACE_WRAPPER",
            "RUSTC_WRAPPER",
            "RUSTFLAGS",
            "RUSTUP_TOOLCHAIN",
        ];
        let others = ["CARGO_HOME", "CARGO_HTTP_PROXY", "HOME"];
        let mut cargo = Command::new("cargo");
        forget(
            &mut cargo,
            of_others.into_iter().chain(others).map(OsString::from),
        );
        let forgotten: Vec<_> = cargo.get_envs().collect();
        assert_eq!(forgotten, of_others.map(|name| (name.as_ref(), None)));
    }

    #[test]
    fn flags_that_are_given_afterwards_hold() {
        let mut cargo = command();
        cargo.env("CARGO_ENCODED_RUSTFLAGS", "--cap-lints=warn");
        let given: Vec<_> = cargo
            .get_envs()
            .filter_map(|(name, is)| Some((name, is?)))
            .collect();
        for one in [
            ("CARGO_ENCODED_RUSTFLAGS", "--cap-lints=warn"),
            ("PATH", "/usr/bin:/bin"),
            ("RUSTC", "/usr/bin/rustc"),
            ("RUSTC_BOOTSTRAP", "1"),
        ] {
            assert!(given.contains(&(one.0.as_ref(), one.1.as_ref())), "{one:?}");
        }
    }
}
