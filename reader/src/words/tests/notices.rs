//! What an import notices.

use std::path::PathBuf;

use crypto_core::{
    ids::ParcelId,
    letter::{OpenError, Refusal},
    time::Epoch,
};

use super::{CASE, DAY, LETTER, MEMBER, WEEK, both_of};
use crate::{
    journal::event::CloneSign,
    ledger::Alarm,
    notice::{HurtPlace, Missing, Notice, Reason},
    vault::CutOff,
};

#[test]
fn every_notice_of_an_import_comes_in_both_languages() {
    let (letter, from, reason) = (LETTER, MEMBER, Reason::OtherChannel);
    let missing = Missing::of(&[LETTER; 9]);
    let places = vec![HurtPlace::Board, HurtPlace::Letter(WEEK, LETTER)];
    let notices = [
        Notice::NoBoard,
        Notice::TwoBoards { serial: 7 },
        Notice::DoesNotFollow { serial: 7 },
        Notice::OldBoard { serial: 7, last: 8 },
        Notice::BoardFromTheFuture { day: DAY },
        Notice::BoardRefused { boards: 1 },
        Notice::BoardRefused { boards: 2 },
        Notice::TwoRosters { serial: 7 },
        Notice::TwoRootChanges { number: 1 },
        Notice::RootGivenUp { serial: 7 },
        Notice::RootChanged { number: 1 },
        Notice::NotInRoster,
        Notice::RecipientsRefused { epoch: Epoch(683) },
        Notice::BatchDropped {
            serial: 7,
            signer: MEMBER,
        },
        Notice::BundleDamaged { places, more: 2 },
        Notice::WeekIncomplete {
            week: WEEK,
            letters: missing.clone(),
            parcels: missing,
        },
        Notice::FilesLack {
            case: CASE,
            parcels: 2,
        },
        Notice::AnswerRecovered { case: CASE },
        Notice::ShareCame { letter, from },
        Notice::ShareWrong { letter, from },
        Notice::OwnShareWrong { letter },
        Notice::ReleaseTooEarly,
        Notice::NameWithoutCase { letter, from },
        Notice::NameShareWithoutCase { letter, from },
        Notice::NameShareCame { case: CASE, from },
        Notice::NameShareRefused {
            letter,
            reason: reason.clone(),
        },
        Notice::LetterRefused {
            letter,
            reason: reason.clone(),
        },
        Notice::ReleaseRefused {
            letter,
            reason: reason.clone(),
        },
        Notice::MinutesRefused {
            letter,
            reason: reason.clone(),
        },
        Notice::NameRefused {
            letter,
            reason: reason.clone(),
        },
        Notice::PageRefused { letter, reason },
        Notice::Ledger(Alarm::Forked(MEMBER, 4)),
        Notice::Cloned {
            serial: 7,
            sign: CloneSign::Header,
        },
        Notice::Cloned {
            serial: 7,
            sign: CloneSign::Cell,
        },
        Notice::DayTaken { day: DAY },
    ];
    for notice in notices {
        let dutch = both_of(&notice);
        assert_eq!(
            dutch.contains("ALARM"),
            notice.to_string().contains("ALARM"),
            "{dutch}"
        );
    }
    both_of(&CutOff(PathBuf::from("journal.torn")));
}

#[test]
fn every_place_that_is_hurt_and_every_alarm_comes_in_both_languages() {
    let parcel = ParcelId([4; 16]);
    for place in [
        HurtPlace::Letter(WEEK, LETTER),
        HurtPlace::Parcel(WEEK, parcel),
        HurtPlace::SomeLetter(4),
        HurtPlace::SomeParcel(4),
        HurtPlace::Board,
        HurtPlace::Roster,
        HurtPlace::Recipients,
        HurtPlace::WeekList,
        HurtPlace::Other(4),
        HurtPlace::Lost { first: 4, count: 1 },
        HurtPlace::CutOff { first: 4 },
        HurtPlace::Trailing,
        HurtPlace::UnknownKind(1),
        HurtPlace::Unreadable,
    ] {
        both_of(&place);
    }
    for alarm in [
        Alarm::Forked(MEMBER, 4),
        Alarm::Missing(MEMBER, 4),
        Alarm::Broken(MEMBER, 4),
        Alarm::BackDated(MEMBER, 4, DAY),
        Alarm::NotTheirs(MEMBER, WEEK),
    ] {
        both_of(&alarm);
    }
    for reason in [
        Reason::Letter(OpenError::Altered),
        Reason::Sealed(Refusal::Sender),
        Reason::OtherChannel,
        Reason::Release(crypto_core::release::ReleaseError::Stranger(MEMBER)),
        Reason::GivenTo {
            from: MEMBER,
            to: MEMBER,
        },
        Reason::Minutes(crypto_core::minutes::MinutesError::Signature(MEMBER)),
        Reason::TypedBefore,
        Reason::Name(crypto_core::reporter_name::NameError::Malformed),
        Reason::NameLength,
        Reason::GrantedToOthers(MEMBER),
        Reason::Page(crypto_core::journal_page::PageError::Stranger(MEMBER)),
    ] {
        both_of(&reason);
    }
}
