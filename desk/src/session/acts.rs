//! What is done in a case, by its form; each on disk when it returns.

use belfry_reader::{
    casework::{
        Deed, What, checked,
        forward::{self, Forwarding},
        hand_on::{self, HandingOn},
        marking,
        name::{self, Claim, Disclosure, Shown},
        telling,
    },
    commands::CommandError,
    journal::ids::{CaseId, DeedId},
    progress::Watch,
    terminal::plain,
    words::{self, deed},
};
use crypto_core::ids::MemberNumber;
use zeroize::Zeroizing;

use super::Session;
use crate::{
    acts::{Basis, Doing, NameDoing, Sealing},
    model::{Done, Text},
    sentence::without_commands,
};

impl Session {
    /// Does what a form says; what is told of it.
    ///
    /// # Errors
    /// What the library says; nothing is written down then.
    pub fn does(
        &mut self,
        id: CaseId,
        doing: &Doing,
        text: &str,
        watch: Watch<'_>,
    ) -> Result<Done, CommandError> {
        let text = text.trim_end();
        let done = match doing {
            Doing::Name(doing) => self.does_name(id, doing, text)?,
            Doing::Forward(sealing) => self.forward(id, sealing, text, watch)?,
            Doing::HandOn(consent, without) => self.hand_on(id, (consent, without), text)?,
            Doing::Elsewhere(what, on) => {
                let (today, rng) = (self.today, &mut rand::rng());
                let mut work = telling::open(&mut self.vault, &self.state, id)?;
                let of = (&mut self.vault, &self.state);
                let deed = telling::elsewhere(&mut work, of, text, (*what, *on), today, rng)?;
                self.stands(id, deed)
            }
            Doing::Mark(mark) => {
                let rng = &mut rand::rng();
                marking::mark(&mut self.vault, &self.state, id, *mark, rng)?;
                told(vec![words::case::marked(self.language, id, *mark)])
            }
            Doing::Checked(agreed, letter) => {
                let typed = letter.to_string();
                let letter = checked::letter(&mut self.vault, &self.state, id, &typed)?;
                let what = match agreed {
                    true => What::MinutesAgreed(letter),
                    false => What::MinutesCorrected(letter),
                };
                self.deed(id, (what, None), text)?
            }
            Doing::Deed(what, told) => self.deed(id, (what.clone(), told.as_ref()), text)?,
        };
        self.changed();
        Ok(Done {
            told: done.told.iter().map(|one| without_commands(one)).collect(),
            ..done
        })
    }

    fn deed(
        &mut self,
        id: CaseId,
        (what, told): (What, Option<&Text>),
        text: &str,
    ) -> Result<Done, CommandError> {
        let mut deed = Deed::of(what);
        text.clone_into(&mut deed.text);
        deed.told = told.map(|told| told.to_string()).unwrap_or_default();
        let (today, rng) = (self.today, &mut rand::rng());
        let mut work = telling::open(&mut self.vault, &self.state, id)?;
        let of = (&mut self.vault, &self.state);
        let (deed, queued) = telling::perform(&mut work, of, deed, today, rng)?;
        let mut done = self.stands(id, deed);
        let queued = queued.iter();
        let queued = queued.flat_map(|one| words::answer::queued(self.language, id, one, today));
        done.told.extend(queued);
        Ok(done)
    }

    fn forward(
        &mut self,
        id: CaseId,
        to: &Sealing,
        why: &str,
        watch: Watch<'_>,
    ) -> Result<Done, CommandError> {
        let (language, today, rng) = (self.language, self.today, &mut rand::rng());
        let mut work = telling::open(&mut self.vault, &self.state, id)?;
        let said = Forwarding {
            to: to.to.trim(),
            recipient: &to.recipient,
            consent: &to.consent,
            out: &to.out,
            why,
        };
        let of = (&mut self.vault, &self.state);
        let (deed, files) = forward::forward(&mut work, of, &said, (today, watch), rng)?;
        let mut done = self.stands(id, deed);
        done.told
            .extend(words::forward::sealed(language, &to.out, &files));
        Ok(done)
    }

    fn hand_on(
        &mut self,
        id: CaseId,
        (consent, without): (&str, &[MemberNumber]),
        tell: &str,
    ) -> Result<Done, CommandError> {
        let (language, today, rng) = (self.language, self.today, &mut rand::rng());
        let mut work = telling::open(&mut self.vault, &self.state, id)?;
        let said = HandingOn {
            tell,
            consent,
            without,
        };
        let of = (&mut self.vault, &self.state);
        let handed = hand_on::hand_on(&mut work, of, &said, today, rng)?;
        let mut all = vec![words::forward::handed_on(language).to_owned()];
        all.extend(words::answer::queued(language, id, &handed.queued, today));
        let stays = handed
            .has_name
            .then(|| words::forward::name_stays(language));
        all.extend(stays.map(ToOwned::to_owned));
        all.extend(words::minutes::leave_out_too(language, &handed.without));
        Ok(told(all))
    }

