//! `case told`

use rand_core::CryptoRng;

use super::Desk;
use crate::{
    casework::telling,
    cli::{Told, ToldPurpose},
    commands::{CommandError, Context},
    journal::event::Purpose,
    ledger::fact::Published,
    words::{both, deed},
};

pub(super) fn told<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Told,
) -> Result<(), CommandError> {
    let mut desk = Desk::open(context, &args.what)?;
    let what = match args.purpose {
        ToldPurpose::Receipt => Published::Confirmation,
        ToldPurpose::Feedback => Published::Answer(Purpose::Feedback),
        ToldPurpose::CheckIn => Published::Answer(Purpose::CheckIn),
        ToldPurpose::Other => Published::Answer(Purpose::Other),
    };
    let (of, when) = ((&mut desk.vault, &desk.state), (what, args.on));
    let id = telling::elsewhere(
        &mut desk.work,
        of,
        &desk.text,
        when,
        context.today,
        context.rng,
    )?;
    let (case, on, language) = (desk.case, args.on, context.language);
    let told = both!(
        language,
        "Zaak {case}: de melder hoorde dit op {on}.",
        "Case {case}: its reporter was told on {on}.",
    );
    writeln!(context.out, "{told}")?;
    Ok(writeln!(
        context.out,
        "{}",
        deed::stands(language, id, desk.is_alone())
    )?)
}
