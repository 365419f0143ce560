//! `keys tpm`

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    cli::KeysTpm,
    epochs::tpm::{self, Asked},
    words::Words as _,
};

pub(super) fn tpm<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &KeysTpm,
) -> Result<(), CommandError> {
    let (vault, _) = context.open_only()?;
    let asked = match args {
        args if args.on => Asked::On,
        args if args.off => Asked::Off,
        _ => Asked::Lost,
    };
    let done = tpm::set(&vault, asked, context.rng)?;
    Ok(writeln!(context.out, "{}", done.words(context.language))?)
}
