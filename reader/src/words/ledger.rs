//! What members tell each other of their work, in words.

use crypto_core::{ids::MemberNumber, time::Day, words::Language};

use super::{Words, both, say};
use crate::{
    journal::event::{Mark, Purpose},
    ledger::{Fact, fact::Published},
    notice::month,
    public::Public,
    terminal::one_line,
};

/// Columns of a member's name.
const NAME_COLUMNS: usize = 40;

/// A member, as `me` calls them: by number, and by name where the roster has one.
#[must_use]
pub fn who(
    language: Language,
    public: Option<&Public>,
    me: MemberNumber,
    member: MemberNumber,
) -> String {
    if member == me {
        return say(language, "Jij", "You").to_owned();
    }
    let listed = public.and_then(|public| public.roster.member(member));
    let name = listed.map_or_else(String::new, |one| {
        format!(" ({})", one_line(&one.name, NAME_COLUMNS))
    });
    both!(language, "Lid {member}{name}", "Member {member}{name}")
}

/// That something was told later than it should have been.
#[must_use]
pub fn late(language: Language, written: Day) -> String {
    both!(
        language,
        "opgeschreven op {written}",
        "written down on {written}"
    )
}

/// A fact in words, without who did it.
impl Words for Fact {
    fn words(&self, language: Language) -> String {
        let fixed = |dutch, english| say(language, dutch, english).to_owned();
        match self {
            Self::Opened(_, with) if with.is_empty() => fixed("opende de brief", "opened it"),
            Self::Opened(_, with) => {
                let with = super::deed::numbers(with);
                both!(
                    language,
                    "opende de brief met de delen van lid {with}",
                    "opened it with the shares of member(s) {with}",
                )
            }
            Self::Released(_, to) => both!(
                language,
                "gaf lid {to} een deel",
                "gave member {to} their share",
            ),
            Self::Answered(..) => fixed("schreef een antwoord", "wrote an answer"),
            Self::Published(_, _, what) => match what {
                Published::Confirmation => fixed(
                    "publiceerde een ontvangstbevestiging",
                    "published a confirmation of receipt",
                ),
                Published::Answer(Purpose::Other) => {
                    fixed("publiceerde een antwoord", "published an answer")
                }
                Published::Answer(Purpose::Feedback) => {
                    fixed("publiceerde de terugkoppeling", "published the feedback")
                }
                Published::Answer(Purpose::CheckIn) => fixed(
                    "vroeg hoe het met de melder gaat",
                    "asked how the reporter fares",
                ),
            },
            Self::Marked(_, mark) => match Mark::from_code(*mark) {
                Some(Mark::Open) => fixed("heropende de zaak", "opened the case again"),
                Some(Mark::Spam) => fixed(
                    "zei dat de zaak geen melding is",
                    "marked the case as no report",
                ),
                Some(Mark::Closed) => fixed("sloot de zaak af", "closed the case"),
                None => fixed(
                    "gaf de zaak een merk dat deze versie niet kent",
                    "marked the case in a way that this version does not know",
                ),
            },
            Self::Part(..) => fixed("deed iets in de zaak", "did something in the case"),
            Self::Erased(epoch) => {
                let month = month(*epoch);
                both!(
                    language,
                    "wiste de sleutels van {month}",
                    "erased the keys of {month}",
                )
            }
            Self::Unknown(_) => fixed(
                "deed iets wat deze versie niet kent",
                "did something that this version does not know",
            ),
        }
    }
}
