//! `keys tpm`

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    cli::KeysTpm,
    vault::{Vault, VaultError, tpm, tpm::Tpm},
    words::say,
};

pub(super) fn tpm<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &KeysTpm,
) -> Result<(), CommandError> {
    let (vault, _) = context.open_only()?;
    let language = context.language;
    let place = vault.epochs_tpm()?;
    let words = match (place, args) {
        (None, args) if args.on => {
            on(&vault, context.rng)?;
            say(
                language,
                "De helft van de sleutel die je maandsleutels opent, zit nu in de TPM van deze computer. Vanaf nu gaan \
                 nieuwe brieven alleen nog op deze computer open, en wat wordt gewist, is weg uit elke kopie van de \
                 kluis. Gaat de computer stuk, dan zijn deze sleutels weg, net als na `restore`. Doe dan `keys tpm \
                 --lost` en `keys prepare`, en laat een nieuwe ledenlijst ondertekenen.",
                "Half of the key that opens your months' keys is in this machine's TPM now. Only this machine opens \
                 new letters from here on, and what is erased is gone from every copy of the vault. If the machine \
                 breaks, these keys are lost, as after `restore`. Then run `keys tpm --lost` and `keys prepare`, and \
                 have a new roster signed.",
            )
        }
        (Some(_), args) if args.on => say(
            language,
            "De helft van de sleutel zit al in de TPM.",
            "Half of the key is in the TPM already.",
        ),
        (Some(place), args) if args.off => {
            let epochs = vault.epochs()?;
            vault.write_epochs_with(&epochs, None, context.rng)?;
            for place in [place, place.other()] {
                place.undefine().map_err(VaultError::from)?;
            }
            say(
                language,
                "De sleutel staat weer heel in de kluis; in de TPM zit er niets meer van.",
                "The key is whole in the vault again; the TPM holds nothing of it.",
            )
        }
        (Some(_), _) if vault.epochs().is_ok() => say(
            language,
            "De TPM geeft nog antwoord, en er is niets veranderd. Met --off komt de sleutel terug in de kluis.",
            "The TPM still answers, and nothing was changed. With --off the key comes back into the vault.",
        ),
        (Some(_), _) => {
            vault
                .write_epochs_with(&[], None, context.rng)
                .or_else(chip_is_gone)?;
            say(
                language,
                "De kluis heeft geen sleutels voor nieuwe brieven meer. Doe `keys prepare`, en laat de ledenlijst meteen \
                 met het nieuwe bestand ondertekenen.",
                "The vault has no keys for new letters any more. Run `keys prepare`, and have the roster signed \
                 with the new file at once.",
            )
        }
        (None, _) => say(
            language,
            "Van deze kluis zit niets in een TPM.",
            "Nothing of this vault is in a TPM.",
        ),
    };
    Ok(writeln!(context.out, "{words}")?)
}

fn on(vault: &Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    let epochs = vault.epochs()?;
    let place = Tpm::new(tpm::INDEX);
    place.define()?;
    place.other().define()?;
    place.other().write(&[0; tpm::HALF_LEN])?;
    vault.write_epochs_with(&epochs, Some(place), rng)
}

/// The old half cannot be wiped where the chip is gone; by then the vault holds nothing that it opens.
fn chip_is_gone(error: VaultError) -> Result<(), VaultError> {
    match error {
        VaultError::Tpm(_) => Ok(()),
        error => Err(error),
    }
}
