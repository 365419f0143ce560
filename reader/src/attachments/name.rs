//! Names that strangers chose, made fit for a folder of one's own.

/// Bytes of a name at most, number and ending not included. File systems take 255 in all, and a file that
/// is not whole gets a word before its name.
const LONGEST: usize = 160;
/// Characters of an ending at most.
const LONGEST_ENDING: usize = 12;
/// Names that Windows takes for devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A file name that stays in its folder, shows what it is, and is none that a system takes for something
/// else. Always ends as the stranger's name does, so that what looks like a picture is one or says so.
#[must_use]
pub fn safe_name(claimed: &str, number: usize) -> String {
    let last = claimed.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().map(harmless).collect();
    let kept = kept.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let kept = if kept.is_empty() { "file" } else { kept };
    let (stem, ending) = match kept.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= LONGEST_ENDING => (stem, ending),
        _ => (kept, ""),
    };
    let stem = cut(stem, LONGEST);
    let stem = if is_device(stem) || stem.is_empty() {
        format!("file-{stem}")
    } else {
        stem.to_owned()
    };
    // The number keeps apart what has one name, and tells to which line of the list it belongs.
    match ending {
        "" => format!("{number:02}-{stem}"),
        ending => format!("{number:02}-{stem}.{ending}"),
    }
}

/// The beginning of `text` that takes at most `room` bytes.
fn cut(text: &str, room: usize) -> &str {
    text.get(..text.floor_char_boundary(room)).unwrap_or(text)
}

fn is_device(stem: &str) -> bool {
    let lower = stem.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = lower
        .strip_prefix("com")
        .or_else(|| lower.strip_prefix("lpt"));
    DEVICES.contains(&lower.as_str()) || numbered.is_some_and(|rest| rest.chars().count() == 1)
}

/// Letters and digits of any script; of all else what every system takes in a name.
fn harmless(c: char) -> char {
    if c.is_alphanumeric() || " .-_()+,&@#".contains(c) {
        c
    } else {
        '_'
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leaves_neither_its_folder_nor_its_line() {
        for (claimed, safe) in [
            ("foto.jpg", "07-foto.jpg"),
            ("../../.bashrc", "07-bashrc"),
            ("C:\\Windows\\system.ini", "07-system.ini"),
            ("/etc/passwd", "07-passwd"),
            ("..", "07-file"),
            ("", "07-file"),
            (".", "07-file"),
            ("a\u{0}b\u{1b}[2J.txt", "07-a_b__2J.txt"),
            ("foto\u{202e}gpj.exe", "07-foto_gpj.exe"),
            ("CON.txt", "07-file-CON.txt"),
            ("lpt1", "07-file-lpt1"),
            ("~/x", "07-x"),
            ("-rf", "07--rf"),
            ("één & twee (3).pdf", "07-één & twee (3).pdf"),
            ("a.tar.gz ", "07-a.tar.gz"),
            ("$(reboot).sh", "07-_(reboot).sh"),
        ] {
            assert_eq!(safe_name(claimed, 7), safe);
        }
    }

    #[test]
    fn a_name_of_any_length_and_script_fits_a_file_system() {
        for letter in ["x", "é", "漢", "𐌰"] {
            let long = format!("{}.{}", letter.repeat(10_000), letter.repeat(12));
            for claimed in [
                long,
                letter.repeat(10_000),
                format!("a.{}", letter.repeat(9_000)),
            ] {
                let safe = safe_name(&claimed, 1_000_000);
                let longest = format!("INCOMPLETE-{safe}.part");
                assert!(longest.len() <= 255, "{} bytes", longest.len());
            }
        }
        let safe = safe_name(&format!("{}.jpeg", "x".repeat(5_000)), 100);
        assert!(safe.ends_with("xxx.jpeg"), "{safe}");
    }
}
