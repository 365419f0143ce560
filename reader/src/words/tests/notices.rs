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
    let (letter, from) = (LETTER, MEMBER);
    let reason = || Reason::OtherChannel;
    let missing = Missing::of(&[LETTER; 9]);
    let places = vec![HurtPlace::Board, HurtPlace::Letter(WEEK, LETTER)];
    let mut notices = every!(Notice:
        NoBoard,
        TwoBoards = Notice::TwoBoards { serial: 7 },
        DoesNotFollow = Notice::DoesNotFollow { serial: 7 },
        OldBoard = Notice::OldBoard { serial: 7, last: 8 },
        BoardFromTheFuture = Notice::BoardFromTheFuture { day: DAY },
        BoardRefused = Notice::BoardRefused { boards: 1 },
        TwoRosters = Notice::TwoRosters { serial: 7 },
        QuorumChanged = Notice::QuorumChanged {
            serial: 7,
            from: 2,
            to: 3,
        },
        TwoRootChanges = Notice::TwoRootChanges { number: 1 },
        RootGivenUp = Notice::RootGivenUp { serial: 7 },
        RootChanged = Notice::RootChanged { number: 1 },
        NotInRoster,
        RecipientsRefused = Notice::RecipientsRefused { epoch: Epoch(683) },
        BatchDropped = Notice::BatchDropped { serial: 7, signer: MEMBER },
        BundleDamaged = Notice::BundleDamaged { places, more: 2 },
        WeekIncomplete = Notice::WeekIncomplete { week: WEEK, letters: missing.clone(), parcels: missing },
        FilesLack = Notice::FilesLack { case: CASE, parcels: 2 },
        AnswerRecovered = Notice::AnswerRecovered { case: CASE },
        ShareCame = Notice::ShareCame { letter, from },
        ShareWrong = Notice::ShareWrong { letter, from },
        OwnShareWrong = Notice::OwnShareWrong { letter },
        ReleaseTooEarly,
        NameWithoutCase = Notice::NameWithoutCase { letter, from },
        NameShareWithoutCase = Notice::NameShareWithoutCase { letter, from },
        NameShareCame = Notice::NameShareCame { case: CASE, from },
        NameShareRefused = Notice::NameShareRefused { letter, reason: reason() },
        LetterRefused = Notice::LetterRefused { letter, reason: reason() },
        ReleaseRefused = Notice::ReleaseRefused { letter, reason: reason() },
        MinutesRefused = Notice::MinutesRefused { letter, reason: reason() },
        NameRefused = Notice::NameRefused { letter, reason: reason() },
        PageRefused = Notice::PageRefused { letter, reason: reason() },
        Ledger = Notice::Ledger(Alarm::Forked(MEMBER, 4)),
        Cloned = Notice::Cloned { serial: 7, sign: CloneSign::Header },
        DayTaken = Notice::DayTaken { day: DAY },
    );
    notices.push(Notice::BoardRefused { boards: 2 });
    notices.push(Notice::Cloned {
        serial: 7,
        sign: CloneSign::Cell,
    });
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
    let places = every!(HurtPlace:
        Letter = HurtPlace::Letter(WEEK, LETTER),
        Parcel = HurtPlace::Parcel(WEEK, parcel),
        SomeLetter = HurtPlace::SomeLetter(4),
        SomeParcel = HurtPlace::SomeParcel(4),
        Board, Roster, Recipients, WeekList,
        Other = HurtPlace::Other(4),
        Lost = HurtPlace::Lost { first: 4, count: 1 },
        CutOff = HurtPlace::CutOff { first: 4 },
        Trailing,
        UnknownKind = HurtPlace::UnknownKind(1),
        Unreadable,
    );
    places.iter().for_each(|place| drop(both_of(place)));
    let alarms = every!(Alarm:
        Forked = Alarm::Forked(MEMBER, 4),
        Missing = Alarm::Missing(MEMBER, 4),
        Broken = Alarm::Broken(MEMBER, 4),
        BackDated = Alarm::BackDated(MEMBER, 4, DAY),
        NotTheirs = Alarm::NotTheirs(MEMBER, WEEK),
    );
    alarms.iter().for_each(|alarm| drop(both_of(alarm)));
    let reasons = every!(Reason:
        Letter = Reason::Letter(OpenError::Altered),
        Sealed = Reason::Sealed(Refusal::Sender),
        OtherChannel,
        Release = Reason::Release(crypto_core::release::ReleaseError::Stranger(MEMBER)),
        GivenTo = Reason::GivenTo { from: MEMBER, to: MEMBER },
        Minutes = Reason::Minutes(crypto_core::minutes::MinutesError::Signature(MEMBER)),
        TypedBefore,
        Name = Reason::Name(crypto_core::reporter_name::NameError::Malformed),
        NameLength,
        GrantedToOthers = Reason::GrantedToOthers(MEMBER),
        NameShare = Reason::NameShare(crypto_core::name_share::NameShareError::Malformed),
        NotTheirShare = Reason::NotTheirShare(MEMBER, LETTER),
        Page = Reason::Page(crypto_core::journal_page::PageError::Stranger(MEMBER)),
    );
    reasons.iter().for_each(|reason| drop(both_of(reason)));
}
