//! What a roster must keep to apart from its signature (protocol, section 4.6).

use std::collections::BTreeSet;

use super::{MemberKind, Roster, RosterError, VALID_DAYS_MAX};

pub(super) fn check_rules(roster: &Roster) -> Result<(), RosterError> {
    let rule = |holds: bool, text: &'static str| {
        if holds {
            Ok(())
        } else {
            Err(RosterError::Rule(text))
        }
    };
    rule(roster.serial > 0, "the serial begins at 1")?;
    rule(
        roster.valid_from <= roster.valid_until
            && roster.valid_until.since(roster.valid_from) <= VALID_DAYS_MAX,
        "it is valid for at most 92 days",
    )?;
    rule(matches!(roster.slots, 8 | 16), "there are 8 or 16 slots")?;
    let members = roster.members.iter();
    let readers = members.clone().filter(|m| m.kind == MemberKind::Member);
    rule(
        readers.clone().next().is_some() && readers.clone().count() <= roster.slots.into(),
        "it has one member at least and at most as many as slots",
    )?;
    rule(
        roster.quorum >= 1 && usize::from(roster.quorum) <= readers.count(),
        "the quorum is between 1 and the number of members",
    )?;
    let numbers: BTreeSet<_> = members.clone().map(|m| m.number).collect();
    rule(
        numbers.len() == roster.members.len(),
        "each member's number is their own",
    )?;
    let former = roster.former.iter();
    rule(
        former
            .clone()
            .all(|f| !numbers.contains(&f.number) && f.now.is_none_or(|now| now > f.number))
            && former.map(|f| f.number).collect::<BTreeSet<_>>().len() == roster.former.len(),
        "a former number is nobody's, and who got another has a higher one",
    )?;
    rule(
        members.clone().all(|m| m.member_key().is_some()),
        "each member has a member key",
    )?;
    rule(
        members.clone().all(|m| match m.weekday {
            Some(weekday) => (1..=7).contains(&weekday) && m.board_key().is_some(),
            None => true,
        }),
        "who publishes has a weekday from 1 to 7 and a board key",
    )?;
    rule(
        roster.publishers().next().is_some(),
        "at least one member publishes",
    )?;
    rule(
        (1..=64).contains(&roster.cells_per_batch) && (1..=52).contains(&roster.cell_weeks),
        "a batch has 1 to 64 cells and a cell lives 1 to 52 weeks",
    )
}
