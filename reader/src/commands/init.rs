//! `init`

use std::path::{Path, PathBuf};

use crypto_core::{ids::MemberNumber, primitives::password::Cost, words::Language};
use rand_core::CryptoRng;

use super::{CommandError, Context, file_error};
use crate::{
    cli::Init,
    member_file::{EPOCHS_AHEAD, MemberFile, prepare_epochs},
    opening::Told,
    system,
    vault::{
        Vault, files,
        profile::Profile,
        secrets::{EpochSecret, Secrets},
    },
    words::say,
};

/// What members and advisers are, unless they say it themselves.
const ROLES_NL: [&str; 2] = ["lid van de integriteitscommissie", "vertrouwenspersoon"];
const ROLES_EN: [&str; 2] = ["member of the integrity committee", "confidential adviser"];

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
    let role = |given: &Option<String>, [member, adviser]: [&str; 2]| {
        let usual = if args.adviser { adviser } else { member };
        given.clone().unwrap_or_else(|| usual.to_owned())
    };
    let profile = Profile {
        number: MemberNumber(args.member),
        name: args.name.clone(),
        role_nl: role(&args.role_nl, ROLES_NL),
        role_en: role(&args.role_en, ROLES_EN),
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
    let secrets = Secrets::generate(profile, context.rng);
    let epoch = context.today.epoch();
    let epochs = prepare_epochs(Vec::new(), epoch, EPOCHS_AHEAD, context.rng);
    let dir = &context.cli.vault;
    let cost = cost(args.fast_kdf_for_tests);
    Vault::create(dir, &passphrase, cost, &secrets, &epochs, context.rng)?;
    let text = say(context.language, "De kluis staat in", "The vault is in");
    writeln!(context.out, "{text} {}.", dir.display())?;
    if system::others_may_look(dir) {
        context.tell(&Told::OthersMayLook);
    }
    write_member_file(context, &secrets, &epochs, args.out.as_deref())
}

/// Writes the public file and says what to do with it.
pub(super) fn write_member_file<R: CryptoRng>(
    context: &mut Context<'_, R>,
    secrets: &Secrets,
    epochs: &[EpochSecret],
    out: Option<&Path>,
) -> Result<(), CommandError> {
    let path = out.map_or_else(
        || PathBuf::from(format!("member-{}.json", secrets.number())),
        Path::to_path_buf,
    );
    let named = |error| CommandError::MemberFile(path.display().to_string(), error);
    let file = MemberFile::of(secrets, epochs).map_err(named)?;
    let bytes = file.to_bytes().map_err(named)?;
    files::replace(&path, &bytes).map_err(file_error(&path))?;
    let (path, number) = (path.display(), file.fingerprint());
    match context.language {
        Language::Dutch => writeln!(
            context.out,
            "Breng {path} naar wie de ledenlijst ondertekent, en vergelijk dit getal hardop: {number}"
        )?,
        Language::English => writeln!(
            context.out,
            "Give {path} to whoever signs the roster, and compare this number by voice: {number}"
        )?,
    }
    Ok(())
}
