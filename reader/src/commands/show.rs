//! `show`

use crypto_core::{ids::MemberNumber, words::Language};
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::{CommandError, Context, case_list, name_box, sealed, terms};
use crate::{
    cases::{self, Text},
    casework::checked::{self, Check},
    journal::{
        event::{Mark, ReplyKind, Standing},
        ids::{CaseId, ReplyId},
    },
    services::{self, Services},
    state::{Case, Letter, State},
    terminal::{one_line, quoted},
    vault::Vault,
    words::{self, Words as _, both, say},
};

/// Columns of what strangers chose in this program's own lines, so that none is longer than a terminal of 80.
const KIND_COLUMNS: usize = 14;
const NAME_COLUMNS: usize = 54;

/// A letter or an answer, ready to be shown.
struct Message {
    /// Who, and when, as far as that is known.
    when: String,
    kind: String,
    text: String,
    facts: Vec<String>,
    json: Value,
}

pub(super) fn show<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let id = cases::find(&state, typed)?;
    let Some(case) = state.cases.get(&id) else {
        return Err(cases::FindError::None.into());
    };
    let left_out = cases::left_out(&mut vault, case)?.members;
    let order = in_order(&state, case);
    let language = context.language;
    let services = Services::of(&vault, language)?;
    let service = services::of_case(&mut vault, case)?;
    let due = crate::terms::of_case(&mut vault, &state, (id, case))?;
    let checks = checked::of_case(&mut vault, &state, id)?;
    let publishing = terms::publishing(&vault, &state, context.today)?;
    if context.cli.json {
        let mut messages = Vec::new();
        for place in order {
            let message = message((&mut vault, &state, language), case, place)?;
            messages.extend(message.map(|message| message.json));
        }
        return context.json(&json!({
            "case": id.to_string(),
            "opened": case.opened,
            "addressee": addressee(case),
            "standing": standing_code(case),
            "beside": case.beside.map(|beside| beside.to_string()),
            "mark": mark_code(case),
            "destroyed": case.destroyed.map(|destroyed| destroyed.day),
            "can_answer": case.keys.is_some(),
            "service": case_list::service_json(&services, service),
            "left_out": left_out.iter().map(|member| member.0).collect::<Vec<_>>(),
            "terms": due.as_ref().map(|due| terms::json(due, publishing)),
            "messages": messages,
            "minutes": case.minutes.map(|minutes| json!({
                "member": minutes.member.0,
                "day": minutes.day,
                "checked": checks.iter().map(Check::json).collect::<Vec<_>>(),
                "claimed_by": state.claimed_by(id).map(|by| by.to_string()).collect::<Vec<_>>(),
            })),
            "claims": case.claims.map(|minutes| minutes.to_string()),
            "sealed": sealed::json(&state, case),
        }));
    }
    head(context, &state, (id, case), &left_out)?;
    for check in &checks {
        writeln!(context.out, "{}", check.words(language))?;
    }
    if let Some(name) = services.name(service) {
        let name = one_line(&name, NAME_COLUMNS);
        let about = both!(language, "Gaat over: {name}", "About: {name}");
        writeln!(context.out, "{about}")?;
    }
    if let Some(due) = due {
        let [confirmation, feedback] = words::terms::sentences(language, &due, context.today);
        writeln!(context.out, "{confirmation}. {feedback}.")?;
    }
    // One at a time: a sender may have written any number of them.
    for place in order {
        if let Some(message) = message((&mut vault, &state, language), case, place)? {
            write(context, &message)?;
        }
    }
    for text in sealed::words(&state, case, language) {
        write!(context.out, "{text}")?;
    }
    Ok(())
}

/// A letter of the case by its place in it, or an answer.
enum Place {
    Letter(usize),
    Answer(ReplyId),
}

/// By day; on one day letters first.
fn in_order(state: &State, case: &Case) -> Vec<Place> {
    let letters = case.letters.iter().enumerate();
    let letters = letters.map(|(at, letter)| (letter.letter_day, false, Place::Letter(at)));
    let answers = case.replies.iter().filter_map(|id| {
        let written = state.replies.get(id)?.written;
        Some((written, true, Place::Answer(*id)))
    });
    let mut all: Vec<_> = letters.chain(answers).collect();
    all.sort_by_key(|(day, answer, _)| (*day, *answer));
    all.into_iter().map(|(.., place)| place).collect()
}

fn message(
    (vault, state, language): (&mut Vault, &State, Language),
    case: &Case,
    place: Place,
) -> Result<Option<Message>, CommandError> {
    match place {
        Place::Letter(at) => match case.letters.get(at) {
            Some(letter) => Ok(Some(letter_message(
                (vault, state, language),
                case,
                letter,
            )?)),
            None => Ok(None),
        },
        Place::Answer(id) => reply_message((vault, state, language), id),
    }
}

fn write<R: CryptoRng>(
    context: &mut Context<'_, R>,
    message: &Message,
) -> Result<(), CommandError> {
    let kind = &message.kind;
    writeln!(context.out, "\n--- {} ({kind})", message.when)?;
    for fact in &message.facts {
        writeln!(context.out, "    {fact}")?;
    }
    Ok(write!(context.out, "{}", quoted(&message.text))?)
}

