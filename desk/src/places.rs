//! USB sticks and other media that are here for the time being: what the system says is mounted is read, and nothing is
//! mounted or written. Where the system does not say it so, none are found.

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crypto_core::{bundle::KIND, ids::ChannelId, time::Day};

/// Where desktops mount what somebody puts in.
const MEDIA: [&str; 2] = ["/media/", "/run/media/"];
/// Of a stick so many entries are looked at; who put more on it types a path.
const ENTRIES_MAX: usize = 1_000;

/// A stick, or another medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its folder.
    pub folder: PathBuf,
    /// The newest bundle on it for this channel, if there is any.
    pub bundle: Option<Bundle>,
}

/// A file that begins as a bundle does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The file.
    pub path: PathBuf,
    /// The day on which it was written, as the stick says.
    pub day: Day,
}

impl Place {
    /// What a person calls it: the name of its folder, which mostly is that of the stick.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(&self.folder)
    }
}

/// The last part of a path, in one line.
#[must_use]
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    belfry_reader::terminal::one_line(&name.to_string_lossy(), 40)
}

/// All that are mounted now, with the newest bundle of this channel, or of any where none is known yet.
#[must_use]
pub fn all(channel: Option<&ChannelId>) -> Vec<Place> {
    let mounts = fs::read("/proc/self/mounts").unwrap_or_default();
    // A name that is no UTF-8 is that of one mount; the others are found all the same.
    let mounts = String::from_utf8_lossy(&mounts);
    let folders = removable(&mounts, |device| is_removable(Path::new("/sys"), device));
    let place = |folder: PathBuf| Place {
        bundle: newest_bundle(&folder, channel),
        folder,
    };
    folders.into_iter().map(place).collect()
}

