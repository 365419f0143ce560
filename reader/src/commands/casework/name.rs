//! `case name …`

use rand_core::CryptoRng;
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    super::{CommandError, Context, file_error, read_text},
    Desk, some_text,
};
use crate::{
    cases,
    casework::{
        Ground, Informed, consent,
        name::{self, Disclosure, NameError, Shown},
    },
    cli::Name,
    journal::ids::DeedId,
    state::Case,
    terminal::quoted,
    words::{both, deed, say},
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
        let path = path.display();
        let delete = both!(
            context.language,
            "De naam zelf staat op geen enkele bladzijde. Gooi {path} weg.",
            "The name itself is in no page. Delete {path}.",
        );
        return Ok(writeln!(context.out, "{delete}")?);
    }
    if args.act.open || args.act.give_share.is_some() {
        return shares(context, &mut desk, &case, args);
    }
    if args.act.agree.is_some() || args.act.carry_out.is_some() {
        return asked(context, &mut desk, args);
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
        let (case, of) = (desk.case, deed::short(of));
        let granted = both!(
            context.language,
            "Zaak {case}: lid {to} mag de naam {of} lezen. Die gaat mee met je volgende export.",
            "Case {case}: member {to} may read the name {of}. It goes out with your next export.",
        );
        return Ok(writeln!(context.out, "{granted}")?);
    }
    let shown = match (&args.act.disclose, ground) {
        (Some(to), Some(ground)) => {
            match name::disclose(vault, work, about, (to, ground), today, context.rng)? {
                Disclosure::Done(shown) => shown,
                Disclosure::Asked(deed, together) => {
                    desk.report(context, deed)?;
                    return waits(context, &desk, deed, together);
                }
            }
        }
        _ => name::look(vault, work, about, today, context.rng)?,
    };
    print(context, &desk, &shown)
}

/// What comes after somebody asked to disclose a name.
fn asked<R: CryptoRng>(
    context: &mut Context<'_, R>,
    desk: &mut Desk,
    args: &Name,
) -> Result<(), CommandError> {
    let why = some_text(args.why.text.as_deref())?;
    let (vault, work, today) = (
        &mut desk.vault,
        (&mut desk.work, &desk.state),
        context.today,
    );
    if let Some(typed) = &args.act.agree {
        let deed = name::agree(vault, work, (typed, &why), today, context.rng)?;
        return desk.report(context, deed);
    }
    let typed = args.act.carry_out.as_deref().unwrap_or_default();
    let shown = name::carry_out(vault, work, (typed, &why), today, context.rng)?;
    print(context, desk, &shown)
}

/// What is to happen before a name is disclosed.
fn waits<R: CryptoRng>(
    context: &mut Context<'_, R>,
    desk: &Desk,
    deed: DeedId,
    together: u8,
) -> Result<(), CommandError> {
    if context.cli.json {
        return Ok(());
    }
    let (case, deed) = (desk.case, deed::short(deed));
    let waits = both!(
        context.language,
        "Hier maken {together} leden samen een naam bekend. Maak hem nog niet bekend.\nEen collega stemt in met `case \
         name {case} --agree {deed}`; daarna laat `case name {case} --carry-out {deed}` hem aan jou zien.",
        "Here {together} members disclose a name together. Do not disclose it yet.\nA colleague agrees with `case name \
         {case} --agree {deed}`; then `case name {case} --carry-out {deed}` shows it to you.",
    );
    Ok(writeln!(context.out, "{waits}")?)
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
        let case = desk.case;
        let given = both!(
            context.language,
            "Zaak {case}: lid {to} krijgt je deel van de naam met je volgende export. Je reden staat in het logboek.",
            "Case {case}: member {to} gets your share of the name with your next export. Your reason is in the journal.",
        );
        return Ok(writeln!(context.out, "{given}")?);
    }
    let deed = name::open(vault, work, about, today, context.rng)?;
    desk.report(context, deed)?;
    let deed = deed::short(deed);
    let open = both!(
        context.language,
        "De naam is open en wordt apart bewaard als {deed}. Met `--look` zie je hem, met een eigen reden.",
        "The name is open and held apart as {deed}. `--look` shows it, with a reason of its own.",
    );
    Ok(writeln!(context.out, "{open}")?)
}

/// The ground of a disclosure, as article 16 asks for it.
fn ground(desk: &mut Desk, args: &Name) -> Result<Ground, CommandError> {
    let (vault, state, case) = (&mut desk.vault, &desk.state, desk.case);
    if let Some(typed) = &args.consent {
        let letter = name::consent(vault, state, case, typed);
        return Ok(Ground::Consent(consent::meant(&desk.work, typed, letter)?));
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
    let (case, language) = (desk.case, context.language);
    let reason = both!(
        language,
        "Je reden staat in het logboek; collega's die zaak {case} lezen, krijgen die met je volgende bladzijde.",
        "Your reason is in the journal; colleagues who read case {case} get it with your next page.",
    );
    writeln!(context.out, "{reason}")?;
    if shown.len() > 1 {
        let differ = say(
            language,
            "Collega's gaven verschillende namen:",
            "Colleagues gave different names:",
        );
        writeln!(context.out, "{differ}")?;
    }
    for one in shown {
        let from = one.from;
        let from = both!(
            language,
            "De naam van de melder, van lid {from}:",
            "The reporter's name, from member {from}:",
        );
        writeln!(context.out, "{from}")?;
        write!(context.out, "{}", quoted(&one.name))?;
    }
    Ok(())
}
