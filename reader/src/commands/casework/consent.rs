//! `case consent`

use crypto_core::minutes::Way;
use rand_core::CryptoRng;

use super::Desk;
use crate::{
    casework::{Given, What},
    cli::{ConsentWay, GivenConsent},
    commands::{CommandError, Context},
};

/// What stands on paper with the committee is a ground as a letter is, and shown as what it is: a member's word.
pub(super) fn consent<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &GivenConsent,
) -> Result<(), CommandError> {
    let desk = Desk::open(context, &args.what)?;
    let way = match args.way {
        ConsentWay::Telephone => Way::Telephone,
        ConsentWay::Paper => Way::Letter,
        ConsentWay::Meeting => Way::Meeting,
    };
    let (day, kept) = (args.on, args.kept.trim().to_owned());
    desk.does(context, What::Consented(Given { way, day, kept }))
}
