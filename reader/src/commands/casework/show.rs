//! `case show`

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::{
    super::{CommandError, Context, name_box as name_boxes},
    words,
};
use crate::{
    cases,
    casework::{
        Casework, Item, Standing, What,
        name_box::{self, Held},
        perform::Work,
        rules::Rules,
        unseen,
    },
    journal::ids::{CaseId, DeedId},
    terminal::{own_lines, quoted},
};

/// As much of a deed's name as is shown.
pub(super) fn short(id: DeedId) -> String {
    id.to_string().chars().take(8).collect()
}

pub(super) fn show<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let id = cases::find_living(&state, typed)?;
    let case = state.cases.get(&id).ok_or(cases::FindError::None)?;
    let mut work = Work::of(&mut vault, &state, id)?;
    let seen = Seen {
        late: unseen::late(case),
        readers: unseen::readers(&work.casework),
        me: vault.secrets.number(),
        held: name_box::held(&mut vault, case)?,
    };
    print(context, id, &work, &seen)?;
    // It was shown; where that cannot be written down, it is new once more.
    if let Err(error) = unseen::shown(&mut vault, case, &mut work, context.today, context.rng) {
        eprintln!("Note: what is new in this case stays so for you and for colleagues ({error}).");
    }
    Ok(())
}

/// What of a case is new to this member, and who has read it.
struct Seen {
    late: BTreeSet<DeedId>,
    readers: BTreeMap<DeedId, BTreeMap<MemberNumber, Day>>,
    me: MemberNumber,
    /// Names that the reporter gave on the page.
    held: Vec<Held>,
}

impl Seen {
    fn is_new(&self, item: &Item) -> bool {
        unseen::is_new(&item.ordered, &self.late, self.me)
    }

    fn readers(&self, item: &Item) -> impl Iterator<Item = (MemberNumber, Day)> {
        let readers = self.readers.get(&item.ordered.id).into_iter().flatten();
        readers.map(|(member, day)| (*member, *day))
    }
}

