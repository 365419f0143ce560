//! `files`, `save`

use std::{collections::BTreeMap, fs, path::Path};

use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context};
use crate::{
    attachments::{self, Arrived, File, SaveError, safe_name},
    cases,
    cli::Save,
    progress::Watch,
    state::{Case, State},
    terminal::one_line,
    vault::parcels::Parcels as Store,
    words::{self, Words as _, both, say},
};

const NAME_WIDTH: usize = 60;
const TYPE_WIDTH: usize = 40;
/// Files that name the same parcels of which so many are tried when none is whole.
const TRIES: usize = 2;

pub(super) fn files<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let case = case_of(&state, typed)?;
    let language = context.language;
    let mut list = Vec::new();
    let mut files = 0;
    attachments::for_each(&mut vault, case, |_, file| {
        files += 1;
        if context.cli.json {
            list.push(entry(file));
            return Ok(());
        }
        let name = one_line(&file.claimed.name, NAME_WIDTH);
        writeln!(context.out, "{:>3}  {name}", file.number)?;
        for line in words::files::facts(language, file) {
            writeln!(context.out, "     {line}")?;
        }
        Ok::<_, CommandError>(())
    })?;
    if context.cli.json {
        return context.json(&json!(list));
    }
    if files == 0 {
        let none = say(
            language,
            "Bij de brieven van deze zaak zaten geen bestanden.",
            "No files came with the letters of this case.",
        );
        writeln!(context.out, "{none}")?;
    }
    Ok(())
}

fn case_of<'s>(state: &'s State, typed: &str) -> Result<&'s Case, CommandError> {
    let id = cases::find_living(state, typed)?;
    Ok(state.cases.get(&id).ok_or(cases::FindError::None)?)
}

fn entry(file: &File) -> serde_json::Value {
    let (state, there) = match file.arrived {
        Arrived::All => ("complete", file.claimed.parcels),
        Arrived::Parts(there) => ("incomplete", there),
        Arrived::Nonsense => ("nonsense", 0),
    };
    json!({
        "number": file.number,
        "name": one_line(&file.claimed.name, NAME_WIDTH),
        "safe_name": safe_name(&file.claimed.name, file.number),
        "claimed_type": one_line(&file.claimed.media_type, TYPE_WIDTH),
        "found_type": file.found_type,
        "size": file.claimed.size,
        "state": state,
        "parts": file.claimed.parcels,
        "parts_there": there,
        "same_as": file.same_as,
    })
}

pub(super) fn save<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Save,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let case = case_of(&state, &args.case)?;
    let mut found = args.file.is_none();
    let mut failed = 0;
    let mut tried = Tried::default();
    attachments::for_each(&mut vault, case, |store, file| {
        if args.file.is_some_and(|wanted| wanted != file.number) {
            return Ok(());
        }
        found = true;
        fs::create_dir_all(&args.to).map_err(CommandError::of_file(&args.to))?;
        let outcome = match tried.instead_of(file) {
            Some(outcome) if args.file.is_none() => say_again(context, file, outcome)?,
            _ => save_one(context, store, file, &args.to)?,
        };
        tried.note(file, outcome);
        failed += usize::from(!outcome.is_whole());
        Ok::<_, CommandError>(())
    })?;
    match (args.file, failed) {
        (Some(number), _) if !found => Err(CommandError::NoSuchFile(number)),
        (_, 0) => Ok(()),
        (_, failed) => Err(CommandError::NotWhole(failed)),
    }
}

/// How saving a file went.
#[derive(Clone, Copy)]
enum Outcome {
    /// As this file of the list; it is whole.
    Whole(usize),
    /// Not whole.
    Hurt,
    /// Not at all: there is one of this name, or too little of it is here.
    Refused,
}

impl Outcome {
    fn is_whole(self) -> bool {
        matches!(self, Self::Whole(_))
    }
}

/// What was tried of the parcels that several files of the list name, by the first of these files: how often
/// they were not whole, and as which file they were. Once saved they are not saved again, and they are not
/// tried for ever: one letter can name a gigabyte hundreds of times.
#[derive(Default)]
struct Tried(BTreeMap<usize, (usize, Option<usize>)>);

impl Tried {
    fn instead_of(&self, file: &File) -> Option<Outcome> {
        match self.0.get(&file.same_as?)? {
            (_, Some(number)) => Some(Outcome::Whole(*number)),
            (times, None) if *times >= TRIES => Some(Outcome::Refused),
            _ => None,
        }
    }

    fn note(&mut self, file: &File, outcome: Outcome) {
        let first = file.same_as.unwrap_or(file.number);
        match outcome {
            Outcome::Whole(number) => self.0.entry(first).or_default().1 = Some(number),
            Outcome::Hurt => self.0.entry(first).or_default().0 += 1,
            Outcome::Refused => {}
        }
    }
}

fn say_again<R: CryptoRng>(
    context: &mut Context<'_, R>,
    file: &File,
    outcome: Outcome,
) -> Result<Outcome, CommandError> {
    let number = file.number;
    let told = match outcome {
        Outcome::Whole(other) => both!(
            context.language,
            "Bestand {number}: heeft dezelfde stukken als bestand {other}, en is geen tweede keer bewaard.",
            "File {number}: has the same parts as file {other}, and was not saved twice.",
        ),
        Outcome::Hurt | Outcome::Refused => both!(
            context.language,
            "Bestand {number}: noemt stukken die ook andere bestanden noemen, waarvan er {TRIES} niet compleet zijn; niet \
             bewaard. Met `--file {number}` wel.",
            "File {number}: names parts that other files name, of which {TRIES} are not whole; not saved. \
             `--file {number}` saves it.",
        ),
    };
    writeln!(context.out, "{told}")?;
    Ok(outcome)
}

fn save_one<R: CryptoRng>(
    context: &mut Context<'_, R>,
    store: &Store,
    file: &File,
    folder: &Path,
) -> Result<Outcome, CommandError> {
    let (number, language) = (file.number, context.language);
    let name = safe_name(&file.claimed.name, number);
    let saved = match attachments::save(store, file, (folder, &name), Watch::NOBODY) {
        Ok(saved) => saved,
        Err(SaveError::Io(error)) => return Err(CommandError::of_file(folder)(error)),
        Err(error) => {
            let error = error.words(language);
            let told = both!(
                language,
                "Bestand {number}: {error}.",
                "File {number}: {error}."
            );
            writeln!(context.out, "{told}")?;
            return Ok(Outcome::Refused);
        }
    };
    let path = saved.path.display();
    let told = both!(
        language,
        "Bestand {number}: bewaard als {path}",
        "File {number}: saved as {path}",
    );
    writeln!(context.out, "{told}")?;
    for problem in &saved.problems {
        writeln!(context.out, "  {}", problem.words(language))?;
    }
    Ok(match saved.problems.as_slice() {
        [] => Outcome::Whole(number),
        _ => Outcome::Hurt,
    })
}
