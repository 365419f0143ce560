//! `case …` and `rules …`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use crypto_core::{ids::MemberNumber, time::Day, words::Language};

use super::{CaseName, CheckedMinutes, GivenConsent, Name, language};

/// `case …`
#[derive(Debug, Subcommand)]
pub enum CaseCommand {
    /// Where a case stands, what was done in it and why, and what can follow. What colleagues did counts as seen then.
    Show(CaseName),
    /// Take it to another step.
    Step(Step),
    /// Give your view in the first assessment; without --view, print the form to fill in.
    Assess(Assess),
    /// Decide what the report is, once the views are in.
    Decide(Decide),
    /// The reporter asks for a second look: the first assessment begins anew.
    SecondLook(WithText),
    /// Write a note for those who read the case.
    Note(WithText),
    /// Give a member something to do.
    Task(Task),
    /// Note what was promised to the reporter.
    Promise(Promise),
    /// A task or a promise is done.
    Done(OfDeed),
    /// Give a member a role in this case.
    Assign(Assign),
    /// Take a role in this case from a member.
    Unassign(Assign),
    /// Take no part in this case any more.
    Recuse(WithText),
    /// Let nothing of this case be destroyed.
    Hold(WithText),
    /// Lift a hold.
    Lift(OfDeedWithText),
    /// Say what was not right in something that was written here.
    Correct(OfDeedWithText),
    /// Seal the report to another authority, once the reporter has consented in a letter.
    Forward(Forward),
    /// By an adviser: hand the reporter's letters on to the committee, once they have consented in one.
    HandOn(HandOn),
    /// Write down that the reporter of a typed-in report was told something by telephone, on paper or in a meeting.
    Told(Told),
    /// Write down that the reporter consents to something by telephone, on paper or in a meeting: a ground to forward or to
    /// disclose, as a letter is.
    Consent(GivenConsent),
    /// Write down, in the case of a typed-in report, that its reporter agrees with the minutes or corrects them.
    Minutes(CheckedMinutes),
    /// Hold the reporter's name apart from the case: keep it, let a member read it, read it, disclose it.
    Name(Name),
    /// Print what to tell the reporter at a step, to begin an answer with.
    Template(Template),
}

/// A case and a text.
#[derive(Debug, Args)]
pub struct WithText {
    /// The case's name, or enough of its beginning.
    pub case: String,
    /// Read the text from this file instead of standard input.
    #[arg(long, value_name = "FILE")]
    pub text: Option<PathBuf>,
}

/// `case step`
#[derive(Debug, Args)]
pub struct Step {
    /// The case, and why.
    #[command(flatten)]
    pub why: WithText,
    /// The step, as `case show` names it.
    #[arg(long, value_name = "STEP")]
    pub to: String,
    /// Send the reporter this as an answer; it stands in the step too.
    #[arg(long, value_name = "FILE")]
    pub tell: Option<PathBuf>,
}

/// `case assess`
#[derive(Debug, Args)]
pub struct Assess {
    /// The case's name, or enough of its beginning.
    pub case: String,
    /// The form, filled in.
    #[arg(long, value_name = "FILE")]
    pub view: Option<PathBuf>,
}

/// `case decide`
#[derive(Debug, Args)]
pub struct Decide {
    /// The case, and why.
    #[command(flatten)]
    pub why: WithText,
    /// What the report is, as `case show` names it.
    #[arg(long, value_name = "OUTCOME")]
    pub outcome: String,
    /// Send the reporter this as an answer; it stands in the decision too.
    #[arg(long, value_name = "FILE")]
    pub tell: Option<PathBuf>,
}

/// `case task`
#[derive(Debug, Args)]
pub struct Task {
    /// The case, and what.
    #[command(flatten)]
    pub what: WithText,
    /// The member who is to do it.
    #[arg(long, value_name = "N", value_parser = member)]
    pub to: MemberNumber,
    /// By when (YYYY-MM-DD).
    #[arg(long, value_name = "DAY")]
    pub by: Day,
}

