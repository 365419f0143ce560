//! `minutes`

use crypto_core::{ids::MemberNumber, minutes::Way};
use rand_core::CryptoRng;

use super::{CommandError, Context, read_text};
use crate::{
    cli::{Minutes, MinutesWay},
    minutes::{self, Typed},
    state::{Case, State},
};

pub(super) fn minutes<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Minutes,
) -> Result<(), CommandError> {
    let (mut vault, _) = context.open()?;
    let text = read_text(args.text.as_deref())?;
    let text = text.trim_end();
    if text.is_empty() {
        return Err(CommandError::NoText);
    }
    let without: Vec<MemberNumber> = args.without.iter().copied().map(MemberNumber).collect();
    let typed = Typed {
        text,
        way: match args.way {
            MinutesWay::Telephone => Way::Telephone,
            MinutesWay::Letter => Way::Letter,
            MinutesWay::Meeting => Way::Meeting,
            MinutesWay::Adviser => Way::Adviser,
        },
        day: args.day.unwrap_or(context.today),
        without: &without,
    };
    let code = minutes::type_in(&mut vault, &typed, context.today, context.rng)?;
    writeln!(
        context.out,
        "It goes to the members with your next export, and comes back as a case with an import after that."
    )?;
    writeln!(
        context.out,
        "The code for its reporter, whom nobody can reach otherwise:\n"
    )?;
    writeln!(context.out, "    {}\n", *code.expose_text())?;
    writeln!(
        context.out,
        "It is shown this once. Whoever begins a letter on the page with it goes on with this report; they get\ntwelve \
         words of their own there, which you must not see."
    )?;
    Ok(write!(context.out, "{}", leave_out_too(&without))?)
}

/// Whoever is left out of the report must be left out there too: their code alone would show that there is one.
pub(super) fn leave_out_too(without: &[MemberNumber]) -> String {
    let numbers: Vec<String> = without.iter().map(ToString::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        _ => format!(
            "The reporter must leave out member(s) {} there too: tell them.\n",
            numbers.join(", ")
        ),
    }
}

/// What is said of a case that was typed in, or whose reporter has shown the code of one.
pub(super) fn sentences(
    state: &State,
    id: crate::journal::ids::CaseId,
    case: &Case,
) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(minutes) = &case.minutes {
        let (member, day) = (minutes.member, minutes.day);
        let typed_in = |way| format!("Member {member} typed it in {way} of {day}.");
        all.push(match minutes.way {
            Some(Way::Telephone) => typed_in("after a telephone call"),
            Some(Way::Letter) => typed_in("from a letter on paper"),
            Some(Way::Meeting) => typed_in("after a meeting"),
            Some(Way::Adviser) => format!(
                "Adviser {member} handed it on on {day}, and says that the reporter wants this."
            ),
            None => typed_in("from elsewhere"),
        });
        all.extend(state.claimed_by(id).map(|by| {
            format!("Its reporter goes on in {by}, and showed the code that they were given.")
        }));
    }
    if let Some(minutes) = case.claims {
        all.push(format!(
            "Whoever writes this showed the code of {minutes}, which was typed in or handed on."
        ));
        let others = state.claimed_by(minutes).filter(|other| *other != id);
        all.extend(others.map(|other| {
            format!("{other} shows the same code: one of the two is not its reporter.")
        }));
    }
    all
}
