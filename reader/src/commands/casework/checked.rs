//! `case minutes`

use rand_core::CryptoRng;

use super::Desk;
use crate::{
    casework::{What, checked},
    cli::CheckedMinutes,
    commands::{CommandError, Context},
};

pub(super) fn minutes<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &CheckedMinutes,
) -> Result<(), CommandError> {
    let mut desk = Desk::open(context, &args.says)?;
    let (what, typed): (fn(_) -> _, _) = match (&args.agreed, &args.corrected) {
        (Some(letter), _) => (What::MinutesAgreed, letter.as_str()),
        (None, letter) => (
            What::MinutesCorrected,
            letter.as_deref().unwrap_or_default(),
        ),
    };
    let letter = checked::letter(&mut desk.vault, &desk.state, desk.case, typed)?;
    desk.does(context, what(letter))
}
