//! `answer`

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{CommandError, Context, read_text};
use crate::{
    answer::{Draft, Queued},
    cases,
    casework::answering::{self, Answer},
    cli,
    journal::{event::Purpose, ids::CaseId},
    progress::Watch,
    terminal::{one_line, quoted},
    vault::Vault,
    words::{self, both, say},
};

/// Columns of a name and a role in a preview.
const NAME_COLUMNS: usize = 60;

pub(super) fn answer<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &cli::Answer,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let case = cases::find_living(&state, &args.case)?;
    let text = match (args.minutes, args.text.as_deref()) {
        // The minutes need no words of one's own.
        (true, None) => Zeroizing::default(),
        (_, path) => read_text(path)?,
    };
    let says = Draft {
        text: &text,
        files: &args.file,
        purpose: match (args.feedback, args.check_in) {
            (true, _) => Purpose::Feedback,
            (false, true) => Purpose::CheckIn,
            (false, false) => Purpose::Other,
        },
        preview: args.preview,
        watch: Watch::NOBODY,
    };
    let language = context.language;
    let answer = Answer {
        says,
        next: args.next.map(|by| (by, language)),
        minutes: args.minutes,
    };
    let of = (&state, case);
    let answered = answering::answer(&mut vault, of, answer, context.today, context.rng)?;
    if args.preview {
        preview(context, &vault, &answered.text)?;
    }
    say_queued(context, case, &answered.queued)?;
    if args.preview {
        let nothing = say(
            language,
            "Er is niets bewaard: dit was om te kijken.",
            "Nothing was kept: this was a preview.",
        );
        return Ok(writeln!(context.out, "{nothing}")?);
    }
    if let Some(by) = args.next {
        let by = words::days::day(language, by);
        let kept = both!(
            language,
            "Dat de melder uiterlijk op {by} weer iets hoort, staat als toezegging in de zaak.",
            "That the reporter hears more by {by} stands in the case as a promise.",
        );
        writeln!(context.out, "{kept}")?;
    }
    match words::answer::counts_as(language, args.feedback, args.check_in) {
        Some(sentence) => Ok(writeln!(context.out, "{sentence}")?),
        None => Ok(()),
    }
}

/// The answer as the page will show it.
fn preview<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    text: &str,
) -> Result<(), CommandError> {
    let profile = &vault.secrets.profile;
    let name = one_line(&profile.name, NAME_COLUMNS);
    let [dutch, english] =
        [&profile.role_nl, &profile.role_en].map(|role| one_line(role, NAME_COLUMNS));
    // The reporter's language is that of the page as they read it, not the member's.
    let reads = both!(
        context.language,
        "De melder leest, van {name}, {dutch} (op de Engelse pagina: {english}):",
        "The reporter will read, from {name}, {english} (on the Dutch page: {dutch}):",
    );
    writeln!(context.out, "{reads}")?;
    Ok(write!(context.out, "{}", quoted(text.trim_end()))?)
}

/// What becomes of an answer, and when.
pub(super) fn say_queued<R: CryptoRng>(
    context: &mut Context<'_, R>,
    case: CaseId,
    queued: &Queued,
) -> Result<(), CommandError> {
    for sentence in words::answer::queued(context.language, case, queued, context.today) {
        writeln!(context.out, "{sentence}")?;
    }
    Ok(())
}
