//! `cases`

use std::collections::BTreeMap;

use crypto_core::words::Language;
use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context, show};
use crate::{
    cases,
    casework::unseen,
    cli::Cases,
    journal::{event::Standing, ids::CaseId},
    services::{self, Services},
    state::{Case, State},
    terminal::{column, one_line},
    vault::Vault,
    words::{self, both, say},
};

/// Columns of a letter's beginning for programs, and in the list, whose lines no terminal of 80 is to break.
const PREVIEW: usize = 60;
const PREVIEW_LISTED: usize = 29;
/// Columns of a service in the list, where the roster has several; they come off the letter's beginning.
const SERVICE_LISTED: usize = 12;

/// What a list says of cases beside what stands in them.
pub(super) struct Listing {
    services: Services,
    /// Deeds of colleagues that this member has not seen.
    unseen: BTreeMap<CaseId, usize>,
}

impl Listing {
    pub(super) fn of<R: CryptoRng>(
        context: &Context<'_, R>,
        vault: &mut Vault,
        state: &State,
    ) -> Result<Self, CommandError> {
        Ok(Self {
            services: Services::of(vault, context.language)?,
            unseen: unseen::all(vault, state)?,
        })
    }

    fn unseen(&self, id: &CaseId) -> usize {
        self.unseen.get(id).copied().unwrap_or(0)
    }
}

pub(super) fn cases<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Cases,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let listing = Listing::of(context, &mut vault, &state)?;
    let wanted = args.service.as_deref();
    let wanted = wanted
        .map(|typed| listing.services.find(typed))
        .transpose()?;
    // A sealed case is left empty where its letter turned out to belong elsewhere.
    let is_there = |case: &Case| case.standing != Standing::Sealed || !case.sealed.is_empty();
    let cases = state.cases.iter().filter(|(_, case)| is_there(case));
    let mut order: Vec<(&CaseId, &Case)> = cases.collect();
    order.sort_by_key(|(id, case)| (case.last_import(), **id));
    if let Some(wanted) = wanted {
        let mut about = Vec::new();
        for (id, case) in order {
            // Of a destroyed case nobody can tell any more what it was about.
            if case.destroyed.is_none() && services::of_case(&mut vault, case)? == wanted {
                about.push((id, case));
            }
        }
        order = about;
    }
    if context.cli.json {
        let list = order
            .iter()
            .map(|(id, case)| entry(&mut vault, &state, &listing, (**id, case)))
            .collect::<Result<Vec<_>, _>>()?;
        return context.json(&json!(list));
    }
    if order.is_empty() {
        let none = say(context.language, "Geen zaken.", "No cases.");
        writeln!(context.out, "{none}")?;
    }
    for (id, case) in order {
        if let Some(destroyed) = &case.destroyed {
            let left = words::case::destroyed(context.language, case, destroyed);
            writeln!(context.out, "{id}  {left}")?;
            continue;
        }
        line(context, (&mut vault, &state, &listing), (id, case))?;
    }
    Ok(())
}

/// A case in a list.
pub(super) fn line<R: CryptoRng>(
    context: &mut Context<'_, R>,
    (vault, state, listing): (&mut Vault, &State, &Listing),
    (id, case): (&CaseId, &Case),
) -> Result<(), CommandError> {
    let preview = preview(vault, case)?;
    let services = &listing.services;
    let preview = match services.are_several() {
        false => one_line(&preview, PREVIEW_LISTED),
        true => {
            let service = services.name(services::of_case(vault, case)?);
            let service = column(&service.unwrap_or_default(), SERVICE_LISTED);
            let rest = one_line(&preview, PREVIEW_LISTED - SERVICE_LISTED - 2);
            format!("{service}  {rest}")
        }
    };
    let last = case
        .last_import()
        .map_or_else(String::new, |day| day.to_string());
    let language = context.language;
    let (count, waiting) = (case.letter_count(), waiting(state, case, language));
    let letters = match count {
        1 => "brief  ",
        _ => "brieven",
    };
    let line = both!(
        language,
        "{id}  {last}  {count:>2} {letters}  {waiting}  {preview}",
        "{id}  {last}  {count:>2} letter(s)  {waiting}  {preview}",
    );
    writeln!(context.out, "{line}")?;
    if let Some(warning) = words::case::standing(language, case) {
        writeln!(context.out, "           {warning}")?;
    }
    match listing.unseen(id) {
        0 => {}
        new => {
            let new = words::tasks::unseen_listed(language, new);
            writeln!(context.out, "           {new}")?;
        }
    }
    Ok(())
}

fn entry(
    vault: &mut Vault,
    state: &State,
    listing: &Listing,
    (id, case): (CaseId, &Case),
) -> Result<serde_json::Value, CommandError> {
    let service = services::of_case(vault, case)?;
    Ok(json!({
        "case": id.to_string(),
        "opened": case.opened,
        "addressee": show::addressee(case),
        "standing": show::standing_code(case),
        "beside": case.beside.map(|beside| beside.to_string()),
        "mark": show::mark_code(case),
        "destroyed": case.destroyed.map(|destroyed| destroyed.day),
        "sealed": case.sealed.len(),
        "letters": case.destroyed.map_or(case.letters.len(), |destroyed| destroyed.letters),
        "last_letter": case.last_import(),
        "answered": state.is_answered(case),
        "service": service_json(&listing.services, service),
        "unseen": listing.unseen(&id),
        "preview": one_line(&preview(vault, case)?, PREVIEW),
    }))
}

/// The service that a case is about, or nothing.
pub(super) fn service_json(services: &Services, number: u16) -> Option<serde_json::Value> {
    let name = services.name(number)?;
    Some(json!({ "number": number, "name": name }))
}

fn waiting(state: &State, case: &Case, language: Language) -> &'static str {
    words::case::in_list(language, case, state.is_answered(case))
}

fn preview(vault: &mut Vault, case: &Case) -> Result<String, CommandError> {
    let Some(letter) = case.letters.first() else {
        return Ok(String::new());
    };
    Ok(cases::text(vault, letter)?.body().to_owned())
}
