//! A change of the roster: nothing chosen yet, looked at before it is signed, and as much as there can be. Nobody in it
//! exists.

use belfry_desk::{
    app::Desk,
    drafts::SettingsDraft,
    model::{Filed, Fits, Founder, Listed, MemberLine, RosterView},
};
use belfry_reader::ceremony::changing::Settings;
use crypto_core::{ids::MemberNumber, words::Language};

use crate::fixtures::{Amount, say};

const NAMES: [&str; 4] = ["Anna de Wit", "Bilal Yilmaz", "Carla Jansen", "Dina Smit"];

fn name(number: u16, amount: Amount) -> String {
    match amount {
        Amount::Overfull => "Van der Achternaam ".repeat(3),
        _ => NAMES[usize::from(number) - 1].to_owned(),
    }
}

fn listed(number: u16, amount: Amount, language: Language) -> Listed {
    let name = name(number, amount);
    let me = say(language, " (jij)", " (you)");
    let me = if number == 1 { me } else { String::new() };
    let member = say(language, "lid", "member");
    Listed {
        number: MemberNumber(number),
        line: MemberLine {
            name: format!("{number}. {name}{me}"),
            facts: vec![
                say(language, "lid van de commissie", "member of the committee"),
                say(language, "publiceert op maandag", "publishes on Monday"),
            ],
        },
        name: format!("{member} {number} ({name})"),
        weekday: Some(1),
        is_me: number == 1,
    }
}

fn filed(number: u16, fits: Fits, (amount, language): (Amount, Language)) -> Filed {
    let short = name(number, amount);
    let member = say(language, "Lid", "Member");
    let what = say(
        language,
        "lid van de integriteitscommissie, publiceert op maandag",
        "member of the integrity committee, publishes on Monday",
    );
    Filed {
        who: Founder {
            name: format!("{member} {number}: {short}, {what}"),
            short,
            heard: (MemberNumber(number), format!("1ade-f058-b522-{number:04x}")),
            is_me: number == 1,
        },
        fits,
    }
}

fn view(amount: Amount, language: Language) -> RosterView {
    let (members, files) = match amount {
        Amount::Empty => (1, Vec::new()),
        Amount::Usual => (
            3,
            vec![
                (1, Fits::Newer),
                (2, Fits::Newer),
                (3, Fits::Known),
                (4, Fits::New),
            ],
        ),
        Amount::Overfull => {
            let why = say(
                language,
                "Het lidnummer 17 was van iemand anders; een nummer wordt nooit opnieuw gegeven, en het volgende vrije nummer is 20.",
                "The member number 17 belonged to somebody else; numbers are never given out again, the next free one is 20.",
            );
            let newer = (1..=16).map(|number| (number, Fits::Newer));
            let others = [(17, Fits::Not(why)), (18, Fits::New), (19, Fits::New)];
            (16, newer.chain(others).collect())
        }
    };
    let warning = belfry_reader::words::roster::waits(language, 4);
    RosterView {
        roster: vec![say(
            language,
            "Ledenlijst 3, geldig tot en met 1 december 2026.",
            "Roster 3, valid until 1 December 2026.",
        )],
        warnings: (amount == Amount::Overfull)
            .then_some(warning)
            .into_iter()
            .collect(),
        members: (1..=members)
            .map(|number| listed(number, amount, language))
            .collect(),
        files: files
            .into_iter()
            .map(|(number, fits)| filed(number, fits, (amount, language)))
            .collect(),
        amiss: None,
        is_described: true,
        settings: Settings {
            quorum: Some(2),
            slots: Some(8),
            cells_per_batch: Some(4),
            cell_weeks: Some(26),
        },
    }
}

/// Gives a desk a change of the roster.
pub fn open(desk: &mut Desk, amount: Amount, language: Language) {
    let view = view(amount, language);
    let draft = &mut desk.drafts.roster;
    if amount == Amount::Empty {
        draft.told = vec![say(
            language,
            "Ledenlijst 4 is ondertekend en geldig tot en met 2027-02-23. Met bord 12 staat die in /media/stick/change.outbox.",
            "Roster 4 is signed, valid until 2027-02-23; with board 12 it is in /media/stick/change.outbox.",
        )];
    } else {
        draft.own = true;
        let new = |file: &&Filed| file.fits == Fits::New;
        draft.heard = view
            .files
            .iter()
            .map(|file| file.who.heard.clone())
            .collect();
        let places = view.files.iter().filter(new);
        draft.places = places.map(|file| (file.who.heard.0, None)).collect();
    }
    if amount == Amount::Overfull {
        draft.leave.insert(MemberNumber(2));
        draft.weekdays.insert(MemberNumber(3), 2);
        draft.settings = Some(SettingsDraft::of(view.settings, 92));
        let last = view.files.last();
        draft
            .heard
            .retain(|heard| Some(heard) != last.map(|file| &file.who.heard));
    }
    if amount == Amount::Usual {
        let changes = draft.says(&view);
        let told = vec![
            say(
                language,
                "Lid 4 (Dina Smit) is nieuw. Dit lid kan vanaf nu elke brief lezen die een melder schrijft, een eerste of een \
                 latere, behalve als de melder dit lid weglaat. Brieven van daarvoor kan het niet lezen, en ook geen antwoorden \
                 van collega's. Melders zien de nieuwe naam als ze terugkomen.",
                "Member 4 (Dina Smit) is new. From now on they can read every letter that a reporter writes, first or later, \
                 unless the reporter leaves them out. They cannot read letters written before, nor any colleague's answers. \
                 Reporters see the new name when they come back.",
            ),
            say(
                language,
                "Er komen nieuwe sleutels voor brieven bij, van lid 1, 2.",
                "New keys for letters are added, of member 1, 2.",
            ),
            say(
                language,
                "Deze ledenlijst is geldig tot en met 2027-02-23.",
                "It will be valid until 2027-02-23.",
            ),
        ];
        draft.prepared = Some((changes, told));
    }
    desk.drafts.founding.folder = "/media/stick".to_owned();
    desk.roster = Some(view);
}
