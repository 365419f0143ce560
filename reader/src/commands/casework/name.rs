//! `case name …`

use rand_core::CryptoRng;
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    super::{CommandError, Context, read_text},
    Desk, some_text,
};
use crate::{
    cases,
    casework::{
        Ground,
        name::{self, Claim, Disclosure, Shown},
    },
    cli::Name,
    journal::ids::DeedId,
    state::Case,
    terminal::quoted,
    words::{self, both, deed},
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
        let granted = words::name::granted(context.language, desk.case, of, to);
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
    let (language, case, deed) = (context.language, desk.case, deed::short(deed));
    writeln!(context.out, "{}", words::name::together(language, together))?;
    let waits = both!(
        language,
        "Een collega stemt in met `case name {case} --agree {deed}`; daarna laat `case name {case} --carry-out {deed}` hem \
         aan jou zien.",
        "A colleague agrees with `case name {case} --agree {deed}`; then `case name {case} --carry-out {deed}` shows it to \
         you.",
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
        let given = words::name::share_given(context.language, desk.case, to);
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

fn ground(desk: &mut Desk, args: &Name) -> Result<Ground, CommandError> {
    let mut why_not = None;
    if let (None, Some(path)) = (&args.informed, &args.not_informed) {
        let why = std::fs::read_to_string(path).map_err(CommandError::of_file(path))?;
        why_not = Some(Zeroizing::new(why));
    }
    let claim = match &args.consent {
        Some(typed) => Claim::Consent(typed),
        None => Claim::Obliged {
            law: args.obliged.as_deref().unwrap_or_default(),
            informed: args.informed.as_deref(),
            not_informed: why_not.as_ref().map(|why| why.as_str()),
        },
    };
    let of = (&desk.work, &desk.state);
    Ok(name::ground(&mut desk.vault, of, claim)?)
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
    let language = context.language;
    let reason = words::name::reason_stands(language, desk.case);
    writeln!(context.out, "{reason}")?;
    if shown.len() > 1 {
        writeln!(context.out, "{}", words::name::differ(language))?;
    }
    for one in shown {
        writeln!(context.out, "{}", words::name::from(language, one.from))?;
        write!(context.out, "{}", quoted(&one.name))?;
    }
    Ok(())
}
