//! That a reporter consents to something: in a letter of theirs, which every reader of the case can read; or by telephone,
//! on paper or in a meeting, which a member writes down as a deed and answers for.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::LetterId,
    minutes::Way,
    roster::MemberKind,
    time::Day,
};

use super::{
    deed::What,
    fold::{Casework, Item, Standing},
    forward::ForwardError,
    perform::Work,
};
use crate::journal::{field::Field as _, ids::DeedId};

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// In this letter.
    Letter(LetterId),
    /// Not in a letter; a member wrote down in this deed how it was given.
    Given(DeedId),
}

impl Consent {
    /// Puts it into a deed: 12 the letter, or 20 the other deed (16).
    pub(super) fn put(&self, map: &mut MapWriter) {
        match self {
            Self::Letter(letter) => letter.put(map, 12),
            Self::Given(deed) => deed.put(map, 20),
        }
    }

    /// Takes it from a deed; `None` where neither is there.
    ///
    /// # Errors
    /// Every case of [`CborError`]; also where both are there, as desks could else take different ones for it.
    pub(super) fn take(map: &mut MapReader<'_>) -> Result<Option<Self>, CborError> {
        let letter = map.optional_array(12)?.map(|id| Self::Letter(LetterId(id)));
        let given = map.optional_array(20)?.map(|id| Self::Given(DeedId(id)));
        match (letter, given) {
            (Some(_), Some(_)) => Err(CborError::WrongField),
            (letter, given) => Ok(letter.or(given)),
        }
    }
}

/// How a consent was given that stands in no letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// By telephone, on paper or in a meeting.
    pub way: Way,
    /// When.
    pub day: Day,
    /// Where the paper is kept, or what was written down of it.
    pub kept: String,
}

impl Given {
    /// Puts it into a deed: 5 where it is kept, 8 day, 19 way as minutes have it.
    pub(super) fn put(&self, map: &mut MapWriter) {
        map.text(5, &self.kept);
        self.day.put(map, 8);
        self.way.code().put(map, 19);
    }

    /// Takes it from a deed.
    ///
    /// # Errors
    /// Every case of [`CborError`].
    pub(super) fn take(map: &mut MapReader<'_>) -> Result<Self, CborError> {
        let way = Way::from_code(map.uint(19)?);
        // Who goes to an adviser tells the committee nothing yet.
        let way = way.filter(|way| way.taken_by() == MemberKind::Member);
        let way = way.ok_or(CborError::WrongField)?;
        Ok(Self {
            way,
            day: Day(map.uint(8)?),
            kept: map.text(5)?,
        })
    }
}

impl Item {
    /// Whether it says that the reporter consents, counts, and was not corrected since.
    #[must_use]
    pub fn is_consent(&self) -> bool {
        let what = self.ordered.deed.as_ref().map(|deed| &deed.what);
        let is_one = matches!(what, Some(What::Consented(_)));
        is_one && self.standing == Standing::InForce && !self.corrected
    }
}

impl Casework {
    /// Whether a deed here says that the reporter consents, counts, and was not corrected since: so it stops to be a
    /// ground when the reporter thinks better of it.
    #[must_use]
    pub fn is_consent(&self, of: DeedId) -> bool {
        self.item(of).is_some_and(Item::is_consent)
    }

    /// Whether a ground is here, as far as it is one that all who read the case can look up.
    #[must_use]
    pub fn has(&self, consent: &Consent) -> bool {
        match consent {
            // Letters come apart from deeds: a colleague may not have it yet.
            Consent::Letter(_) => true,
            Consent::Given(of) => self.is_consent(*of),
        }
    }
}

/// The consent that is meant: a letter, as `letter` gives it, or what a member wrote down, by the beginning of its name.
///
/// # Errors
/// What `letter` says, or [`ForwardError::NoLetter`] where both begin like this.
pub fn meant<E: From<ForwardError>>(
    work: &Work,
    typed: &str,
    letter: Result<LetterId, E>,
) -> Result<Consent, E> {
    let given = work.find(typed).ok();
    match (given.filter(|of| work.casework.is_consent(*of)), letter) {
        (None, letter) => letter.map(Consent::Letter),
        (Some(given), Err(_)) => Ok(Consent::Given(given)),
        (Some(_), Ok(_)) => Err(ForwardError::NoLetter.into()),
    }
}

