//! `journal`

use crypto_core::ids::MemberNumber;
use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context};
use crate::{
    answer::AnswerError,
    ledger::{self, Line, fact},
    public::Public,
};

pub(super) fn journal<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let public = Public::load(&vault)?.ok_or(AnswerError::NoBoard)?;
    let (lines, alarms) = ledger::whole(&mut vault, &state, &public, |_| true)?;
    let cases = ledger::cases(&state);
    let case_of = |line: &Line| cases.get(&line.fact.letter()?).copied();
    if context.cli.json {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| {
                json!({
                    "member": line.member.0,
                    "day": line.day,
                    "written": line.written,
                    "late": line.late,
                    "case": case_of(line).map(|case| case.to_string()),
                    "letter": line.fact.letter(),
                    "what": fact::words(&line.fact),
                })
            })
            .collect();
        let alarms: Vec<_> = (alarms.iter())
            .map(|alarm| json!({ "member": alarm.member().0, "text": alarm.to_string() }))
            .collect();
        return context.json(&json!({ "lines": lines, "alarms": alarms }));
    }
    if lines.is_empty() {
        writeln!(context.out, "Nobody has told anything yet.")?;
    }
    let mut before = None;
    let mut order: Vec<&Line> = lines.iter().collect();
    order.sort_by_key(|line| case_of(line));
    for line in order {
        let case = case_of(line);
        if before != Some(case) {
            match case {
                Some(case) => writeln!(context.out, "Case {case}")?,
                None => writeln!(context.out, "Of no case in this vault")?,
            }
            before = Some(case);
        }
        let who = name(&public, vault.secrets.number(), line.member);
        let late = if line.late {
            format!(" (written down on {})", line.written)
        } else {
            String::new()
        };
        writeln!(
            context.out,
            "  {}  {who} {}{late}",
            line.day,
            fact::words(&line.fact)
        )?;
    }
    for alarm in alarms {
        writeln!(context.out, "ALARM: {alarm}")?;
    }
    Ok(())
}

fn name(public: &Public, me: MemberNumber, member: MemberNumber) -> String {
    if member == me {
        return "You".to_owned();
    }
    let listed = public.roster.member(member);
    let name = listed.map_or_else(String::new, |one| {
        format!(" ({})", crate::terminal::one_line(&one.name, 40))
    });
    format!("Member {member}{name}")
}
