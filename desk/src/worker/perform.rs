//! What the thread does for each job.

use belfry_reader::{commands::CommandError, progress::Watch, vault};
use crypto_core::words::Language;

use super::{Job, Outcome};
use crate::{found::Found, places, session::Session};

/// What a job is done with.
pub(super) struct Around<'w> {
    pub(super) language: Language,
    /// Who waits for what only shows something.
    pub(super) look: Watch<'w>,
    /// Who waits for what takes something in or gives it out: that goes on when the vault is locked, and is stopped by
    /// nobody but the member.
    pub(super) deed: Watch<'w>,
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
            let mut opened = Session::unlock(&dir, &passphrase, today, around.language)?;
            let first = opened.at_first(around.look)?;
            say(Outcome::Unlocked(std::mem::take(&mut opened.notices)));
            say(Outcome::Overview(Box::new(first)));
            lists(session.insert(opened), around, say)?;
        }
        Job::Make(make) => {
            let folder = make.folder.clone();
            let (opened, told) = Session::make(*make, around.language)?;
            let session = session.insert(opened);
            say(Outcome::Unlocked(std::mem::take(&mut session.notices)));
            say(Outcome::Made(told));
            let view = session.founding(&folder)?;
            say(Outcome::Founding(Box::new(view), Vec::new()));
            lists(session, around, say)?;
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

/// All lists, anew.
fn lists(
    session: &mut Session,
    around: &Around<'_>,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    match session.overview(around.look) {
        Ok(overview) => say(Outcome::Overview(Box::new(overview))),
        Err(error) => {
            say(Outcome::NotWhole);
            return Err(error);
        }
    }
    Ok(())
}

fn in_session(
    session: &mut Session,
    job: Job,
    around: &Around<'_>,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    let mut shown = None;
    match job {
        Job::Unlock { .. } | Job::Make(_) | Job::Lock | Job::IsThere(_) => return Ok(()),
        Job::Speak(_) => session.speak(around.language),
        Job::Lists => {}
        Job::Case(id) => {
            say(Outcome::Case(Box::new(session.case(id)?)));
            return Ok(());
        }
        Job::Find(words) => {
            let found = session.find(&words, around.look);
            // What was found before is of other words.
            say(Outcome::Found(found.as_ref().ok().cloned()));
            return found.map(drop);
        }
        Job::Preview(id, says) => {
            let arrival = session.preview(id, &says)?;
            say(Outcome::Preview(id, says, arrival));
            return Ok(());
        }
        Job::TypeIn(typed) => {
            let shown = session.type_in(&typed)?;
            say(Outcome::TypedIn(typed, shown));
        }
        Job::Print(code, path) => {
            say(Outcome::Printed(session.print(&code, &path)?));
            return Ok(());
        }
        Job::MayDestroy(id, says) => {
            let means = session.may_destroy(id, &says)?;
            say(Outcome::MayDestroy(id, says, means));
            return Ok(());
        }
        Job::Destroy(id, says) => {
            say(Outcome::Destroyed(id, session.destroy(id, &says)?));
            shown = Some(id);
        }
        Job::Certify(id, path) => {
            say(Outcome::Certified(session.certify(id, &path)?));
            return Ok(());
        }
        Job::Register => {
            say(Outcome::Register(session.register()?));
            return Ok(());
        }
        Job::Look(id, path) => {
            say(Outcome::Looked(id, Session::look(path)?));
            return Ok(());
        }
        Job::Answer(id, says) => {
            let arrival = session.answer(id, &says)?;
            say(Outcome::Answered(id, says, arrival));
            shown = Some(id);
        }
        Job::Does(id, act, doing, text) => {
            let done = session.does(id, &doing, &text)?;
            say(Outcome::Done(id, act, text, done));
            shown = Some(id);
        }
        Job::View(id, view) => {
            session.fix_view(id, &view)?;
            say(Outcome::Fixed(id));
            shown = Some(id);
        }
        Job::Members => {
            say(Outcome::Members(Box::new(session.members()?)));
            return Ok(());
        }
        Job::Release(letter, to) => {
            say(Outcome::Released(letter, session.release(letter, to)?));
            say(Outcome::Members(Box::new(session.members()?)));
        }
        Job::Found(folder, what) => {
            let is_look = matches!(*what, Found::Look);
            let told = session.found(&folder, *what)?;
            let view = session.founding(&folder)?;
            say(Outcome::Founding(Box::new(view), told));
            if is_look {
                return Ok(());
            }
        }
        Job::Upkeep(what) => {
            say(Outcome::Upkept(session.upkeep(&what)?));
            match what.is_of_rules() {
                true => say(Outcome::Rules(Box::new(session.rules()?))),
                false => say(Outcome::Members(Box::new(session.members()?))),
            }
            if !what.changes() {
                return Ok(());
            }
        }
        Job::Journal => {
            say(Outcome::Journal(Box::new(session.journal()?)));
            return Ok(());
        }
        Job::Places => {
            say(Outcome::Places(places::all(session.channel().as_ref())));
            return Ok(());
        }
        Job::Import(path, channel) => {
            let told = session.import(&path, &channel, around.deed)?;
            say(Outcome::Exchanged(told));
        }
        Job::Export(path) => say(Outcome::Exchanged(session.export(&path, around.deed)?)),
        Job::Save(id, number, folder) => {
            let (path, is_whole) = session.save(id, number, &folder)?;
            say(Outcome::Saved(path, is_whole));
            return Ok(());
        }
    }
    if let Some(id) = shown {
        say(Outcome::Case(Box::new(session.case(id)?)));
    }
    lists(session, around, say)
}
