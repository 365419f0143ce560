//! `answer`

use rand_core::CryptoRng;

use super::{CommandError, Context, read_text};
use crate::{
    answer::{self, Draft, Queued},
    cases,
    cli::Answer,
    journal::{event::Purpose, ids::CaseId},
    terminal::{one_line, quoted},
    vault::Vault,
};

/// Columns of a name and a role in a preview.
const NAME_COLUMNS: usize = 60;

pub(super) fn answer<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Answer,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let case = cases::find_living(&state, &args.case)?;
    let text = read_text(args.text.as_deref())?;
    let says = Draft {
        text: &text,
        files: &args.file,
        purpose: match (args.feedback, args.check_in) {
            (true, _) => Purpose::Feedback,
            (false, true) => Purpose::CheckIn,
            (false, false) => Purpose::Other,
        },
        preview: args.preview,
    };
    let queued = answer::draft(&mut vault, &state, case, says, context.today, context.rng)?;
    if args.preview {
        preview(context, &vault, &text)?;
    }
    say_queued(context, case, &queued)?;
    if args.preview {
        return Ok(writeln!(
            context.out,
            "Nothing was kept: this was a preview."
        )?);
    }
    if args.feedback {
        writeln!(
            context.out,
            "It stands in the journal as the feedback in this case."
        )?;
    }
    if args.check_in {
        writeln!(
            context.out,
            "It stands in the journal as a question how the reporter fares."
        )?;
    }
    Ok(())
}

/// The answer as the page will show it.
fn preview<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    text: &str,
) -> Result<(), CommandError> {
    let profile = &vault.secrets.profile;
    let name = one_line(&profile.name, NAME_COLUMNS);
    let role = one_line(&profile.role_nl, NAME_COLUMNS);
    writeln!(context.out, "The reporter will read, from {name}, {role}:")?;
    Ok(write!(context.out, "{}", quoted(text.trim_end()))?)
}

/// What becomes of an answer, and when.
pub(super) fn say_queued<R: CryptoRng>(
    context: &mut Context<'_, R>,
    case: CaseId,
    queued: &Queued,
) -> Result<(), CommandError> {
    write!(
        context.out,
        "The answer in case {case} takes {} cell(s)",
        queued.cells
    )?;
    if queued.files > 0 {
        write!(
            context.out,
            " and {} file(s), {} MB in the outbox,",
            queued.files,
            queued.files_len.div_ceil(1_000_000)
        )?;
    }
    match queued.day {
        Some(day) if day == context.today => {
            writeln!(context.out, " and goes out with today's export.")?;
        }
        Some(day) => writeln!(context.out, " and will be published on {day}.")?,
        None => writeln!(
            context.out,
            ", but the roster gives you no publication day: it cannot go out."
        )?,
    }
    if let Some(due) = queued.late {
        writeln!(
            context.out,
            "Feedback is due by {due}, before that. A colleague may publish earlier; more cells per batch \
             (`roster set`) shorten the queue."
        )?;
    }
    Ok(())
}