/// `case promise`
#[derive(Debug, Args)]
pub struct Promise {
    /// The case, and what.
    #[command(flatten)]
    pub what: WithText,
    /// By when (YYYY-MM-DD).
    #[arg(long, value_name = "DAY")]
    pub by: Day,
}

/// Something that was done in a case.
#[derive(Debug, Args)]
pub struct OfDeed {
    /// The case's name, or enough of its beginning.
    pub case: String,
    /// Its name as `case show` gives it, or enough of its beginning.
    pub deed: String,
}

/// Something that was done in a case, and a text.
#[derive(Debug, Args)]
pub struct OfDeedWithText {
    /// Which.
    #[command(flatten)]
    pub of: OfDeed,
    /// Read the text from this file instead of standard input.
    #[arg(long, value_name = "FILE")]
    pub text: Option<PathBuf>,
}

/// `case assign`
#[derive(Debug, Args)]
pub struct Assign {
    /// The case's name, or enough of its beginning.
    pub case: String,
    /// The member.
    #[arg(long, value_name = "N", value_parser = member)]
    pub to: MemberNumber,
    /// The role, as `rules show` names it.
    #[arg(long, value_name = "ROLE")]
    pub role: String,
}

/// `case forward`
#[derive(Debug, Args)]
pub struct Forward {
    /// The case, and why.
    #[command(flatten)]
    pub why: WithText,
    /// Which authority.
    #[arg(long, value_name = "NAME")]
    pub to: String,
    /// A file with the authority's age recipient (age1pq1…).
    #[arg(long, value_name = "FILE")]
    pub recipient: PathBuf,
    /// The letter in which the reporter consents (`show --json` has its name), or the consent that `case consent` wrote
    /// down (`case show`); enough of its name.
    #[arg(long, value_name = "CONSENT")]
    pub consent: String,
    /// Where to write the sealed report; files that came with the letters are sealed beside it.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// `case hand-on`
#[derive(Debug, Args)]
pub struct HandOn {
    /// The case, and what the reporter is told; the code by which they go on takes the place of {code} in it.
    #[command(flatten)]
    pub tell: WithText,
    /// The letter in which the reporter consents, or enough of its name (`show --json` has it).
    #[arg(long, value_name = "LETTER")]
    pub consent: String,
    /// A member who must not hear of it; may be given several times.
    #[arg(long, value_name = "N")]
    pub without: Vec<u16>,
}

/// `case told`
#[derive(Debug, Args)]
pub struct Told {
    /// The case, and what was said.
    #[command(flatten)]
    pub what: WithText,
    /// What it was for the law.
    #[arg(long, value_name = "WHAT")]
    pub purpose: ToldPurpose,
    /// When (YYYY-MM-DD).
    #[arg(long, value_name = "DAY")]
    pub on: Day,
}

/// What a reporter was told, by the law's duties.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ToldPurpose {
    /// That the report was received.
    Receipt,
    /// What was found and what follows.
    Feedback,
    /// They were asked how they fare.
    CheckIn,
    /// Something else.
    Other,
}

/// `case template`
#[derive(Debug, Args)]
pub struct Template {
    /// The step, as `rules show` names it.
    #[arg(long, value_name = "STEP")]
    pub step: String,
    /// Until when the reporter hears more (YYYY-MM-DD).
    #[arg(long, value_name = "DAY")]
    pub by: Day,
    /// The reporter's language, nl or en; nl if not given.
    #[arg(long, value_parser = language)]
    pub language: Option<Language>,
}

/// `rules …`
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Print the rules in force, as a file that can be changed and set.
    Show,
    /// Check a file of rules, and change nothing.
    Check(RulesFile),
    /// Work by these rules from now on; every member sets the same file.
    Set(RulesFile),
}

/// A file of rules.
#[derive(Debug, Args)]
pub struct RulesFile {
    /// The file.
    pub file: PathBuf,
}

pub(super) fn member(typed: &str) -> Result<MemberNumber, std::num::ParseIntError> {
    typed.parse().map(MemberNumber)
}
