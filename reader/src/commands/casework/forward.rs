//! `case forward`

use rand_core::CryptoRng;

use super::{super::CommandError, Desk};
use crate::{
    casework::forward::{Forwarding, forward as seal},
    cli::Forward,
    commands::Context,
    progress::Watch,
    words,
};

pub(super) fn forward<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Forward,
) -> Result<(), CommandError> {
    let mut desk = Desk::open(context, &args.why)?;
    let said = Forwarding {
        to: &args.to,
        recipient: &args.recipient,
        consent: &args.consent,
        out: &args.out,
        why: &desk.text,
    };
    let (of, language) = ((&mut desk.vault, &desk.state), context.language);
    let when = (context.today, Watch::NOBODY);
    let (id, files) = seal(&mut desk.work, of, &said, when, context.rng)?;
    desk.report(context, id)?;
    for line in words::forward::sealed(language, &args.out, &files) {
        writeln!(context.out, "{line}")?;
    }
    Ok(())
}
