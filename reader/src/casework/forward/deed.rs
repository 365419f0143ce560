//! Sealing a report to an authority and writing that down: both, or neither.

use std::{collections::BTreeMap, path::Path};

use crypto_core::time::Day;
use rand_core::CryptoRng;

use super::{Enclosed, key_name, letter, seal};
use crate::{
    cases::FindError,
    casework::{Deed, What, consent, perform::Work},
    commands::CommandError,
    journal::ids::DeedId,
    progress::Watch,
    state::State,
    vault::{Vault, files},
};

/// What a member says who seals a report to an authority.
#[derive(Debug, Clone, Copy)]
pub struct Forwarding<'f> {
    /// Which authority.
    pub to: &'f str,
    /// A file with its age recipient.
    pub recipient: &'f Path,
    /// The letter in which the reporter consents, or the consent that a member wrote down, by the beginning of its name.
    pub consent: &'f str,
    /// Where the sealed report is written.
    pub out: &'f Path,
    /// Why.
    pub why: &'f str,
}

/// Seals it, once the reporter has consented; the deed, and what became of the files that came with the letters, by their
/// numbers. `watch` is told how far it is, and can stop it.
///
/// # Errors
/// What is missing, and that it was stopped; nothing is sealed nor written down then.
pub fn forward(
    work: &mut Work,
    (vault, state): (&mut Vault, &State),
    said: &Forwarding<'_>,
    (today, watch): (Day, Watch<'_>),
    rng: &mut impl CryptoRng,
) -> Result<(DeedId, BTreeMap<usize, Enclosed>), CommandError> {
    if said.why.trim().is_empty() {
        return Err(CommandError::NoText);
    }
    let key =
        files::read_small_text(said.recipient).map_err(CommandError::of_file(said.recipient))?;
    let case = state.cases.get(&work.case).ok_or(FindError::None)?;
    let consent = consent::meant(work, said.consent, letter(case, said.consent))?;
    let report = seal(vault, case, (&key, said.out), watch, rng)?;
    let name = recipient(said.to, report.sent(), &key_name(&key));
    let mut deed = Deed::of(What::Forwarded(name, consent));
    said.why.clone_into(&mut deed.text);
    let (id, events) = work.prepare(vault, deed, today, rng)?;
    vault.contents.sync(rng)?;
    vault.journal.append(events, &vault.secrets, rng)?;
    Ok((id, report.keep()))
}

/// To whom a report goes, by which key and with how many files. Colleagues read it, in whatever language they do.
fn recipient(to: &str, files: usize, key: &str) -> String {
    let with = match files {
        0 => String::new(),
        files => format!("; bestanden/files: {files}"),
    };
    format!("{to} (sleutel/key {key}{with})")
}
