//! `verify-proof`

use std::cell::RefCell;

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    cli::VerifyProof,
    proof::check::{self, Given, VerifyError},
    public::Public,
    words::{self, say},
};

pub(super) fn verify<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &VerifyProof,
) -> Result<(), CommandError> {
    let language = context.language;
    let given = Given {
        statement: &args.statement,
        text: &args.text,
        roster: args.roster.as_deref(),
        salt: args.salt_file.as_deref(),
    };
    let asked = RefCell::new(&mut *context);
    let in_force = || {
        let (vault, _) = asked.borrow_mut().open()?;
        let public = Public::load(&vault)?.ok_or(VerifyError::NoRoster)?;
        Ok(public.roster)
    };
    let ask = || {
        Ok(asked.borrow_mut().prompt.line(say(
            language,
            "Het zout (64 hexadecimale cijfers), of de twaalf woorden van de terugkomcode:",
            "Salt (64 hexadecimal digits), or the twelve words of the receipt:",
        ))?)
    };
    let checked = check::check(&given, in_force, ask)?;
    for sentence in words::proof::holds(language, &checked) {
        writeln!(context.out, "{sentence}")?;
    }
    Ok(())
}
