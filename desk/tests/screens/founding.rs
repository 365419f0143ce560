//! A founding: seen first, with everything signed, and with as many members as there can be. Nobody in them exists.

use belfry_desk::{
    app::Desk,
    model::{Founder, FoundingView},
};
use belfry_reader::ceremony::founding::Standing;
use crypto_core::{ids::MemberNumber, words::Language};

use crate::fixtures::{Amount, say};

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
