//! `journal`

use crypto_core::words::Language;
use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context};
use crate::{
    answer::AnswerError,
    ledger::{self, Line},
    public::Public,
    words::{self, Words as _, both, say},
};

pub(super) fn journal<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let public = Public::load(&vault)?.ok_or(AnswerError::NoBoard)?;
    let (lines, alarms) = ledger::whole(&mut vault, &state, &public, |_| true)?;
    let cases = ledger::cases(&state);
    let language = context.language;
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
                    "what": line.fact.words(Language::English),
                })
            })
            .collect();
        let alarms: Vec<_> = (alarms.iter())
            .map(|alarm| json!({ "member": alarm.member().0, "text": alarm.to_string() }))
            .collect();
        return context.json(&json!({ "lines": lines, "alarms": alarms }));
    }
    if lines.is_empty() {
        let none = say(
            language,
            "Er heeft nog niemand iets verteld.",
            "Nobody has told anything yet.",
        );
        writeln!(context.out, "{none}")?;
    }
    let mut before = None;
    let mut order: Vec<&Line> = lines.iter().collect();
    order.sort_by_key(|line| case_of(line));
    for line in order {
        let case = case_of(line);
        if before != Some(case) {
            match case {
                Some(case) => {
                    let case = both!(language, "Zaak {case}", "Case {case}");
                    writeln!(context.out, "{case}")?;
                }
                None => {
                    let none = say(
                        language,
                        "Bij geen zaak in deze kluis",
                        "Of no case in this vault",
                    );
                    writeln!(context.out, "{none}")?;
                }
            }
            before = Some(case);
        }
        let who = words::ledger::who(language, Some(&public), vault.secrets.number(), line.member);
        let (day, written, fact) = (line.day, line.written, line.fact.words(language));
        let late = match line.late {
            true => format!(" ({})", words::ledger::late(language, written)),
            false => String::new(),
        };
        writeln!(context.out, "  {day}  {who} {fact}{late}")?;
    }
    for alarm in alarms {
        writeln!(context.out, "ALARM: {}", alarm.words(language))?;
    }
    Ok(())
}
