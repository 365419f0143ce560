//! One case: empty, usual, overfull. Nobody in it exists.

use belfry_desk::model::{
    CaseView, DeedLine, FileLine, Form, MarkKind, Message, NextStep, TimeMark,
};
use belfry_reader::journal::ids::DeedId;
use crypto_core::{time::Day, words::Language};
use zeroize::Zeroizing;

use crate::{
    fixtures::{Amount, TODAY, case, say, text},
    office,
};

pub fn case_view(amount: Amount, language: Language) -> CaseView {
    let mut view = CaseView {
        id: case(0),
        warnings: Vec::new(),
        checked: Vec::new(),
        service: String::new(),
        step: say(language, "Ontvangen", "Received"),
        since: None,
        outcome: None,
        next: vec![NextStep {
            code: "investigation".to_owned(),
            name: say(language, "In behandeling", "In treatment"),
            questions: vec![(
                say(language, "Is het oordeel gegeven?", "Was the view given?"),
                "Wbk 2".to_owned(),
            )],
            told: vec![(
                language,
                say(
                    language,
                    "Uw melding is in behandeling.",
                    "Your report is in treatment.",
                ),
            )],
        }],
        messages: Vec::new(),
        deeds: Vec::new(),
        parts: Vec::new(),
        names: Vec::new(),
        choices: office::choices(amount, language),
        marks: Vec::new(),
        is_destroyed: false,
        no_answer: None,
        has_minutes: amount != Amount::Empty,
        form: Form {
            outcomes: vec![
                (
                    "abuse".to_owned(),
                    say(
                        language,
                        "Vermoeden van een misstand",
                        "Suspected wrongdoing",
                    ),
                ),
                (
                    "other".to_owned(),
                    say(language, "Geen melding", "No report"),
                ),
            ],
            criteria: vec![(
                "work".to_owned(),
                say(
                    language,
                    "Heeft de melder er via het werk van gehoord?",
                    "Did the reporter learn of it through work?",
                ),
                "Wbk 1".to_owned(),
            )],
            fixed: (1, 2),
            ..Form::default()
        },
    };
    if amount == Amount::Empty {
        return view;
    }
    let long = amount == Amount::Overfull;
    let body = match long {
        true => "Een heel lang verhaal. ".repeat(50_000 / 23),
        false => say(
            language,
            "Bij de aanbesteding van het onderhoud is vooraf afgesproken wie wint.\n\nIk heb de mails gezien.",
            "In the tender for maintenance it was agreed beforehand who wins.\n\nI saw the mails.",
        ),
    };
    let name = match long {
        true => format!("{}.pdf", "naam".repeat(49)),
        false => "mails.pdf".to_owned(),
    };
    view.parts = vec![say(
        language,
        "Rol \"onderzoek\": lid 2",
        "Role \"investigation\": member 2",
    )];
    view.names = vec![say(
        language,
        "Apart bewaard: naam 1a2b3c4d, te lezen door lid 1.",
        "Held apart: name 1a2b3c4d, can be read by member 1.",
    )];
    view.since = Some(Day(TODAY.0 - 6));
    view.messages = vec![
        Message {
            from_reporter: true,
            head: say(
                language,
                "Melder, op of kort na 30 augustus 2026",
                "Reporter, on or soon after 30 August 2026",
            ),
            facts: Vec::new(),
            text: Zeroizing::new(body),
            files: vec![FileLine {
                number: 1,
                name,
                facts: vec!["3 MB".to_owned(), "application/pdf".to_owned()],
                is_whole: true,
            }],
        },
        Message {
            from_reporter: false,
            head: say(
                language,
                "U, 1 september 2026 (antwoord)",
                "You, 1 September 2026 (answer)",
            ),
            facts: vec![say(
                language,
                "gepubliceerd, gezien op het bord",
                "published, seen on the board",
            )],
            text: text(
                language,
                "Dank u. Wij zoeken het uit.",
                "Thank you. We look into it.",
            ),
            files: Vec::new(),
        },
    ];
    view.deeds = (0..if long { 200 } else { 3 })
        .map(|at: u8| DeedLine {
            id: DeedId([at; 16]),
            head: say(
                language,
                "2 september 2026, lid 1",
                "2 September 2026, member 1",
            ),
            title: say(language, "schreef een notitie", "wrote a note"),
            text: text(
                language,
                "De facturen liggen bij Inkoop.",
                "Purchasing has the invoices.",
            ),
            told: match at {
                2 => text(language, "Wij zijn begonnen.", "We have begun."),
                _ => Zeroizing::default(),
            },
            standing: (at == 1).then(|| {
                say(
                    language,
                    "TELT NIET: lid 1 doet niet mee aan deze zaak",
                    "VOID: member 1 takes no part in this case",
                )
            }),
            facts: vec![say(language, "gelezen door lid 2", "read by member 2")],
            is_void: at == 1,
            is_new: at == 2,
            is_open: at == 0,
        })
        .collect();
    view.marks = vec![
        TimeMark {
            day: Day(TODAY.0 - 9),
            what: say(language, "brief", "letter"),
            kind: MarkKind::Done,
        },
        TimeMark {
            day: Day(TODAY.0 - 2),
            what: say(
                language,
                "uiterlijk ontvangst bevestigen",
                "confirm receipt by",
            ),
            kind: MarkKind::Late,
        },
        TimeMark {
            day: Day(TODAY.0 + 83),
            what: say(language, "uiterlijk terugkoppeling", "feedback by"),
            kind: MarkKind::Term,
        },
    ];
    view
}