fn head<R: CryptoRng>(
    context: &mut Context<'_, R>,
    state: &State,
    (id, case): (CaseId, &Case),
    left_out: &[MemberNumber],
) -> Result<(), CommandError> {
    let language = context.language;
    let (opened, to) = (case.opened, words::case::addressee(language, case));
    let opened = both!(
        language,
        "Zaak {id}, geopend op {opened}, aan {to}",
        "Case {id}, opened {opened}, to {to}",
    );
    writeln!(context.out, "{opened}")?;
    if let Some(left) = &case.destroyed {
        let left = words::case::destroyed(language, case, left);
        let left = both!(
            language,
            "De inhoud is {left}.",
            "Its contents were {left}."
        );
        return Ok(writeln!(context.out, "{left}")?);
    }
    let standing = words::case::standing(language, case);
    if let Some(warning) = standing.filter(|_| case.minutes.is_none()) {
        writeln!(context.out, "{warning}")?;
    }
    for sentence in words::minutes::sentences(language, state, id, case) {
        writeln!(context.out, "{sentence}")?;
    }
    if !left_out.is_empty() {
        let left_out = words::case::left_out(language, left_out);
        writeln!(context.out, "{left_out}")?;
    }
    Ok(())
}

fn letter_message(
    (vault, state, language): (&mut Vault, &State, Language),
    case: &Case,
    letter: &Letter,
) -> Result<Message, CommandError> {
    let text = cases::text(vault, letter)?;
    let alarms = words::letter::alarms(language, letter.alarms);
    let mut facts: Vec<String> = alarms
        .iter()
        .map(|(_, words)| (*words).to_owned())
        .collect();
    let (kind, service) = match &text {
        Text::Letter(content) => {
            for file in &content.attachments {
                let name = one_line(&file.name, NAME_COLUMNS);
                facts.push(both!(
                    language,
                    "Bestand: {name} (zie `files`)",
                    "File: {name} (see `files`)",
                ));
            }
            facts.extend(words::name_box::fact(language, letter, content));
            (content.kind.words(language), content.service)
        }
        Text::Foreign(_) => {
            let kind = say(
                language,
                "tekst van een ander age-programma",
                "text of another age tool",
            );
            (kind.to_owned(), 0)
        }
    };
    facts.extend(words::letter::mixed(language, text.body()));
    let proof = words::letter::proof_of(language, state, case, letter);
    facts.extend(proof.map(|(_, words)| words.to_owned()));
    let codes: Vec<&str> = alarms.iter().map(|(code, _)| *code).collect();
    let json = json!({
        "from": "reporter",
        "day": letter.letter_day,
        "imported": letter.imported,
        "week": letter.week.0,
        "letter": letter.id,
        "kind": kind,
        "service": service,
        "alarms": codes,
        "proof": proof.map(|(code, _)| code),
        "name": name_box::json_of(&text),
        "text": text.body(),
    });
    let (day, imported) = (letter.letter_day, letter.imported);
    Ok(Message {
        // Letters carry the day of the board that the reporter was shown, not that of the writing.
        when: both!(
            language,
            "Melder, op of kort na {day}, ingelezen op {imported}",
            "Reporter, on or soon after {day}, imported {imported}",
        ),
        kind: one_line(&kind, KIND_COLUMNS),
        text: text.body().to_owned(),
        facts,
        json,
    })
}

fn reply_message(
    (vault, state, language): (&mut Vault, &State, Language),
    id: ReplyId,
) -> Result<Option<Message>, CommandError> {
    let Some(reply) = state.replies.get(&id) else {
        return Ok(None);
    };
    let text = vault.contents.read(&reply.piece)?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let kind = match reply.kind {
        ReplyKind::Answer => say(language, "antwoord", "answer"),
        ReplyKind::Confirmation => say(language, "ontvangstbevestiging", "confirmation of receipt"),
    };
    let (code, place) = words::letter::where_is(language, state, id);
    let of = state.cases.get(&reply.case);
    let is_to_adviser = of.is_some_and(|case| case.addressee != MemberNumber(0));
    let json = json!({
        "from": if is_to_adviser { "adviser" } else { "committee" },
        "day": reply.written,
        "reply": id.to_string(),
        "kind": match reply.kind { ReplyKind::Answer => "answer", ReplyKind::Confirmation => "receipt" },
        "cells": reply.parts,
        "state": code,
        "proofs": reply.proofs.len(),
        "text": text,
    });
    let mut facts = vec![place.to_owned()];
    if !reply.proofs.is_empty() {
        facts.push(words::letter::carries_proofs(language, reply.proofs.len()));
    }
    let written = reply.written;
    Ok(Some(Message {
        when: both!(language, "Jij, {written}", "You, {written}"),
        kind: kind.to_owned(),
        text,
        facts,
        json,
    }))
}

/// For programs.
pub(super) fn addressee(case: &Case) -> String {
    match case.addressee {
        MemberNumber(0) => "committee".to_owned(),
        adviser => format!("adviser {adviser}"),
    }
}

pub(super) fn standing_code(case: &Case) -> &'static str {
    match case.standing {
        Standing::Conversation => "conversation",
        Standing::Rival => "rival",
        Standing::Doubtful => "doubtful",
        Standing::NoWayBack => "no_way_back",
        Standing::Sealed => "sealed",
    }
}

pub(super) fn mark_code(case: &Case) -> &'static str {
    if case.destroyed.is_some() {
        return "destroyed";
    }
    match case.mark {
        Mark::Open => "open",
        Mark::Spam => "spam",
        Mark::Closed => "closed",
    }
}
