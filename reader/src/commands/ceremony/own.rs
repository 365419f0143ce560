//! The machine, and a member's own keys.

use rand_core::CryptoRng;

use super::{CommandError, Context, Next, ask, init, texts::Texts};
use crate::{
    ceremony::founding::Step,
    cli::{Ceremony, Init},
    words,
};

/// The machine, and this member's vault.
pub(super) fn keys<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Ceremony,
) -> Result<Next, CommandError> {
    let texts = Texts(context.language);
    writeln!(context.out, "\n{}", texts.title(Step::Machine))?;
    for sentence in words::founding::machine(context.language) {
        writeln!(context.out, "- {sentence}")?;
    }
    if !context.prompt.yes(texts.is_it_so())? {
        writeln!(context.out, "{}", texts.come_back())?;
        return Ok(Next::Stop);
    }
    writeln!(context.out, "\n{}", texts.title(Step::Keys))?;
    writeln!(context.out, "{}", texts.keys())?;
    let member = ask::number(context, texts.your_number(), 1..=u16::MAX)?;
    let name = ask::text(context, texts.your_name())?;
    let weekday = ask::number(context, texts.your_weekday(), 1..=7)?;
    let defaults = Init {
        member,
        name,
        role_nl: None,
        role_en: None,
        location: String::new(),
        weekday: u8::try_from(weekday).ok(),
        adviser: false,
        out: Some(args.folder.join(format!("member-{member}.json"))),
        fast_kdf_for_tests: args.fast_kdf_for_tests,
    };
    init::init(context, &defaults)?;
    Ok(Next::GoOn)
}
