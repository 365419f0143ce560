//! `case hand-on`

use crypto_core::ids::MemberNumber;
use rand_core::CryptoRng;

use super::Desk;
use crate::{
    casework::hand_on::{HandingOn, hand_on as hand},
    cli::HandOn,
    commands::{CommandError, Context},
    words,
};

pub(super) fn hand_on<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &HandOn,
) -> Result<(), CommandError> {
    let mut desk = Desk::open(context, &args.tell)?;
    let without: Vec<MemberNumber> = args.without.iter().copied().map(MemberNumber).collect();
    let said = HandingOn {
        tell: &desk.text,
        consent: &args.consent,
        without: &without,
    };
    let (of, language) = ((&mut desk.vault, &desk.state), context.language);
    let done = hand(&mut desk.work, of, &said, context.today, context.rng)?;
    writeln!(context.out, "{}", words::forward::handed_on(language))?;
    super::super::answer::say_queued(context, desk.case, &done.queued)?;
    if done.has_name {
        writeln!(context.out, "{}", words::forward::name_stays(language))?;
    }
    crate::commands::minutes::leave_out_too(context, &done.without)
}
