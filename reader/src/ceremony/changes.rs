//! What a new roster changes, in plain words, for the person who signs it and for those whom it
//! concerns.

use crypto_core::{
    ids::MemberNumber,
    roster::{Member, MemberKind, Roster},
    words::Language,
};

use crate::{
    terminal::one_line,
    words::{both, days::weekday, founding, say},
};

/// One sentence or more for each change between the roster in force and the next one. Validity and keys
/// for more months are not among them.
#[must_use]
pub fn describe(language: Language, before: &Roster, after: &Roster) -> Vec<String> {
    let mut said = Vec::new();
    for member in &before.members {
        if after.member(member.number).is_none() {
            let now = successor(after, member.number);
            said.push(match now {
                Some(now) => replaced(language, member, now),
                None => removed(language, member),
            });
        }
    }
    for member in &after.members {
        match before.member(member.number) {
            None if !took_a_place(before, after, member.number) => {
                said.push(added(language, member));
            }
            None => {}
            Some(known) => said.extend(altered(language, known, member)),
        }
    }
    settings(language, before, after, &mut said);
    said
}

fn named(language: Language, member: &Member) -> String {
    let kind = match member.kind {
        MemberKind::Member => say(language, "Lid", "Member"),
        MemberKind::Adviser => say(language, "Vertrouwenspersoon", "Adviser"),
    };
    format!("{kind} {} ({})", member.number, one_line(&member.name, 60))
}

fn successor(after: &Roster, number: MemberNumber) -> Option<&Member> {
    let former = after.former.iter().find(|former| former.number == number)?;
    after.member(former.now?)
}

fn took_a_place(before: &Roster, after: &Roster, number: MemberNumber) -> bool {
    let mut former = after.former.iter();
    former.any(|former| former.now == Some(number) && before.member(former.number).is_some())
}

fn added(language: Language, member: &Member) -> String {
    let name = named(language, member);
    match member.kind {
        MemberKind::Adviser => both!(
            language,
            "{name} is nieuw. De naam staat op de pagina; brieven aan de commissie gaan voor deze persoon niet open.",
            "{name} is new. The page names them; letters to the committee do not open for them.",
        ),
        MemberKind::Member => both!(
            language,
            "{name} is nieuw. Dit lid kan vanaf nu elke brief lezen die een melder schrijft, een eerste of een latere, \
             behalve als de melder dit lid weglaat. Brieven van daarvoor kan het niet lezen, en ook geen antwoorden van \
             collega's. Melders zien de nieuwe naam als ze terugkomen.",
            "{name} is new. From now on they can read every letter that a reporter writes, first or \
             later, unless the reporter leaves them out. They cannot read letters written before, \
             nor any colleague's answers. Reporters see the new name when they come back.",
        ),
    }
}

fn removed(language: Language, member: &Member) -> String {
    let name = named(language, member);
    match member.kind {
        MemberKind::Adviser => both!(
            language,
            "{name} vertrekt. De naam staat niet meer op de pagina, en wat deze persoon ondertekent, telt niet meer.",
            "{name} leaves. The page names them no more, and what they sign counts no more.",
        ),
        MemberKind::Member => both!(
            language,
            "{name} vertrekt. Dit lid kan geen brief lezen die vanaf nu wordt geschreven en geen antwoord van een collega, \
             en wat het ondertekent, telt niet meer. Wat in zijn kluis staat, blijft leesbaar: brieven tot nu toe, en \
             eigen antwoorden. Ook een brief van vóór het publiceren van deze ledenlijst, als het toch nog een pakket in \
             handen krijgt. Zijn antwoorden blijven op het bord staan tot ze verlopen. Laat wie de server beheert de \
             regels van zijn koerierstoken weghalen.",
            "{name} leaves. They can read no letter written from now on and no answer of a \
             colleague, and what they sign counts no more. What is in their vault stays readable for them: letters until \
             now, and their own answers. So does a letter written before this roster is published, if a \
             bundle still reaches them. Their answers stay on the board until they expire. Have whoever runs the server \
             take out the lines of their courier's token.",
        ),
    }
}

