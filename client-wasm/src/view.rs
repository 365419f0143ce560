//! What the page shows, as JSON. Days are ISO dates; names and texts come from verified files only.

use crypto_core::{
    roster::{MemberKind, Texts, VerifiedRoster},
    time::Day,
    words::Language,
};
use serde::Serialize;

use crate::{Code, Session, Trust, addressee::takes_letters, session::SEAL_DAYS_MAX};

/// The channel, once its roster is verified.
#[derive(Serialize)]
pub struct ChannelView {
    name: String,
    text: String,
    outside: String,
    /// The header's day: the committee's last sign of life.
    day: Day,
    /// `ok`, `stale` (two publication days went by) or `old` (nothing is sealed).
    fresh: &'static str,
    /// `none`, `address`, `words` or `unchecked`.
    trust: &'static str,
    /// So many members must come together to open a message.
    quorum: u8,
    members: Vec<PersonView>,
    /// To whom else one can write, or only go.
    advisers: Vec<PersonView>,
    services: Vec<ServiceView>,
}

#[derive(Serialize)]
struct PersonView {
    number: u16,
    name: String,
    role: String,
    location: String,
    /// Whether an adviser can be written to: who does not publish could never answer.
    reachable: bool,
}

#[derive(Serialize)]
struct ServiceView {
    number: u16,
    name: String,
}

/// What lies on the board for one conversation.
#[derive(Default, Serialize)]
pub struct RepliesView {
    /// Whether any cell was found.
    pub found: bool,
    /// With whom the conversation is: 0 is the committee, other numbers are advisers', also of one who is gone.
    pub with: Vec<u16>,
    /// Answers, oldest first.
    pub answers: Vec<AnswerView>,
    /// Letters that members confirmed to have received.
    pub received: Vec<ReceivedView>,
    /// Parts that are not there.
    pub missing: Vec<MissingView>,
    /// Members who sent a list of people left out that is not the reporter's.
    pub forged: Vec<String>,
    /// Who is left out.
    pub left_out: Vec<String>,
    /// Cells that do not open or are of a later version.
    pub unreadable: usize,
    /// Proofs of receipt.
    pub proofs: Vec<ProofView>,
}

/// A proof of receipt.
#[derive(Serialize)]
pub struct ProofView {
    /// The member's name.
    pub name: String,
    /// Whether the roster at hand bears it out; it lists no former members.
    pub checked: bool,
    /// The statement with its salt, to be saved.
    pub file: String,
}

/// One answer.
#[derive(Serialize)]
pub struct AnswerView {
    /// Written for publication on this day.
    pub day: Day,
    /// Who wrote it.
    pub number: u16,
    /// Their name.
    pub name: String,
    /// Whether as an adviser, in confidence.
    pub adviser: bool,
    /// What is there of the text.
    pub text: String,
    /// Missing parts, from 1.
    pub missing: Vec<u8>,
    /// Files that it names.
    pub files: Vec<FileView>,
}

/// A file that an answer names.
#[derive(Serialize)]
pub struct FileView {
    /// Which of [`Session::offered_file`].
    pub n: usize,
    /// Its name, as the committee left it.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

/// A letter that was received.
#[derive(Serialize)]
pub struct ReceivedView {
    /// The letter's day.
    pub day: Day,
    /// A member who says so.
    pub name: String,
    /// Whether it was a letter to this adviser.
    pub adviser: bool,
}

/// A part of an answer that is not on the board.
#[derive(Serialize)]
pub struct MissingView {
    /// The answer's day.
    pub day: Day,
    /// Which part, from 1.
    pub part: u8,
}

impl Session {
    /// The channel in the page's language.
    ///
    /// # Errors
    /// [`Code::Early`] before the roster is verified.
    pub fn view(&self, today: Day) -> Result<ChannelView, Code> {
        let (roster, header) = (self.roster()?, self.header()?);
        let text = |texts: &Texts| in_language(texts, self.language);
        let people = |kind: MemberKind| {
            let those = roster.members.iter().filter(|member| member.kind == kind);
            those
                .map(|member| PersonView {
                    number: member.number.0,
                    name: member.name.clone(),
                    role: text(&member.role),
                    location: member.location.clone().unwrap_or_default(),
                    reachable: takes_letters(member),
                })
                .collect()
        };
        Ok(ChannelView {
            name: text(&roster.name),
            text: text(&roster.text),
            outside: text(&roster.outside),
            day: header.day,
            fresh: freshness(roster, header.day, today),
            trust: match self.trust {
                Trust::None => "none",
                Trust::Address => "address",
                Trust::Words => "words",
                Trust::Unchecked => "unchecked",
            },
            quorum: roster.quorum,
            members: people(MemberKind::Member),
            advisers: people(MemberKind::Adviser),
            services: roster
                .services
                .iter()
                .map(|service| ServiceView {
                    number: service.number,
                    name: text(&service.name),
                })
                .collect(),
        })
    }
}

fn in_language(texts: &Texts, language: Language) -> String {
    texts
        .get(language.code())
        .or_else(|| texts.values().next())
        .cloned()
        .unwrap_or_default()
}

/// Two publication days that went by without a new header make it stale.
fn freshness(roster: &VerifiedRoster, head: Day, today: Day) -> &'static str {
    let age = today.since(head);
    if age > SEAL_DAYS_MAX {
        return "old";
    }
    let missed = (1..age)
        .map(|days| head.plus(days).weekday())
        .filter(|weekday| {
            roster
                .publishers()
                .any(|member| member.weekday == Some(*weekday))
        })
        .count();
    if missed >= 2 { "stale" } else { "ok" }
}
