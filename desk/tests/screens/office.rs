//! Members, keys, the journal, and what forms choose from: empty, usual, overfull. Nobody in them exists.

use belfry_desk::model::{
    Choices, CodeShown, HalfView, JournalLine, JournalView, KeyLine, MemberLine, MembersView,
    Named, RegisterShown, RulesView, SealedLine,
};
use belfry_reader::journal::ids::DeedId;
use crypto_core::{
    ids::{LetterId, MemberNumber},
    minutes::Way,
    time::Epoch,
    words::Language,
};

use crate::fixtures::{Amount, case, say};

fn named<T>(id: T, name: String) -> Named<T> {
    Named { id, name }
}

fn members(amount: Amount, language: Language) -> Vec<Named<MemberNumber>> {
    let count = match amount {
        Amount::Empty => 0,
        Amount::Usual => 3,
        Amount::Overfull => 16,
    };
    let long = amount == Amount::Overfull;
    (1..=count)
        .map(|number| {
            let name = if long {
                "Van der Achternaam ".repeat(3)
            } else {
                "Bilal Yilmaz".to_owned()
            };
            let member = say(language, "lid", "member");
            named(MemberNumber(number), format!("{member} {number}, {name}"))
        })
        .collect()
}

/// What the forms of a case choose from.
pub fn choices(amount: Amount, language: Language) -> Choices {
    let all = members(amount, language);
    if amount == Amount::Empty {
        return Choices::default();
    }
    let count = if amount == Amount::Overfull { 120 } else { 2 };
    let deed = |what: &str| {
        let day = say(language, "2 september 2026, Jij", "2 September 2026, You");
        let all = (0..count).map(|at: u8| named(DeedId([at; 16]), format!("{day} {what} {at}")));
        all.collect::<Vec<_>>()
    };
    let role = say(language, "onderzoek", "investigation");
    Choices {
        colleagues: all.get(1..).unwrap_or_default().to_vec(),
        members: all,
        roles: vec![named("investigate".to_owned(), role.clone())],
        assigned: vec![named(
            (MemberNumber(2), "investigate".to_owned()),
            format!("2: {role}"),
        )],
        outcomes: vec![
            named("abuse".to_owned(), say(language, "Misstand", "Wrongdoing")),
            named(
                "other".to_owned(),
                say(language, "Geen melding", "No report"),
            ),
        ],
        open: deed(&say(
            language,
            "gaf lid 2 een taak",
            "gave member 2 something to do",
        )),
        holds: deed(&say(
            language,
            "bewaart de zaak langer",
            "let nothing of it be destroyed",
        )),
        deeds: deed(&say(language, "schreef een notitie", "wrote a note")),
        may_mark: true,
        is_typed_in: true,
        is_advisers: true,
        checks: vec![named(
            LetterId([4; 16]),
            say(
                language,
                "brief van 30 augustus 2026",
                "letter of 30 August 2026",
            ),
        )],
        consents: vec![named(
            "abcd".to_owned(),
            say(
                language,
                "brief van 30 augustus 2026",
                "letter of 30 August 2026",
            ),
        )],
        answers: vec![named(
            "ef01".to_owned(),
            say(
                language,
                "antwoord van 1 september 2026, nog niet openbaar",
                "answer of 1 September 2026, not public yet",
            ),
        )],
        names: deed(&say(
            language,
            "naam, te lezen door lid 1",
            "name, can be read by member 1",
        )),
        letters: vec![named(
            LetterId([3; 16]),
            say(
                language,
                "brief abcd, open met 2 delen",
                "letter abcd, opens with 2 shares",
            ),
        )],
        asked: deed(&say(
            language,
            "vraagt om bekend te maken",
            "asks to disclose",
        )),
    }
}

