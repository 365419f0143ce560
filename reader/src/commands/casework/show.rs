//! `case show`

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{ids::MemberNumber, time::Day, words::Language};
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::super::{CommandError, Context, name_box as name_boxes};
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
    words::{self, Words as _, both, deed, say},
};

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
        let error = error.words(context.language);
        context.note(&both!(
            context.language,
            "wat nieuw is in deze zaak, blijft nieuw voor jou en voor je collega's ({error}).",
            "what is new in this case stays new for you and for your colleagues ({error}).",
        ));
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
            "next": casework.next(rules).map(|step| &step.code).collect::<Vec<_>>(),
            "deeds": items,
        }));
    }
    let language = context.language;
    for line in words::casework::head(language, id, casework, rules) {
        write!(context.out, "{}", own_lines("", &line))?;
    }
    write!(context.out, "{}", name_boxes::lines(language, &seen.held))?;
    for item in items {
        write!(context.out, "\n{}", words_of(language, item, work, seen))?;
    }
    Ok(write!(
        context.out,
        "\n{}",
        next(language, casework, rules)
    )?)
}

fn words_of(language: Language, item: &Item, work: &Work, seen: &Seen) -> String {
    let rules = work.rules();
    let ordered = &item.ordered;
    let (id, day, member) = (deed::short(ordered.id), ordered.day, ordered.member);
    let title = deed::title(language, ordered, rules);
    let mut text = both!(
        language,
        "{id}  {day}  lid {member} {title}\n",
        "{id}  {day}  member {member} {title}\n",
    );
    let mut say_line = |line: &str| text.push_str(&own_lines("    ", line));
    if seen.is_new(item) {
        say_line(say(
            language,
            "NIEUW: nog niet eerder aan jou getoond",
            "NEW: not shown to you before",
        ));
    }
    for (member, day) in seen.readers(item) {
        say_line(&both!(
            language,
            "gelezen door lid {member} op {day}",
            "read by member {member} on {day}",
        ));
    }
    for remark in words::casework::remarks(language, item, work.book.number) {
        say_line(&remark);
    }
    let Some(deed) = &ordered.deed else {
        return text;
    };
    if let What::View(_, _, view) = &deed.what {
        for answered in words::casework::answers(language, rules, view) {
            text.push_str(&own_lines("    ", &answered));
        }
        text.push_str(&quoted(view.text.trim_end()));
    }
    if let Some(to) = deed::rest_of_recipient(language, &deed.what) {
        text.push_str(&own_lines("    ", &to));
    }
    if let Some(ground) = deed::ground(language, &deed.what) {
        text.push_str(&own_lines("    ", &ground));
    }
    if !deed.text.is_empty() {
        text.push_str(&quoted(&deed.text));
    }
    if !deed.told.is_empty() {
        let told = say(
            language,
            "    De melder krijgt te lezen:\n",
            "    The reporter is told:\n",
        );
        text.push_str(told);
        text.push_str(&quoted(&deed.told));
    }
    text
}

/// What may follow, with what is to be asked before.
fn next(language: Language, casework: &Casework, rules: &Rules) -> String {
    let mut text = String::new();
    if casework.fixed.len() < usize::from(rules.views) && casework.outcome.is_none() {
        text.push_str(say(
            language,
            "Nog te geven: oordelen (`case assess`).\n",
            "To be given: views (`case assess`).\n",
        ));
    }
    if casework.is_to_be_decided(rules) {
        let outcomes: Vec<&str> = rules.outcome.iter().map(|one| one.code.as_str()).collect();
        let outcomes = outcomes.join(", ");
        let what = both!(
            language,
            "Nu kan worden besloten (`case decide`): {outcomes}",
            "Can be decided (`case decide`): {outcomes}",
        );
        text.push_str(&own_lines("", &what));
    }
    for step in casework.next(rules) {
        let (name, code) = (say(language, &step.nl, &step.en), &step.code);
        let role = match step.role.is_empty() {
            true => String::new(),
            false => {
                let role = deed::role(language, rules, &step.role);
                both!(language, ", rol \"{role}\"", ", role \"{role}\"")
            }
        };
        text.push_str(&both!(
            language,
            "Kan volgen: {name} ({code}{role})\n",
            "Can follow: {name} ({code}{role})\n",
        ));
        for question in &step.question {
            let (asked, source) = (say(language, &question.nl, &question.en), &question.source);
            text.push_str(&own_lines("    ", &format!("{asked} [{source}]")));
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
        "what": deed::title(Language::English, ordered, rules),
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
        "to": ordered.deed.as_ref().and_then(|deed| deed::recipient(&deed.what)),
        "ground": ordered.deed.as_ref().and_then(|deed| deed::ground(Language::English, &deed.what)),
    })
}
