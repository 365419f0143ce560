//! `rules …`

use crypto_core::text::hex;
use rand_core::CryptoRng;

use super::{CommandError, Context, file_error};
use crate::{
    casework::{self, rules as texts},
    cli::{RulesCommand, RulesFile},
    journal::event::Event,
    words::both,
};

pub(super) fn rules<R: CryptoRng>(
    context: &mut Context<'_, R>,
    command: &RulesCommand,
) -> Result<(), CommandError> {
    match command {
        RulesCommand::Show => {
            let (mut vault, state) = context.open()?;
            let book = casework::in_force(&mut vault, &state)?;
            Ok(write!(context.out, "{}", book.text)?)
        }
        RulesCommand::Check(args) => {
            let text = read(args)?;
            let name = short(&text);
            let can = both!(
                context.language,
                "Met deze regels kan worden gewerkt. Hun getal is {name}.",
                "These rules can be set. Their number is {name}.",
            );
            Ok(writeln!(context.out, "{can}")?)
        }
        RulesCommand::Set(args) => {
            let text = read(args)?;
            let (mut vault, _) = context.open()?;
            let piece = vault.contents.put(text.as_bytes(), context.rng)?;
            vault.contents.sync(context.rng)?;
            let event = Event::RulesSet {
                day: context.today,
                rules: texts::hash(&text),
                piece,
            };
            vault
                .journal
                .append(vec![event], &vault.secrets, context.rng)?;
            let name = short(&text);
            let set = both!(
                context.language,
                "Vanaf nu gelden deze regels voor alle zaken. Hun getal is {name}: vergelijk het met dat van je \
                 collega's, die hetzelfde bestand nemen.",
                "All cases are judged by these rules from now on. Their number is {name}: compare it with your \
                 colleagues, who set the same file.",
            );
            Ok(writeln!(context.out, "{set}")?)
        }
    }
}

fn read(args: &RulesFile) -> Result<String, CommandError> {
    let text = std::fs::read_to_string(&args.file).map_err(file_error(&args.file))?;
    let name = args.file.display().to_string();
    texts::Rules::parse(&text).map_err(|error| CommandError::Rules(name, error))?;
    Ok(text)
}

/// As much of the rules' hash as two people can compare.
fn short(text: &str) -> String {
    hex(&texts::number(text))
}
