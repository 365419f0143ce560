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
        due::{Due, Duty},
        keep::Kept,
        rules::{DEFAULT, Rules},
        view::{Answer, View},
        void::Void,
    },
    journal::{
        event::Purpose,
        ids::{DeedId, ReplyId},
    },
    ledger::{Fact, fact::Published, own::Unheard},
    words::{answer, casework, deed, tasks},
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
    let mut all: Vec<Ordered> = [
        What::Step("closed".to_owned(), Vec::new()),
        What::ViewSealed(Digest([0; 32])),
        What::View(DEED, [0; 32], view),
        What::Decision("report".to_owned(), Vec::new()),
        What::SecondLook,
        What::Note,
        What::Task(MEMBER, DAY),
        What::Done(DEED),
        What::Assigned(MEMBER, "decide".to_owned()),
        What::Unassigned(MEMBER, "decide".to_owned()),
        What::Recused,
        What::Hold,
        What::HoldLifted(DEED),
        What::Promise(DAY),
        What::Forwarded(name(), Consent::Letter(LETTER)),
        What::Corrected(DEED),
        What::NameKept(None),
        What::NameKept(Some(LETTER)),
        What::NameShareGiven(LETTER, MEMBER),
        What::NameGranted(DEED, MEMBER),
        What::NameLooked(DEED),
        What::NameDisclosed(DEED, name(), ground.clone()),
        What::NameDisclosureAsked(DEED, name(), ground),
        What::NameDisclosureAgreed(DEED),
        What::Read(DEED),
        given(Way::Telephone),
        given(Way::Letter),
        given(Way::Meeting),
        given(Way::Adviser),
        What::Unknown(99),
    ]
    .into_iter()
    .map(|what| done(what, "tekst"))
    .collect();
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
    [Answer::No, Answer::Yes, Answer::Unclear]
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

fn all_voids() -> Vec<Void> {
    let name = || "decide".to_owned();
    vec![
        Void::Recused(MEMBER),
        Void::Apart(MEMBER, name(), name()),
        Void::NotAssigned(name()),
        Void::NotInRules(name()),
        Void::DoesNotFollow(name(), name()),
        Void::Views(1, 2),
        Void::OtherView,
        Void::SecondView,
        Void::LateView,
        Void::IncompleteView,
        Void::Decided,
        Void::NothingDecided,
        Void::SameJudge,
        Void::NotGranted(MEMBER),
        Void::NoReason,
        Void::NoGround,
        Void::NoConsent,
        Void::NotShown,
        Void::Unreadable,
    ]
}

#[test]
fn why_something_counts_for_nothing_and_where_a_case_stands_comes_in_both_languages() {
    all_voids().iter().for_each(|void| drop(both_of(void)));
    for kept in [Kept::Hold, Kept::Quiet(DAY), Kept::GoesOn(CASE)] {
        both_of(&kept);
    }
    for standing in [
        Standing::InForce,
        Standing::Void(Void::Decided),
        Standing::Contested,
        Standing::Settled,
        Standing::Detached,
    ] {
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
    for what in [
        Duty::Task(text()),
        Duty::Promise(text()),
        Duty::CheckIn(3),
        Duty::Settle,
        Duty::Agree(DEED),
        Duty::CarryOut(DEED),
        Duty::Void,
        Duty::Destroy,
        Duty::Unheard(Unheard {
            unseen: 1,
            untold: 2,
        }),
    ] {
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
    let answers = [Purpose::Other, Purpose::Feedback, Purpose::CheckIn].map(Published::Answer);
    let published = answers.into_iter().chain([Published::Confirmation]);
    let published = published.map(|what| Fact::Published(LETTER, ReplyId([1; 16]), what));
    let marked = [0, 1, 2, 99].map(|mark| Fact::Marked(LETTER, mark));
    for fact in [
        Fact::Opened(LETTER, Vec::new()),
        Fact::Opened(LETTER, vec![MEMBER]),
        Fact::Released(LETTER, MEMBER),
        Fact::Answered(LETTER, ReplyId([1; 16])),
        Fact::Erased(crypto_core::time::Epoch(683)),
        Fact::Unknown(99),
    ]
    .into_iter()
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
        };
        let [dutch, english] = Language::ALL.map(|one| answer::queued(one, CASE, &queued, DAY));
        differ(&dutch, &english);
    }
    for unsent in [
        Unsent::Missing(1, 2),
        Unsent::Nonsense,
        Unsent::Refused(0),
        Unsent::Hash,
        Unsent::SameParts(1),
    ] {
        both_of(&unsent);
    }
    let altered = crypto_core::attachment::ParcelError::Altered;
    for problem in [
        Problem::Missing(0),
        Problem::Refused(0, altered),
        Problem::Hash,
    ] {
        both_of(&problem);
    }
}
