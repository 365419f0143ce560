//! `ceremony`: the single commands in their order, for people who do this once. What is there tells where
//! it stands, so it can be left and begun again at any step.

mod ask;
mod describe;
mod own;
mod texts;

use std::{collections::BTreeSet, path::PathBuf};

use crypto_core::words::Language;
use rand_core::CryptoRng;

use self::texts::Texts;
use super::{CommandError, Context, init, paper, poster, root, roster, sheets};
use crate::{
    ceremony::{
        self,
        founding::{self, Gathered, Standing, Step},
    },
    cli::{Ceremony, PosterArgs, RootSplit},
    paper::poster::parse_site,
    terminal::one_line,
    vault::{self, Vault},
    words::{self, say},
};

/// Whether the next step may follow.
enum Next {
    GoOn,
    Stop,
}

pub(super) fn ceremony<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Ceremony,
) -> Result<(), CommandError> {
    context.language = match args.language {
        Some(language) => language,
        None => match context
            .prompt
            .line("Nederlands of English? (nl/en)")?
            .as_str()
        {
            "nl" => Language::Dutch,
            _ => Language::English,
        },
    };
    let texts = Texts(context.language);
    writeln!(context.out, "{}", texts.welcome())?;
    if !vault::exists(&context.cli.vault)
        && let Next::Stop = own::keys(context, args)?
    {
        return Ok(());
    }
    let (vault, _) = context.open()?;
    let mut guide = Guide {
        context,
        args,
        vault,
        texts,
    };
    for step in [
        Guide::root_key,
        Guide::members,
        Guide::split,
        Guide::rehearse,
        Guide::poster,
        Guide::publish,
    ] {
        if let Next::Stop = step(&mut guide)? {
            break;
        }
    }
    Ok(())
}

/// A ceremony under way on one machine.
struct Guide<'g, 'c, R: CryptoRng> {
    context: &'g mut Context<'c, R>,
    args: &'g Ceremony,
    vault: Vault,
    texts: Texts,
}

impl<R: CryptoRng> Guide<'_, '_, R> {
    fn say(&mut self, text: &str) -> Result<(), CommandError> {
        Ok(writeln!(self.context.out, "{text}")?)
    }

    fn begin(&mut self, step: Step) -> Result<(), CommandError> {
        self.say(&format!("\n{}", self.texts.title(step)))
    }

    fn done(&mut self, step: Step) -> Result<Next, CommandError> {
        self.say(&self.texts.done(step))?;
        Ok(Next::GoOn)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.args.folder.join(name)
    }

    fn standing(&self) -> Result<Standing, CommandError> {
        Standing::of(&self.vault)
    }

    /// Only one machine has it; on the others the ceremony ends here.
    fn root_key(&mut self) -> Result<Next, CommandError> {
        let standing = self.standing()?;
        if standing.has_done(Step::Root) {
            return self.done(Step::Root);
        }
        if standing.is_founded {
            self.say(self.texts.founded())?;
            return Ok(Next::Stop);
        }
        self.begin(Step::Root)?;
        self.say(self.texts.root())?;
        if !self.context.prompt.yes(self.texts.holds_root())? {
            let own = founding::own_file(&self.vault, self.context.today)?;
            let path = self.file(&founding::file_name(&own));
            self.say(&self.texts.not_holder(&path))?;
            return Ok(Next::Stop);
        }
        root::init(self.context, self.args.fast_kdf_for_tests)?;
        Ok(Next::GoOn)
    }

    fn members(&mut self) -> Result<Next, CommandError> {
        let standing = self.standing()?;
        if standing.has_done(Step::Members) {
            self.write_again(standing)?;
            return self.done(Step::Members);
        }
        self.begin(Step::Members)?;
        let gathered = self.gathered()?;
        let own = self.vault.secrets.number();
        let mut heard = BTreeSet::new();
        for file in gathered.files().iter().filter(|file| file.number != own) {
            let name = one_line(&file.name, 60);
            let number = file.fingerprint();
            if !self.context.prompt.yes(&self.texts.heard(&name, &number))? {
                self.say(words::founding::not_the_same(self.context.language))?;
                return Ok(Next::Stop);
            }
            heard.insert((file.number, number));
        }
        let all_here = self.texts.all_here(gathered.files().len());
        if !self.context.prompt.yes(&all_here)? {
            self.say(&self.texts.bring_files(&self.args.folder))?;
            return Ok(Next::Stop);
        }
        let folder = &self.args.folder;
        let text = match founding::description(folder)? {
            Some(text) => text,
            None => {
                self.say(self.texts.describe())?;
                describe::ask(self.context, &folder.join(founding::DESCRIPTION))?
            }
        };
        let signer = root::open_signer(self.context)?;
        let context = &mut *self.context;
        let signed = founding::sign(
            &mut self.vault,
            &signer,
            (&gathered, &heard),
            (folder, &text),
            context.today,
            context.rng,
        )?;
        roster::say_signed(context, &signed, &folder.join(founding::OUTBOX))?;
        Ok(Next::GoOn)
    }

