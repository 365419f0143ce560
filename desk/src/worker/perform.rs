//! What the thread does for each job.

use std::path::Path;

use belfry_reader::{commands::CommandError, progress::Watch, vault};
use crypto_core::words::Language;

use super::{Job, Outcome};
use crate::{
    found::Found, paper::Paper, places, root::Root, roster::Change, sentence, session::Session,
    upkeep::Upkeep,
};

/// What a job is done with.
pub(super) struct Around<'w> {
    pub(super) language: Language,
    /// Who waits for what only shows something.
    pub(super) look: Watch<'w>,
    /// Who waits for what takes something in or gives it out: that goes on when the vault is locked, and is stopped by
    /// nobody but the member.
    pub(super) deed: Watch<'w>,
}

impl Around<'_> {
    /// The same, where nothing is stopped any more.
    fn to_the_end(&self) -> Self {
        Self {
            look: Watch::NOBODY,
            ..*self
        }
    }
}

pub(super) fn perform(
    session: &mut Option<Session>,
    job: Job,
    around: &Around<'_>,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    match job {
        Job::IsThere(dir) => {
            let is_there = vault::exists(&dir);
            say(Outcome::IsThere(dir, is_there));
        }
        Job::Unlock {
            dir,
            passphrase,
            today,
        } => {
            // Two vaults are never open at once.
            *session = None;
            let opened = Session::unlock(&dir, &passphrase, today, around.language, around.look)?;
            if let Some(opened) = first(session, opened, around, say)? {
                lists(opened, around, say)?;
            }
        }
        Job::Restore(put) => {
            *session = None;
            let opened = Session::restore(&put, around.language, around.look)?;
            // What has to be done now is told, whoever stopped what.
            if let Some(opened) = first(session, opened, &around.to_the_end(), say)? {
                lists(opened, around, say)?;
            }
        }
        Job::Make(make) => {
            *session = None;
            let folder = make.folder.clone();
            let (opened, file) = Session::make(*make, around.language)?;
            let Some(session) = first(session, opened, &around.to_the_end(), say)? else {
                return Ok(());
            };
            say(Outcome::Made);
            let (told, failed) = match file {
                Ok(told) => (vec![told], None),
                Err(error) => (Vec::new(), Some(error)),
            };
            let view = session.founding(&folder)?;
            say(Outcome::Founding(Box::new(view), told));
            let listed = lists(session, around, say);
            // Why the file was not written says more.
            return failed.map_or(listed, Err);
        }
        Job::Lock => {
            *session = None;
            say(Outcome::Locked);
        }
        job => {
            if let Some(session) = session {
                in_session(session, job, around, say)?;
            }
        }
    }
    Ok(())
}

/// What is to be seen at once; only then the vault stays open, since nobody locks what nobody sees. `None` where it did not
/// come, which is told then.
fn first<'s>(
    session: &'s mut Option<Session>,
    mut opened: Session,
    around: &Around<'_>,
    say: &impl Fn(Outcome),
) -> Result<Option<&'s mut Session>, CommandError> {
    let first = opened.at_first(around.look);
    let mut notices = std::mem::take(&mut opened.notices);
    let first = match first {
        Ok(first) => first,
        Err(error) => {
            // What is told once is told here: the next opening knows nothing of it.
            notices.insert(0, sentence::of(&error, around.language));
            let told = notices.join(" ");
            say(match error.is_stopped() {
                true => Outcome::Stopped(told),
                false => Outcome::Failed(None, told),
            });
            return Ok(None);
        }
    };
    say(Outcome::Unlocked(notices));
    say(Outcome::Overview(Box::new(first)));
    Ok(Some(session.insert(opened)))
}

/// All lists, anew. Where that is stopped, they are said not to be whole, and nothing else: what was done before is done.
fn lists(
    session: &mut Session,
    around: &Around<'_>,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    match session.overview(around.look) {
        Ok(overview) => say(Outcome::Overview(Box::new(overview))),
        Err(error) => {
            say(Outcome::NotWhole);
            if !error.is_stopped() {
                return Err(error);
            }
        }
    }
    Ok(())
}

/// A step of the root key's way onto paper; whether that is done. How far it is is said also where the step was not done.
fn paper(session: &mut Session, what: Paper, say: &impl Fn(Outcome)) -> Result<bool, CommandError> {
    let done = session.paper(what);
    let told = done.as_ref().ok().cloned().unwrap_or_default();
    say(Outcome::Paper(session.paper_view(), told));
    Ok(!done?.is_empty())
}

fn in_session(
    session: &mut Session,
    job: Job,
    around: &Around<'_>,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    let (of, is_destroying) = (job.case(), matches!(job, Job::Destroy(..)));
    let Some(job) = shown(session, job, around, say)? else {
        return Ok(());
    };
    let done = done(session, job, around, say);
    // Where it failed half-way, it is destroyed all the same.
    if let (Err(_), false) = (&done, is_destroying) {
        return done;
    }
    if let Some(id) = of {
        say(Outcome::Case(Box::new(session.case(id)?)));
    }
    lists(session, around, say)?;
    done
}

