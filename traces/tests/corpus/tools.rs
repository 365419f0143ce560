//! The tools that make files and look at them: exiftool, mat2, ImageMagick, ffmpeg, LibreOffice, qpdf, poppler.

use std::{
    collections::BTreeMap,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Mutex,
};

use belfry_traces::{Finding, clean, look};
use tempfile::TempDir;

/// Where each program comes from on Debian, for whoever has to install it.
const PACKAGES: &[(&str, &str)] = &[
    ("exiftool", "libimage-exiftool-perl"),
    ("mat2", "mat2"),
    ("ffmpeg", "ffmpeg"),
    ("ffprobe", "ffmpeg"),
    ("convert", "imagemagick"),
    ("identify", "imagemagick"),
    ("cwebp", "webp"),
    ("dwebp", "webp"),
    ("gif2webp", "webp"),
    ("webpmux", "webp"),
    (
        "soffice",
        "libreoffice-writer libreoffice-calc libreoffice-impress",
    ),
    ("qpdf", "qpdf"),
    ("pdftotext", "poppler-utils"),
    ("pdftoppm", "poppler-utils"),
    ("pdftocairo", "poppler-utils"),
    ("pdfimages", "poppler-utils"),
];

/// LibreOffice starts once at a time, and mat2 is heavy.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A folder for one test's files.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test's files")
}

/// Runs a program and gives what it printed; fails unless it succeeds.
pub(crate) fn run(program: &str, arguments: &[&str]) -> String {
    let output = output(program, arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {told}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs a program and gives the bytes it printed; fails unless it succeeds.
pub(crate) fn run_bytes(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = output(program, arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {told}");
    output.stdout
}

/// Runs a program, however it ends.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Output {
    let debian = Path::new("/usr/bin").join(program);
    let found = if debian.exists() {
        debian
    } else {
        PathBuf::from(program)
    };
    match Command::new(found).args(arguments).output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let package = PACKAGES
                .iter()
                .find(|(name, _)| *name == program)
                .map_or(program, |(_, package)| package);
            panic!("{program} is missing: apt-get install -y --no-install-recommends {package}")
        }
        Err(error) => panic!("{program} does not start: {error}"),
    }
}

/// Runs a program of which only one may run at a time.
pub(crate) fn run_alone(program: &str, arguments: &[&str]) -> String {
    let _alone = ONE_AT_A_TIME
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    run(program, arguments)
}

/// A path as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str().expect("paths of tests are text")
}

/// Tags as exiftool shows them: `[group] name` and value. What it says about the file on the disk, and about
/// itself, is left out, and so is what it works out from other tags.
pub(crate) fn tags(path: &Path) -> BTreeMap<String, String> {
    let text = run("exiftool", &["-a", "-G1", "-s", "-ee3", "-u", arg(path)]);
    let mut tags = BTreeMap::new();
    for line in text.lines() {
        let Some((name, value)) = line.split_once(": ") else {
            continue;
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !["[System]", "[ExifTool]", "[Composite]"]
            .iter()
            .any(|group| name.starts_with(group))
        {
            tags.insert(name, value.to_owned());
        }
    }
    tags
}

/// The copy that mat2 makes, or `None` when mat2 cannot make one.
pub(crate) fn mat2_copy(path: &Path) -> Option<PathBuf> {
    let _alone = ONE_AT_A_TIME
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let done = output("mat2", &[arg(path)]);
    let extension = path.extension()?.to_str()?;
    let copy = path.with_extension(format!("cleaned.{extension}"));
    (done.status.success() && copy.exists()).then_some(copy)
}

/// What `mat2 --show` says about a file: the lines with metadata.
pub(crate) fn mat2_shows(path: &Path) -> Vec<String> {
    let _alone = ONE_AT_A_TIME
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let text = run("mat2", &["--show", arg(path)]);
    text.lines()
        .skip(1)
        .filter(|line| line.contains(": "))
        .map(|line| line.trim().to_owned())
        .collect()
}

/// Our copy, beside the file; asserts what holds for every copy: something was found in the file, nothing is found
/// in the copy, and a copy of the copy is the copy.
pub(crate) fn our_copy(path: &Path) -> PathBuf {
    let bytes = std::fs::read(path).expect("the file can be read");
    let looked = look(&bytes);
    assert_eq!(looked.cleaned, Ok(()), "{}", path.display());
    let copy = clean(&bytes).expect("a copy was promised");
    assert_eq!(
        look(&copy).findings,
        [],
        "nothing is left in the copy of {}",
        path.display()
    );
    assert!(
        clean(&copy).as_ref() == Ok(&copy),
        "the copy of the copy of {} differs",
        path.display()
    );
    assert_eq!(look(&copy).format, looked.format);
    let to = path.with_file_name(format!(
        "ours-{}",
        path.file_name().unwrap().to_str().unwrap()
    ));
    std::fs::write(&to, copy).expect("the copy can be written");
    to
}

/// What is found in a file.
pub(crate) fn findings(path: &Path) -> Vec<Finding> {
    look(&std::fs::read(path).expect("the file can be read")).findings
}

/// The name of a tag, the same for all tracks of a film.
pub(crate) fn kind(name: &str) -> String {
    match name
        .strip_prefix("[Track")
        .and_then(|rest| rest.split_once(']'))
    {
        Some((_, rest)) => format!("[Track]{rest}"),
        None => name.to_owned(),
    }
}

/// The tags of a file that stand in none of the lists, neither by name nor as `name = value`.
pub(crate) fn unlisted(
    tags: BTreeMap<String, String>,
    lists: &[&[&str]],
) -> BTreeMap<String, String> {
    let mut tags = tags;
    tags.retain(|name, value| {
        let names = [kind(name), format!("{} = {value}", kind(name))];
        let listed = |list: &&[&str]| names.iter().any(|name| list.contains(&name.as_str()));
        !lists.iter().any(listed)
    });
    tags
}

/// Fails when a tag that is gone from mat2's copy is still in ours; `harmless` are the whole names of tags that show
/// nothing about anybody. Gives the number of tags that mat2 removed.
pub(crate) fn assert_at_least_mat2(path: &Path, ours: &Path, harmless: &[&[&str]]) -> usize {
    let before = tags(path);
    let theirs = tags(&mat2_copy(path).unwrap_or_else(|| panic!("mat2 cleans {}", path.display())));
    let ours = tags(ours);
    let mut gone = before;
    gone.retain(|name, value| theirs.get(name) != Some(value));
    let removed = gone.len();
    gone.retain(|name, value| ours.get(name) == Some(value));
    let left = unlisted(gone, harmless);
    assert_eq!(
        left,
        BTreeMap::new(),
        "still in the copy of {}",
        path.display()
    );
    removed
}
