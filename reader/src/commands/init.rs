//! `init`

use std::path::{Path, PathBuf};

use crypto_core::{ids::MemberNumber, primitives::password::Cost};
use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    ceremony::founding,
    cli::Init,
    member_file::MemberFile,
    opening::Told,
    system,
    vault::profile::Profile,
    words::{self, say},
};

pub(super) fn cost(fast_kdf_for_tests: bool) -> Cost {
    if fast_kdf_for_tests {
        Cost::DEMONSTRATION
    } else {
        Cost::VAULT
    }
}

pub(super) fn init<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Init,
) -> Result<(), CommandError> {
    let [role_nl, role_en] = Profile::usual_role(args.adviser);
    let profile = Profile {
        number: MemberNumber(args.member),
        name: args.name.clone(),
        role_nl: args.role_nl.clone().unwrap_or_else(|| role_nl.to_owned()),
        role_en: args.role_en.clone().unwrap_or_else(|| role_en.to_owned()),
        location: args.location.clone(),
        adviser: args.adviser,
        weekday: args.weekday,
    };
    let what = say(
        context.language,
        "Nieuwe wachtzin voor de kluis",
        "New passphrase for the vault",
    );
    let passphrase = context.prompt.ask_new(what, context.language)?;
    let dir = &context.cli.vault;
    let locked = (&passphrase, cost(args.fast_kdf_for_tests));
    let file = founding::make_vault(dir, locked, profile, context.today, context.rng)?;
    let text = say(context.language, "De kluis staat in", "The vault is in");
    writeln!(context.out, "{text} {}.", dir.display())?;
    if system::others_may_look(dir) {
        context.tell(&Told::OthersMayLook);
    }
    write_member_file(context, &file, args.out.as_deref())
}

/// Writes the public file and says what to do with it.
pub(super) fn write_member_file<R: CryptoRng>(
    context: &mut Context<'_, R>,
    file: &MemberFile,
    out: Option<&Path>,
) -> Result<(), CommandError> {
    let path = out.map_or_else(
        || PathBuf::from(founding::file_name(file)),
        Path::to_path_buf,
    );
    file.write(&path)?;
    let bring = words::founding::bring(context.language, &path, &file.fingerprint());
    Ok(writeln!(context.out, "{bring}")?)
}
