//! A text that says what was destroyed, signed with this member's key; stock minisign checks it.

use crypto_core::{labels::kind, signed, text::hex};

use super::DestroyError;
use crate::{
    journal::{
        event::{Event, RegisterLine},
        ids::CaseId,
    },
    state::Destroyed,
    terminal,
    vault::Vault,
};

/// The certificate of a case that was destroyed.
///
/// # Errors
/// [`DestroyError::NoBoard`] in a vault that knows no channel.
pub fn certificate(vault: &Vault, id: CaseId, left: &Destroyed) -> Result<Vec<u8>, DestroyError> {
    let channel = vault.secrets.channel.ok_or(DestroyError::NoBoard)?;
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
