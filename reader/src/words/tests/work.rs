//! What is told of work in cases.

use crypto_core::{
    ids::Digest,
    minutes::Way,
    words::Language::{self, Dutch, English},
};

use super::{CASE, DAY, LETTER, MEMBER, both_of, differ};
use crate::{
    answer::Queued,
    attachments::{Problem, Unsent},
    casework::{
        Casework, Consent, Deed, Given, Ground, Informed, Item, Ordered, Standing, What,
        checked::Check,
        due::{Due, Duty},
        keep::{Early, Kept},
        rules::{DEFAULT, Rules},
        view::{Answer, View},
        void::Void,
    },
    journal::{
        event::Purpose,
        ids::{DeedId, ReplyId},
    },
    ledger::{
        Fact,
        fact::{Part, Published},
        own::Unheard,
    },
    words::{Words as _, answer, casework, deed, tasks},
};

const DEED: DeedId = DeedId([5; 16]);

fn done(what: What, text: &str) -> Ordered {
    let mut deed = Deed::of(what);
    text.clone_into(&mut deed.text);
    Ordered {
        id: DEED,
        member: MEMBER,
        day: DAY,
        written: None,
        deed: Some(deed),
    }
}

fn all_deeds() -> Vec<Ordered> {
    let view = View {
        outcome: "report".to_owned(),
        answers: Vec::new(),
        text: String::new(),
    };
    let name = || "iemand".to_owned();
    let ground = Ground::Consent(Consent::Given(DEED));
    let given = |way| {
        What::Consented(Given {
            way,
            day: DAY,
            kept: "kast 3".to_owned(),
        })
    };
    let whats = every!(What:
        Step = What::Step("closed".to_owned(), Vec::new()),
        ViewSealed = What::ViewSealed(Digest([0; 32])),
        View = What::View(DEED, [0; 32], view),
        Decision = What::Decision("report".to_owned(), Vec::new()),
        SecondLook, Note,
        Task = What::Task(MEMBER, DAY),
        Done = What::Done(DEED),
        Assigned = What::Assigned(MEMBER, "decide".to_owned()),
        Unassigned = What::Unassigned(MEMBER, "decide".to_owned()),
        Recused, Hold,
        HoldLifted = What::HoldLifted(DEED),
        Promise = What::Promise(DAY),
        Forwarded = What::Forwarded(name(), Consent::Letter(LETTER)),
        Corrected = What::Corrected(DEED),
        NameKept = What::NameKept(None),
        NameShareGiven = What::NameShareGiven(LETTER, MEMBER),
        NameGranted = What::NameGranted(DEED, MEMBER),
        NameLooked = What::NameLooked(DEED),
        NameDisclosed = What::NameDisclosed(DEED, name(), ground.clone()),
        NameDisclosureAsked = What::NameDisclosureAsked(DEED, name(), ground),
        NameDisclosureAgreed = What::NameDisclosureAgreed(DEED),
        Read = What::Read(DEED),
        Consented = given(Way::Telephone),
        MinutesAgreed = What::MinutesAgreed(LETTER),
        MinutesCorrected = What::MinutesCorrected(LETTER),
        Unknown = What::Unknown(99),
    );
    let others = [
        What::NameKept(Some(LETTER)),
        given(Way::Letter),
        given(Way::Meeting),
        given(Way::Adviser),
    ];
    let whats = whats.into_iter().chain(others);
    let mut all: Vec<Ordered> = whats.map(|what| done(what, "tekst")).collect();
    all.push(done(What::Note, ""));
    all.push(Ordered {
        deed: None,
        ..done(What::Note, "")
    });
    all
}

#[test]
fn every_deed_has_a_title_in_both_languages_with_the_names_of_the_rules() {
    let rules = Rules::parse(DEFAULT).unwrap();
    for ordered in all_deeds() {
        let title = |language| deed::title(language, &ordered, &rules);
        differ(&[title(Dutch)], &[title(English)]);
    }
    let step = done(What::Step("closed".to_owned(), Vec::new()), "");
    assert_eq!(
        deed::title(Dutch, &step, &rules),
        "bracht de zaak naar \"Afgesloten\""
    );
    every!(Answer: No, Yes, Unclear)
        .iter()
        .for_each(|answer| drop(both_of(answer)));
    let informed = Informed::Answer(ReplyId([1; 16]), DAY);
    for ground in [
        Ground::Consent(Consent::Letter(LETTER)),
        Ground::Consent(Consent::Given(DEED)),
        Ground::Obliged("art. 162 Sv".to_owned(), informed),
        Ground::Obliged("art. 162 Sv".to_owned(), Informed::Not("spoed".to_owned())),
    ] {
        both_of(&ground);
    }
}

#[test]
fn what_became_of_minutes_comes_in_both_languages() {
    for agreed in [true, false] {
        for day in [None, Some(DAY)] {
            both_of(&Check {
                deed: DEED,
                member: MEMBER,
                agreed,
                letter: LETTER,
                day,
            });
        }
    }
}

fn all_voids() -> Vec<Void> {
    let name = || "decide".to_owned();
    every!(Void:
        Recused = Void::Recused(MEMBER),
        Apart = Void::Apart(MEMBER, name(), name()),
        NotAssigned = Void::NotAssigned(name()),
        NotInRules = Void::NotInRules(name()),
        DoesNotFollow = Void::DoesNotFollow(name(), name()),
        Views = Void::Views(1, 2),
        OtherView, SecondView, LateView, IncompleteView, Decided, NothingDecided, SameJudge,
        NotGranted = Void::NotGranted(MEMBER),
        NoReason, NoGround,
        NotAgreed = Void::NotAgreed(1, 2),
        NotAsked, NoConsent, NotShown, Unreadable,
    )
}

