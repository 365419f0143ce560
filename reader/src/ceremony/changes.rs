//! What a new roster changes, in plain words, for the person who signs it and for those whom it
//! concerns.

use crypto_core::{
    ids::MemberNumber,
    roster::{Member, MemberKind, Roster},
};

use crate::terminal::one_line;

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// One sentence or more for each change between the roster in force and the next one. Validity and keys
/// for more months are not among them.
#[must_use]
pub fn describe(before: &Roster, after: &Roster) -> Vec<String> {
    let mut said = Vec::new();
    for member in &before.members {
        if after.member(member.number).is_none() {
            let now = successor(after, member.number);
            said.push(match now {
                Some(now) => replaced(member, now),
                None => removed(member),
            });
        }
    }
    for member in &after.members {
        match before.member(member.number) {
            None if !took_a_place(before, after, member.number) => said.push(added(member)),
            None => {}
            Some(known) => said.extend(altered(known, member)),
        }
    }
    settings(before, after, &mut said);
    said
}

fn named(member: &Member) -> String {
    let kind = match member.kind {
        MemberKind::Member => "Member",
        MemberKind::Adviser => "Adviser",
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

fn added(member: &Member) -> String {
    let name = named(member);
    match member.kind {
        MemberKind::Adviser => format!(
            "{name} is new. The page names them; letters to the committee do not open for them."
        ),
        MemberKind::Member => format!(
            "{name} is new. From now on they can read every letter that a reporter writes, first or \
             later, unless the reporter leaves them out. They cannot read letters written before, \
             nor any colleague's answers. Reporters see the new name when they come back."
        ),
    }
}

const STILL: &str = "What is in their vault stays readable for them: letters until now, and their \
                     own answers. So does a letter written before this roster is published, if a \
                     bundle still reaches them. Their answers stay on the board until they expire.";

fn removed(member: &Member) -> String {
    let name = named(member);
    match member.kind {
        MemberKind::Adviser => {
            format!(
                "{name} leaves. The page names them no more, and what they sign counts no more."
            )
        }
        MemberKind::Member => format!(
            "{name} leaves. They can read no letter written from now on and no answer of a \
             colleague, and what they sign counts no more. {STILL} Have whoever runs the server take \
             out the lines of their courier's token."
        ),
    }
}

fn replaced(old: &Member, new: &Member) -> String {
    format!(
        "{} goes on as {} with new keys. With the old machine nobody can read a letter written from now \
         on, nor an answer from now on, and what it signs counts no more. What is in its vault stays \
         readable for whoever has it and the passphrase, and a letter written before this roster is \
         published, if a bundle reaches them. Who was left out under number {} stays left out under \
         number {}. The new machine reads what is written from now on; older cases are in the backup. \
         Have whoever runs the server take out the lines of the old courier's token.",
        named(old),
        named(new),
        old.number,
        new.number
    )
}

fn altered(known: &Member, member: &Member) -> Option<String> {
    let name = named(member);
    if known.weekday != member.weekday {
        return Some(match member.weekday {
            Some(day) => format!("{name} publishes on {} from now on.", weekday(day)),
            None => format!(
                "{name} publishes no more. Their answers stay on the board until they expire."
            ),
        });
    }
    if known.kind != member.kind {
        return Some(match member.kind {
            MemberKind::Member => added(member),
            MemberKind::Adviser => removed(known),
        });
    }
    let same =
        known.name == member.name && known.role == member.role && known.location == member.location;
    (!same).then(|| format!("{name}: name, role or location as reporters see it are new."))
}

fn settings(before: &Roster, after: &Roster, said: &mut Vec<String>) {
    let mut number = |old: u16, new: u16, text: &str| {
        if old != new {
            said.push(format!("{text}: {new} instead of {old}."));
        }
    };
    number(
        before.quorum.into(),
        after.quorum.into(),
        "Members needed to open a letter (quorum)",
    );
    number(
        before.slots.into(),
        after.slots.into(),
        "Slots in each letter, so that this many members have room; with more of them less text fits \
         into one letter",
    );
    number(
        before.cells_per_batch,
        after.cells_per_batch,
        "Cells that each member publishes a week",
    );
    number(
        before.cell_weeks,
        after.cell_weeks,
        "Weeks that an answer stays on the board, also those that are on it already",
    );
    let same = before.name == after.name
        && before.text == after.text
        && before.outside == after.outside
        && before.services == after.services;
    if !same {
        said.push("The texts or services that reporters see are new.".to_owned());
    }
}

fn weekday(day: u8) -> &'static str {
    let place = usize::from(day).wrapping_sub(1);
    WEEKDAYS.get(place).copied().unwrap_or("no day")
}
