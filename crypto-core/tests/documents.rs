//! The threat model names a test for each claim: those tests must exist under that name.

use std::{fs, path::Path};

const PAGE: &str = include_str!("../../docs/threat-model.md");

/// File and test of each line of the form ``- `path.rs: test_name` ``.
fn named_tests() -> Vec<(&'static str, &'static str)> {
    PAGE.lines()
        .filter_map(|line| {
            line.strip_prefix("- `")?
                .strip_suffix('`')?
                .split_once(": ")
        })
        .collect()
}

#[test]
fn every_test_that_the_threat_model_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let named = named_tests();
    assert!(named.len() > 20, "the page names its tests in this form");
    for (file, test) in named {
        let source = fs::read_to_string(root.join(file)).unwrap_or_default();
        assert!(
            source.contains(&format!("fn {test}(")),
            "{file} has no test {test}"
        );
    }
}

#[test]
fn every_claim_has_a_test_or_says_that_it_has_none() {
    let claims: Vec<_> = PAGE.split("\n**").skip(1).collect();
    for (number, claim) in (1..).zip(&claims) {
        assert!(claim.starts_with(&format!("{number}. ")), "{claim}");
        let held = claim.contains(".rs: ") || claim.to_lowercase().contains("not yet tested");
        assert!(held, "{claim}");
    }
    assert!(claims.len() > 20);
}
