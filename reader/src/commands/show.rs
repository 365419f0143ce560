//! `show`

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::{CommandError, Context};
use crate::{
    cases::{self, Text},
    journal::{
        event::{Alarms, Mark, ReplyKind, Standing},
        ids::ReplyId,
    },
    state::{BatchStanding, Case, Letter, State},
    terminal::{one_line, plain},
    vault::Vault,
};

/// A letter or an answer, ready to be shown.
struct Message {
    day: Day,
    from_reporter: bool,
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
    let mut messages = Vec::new();
    for letter in &case.letters {
        messages.push(letter_message(&mut vault, letter)?);
    }
    for reply in &case.replies {
        messages.extend(reply_message(&mut vault, &state, *reply)?);
    }
    messages.sort_by_key(|message| (message.day, !message.from_reporter));
    if context.cli.json {
        let messages: Vec<&Value> = messages.iter().map(|message| &message.json).collect();
        return context.json(&json!({
            "case": id.to_string(),
            "opened": case.opened,
            "addressee": addressee(case),
            "standing": standing_code(case),
            "beside": case.beside.map(|beside| beside.to_string()),
            "mark": mark_code(case.mark),
            "can_answer": case.keys.is_some(),
            "left_out": left_out.iter().map(|member| member.0).collect::<Vec<_>>(),
            "messages": messages,
        }));
    }
    head(context, case, &left_out, &id.to_string())?;
    for message in messages {
        writeln!(
            context.out,
            "\n--- {} ({})",
            message.when,
            one_line(&message.kind, 30)
        )?;
        for fact in &message.facts {
            writeln!(context.out, "    {fact}")?;
        }
        writeln!(context.out, "{}", plain(&message.text))?;
    }
    Ok(())
}

fn head<R: CryptoRng>(
    context: &mut Context<'_, R>,
    case: &Case,
    left_out: &[MemberNumber],
    id: &str,
) -> Result<(), CommandError> {
    writeln!(
        context.out,
        "Case {id}, opened {}, to {}",
        case.opened,
        addressee(case)
    )?;
    if let Some(warning) = standing(case) {
        writeln!(context.out, "{warning}")?;
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

fn letter_message(vault: &mut Vault, letter: &Letter) -> Result<Message, CommandError> {
    let text = cases::text(vault, letter)?;
    let alarms = alarms(letter.alarms);
    let mut facts: Vec<String> = alarms
        .iter()
        .map(|(_, words)| (*words).to_owned())
        .collect();
    let (kind, service) = match &text {
        Text::Letter(content) => {
            for file in &content.attachments {
                facts.push(format!("File: {} (see `files`)", one_line(&file.name, 80)));
            }
            (content.kind.as_str().to_owned(), content.service)
        }
        Text::Foreign(_) => ("text of another age tool".to_owned(), 0),
    };
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
        "text": text.body(),
    });
    Ok(Message {
        day: letter.letter_day,
        from_reporter: true,
        // Letters carry the day of the board that the reporter was shown, not that of the writing.
        when: format!(
            "Reporter, on or soon after {}, imported {}",
            letter.letter_day, letter.imported
        ),
        kind,
        text: text.body().to_owned(),
        facts,
        json,
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
    let json = json!({
        "from": "committee",
        "day": reply.written,
        "reply": id.to_string(),
        "kind": match reply.kind { ReplyKind::Answer => "answer", ReplyKind::Confirmation => "receipt" },
        "cells": reply.parts,
        "state": code,
        "text": text,
    });
    Ok(Some(Message {
        day: reply.written,
        from_reporter: false,
        when: format!("You, {}", reply.written),
        kind: kind.to_owned(),
        text,
        facts: vec![words.to_owned()],
        json,
    }))
}

fn where_is(state: &State, id: ReplyId) -> (&'static str, &'static str) {
    let Some(reply) = state.replies.get(&id) else {
        return ("waiting", "waits for a publication day");
    };
    if state.is_out(id) {
        ("published", "published, seen on the board")
    } else if reply.placed.is_empty() {
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
    }
}

pub(super) fn mark_code(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => "open",
        Mark::Spam => "spam",
        Mark::Closed => "closed",
    }
}

/// A sentence about a case that is no ordinary conversation.
pub(super) fn standing(case: &Case) -> Option<String> {
    let beside = case.beside.map(|beside| beside.to_string());
    Some(match (case.standing, beside) {
        (Standing::Conversation, _) => return None,
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
