//! The static page: templates and texts in, the folder that the server serves out.
//!
//! The same sources give the same bytes everywhere; `dist/page.sha256` lists them.

mod compress;
mod manifest;
mod scripts;
mod template;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use self::texts::{SCRIPTS, Texts};
use crate::wasm::{self, Toolchain};
use crate::{repo, run};

/// The first one is that of `/` itself.
const LANGUAGES: [&str; 2] = ["nl", "en"];

/// Builds module and page into `dist/page`.
pub fn build() -> Result<()> {
    let modules = wasm::build(Toolchain::Found)?;
    // The old page stays whole until the new one is.
    let (out, new) = (repo::page(), repo::root().join("dist/page.new"));
    if new.exists() {
        fs::remove_dir_all(&new)?;
    }
    fs::create_dir_all(&new)?;
    write_texts_and_pages(&new)?;
    copy_sources(&new)?;
    for module in &modules {
        copy_into(&new, &module.wasm)?;
        let glue = copy_into(&new, &module.glue)?;
        let text = without_types_comment(&fs::read_to_string(&glue)?);
        fs::write(glue, text)?;
    }
    scripts::all(&new)?;
    compress::all(&new)?;
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::rename(&new, &out)?;
    manifest::write(&out, &repo::root().join("dist/page.sha256"))?;
    println!("The page is in {}", out.display());
    Ok(())
}

/// Checks the page's JavaScript, and that it calls the module as it is, with strict types.
pub fn check_types() -> Result<()> {
    let modules = wasm::build(Toolchain::Found)?;
    let folder = repo::target().join("page-types");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    write_texts_and_pages(&folder)?;
    copy_sources(&folder)?;
    for module in &modules {
        copy_into(&folder, &module.types)?;
    }
    fs::write(
        folder.join("tsconfig.json"),
        include_str!("page/tsconfig.json"),
    )?;
    let mut check = run::command(crate::npm::program("tsc")?);
    run::run(check.arg("--project").arg(&folder), run::LONG)
}

fn write_texts_and_pages(out: &Path) -> Result<()> {
    let locales = repo::page_sources().join("locales");
    let all: Vec<Texts> = LANGUAGES
        .iter()
        .map(|language| Texts::read(&locales.join(language)))
        .collect::<Result<_>>()?;
    if let [first, others @ ..] = all.as_slice() {
        for other in others {
            first.compare(other)?;
        }
    }
    let templates = template::Templates::read(&repo::page_sources().join("templates"))?;
    for (language, texts) in LANGUAGES.iter().zip(&all) {
        for (file, module) in SCRIPTS {
            let path = out.join(format!("{module}.{language}.js"));
            fs::write(path, texts.module(file)?)?;
        }
        let folder = out.join(language);
        fs::create_dir_all(&folder)?;
        for page in templates.pages() {
            let html = templates.render(page, texts, language, other(language))?;
            fs::write(folder.join(page), &html)?;
            if Some(language) == LANGUAGES.first() && page == "index.html" {
                fs::write(out.join(page), &html)?;
            }
        }
    }
    Ok(())
}

fn other(language: &str) -> &'static str {
    LANGUAGES
        .into_iter()
        .find(|other| *other != language)
        .unwrap_or_default()
}

/// Styles and pictures beside the templates, scripts from `js/`; all are served from `/`.
fn copy_sources(out: &Path) -> Result<()> {
    let sources = repo::page_sources();
    let mut copied = 0;
    for (folder, endings) in [
        (sources.clone(), ["css", "svg"].as_slice()),
        (sources.join("js"), &["js"]),
    ] {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            let ending = path
                .extension()
                .and_then(|ending| ending.to_str())
                .unwrap_or_default();
            if let (true, Some(name)) = (endings.contains(&ending), path.file_name()) {
                fs::copy(&path, out.join(name))?;
                copied += 1;
            }
        }
    }
    if copied == 0 {
        bail!("no style and no script in {}", sources.display());
    }
    Ok(())
}

fn copy_into(folder: &Path, file: &Path) -> Result<PathBuf> {
    let to = folder.join(file.file_name().unwrap_or_default());
    fs::copy(file, &to).with_context(|| file.display().to_string())?;
    Ok(to)
}

/// The glue names its types for editors; they are not served.
fn without_types_comment(glue: &str) -> String {
    glue.lines()
        .filter(|line| !line.starts_with("/* @ts-self-types"))
        .map(|line| format!("{line}\n"))
        .collect()
}
