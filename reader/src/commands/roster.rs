//! `roster …`: each takes the roster in force, applies one change, says what it means, asks, and signs.

use std::path::Path;

use crypto_core::{ids::MemberNumber, words::Language};
use rand_core::CryptoRng;

use super::{CommandError, Context, root};
use crate::{
    ceremony::{self, CeremonyError, Signed, changes, config::ChannelConfig, draft::Draft},
    cli::{Change, RosterCommand, RosterSet, RosterSign},
    member_file::MemberFile,
    public::Public,
    terminal::one_line,
    vault::{Vault, files},
    words::{self, both, say},
};

pub(super) fn roster<R: CryptoRng>(
    context: &mut Context<'_, R>,
    command: &RosterCommand,
) -> Result<(), CommandError> {
    match command {
        RosterCommand::Sign(args) => sign(context, args),
        RosterCommand::Add { file, change } => {
            let file = read_member(context, file)?;
            edit(context, change, |draft, _| draft.add(&file))
        }
        RosterCommand::Remove { number, change } => {
            let number = MemberNumber(*number);
            edit(context, change, |draft, _| draft.remove(number).map(drop))
        }
        RosterCommand::Replace { old, file, change } => {
            let (old, file) = (MemberNumber(*old), read_member(context, file)?);
            edit(context, change, |draft, _| draft.replace(old, &file))
        }
        RosterCommand::Set(args) => set(context, args),
        RosterCommand::Renew { change } => edit(context, change, |_, _| Ok(())),
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
    finish(context, &mut vault, &draft, &args.out)
}

fn set<R: CryptoRng>(context: &mut Context<'_, R>, args: &RosterSet) -> Result<(), CommandError> {
    let config = args.description.as_deref().map(read_config).transpose()?;
    edit(context, &args.change, |draft, files| {
        if let Some(config) = &config {
            draft.describe(config);
        }
        let roster = &mut draft.roster;
        roster.quorum = args.quorum.unwrap_or(roster.quorum);
        roster.slots = args.slots.unwrap_or(roster.slots);
        roster.cells_per_batch = args.cells_per_batch.unwrap_or(roster.cells_per_batch);
        roster.cell_weeks = args.cell_weeks.unwrap_or(roster.cell_weeks);
        for (number, weekday) in &args.weekday {
            draft.set_weekday(MemberNumber(*number), *weekday, files)?;
        }
        Ok(())
    })
}

/// The roster in force with one change, once the person has read what it means and said yes.
fn edit<R: CryptoRng>(
    context: &mut Context<'_, R>,
    change: &Change,
    apply: impl FnOnce(&mut Draft, &[MemberFile]) -> Result<(), CeremonyError>,
) -> Result<(), CommandError> {
    let files = read_members(context, &change.members)?;
    let (mut vault, _) = context.open()?;
    let public = Public::load(&vault)?.ok_or(CeremonyError::NoRoster)?;
    let mut draft = Draft::in_force(&public, context.today)?;
    if let Some(days) = change.valid_days {
        draft.valid_days = days;
    }
    for file in &files {
        draft.renew_keys(file)?;
    }
    apply(&mut draft, &files)?;
    let language = context.language;
    let mut said = changes::describe(context.language, &public.roster, &draft.roster);
    if said.is_empty() {
        let same = say(
            language,
            "Leden en instellingen blijven zoals ze zijn; alleen de geldigheid van de ledenlijst is nieuw.",
            "Members and settings stay as they are; the roster is valid anew.",
        );
        said.push(same.to_owned());
    }
    for change in said {
        writeln!(context.out, "{change}")?;
    }
    let plan = ceremony::plan(&draft, context.today)?;
    let until = plan.valid_until;
    let missing = plan
        .first_without_keys
        .as_ref()
        .map_or_else(String::new, |numbers| {
            both!(
                language,
                " (sleutels voor latere maanden ontbreken nog van lid {numbers})",
                " (keys for later months are missing of member {numbers})",
            )
        });
    let valid = both!(
        language,
        "Deze ledenlijst is geldig tot en met {until}{missing}.",
        "It will be valid until {until}{missing}.",
    );
    writeln!(context.out, "{valid}")?;
    let question = say(
        language,
        "Deze ledenlijst ondertekenen? (ja/nee)",
        "Sign this roster? (yes/no)",
    );
    if !context.prompt.yes(question)? {
        let nothing = say(language, "Er is niets ondertekend.", "Nothing was signed.");
        return Ok(writeln!(context.out, "{nothing}")?);
    }
    finish(context, &mut vault, &draft, &change.out)
}

fn finish<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &mut Vault,
    draft: &Draft,
    out: &Path,
) -> Result<(), CommandError> {
    let signer = root::open_signer(context)?;
    let today = context.today;
    let signed = ceremony::sign(vault, &signer, draft, out, today, context.rng)?;
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
