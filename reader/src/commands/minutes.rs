//! `minutes`

use crypto_core::{ids::MemberNumber, minutes::Way};
use rand_core::CryptoRng;

use super::{CommandError, Context, free, read_text};
use crate::{
    cli::{Minutes, MinutesWay},
    minutes::{self, Typed},
    words,
};

pub(super) fn minutes<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Minutes,
) -> Result<(), CommandError> {
    let (mut vault, _) = context.open()?;
    // Before there is a code, which is shown once.
    args.sheet.as_deref().map_or(Ok(()), free)?;
    let text = read_text(args.text.as_deref())?;
    let text = text.trim_end();
    if text.is_empty() {
        return Err(CommandError::NoText);
    }
    let without: Vec<MemberNumber> = args.without.iter().copied().map(MemberNumber).collect();
    let typed = Typed {
        text,
        way: match args.way {
            MinutesWay::Telephone => Way::Telephone,
            MinutesWay::Letter => Way::Letter,
            MinutesWay::Meeting => Way::Meeting,
            MinutesWay::Adviser => Way::Adviser,
        },
        day: args.day.unwrap_or(context.today),
        without: &without,
    };
    let code = minutes::type_in(&mut vault, &typed, context.today, context.rng)?;
    let [goes, for_reporter, shown_once] = words::minutes::around_code(context.language);
    writeln!(context.out, "{goes}")?;
    writeln!(context.out, "{for_reporter}\n")?;
    writeln!(context.out, "    {}\n", *code.expose_text())?;
    writeln!(context.out, "{shown_once}")?;
    leave_out_too(context, &without)?;
    match &args.sheet {
        Some(path) => {
            minutes::print(&code.expose_text(), context.language, path)
                .map_err(CommandError::of_file(path))?;
            let made = words::minutes::printed(context.language, path);
            Ok(writeln!(context.out, "{made}")?)
        }
        None => Ok(()),
    }
}

/// Whoever is left out of the report must be left out there too: their code alone would show that there is one.
pub(super) fn leave_out_too<R: CryptoRng>(
    context: &mut Context<'_, R>,
    without: &[MemberNumber],
) -> Result<(), CommandError> {
    match words::minutes::leave_out_too(context.language, without) {
        Some(sentence) => Ok(writeln!(context.out, "{sentence}")?),
        None => Ok(()),
    }
}
