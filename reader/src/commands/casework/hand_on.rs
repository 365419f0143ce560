//! `case hand-on`

use std::fmt::Write as _;

use crypto_core::{ids::MemberNumber, minutes::Way};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::Desk;
use crate::{
    answer::{self, Draft},
    cases::{self, Text},
    casework::{Deed, What, consent, forward, name_box},
    cli::HandOn,
    commands::{CommandError, Context},
    journal::event::Purpose,
    minutes::{self, Typed},
    state::Case,
    terminal::one_line,
    vault::{Vault, VaultError},
    words::say,
};

/// Columns of a file's name.
const NAME_COLUMNS: usize = 80;
/// To whom it goes, as the deed has it for readers of either language.
const TO: &str = "de commissie / the committee";
/// What is said of a file, likewise.
const STAYS: &str =
    "een bestand dat bij de vertrouwenspersoon blijft / a file that stays with the adviser";
/// What stands in the answer where the code is to be.
const PLACE: &str = "{code}";

/// The reporter's letters go to the members as a report of their own, and the reporter gets the code that goes with
/// it: all of that, or nothing.
pub(super) fn hand_on<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &HandOn,
) -> Result<(), CommandError> {
    let mut desk = Desk::open(context, &args.tell)?;
    let (vault, today) = (&mut desk.vault, context.today);
    let case = desk.state.cases.get(&desk.case);
    let case = case.ok_or(cases::FindError::None)?;
    let letter = forward::letter(case, &args.consent);
    let consent = consent::meant(&desk.work, &args.consent, letter)?;
    // Whom the reporter left out before stays left out.
    let mut without = cases::left_out(vault, case)?.members;
    without.extend(args.without.iter().copied().map(MemberNumber));
    let text = letters(vault, case)?;
    let has_name = !name_box::held(vault, case)?.is_empty();
    let typed = Typed {
        text: &text,
        way: Way::Adviser,
        day: today,
        without: &without,
    };
    let (code, written) = minutes::prepare(vault, &typed, today, context.rng)?;
    let shown = code.expose_text();
    let told = match desk.text.contains(PLACE) {
        true => desk.text.replace(PLACE, &shown),
        false => format!("{}\n\n{}", *desk.text, *shown),
    };
    let told = Zeroizing::new(told);
    let deed = Deed::of(What::Forwarded(TO.to_owned(), consent));
    let (_, mut events) = desk.work.prepare(vault, deed, today, context.rng)?;
    events.push(written);
    let says = Draft {
        text: &told,
        files: &[],
        purpose: Purpose::Other,
        preview: false,
    };
    let case = (&desk.state, desk.case);
    let queued = answer::draft_with(vault, case, says, events, today, context.rng)?;
    let goes = say(
        context.language,
        "De brieven gaan met je volgende export naar de commissie; in je antwoord staat de code waarmee de melder \
         verdergaat.",
        "The letters go to the committee with your next export; your answer has the code by which their writer goes on.",
    );
    writeln!(context.out, "{goes}")?;
    super::super::answer::say_queued(context, desk.case, &queued)?;
    if has_name {
        let stays = say(
            context.language,
            "De naam die de melder apart hield, blijft bij jou: alleen jij kunt die openen, en niemand krijgt die \
             hiermee.",
            "The name that its writer held apart stays with you: it opens for you alone, and goes to nobody with this.",
        );
        writeln!(context.out, "{stays}")?;
    }
    crate::commands::minutes::leave_out_too(context, &without)
}

/// What the reporter wrote, letter by letter. The committee gets it, in whatever language they read.
fn letters(vault: &mut Vault, case: &Case) -> Result<Zeroizing<String>, VaultError> {
    let mut all = Zeroizing::new(String::new());
    for letter in &case.letters {
        let text = cases::text(vault, letter)?;
        let body = text.body().trim_end();
        let _ = writeln!(all, "[{}]\n{body}", letter.letter_day);
        if let Text::Letter(content) = &text {
            for file in &content.attachments {
                let name = one_line(&file.name, NAME_COLUMNS);
                let _ = writeln!(all, "[{STAYS}: {name}]");
            }
        }
        all.push('\n');
    }
    Ok(all)
}
