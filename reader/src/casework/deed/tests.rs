use super::{
    super::{disclosure::Informed, view::Answer},
    *,
};
use crate::journal::ids::ReplyId;
use crypto_core::{ids::LetterId, minutes::Way};

#[test]
fn every_deed_is_read_back_and_one_of_a_later_version_is_kept_as_such() {
    let id = DeedId([3; 16]);
    let letter = Consent::Letter(LetterId([6; 16]));
    let view = View {
        outcome: "report".to_owned(),
        answers: vec![("work".to_owned(), Answer::Yes)],
        text: "Het past bij wat wij weten.".to_owned(),
    };
    let all = [
        What::Step("treatment".to_owned(), vec![id]),
        What::ViewSealed(Digest([4; 32])),
        What::View(id, [5; 32], view),
        What::Decision("report".to_owned(), Vec::new()),
        What::SecondLook,
        What::Note,
        What::Task(MemberNumber(2), Day(20_800)),
        What::Done(id),
        What::Assigned(MemberNumber(2), "decide".to_owned()),
        What::Unassigned(MemberNumber(2), "decide".to_owned()),
        What::Recused,
        What::Hold,
        What::HoldLifted(id),
        What::Promise(Day(20_800)),
        What::Forwarded("age1…".to_owned(), letter),
        What::Forwarded("age1…".to_owned(), Consent::Given(id)),
        What::Consented(Given {
            way: Way::Letter,
            day: Day(20_800),
            kept: "kluis 3".to_owned(),
        }),
        What::MinutesAgreed(LetterId([6; 16])),
        What::MinutesCorrected(LetterId([6; 16])),
        What::Corrected(id),
        What::Read(id),
        What::NameKept(None),
        What::NameKept(Some(LetterId([6; 16]))),
        What::NameShareGiven(LetterId([6; 16]), MemberNumber(2)),
        What::NameGranted(id, MemberNumber(2)),
        What::NameLooked(id),
        What::NameDisclosed(id, "OM".to_owned(), Ground::Consent(letter)),
        What::NameDisclosureAsked(id, "OM".to_owned(), Ground::Consent(letter)),
        What::NameDisclosureAgreed(id),
        What::NameDisclosed(id, "OM".to_owned(), Ground::Consent(Consent::Given(id))),
        What::NameDisclosed(
            id,
            "OM".to_owned(),
            Ground::Obliged(
                "artikel 162 Sv".to_owned(),
                Informed::Answer(ReplyId([5; 16]), Day(20_800)),
            ),
        ),
        What::NameDisclosed(
            id,
            "OM".to_owned(),
            Ground::Obliged(
                "artikel 162 Sv".to_owned(),
                Informed::Not("Het onderzoek is geheim.".to_owned()),
            ),
        ),
        What::Unknown(99),
    ];
    for what in all {
        let deed = Deed {
            what,
            after: Some(DeedId([9; 16])),
            text: "omdat".to_owned(),
            told: "Wij onderzoeken het.".to_owned(),
            rules: [8; 8],
            salt: [7; 16],
        };
        assert_eq!(Deed::decode(&deed.encode()), Ok(deed.clone()));
    }
    assert!(Deed::decode(b"").is_err());
}