    fn does_name(
        &mut self,
        id: CaseId,
        doing: &NameDoing,
        why: &str,
    ) -> Result<Done, CommandError> {
        let (language, today, rng) = (self.language, self.today, &mut rand::rng());
        let case = self.living(id)?.clone();
        let (vault, state) = (&mut self.vault, &self.state);
        let mut work = telling::open(vault, state, id)?;
        let me = vault.secrets.number();
        let meant = |work: &_, of: DeedId| name::find(work, &case, Some(&of.to_string()), me);
        let done = match doing {
            NameDoing::Keep(text, also) => {
                let about = (text.trim(), why);
                let deed = name::keep(vault, (&mut work, state), about, also, today, rng)?;
                self.stands(id, deed)
            }
            NameDoing::Share(letter, to) => {
                let held = name::find_box(vault, &case, Some(&letter.to_string()))?;
                name::give_share(vault, (&mut work, state), (&held, why), *to, today, rng)?;
                told(vec![words::name::share_given(language, id, *to)])
            }
            NameDoing::Open(letter) => {
                let held = name::find_box(vault, &case, Some(&letter.to_string()))?;
                let deed = name::open(vault, (&mut work, state), (&held, why), today, rng)?;
                let mut done = self.stands(id, deed);
                let open = self.say(
                    "De naam is open en wordt apart bewaard. Wil je hem zien, dan vraagt dat een eigen reden.",
                    "The name is open and held apart. To see it takes a reason of its own.",
                );
                done.told.push(open.to_owned());
                done
            }
            NameDoing::Look(of) => {
                let of = meant(&work, *of)?;
                let shown = name::look(vault, (&mut work, state), (of, why), today, rng)?;
                self.shown(id, shown)
            }
            NameDoing::Grant(of, to) => {
                let of = meant(&work, *of)?;
                name::grant(vault, (&mut work, state), (of, why), *to, today, rng)?;
                told(vec![words::name::granted(language, id, of, *to)])
            }
            NameDoing::Disclose(of, whom, basis) => {
                let of = meant(&work, *of)?;
                let ground = name::ground(vault, (&work, state), claim(basis))?;
                let (work, to) = ((&mut work, state), (whom.trim(), ground));
                match name::disclose(vault, work, (of, why), to, today, rng)? {
                    Disclosure::Done(shown) => self.shown(id, shown),
                    Disclosure::Asked(deed, together) => {
                        let mut done = self.stands(id, deed);
                        done.told.push(words::name::together(language, together));
                        done
                    }
                }
            }
            NameDoing::Agree(asked) => {
                let about = (asked.to_string(), why);
                let about = (about.0.as_str(), about.1);
                let deed = name::agree(vault, (&mut work, state), about, today, rng)?;
                self.stands(id, deed)
            }
            NameDoing::CarryOut(asked) => {
                let typed = asked.to_string();
                let about = (typed.as_str(), why);
                let shown = name::carry_out(vault, (&mut work, state), about, today, rng)?;
                self.shown(id, shown)
            }
        };
        Ok(done)
    }

    /// Where a deed stands, and who gets it.
    fn stands(&self, id: CaseId, deed: DeedId) -> Done {
        let is_alone =
            (self.state.cases.get(&id)).is_some_and(belfry_reader::state::Case::is_alone);
        let stands = deed::stands(self.language, deed, is_alone);
        told(stands.lines().map(ToOwned::to_owned).collect())
    }

    fn shown(&self, id: CaseId, shown: Vec<Shown>) -> Done {
        let mut told = vec![words::name::reason_stands(self.language, id)];
        if shown.len() > 1 {
            told.push(words::name::differ(self.language).to_owned());
        }
        let names = shown.into_iter().map(|one| {
            let text: Text = Zeroizing::new(plain(&one.name));
            (words::name::from(self.language, one.from), text)
        });
        Done {
            told,
            names: names.collect(),
        }
    }
}

fn told(told: Vec<String>) -> Done {
    Done {
        told,
        names: Vec::new(),
    }
}

fn claim(basis: &Basis) -> Claim<'_> {
    match basis {
        Basis::Consent(typed) => Claim::Consent(typed),
        Basis::Informed(law, answer) => Claim::Obliged {
            law,
            informed: Some(answer),
            not_informed: None,
        },
        Basis::NotInformed(law, why) => Claim::Obliged {
            law,
            informed: None,
            not_informed: Some(why),
        },
    }
}
