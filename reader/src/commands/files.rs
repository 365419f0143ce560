//! `files`, `save`

use std::{fs, path::Path};

use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context, file_error};
use crate::{
    attachments::{self, Arrived, File, Problem, SaveError, safe_name},
    cases,
    cli::Save,
    state::State,
    terminal::one_line,
    vault::Vault,
};

const NAME_WIDTH: usize = 60;
const TYPE_WIDTH: usize = 40;

pub(super) fn files<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let files = files_of(&mut vault, &state, typed)?;
    if context.cli.json {
        let list: Vec<_> = (1..).zip(&files).map(entry).collect();
        return context.json(&json!(list));
    }
    if files.is_empty() {
        writeln!(context.out, "No files came with the letters of this case.")?;
    }
    for (number, file) in (1..).zip(&files) {
        writeln!(
            context.out,
            "{number:>3}  {}",
            one_line(&file.claimed.name, NAME_WIDTH)
        )?;
        for line in facts(file) {
            writeln!(context.out, "     {line}")?;
        }
    }
    Ok(())
}

fn files_of(vault: &mut Vault, state: &State, typed: &str) -> Result<Vec<File>, CommandError> {
    let id = cases::find(state, typed)?;
    let case = state.cases.get(&id).ok_or(cases::FindError::None)?;
    Ok(attachments::list(vault, case)?)
}

fn entry((number, file): (usize, &File)) -> serde_json::Value {
    let (state, there) = match file.arrived {
        Arrived::All => ("complete", file.claimed.parcels),
        Arrived::Parts(there) => ("incomplete", there),
        Arrived::Nonsense => ("nonsense", 0),
    };
    json!({
        "number": number,
        "name": one_line(&file.claimed.name, NAME_WIDTH),
        "safe_name": safe_name(&file.claimed.name, number),
        "claimed_type": one_line(&file.claimed.media_type, TYPE_WIDTH),
        "found_type": file.found_type,
        "size": file.claimed.size,
        "state": state,
        "parts": file.claimed.parcels,
        "parts_there": there,
    })
}

fn facts(file: &File) -> Vec<String> {
    let claimed = one_line(&file.claimed.media_type, TYPE_WIDTH);
    let mut facts = vec![format!("{} bytes", file.claimed.size)];
    facts.push(match file.found_type {
        Some(found) if found == claimed => format!("type: {found}"),
        Some(found) if claimed.is_empty() => format!("type by its content: {found}"),
        Some(found) => {
            format!("CAREFUL: by its content it is {found}, the letter says {claimed}")
        }
        None if claimed.is_empty() => "type: not known".to_owned(),
        None => format!("type, as the letter says: {claimed}; its content shows none"),
    });
    facts.push(match file.arrived {
        Arrived::All => "all parts are here".to_owned(),
        Arrived::Parts(there) => format!(
            "{there} of {} parts are here; pull and import again",
            file.claimed.parcels
        ),
        Arrived::Nonsense => SaveError::Nonsense.to_string(),
    });
    facts
}

pub(super) fn save<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Save,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let files = files_of(&mut vault, &state, &args.case)?;
    if let Some(number) = args.file.filter(|n| *n == 0 || *n > files.len()) {
        return Err(CommandError::NoSuchFile(number));
    }
    fs::create_dir_all(&args.to).map_err(file_error(&args.to))?;
    let mut failed = 0;
    for (number, file) in (1..).zip(&files) {
        if args.file.is_some_and(|wanted| wanted != number) {
            continue;
        }
        failed += usize::from(!save_one(context, &vault, (number, file), &args.to)?);
    }
    match failed {
        0 => Ok(()),
        failed => Err(CommandError::NotWhole(failed)),
    }
}

/// Whether it is whole.
fn save_one<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    (number, file): (usize, &File),
    folder: &Path,
) -> Result<bool, CommandError> {
    let name = safe_name(&file.claimed.name, number);
    let saved = match attachments::save(&vault.parcels, file, folder, &name) {
        Ok(saved) => saved,
        Err(SaveError::Io(error)) => return Err(file_error(folder)(error)),
        Err(error) => {
            writeln!(context.out, "File {number}: {error}.")?;
            return Ok(false);
        }
    };
    writeln!(
        context.out,
        "File {number}: saved as {}",
        saved.path.display()
    )?;
    for problem in &saved.problems {
        writeln!(context.out, "  {}", words(*problem))?;
    }
    Ok(saved.problems.is_empty())
}

fn words(problem: Problem) -> String {
    match problem {
        Problem::Missing(i) => format!("Part {} is missing; there are zeros in its place.", i + 1),
        Problem::Refused(i, error) => {
            format!("Part {}: {error}; there are zeros in its place.", i + 1)
        }
        Problem::Hash => {
            "All parts are here, but they are not the file that the letter names.".to_owned()
        }
    }
}
