//! `root split`, `root recover`, `root rehearse`, `poster`

use std::{
    fs,
    path::{Path, PathBuf},
};

use crypto_core::{
    address::ChannelAddress,
    ids::ChannelId,
    primitives::signature::{SigningKey, VerifyingKey},
    root_share::{self, RootShare},
    words::Language,
};
use rand_core::CryptoRng;

use super::{CommandError, Context, file_error, init::cost, root};
use crate::{
    ceremony::{
        CeremonyError,
        config::ChannelConfig,
        root_key::{self, RootKeyError},
        sheets::{self, Typed},
    },
    cli::{PosterArgs, RootSplit},
    journal::event::Event,
    paper::{
        poster::{Poster, parse_site},
        say,
        sheet::{Sheet, set_name},
    },
    public::Public,
    terminal::one_line,
    vault::{self, Vault, files},
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
    fs::create_dir_all(folder).map_err(file_error(folder))?;
    files::restrict_folder(folder).map_err(file_error(folder))?;
    let mut written: Vec<PathBuf> = Vec::new();
    let mut outcome = Ok(());
    for sheet in sheets {
        let path = folder.join(format!("sheet-{}.html", sheet.share.number()));
        let html = sheet.expose_html(language);
        let made = files::create_new(&path, html.as_bytes()).map(drop);
        outcome = made.map_err(file_error(&path));
        if outcome.is_err() {
            break;
        }
        written.push(path);
    }
    let waited = outcome.and_then(|()| wait_for_printing(context, sheets.len(), folder, language));
    // Together they are the root key: they go, whatever happened before.
    for path in &written {
        files::wipe(path).map_err(file_error(path))?;
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
        "Open ze op deze machine in een browser en druk ze af, op een printer zonder netwerk en \
         geheugen, die met een kabel aan deze machine zit. Ieder neemt zijn eigen vel.",
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

/// The root key that the vault knows to be in force.
fn known_root(vault: &Vault) -> Result<Option<VerifyingKey>, CommandError> {
    let public = Public::load(vault)?;
    Ok(public.and_then(|public| public.roster.roots().last().copied()))
}

/// Puts sheets together and keeps nothing.
pub(super) fn rehearse<R: CryptoRng>(
    context: &mut Context<'_, R>,
    language: Language,
) -> Result<(), CommandError> {
    let (mut vault, _) = context.open()?;
    rehearse_with(context, &mut vault, language)
}

pub(super) fn rehearse_with<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &mut Vault,
    language: Language,
) -> Result<(), CommandError> {
    let expected = expected(vault)?;
    let typed = sheets::ask(
        &mut context.prompt,
        context.out,
        language,
        expected.as_ref(),
    )?;
    tell(context, language, &typed, expected.is_some())?;
    let event = Event::RootRehearsed {
        set: typed.set.into(),
        day: context.today,
    };
    note(context, vault, event)
}

/// What sheets made now have to give: during a change that key is not in force yet, so its sheets
/// are compared by what stands on them.
fn expected(vault: &Vault) -> Result<Option<VerifyingKey>, CommandError> {
    match root_key::pending(vault.dir())? {
        Some(_) => Ok(None),
        None => known_root(vault),
    }
}

/// Puts sheets together and writes the root key into the vault's folder.
pub(super) fn recover<R: CryptoRng>(
    context: &mut Context<'_, R>,
    language: Language,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let dir = &context.cli.vault;
    if root_key::exists(dir) {
        return Err(RootKeyError::Exists.into());
    }
    let expected = if vault::exists(dir) {
        let (vault, _) = context.open()?;
        known_root(&vault)?
    } else {
        None
    };
    let typed = sheets::ask(
        &mut context.prompt,
        context.out,
        language,
        expected.as_ref(),
    )?;
    tell(context, language, &typed, expected.is_some())?;
    let key: &SigningKey = &typed.joined.key;
    let passphrase = context.prompt.ask_new("New passphrase for the root key")?;
    let cost = cost(fast_kdf_for_tests);
    root_key::put(dir, key, &passphrase, cost, context.rng)?;
    let path = dir.join("root-key");
    let text = say(language, "De hoofdsleutel staat in", "The root key is in");
    Ok(writeln!(context.out, "{text} {}.", path.display())?)
}

fn tell<R: CryptoRng>(
    context: &mut Context<'_, R>,
    language: Language,
    typed: &Typed,
    in_force: bool,
) -> Result<(), CommandError> {
    let (count, set) = (typed.sheets, set_name(typed.set));
    let wrong = &typed.joined.wrong;
    match language {
        Language::Dutch => writeln!(
            context.out,
            "Deze {count} vellen (verdeling {set}) geven de hoofdsleutel terug."
        )?,
        Language::English => writeln!(
            context.out,
            "These {count} sheets (split {set}) give the root key back."
        )?,
    }
    for number in wrong {
        match language {
            Language::Dutch => writeln!(
                context.out,
                "LET OP: vel {number} past niet bij de andere. Het is beschadigd of vervalst. Vraag wie \
                 het bewaart."
            )?,
            Language::English => writeln!(
                context.out,
                "WARNING: sheet {number} does not fit the others. It is damaged or forged. Ask who keeps \
                 it."
            )?,
        }
    }
    if !in_force {
        let public = typed.joined.key.verifying_key().to_minisign();
        let text = say(
            language,
            "Deze lezer kent de ledenlijst nog niet en kan dus niet zeggen of dit de sleutel is die nu \
             geldt. Openbare sleutel:",
            "This reader does not know the roster yet and cannot tell whether this is the key in force. \
             Public key:",
        );
        writeln!(context.out, "{text} {public}")?;
    }
    Ok(())
}

/// Once there is a channel, there is a journal to write into.
fn note<R: CryptoRng>(
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

/// Writes a poster.
pub(super) fn poster<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &PosterArgs,
) -> Result<(), CommandError> {
    let (vault, _) = context.open()?;
    poster_with(context, &vault, args)
}

pub(super) fn poster_with<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    args: &PosterArgs,
) -> Result<(), CommandError> {
    let site = parse_site(&args.address)?;
    let channel = vault.secrets.channel.ok_or(CeremonyError::NoRoster)?;
    let (name, text) = match (&args.config, Public::load(vault)?) {
        (Some(path), _) => {
            let text = fs::read_to_string(path).map_err(file_error(path))?;
            let config = ChannelConfig::parse(&text)?;
            (config.name, config.text)
        }
        (None, Some(public)) => (public.roster.name.clone(), public.roster.text.clone()),
        (None, None) => return Err(CeremonyError::NoRoster.into()),
    };
    let poster = Poster {
        site,
        channel: ChannelAddress::of(&channel),
        name: &name,
        text: &text,
    };
    let languages = match args.language {
        Some(language) => vec![language],
        None => Language::ALL.to_vec(),
    };
    let html = poster.html(&languages);
    files::replace(&args.out, html.as_bytes()).map_err(file_error(&args.out))?;
    writeln!(
        context.out,
        "The poster for {} is in {}. Print it; do not send it through the server itself.",
        poster.address(),
        args.out.display()
    )?;
    Ok(())
}
