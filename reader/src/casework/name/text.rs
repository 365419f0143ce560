//! A name's text: which of those that were sent counts, and what may not repeat it.

use crypto_core::ids::MemberNumber;
use zeroize::Zeroizing;

use super::NameError;
use crate::{
    casework::perform::Work,
    journal::ids::DeedId,
    search::folded,
    state::{Case, names::HeldName},
    vault::{Vault, VaultError},
};

/// Characters of a line of a name from which on a reason may not say it: shorter ones stand in any text.
const LINE_MIN: usize = 4;

/// A name, and who sent it; wiped on drop.
pub struct Shown {
    /// Who typed it in or granted it.
    pub from: MemberNumber,
    /// The name.
    pub name: Zeroizing<String>,
}

/// Whether it came from somebody who may read the name, or might before they withdrew. Any member can send a text under any
/// deed; what others sent counts for nothing, until a page says that they were granted the name.
pub(super) fn counts(work: &Work, held: &HeldName) -> bool {
    let by = work.casework.entrusted.get(&held.deed);
    by.is_some_and(|by| by.contains(&held.from))
}

/// All that was sent under a deed by those who may read it: whoever passed on something else is seen by it.
pub(super) fn read(
    vault: &mut Vault,
    work: &Work,
    case: &Case,
    of: DeedId,
) -> Result<Vec<Shown>, NameError> {
    let held = case.names.iter().filter(|held| held.deed == of);
    let mut all: Vec<Shown> = Vec::new();
    for held in held.filter(|held| counts(work, held)) {
        let bytes = vault.contents.read(&held.piece)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| VaultError::Damaged("contents"))?;
        if !all.iter().any(|one| one.name.as_str() == text) {
            all.push(Shown {
                from: held.from,
                name: Zeroizing::new(text.to_owned()),
            });
        }
    }
    Ok(all)
}

/// Refuses words in which a line of the name stands, whatever its accents, capitals and spaces.
pub(super) fn keep_out_of(said: &str, name: &str) -> Result<(), NameError> {
    let said = folded(said);
    let mut lines = name.lines().map(folded);
    let stands =
        |line: Zeroizing<String>| line.chars().count() >= LINE_MIN && said.contains(line.as_str());
    match lines.any(stands) {
        true => Err(NameError::InReason),
        false => Ok(()),
    }
}

/// Refuses words for all who read the case in which a name stands that this member may read.
///
/// # Errors
/// [`NameError::InReason`], and what the vault says.
pub fn keep_names_out(
    vault: &mut Vault,
    (work, case): (&Work, &Case),
    said: &[&str],
) -> Result<(), NameError> {
    let me = vault.secrets.number();
    for (of, _) in work
        .casework
        .names
        .iter()
        .filter(|(_, by)| by.contains(&me))
    {
        for name in read(vault, work, case, *of)? {
            said.iter()
                .try_for_each(|said| keep_out_of(said, &name.name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_of_a_name_stands_in_nobodys_way() {
        let name = "De\ner \n  Bo Ek\nJansen";
        assert!(keep_out_of("De rechter vraagt erom.", name).is_ok());
        for said in ["Volgens bo ek zelf.", "JANSEN belde.", "Bo\n  Ek", "Bó Ek"] {
            assert!(keep_out_of(said, name).is_err(), "{said}");
        }
        // Characters, not bytes.
        assert!(keep_out_of("Zij zeiden één.", "één").is_ok());
    }
}
