//! What is told of a letter, and of an answer.

use crypto_core::{letter::Kind, words::Language};

use super::{Words, both, counted, say};
use crate::{
    journal::{event::Alarms, ids::ReplyId},
    state::{Batch, BatchStanding, Case, Letter, State},
    terminal::{LookAlike, look_alike_words, mixed_words},
};

impl Words for Kind {
    fn words(&self, language: Language) -> String {
        let dutch = match self {
            Self::Report => "melding",
            Self::Message => "bericht",
            Self::Journal => "bladzijde",
            Self::Release => "deel",
            // What a later version calls it.
            Self::Other(name) => name,
        };
        say(language, dutch, self.as_str()).to_owned()
    }
}

/// What is amiss with a letter: a code, and the sentence.
#[must_use]
pub fn alarms(language: Language, bits: u8) -> Vec<(&'static str, &'static str)> {
    let all = [
        (
            Alarms::OLD_ROSTER,
            "old_roster",
            say(
                language,
                "ALARM: de melder kreeg een oude ledenlijst te zien.",
                "ALARM: the reporter was shown an old roster.",
            ),
        ),
        (
            Alarms::OLD_BOARD,
            "old_board",
            say(
                language,
                "ALARM: de melder kreeg een oud bord te zien.",
                "ALARM: the reporter was shown an old board.",
            ),
        ),
        (
            Alarms::OTHER_ROSTER,
            "unknown_roster",
            say(
                language,
                "De melder kreeg een ledenlijst te zien die deze lezer niet kent.",
                "The reporter was shown a roster that this reader has not seen.",
            ),
        ),
        (Alarms::TAG, "tag", tag(language)),
    ];
    let set = all.into_iter().filter(|(bit, _, _)| bits & bit != 0);
    set.map(|(_, code, words)| (code, words)).collect()
}

/// What became of the proof of receipt that a letter asks for, as a code and a sentence; nothing where it asks for none.
#[must_use]
pub fn proof_of(
    language: Language,
    state: &State,
    case: &Case,
    letter: &Letter,
) -> Option<(&'static str, &'static str)> {
    let mut all = case.proofs.iter();
    let asked = all.find(|asked| asked.letter == letter.id)?;
    Some(match state.stated_in(case, &asked.stated.sha256) {
        None => (
            "waiting",
            say(
                language,
                "De melder vraagt om een ontvangstbewijs; het gaat mee met je volgende antwoord of bevestiging.",
                "The reporter asks for a proof of receipt; your next answer or confirmation carries it.",
            ),
        ),
        Some(reply) if state.is_out(reply) => (
            "published",
            say(
                language,
                "De melder vroeg om een ontvangstbewijs; het is met je antwoord gepubliceerd.",
                "The reporter asked for a proof of receipt; it is published with your answer.",
            ),
        ),
        Some(_) => (
            "sealed",
            say(
                language,
                "De melder vroeg om een ontvangstbewijs; het gaat mee met je antwoord.",
                "The reporter asked for a proof of receipt; it goes out with your answer.",
            ),
        ),
    })
}

/// The proofs of receipt that an answer carries.
#[must_use]
pub fn carries_proofs(language: Language, letters: usize) -> String {
    let of = counted(letters, "brief", "brieven");
    both!(
        language,
        "daarbij zit een ontvangstbewijs voor {of}",
        "carries a proof of receipt for {letters} letter(s)",
    )
}

/// How far an answer is on its way: a code, and words.
#[must_use]
pub fn where_is(language: Language, state: &State, id: ReplyId) -> (&'static str, &'static str) {
    let waiting = (
        "waiting",
        say(
            language,
            "wacht op een publicatiedag",
            "waits for a publication day",
        ),
    );
    let Some(reply) = state.replies.get(&id) else {
        return waiting;
    };
    let is_dropped = |batch: &Batch| matches!(batch.standing, BatchStanding::Dropped(_));
    if state.is_out(id) {
        let words = say(
            language,
            "gepubliceerd, op het bord gezien",
            "published, seen on the board",
        );
        ("published", words)
    } else if reply.placed.is_empty() || reply.stale {
        waiting
    } else if !reply.is_placed() {
        let words = say(
            language,
            "een deel zit in een zending; de rest wacht op de volgende publicatiedag",
            "partly in a batch; the rest waits for the next publication day",
        );
        ("partly", words)
    } else if state.batches_of(id).any(is_dropped) {
        let words = say(
            language,
            "is van het bord weggevallen; de volgende export zet het terug",
            "was dropped from the board; the next export puts it back",
        );
        ("dropped", words)
    } else {
        let words = say(
            language,
            "zit in een zending, nog niet op het bord gezien",
            "in a batch, not yet seen on the board",
        );
        ("exported", words)
    }
}

/// A warning of words whose letters are not what they look like, one line each.
#[must_use]
pub fn mixed(language: Language, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let and_more =
        |more: usize| (more > 0).then(|| both!(language, "en nog {more}", "and {more} more"));
    let (words, more) = mixed_words(text);
    if !words.is_empty() {
        let title = say(
            language,
            "Woorden met letters uit verschillende alfabetten, die op elkaar lijken:",
            "Words that mix letters of several alphabets, which look alike:",
        );
        lines.push(title.to_owned());
        lines.extend(words.iter().map(|word| format!("- {word}")));
        lines.extend(and_more(more));
    }
    let (words, more) = look_alike_words(text);
    if !words.is_empty() {
        let title = say(
            language,
            "Woorden met letters die Latijns lijken, maar dat niet zijn:",
            "Words that look like Latin letters and are not:",
        );
        lines.push(title.to_owned());
        lines.extend(words.iter().map(|one| looks_like(language, one)));
        lines.extend(and_more(more));
    }
    lines
}

fn looks_like(language: Language, one: &LookAlike) -> String {
    let (word, script) = (&one.looks_like, one.script);
    let dutch = match script {
        "Cyrillic" => "Cyrillische",
        "Greek" => "Griekse",
        other => other,
    };
    both!(
        language,
        "- \"{word}\" in {dutch} letters",
        "- \"{word}\" in {script} letters"
    )
}

pub(super) fn tag(language: Language) -> &'static str {
    say(
        language,
        "Het kenmerk van de brief klopt niet: een verkeerd getypte terugkomcode of een vervalsing.",
        "The letter's tag does not hold: a mistyped receipt or a forgery.",
    )
}
