//! The root key of a channel that is founded, as far as it is on this machine.

use belfry_reader::{
    ceremony::{
        founding::Standing,
        root_change::{self, Changing},
        root_key,
    },
    commands::CommandError,
    prompt,
    public::Public,
    status,
    words::root as words,
};

use super::Session;
use crate::{model::RootView, root::Root, sentence::without_commands};

impl Session {
    /// What is here of it.
    ///
    /// # Errors
    /// What the vault says.
    pub fn root_view(&self) -> Result<RootView, CommandError> {
        let standing = Standing::of(&self.vault)?;
        let public = Public::load(&self.vault)?;
        let in_force = public.and_then(|public| public.roster.roots().last().copied());
        // Why none can be begun is said at the opening: there are two of them.
        let change = Changing::of(&self.vault, &self.state).ok();
        Ok(RootView {
            is_here: standing.has_root,
            is_split: status::split(&self.vault, &self.state, in_force).is_some(),
            change: change.filter(|_| standing.has_root),
        })
    }

    /// Takes a step; what is to be written down, or done next.
    ///
    /// # Errors
    /// What the library says; the step is not done then.
    pub fn root(&mut self, what: Root) -> Result<Vec<String>, CommandError> {
        let (vault, language) = (&self.vault, self.language);
        let told = match what {
            Root::Look => return Ok(Vec::new()),
            Root::Change {
                old,
                new: [first, again],
                cost,
            } => match Changing::of(vault, &self.state)? {
                Changing::No => {
                    let old = root_change::open_old(vault, &old)?;
                    let new = prompt::chosen_twice(first, &again)?;
                    let number = root_change::begin(vault, &old, (&new, cost), &mut rand::rng())?;
                    words::begun(language, number)
                }
                Changing::Begun | Changing::InForce => return Ok(Vec::new()),
            },
            Root::Finish => match Changing::of(vault, &self.state)? {
                Changing::InForce => {
                    root_key::finish_change(vault.dir())?;
                    words::destroyed(language, &root_key::path(vault.dir()))
                }
                Changing::No | Changing::Begun => return Ok(Vec::new()),
            },
        };
        let told = without_commands(&told);
        Ok(told.lines().map(ToOwned::to_owned).collect())
    }
}
