//! `case name …`

use rand_core::CryptoRng;
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    super::{CommandError, Context, file_error, read_text},
    Desk, show, some_text,
};
use crate::{
    cases,
    casework::{
        Ground, Informed,
        name::{self, NameError, Shown},
    },
    cli::Name,
    state::Case,
    terminal::quoted,
};

pub(super) fn name<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Name,
) -> Result<(), CommandError> {
    let mut desk = Desk::without_text(context, &args.why.case)?;
    let case = desk.state.cases.get(&desk.case).cloned();
    let case = case.ok_or(cases::FindError::None)?;
    let me = desk.vault.secrets.number();
    if let Some(path) = &args.act.keep {
        let name = read_text(Some(path))?;
        let why = some_text(args.why.text.as_deref())?;
        let (vault, work) = (&mut desk.vault, (&mut desk.work, &desk.state));
        let about = (name.trim(), why.as_str());
        let deed = name::keep(vault, work, about, &args.to, context.today, context.rng)?;
        desk.report(context, deed)?;
        return Ok(writeln!(
            context.out,
            "The name itself is in no page. Delete {}.",
            path.display()
        )?);
    }
    if args.act.open || args.act.give_share.is_some() {
        return shares(context, &mut desk, &case, args);
    }
    let of = name::find(&desk.work, &case, args.of.as_deref(), me)?;
    let ground = match &args.act.disclose {
        Some(_) => Some(ground(&mut desk, args)?),
        None => None,
    };
    let why = some_text(args.why.text.as_deref())?;
    let (vault, work) = (&mut desk.vault, (&mut desk.work, &desk.state));
    let (about, today) = ((of, why.as_str()), context.today);
    if let Some(to) = args.act.grant {
        name::grant(vault, work, about, to, today, context.rng)?;
        return Ok(writeln!(
            context.out,
            "Case {}: member {to} may read the name {}. It goes out with your next export.",
            desk.case,
            show::short(of)
        )?);
    }
    let shown = match (&args.act.disclose, ground) {
        (Some(to), Some(ground)) => {
            name::disclose(vault, work, about, (to, ground), today, context.rng)?
        }
        _ => name::look(vault, work, about, today, context.rng)?,
    };
    print(context, &desk, &shown)
}

/// The steps to a name that the reporter gave on the page. None of them shows it.
fn shares<R: CryptoRng>(
    context: &mut Context<'_, R>,
    desk: &mut Desk,
    case: &Case,
    args: &Name,
) -> Result<(), CommandError> {
    let held = name::find_box(&mut desk.vault, case, args.letter.as_deref())?;
    let why = some_text(args.why.text.as_deref())?;
    let (vault, work) = (&mut desk.vault, (&mut desk.work, &desk.state));
    let (about, today) = ((&held, why.as_str()), context.today);
    if let Some(to) = args.act.give_share {
        name::give_share(vault, work, about, to, today, context.rng)?;
        return Ok(writeln!(
            context.out,
            "Case {}: member {to} gets your share of the name with your next export. Your reason is in the journal.",
            desk.case
        )?);
    }
    let deed = name::open(vault, work, about, today, context.rng)?;
    desk.report(context, deed)?;
    Ok(writeln!(
        context.out,
        "The name is open and held apart as {}. `--look` shows it, with a reason of its own.",
        show::short(deed)
    )?)
}

/// The ground of a disclosure, as article 16 asks for it.
fn ground(desk: &mut Desk, args: &Name) -> Result<Ground, CommandError> {
    let (vault, state, case) = (&mut desk.vault, &desk.state, desk.case);
    if let Some(typed) = &args.consent {
        return Ok(Ground::Consent(name::consent(vault, state, case, typed)?));
    }
    let law = args.obliged.as_ref().filter(|law| !law.trim().is_empty());
    let law = law.ok_or(NameError::NoGround)?.clone();
    let informed = match (&args.informed, &args.not_informed) {
        (Some(typed), _) => {
            let (reply, day) = name::answer(vault, state, case, typed)?;
            Informed::Answer(reply, day)
        }
        (None, Some(path)) => {
            let why = Zeroizing::new(std::fs::read_to_string(path).map_err(file_error(path))?);
            match why.trim() {
                "" => return Err(NameError::NotInformed.into()),
                why => Informed::Not(why.to_owned()),
            }
        }
        (None, None) => return Err(NameError::NotInformed.into()),
    };
    Ok(Ground::Obliged(law, informed))
}

fn print<R: CryptoRng>(
    context: &mut Context<'_, R>,
    desk: &Desk,
    shown: &[Shown],
) -> Result<(), CommandError> {
    if context.cli.json {
        let names: Vec<_> = shown
            .iter()
            .map(|one| json!({ "from": one.from.0, "name": one.name.as_str() }))
            .collect();
        return context.json(&json!({ "case": desk.case.to_string(), "names": names }));
    }
    writeln!(
        context.out,
        "Your reason is in the journal; colleagues who read case {} get it with your next page.",
        desk.case
    )?;
    if shown.len() > 1 {
        writeln!(context.out, "Colleagues gave different names:")?;
    }
    for one in shown {
        writeln!(
            context.out,
            "The reporter's name, from member {}:",
            one.from
        )?;
        write!(context.out, "{}", quoted(&one.name))?;
    }
    Ok(())
}
