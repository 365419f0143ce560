//! `root init`, `root change`

use crypto_core::ids::ChannelId;
use rand_core::CryptoRng;

use super::{CommandError, Context, init::cost};
use crate::{
    ceremony::{
        CeremonyError, check_no_two_roots,
        root_key::{self, Signer},
    },
    public::Public,
    vault::Vault,
    words::{self, both, say},
};

pub(super) fn init<R: CryptoRng>(
    context: &mut Context<'_, R>,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let what = say(
        context.language,
        "Nieuwe wachtzin voor de hoofdsleutel",
        "New passphrase for the root key",
    );
    let passphrase = context.prompt.ask_new(what, context.language)?;
    let dir = &context.cli.vault;
    let key = root_key::create(dir, &passphrase, cost(fast_kdf_for_tests), context.rng)?;
    let path = root_key::path(dir);
    let told = words::founding::root_key(context.language, &path);
    writeln!(context.out, "{told}")?;
    print_channel(context, &ChannelId::of_root(&key.verifying_key()))
}

/// Opens what signs rosters now.
pub(super) fn open_signer<R: CryptoRng>(
    context: &mut Context<'_, R>,
) -> Result<Signer, CommandError> {
    let dir = &context.cli.vault;
    let what = match root_key::pending(dir)? {
        Some(_) => say(
            context.language,
            "Wachtzin van de nieuwe hoofdsleutel",
            "Passphrase of the new root key",
        ),
        None => say(
            context.language,
            "Wachtzin van de hoofdsleutel",
            "Passphrase of the root key",
        ),
    };
    let passphrase = context.prompt.ask(what)?;
    Ok(root_key::open_signer(dir, &passphrase)?)
}

pub(super) fn change<R: CryptoRng>(
    context: &mut Context<'_, R>,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let (vault, state) = context.open()?;
    check_no_two_roots(&state)?;
    let public = Public::load(&vault)?.ok_or(CeremonyError::NoRoster)?;
    match root_key::pending(&context.cli.vault)? {
        Some(change) if public.roster.root.changes.contains(&change) => finish_change(context),
        Some(_) => {
            let next = say(
                context.language,
                "Er is een nieuwe hoofdsleutel, en er geldt nog geen ledenlijst die ermee is ondertekend. Onderteken er \
                 een (`roster renew` of een andere wijziging), publiceer die, lees een nieuw pakket in, en geef dan deze \
                 opdracht nog een keer om de oude sleutel te vernietigen.",
                "A new root key is made, and no roster in force is signed with it yet. Sign one \
                 (`roster renew` or any other change), publish it, import a fresh bundle, then give this \
                 command again to destroy the old key.",
            );
            Ok(writeln!(context.out, "{next}")?)
        }
        None => begin_change(context, &vault, &public, fast_kdf_for_tests),
    }
}

fn begin_change<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    public: &Public,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let dir = vault.dir();
    let passphrase = context.prompt.ask(say(
        context.language,
        "Wachtzin van de hoofdsleutel",
        "Passphrase of the root key",
    ))?;
    let old = root_key::open(dir, &passphrase)?;
    if public.roster.roots().last() != Some(&old.verifying_key()) {
        return Err(CeremonyError::OtherRoot.into());
    }
    let new = context.prompt.ask_new(
        say(
            context.language,
            "Nieuwe wachtzin voor de nieuwe hoofdsleutel",
            "New passphrase for the new root key",
        ),
        context.language,
    )?;
    // The first root key has no change, so the next change has the number of the keys so far.
    let number = u32::try_from(public.roster.roots().len()).unwrap_or(u32::MAX);
    let channel = public.roster.channel;
    let cost = cost(fast_kdf_for_tests);
    root_key::begin_change(dir, (&channel, number), &old, (&new, cost), context.rng)?;
    let begun = both!(
        context.language,
        "Er is een nieuwe hoofdsleutel, door de oude ondertekend als wijziging {number}. Het kanaal, het adres, de \
         woorden en alle terugkomcodes blijven hetzelfde. Nu:\n1. Onderteken een ledenlijst (`roster renew` of een \
         andere wijziging): daar zit de wijziging in, en die lijst wordt met de nieuwe sleutel ondertekend. Publiceer \
         de lijst en lees een nieuw pakket in.\n2. Verdeel de nieuwe sleutel over papier (`root split`) en oefen; \
         verbrand de vellen van de oude.\n3. Nog een keer `root change` vernietigt de oude sleutel.\nWie een kopie van \
         de oude sleutel heeft, kan nieuwe bezoekers nog een eigen kanaal laten zien als hij ook de server heeft: is de \
         sleutel gestolen, richt dan een nieuw kanaal op.",
        "There is a new root key, signed by the old one as change {number}. The channel, its address, \
         its words and all receipts stay. Now:\n\
         1. Sign a roster (`roster renew` or any other change): it carries the change and is signed \
         with the new key. Publish it and import a fresh bundle.\n\
         2. `root split` the new key onto paper and rehearse it; burn the sheets of the old one.\n\
         3. `root change` once more destroys the old key.\n\
         Whoever has a copy of the old key can still show new visitors a channel of their own, if they \
         have the server too: if it was stolen, found a new channel instead.",
    );
    Ok(writeln!(context.out, "{begun}")?)
}

fn finish_change<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let language = context.language;
    let over = say(
        language,
        "De geldende ledenlijst is met de nieuwe hoofdsleutel ondertekend. De oude is nergens meer voor nodig. Elke kopie \
         moet weg: op sticks, en op vellen papier.",
        "The roster in force is signed with the new root key. The old one is needed for nothing any \
         more. Every copy of it should go: sticks, and sheets of paper.",
    );
    writeln!(context.out, "{over}")?;
    let question = say(
        language,
        "De oude hoofdsleutel nu vernietigen? (ja/nee)",
        "Destroy the old root key now? (yes/no)",
    );
    if !context.prompt.yes(question)? {
        let kept = say(language, "Hij is er nog.", "It is still there.");
        return Ok(writeln!(context.out, "{kept}")?);
    }
    root_key::finish_change(&context.cli.vault)?;
    let path = context.cli.vault.join("root-key");
    let path = path.display();
    let destroyed = both!(
        language,
        "De oude hoofdsleutel is op deze computer vernietigd; de nieuwe staat in {path}.",
        "The old root key is destroyed on this machine; the new one is in {path}.",
    );
    Ok(writeln!(context.out, "{destroyed}")?)
}

pub(super) fn print_channel<R: CryptoRng>(
    context: &mut Context<'_, R>,
    channel: &ChannelId,
) -> Result<(), CommandError> {
    for line in words::founding::channel(context.language, channel) {
        writeln!(context.out, "{line}")?;
    }
    Ok(())
}
