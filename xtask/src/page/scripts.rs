//! Scripts as they are served: comments stay in the sources, since every visit would carry them; and some modules
//! travel within another, since one more file would be one more request.
//!
//! Of joined modules only what the page's own sources use is understood: imports and exports with names in braces, none renamed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The module that takes another in, and that other.
const JOINED: [(&str, &str); 1] = [("app.js", "addressee.js")];

/// Makes the page's folder ready to be served.
pub fn all(page: &Path) -> Result<()> {
    for (host, part) in JOINED {
        let (at, from) = (page.join(host), page.join(part));
        let joined = join(&fs::read_to_string(&at)?, part, &fs::read_to_string(&from)?);
        fs::write(&at, joined.with_context(|| format!("{part} into {host}"))?)?;
        fs::remove_file(from)?;
    }
    for entry in fs::read_dir(page)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "js") {
            let script = fs::read_to_string(&path)?;
            fs::write(&path, without_comments(&script))?;
        }
    }
    Ok(())
}

/// Without the comments that have their lines for themselves; one that shares a line with code (a cast) stays.
fn without_comments(script: &str) -> String {
    let (mut kept, mut comment) = (String::new(), String::new());
    for line in script.lines() {
        let text = line.trim();
        if comment.is_empty() && text.starts_with("//") {
            continue;
        }
        if !comment.is_empty() || text.starts_with("/*") {
            comment += line;
            comment.push('\n');
            if !text.contains("*/") {
                continue;
            }
            if !text.ends_with("*/") {
                kept += &comment;
            }
            comment.clear();
            continue;
        }
        kept += line;
        kept.push('\n');
    }
    kept
}

/// The host with the part's lines in place of the import that names it.
fn join(host: &str, name: &str, part: &str) -> Result<String> {
    let own = format!("./{name}");
    let (mut imports, head, body) = take_apart(host)?;
    if imports.remove(&own).is_none() {
        bail!("nothing is imported from it");
    }
    let (others, comment, lines) = take_apart(part)?;
    for (from, names) in others {
        imports.entry(from).or_default().extend(names);
    }
    let mut joined = head;
    for (from, names) in imports {
        let names: Vec<String> = names.into_iter().collect();
        joined += &format!("import {{ {} }} from \"{from}\";\n", names.join(", "));
    }
    let lines = lines
        .lines()
        .map(|line| line.strip_prefix("export ").unwrap_or(line));
    joined += &comment;
    joined += &lines.map(|line| format!("{line}\n")).collect::<String>();
    Ok(joined + &body)
}

/// Names by module, in an order of their own.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// The imports, what stands before the first of them, and what follows the last.
fn take_apart(module: &str) -> Result<(Imports, String, String)> {
    let (mut imports, mut head, mut body) = (Imports::new(), String::new(), String::new());
    let mut lines = module.lines();
    while let Some(line) = lines.next() {
        if !line.starts_with("import ") {
            let part = if imports.is_empty() {
                &mut head
            } else {
                &mut body
            };
            *part += &format!("{line}\n");
            continue;
        }
        let mut statement = line.to_owned();
        while !statement.ends_with(';') {
            statement += lines.next().context("an import without an end")?;
        }
        let (names, from) = statement
            .strip_prefix("import {")
            .and_then(|rest| rest.split_once("} from \""))
            .context("an import of another form")?;
        let from = from.trim_end_matches("\";").to_owned();
        let names = names.split(',').map(|one| one.trim().to_owned());
        imports
            .entry(from)
            .or_default()
            .extend(names.filter(|one| !one.is_empty()));
    }
    Ok((imports, head, body))
}

#[cfg(test)]
mod tests {
    use super::{join, without_comments};

    const HOST: &str = "// @ts-check\n/** Host. */\n\nimport {\n  a, b,\n} from \"./dom.js\";\nimport { f } from \"./part.js\";\n\nf(a, b);\n";

    #[test]
    fn a_part_stands_in_its_host_with_one_import_of_what_both_need() {
        let part = "// @ts-check\n/** Part. */\n\nimport { b, c } from \"./dom.js\";\n\nexport function f() { c(); }\n";
        let joined = join(HOST, "part.js", part).expect("joined");
        assert_eq!(
            joined,
            "// @ts-check\n/** Host. */\n\nimport { a, b, c } from \"./dom.js\";\n// @ts-check\n/** Part. */\n\n\nfunction f() { c(); }\n\nf(a, b);\n"
        );
    }

    #[test]
    fn comments_go_and_casts_strings_and_code_stay() {
        let script = "// @ts-check\n/**\n * Why. // more\n */\nlet a = \"/* no */\"; // here\n  /** @type {T} */ (a).b = 1;\n  /* one */\n";
        assert_eq!(
            without_comments(script),
            "let a = \"/* no */\"; // here\n  /** @type {T} */ (a).b = 1;\n"
        );
    }

    #[test]
    fn a_part_that_nobody_imports_and_an_import_of_another_form_are_refused() {
        assert!(join(HOST, "other.js", "").is_err());
        assert!(join(HOST, "part.js", "import x from \"./x.js\";\n").is_err());
    }
}