#[cfg(test)]
mod tests {
    use crypto_core::ids::MemberNumber;

    use super::*;
    use crate::casework::{
        Deed, Ground, Ordered,
        rules::{Book, DEFAULT},
        void::Void,
    };

    const DAY: Day = Day(20_800);
    const CONSENT: DeedId = DeedId([1; 16]);

    fn done(id: u8, member: u16, what: What) -> Ordered {
        let mut deed = Deed::of(what);
        deed.text = "Omdat.".to_owned();
        Ordered {
            id: DeedId([id; 16]),
            member: MemberNumber(member),
            day: DAY,
            written: Some(DAY),
            deed: Some(deed),
        }
    }

    fn given(kept: &str, day: Day) -> What {
        let (way, kept) = (Way::Telephone, kept.to_owned());
        What::Consented(Given { way, day, kept })
    }

    fn last(deeds: &[Ordered]) -> Standing {
        let book = Book::new(DEFAULT).unwrap();
        let casework = Casework::fold(deeds.iter().cloned(), &book);
        casework.items.last().unwrap().standing.clone()
    }

    /// What needs the consent, after the name that it is about was held apart.
    fn acts() -> [What; 2] {
        let consent = Consent::Given(CONSENT);
        let (name, to) = (DeedId([9; 16]), "OM".to_owned());
        [
            What::Forwarded(to.clone(), consent),
            What::NameDisclosed(name, to, Ground::Consent(consent)),
        ]
    }

    #[test]
    fn what_is_done_with_a_consent_counts_only_where_that_is_here_counts_and_was_not_corrected() {
        let name = done(9, 2, What::NameKept(None));
        let refused = Standing::Void(Void::NoConsent);
        for what in acts() {
            let with = |before: &[Ordered]| {
                let act = done(8, 2, what.clone());
                last(&[std::slice::from_ref(&name), before, &[act]].concat())
            };
            let consent = done(1, 1, given("map 12", DAY));
            assert_eq!(with(std::slice::from_ref(&consent)), Standing::InForce);
            assert_eq!(with(&[]), refused, "not here");
            assert_eq!(with(&[done(1, 1, What::Note)]), refused, "none");
            let void = [done(2, 1, What::Recused), consent.clone()];
            assert_eq!(with(&void), refused, "of who takes no part");
            let corrected = done(2, 3, What::Corrected(CONSENT));
            assert_eq!(with(&[consent.clone(), corrected]), refused);
        }
    }

    #[test]
    fn no_deed_names_two_grounds_nor_a_consent_given_to_an_adviser() {
        let both = |has: [bool; 2]| {
            let mut map = MapWriter::default();
            if has[0] {
                LetterId([6; 16]).put(&mut map, 12);
            }
            if has[1] {
                CONSENT.put(&mut map, 20);
            }
            Consent::take(&mut MapReader::parse(&map.finish()).unwrap())
        };
        assert_eq!(both([false, false]), Ok(None));
        assert_eq!(
            both([true, false]),
            Ok(Some(Consent::Letter(LetterId([6; 16]))))
        );
        assert_eq!(both([false, true]), Ok(Some(Consent::Given(CONSENT))));
        assert_eq!(both([true, true]), Err(CborError::WrongField));
        for way in [Way::Telephone, Way::Letter, Way::Meeting, Way::Adviser] {
            let mut map = MapWriter::default();
            let kept = "map 12".to_owned();
            let day = DAY;
            Given { way, day, kept }.put(&mut map);
            let taken = Given::take(&mut MapReader::parse(&map.finish()).unwrap());
            assert_eq!(taken.is_ok(), way != Way::Adviser, "{way:?}");
        }
    }

    #[test]
    fn a_consent_says_where_it_is_kept_and_no_day_to_come() {
        assert_eq!(last(&[done(1, 1, given("map 12", DAY))]), Standing::InForce);
        let refused = Standing::Void(Void::NotShown);
        assert_eq!(last(&[done(1, 1, given(" ", DAY))]), refused);
        assert_eq!(last(&[done(1, 1, given("map 12", DAY.plus(1)))]), refused);
        let mut silent = done(1, 1, given("map 12", DAY));
        if let Some(deed) = &mut silent.deed {
            deed.text.clear();
        }
        assert_eq!(last(&[silent]), refused);
    }
}
