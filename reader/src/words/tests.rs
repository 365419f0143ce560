//! Whatever can be told is told in both languages, and neither is a copy of the other.

/// One of every variant, each by its name alone or with a value; where one is left out, this does not compile.
macro_rules! every {
    ($kind:ident: $($variant:ident $(= $value:expr)?),+ $(,)?) => {{
        fn all_are_listed(one: &$kind) {
            match one {
                $($kind::$variant { .. } => {})+
            }
        }
        let _ = all_are_listed;
        let all: Vec<$kind> = vec![$(every!(@ $kind, $variant $(, $value)?)),+];
        all
    }};
    (@ $kind:ident, $variant:ident) => { $kind::$variant };
    (@ $kind:ident, $variant:ident, $value:expr) => { $value };
}

mod errors;
mod notices;
mod same;
mod sources;
mod work;

use crypto_core::{
    ids::{LetterId, MemberNumber},
    time::{Day, Epoch, Week},
    words::Language,
};

use super::{Words, status::Care};
use crate::{
    casework::{LoadError, perform::PerformError, rules::RulesError},
    epochs::{self, Erased},
    export::Exported,
    import::Imported,
    journal::{event::EraseReason, ids::CaseId},
    progress::Measure,
    terms::{
        Kept, Terms,
        due::{InTime, Warning},
    },
};

const CASE: CaseId = CaseId([1; 5]);
const LETTER: LetterId = LetterId([2; 16]);
const DAY: Day = Day(20_780);
const WEEK: Week = Week(2_968);
const MEMBER: MemberNumber = MemberNumber(3);

/// Words in both languages, that are there and are not the same; those in Dutch.
fn both_of(what: &impl Words) -> String {
    let [dutch, english] = [Language::Dutch, Language::English].map(|one| what.words(one));
    differ(std::slice::from_ref(&dutch), &[english]);
    dutch
}

fn differ(dutch: &[String], english: &[String]) {
    assert_eq!(dutch.len(), english.len(), "{dutch:?}");
    for (dutch, english) in dutch.iter().zip(english) {
        same::check(dutch, english);
    }
}

#[test]
fn what_an_import_and_an_export_tell_comes_in_both_languages_and_with_the_right_number() {
    let came = |letters, cases| Imported {
        letters,
        cases,
        held: letters,
        ..Imported::default()
    };
    let dutch = came(1, 0).sentences(Language::Dutch);
    differ(&dutch, &came(1, 0).sentences(Language::English));
    assert_eq!(dutch[0], "1 nieuwe brief, 0 nieuwe zaken.");
    let dutch = came(2, 1).sentences(Language::Dutch);
    assert_eq!(dutch[0], "2 nieuwe brieven, 1 nieuwe zaak.");
    let measures = [
        Measure::bytes(0, 0),
        Measure::bytes(1, 2_500_000),
        Measure::cases(9, 10),
        Measure::pages(9, 10),
    ];
    measures.iter().for_each(|one| drop(both_of(one)));
    let far = Measure::cases(1_000, 12_345).words(Language::Dutch);
    assert_eq!(far, "1.000 van 12.345 zaken");
    let empty = LoadError::Rules(RulesError::Empty);
    for count in [1, 2] {
        let mut exported = Exported {
            board: Some(7),
            again: count == 1,
            drawn: Some(DAY),
            missed: true,
            offered_again: count,
            put_back: count,
            parcels: count,
            files_lost: count,
            views_opened: count,
            no_views: Some(PerformError::NoDeed),
            page: false,
            no_page: Some(crate::ledger::page::WriteError::Page(
                crypto_core::journal_page::PageError::Malformed,
            )),
            letters: count,
            weeks: count,
            waiting: count,
            next: Some(DAY),
        };
        let [dutch, english] = Language::ALL.map(|one| exported.sentences(one));
        differ(&dutch, &english);
        exported.waiting = 0;
        exported.board = None;
        let [dutch, english] = Language::ALL.map(|one| exported.sentences(one));
        differ(&dutch, &english);
    }
    let [dutch, english] = Language::ALL.map(|one| Exported::default().sentences(one));
    differ(&dutch, &english);
    both_of(&empty);
}

#[test]
fn warnings_of_terms_keys_and_status_come_in_both_languages() {
    let (case, by) = (CASE, DAY);
    for until in every!(InTime: Day = InTime::Day(DAY), NoRoom, NoDay, Written) {
        both_of(&until);
        both_of(&Warning::FeedbackDue { case, by, until });
        both_of(&Warning::ConfirmationDue { case, by, until });
    }
    for days in [1, 2] {
        let waits = days == 1;
        both_of(&Warning::ConfirmationLate { case, by, days });
        both_of(&Warning::FeedbackLate {
            case,
            by,
            days,
            waits,
        });
    }
    both_of(&Kept::default());
    type KeyWarning = epochs::warnings::Warning;
    let warnings = every!(KeyWarning:
        RosterOver = KeyWarning::RosterOver(DAY),
        RosterEnds = KeyWarning::RosterEnds(DAY),
        NotListed = KeyWarning::NotListed(vec![Epoch(683)]),
        Foreign = KeyWarning::Foreign(vec![Epoch(683)]),
        NoKeysNow = KeyWarning::NoKeysNow(Epoch(683)),
        NoKeysSoon = KeyWarning::NoKeysSoon(Epoch(683), DAY),
    );
    warnings.iter().for_each(|warning| drop(both_of(warning)));
    let cares = every!(Care:
        NothingImported, FromBackup,
        LastImport = Care::LastImport(4),
        PublicationMissed = Care::PublicationMissed(DAY),
        Sealed = Care::Sealed(1),
        Pending = Care::Pending(2),
        RootChanges, RootOnNoPaper, NeverRehearsed,
        Rehearsed = Care::Rehearsed(400),
    );
    cares.iter().for_each(|care| drop(both_of(care)));
    let reasons = every!(EraseReason: Imported, Deadline, Wanted);
    reasons.iter().for_each(|reason| drop(both_of(reason)));
    let erased = Erased {
        gone: reasons
            .into_iter()
            .map(|reason| (Epoch(683), reason))
            .collect(),
        doubtful: vec![Epoch(684)],
    };
    let [dutch, english] = Language::ALL.map(|one| erased.sentences(one));
    differ(&dutch, &english);
}

#[test]
fn where_the_terms_of_a_case_stand_comes_in_both_languages() {
    let running = Terms {
        received: DAY,
        confirm_by: DAY.plus(7),
        confirmed: None,
        feedback_by: Some(DAY.plus(90)),
        fed_back: None,
        check_ins: 0,
        feedback_waits: true,
    };
    let done = Terms {
        confirmed: Some(DAY.plus(8)),
        fed_back: Some(DAY.plus(95)),
        ..running
    };
    let sealed = Terms {
        feedback_by: None,
        ..running
    };
    for terms in [running, done, sealed] {
        for today in [DAY, DAY.plus(100)] {
            let [dutch, english] =
                Language::ALL.map(|one| super::terms::sentences(one, &terms, today).to_vec());
            differ(&dutch, &english);
        }
    }
}
