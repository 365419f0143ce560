//! What fuzzing found worth keeping is tried again on every run of the tests.

use std::{collections::BTreeMap, fs, path::PathBuf};

use belfry_parsers::{PARSERS, fixture::FIXTURE};

fn fuzz_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// The files of a parser's corpus by name.
fn corpus(name: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = fuzz_folder().join("corpus").join(name);
    let entries = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{}", folder.display()));
    let file = |entry: Result<fs::DirEntry, std::io::Error>| {
        let entry = entry.unwrap();
        let bytes = fs::read(entry.path()).unwrap();
        (entry.file_name().into_string().unwrap(), bytes)
    };
    entries.map(file).collect()
}

/// Good files are named so; each must be accepted, so that the corpus cannot become useless unseen.
fn replay(name: &str) {
    let (_, parser) = PARSERS.iter().find(|(known, _)| *known == name).unwrap();
    let files = corpus(name);
    for (file, bytes) in &files {
        println!("{name}/{file}");
        let accepted = parser(bytes);
        assert!(accepted || !file.starts_with("good"), "{name}/{file}");
    }
    assert!(files.keys().any(|file| file.starts_with("good")), "{name}");
}

macro_rules! replay {
    ($($test:ident $name:literal,)*) => {
        $( #[test] fn $test() { replay($name); } )*

        #[test]
        fn every_parser_has_a_corpus_a_fuzz_target_and_a_test() {
            let tested = [$($name),*];
            let known = PARSERS.map(|(name, _)| name);
            assert_eq!(tested.as_slice(), known.as_slice());
            for name in known {
                let target = fuzz_folder().join("fuzz_targets").join(format!("{name}.rs"));
                let text = fs::read_to_string(&target).unwrap();
                assert!(text.contains(&format!("run(\"{name}\"")), "{name}");
            }
        }
    };
}

replay! {
    receipts_never_panic "receipt",
    fragments_never_panic "fragment",
    stamps_never_panic "stamp",
    sheets_never_panic "sheet",
    rosters_never_panic "roster",
    recipients_never_panic "recipients",
    heads_never_panic "head",
    boards_never_panic "board",
    publications_never_panic "publication",
    confirmations_never_panic "confirmation",
    proofs_never_panic "proof",
    releases_never_panic "release",
    minutes_never_panic "minutes",
    names_never_panic "reporter_name",
    shares_of_names_never_panic "name_share",
    pages_never_panic "journal_page",
    letters_never_panic "letter",
    shares_never_panic "shares",
    contents_never_panic "content",
    names_held_apart_never_panic "name_box",
    bundles_never_panic "bundle",
    outboxes_never_panic "outbox",
    journals_never_panic "journal",
    deeds_never_panic "deed",
    requests_never_panic "http",
    pictures_never_panic "picture",
    documents_never_panic "document",
    office_files_never_panic "office",
    films_never_panic "film",
    plain_texts_never_panic "plain_text",
}

/// Everything that is accepted is cut off at every byte that matters and flipped at many.
#[test]
fn truncated_and_flipped_files_never_panic() {
    for (name, parser) in PARSERS {
        for (file, bytes) in corpus(name) {
            if !file.starts_with("good") || bytes.is_empty() {
                continue;
            }
            let step = bytes.len() / 24 + 1;
            for at in (0..bytes.len()).step_by(step) {
                parser(&bytes[..at]);
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << (at % 8);
                parser(&flipped);
            }
        }
    }
}

#[test]
fn objects_of_another_kind_or_channel_are_refused() {
    let fixture = &*FIXTURE;
    let kinds = [
        ("roster", fixture.roster_file.clone()),
        ("board", fixture.board_file.clone()),
        ("publication", fixture.publication()),
    ];
    // Reporters send files of any kind.
    let files = ["picture", "document", "office", "film", "plain_text"];
    for (kind, bytes) in &kinds {
        for (name, parser) in PARSERS {
            if files.contains(&name) {
                continue;
            }
            // The head of a board file is a header; a fuzz target signs it anew.
            let fits = name == *kind || (name == "head" && *kind == "board");
            // A letter is anything of that length, and is then not for this reader.
            assert_eq!(parser(bytes), fits, "{kind} as {name}");
        }
    }
}
