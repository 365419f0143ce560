//! `show`

use crypto_core::ids::MemberNumber;
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::{CommandError, Context, case_list, minutes, name_box, sealed, terms};
use crate::{
    cases::{self, Text},
    journal::{
        event::{Alarms, Mark, ReplyKind, Standing},
        ids::{CaseId, ReplyId},
    },
    services::{self, Services},
    state::{BatchStanding, Case, Destroyed, Letter, State},
    terminal::{LookAlike, look_alike_words, mixed_words, one_line, quoted},
    vault::Vault,
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
    let services = Services::of(&vault, context.language)?;
    let service = services::of_case(&mut vault, case)?;
    let due = crate::terms::of_case(&mut vault, &state, (id, case))?;
    let publishing = terms::publishing(&vault, &state, context.today)?;
    if context.cli.json {
        let mut messages = Vec::new();
        for place in order {
            let message = message(&mut vault, &state, case, place)?;
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
                "claimed_by": state.claimed_by(id).map(|by| by.to_string()).collect::<Vec<_>>(),
            })),
            "claims": case.claims.map(|minutes| minutes.to_string()),
            "sealed": sealed::json(&state, case),
        }));
    }
    head(context, &state, (id, case), &left_out)?;
    if let Some(name) = services.name(service) {
        let about = format!("About: {}", one_line(&name, NAME_COLUMNS));
        writeln!(context.out, "{about}")?;
    }
    if let Some(due) = due {
        let [confirmation, feedback] = terms::sentences(&due, context.today);
        writeln!(context.out, "{confirmation}. {feedback}.")?;
    }
    // One at a time: a sender may have written any number of them.
    for place in order {
        if let Some(message) = message(&mut vault, &state, case, place)? {
            write(context, &message)?;
        }
    }
    for text in sealed::words(&state, case) {
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
    vault: &mut Vault,
    state: &State,
    case: &Case,
    place: Place,
) -> Result<Option<Message>, CommandError> {
    match place {
        Place::Letter(at) => match case.letters.get(at) {
            Some(letter) => Ok(Some(letter_message(vault, state, case, letter)?)),
            None => Ok(None),
        },
        Place::Answer(id) => reply_message(vault, state, id),
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
    writeln!(
        context.out,
        "Case {id}, opened {}, to {}",
        case.opened,
        addressee(case)
    )?;
    if let Some(left) = &case.destroyed {
        return Ok(writeln!(
            context.out,
            "Its contents were {}.",
            destroyed(case, left)
        )?);
    }
    if let Some(warning) = standing(case).filter(|_| case.minutes.is_none()) {
        writeln!(context.out, "{warning}")?;
    }
    for sentence in minutes::sentences(state, id, case) {
        writeln!(context.out, "{sentence}")?;
    }
    if !left_out.is_empty() {
        let numbers: Vec<String> = left_out.iter().map(ToString::to_string).collect();
        writeln!(
            context.out,
            "The reporter left out member(s) {}: do not tell them that this case exists.",
            numbers.join(", ")
        )?;
    }
    Ok(())
}

fn letter_message(
    vault: &mut Vault,
    state: &State,
    case: &Case,
    letter: &Letter,
) -> Result<Message, CommandError> {
    let text = cases::text(vault, letter)?;
    let alarms = alarms(letter.alarms);
    let mut facts: Vec<String> = alarms
        .iter()
        .map(|(_, words)| (*words).to_owned())
        .collect();
    let (kind, service) = match &text {
        Text::Letter(content) => {
            for file in &content.attachments {
                facts.push(format!(
                    "File: {} (see `files`)",
                    one_line(&file.name, NAME_COLUMNS)
                ));
            }
            facts.extend(name_box::fact(content));
            (content.kind.as_str().to_owned(), content.service)
        }
        Text::Foreign(_) => ("text of another age tool".to_owned(), 0),
    };
    facts.extend(mixed(text.body()));
    let proof = proof_of(state, case, letter);
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
    Ok(Message {
        // Letters carry the day of the board that the reporter was shown, not that of the writing.
        when: format!(
            "Reporter, on or soon after {}, imported {}",
            letter.letter_day, letter.imported
        ),
        kind: one_line(&kind, KIND_COLUMNS),
        text: text.body().to_owned(),
        facts,
        json,
    })
}

/// A warning of words whose letters are not what they look like, one line each.
fn mixed(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (words, more) = mixed_words(text);
    if !words.is_empty() {
        lines.push("Words that mix letters of several alphabets, which look alike:".to_owned());
        lines.extend(words.iter().map(|word| format!("- {word}")));
        lines.extend((more > 0).then(|| format!("and {more} more")));
    }
    let (words, more) = look_alike_words(text);
    if !words.is_empty() {
        lines.push("Words that look like Latin letters and are not:".to_owned());
        let line = |one: &LookAlike| format!("- \"{}\" in {} letters", one.looks_like, one.script);
        lines.extend(words.iter().map(line));
        lines.extend((more > 0).then(|| format!("and {more} more")));
    }
    lines
}

/// What became of the proof of receipt that a letter asks for; nothing where it asks for none.
fn proof_of(state: &State, case: &Case, letter: &Letter) -> Option<(&'static str, &'static str)> {
    let mut all = case.proofs.iter();
    let asked = all.find(|asked| asked.letter == letter.id)?;
    Some(match state.stated_in(case, &asked.stated.sha256) {
        None => (
            "waiting",
            "The reporter asks for a proof of receipt; your next answer or confirmation carries it.",
        ),
        Some(reply) if state.is_out(reply) => (
            "published",
            "The reporter asked for a proof of receipt; it is published with your answer.",
        ),
        Some(_) => (
            "sealed",
            "The reporter asked for a proof of receipt; it goes out with your answer.",
        ),
    })
}

fn reply_message(
    vault: &mut Vault,
    state: &State,
    id: ReplyId,
) -> Result<Option<Message>, CommandError> {
    let Some(reply) = state.replies.get(&id) else {
        return Ok(None);
    };
    let text = vault.contents.read(&reply.piece)?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let kind = match reply.kind {
        ReplyKind::Answer => "answer",
        ReplyKind::Confirmation => "confirmation of receipt",
    };
    let (code, words) = where_is(state, id);
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
    let mut facts = vec![words.to_owned()];
    if !reply.proofs.is_empty() {
        facts.push(format!(
            "carries a proof of receipt for {} letter(s)",
            reply.proofs.len()
        ));
    }
    Ok(Some(Message {
        when: format!("You, {}", reply.written),
        kind: kind.to_owned(),
        text,
        facts,
        json,
    }))
}

fn where_is(state: &State, id: ReplyId) -> (&'static str, &'static str) {
    let Some(reply) = state.replies.get(&id) else {
        return ("waiting", "waits for a publication day");
    };
    if state.is_out(id) {
        ("published", "published, seen on the board")
    } else if reply.placed.is_empty() || reply.stale {
        ("waiting", "waits for a publication day")
    } else if !reply.is_placed() {
        (
            "partly",
            "partly in a batch; the rest waits for the next publication day",
        )
    } else if state
        .batches_of(id)
        .any(|batch| matches!(batch.standing, BatchStanding::Dropped(_)))
    {
        (
            "dropped",
            "was dropped from the board; the next export puts it back",
        )
    } else {
        ("exported", "in a batch, not yet seen on the board")
    }
}

fn alarms(bits: u8) -> Vec<(&'static str, &'static str)> {
    [
        (
            Alarms::OLD_ROSTER,
            "old_roster",
            "ALARM: the reporter was shown an old roster.",
        ),
        (
            Alarms::OLD_BOARD,
            "old_board",
            "ALARM: the reporter was shown an old board.",
        ),
        (
            Alarms::OTHER_ROSTER,
            "unknown_roster",
            "The reporter was shown a roster that this reader has not seen.",
        ),
        (
            Alarms::TAG,
            "tag",
            "The letter's tag does not hold: a mistyped receipt or a forgery.",
        ),
    ]
    .into_iter()
    .filter(|(bit, _, _)| bits & bit != 0)
    .map(|(_, code, words)| (code, words))
    .collect()
}

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

/// What is left of a destroyed case, in words.
pub(super) fn destroyed(case: &Case, destroyed: &Destroyed) -> String {
    let last = destroyed
        .last_letter
        .map_or_else(String::new, |day| format!(", the last imported {day}"));
    format!(
        "destroyed on {}: opened {}, {} letter(s){last}, {} answer(s) and confirmation(s)",
        destroyed.day, case.opened, destroyed.letters, destroyed.replies
    )
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

/// A sentence about a case that is no ordinary conversation.
pub(super) fn standing(case: &Case) -> Option<String> {
    let beside = case.beside.map(|beside| beside.to_string());
    Some(match (case.standing, beside) {
        (Standing::Sealed, _) | (Standing::Conversation, None) => return None,
        (Standing::Conversation, Some(beside)) => {
            format!("The reporter of {beside}, which you destroyed, writes again.")
        }
        (Standing::Rival, Some(beside)) => {
            format!("One of this case and {beside} is forged; nobody can tell yet which.")
        }
        (Standing::Doubtful, Some(beside)) => {
            format!("Says it belongs to {beside}: a mistyped receipt or a forgery.")
        }
        (Standing::Rival | Standing::Doubtful, None) => {
            "The letter's tag does not hold: a mistyped receipt or a forgery.".to_owned()
        }
        (Standing::NoWayBack, _) => "There is no way back to who wrote this.".to_owned(),
    })
}
