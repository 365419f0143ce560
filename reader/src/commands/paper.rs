//! `root split`

use std::path::Path;

use crypto_core::words::Language;
use rand_core::CryptoRng;

use super::{CommandError, Context, root};
use crate::{
    ceremony::split::NewSheets,
    cli::RootSplit,
    vault::Vault,
    words::{self, say},
};

/// Splits the root key that signs rosters now.
pub(super) fn split<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &RootSplit,
) -> Result<(), CommandError> {
    let (mut vault, _) = context.open()?;
    split_with(context, &mut vault, args)
}

pub(super) fn split_with<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &mut Vault,
    args: &RootSplit,
) -> Result<(), CommandError> {
    let key = root::open_signer(context)?.key;
    let wanted = (args.needed, args.keepers());
    let sheets = NewSheets::of(vault, &key, wanted, context.rng)?;
    match &args.out {
        Some(folder) => print_from_files(context, &sheets, folder, args.language)?,
        None => show_one_by_one(context, &sheets, args.language)?,
    }
    let told = words::sheets::split(args.language, sheets.set());
    sheets.done(vault, context.today, context.rng)?;
    Ok(writeln!(context.out, "{told}")?)
}

/// Writes a page for each sheet, waits until they are printed, and wipes them.
fn print_from_files<R: CryptoRng>(
    context: &mut Context<'_, R>,
    sheets: &NewSheets,
    folder: &Path,
    language: Language,
) -> Result<(), CommandError> {
    let mut pages = sheets.write_pages(folder, language)?;
    for sentence in words::sheets::printing(language, sheets.all().len(), folder) {
        writeln!(context.out, "{sentence}")?;
    }
    context.prompt.line(say(
        language,
        "Alles afgedrukt? Druk op Enter, dan worden de bestanden gewist.",
        "All printed? Press Enter, and the files are wiped.",
    ))?;
    pages.wipe()?;
    Ok(writeln!(context.out, "{}", words::sheets::wiped(language))?)
}

/// Shows sheet after sheet, each to its keeper, to be copied by hand.
fn show_one_by_one<R: CryptoRng>(
    context: &mut Context<'_, R>,
    sheets: &NewSheets,
    language: Language,
) -> Result<(), CommandError> {
    for sheet in sheets.all() {
        let looks = words::sheets::looks(language, sheet.keeper);
        let enter = say(language, "Druk op Enter.", "Press Enter.");
        context.prompt.line(&format!("{looks} {enter}"))?;
        writeln!(context.out, "{}", sheet.expose_text(language).as_str())?;
        context.prompt.line(say(
            language,
            "Overgeschreven en nagekeken? Druk op Enter.",
            "Copied and checked? Press Enter.",
        ))?;
        // Clears the screen and what was scrolled away.
        write!(context.out, "\u{1b}[2J\u{1b}[3J\u{1b}[H")?;
        context.out.flush()?;
    }
    Ok(())
}
