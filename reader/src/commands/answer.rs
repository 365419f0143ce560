//! `answer`

use std::{
    fs::File,
    io::{self, Read as _},
};

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{CommandError, Context, file_error};
use crate::{
    answer::{self, AnswerError, Draft},
    cases,
    cli::Answer,
    journal::event::Purpose,
};

/// More than 255 cells never fit.
const TEXT_MAX: u64 = 512 * 1024;

pub(super) fn answer<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Answer,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let case = cases::find_living(&state, &args.case)?;
    let text = read_text(args)?;
    let says = Draft {
        text: &text,
        files: &args.file,
        purpose: if args.feedback {
            Purpose::Feedback
        } else {
            Purpose::Other
        },
    };
    let queued = answer::draft(&mut vault, &state, case, says, context.today, context.rng)?;
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
    if args.feedback {
        writeln!(
            context.out,
            "It stands in the journal as the feedback in this case."
        )?;
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

fn read_text(args: &Answer) -> Result<Zeroizing<String>, CommandError> {
    let mut text = Zeroizing::new(String::new());
    let read = match &args.text {
        Some(path) => {
            let file = File::open(path).map_err(file_error(path))?;
            file.take(TEXT_MAX)
                .read_to_string(&mut text)
                .map_err(file_error(path))?
        }
        None => io::stdin()
            .take(TEXT_MAX)
            .read_to_string(&mut text)
            .map_err(|error| CommandError::File("standard input".to_owned(), error))?,
    };
    if read as u64 >= TEXT_MAX {
        return Err(AnswerError::TooLong.into());
    }
    Ok(text)
}
