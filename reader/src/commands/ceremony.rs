//! `ceremony`: the single commands in their order, for people who do this once. What is there tells where
//! it stands, so it can be left and begun again at any step.

mod describe;
mod texts;

use std::{fs, path::PathBuf};

use crypto_core::words::Language;
use rand_core::CryptoRng;

use self::texts::{Step, Texts};
use super::{CommandError, Context, file_error, init, paper, poster, root, roster, sheets};
use crate::{
    ceremony::root_key,
    cli::{Ceremony, Init, PosterArgs, RootSplit},
    member_file::MemberFile,
    paper::poster::parse_site,
    public::Public,
    state::State,
    terminal::one_line,
    vault::{self, Vault},
    words::{both, say},
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
        && let Next::Stop = own_keys(context, args)?
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

/// The machine, and this member's vault.
fn own_keys<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Ceremony,
) -> Result<Next, CommandError> {
    let texts = Texts(context.language);
    writeln!(context.out, "\n{}", texts.title(Step::Machine))?;
    writeln!(context.out, "{}", texts.machine())?;
    if !context.prompt.yes(texts.is_it_so())? {
        writeln!(context.out, "{}", texts.come_back())?;
        return Ok(Next::Stop);
    }
    writeln!(context.out, "\n{}", texts.title(Step::Keys))?;
    writeln!(context.out, "{}", texts.keys())?;
    let member = ask_number(context, texts.your_number(), 1..=u16::MAX)?;
    let name = ask_text(context, texts.your_name())?;
    let weekday = ask_number(context, texts.your_weekday(), 1..=7)?;
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

    fn state(&self) -> State {
        State::replay(self.vault.journal.events())
    }

    /// Only one machine has it; on the others the ceremony ends here.
    fn root_key(&mut self) -> Result<Next, CommandError> {
        if root_key::exists(&self.context.cli.vault) {
            return self.done(Step::Root);
        }
        if Public::load(&self.vault)?.is_some() {
            self.say(self.texts.founded())?;
            return Ok(Next::Stop);
        }
        self.begin(Step::Root)?;
        self.say(self.texts.root())?;
        if !self.context.prompt.yes(self.texts.holds_root())? {
            let name = format!("member-{}.json", self.vault.secrets.number());
            let path = self.file(&name);
            self.say(&self.texts.not_holder(&path))?;
            return Ok(Next::Stop);
        }
        root::init(self.context, self.args.fast_kdf_for_tests)?;
        Ok(Next::GoOn)
    }

    fn members(&mut self) -> Result<Next, CommandError> {
        if self.state().offer.is_some() {
            return self.done(Step::Members);
        }
        self.begin(Step::Members)?;
        let files = self.member_files()?;
        for file in &files {
            if file.number == self.vault.secrets.number() {
                continue;
            }
            let name = one_line(&file.name, 60);
            let question = self.texts.heard(&name, &file.fingerprint());
            if !self.context.prompt.yes(&question)? {
                self.say(self.texts.not_the_same())?;
                return Ok(Next::Stop);
            }
        }
        if !self.context.prompt.yes(&self.texts.all_here(files.len()))? {
            self.say(&self.texts.bring_files(&self.args.folder))?;
            return Ok(Next::Stop);
        }
        let config = self.file("channel.toml");
        if !config.exists() {
            self.say(self.texts.describe())?;
            describe::ask(self.context, &config)?;
        }
        let config = roster::read_config(&config)?;
        let out = self.file("first.outbox");
        roster::sign_with(self.context, &mut self.vault, (&config, &files), &out)?;
        Ok(Next::GoOn)
    }

    fn member_files(&mut self) -> Result<Vec<MemberFile>, CommandError> {
        let folder = &self.args.folder;
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(file_error(folder))? {
            let path = entry.map_err(file_error(folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with("member-") && name.ends_with(".json") {
                paths.push(path);
            }
        }
        // As people count them: 2 before 10.
        paths.sort_by_key(|path| (path.as_os_str().len(), path.clone()));
        roster::read_members(self.context, &paths)
    }

    fn split(&mut self) -> Result<Next, CommandError> {
        if self.state().split.is_some() {
            return self.done(Step::Split);
        }
        self.begin(Step::Split)?;
        let keepers: Vec<String> = self
            .member_files()?
            .into_iter()
            .map(|file| file.name)
            .collect();
        if keepers.len() < 2 {
            self.say(self.texts.alone())?;
            return Ok(Next::GoOn);
        }
        self.say(&self.texts.split(keepers.len()))?;
        let most = u16::try_from(keepers.len()).unwrap_or(u16::MAX);
        let needed = ask_number(self.context, self.texts.how_many_needed(), 2..=most)?;
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
        match self.state().split {
            None => return Ok(Next::GoOn),
            Some(split) if split.rehearsed.is_some() => return self.done(Step::Rehearse),
            Some(_) => {}
        }
        self.begin(Step::Rehearse)?;
        self.say(self.texts.rehearse())?;
        sheets::rehearse_with(self.context, &mut self.vault, self.context.language)?;
        Ok(Next::GoOn)
    }

    fn poster(&mut self) -> Result<Next, CommandError> {
        let out = self.file("poster.html");
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
        let config = Some(self.file("channel.toml")).filter(|config| config.exists());
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
        if Public::load(&self.vault)?.is_some() {
            self.done(Step::Publish)?;
            self.say(self.texts.founded())?;
            return Ok(Next::Stop);
        }
        self.begin(Step::Publish)?;
        self.say(&self.texts.publish(&self.file("first.outbox")))?;
        Ok(Next::Stop)
    }
}

fn ask_text<R: CryptoRng>(
    context: &mut Context<'_, R>,
    question: &str,
) -> Result<String, CommandError> {
    loop {
        let typed = context.prompt.line(question)?;
        if !typed.is_empty() {
            return Ok(typed.to_string());
        }
    }
}

fn ask_number<R: CryptoRng>(
    context: &mut Context<'_, R>,
    question: &str,
    allowed: std::ops::RangeInclusive<u16>,
) -> Result<u16, CommandError> {
    loop {
        let typed = context.prompt.line(question)?;
        match typed.parse() {
            Ok(number) if allowed.contains(&number) => return Ok(number),
            _ => {
                let (first, last) = (allowed.start(), allowed.end());
                let text = both!(
                    context.language,
                    "Typ een getal van {first} tot en met {last}.",
                    "Type a number from {first} to {last}.",
                );
                writeln!(context.out, "{text}")?;
            }
        }
    }
}
