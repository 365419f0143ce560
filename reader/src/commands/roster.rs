//! `roster …`: each takes the roster in force, applies one change, says what it means, asks, and signs.

use std::path::Path;

use crypto_core::{ids::MemberNumber, time::Day, words::Language};
use rand_core::CryptoRng;

use super::{CommandError, Context, root};
use crate::{
    ceremony::{
        self, CeremonyError, Signed, changes,
        changing::{Changes, Prepared, Settings},
        config::ChannelConfig,
        draft::Draft,
        root_key::Signer,
    },
    cli::{Change, RosterCommand, RosterSet, RosterSign},
    member_file::MemberFile,
    public::Public,
    terminal::one_line,
    vault::{Vault, files},
    words::{self, say},
};

pub(super) fn roster<R: CryptoRng>(
    context: &mut Context<'_, R>,
    command: &RosterCommand,
) -> Result<(), CommandError> {
    match command {
        RosterCommand::Sign(args) => sign(context, args),
        RosterCommand::Add { file, change } => {
            let add = vec![read_member(context, file)?];
            let changes = Changes {
                add,
                ..Changes::default()
            };
            edit(context, change, changes)
        }
        RosterCommand::Remove { number, change } => {
            let changes = Changes {
                remove: vec![MemberNumber(*number)],
                ..Changes::default()
            };
            edit(context, change, changes)
        }
        RosterCommand::Replace { old, file, change } => {
            let replace = vec![(MemberNumber(*old), read_member(context, file)?)];
            let changes = Changes {
                replace,
                ..Changes::default()
            };
            edit(context, change, changes)
        }
        RosterCommand::Set(args) => set(context, args),
        RosterCommand::Renew { change } => edit(context, change, Changes::default()),
    }
}

/// The members of these files, and the channel as the description has it.
fn sign<R: CryptoRng>(context: &mut Context<'_, R>, args: &RosterSign) -> Result<(), CommandError> {
    let config = read_config(&args.config)?;
    let files = read_members(context, &args.members)?;
    let (mut vault, _) = context.open()?;
    let public = Public::load(&vault)?;
    let draft = Draft::described(&config, &files, public.as_ref())?;
    if let Some(public) = &public {
        for change in changes::describe(context.language, &public.roster, &draft.roster) {
            writeln!(context.out, "{change}")?;
        }
    }
    finish(
        context,
        &mut vault,
        &args.out,
        |vault, signer, today, rng| ceremony::sign(vault, signer, &draft, &args.out, today, rng),
    )
}

fn set<R: CryptoRng>(context: &mut Context<'_, R>, args: &RosterSet) -> Result<(), CommandError> {
    let weekdays = args.weekday.iter();
    let changes = Changes {
        description: args.description.as_deref().map(read_config).transpose()?,
        settings: Settings {
            quorum: args.quorum,
            slots: args.slots,
            cells_per_batch: args.cells_per_batch,
            cell_weeks: args.cell_weeks,
        },
        weekdays: weekdays
            .map(|(number, day)| (MemberNumber(*number), *day))
            .collect(),
        ..Changes::default()
    };
    edit(context, &args.change, changes)
}

/// The roster in force with changes, once the person has read what they mean and said yes.
fn edit<R: CryptoRng>(
    context: &mut Context<'_, R>,
    change: &Change,
    mut changes: Changes,
) -> Result<(), CommandError> {
    changes.renew = read_members(context, &change.members)?;
    changes.valid_days = change.valid_days;
    let (mut vault, _) = context.open()?;
    let prepared = Prepared::of(&mut vault, &changes, context.today)?;
    let language = context.language;
    for sentence in words::roster::means(language, &prepared) {
        writeln!(context.out, "{sentence}")?;
    }
    let question = say(
        language,
        "Deze ledenlijst ondertekenen? (ja/nee)",
        "Sign this roster? (yes/no)",
    );
    if !context.prompt.yes(question)? {
        let nothing = say(language, "Er is niets ondertekend.", "Nothing was signed.");
        return Ok(writeln!(context.out, "{nothing}")?);
    }
    finish(context, &mut vault, &change.out, |vault, signer, _, rng| {
        prepared.sign(vault, signer, &change.out, rng)
    })
}

fn finish<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &mut Vault,
    out: &Path,
    sign: impl FnOnce(&mut Vault, &Signer, Day, &mut R) -> Result<Signed, CeremonyError>,
) -> Result<(), CommandError> {
    let signer = root::open_signer(context)?;
    let signed = sign(vault, &signer, context.today, context.rng)?;
    say_signed(context, &signed, out)
}

pub(super) fn say_signed<R: CryptoRng>(
    context: &mut Context<'_, R>,
    signed: &Signed,
    out: &Path,
) -> Result<(), CommandError> {
    let told = words::founding::signed(context.language, signed, out);
    writeln!(context.out, "{told}")?;
    root::print_channel(context, &signed.channel)
}

pub(super) fn read_config(path: &Path) -> Result<ChannelConfig, CommandError> {
    let text = files::read_small_text(path).map_err(CommandError::of_file(path))?;
    Ok(ChannelConfig::parse(&text)?)
}

/// Members' files, each with the number that is compared by voice.
fn read_members<R: CryptoRng>(
    context: &mut Context<'_, R>,
    paths: &[std::path::PathBuf],
) -> Result<Vec<MemberFile>, CommandError> {
    paths
        .iter()
        .map(|path| read_member(context, path))
        .collect()
}

pub(super) fn read_member<R: CryptoRng>(
    context: &mut Context<'_, R>,
    path: &Path,
) -> Result<MemberFile, CommandError> {
    let file = MemberFile::read(path)?;
    tell_number(context, &file)?;
    Ok(file)
}

/// Who a file is of, and the number that is compared by voice.
pub(super) fn tell_number<R: CryptoRng>(
    context: &mut Context<'_, R>,
    file: &MemberFile,
) -> Result<(), CommandError> {
    let (number, name) = (file.number, one_line(&file.name, 60));
    let (member, compare) = match context.language {
        Language::Dutch => ("Lid", "vergelijk"),
        Language::English => ("Member", "compare"),
    };
    let digits = file.fingerprint();
    writeln!(context.out, "{member} {number}: {name}, {compare} {digits}")?;
    Ok(())
}
