//! The service that a report is about: one of those that the roster lists, chosen by the reporter.
//!
//! The newest letter that names one counts: the first letter's choice stands until a later letter makes another, and a
//! letter that names none, as most later ones, changes nothing. A letter whose tag does not hold is nobody's word, unless
//! the case has no other.

use crypto_core::{roster::Service, words::Language};
use thiserror::Error;

use crate::{
    cases::{self, Text},
    public::Public,
    state::{Case, Letter},
    vault::{Vault, VaultError},
    words::both,
};

/// A service that was typed and is not one of the roster's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ServiceError {
    /// No service has a name that begins like this.
    #[error("no service of the roster has a name that begins like this")]
    None,
    /// Several have.
    #[error("several services have a name that begins like this; type more of it, or the number")]
    Several,
}

/// The services that the roster in force lists.
pub struct Services {
    listed: Vec<Service>,
    language: Language,
}

impl Services {
    /// Those of the roster seen last, named in the member's language; none before the first import.
    ///
    /// # Errors
    /// What the vault says.
    pub fn of(vault: &Vault, language: Language) -> Result<Self, VaultError> {
        let public = Public::load(vault)?;
        Ok(Self::listed(public.as_ref(), language))
    }

    /// Those of a roster that was read already.
    #[must_use]
    pub fn listed(public: Option<&Public>, language: Language) -> Self {
        Self {
            listed: public.map_or_else(Vec::new, |public| public.roster.services.clone()),
            language,
        }
    }

    /// Whether there is something to tell apart.
    #[must_use]
    pub fn are_several(&self) -> bool {
        self.listed.len() > 1
    }

    /// The name of a service; `None` for 0, which is none in particular.
    #[must_use]
    pub fn name(&self, number: u16) -> Option<String> {
        if number == 0 {
            return None;
        }
        let listed = self.listed.iter().find(|one| one.number == number);
        let Some(listed) = listed else {
            return Some(both!(
                self.language,
                "dienst {number} (staat niet meer in de ledenlijst)",
                "service {number} (not in the roster any more)",
            ));
        };
        let name = listed.name.get(self.language.code());
        let name = name.or_else(|| listed.name.values().next());
        let unnamed = || both!(self.language, "dienst {number}", "service {number}");
        Some(name.map_or_else(unnamed, Clone::clone))
    }

    /// The number of the service that a person means: a number, listed or not, or a name in any of its languages or
    /// enough of one of its words.
    ///
    /// # Errors
    /// Every case of [`ServiceError`].
    pub fn find(&self, typed: &str) -> Result<u16, ServiceError> {
        if let Ok(number) = typed.trim().parse() {
            return Ok(number);
        }
        let typed = typed.trim().to_lowercase();
        let named = |is: &dyn Fn(&str) -> bool| -> Vec<u16> {
            let has = |one: &&Service| one.name.values().any(|name| is(&name.to_lowercase()));
            let found = self.listed.iter().filter(has);
            found.map(|one| one.number).collect()
        };
        // A whole name first: another's may begin with it.
        let whole = named(&|name| name == typed);
        let inside = format!(" {typed}");
        let begins = |name: &str| name.starts_with(&typed) || name.contains(&inside);
        let begun = named(&|name| !typed.is_empty() && begins(name));
        match (whole.as_slice(), begun.as_slice()) {
            ([one], _) | ([], [one]) => Ok(*one),
            ([], []) => Err(ServiceError::None),
            _ => Err(ServiceError::Several),
        }
    }
}

/// The number of the service that a case is about; 0 where no letter names one.
///
/// # Errors
/// What the vault says.
pub fn of_case(vault: &mut Vault, case: &Case) -> Result<u16, VaultError> {
    let holds = |letter: &&Letter| !letter.is_doubtful();
    let any = case.letters.iter().any(|letter| holds(&letter));
    let letters = case.letters.iter().rev();
    for letter in letters.filter(|letter| !any || holds(letter)) {
        if let Text::Letter(content) = cases::text(vault, letter)?
            && content.service != 0
        {
            return Ok(content.service);
        }
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use crypto_core::roster::Texts;

    use super::*;

    fn services() -> Services {
        let service = |number, nl: &str, en: &str| Service {
            number,
            name: Texts::from([
                ("nl".to_owned(), nl.to_owned()),
                ("en".to_owned(), en.to_owned()),
            ]),
        };
        Services {
            listed: vec![
                service(1, "Dienst Oost", "Eastern service"),
                service(2, "Dienst West", "Western service"),
                service(4, "Dienst", "Head office"),
            ],
            language: Language::English,
        }
    }

    #[test]
    fn a_service_is_found_by_number_by_name_in_either_language_and_by_enough_of_it() {
        let services = services();
        for (typed, found) in [
            ("2", Ok(2)),
            ("7", Ok(7)),
            ("dienst west", Ok(2)),
            ("EAST", Ok(1)),
            // One name is the beginning of two others.
            ("dienst", Ok(4)),
            ("dienst ", Ok(4)),
            ("die", Err(ServiceError::Several)),
            ("noord", Err(ServiceError::None)),
            ("", Err(ServiceError::None)),
        ] {
            assert_eq!(services.find(typed), found, "{typed}");
        }
    }

    #[test]
    fn none_in_particular_has_no_name_and_one_that_is_gone_is_said_to_be() {
        let services = services();
        assert_eq!(services.name(0), None);
        assert_eq!(services.name(2).unwrap(), "Western service");
        assert_eq!(
            services.name(3).unwrap(),
            "service 3 (not in the roster any more)"
        );
    }
}
