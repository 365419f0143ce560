//! The channel's description, asked for: what reporters read, in both languages.

use std::path::Path;

use rand_core::CryptoRng;

use super::{CommandError, Context, ask, say};
use crate::{ceremony::config, vault::files, words::founding};

/// Asks for the texts and writes the file; what stands in it.
pub(super) fn ask<R: CryptoRng>(
    context: &mut Context<'_, R>,
    path: &Path,
) -> Result<String, CommandError> {
    let language = context.language;
    let text = config::describe(None, |part, of| {
        let question = founding::question(language, part);
        let in_language = founding::in_language(language, of);
        ask::text(context, &format!("{question}, {in_language}:"))
    })?;
    files::replace(path, text.as_bytes()).map_err(CommandError::of_file(path))?;
    let stands = say(
        language,
        "Dit staat nu in het bestand",
        "This is now in the file",
    );
    writeln!(context.out, "{stands} {}.", path.display())?;
    Ok(text)
}
