//! Contents of the screens: empty, usual, overfull. Nobody in them exists.

use belfry_desk::model::{
    CaseLine, CaseView, DeedLine, DueLine, FileLine, FirstSteps, Form, MarkKind, Message, NextStep,
    Overview, Stage, TimeMark,
};
use belfry_reader::{
    journal::ids::{CaseId, DeedId},
    terms::Kept,
};
use crypto_core::{ids::MemberNumber, time::Day, words::Language};
use zeroize::Zeroizing;

use crate::office;

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Empty,
    Usual,
    Overfull,
}

const TODAY: Day = Day(20_700);

pub fn say(language: Language, dutch: &str, english: &str) -> String {
    belfry_reader::words::say(language, dutch, english).to_owned()
}

pub fn text(language: Language, dutch: &str, english: &str) -> Zeroizing<String> {
    Zeroizing::new(say(language, dutch, english))
}

pub fn case(number: u32) -> CaseId {
    let [a, b, c, d] = number.wrapping_mul(2_654_435_761).to_be_bytes();
    CaseId([a, b, c, d, a ^ c])
}

pub fn overview(amount: Amount, language: Language) -> Overview {
    let mut overview = Overview {
        channel: String::new(),
        today: TODAY,
        cases: Vec::new(),
        due: Vec::new(),
        warnings: Vec::new(),
        imported: None,
        publishes: None,
        waiting: 0,
        kept: [Kept::default(); 2],
        first: (amount == Amount::Empty).then_some(FirstSteps {
            imported: false,
            answered: false,
        }),
    };
    let count = match amount {
        Amount::Empty => return overview,
        Amount::Usual => 9,
        Amount::Overfull => 10_000,
    };
    overview.channel = say(language, "Integriteitscommissie", "Integrity committee");
    overview.imported = Some(Day(TODAY.0 - 1));
    overview.publishes = Some(Day(TODAY.0 + 2));
    overview.waiting = 3;
    overview.kept = [
        Kept {
            in_time: count * 7 / 9,
            late: count / 9,
            running: count / 9,
        },
        Kept {
            in_time: count * 5 / 9,
            late: 0,
            running: count * 4 / 9,
        },
    ];
    overview.cases = (0..count).map(|at| line(at, amount, language)).collect();
    overview.due = (0..if amount == Amount::Usual { 4 } else { 400 })
        .map(|at| DueLine {
            by: Day(TODAY.0 + at * 5 - 3),
            case: case(at),
            member: at.is_multiple_of(2).then_some(MemberNumber(2)),
            is_mine: true,
            what: text(
                language,
                "Facturen opvragen bij Inkoop",
                "Ask Purchasing for the invoices",
            ),
        })
        .collect();
    if amount == Amount::Overfull {
        overview.warnings = vec![
            say(
                language,
                "De sleutels van de volgende maand ontbreken nog. Maak ze met een ledenlijst die nog geldt.",
                "The keys of next month are missing. Make them with a roster that is still valid.",
            );
            4
        ];
    }
    overview
}

fn line(at: usize, amount: Amount, language: Language) -> CaseLine {
    let number = u32::try_from(at).unwrap();
    let stages = [
        Stage::Unanswered,
        Stage::Answered,
        Stage::Answered,
        Stage::Closed,
        Stage::Sealed,
        Stage::Spam,
        Stage::Destroyed,
    ];
    let preview = match amount {
        Amount::Overfull => "m".repeat(400),
        _ => say(
            language,
            "Bij de aanbesteding van het onderhoud is vooraf afgesproken wie wint.",
            "In the tender for maintenance it was agreed beforehand who wins.",
        ),
    };
    CaseLine {
        id: case(number),
        last: Some(Day(TODAY.0 - number % 900)),
        stage: stages[at % stages.len()],
        service: match amount {
            Amount::Overfull => "Dienst ".repeat(30),
            _ => String::new(),
        },
        preview: Zeroizing::new(preview),
        unseen: at % 3,
        warning: None,
        due: at.is_multiple_of(2).then(|| Day(TODAY.0 + number % 80 - 2)),
    }
}

pub fn case_view(amount: Amount, language: Language) -> CaseView {
    let mut view = CaseView {
        id: case(0),
        warnings: Vec::new(),
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
        no_answer: None,
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
