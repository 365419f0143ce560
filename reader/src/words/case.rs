//! What is told of a case.

use crypto_core::{ids::MemberNumber, words::Language};

use super::{both, counted, say};
use crate::{
    journal::{
        event::{Mark, Standing},
        ids::CaseId,
    },
    state::{Case, Destroyed},
};

/// To whom its reporter writes.
#[must_use]
pub fn addressee(language: Language, case: &Case) -> String {
    match case.addressee {
        MemberNumber(0) => say(language, "de commissie", "the committee").to_owned(),
        adviser => both!(
            language,
            "vertrouwenspersoon {adviser}",
            "adviser {adviser}"
        ),
    }
}

/// A sentence about a case that is no ordinary conversation.
#[must_use]
pub fn standing(language: Language, case: &Case) -> Option<String> {
    let beside = case.beside.map(|beside| beside.to_string());
    Some(match (case.standing, beside) {
        (Standing::Sealed, _) | (Standing::Conversation, None) => return None,
        (Standing::Conversation, Some(beside)) => both!(
            language,
            "De melder van zaak {beside} schrijft weer; die zaak heb je vernietigd.",
            "The reporter of case {beside}, a case that you destroyed, writes again.",
        ),
        (Standing::Rival, Some(beside)) => both!(
            language,
            "Deze zaak of zaak {beside} is vervalst; niemand kan nog zeggen welke van de twee.",
            "One of this case and {beside} is forged; nobody can tell yet which.",
        ),
        (Standing::Doubtful, Some(beside)) => both!(
            language,
            "Zegt bij zaak {beside} te horen, maar dat is niet zeker: een verkeerd getypte terugkomcode of een \
             vervalsing.",
            "Says that it belongs to {beside}, which is not certain: a mistyped receipt or a forgery.",
        ),
        (Standing::Rival | Standing::Doubtful, None) => super::letter::tag(language).to_owned(),
        (Standing::NoWayBack, _) => say(
            language,
            "Wie dit schreef, is niet te bereiken: antwoorden kan niet.",
            "There is no way back to whoever wrote this: it cannot be answered.",
        )
        .to_owned(),
    })
}

/// What is left of a destroyed case.
#[must_use]
pub fn destroyed(language: Language, case: &Case, left: &Destroyed) -> String {
    let (day, opened, letters, replies) = (left.day, case.opened, left.letters, left.replies);
    let last = left.last_letter.map_or_else(String::new, |day| {
        both!(
            language,
            ", de laatste ingelezen op {day}",
            ", the last imported {day}"
        )
    });
    let all_letters = counted(letters, "brief", "brieven");
    let answers = match replies {
        1 => "1 antwoord of bevestiging".to_owned(),
        _ => format!("{replies} antwoorden en bevestigingen"),
    };
    both!(
        language,
        "vernietigd op {day}: geopend op {opened}, {all_letters}{last}, {answers}",
        "destroyed on {day}: opened {opened}, {letters} letter(s){last}, {replies} answer(s) and confirmation(s)",
    )
}

/// Whom the reporter left out.
#[must_use]
pub fn left_out(language: Language, members: &[MemberNumber]) -> String {
    let numbers = super::deed::numbers(members);
    let (who, them) = match members {
        [_] => ("lid", "dat lid"),
        _ => ("de leden", "hun"),
    };
    both!(
        language,
        "De melder heeft {who} {numbers} weggelaten: vertel {them} niet dat deze zaak bestaat.",
        "The reporter left out member(s) {numbers}: do not tell them that this case exists.",
    )
}

/// What a member did with a case: a column of a list, filled up to one width.
#[must_use]
pub fn in_list(language: Language, case: &Case, is_answered: bool) -> &'static str {
    match case.mark {
        Mark::Spam => say(language, "geen melding", "spam      "),
        Mark::Closed => say(language, "afgesloten  ", "closed    "),
        Mark::Open if !case.sealed.is_empty() => say(language, "verzegeld   ", "sealed    "),
        Mark::Open if is_answered => say(language, "beantwoord  ", "answered  "),
        Mark::Open => say(language, "onbeantwoord", "unanswered"),
    }
}

/// What a member has marked a case as.
#[must_use]
pub fn marked(language: Language, case: CaseId, mark: Mark) -> String {
    let (dutch, english) = match mark {
        Mark::Spam => (
            "geen melding: een ontvangstbevestiging gaat er niet uit",
            "marked as spam: it gets no confirmation of receipt",
        ),
        Mark::Closed => ("afgesloten", "closed"),
        Mark::Open => ("weer open", "open again"),
    };
    both!(
        language,
        "Zaak {case} is {dutch}.",
        "Case {case} is {english}.",
    )
}
