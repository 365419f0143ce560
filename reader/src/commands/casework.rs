//! `case …`

mod checked;
mod consent;
mod forward;
mod hand_on;
mod name;
mod show;
mod told;

use std::path::Path;

use crypto_core::words::Language;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{CommandError, Context, read_text};
use crate::{
    cases,
    casework::{
        Deed, What,
        perform::{PerformError, Work},
        telling,
        view::View,
    },
    cli::{Assess, CaseCommand, Template, WithText},
    journal::ids::{CaseId, DeedId},
    state::{Case, State},
    vault::Vault,
    words::{self, both, deed},
};

pub(super) fn case<R: CryptoRng>(
    context: &mut Context<'_, R>,
    command: &CaseCommand,
) -> Result<(), CommandError> {
    use CaseCommand as C;
    match command {
        C::Show(args) => show::show(context, &args.case),
        C::Forward(args) => forward::forward(context, args),
        C::Name(args) => name::name(context, args),
        C::Template(args) => template(context, args),
        C::HandOn(args) => hand_on::hand_on(context, args),
        C::Told(args) => told::told(context, args),
        C::Consent(args) => consent::consent(context, args),
        C::Minutes(args) => checked::minutes(context, args),
        C::Assess(args) => assess(context, args),
        C::Step(args) => {
            let what = What::Step(args.to.clone(), Vec::new());
            Desk::open(context, &args.why)?
                .tell(args.tell.as_deref())?
                .does(context, what)
        }
        C::Decide(args) => {
            let what = What::Decision(args.outcome.clone(), Vec::new());
            Desk::open(context, &args.why)?
                .tell(args.tell.as_deref())?
                .does(context, what)
        }
        C::SecondLook(args) => Desk::open(context, args)?.does(context, What::SecondLook),
        C::Note(args) => Desk::open(context, args)?.does(context, What::Note),
        C::Task(args) => {
            Desk::open(context, &args.what)?.does(context, What::Task(args.to, args.by))
        }
        C::Promise(args) => Desk::open(context, &args.what)?.does(context, What::Promise(args.by)),
        C::Recuse(args) => Desk::open(context, args)?.does(context, What::Recused),
        C::Hold(args) => Desk::open(context, args)?.does(context, What::Hold),
        C::Done(args) => {
            let desk = Desk::without_text(context, &args.case)?;
            let of = desk.work.find(&args.deed)?;
            desk.does(context, What::Done(of))
        }
        C::Assign(args) => {
            let desk = Desk::without_text(context, &args.case)?;
            desk.does(context, What::Assigned(args.to, args.role.clone()))
        }
        C::Unassign(args) => {
            let desk = Desk::without_text(context, &args.case)?;
            desk.does(context, What::Unassigned(args.to, args.role.clone()))
        }
        C::Lift(args) => {
            let mut desk = Desk::without_text(context, &args.of.case)?;
            let of = desk.work.find(&args.of.deed)?;
            desk.text = some_text(args.text.as_deref())?;
            desk.does(context, What::HoldLifted(of))
        }
        C::Correct(args) => {
            let mut desk = Desk::without_text(context, &args.of.case)?;
            let of = desk.work.find(&args.of.deed)?;
            desk.text = some_text(args.text.as_deref())?;
            desk.does(context, What::Corrected(of))
        }
    }
}

/// A case on the desk, and what its member has written about it.
struct Desk {
    vault: Vault,
    state: State,
    case: CaseId,
    work: Work,
    text: Zeroizing<String>,
    told: Option<Zeroizing<String>>,
}

impl Desk {
    fn without_text<R: CryptoRng>(
        context: &mut Context<'_, R>,
        case: &str,
    ) -> Result<Self, CommandError> {
        let (mut vault, state) = context.open()?;
        let case = cases::find_living(&state, case)?;
        Ok(Self {
            work: telling::open(&mut vault, &state, case)?,
            vault,
            state,
            case,
            text: Zeroizing::new(String::new()),
            told: None,
        })
    }

    fn open<R: CryptoRng>(
        context: &mut Context<'_, R>,
        args: &WithText,
    ) -> Result<Self, CommandError> {
        let mut desk = Self::without_text(context, &args.case)?;
        desk.text = some_text(args.text.as_deref())?;
        Ok(desk)
    }