fn replaced(language: Language, old: &Member, new: &Member) -> String {
    let (was, is) = (named(language, old), named(language, new));
    let (former, number) = (old.number, new.number);
    both!(
        language,
        "{was} gaat verder als {is} met nieuwe sleutels. Met de oude computer kan niemand een brief of een antwoord \
         lezen dat vanaf nu wordt geschreven, en wat daarmee wordt ondertekend, telt niet meer. Wat in de kluis daarvan \
         staat, blijft leesbaar voor wie die kluis en de wachtzin heeft, net als een brief van vóór het publiceren van \
         deze ledenlijst, als er nog een pakket komt. Wie onder nummer {former} was weggelaten, blijft weggelaten onder \
         nummer {number}. De nieuwe computer leest wat vanaf nu wordt geschreven; oudere zaken staan in de \
         reservekopie. Laat wie de server beheert de regels van het oude koerierstoken weghalen.",
        "{was} goes on as {is} with new keys. With the old machine nobody can read a letter written from now \
         on, nor an answer from now on, and what it signs counts no more. What is in its vault stays \
         readable for whoever has it and the passphrase, and a letter written before this roster is \
         published, if a bundle reaches them. Who was left out under number {former} stays left out under \
         number {number}. The new machine reads what is written from now on; older cases are in the backup. \
         Have whoever runs the server take out the lines of the old courier's token.",
    )
}

fn altered(language: Language, known: &Member, member: &Member) -> Option<String> {
    let name = named(language, member);
    if known.weekday != member.weekday {
        return Some(match member.weekday {
            Some(day) => {
                let day = weekday(language, day);
                both!(
                    language,
                    "{name} publiceert vanaf nu op {day}.",
                    "{name} publishes on {day} from now on.",
                )
            }
            None => both!(
                language,
                "{name} publiceert niet meer. De antwoorden blijven op het bord staan tot ze verlopen.",
                "{name} publishes no more. Their answers stay on the board until they expire.",
            ),
        });
    }
    if known.kind != member.kind {
        return Some(match member.kind {
            MemberKind::Member => added(language, member),
            MemberKind::Adviser => removed(language, known),
        });
    }
    let same =
        known.name == member.name && known.role == member.role && known.location == member.location;
    (!same).then(|| {
        both!(
            language,
            "{name}: naam, rol of plaats zoals melders die zien, zijn nieuw.",
            "{name}: name, role or location as reporters see it are new.",
        )
    })
}

fn settings(language: Language, before: &Roster, after: &Roster, said: &mut Vec<String>) {
    let mut number = |old: u16, new: u16, dutch: &str, english: &str| {
        if old != new {
            said.push(both!(
                language,
                "{dutch}: {new} in plaats van {old}.",
                "{english}: {new} instead of {old}.",
            ));
        }
    };
    number(
        before.quorum.into(),
        after.quorum.into(),
        "Leden die nodig zijn om een brief te openen (quorum)",
        "Members needed to open a letter (quorum)",
    );
    number(
        before.slots.into(),
        after.slots.into(),
        "Plaatsen in elke brief, zodat er voor zoveel leden plaats is; met meer plaatsen past er minder tekst in een brief",
        "Slots in each letter, so that this many members have room; with more of them less text fits \
         into one letter",
    );
    number(
        before.cells_per_batch,
        after.cells_per_batch,
        "Vakken die elk lid per week publiceert",
        "Cells that each member publishes a week",
    );
    number(
        before.cell_weeks,
        after.cell_weeks,
        "Weken dat een antwoord op het bord blijft, ook wat er al staat",
        "Weeks that an answer stays on the board, also those that are on it already",
    );
    let same = before.name == after.name
        && before.text == after.text
        && before.outside == after.outside
        && before.services == after.services;
    if !same {
        let new = say(
            language,
            "De teksten of diensten die melders zien, zijn nieuw.",
            "The texts or services that reporters see are new.",
        );
        said.push(new.to_owned());
        // Whoever signs reads them: they may come from a file that lay about.
        let (old, new) = (texts(language, before), texts(language, after));
        said.extend(new.into_iter().filter(|one| !old.contains(one)));
    }
}

fn texts(language: Language, of: &Roster) -> Vec<String> {
    let mut all = founding::texts(language, [&of.name, &of.text, &of.outside]);
    all.extend(founding::services(language, &of.services));
    all
}