fn print<R: CryptoRng>(
    context: &mut Context<'_, R>,
    id: CaseId,
    work: &Work,
    seen: &Seen,
) -> Result<(), CommandError> {
    let (casework, rules) = (&work.casework, work.rules());
    let items = casework.items.iter();
    let items = items.filter(|item| !unseen::is_read(&item.ordered));
    if context.cli.json {
        let items: Vec<Value> = items.map(|item| json_of(item, rules, seen)).collect();
        return context.json(&json!({
            "case": id.to_string(),
            "step": casework.step,
            "since": casework.since,
            "closed": casework.is_closed,
            "outcome": casework.outcome.as_ref().map(|(code, _)| code),
            "views_fixed": casework.fixed.keys().map(|member| member.0).collect::<Vec<_>>(),
            "views_open": casework.views.keys().map(|member| member.0).collect::<Vec<_>>(),
            "recused": casework.recused.iter().map(|member| member.0).collect::<Vec<_>>(),
            "contested": casework.contested.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "holds": casework.holds.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "names": casework.names.iter().map(|(name, by)| json!({
                "deed": name.to_string(),
                "members": by.iter().map(|member| member.0).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "given_names": name_boxes::json_of_all(&seen.held),
            "next": rules.after(&casework.step).map(|step| &step.code).collect::<Vec<_>>(),
            "deeds": items,
        }));
    }
    write!(context.out, "{}", head(&id.to_string(), casework, rules))?;
    write!(context.out, "{}", name_boxes::lines(&seen.held))?;
    for item in items {
        write!(context.out, "\n{}", words_of(item, work, seen))?;
    }
    Ok(write!(context.out, "\n{}", next(casework, rules))?)
}

/// Where the case stands, one sentence a line.
fn head(id: &str, casework: &Casework, rules: &Rules) -> String {
    let mut lines = Vec::new();
    let since = casework
        .since
        .map_or_else(String::new, |day| format!(" since {day}"));
    lines.push(format!(
        "Case {id}: {}{since}",
        words::step(rules, &casework.step)
    ));
    if let Some((code, _)) = &casework.outcome {
        lines.push(format!("Decided: {}", words::outcome(rules, code)));
    }
    if !casework.fixed.is_empty() {
        lines.push(format!(
            "Views: {} of {} fixed (member {}), {} open",
            casework.fixed.len(),
            rules.views,
            words::numbers(casework.fixed.keys()),
            casework.views.len()
        ));
    }
    for (role, to) in casework.assigned.iter().filter(|(_, to)| !to.is_empty()) {
        lines.push(format!("Role \"{role}\": member {}", words::numbers(to)));
    }
    if !casework.recused.is_empty() {
        lines.push(format!(
            "Takes no part: member {}",
            words::numbers(&casework.recused)
        ));
    }
    for (name, by) in &casework.names {
        let by = match by.is_empty() {
            true => "nobody who takes part can read it".to_owned(),
            false => format!(
                "member {} can read it (`case name --look`)",
                words::numbers(by)
            ),
        };
        lines.push(format!(
            "The reporter's name is held apart as {}: {by}",
            short(*name)
        ));
    }
    if !casework.holds.is_empty() {
        lines.push("On hold: nothing of it is destroyed.".to_owned());
    }
    for id in &casework.contested {
        lines.push(format!(
            "CONFLICT: {} was done without knowing of what others did. Take the step that is right, with `case \
             step`: it settles this.",
            short(*id)
        ));
    }
    lines.iter().map(|line| own_lines("", line)).collect()
}

fn words_of(item: &Item, work: &Work, seen: &Seen) -> String {
    let rules = work.rules();
    let ordered = &item.ordered;
    let mut text = format!(
        "{}  {}  member {} {}\n",
        short(ordered.id),
        ordered.day,
        ordered.member,
        words::title(ordered, rules)
    );
    if seen.is_new(item) {
        text.push_str("    NEW: not shown to you before\n");
    }
    for (member, day) in seen.readers(item) {
        text.push_str(&format!("    read by member {member} on {day}\n"));
    }
    match &item.standing {
        Standing::Void(void) => text.push_str(&own_lines("    ", &format!("VOID: {void}"))),
        Standing::Contested => text.push_str("    in conflict, waits to be settled\n"),
        Standing::Detached => {
            text.push_str("    goes on from work that is not here; colleagues have it\n");
        }
        Standing::Settled => text.push_str("    was in conflict; a later step settled it\n"),
        Standing::InForce => {}
    }
    if item.corrected {
        text.push_str("    corrected later\n");
    }
    if ordered.written.is_none() {
        text.push_str("    not told to colleagues yet\n");
    }
    let Some(deed) = &ordered.deed else {
        return text;
    };
    if deed.rules != work.book.number {
        text.push_str("    by other rules than yours: compare the numbers of your rules\n");
    }
    if let What::View(_, _, view) = &deed.what {
        for asked in &rules.criterion {
            let mut answers = view.answers.iter();
            if let Some((_, answer)) = answers.find(|(code, _)| *code == asked.code) {
                let answered = format!("{} {}", asked.en, answer.word());
                text.push_str(&own_lines("    ", &answered));
            }
        }
        text.push_str(&quoted(view.text.trim_end()));
    }
    if let Some(to) = words::rest_of_recipient(&deed.what) {
        text.push_str(&own_lines("    ", &to));
    }
    if let What::Forwarded(_, letter) = &deed.what {
        text.push_str(&format!("    with consent in the letter {letter}\n"));
    }
    if let What::NameDisclosed(_, _, ground) = &deed.what {
        text.push_str(&own_lines("    ", &words::ground(ground)));
    }
    if !deed.text.is_empty() {
        text.push_str(&quoted(&deed.text));
    }
    if !deed.told.is_empty() {
        text.push_str("    The reporter is told:\n");
        text.push_str(&quoted(&deed.told));
    }
    text
}

/// What may follow, with what is to be asked before.
fn next(casework: &Casework, rules: &Rules) -> String {
    let mut text = String::new();
    if casework.fixed.len() < usize::from(rules.views) && casework.outcome.is_none() {
        text.push_str("To be given: views (`case assess`).\n");
    }
    if casework.views.len() >= usize::from(rules.views) && casework.outcome.is_none() {
        let outcomes: Vec<&str> = rules.outcome.iter().map(|one| one.code.as_str()).collect();
        let what = format!("Can be decided (`case decide`): {}", outcomes.join(", "));
        text.push_str(&own_lines("", &what));
    }
    for step in rules.after(&casework.step) {
        let role = match step.role.is_empty() {
            true => String::new(),
            false => format!(", role \"{}\"", step.role),
        };
        text.push_str(&format!("Can follow: {} ({}{role})\n", step.en, step.code));
        for question in &step.question {
            let asked = format!("{} [{}]", question.en, question.source);
            text.push_str(&own_lines("    ", &asked));
        }
    }
    text
}

fn json_of(item: &Item, rules: &Rules, seen: &Seen) -> Value {
    let ordered = &item.ordered;
    let (standing, void) = match &item.standing {
        Standing::InForce => ("in_force", None),
        Standing::Void(void) => ("void", Some(void.to_string())),
        Standing::Contested => ("contested", None),
        Standing::Settled => ("settled", None),
        Standing::Detached => ("detached", None),
    };
    json!({
        "deed": ordered.id.to_string(),
        "member": ordered.member.0,
        "day": ordered.day,
        "written": ordered.written,
        "what": words::title(ordered, rules),
        "standing": standing,
        "void": void,
        "corrected": item.corrected,
        "new": seen.is_new(item),
        "read_by": seen.readers(item).map(|(member, day)| json!({"member": member.0, "day": day})).collect::<Vec<_>>(),
        "text": ordered.deed.as_ref().map(|deed| match &deed.what {
            What::View(_, _, view) => &view.text,
            _ => &deed.text,
        }),
        "told": ordered.deed.as_ref().map(|deed| &deed.told),
        "to": ordered.deed.as_ref().and_then(|deed| words::recipient(&deed.what)),
        "ground": ordered.deed.as_ref().and_then(|deed| match &deed.what {
            What::NameDisclosed(_, _, ground) => Some(words::ground(ground)),
            _ => None,
        }),
    })
}
