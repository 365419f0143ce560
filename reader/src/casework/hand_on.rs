//! An adviser's conversation, handed on to the committee because its reporter wants that.

use std::fmt::Write as _;

use crypto_core::{ids::MemberNumber, minutes::Way, time::Day};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Deed, What, consent, forward, name_box, perform::Work};
use crate::{
    answer::{self, Draft, Queued},
    cases::{self, Text},
    commands::CommandError,
    journal::event::Purpose,
    minutes::{self, Typed},
    progress::Watch,
    state::{Case, State},
    terminal::one_line,
    vault::{Vault, VaultError},
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

/// What an adviser says who hands letters on.
#[derive(Debug, Clone, Copy)]
pub struct HandingOn<'h> {
    /// What the reporter is told; the code by which they go on takes the place of `{code}` in it, or its end.
    pub tell: &'h str,
    /// The letter in which they consent, by the beginning of its name.
    pub consent: &'h str,
    /// Members who must not hear of it.
    pub without: &'h [MemberNumber],
}

/// What came of it.
pub struct HandedOn {
    /// The answer with the code.
    pub queued: Queued,
    /// Who does not hear of it.
    pub without: Vec<MemberNumber>,
    /// Whether a name that the reporter held apart stays behind.
    pub has_name: bool,
}

/// The reporter's letters go to the members as a report of their own, and the reporter gets the code that goes with
/// it: all of that, or nothing.
///
/// # Errors
/// What is missing; nothing is written down then.
pub fn hand_on(
    work: &mut Work,
    (vault, state): (&mut Vault, &State),
    said: &HandingOn<'_>,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<HandedOn, CommandError> {
    if said.tell.trim().is_empty() {
        return Err(CommandError::NoText);
    }
    let case = state.cases.get(&work.case);
    let case = case.ok_or(cases::FindError::None)?;
    let letter = forward::letter(case, said.consent);
    let consent = consent::meant(work, said.consent, letter)?;
    // Whom the reporter left out before stays left out.
    let mut without = cases::left_out(vault, case)?.members;
    without.extend(said.without.iter().copied());
    without.sort_unstable();
    without.dedup();
    let text = letters(vault, case)?;
    let has_name = !name_box::held(vault, case)?.is_empty();
    let typed = Typed {
        text: &text,
        way: Way::Adviser,
        day: today,
        without: &without,
    };
    let (code, written) = minutes::prepare(vault, &typed, today, rng)?;
    let shown = code.expose_text();
    let told = match said.tell.contains(PLACE) {
        true => said.tell.replace(PLACE, &shown),
        false => format!("{}\n\n{}", said.tell, *shown),
    };
    let told = Zeroizing::new(told);
    let deed = Deed::of(What::Forwarded(TO.to_owned(), consent));
    let (_, mut events) = work.prepare(vault, deed, today, rng)?;
    events.push(written);
    let says = Draft {
        text: &told,
        files: &[],
        purpose: Purpose::Other,
        preview: false,
        watch: Watch::NOBODY,
    };
    let queued = answer::draft_with(vault, (state, work.case), says, events, today, rng)?;
    Ok(HandedOn {
        queued,
        without,
        has_name,
    })
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
