//! The channel's description, asked for: what reporters read, in both languages.

use std::path::Path;

use rand_core::CryptoRng;

use super::{CommandError, Context, ask_text, file_error, say};
use crate::vault::files;

/// Asks for the texts and writes the file.
pub(super) fn ask<R: CryptoRng>(
    context: &mut Context<'_, R>,
    path: &Path,
) -> Result<(), CommandError> {
    let mut text = String::new();
    let language = context.language;
    let questions = [
        (
            "name",
            say(language, "Naam van het meldkanaal", "Name of the channel"),
        ),
        (
            "text",
            say(
                language,
                "Wat de commissie over zichzelf zegt: wie leest, en hoe snel er antwoord komt",
                "What the committee says of itself: who reads, and how soon it answers",
            ),
        ),
        (
            "outside",
            say(
                language,
                "Waar een melder buiten dit kanaal terechtkan",
                "Where a reporter can turn to outside this channel",
            ),
        ),
    ];
    for (table, question) in questions {
        text.push_str(&format!("[{table}]\n"));
        for (code, dutch, english) in [
            ("nl", "in het Nederlands", "in Dutch"),
            ("en", "in het Engels", "in English"),
        ] {
            let question = format!("{question}, {}:", say(language, dutch, english));
            let typed = toml::Value::String(ask_text(context, &question)?);
            text.push_str(&format!("{code} = {typed}\n"));
        }
        text.push('\n');
    }
    files::replace(path, text.as_bytes()).map_err(file_error(path))?;
    let stands = say(
        language,
        "Dit staat nu in het bestand",
        "This is now in the file",
    );
    writeln!(context.out, "{stands} {}.", path.display())?;
    Ok(())
}