/// What shows something, or makes a file of it, and leaves all lists as they are. Any other job is given back.
fn shown(
    session: &mut Session,
    job: Job,
    around: &Around<'_>,
    say: &impl Fn(Outcome),
) -> Result<Option<Job>, CommandError> {
    match job {
        Job::Unlock { .. } | Job::Restore(_) | Job::Make(_) | Job::Lock | Job::IsThere(_) => {}
        Job::Case(id) => say(Outcome::Case(Box::new(session.case(id)?))),
        Job::Find(words) => {
            let found = session.find(&words, around.look);
            // What was found before is of other words.
            say(Outcome::Found(words, found.as_ref().ok().cloned()));
            found?;
        }
        Job::Preview(id, says) => {
            let arrival = session.preview(id, &says, around.look)?;
            say(Outcome::Preview(id, says, arrival));
        }
        Job::Print(code, path) => say(Outcome::Printed(session.print(&code, &path)?)),
        Job::MayDestroy(id, says) => {
            let means = session.may_destroy(id, &says)?;
            say(Outcome::MayDestroy(id, says, means));
        }
        Job::Certify(id, path) => say(Outcome::Certified(session.certify(id, &path)?)),
        Job::Register => say(Outcome::Register(session.register()?)),
        Job::Look(id, path) => say(Outcome::Looked(id, Session::look(path)?)),
        Job::Members => say(Outcome::Members(Box::new(session.members()?))),
        Job::Journal => say(Outcome::Journal(Box::new(session.journal()?))),
        Job::Places => say(Outcome::Places(places::all(session.channel().as_ref()))),
        Job::Save(id, number, folder) => {
            let (path, is_whole) = session.save(id, number, &folder, around.deed)?;
            say(Outcome::Saved(path, is_whole));
        }
        Job::Root(what) if !what.changes() => root(session, *what, say)?,
        Job::Paper(what) => {
            // Once it is done, lists have another warning or none.
            let is_done = paper(session, *what, say)?;
            return Ok(is_done.then_some(Job::Lists));
        }
        Job::Found(folder, what) if !what.changes() => found(session, &folder, *what, say)?,
        Job::Roster(folder, what) if !what.changes() => roster(session, &folder, *what, say)?,
        Job::Upkeep(what) if !what.changes() => upkeep(session, *what, say)?,
        job => return Ok(Some(job)),
    }
    Ok(None)
}

/// What changes something.
fn done(
    session: &mut Session,
    job: Job,
    around: &Around<'_>,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    match job {
        Job::Speak(_) => session.speak(around.language),
        Job::TypeIn(typed) => {
            let shown = session.type_in(&typed)?;
            say(Outcome::TypedIn(typed, shown));
        }
        Job::Destroy(id, says) => say(Outcome::Destroyed(id, session.destroy(id, &says)?)),
        Job::Answer(id, says) => {
            let arrival = session.answer(id, &says, around.deed)?;
            say(Outcome::Answered(id, says, arrival));
        }
        Job::Does(id, act, doing, text) => {
            let done = session.does(id, &doing, &text, around.deed)?;
            say(Outcome::Done(id, act, text, done));
        }
        Job::View(id, view) => {
            session.fix_view(id, &view)?;
            say(Outcome::Fixed(id));
        }
        Job::Release(letter, to) => {
            say(Outcome::Released(letter, session.release(letter, to)?));
            say(Outcome::Members(Box::new(session.members()?)));
        }
        Job::Found(folder, what) => found(session, &folder, *what, say)?,
        Job::Roster(folder, what) => roster(session, &folder, *what, say)?,
        Job::Upkeep(what) => upkeep(session, *what, say)?,
        Job::Root(what) => root(session, *what, say)?,
        Job::Import(path, channel) => {
            let told = session.import(&path, &channel, around.deed)?;
            say(Outcome::Exchanged(told));
        }
        Job::Export(path) => say(Outcome::Exchanged(session.export(&path, around.deed)?)),
        // Lists are put together after whatever comes here; what is shown was shown before.
        _ => {}
    }
    Ok(())
}

/// A step of a founding, and how far that has come, also where the step was not done: what it needed may be another now.
fn found(
    session: &mut Session,
    folder: &Path,
    what: Found,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    let (told, failed) = match session.found(folder, what) {
        Ok(told) => (told, None),
        Err(error) => (Vec::new(), Some(error)),
    };
    match session.founding(folder) {
        Ok(view) => say(Outcome::Founding(Box::new(view), told)),
        // Why the step itself was not done says more.
        Err(error) => return Err(failed.unwrap_or(error)),
    }
    failed.map_or(Ok(()), Err)
}

fn roster(
    session: &mut Session,
    folder: &Path,
    what: Change,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    let (view, came) = session.change_roster(folder, what)?;
    say(Outcome::Roster(Box::new(view), came));
    Ok(())
}

/// A step with the root key, and what is here of it, also where the step was not done.
fn root(session: &mut Session, what: Root, say: &impl Fn(Outcome)) -> Result<(), CommandError> {
    let done = session.root(what);
    let told = done.as_ref().ok().cloned().unwrap_or_default();
    say(Outcome::Root(session.root_view()?, told));
    done.map(drop)
}

fn upkeep(session: &mut Session, what: Upkeep, say: &impl Fn(Outcome)) -> Result<(), CommandError> {
    let is_of_rules = what.is_of_rules();
    let done = session.upkeep(what);
    // What it needed may be another now, also where it was not done.
    match is_of_rules {
        true => say(Outcome::Rules(Box::new(session.rules()?))),
        false => say(Outcome::Members(Box::new(session.members()?))),
    }
    say(Outcome::Upkept(done?));
    Ok(())
}
