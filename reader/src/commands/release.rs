//! `release`

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    cli::Release,
    public::Public,
    release::{self, ReleaseError},
    words,
};

pub(super) fn release<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Release,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let letter = release::find(&state, &args.letter)?.clone();
    let public = Public::load(&vault)?.ok_or(ReleaseError::NoBoard)?;
    let to = release::member(&public, &args.to)?;
    let given = (&letter, to);
    release::release(&mut vault, &public, given, context.today, context.rng)?;
    let name = public.roster.member(to).map_or("", |one| one.name.as_str());
    let given = words::sealed::given(context.language, &letter, to, name);
    Ok(writeln!(context.out, "{given}")?)
}