    fn tell(mut self, path: Option<&Path>) -> Result<Self, CommandError> {
        if let Some(path) = path {
            self.told = Some(some_text(Some(path))?);
        }
        Ok(self)
    }

    /// Writes the deed down, and what the reporter is told as an answer.
    fn does<R: CryptoRng>(
        mut self,
        context: &mut Context<'_, R>,
        what: What,
    ) -> Result<(), CommandError> {
        let mut deed = Deed::of(what);
        deed.text.clone_from(&self.text);
        deed.told = self.told.as_deref().cloned().unwrap_or_default();
        let of = (&mut self.vault, &self.state);
        let (id, queued) = telling::perform(&mut self.work, of, deed, context.today, context.rng)?;
        if let Some(queued) = queued {
            super::answer::say_queued(context, self.case, &queued)?;
        }
        self.report(context, id)
    }

    fn report<R: CryptoRng>(
        &self,
        context: &mut Context<'_, R>,
        id: DeedId,
    ) -> Result<(), CommandError> {
        let language = context.language;
        let case = self.case;
        let item = self.work.casework.item(id);
        let title = item.map_or_else(String::new, |item| {
            deed::title(language, &item.ordered, self.work.rules())
        });
        // Elsewhere its doer is named before the title.
        let done = both!(
            language,
            "Zaak {case}: je {title}.",
            "Case {case}: {title}."
        );
        writeln!(context.out, "{done}")?;
        if let Some(What::Step(_, settles) | What::Decision(_, settles)) = item
            .and_then(|item| item.ordered.deed.as_ref())
            .map(|deed| &deed.what)
        {
            for settled in settles {
                let settled = deed::short(*settled);
                let settles = both!(
                    language,
                    "Dat lost het conflict over {settled} op.",
                    "It settles the conflict over {settled}.",
                );
                writeln!(context.out, "{settles}")?;
            }
        }
        let stands = deed::stands(language, id, self.is_alone());
        Ok(writeln!(context.out, "{stands}")?)
    }

    fn is_alone(&self) -> bool {
        self.state.cases.get(&self.case).is_some_and(Case::is_alone)
    }
}

fn some_text(path: Option<&Path>) -> Result<Zeroizing<String>, CommandError> {
    let text = read_text(path)?;
    let text = Zeroizing::new(text.trim_end().to_owned());
    match text.is_empty() {
        true => Err(CommandError::NoText),
        false => Ok(text),
    }
}

fn assess<R: CryptoRng>(context: &mut Context<'_, R>, args: &Assess) -> Result<(), CommandError> {
    let mut desk = Desk::without_text(context, &args.case)?;
    let Some(path) = &args.view else {
        let form = words::casework::form(context.language, desk.work.rules());
        return Ok(write!(context.out, "{form}")?);
    };
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(CommandError::of_file(path))?);
    let view: View = View::parse(&text)?;
    if view.text.trim().is_empty() {
        return Err(CommandError::NoText);
    }
    let (vault, today) = (&mut desk.vault, context.today);
    let id = desk.work.fix_view(vault, &view, today, context.rng)?;
    let (have, need) = (desk.work.casework.fixed.len(), desk.work.rules().views);
    let (case, id, language) = (desk.case, deed::short(id), context.language);
    let fixed = both!(
        language,
        "Je oordeel over zaak {case} ligt vast als {id}.\nNiemand kan het veranderen, of nu al lezen.",
        "Your view of case {case} is fixed as {id}.\nNobody can change it, nor read it yet.",
    );
    writeln!(context.out, "{fixed}")?;
    let views = words::casework::views_fixed(language, have, need);
    Ok(writeln!(context.out, "{views}")?)
}

fn template<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Template,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let rules = crate::casework::in_force(&mut vault, &state)?.current;
    let step = rules.step(&args.step);
    let step = step.ok_or_else(|| PerformError::NotInRules(args.step.clone()))?;
    let language = args.language.unwrap_or(Language::Dutch);
    let text = step.told.get(language.code());
    let text = text.ok_or_else(|| CommandError::NoTemplate(args.step.clone()))?;
    Ok(writeln!(
        context.out,
        "{}",
        text.replace("{by}", &args.by.to_string())
    )?)
}
