//! Three members with a vault each, and the signed roster that makes them a committee.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use super::programs;
use super::server::Server;

/// Anybody may know it: nothing in a demonstration is worth hiding.
const PASSPHRASE: &str = "a demonstration and nothing else";

/// Number and name; the first holds the root key.
const MEMBERS: [(u16, &str); 3] = [(1, "Anna de Wit"), (2, "Bilal Yilmaz"), (3, "Carla Jansen")];

/// The committee's folders, and what everyone may know of it.
pub struct Committee {
    pub folder: PathBuf,
    /// 64 hexadecimal digits.
    pub channel: String,
}

impl Committee {
    /// Makes keys and roster.
    pub fn found(folder: &Path) -> Result<Self> {
        let passphrase = folder.join("passphrase");
        let mut file = fs::File::options()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&passphrase)?;
        // One line for the vault, one for the root key, which has a passphrase of its own.
        writeln!(file, "{PASSPHRASE}\n{PASSPHRASE}")?;
        fs::write(folder.join("channel.toml"), include_str!("channel.toml"))?;
        for (number, name) in MEMBERS {
            let (vault, number) = (vault(number), number.to_string());
            let weekday = weekday(number.parse()?)?;
            let init = [
                "--vault",
                &vault,
                "init",
                "--member",
                &number,
                "--name",
                name,
                "--weekday",
                &weekday,
            ];
            programs::read(folder, &passphrase, &init)?;
        }
        let root = ["--vault", "vault-1", "root", "init"];
        let channel = channel_in(&programs::read(folder, &passphrase, &root)?)?;
        let mut sign = vec![
            "--vault",
            "vault-1",
            "roster",
            "sign",
            "--config",
            "channel.toml",
        ];
        sign.extend(["--out", "first.outbox", "--members"]);
        let files: Vec<String> = MEMBERS
            .map(|(number, _)| format!("member-{number}.json"))
            .to_vec();
        sign.extend(files.iter().map(String::as_str));
        programs::read(folder, &passphrase, &sign)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            channel,
        })
    }

    /// The numbers of the members.
    pub fn numbers() -> [u16; 3] {
        MEMBERS.map(|(number, _)| number)
    }

    /// Brings the first outbox to the server.
    pub fn publish(&self, server: &Server) -> Result<()> {
        let config = server.courier_config(1);
        let push = ["--config", config.as_str(), "push", "first.outbox"];
        print!("{}", programs::call(&self.folder, "belfry-courier", &push)?);
        Ok(())
    }

    /// The part of the address after `#`: the first 16 bytes of the channel's id in base32.
    pub fn fragment(&self) -> Result<String> {
        fragment(&self.channel)
    }
}

/// A member's vault, below the demonstration's folder.
pub fn vault(number: u16) -> String {
    format!("vault-{number}")
}

/// The first member's day is today, so that answering can be tried at once.
fn weekday(number: u64) -> Result<String> {
    let days = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() / 86_400;
    // Day 0 was a Thursday, which is 4.
    Ok(((days + 3 + number - 1) % 7 + 1).to_string())
}

fn channel_in(text: &str) -> Result<String> {
    text.split(|letter: char| !letter.is_ascii_hexdigit())
        .find(|word| word.len() == 64)
        .map(String::from)
        .context("belfry-reader named no channel")
}

fn fragment(channel: &str) -> Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let number = u128::from_str_radix(channel.get(..32).context("short channel id")?, 16)?;
    // 26 letters of 5 bits hold 130; the last two bits are zeros.
    let letter = |index: u32| {
        let shift = 123_u32.saturating_sub(5 * index);
        let bits = if index == 25 {
            number << 2
        } else {
            number >> shift
        };
        usize::try_from(bits & 31)
            .ok()
            .and_then(|bits| LETTERS.get(bits))
            .copied()
            .map(char::from)
    };
    (0..26)
        .map(letter)
        .collect::<Option<String>>()
        .context("no letter for five bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fragment_is_base32_of_sixteen_bytes() -> Result<()> {
        // RFC 4648, section 10, and a check of the last, shorter group.
        assert_eq!(
            fragment(&format!("{:0<64}", "666f6f626172"))?,
            "mzxw6ytboiaaaaaaaaaaaaaaaa"
        );
        assert_eq!(fragment(&"f".repeat(64))?, format!("{}4", "7".repeat(25)));
        Ok(())
    }
}
