//! `release`

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    cli::Release,
    public::Public,
    release::{self, ReleaseError},
    terminal::one_line,
    words::both,
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
    let (letter, name) = (letter.id, one_line(name, 60));
    let given = both!(
        context.language,
        "Je deel van brief {letter} is verzegeld voor {name} (lid {to}), en voor niemand anders. Het gaat mee met de \
         volgende `export`. Wat je hebt gegeven, kun je niet terugnemen.",
        "Your share of letter {letter} is sealed for {name} (member {to}) alone. It goes out with the next \
         `export`. What is given cannot be taken back.",
    );
    Ok(writeln!(context.out, "{given}")?)
}
