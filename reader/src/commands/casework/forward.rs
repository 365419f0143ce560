//! `case forward`

use rand_core::CryptoRng;

use super::{
    super::{CommandError, Context, file_error},
    Desk,
};
use crate::{
    cases,
    casework::{Deed, What, consent, forward},
    cli::Forward,
    terminal::one_line,
    words::{Words as _, both},
};

/// Columns of what a stranger named a file.
const NAME_COLUMNS: usize = 60;

pub(super) fn forward<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Forward,
) -> Result<(), CommandError> {
    let mut desk = Desk::open(context, &args.why)?;
    let key = std::fs::read_to_string(&args.recipient).map_err(file_error(&args.recipient))?;
    let case = desk
        .state
        .cases
        .get(&desk.case)
        .ok_or(cases::FindError::None)?;
    let letter = forward::letter(case, &args.consent);
    let consent = consent::meant(&desk.work, &args.consent, letter)?;
    let (vault, today) = (&mut desk.vault, context.today);
    let report = forward::seal(vault, case, (&key, &args.out), context.rng)?;
    // Colleagues read it, in whatever language they do.
    let with = match report.sent() {
        0 => String::new(),
        files => format!("; bestanden/files: {files}"),
    };
    let (to, key) = (&args.to, forward::key_name(&key));
    let name = format!("{to} (sleutel/key {key}{with})");
    let mut deed = Deed::of(What::Forwarded(name, consent));
    deed.text.clone_from(&desk.text);
    let (id, events) = desk.work.prepare(vault, deed, today, context.rng)?;
    vault.contents.sync(context.rng)?;
    vault.journal.append(events, &vault.secrets, context.rng)?;
    let files = report.keep();
    desk.report(context, id)?;
    let (out, language) = (args.out.display(), context.language);
    let sealed = both!(
        language,
        "De verzegelde melding staat in {out}.",
        "The sealed report is {out}.",
    );
    writeln!(context.out, "{sealed}")?;
    for (number, file) in files {
        let name = one_line(&file.name, NAME_COLUMNS);
        let told = match file.sealed {
            Ok(path) => {
                let path = path.display();
                both!(
                    language,
                    "Bestand {number}, {name}\n    is verzegeld in {path}",
                    "File {number}, {name}\n    is sealed in {path}",
                )
            }
            Err(unsent) => {
                let unsent = unsent.words(language);
                both!(
                    language,
                    "Bestand {number}, {name}\n    is NIET MEEGESTUURD: {unsent}",
                    "File {number}, {name}\n    is NOT SENT: {unsent}",
                )
            }
        };
        writeln!(context.out, "{told}")?;
    }
    Ok(())
}