/// The folders of removable media among what is mounted, as `/proc/self/mounts` lists it (proc(5)).
fn removable(mounts: &str, is_removable: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for line in mounts.lines() {
        let mut fields = line.split(' ');
        let (Some(device), Some(folder)) = (fields.next(), fields.next()) else {
            continue;
        };
        let Some(device) = device.strip_prefix("/dev/") else {
            continue;
        };
        let folder = unescaped(folder);
        let is_media = MEDIA.iter().any(|media| folder.starts_with(media));
        if is_media || is_removable(device) {
            found.push(folder.into());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Spaces, tabs, line ends and backslashes stand in octal.
fn unescaped(field: &str) -> String {
    [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ]
    .iter()
    .fold(field.to_owned(), |field, (from, to)| {
        field.replace(from, to)
    })
}

/// Whether the system says that it can be taken out, or it hangs on USB: of a disk in a case it says the first of neither.
fn is_removable(sys: &Path, device: &str) -> bool {
    // A folder per partition, within that of its disk.
    let Ok(folder) = fs::canonicalize(sys.join("class/block").join(device)) else {
        return false;
    };
    let of = |folder: &Path| {
        let says = fs::read_to_string(folder.join("removable"));
        says.is_ok_and(|says| says.trim() == "1")
    };
    let on_usb = folder
        .components()
        .any(|part| part.as_os_str().to_string_lossy().starts_with("usb"));
    on_usb || of(&folder) || folder.parent().is_some_and(of)
}

/// The newest in this folder, or in one within it.
fn newest_bundle(folder: &Path, channel: Option<&ChannelId>) -> Option<Bundle> {
    let mut found: Vec<(SystemTime, PathBuf)> = Vec::new();
    let mut left = ENTRIES_MAX;
    let mut entries = |folder: &Path| {
        let all = fs::read_dir(folder).into_iter().flatten().flatten();
        let paths: Vec<PathBuf> = all.take(left).map(|entry| entry.path()).collect();
        left -= paths.len();
        paths
    };
    for path in entries(folder) {
        // A link could lead anywhere.
        let Ok(kind) = path.symlink_metadata() else {
            continue;
        };
        if kind.is_dir() {
            found.extend(
                entries(&path)
                    .into_iter()
                    .filter_map(|path| bundle(path, channel)),
            );
        } else {
            found.extend(bundle(path, channel));
        }
    }
    let (written, path) = found.into_iter().max()?;
    let since = written.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let day = Day::from_unix_seconds(since.as_secs());
    Some(Bundle { path, day })
}

/// A file that begins as a bundle of this channel does, and when it was written.
fn bundle(path: PathBuf, channel: Option<&ChannelId>) -> Option<(SystemTime, PathBuf)> {
    let known = path.symlink_metadata().ok()?;
    // What it is called is typed into a field.
    if !known.is_file() || path.to_str().is_none() {
        return None;
    }
    let mut start = Vec::new();
    let length = KIND.len() as u64 + 32;
    File::open(&path)
        .ok()?
        .take(length)
        .read_to_end(&mut start)
        .ok()?;
    let of = start.strip_prefix(KIND.as_bytes())?;
    let is_ours = of.len() == 32 && channel.is_none_or(|channel| of == channel.0);
    is_ours.then_some((known.modified().ok()?, path))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn media_that_can_be_taken_out_are_found_among_what_is_mounted_and_nothing_else() {
        let mounts = "\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
/dev/sdb1 /mnt/stick vfat rw 0 0
/dev/mapper/luks-1 /run/media/lid/Ons\\040kanaal ext4 rw 0 0
tmpfs /media/tmp tmpfs rw 0 0
/dev/sdb1 /mnt/stick vfat rw 0 0
half";
        let found = removable(mounts, |device| device == "sdb1");
        let wanted = ["/mnt/stick", "/run/media/lid/Ons kanaal"];
        assert_eq!(found, wanted.map(PathBuf::from));
        assert!(removable("", |_| true).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_partition_is_as_removable_as_its_disk_and_what_hangs_on_usb_is() {
        let sys = tempfile::tempdir().unwrap();
        let of = |place: &str, disk: &str, removable: &str| {
            let disk_folder = sys.path().join(place).join(disk);
            let part = disk_folder.join(format!("{disk}1"));
            fs::create_dir_all(&part).unwrap();
            fs::write(disk_folder.join("removable"), removable).unwrap();
            let class = sys.path().join("class/block");
            fs::create_dir_all(&class).unwrap();
            std::os::unix::fs::symlink(&part, class.join(format!("{disk}1"))).unwrap();
        };
        of("devices/ata1/block", "sda", "0\n");
        of("devices/mmc0/block", "sdb", "1\n");
        of("devices/usb2/block", "sdc", "0\n");
        let found = ["sda1", "sdb1", "sdc1", "sdd1"].map(|one| is_removable(sys.path(), one));
        assert_eq!(found, [false, true, true, false]);
    }

    #[test]
    fn the_newest_bundle_of_the_channel_is_proposed() {
        let stick = tempfile::tempdir().unwrap();
        let write = |name: &str, kind: &str, channel: u8, day: u64| {
            let path = stick.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let bytes = [kind.as_bytes(), &[channel; 32], b"rest"].concat();
            fs::write(&path, bytes).unwrap();
            let written = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * day);
            File::options()
                .write(true)
                .open(&path)
                .and_then(|file| file.set_modified(written))
                .unwrap();
            path
        };
        write("oud", KIND, 1, 100);
        let newest = write("map/nieuw", KIND, 1, 102);
        let other = write("van een ander", KIND, 2, 103);
        write("iets anders", "geen pakket", 1, 104);
        fs::write(stick.path().join("kort"), KIND).unwrap();
        let found = |channel| newest_bundle(stick.path(), channel);
        let of = |path, day| {
            Some(Bundle {
                path,
                day: Day(day),
            })
        };
        assert_eq!(found(Some(&ChannelId([1; 32]))), of(newest, 102));
        assert_eq!(found(None), of(other, 103));
        assert_eq!(found(Some(&ChannelId([3; 32]))), None);
    }
}
