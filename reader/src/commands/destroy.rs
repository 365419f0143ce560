//! `destroy`

use std::{collections::BTreeSet, path::Path};

use crypto_core::{labels::kind, signed, text::hex, time::Epoch, words::Language};
use rand_core::CryptoRng;

use super::{CommandError, Context, file_error, read_text};
use crate::{
    answer::AnswerError,
    cases::{self, FindError},
    casework::{
        keep::{self, Time},
        name,
        perform::Work,
    },
    cli::Destroy,
    destroy, epochs,
    journal::{
        event::{Event, RegisterLine},
        ids::CaseId,
    },
    ledger::own,
    notice::month,
    state::{Case, Destroyed, State},
    terminal,
    vault::{Vault, files},
    words::{Words as _, both, counted, say},
};

pub(super) fn destroy<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Destroy,
) -> Result<(), CommandError> {
    let reason = args.early.as_deref().map(reason).transpose()?;
    let (mut vault, state) = context.open()?;
    let language = context.language;
    // Before anything is gone.
    if let Some(path) = args.certificate.as_ref().filter(|path| path.exists()) {
        let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(file_error(path)(there));
    }
    // It may have failed after the destroying.
    let known = cases::find(&state, &args.case)?;
    let destroyed = state.cases.get(&known).and_then(|case| case.destroyed);
    if let (Some(left), Some(path)) = (destroyed, &args.certificate) {
        return certify(context, &vault, (known, &left), path);
    }
    let id = cases::find_living(&state, &args.case)?;
    let case = state.cases.get(&id).ok_or(FindError::None)?;
    let work = Work::of(&mut vault, &state, id)?;
    if let Some(kept) = keep::kept(&mut vault, &state, (case, &work), context.today)? {
        return Err(CommandError::Kept(id, kept));
    }
    if let Some(reason) = &reason {
        // It outlives the case.
        name::keep_names_out(&mut vault, (&work, case), &[reason])?;
    }
    let time = Time::of(&mut vault, &state, (case, &work), context.today)?;
    let early = time.early(context.today);
    if let Some(early) = early.filter(|_| reason.is_none()) {
        return Err(CommandError::Early(id, early));
    }
    let unheard = own::unheard(&vault, &state)?.remove(&id);
    if let Some(unheard) = unheard.filter(|_| !args.unheard) {
        return Err(CommandError::Unheard(id, unheard));
    }
    if reason.is_some() {
        let kept = match early {
            Some(early) => {
                let early = early.words(language);
                both!(
                    language,
                    "Het is te vroeg: {early}. De reden komt in het register en in de verklaring.",
                    "It is before its time: {early}. The reason goes into the register and the certificate.",
                )
            }
            None => say(
                language,
                "De zaak mag weg: de reden wordt niet bewaard.",
                "Its time has come: the reason is not kept.",
            )
            .to_owned(),
        };
        writeln!(context.out, "{kept}")?;
    }
    for sentence in consequences(language, &vault, &state, (id, case))? {
        writeln!(context.out, "{sentence}")?;
    }
    let question = say(
        language,
        "De zaak voorgoed vernietigen?",
        "Destroy it for good?",
    );
    if !args.yes && !context.prompt.confirm(question, language)? {
        let nothing = say(
            language,
            "Er is niets vernietigd. Met --yes gebeurt het zonder vraag.",
            "Nothing was destroyed. With --yes it is done without a question.",
        );
        return Ok(writeln!(context.out, "{nothing}")?);
    }
    let reason = reason.filter(|_| early.is_some());
    let line = keep::register_line(&mut vault, &state, (id, context.today), reason)?;
    destroy::destroy(&mut vault, id, line, context.today, context.rng)?;
    let destroyed = both!(
        language,
        "De inhoud van zaak {id} is vernietigd. De naam en de datums van de zaak blijven in de lijst staan, en in het \
         register een regel zonder die naam.",
        "The contents of case {id} are destroyed; its name and dates stay in the list, a line without its name in \
         the register.",
    );
    writeln!(context.out, "{destroyed}")?;
    let state = State::replay(vault.journal.events());
    let left = state.cases.get(&id).and_then(|case| case.destroyed);
    match (left, &args.certificate) {
        (Some(left), Some(path)) => certify(context, &vault, (id, &left), path),
        _ => Ok(()),
    }
}

/// Why a case goes before its time, from a file or from standard input.
fn reason(path: &Path) -> Result<String, CommandError> {
    let text = read_text(Some(path).filter(|path| *path != Path::new("-")))?;
    match text.trim() {
        "" => Err(CommandError::NoReason),
        reason => Ok(reason.to_owned()),
    }
}