/// Members, keys, sealed letters.
pub fn view(amount: Amount, language: Language) -> MembersView {
    if amount == Amount::Empty {
        return MembersView::default();
    }
    let colleagues = members(amount, language);
    let lines = colleagues.iter().map(|one| MemberLine {
        name: one.name.clone(),
        facts: vec![
            say(language, "lid van de commissie", "member of the committee"),
            say(language, "publiceert op maandag", "publishes on Monday"),
        ],
    });
    let sealed = if amount == Amount::Overfull { 9 } else { 1 };
    MembersView {
        roster: vec![say(
            language,
            "Ledenlijst 3, geldig tot en met 1 december 2026.",
            "Roster 3, valid until 1 December 2026.",
        )],
        warnings: vec![say(
            language,
            "De ledenlijst is nog maar geldig tot en met 2026-12-01. Laat een nieuwe ondertekenen.",
            "The roster is valid until 2026-12-01 only. Have a new one signed.",
        )],
        members: lines.collect(),
        keys: (0..3)
            .map(|at| KeyLine {
                month: format!("2026-{:02}", 9 + at),
                words: say(language, "staat in de ledenlijst", "in the roster"),
                is_amiss: at == 1,
                early: (at != 1).then(|| (Epoch(681 + at), lost(language))),
            })
            .collect(),
        half: match amount {
            Amount::Overfull => HalfView::Away {
                why: say(
                    language,
                    "De TPM van deze computer heeft de andere helft van de sleutels niet, of geeft geen antwoord.",
                    "The TPM of this machine does not hold the other half of the keys, or does not answer.",
                ),
                is_gone: true,
            },
            _ => HalfView::There,
        },
        sealed: (0..sealed)
            .map(|at| SealedLine {
                letter: LetterId([at; 16]),
                case: case(u32::from(at)),
                title: say(language, "Verzegelde brief abcd", "Sealed letter abcd"),
                facts: vec![say(
                    language,
                    "Hij gaat open met de delen van 2 leden. Hier: alleen dat van jou.",
                    "It opens with the shares of 2 members. Here: yours alone.",
                )],
                is_usable: true,
            })
            .collect(),
        ways: vec![Way::Telephone, Way::Letter, Way::Meeting],
        signs: true,
        colleagues,
    }
}

fn lost(language: Language) -> Vec<String> {
    vec![say(
        language,
        "Zonder de sleutels van 2026-09 kan deze lezer nooit meer een brief van die maand openen die nog niet is ingelezen.",
        "Without the keys of 2026-09, this reader can never again open a letter of that month that it has not imported yet.",
    )]
}

/// The rules in force: none that anybody has are longer than the default.
pub fn rules(amount: Amount, language: Language) -> RulesView {
    let count = match amount {
        Amount::Empty => return RulesView::default(),
        Amount::Usual => 5,
        Amount::Overfull => 200,
    };
    let line = say(
        language,
        "Is er werk van de melder bij betrokken? (Dir. 4(1))",
        "Is the reporter's work concerned? (Dir. 4(1))",
    );
    let lines = vec![line; if amount == Amount::Overfull { 30 } else { 3 }];
    let name = say(language, "Onderzoek", "Investigation");
    RulesView {
        head: say(
            language,
            "Een ministerie. Het getal van deze regels is 1adef058b522988f.",
            "A ministry. The number of these rules is 1adef058b522988f.",
        ),
        terms: lines.clone(),
        roles: lines.clone(),
        outcomes: lines.clone(),
        steps: (0..count).map(|_| (name.clone(), lines.clone())).collect(),
    }
}

/// The journal.
pub fn journal(amount: Amount, language: Language) -> JournalView {
    let count = match amount {
        Amount::Empty => 0,
        Amount::Usual => 6,
        Amount::Overfull => 100_000,
    };
    let line = |at: u32| JournalLine {
        case: (at > 0).then(|| case(at)),
        head: say(
            language,
            "2 september 2026, Lid 2 (Bilal Yilmaz)",
            "2 September 2026, Member 2 (Bilal Yilmaz)",
        ),
        what: say(language, "publiceerde een antwoord", "published an answer"),
        mark: match at {
            0 => Some("ALARM"),
            1 => Some(belfry_reader::words::say(language, "TELT NIET", "VOID")),
            _ => None,
        },
    };
    JournalView {
        lines: (0..count).map(line).collect(),
    }
}

/// The register.
pub fn register(amount: Amount, language: Language) -> Vec<RegisterShown> {
    let count = match amount {
        Amount::Empty => 0,
        Amount::Usual => 3,
        Amount::Overfull => 500,
    };
    let line = |at: u32| RegisterShown {
        head: say(
            language,
            "2025  vermoeden van een misstand",
            "2025  suspected wrongdoing",
        ),
        kept: say(
            language,
            "ontvangst op tijd, terugkoppeling niet op tijd",
            "receipt in time, feedback not in time",
        ),
        early: (at == 1).then(|| {
            say(
                language,
                "te vroeg vernietigd: de rechter beval het",
                "destroyed before its time: a court ordered it",
            )
            .into()
        }),
    };
    (0..count).map(line).collect()
}

/// What destroying a case means.
pub fn means(language: Language) -> Vec<String> {
    vec![say(
        language,
        "Wat erin zit (3 brieven en 2 antwoorden), is daarna op deze lezer nooit meer te lezen.",
        "Its 3 letters and 2 answers can then never be read again on this reader.",
    )]
}

/// A reporter's code.
pub fn code(language: Language) -> CodeShown {
    CodeShown {
        code: "abcd-efgh-ijkm-npqr".to_owned().into(),
        told: vec![say(
            language,
            "Wie er op de pagina een brief mee begint, gaat verder met deze melding.",
            "Whoever begins a letter on the page with it goes on with this report.",
        )],
    }
}