#[test]
fn why_something_counts_for_nothing_and_where_a_case_stands_comes_in_both_languages() {
    all_voids().iter().for_each(|void| drop(both_of(void)));
    let kept = every!(Kept: Hold, Quiet = Kept::Quiet(DAY), GoesOn = Kept::GoesOn(CASE));
    kept.iter().for_each(|kept| drop(both_of(kept)));
    let early = every!(Early: Open, Until = Early::Until(DAY), Feedback = Early::Feedback(DAY));
    early.iter().for_each(|early| drop(both_of(early)));
    for standing in every!(Standing:
        InForce,
        Void = Standing::Void(Void::Decided),
        Contested, Settled, Detached,
    ) {
        let item = Item {
            ordered: done(What::Note, "tekst"),
            standing,
            corrected: true,
        };
        let [dutch, english] = Language::ALL.map(|one| casework::remarks(one, &item, [9; 8]));
        assert!(dutch.len() >= 3, "{dutch:?}");
        differ(&dutch, &english);
    }
    let rules = Rules::parse(DEFAULT).unwrap();
    let mut casework = Casework::default();
    casework.step = "received".to_owned();
    casework.since = Some(DAY);
    casework.outcome = Some(("report".to_owned(), DEED));
    casework.fixed = [(MEMBER, DEED)].into();
    casework.assigned = [("decide".to_owned(), [MEMBER].into())].into();
    casework.recused = [MEMBER].into();
    casework.names = [(DEED, [MEMBER].into())].into();
    casework.holds = [DEED].into();
    casework.contested = vec![DEED];
    let [dutch, english] = Language::ALL.map(|one| casework::head(one, CASE, &casework, &rules));
    assert_eq!(dutch.len(), 8);
    differ(&dutch, &english);
}

#[test]
fn what_is_to_be_done_and_what_was_told_comes_in_both_languages() {
    let text = || zeroize::Zeroizing::new("bellen".to_owned());
    let unheard = |unseen, untold| Unheard { unseen, untold };
    for (unseen, untold) in [(0, 1), (0, 2), (1, 0), (1, 1), (2, 2)] {
        both_of(&unheard(unseen, untold));
    }
    assert!(
        unheard(0, 2).words(Dutch).starts_with(
            "van 2 antwoorden of bevestigingen op het bord of buiten de pagina om weten"
        )
    );
    for what in every!(Duty:
        Task = Duty::Task(text()),
        Promise = Duty::Promise(text()),
        CheckIn = Duty::CheckIn(3),
        Settle,
        Agree = Duty::Agree(DEED),
        CarryOut = Duty::CarryOut(DEED),
        Void, Destroy,
        Unheard = Duty::Unheard(unheard(1, 2)),
    ) {
        // What a member wrote is in no other language than theirs.
        if !matches!(what, Duty::Task(_)) {
            both_of(&what);
        }
        both_of(&Due {
            by: DAY,
            case: CASE,
            member: None,
            what,
        });
    }
    for count in [1, 2] {
        let [dutch, english] = Language::ALL.map(|one| tasks::unseen(one, CASE, count));
        differ(&[dutch], &[english]);
    }
    let published = every!(Purpose: Other, Feedback, CheckIn)
        .into_iter()
        .map(Published::Answer);
    let published = published.chain([Published::Confirmation]);
    let published = published.map(|what| Fact::Published(LETTER, ReplyId([1; 16]), what));
    let marked = [1, 2, 99].map(|mark| Fact::Marked(LETTER, mark));
    let part = Part {
        deed: DEED,
        part: 0,
        parts: 1,
        bytes: zeroize::Zeroizing::new(Vec::new()),
    };
    let facts = every!(Fact:
        Opened = Fact::Opened(LETTER, Vec::new()),
        Released = Fact::Released(LETTER, MEMBER),
        Answered = Fact::Answered(LETTER, ReplyId([1; 16])),
        Published = Fact::Published(LETTER, ReplyId([1; 16]), Published::Confirmation),
        Marked = Fact::Marked(LETTER, 0),
        Erased = Fact::Erased(crypto_core::time::Epoch(683)),
        Part = Fact::Part(LETTER, part),
        Unknown = Fact::Unknown(99),
    );
    let others = [Fact::Opened(LETTER, vec![MEMBER])];
    for fact in facts
        .into_iter()
        .chain(others)
        .chain(published)
        .chain(marked)
    {
        both_of(&fact);
    }
}

#[test]
fn what_becomes_of_answers_and_files_comes_in_both_languages() {
    for day in [None, Some(DAY), Some(DAY.plus(1))] {
        let queued = Queued {
            cells: 1,
            files: 2,
            files_len: 2_000_000,
            day,
            late: Some(DAY),
            says_when: day.is_none(),
        };
        let [dutch, english] = Language::ALL.map(|one| answer::queued(one, CASE, &queued, DAY));
        differ(&dutch, &english);
    }
    let [dutch, english] = Language::ALL.map(|one| answer::next(one, DAY));
    assert_ne!(dutch, english);
    let unsent = every!(Unsent:
        Missing = Unsent::Missing(1, 2),
        Nonsense,
        Refused = Unsent::Refused(0),
        Hash,
        SameParts = Unsent::SameParts(1),
    );
    unsent.iter().for_each(|one| drop(both_of(one)));
    let altered = crypto_core::attachment::ParcelError::Altered;
    let problems = every!(Problem:
        Missing = Problem::Missing(0),
        Refused = Problem::Refused(0, altered),
        Hash,
    );
    problems.iter().for_each(|one| drop(both_of(one)));
}
