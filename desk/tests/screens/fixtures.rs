//! Contents of the screens: empty, usual, overfull. Nobody in them exists.

use std::path::PathBuf;

use belfry_desk::{
    model::{CaseLine, CasePart, DueLine, FirstSteps, Overview, Stage},
    places::{Bundle, Place},
};
use belfry_reader::{journal::ids::CaseId, terms::Kept};
use crypto_core::{ids::MemberNumber, time::Day, words::Language};
use zeroize::Zeroizing;

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Empty,
    Usual,
    Overfull,
}

pub const TODAY: Day = Day(20_700);

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
        is_whole: true,
        of_terms: Vec::new(),
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
            part: CasePart::Work,
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

/// Sticks that are here.
pub fn sticks(amount: Amount) -> Vec<Place> {
    let place = |name: &str, bundle: Option<&str>| {
        let folder = PathBuf::from("/media/lid").join(name);
        let bundle = bundle.map(|bundle| Bundle {
            path: folder.join(bundle),
            day: TODAY,
        });
        Place { folder, bundle }
    };
    match amount {
        Amount::Empty => Vec::new(),
        Amount::Usual => vec![place("KOERIER", Some("pakket-2026-09-04"))],
        Amount::Overfull => {
            let long = "naam".repeat(50);
            (0..9).map(|_| place(&long, Some(&long))).collect()
        }
    }
}