fn certify<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    (id, left): (CaseId, &Destroyed),
    path: &Path,
) -> Result<(), CommandError> {
    let text = certificate(vault, id, left)?;
    files::create_new(path, &text).map_err(file_error(path))?;
    let path = path.display();
    let made = both!(
        context.language,
        "De verklaring staat in {path}.",
        "The certificate is {path}.",
    );
    Ok(writeln!(context.out, "{made}")?)
}

/// A text that says what was destroyed, signed with this member's key; stock minisign checks it.
fn certificate(vault: &Vault, id: CaseId, left: &Destroyed) -> Result<Vec<u8>, CommandError> {
    let channel = vault.secrets.channel.ok_or(AnswerError::NoBoard)?;
    let line = vault.journal.events().find_map(|event| match event {
        Event::CaseDestroyed { case, register, .. } if *case == id => register.first(),
        _ => None,
    });
    let kept = line.map(kept).unwrap_or_default();
    let body = format!(
        "{}\nchannel: {channel}\ncase: {id}\ndestroyed: {}\nletters: {}\nanswers: {}\nmember: {}\n{kept}\
         The keys of everything that this member's reader held of the case were erased on that day.\n",
        kind::DESTROYED,
        left.day,
        left.letters,
        left.replies,
        vault.secrets.number(),
    );
    Ok(signed::sign(
        body.as_bytes(),
        kind::DESTROYED,
        &vault.secrets.member_key,
    ))
}

/// How long it was to be kept, by what was decided and by which rules, and why it was not.
fn kept(line: &RegisterLine) -> String {
    let outcome = match line.outcome.as_str() {
        "" => "none",
        outcome => outcome,
    };
    let mut kept = format!("outcome: {outcome}\n");
    if let Some(rules) = line.rules {
        let number = hex(&rules);
        let until = line.kept_until.map(|day| day.to_string());
        let until = until.unwrap_or_else(|| "not closed".to_owned());
        kept += &format!("rules: {number}\nto be kept until: {until}\n");
    }
    if let Some(early) = &line.early {
        let reason = terminal::one_line(early, usize::MAX);
        kept += &format!("destroyed before its time: {reason}\n");
    }
    kept
}

fn consequences(
    language: Language,
    vault: &Vault,
    state: &State,
    (id, case): (CaseId, &Case),
) -> Result<Vec<String>, CommandError> {
    let (letters, replies) = (case.letters.len(), case.replies.len());
    let all_letters = counted(letters, "brief", "brieven");
    let answers = counted(
        replies,
        "antwoord of bevestiging",
        "antwoorden en bevestigingen",
    );
    let mut all = vec![both!(
        language,
        "Zaak {id}: wat erin zit ({all_letters}, {answers}, en alle bestanden daarbij), is daarna op deze lezer nooit \
         meer te lezen. Bewaar eerst ergens anders wat je moet bewaren, volgens de wet of jullie eigen regels: dat \
         bepaal jij. De zaak blijft op de lezers van je collega's, en in reservekopieën van vóór vandaag: vernietig die \
         ook. Antwoorden op het bord blijven daar voor de melder staan tot hun tijd om is.",
        "Case {id}: its {letters} letter(s), {replies} answer(s) and confirmation(s), and all files with them, can then never be read again \
         on this reader. Keep elsewhere beforehand what you must keep, by law or by your own rules: that \
         is for you to decide. Your colleagues' readers keep what they have, and so do backups made before \
         today: destroy those too. Answers on the board stay there for their reporter until their time is over.",
    )];
    let unpublished = case.replies.iter().filter(|id| !state.is_out(**id)).count();
    if unpublished > 0 {
        let unseen = match unpublished {
            1 => "1 antwoord is".to_owned(),
            _ => format!("{unpublished} antwoorden zijn"),
        };
        all.push(both!(
            language,
            "{unseen} nog niet op een bord gezien; wat in geen zending zit, gaat nooit meer naar buiten.",
            "{unpublished} answer(s) of it were not seen on a board yet; what is in no batch will never go \
             out.",
        ));
    }
    let months: BTreeSet<Epoch> = case
        .letters
        .iter()
        .map(|letter| letter.letter_day.epoch())
        .collect();
    let here = vault.epochs()?;
    for epoch in months {
        if here.iter().any(|one| one.epoch == epoch)
            && let Some(day) = epochs::deadline(epoch)
        {
            let which = month(epoch);
            all.push(both!(
                language,
                "Wie een kopie heeft van de brieven van {which} en van deze kluis, kan ze openen tot de sleutels van \
                 {which} worden gewist, uiterlijk op {day} (`keys list`).",
                "Who has a copy of its letters of {which} and this vault can open them until the keys of \
                 {which} are erased, on {day} at the latest (`keys list`).",
            ));
        }
    }
    Ok(all)
}
