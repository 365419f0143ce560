//! What a proof of receipt proves, and what it does not.

use crypto_core::words::Language;

use super::{both, say};
use crate::proof::check::Checked;

/// That it holds, the channel's words in both languages, and what it does not prove; a line each.
#[must_use]
pub fn holds(language: Language, checked: &Checked) -> Vec<String> {
    let Checked {
        member,
        name,
        day,
        bytes,
        path,
        channel,
    } = checked;
    let path = path.display();
    let mut said = vec![both!(
        language,
        "Het bewijs klopt. Lid {member} ({name}) van het kanaal hieronder had op {day} of eerder precies de tekst die \
         in {path} staat ({bytes} bytes), van iemand die het zout kende.",
        "The proof holds. Member {member} ({name}) of the channel below had, by {day}, a text of exactly the {bytes} \
         bytes in {path}, from somebody who knew the salt.",
    )];
    let title = say(language, "Kanaalwoorden", "Channel words");
    said.extend(Language::ALL.map(|language| {
        let words = channel.to_words(language).join(" ");
        format!("{title} ({}): {words}", language.code())
    }));
    said.push(
        say(
            language,
            "Vergelijk de woorden met de poster van de commissie: iedereen kan een eigen kanaal maken.",
            "Compare the words with the committee's poster: anybody can make a channel of their own.",
        )
        .to_owned(),
    );
    said.push(
        say(
            language,
            "Het bewijst niet wie de tekst schreef, of het waar is, en of ook iemand anders de tekst had.",
            "It does not prove who wrote the text, that what it says is true, or that anybody else had it.",
        )
        .to_owned(),
    );
    said
}
