//! What is told of a report that was typed in, and of whoever goes on with it.

use std::path::Path;

use crypto_core::{ids::MemberNumber, minutes::Way, words::Language};

use super::{Words, both, say};
use crate::{
    casework::checked::Check,
    journal::ids::CaseId,
    state::{Case, State},
};

/// What is said of a case that was typed in, or whose reporter has shown the code of one.
#[must_use]
pub fn sentences(language: Language, state: &State, id: CaseId, case: &Case) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(minutes) = &case.minutes {
        let (member, day) = (minutes.member, minutes.day);
        let (dutch, english) = match minutes.way {
            Some(Way::Telephone) => ("na een telefoongesprek op", "after a telephone call of"),
            Some(Way::Letter) => ("van een brief op papier van", "from a letter on paper of"),
            Some(Way::Meeting) => ("na een gesprek op", "after a meeting of"),
            Some(Way::Adviser) | None => {
                ("van elders, ontvangen op", "from elsewhere, received on")
            }
        };
        all.push(match minutes.way {
            Some(Way::Adviser) => both!(
                language,
                "Vertrouwenspersoon {member} gaf dit op {day} door, en zegt dat de melder dat wil.",
                "Adviser {member} handed it on on {day}, and says that the reporter wants this.",
            ),
            Some(Way::Telephone | Way::Letter | Way::Meeting) | None => both!(
                language,
                "Lid {member} heeft dit overgetypt, {dutch} {day}.",
                "Member {member} typed it in {english} {day}.",
            ),
        });
        all.extend(state.claimed_by(id).map(|by| {
            both!(
                language,
                "De melder gaat verder in zaak {by}, en liet daar de code zien die bij deze melding hoort.",
                "Its reporter goes on in {by}, and showed the code that they were given.",
            )
        }));
    }
    if let Some(minutes) = case.claims {
        all.push(both!(
            language,
            "Wie dit schrijft, liet de code zien van zaak {minutes}, een melding die is overgetypt of doorgegeven.",
            "Whoever writes this showed the code of {minutes}, which was typed in or handed on.",
        ));
        let others = state.claimed_by(minutes).filter(|other| *other != id);
        all.extend(others.map(|other| {
            both!(
                language,
                "Zaak {other} laat dezelfde code zien: een van de twee is niet van de melder.",
                "{other} shows the same code: one of the two is not its reporter.",
            )
        }));
    }
    all
}

impl Words for Check {
    fn words(&self, language: Language) -> String {
        let (member, letter) = (self.member, self.letter);
        match (self.agreed, self.day) {
            (true, Some(day)) => both!(
                language,
                "Nagekeken door de melder op {day}, brief {letter}: akkoord, schreef lid {member} op.",
                "Checked by its reporter on {day}, letter {letter}: they agree, as member {member} wrote down.",
            ),
            (false, Some(day)) => both!(
                language,
                "De melder verbetert het op {day}, brief {letter}, schreef lid {member} op.",
                "Its reporter corrects it on {day}, letter {letter}, as member {member} wrote down.",
            ),
            (true, None) => both!(
                language,
                "Lid {member} schreef op dat de melder akkoord gaat in brief {letter}, maar zo'n brief van de melder is hier niet.",
                "Member {member} wrote down that its reporter agrees in the letter {letter}; no such letter of theirs is here.",
            ),
            (false, None) => both!(
                language,
                "Lid {member} schreef op dat de melder het verbetert in brief {letter}, maar zo'n brief van de melder is hier niet.",
                "Member {member} wrote down that its reporter corrects it in the letter {letter}; no such letter of theirs is here.",
            ),
        }
    }
}

/// What is said to whoever typed a report in, around the code that its reporter gets.
#[must_use]
pub fn around_code(language: Language) -> [&'static str; 3] {
    [
        say(
            language,
            "De melding gaat met je volgende export naar de leden, en komt daarna bij het inlezen terug als zaak.",
            "It goes to the members with your next export, and comes back as a case with an import after that.",
        ),
        say(
            language,
            "De code voor de melder, die op geen andere manier te bereiken is:",
            "The code for its reporter, whom nobody can reach otherwise:",
        ),
        say(
            language,
            "Je ziet de code alleen nu. Wie er op de pagina een brief mee begint, gaat verder met deze melding en krijgt\n\
             daar twaalf eigen woorden, die jij niet mag zien.",
            "It is shown this once. Whoever begins a letter on the page with it goes on with this report; they get\ntwelve \
             words of their own there, which you must not see.",
        ),
    ]
}

/// Where the page with the code is.
#[must_use]
pub fn printed(language: Language, path: &Path) -> String {
    let path = path.display();
    both!(
        language,
        "De code staat op een bladzijde in {path}. Druk die af, geef die aan de melder, en verwijder het bestand.",
        "The code is on a page in {path}. Print it, hand it to the reporter, and delete the file.",
    )
}

/// Whoever is left out of the report must be left out there too: their code alone would show that there is one.
#[must_use]
pub fn leave_out_too(language: Language, without: &[MemberNumber]) -> Option<String> {
    let numbers = super::deed::numbers(without);
    (!without.is_empty()).then(|| {
        both!(
            language,
            "De melder moet daar ook lid {numbers} weglaten: zeg dat erbij.",
            "The reporter must leave out member(s) {numbers} there too: tell them.",
        )
    })
}
