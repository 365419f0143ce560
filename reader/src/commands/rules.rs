//! `rules …`

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    casework::{self, rules::file},
    cli::RulesCommand,
    words::rules as words,
};

pub(super) fn rules<R: CryptoRng>(
    context: &mut Context<'_, R>,
    command: &RulesCommand,
) -> Result<(), CommandError> {
    let language = context.language;
    match command {
        RulesCommand::Show => {
            let (mut vault, state) = context.open()?;
            let book = casework::in_force(&mut vault, &state)?;
            Ok(write!(context.out, "{}", book.text)?)
        }
        RulesCommand::Check(args) => {
            let can = words::can(language, &file::read(&args.file)?);
            Ok(writeln!(context.out, "{can}")?)
        }
        RulesCommand::Set(args) => {
            let text = file::read(&args.file)?;
            let (mut vault, _) = context.open()?;
            file::set(&mut vault, &text, context.today, context.rng)?;
            let set = words::set(language, &text);
            Ok(writeln!(context.out, "{set}")?)
        }
    }
}
