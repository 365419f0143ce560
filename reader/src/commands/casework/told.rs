//! `case told`

use rand_core::CryptoRng;

use super::Desk;
use crate::{
    casework::{Deed, What, perform::PerformError, void::Void},
    cli::{Told, ToldPurpose},
    commands::{CommandError, Context},
    journal::{
        event::{Event, Purpose},
        ids::ReplyId,
    },
    ledger::fact::Published,
    words::{both, deed},
};

/// Who typed in what came by telephone answers that way too: what was said stands as a note, and for the terms.
pub(super) fn told<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Told,
) -> Result<(), CommandError> {
    let mut desk = Desk::open(context, &args.what)?;
    let case = desk.state.cases.get(&desk.case);
    let minutes = case.and_then(|case| case.minutes);
    let minutes = minutes.ok_or(CommandError::NotTypedIn)?;
    if args.on < minutes.day || args.on > context.today {
        return Err(CommandError::ToldOn(minutes.day, context.today));
    }
    let me = desk.vault.secrets.number();
    if desk.work.casework.recused.contains(&me) {
        return Err(PerformError::Void(Void::Recused(me)).into());
    }
    let what = match args.purpose {
        ToldPurpose::Receipt => Published::Confirmation,
        ToldPurpose::Feedback => Published::Answer(Purpose::Feedback),
        ToldPurpose::CheckIn => Published::Answer(Purpose::CheckIn),
        ToldPurpose::Other => Published::Answer(Purpose::Other),
    };
    let mut deed = Deed::of(What::Note);
    deed.told.clone_from(&desk.text);
    let (vault, today) = (&mut desk.vault, context.today);
    let (id, mut events) = desk.work.prepare(vault, deed, today, context.rng)?;
    let mut reply = [0; 16];
    context.rng.fill_bytes(&mut reply);
    events.push(Event::ToldElsewhere {
        case: desk.case,
        reply: ReplyId(reply),
        what: what.code(),
        day: args.on,
    });
    vault.contents.sync(context.rng)?;
    vault.journal.append(events, &vault.secrets, context.rng)?;
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
