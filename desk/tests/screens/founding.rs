//! A founding: seen first, with everything signed, and with as many members as there can be. Nobody in them exists.

use belfry_desk::{
    app::Desk,
    model::{Founder, FoundingView, PaperView, RootView, SheetShown},
};
use belfry_reader::ceremony::{founding::Standing, root_change::Changing};
use crypto_core::{ids::MemberNumber, words::Language};

use crate::{
    fixtures::{Amount, say},
    showing::Moment,
};

/// Somebody who makes a vault, with names as long as they get.
pub fn make(desk: &mut Desk) {
    let new = &mut desk.drafts.new;
    new.is_open = true;
    new.is_ready = true;
    new.name = "Van der Achternaam ".repeat(10);
    new.adviser = Some(true);
    new.roles = ["Rol ".repeat(50), "Role ".repeat(50)];
    new.weekday = Some(3);
}

/// Gives a desk a founding.
pub fn open(desk: &mut Desk, amount: Amount, language: Language) {
    let is_signed = amount == Amount::Usual;
    let count = if amount == Amount::Overfull { 16 } else { 0 };
    let channel = say(
        language,
        "Kanaalwoorden (nl): aap noot mies wim zus jet teun vuur gijs lam kees bok",
        "Channel words (en): one two three four five six seven eight nine ten eleven twelve",
    );
    desk.founding = Some(FoundingView {
        standing: Standing {
            has_root: amount != Amount::Empty,
            is_signed,
            split: None,
            is_founded: false,
        },
        file: "member-1.json".to_owned(),
        number: "1ade-f058-b522-988f".to_owned(),
        members: (1..=count)
            .map(|number| founder(number, language))
            .collect(),
        amiss: None,
        is_described: is_signed,
        texts: Vec::new(),
        publishes: true,
        has_poster: is_signed,
        // The usual one has lost it.
        has_outbox: false,
        channel: is_signed.then(|| channel.clone()).into_iter().collect(),
    });
    desk.drafts.founding.folder = "/media/stick".to_owned();
    if is_signed {
        desk.drafts.founding.told = vec![channel];
    }
}

fn founder(number: u16, language: Language) -> Founder {
    let short = "Van der Achternaam ".repeat(3);
    let member = say(language, "Lid", "Member");
    let day = say(language, "publiceert op maandag", "publishes on Monday");
    Founder {
        name: format!("{member} {number}: {short}, {day}"),
        short,
        heard: (MemberNumber(number), format!("1ade-f058-b522-{number:04x}")),
        is_me: number == 1,
    }
}

/// The root key of a channel that is founded: here or not.
pub fn root(amount: Amount) -> RootView {
    RootView {
        is_here: amount != Amount::Empty,
        is_split: amount == Amount::Overfull,
        change: match amount {
            Amount::Empty => None,
            Amount::Usual => Some(Changing::No),
            Amount::Overfull => Some(Changing::InForce),
        },
    }
}

/// Gives a desk the root key's sheets, on their way to paper or back.
pub fn paper(desk: &mut Desk, moment: Moment, language: Language) {
    let folder = say(
        language,
        "3 vellen staan als sheet-N.html in /home/lid/vellen.",
        "3 sheets are there as sheet-N.html in /home/member/sheets.",
    );
    desk.drafts.paper.keepers = "Anna de Wit\nBilal Yilmaz\nCees".to_owned();
    desk.drafts.paper.prints = Some(true);
    desk.paper = Some(match moment {
        Moment::Sheet => PaperView::Sheet {
            looks: say(
                language,
                "Alleen Anna de Wit kijkt nu op het scherm.",
                "Only Anna de Wit looks at the screen now.",
            ),
            place: (1, 3),
            shown: Some(sheet(language)),
        },
        Moment::Printing => PaperView::Printing { told: vec![folder] },
        Moment::Typing => PaperView::Typing {
            line: say(language, "Regel 3", "Line 3"),
            told: Some(say(
                language,
                "Regel 3, woord 2: dat woord bestaat niet in de lijst. Typ de regel opnieuw.",
                "Line 3, word 2: this word is not in the list. Type the line again.",
            )),
            is_taken: false,
            keeps: false,
        },
        Moment::Keep => PaperView::Keep {
            told: vec![say(
                language,
                "Deze 2 vellen (verdeling k7m2) geven de hoofdsleutel terug.",
                "These 2 sheets (split k7m2) give the root key back.",
            )],
        },
        _ => PaperView::Form {
            keepers: Vec::new(),
        },
    });
}

fn sheet(language: Language) -> SheetShown {
    let line = say(
        language,
        "aardappel batterij kwartier paard",
        "correct horse battery staple",
    );
    SheetShown {
        head: vec![
            say(
                language,
                "Deel 1 van 3 van de hoofdsleutel",
                "Part 1 of 3 of the root key",
            ),
            say(
                language,
                "Bewaard door: Anna de Wit",
                "Kept by: Anna de Wit",
            ),
        ],
        lines: vec![line.into(); 10],
        rules: belfry_reader::paper::sheet::rules(language).to_vec(),
    }
}
