//! `root split`

use std::{
    fs,
    path::{Path, PathBuf},
};

use crypto_core::{
    address::ChannelAddress,
    ids::{ChannelId, Digest},
    root_share::{self, RootShare},
    words::Language,
};
use rand_core::CryptoRng;

use super::{CommandError, Context, root};
use crate::{
    cli::RootSplit,
    journal::event::Event,
    paper::sheet::{Sheet, set_name},
    terminal::one_line,
    vault::{Vault, files},
    words::say,
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
    let names = args.keepers();
    let count = u8::try_from(names.len()).unwrap_or(u8::MAX);
    let key = root::open_signer(context)?.key;
    let channel = vault.secrets.channel;
    let channel = channel.unwrap_or_else(|| ChannelId::of_root(&key.verifying_key()));
    let channel = ChannelAddress::of(&channel).to_fragment();
    let shares = root_share::split(&key, args.needed, count, context.rng)
        .map_err(|_| CommandError::Sheets(args.needed, names.len()))?;
    let sheets: Vec<Sheet<'_>> = shares
        .iter()
        .zip(&names)
        .map(|(share, keeper)| Sheet {
            share,
            sheets: count,
            keeper,
            channel: &channel,
        })
        .collect();
    match &args.out {
        Some(folder) => print_from_files(context, &sheets, folder, args.language)?,
        None => show_one_by_one(context, &sheets, args.language)?,
    }
    let set = shares.first().map(RootShare::set).unwrap_or_default();
    let event = Event::RootSplit {
        set: set.into(),
        needed: args.needed,
        sheets: count,
        day: context.today,
        key: Digest(key.verifying_key().to_bytes()),
    };
    note(context, vault, event)?;
    Ok(writeln!(
        context.out,
        "{} {}",
        say(
            args.language,
            "De sleutel is verdeeld. Oefen nu met `belfry-reader root rehearse`. Verdeling:",
            "The key is split. Now rehearse with `belfry-reader root rehearse`. Split:"
        ),
        set_name(set)
    )?)
}

/// Writes a page for each sheet, waits until they are printed, and wipes them.
fn print_from_files<R: CryptoRng>(
    context: &mut Context<'_, R>,
    sheets: &[Sheet<'_>],
    folder: &Path,
    language: Language,
) -> Result<(), CommandError> {
    fs::create_dir_all(folder).map_err(CommandError::of_file(folder))?;
    files::restrict_folder(folder).map_err(CommandError::of_file(folder))?;
    let mut written: Vec<PathBuf> = Vec::new();
    let mut outcome = Ok(());
    for sheet in sheets {
        let path = folder.join(format!("sheet-{}.html", sheet.share.number()));
        let html = sheet.expose_html(language);
        let made = files::create_new(&path, html.as_bytes()).map(drop);
        outcome = made.map_err(CommandError::of_file(&path));
        if outcome.is_err() {
            break;
        }
        written.push(path);
    }
    let waited = outcome.and_then(|()| wait_for_printing(context, sheets.len(), folder, language));
    // Together they are the root key: they go, whatever happened before.
    for path in &written {
        files::wipe(path).map_err(CommandError::of_file(path))?;
    }
    waited?;
    Ok(writeln!(
        context.out,
        "{}",
        say(
            language,
            "De bestanden zijn overschreven en weg. Zet de printer uit en weer aan.",
            "The files are overwritten and gone. Switch the printer off and on again."
        )
    )?)
}

fn wait_for_printing<R: CryptoRng>(
    context: &mut Context<'_, R>,
    count: usize,
    folder: &Path,
    language: Language,
) -> Result<(), CommandError> {
    let text = say(
        language,
        "vellen staan als sheet-N.html in",
        "sheets are there as sheet-N.html in",
    );
    writeln!(context.out, "{count} {text} {}.", folder.display())?;
    let text = say(
        language,
        "Open ze op deze computer in een browser en druk ze af, op een printer zonder netwerk en geheugen, die met een \
         kabel aan deze computer zit. Ieder neemt zijn eigen vel.",
        "Open them on this machine in a browser and print them, on a printer without network or memory that \
         is connected by a cable. Everybody takes their own sheet.",
    );
    writeln!(context.out, "{text}")?;
    context.prompt.line(say(
        language,
        "Alles afgedrukt? Druk op Enter, dan worden de bestanden gewist.",
        "All printed? Press Enter, and the files are wiped.",
    ))?;
    Ok(())
}

/// Shows sheet after sheet, each to its keeper, to be copied by hand.
fn show_one_by_one<R: CryptoRng>(
    context: &mut Context<'_, R>,
    sheets: &[Sheet<'_>],
    language: Language,
) -> Result<(), CommandError> {
    for sheet in sheets {
        let question = match language {
            Language::Dutch => format!(
                "Alleen {} kijkt nu op het scherm. Druk op Enter.",
                one_line(sheet.keeper, 60)
            ),
            Language::English => format!(
                "Only {} looks at the screen now. Press Enter.",
                one_line(sheet.keeper, 60)
            ),
        };
        context.prompt.line(&question)?;
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

/// Once there is a channel, there is a journal to write into.
pub(super) fn note<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &mut Vault,
    event: Event,
) -> Result<(), CommandError> {
    if vault.secrets.channel.is_some() {
        let events = vec![event];
        vault.journal.append(events, &vault.secrets, context.rng)?;
    }
    Ok(())
}