    /// The first outbox is made once; a stick can be lost.
    fn write_again(&mut self, standing: Standing) -> Result<(), CommandError> {
        let out = self.file(founding::OUTBOX);
        if standing.is_founded || out.exists() {
            return Ok(());
        }
        ceremony::write_again(&mut self.vault, &out)?;
        self.say(&words::founding::written_again(self.context.language, &out))
    }

    fn gathered(&mut self) -> Result<Gathered, CommandError> {
        let today = self.context.today;
        let gathered = Gathered::of(&self.vault, &self.args.folder, today)?;
        for file in gathered.files() {
            roster::tell_number(self.context, file)?;
        }
        Ok(gathered)
    }

    fn split(&mut self) -> Result<Next, CommandError> {
        if self.standing()?.has_done(Step::Split) {
            return self.done(Step::Split);
        }
        self.begin(Step::Split)?;
        let keepers: Vec<String> = self
            .gathered()?
            .files()
            .iter()
            .map(|file| file.name.clone())
            .collect();
        if keepers.len() < 2 {
            self.say(self.texts.alone())?;
            return Ok(Next::GoOn);
        }
        self.say(&self.texts.split(keepers.len()))?;
        let most = u16::try_from(keepers.len()).unwrap_or(u16::MAX);
        let needed = ask::number(self.context, self.texts.how_many_needed(), 2..=most)?;
        let prints = self.context.prompt.yes(self.texts.has_printer())?;
        let args = RootSplit {
            needed: u8::try_from(needed).unwrap_or(u8::MAX),
            of: None,
            keeper: keepers,
            out: prints.then(|| self.file("sheets")),
            language: self.context.language,
        };
        paper::split_with(self.context, &mut self.vault, &args)?;
        Ok(Next::GoOn)
    }

    fn rehearse(&mut self) -> Result<Next, CommandError> {
        let standing = self.standing()?;
        if standing.has_done(Step::Rehearse) {
            return self.done(Step::Rehearse);
        }
        if !standing.has_done(Step::Split) {
            return Ok(Next::GoOn);
        }
        self.begin(Step::Rehearse)?;
        self.say(self.texts.rehearse())?;
        sheets::rehearse_with(self.context, &mut self.vault, self.context.language)?;
        Ok(Next::GoOn)
    }

    fn poster(&mut self) -> Result<Next, CommandError> {
        let out = self.file(founding::POSTER);
        if out.exists() {
            return self.done(Step::Poster);
        }
        self.begin(Step::Poster)?;
        self.say(self.texts.poster())?;
        let address = loop {
            let typed = self.context.prompt.line(self.texts.site())?;
            if typed.is_empty() {
                return Ok(Next::GoOn);
            }
            match parse_site(&typed) {
                Ok(site) => break site.to_owned(),
                Err(_) => self.say(self.texts.no_site())?,
            }
        };
        let config = Some(self.file(founding::DESCRIPTION)).filter(|config| config.exists());
        let args = PosterArgs {
            address,
            out,
            language: None,
            config,
        };
        poster::poster_with(self.context, &self.vault, &args)?;
        Ok(Next::GoOn)
    }

    fn publish(&mut self) -> Result<Next, CommandError> {
        if self.standing()?.has_done(Step::Publish) {
            self.done(Step::Publish)?;
            self.say(self.texts.founded())?;
            return Ok(Next::Stop);
        }
        self.begin(Step::Publish)?;
        self.say(&self.texts.publish(&self.file(founding::OUTBOX)))?;
        Ok(Next::Stop)
    }
}
