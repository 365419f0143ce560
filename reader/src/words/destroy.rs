//! What is told before a case is destroyed, and after.

use std::path::Path;

use crypto_core::words::Language;

use super::{Words as _, both, counted, say};
use crate::{
    destroy::{Consequences, May},
    journal::ids::CaseId,
    notice::month,
};

/// What becomes of the reason, where one was given.
#[must_use]
pub fn reason(language: Language, may: &May) -> Option<String> {
    let kept = match may.early() {
        Some(early) => {
            let early = early.words(language);
            both!(
                language,
                "Het is te vroeg: {early}. De reden komt in het register en in de verklaring.",
                "It is before its time: {early}. The reason goes into the register and the certificate.",
            )
        }
        None => say(
            language,
            "De zaak mag weg: de reden wordt niet bewaard.",
            "Its time has come: the reason is not kept.",
        )
        .to_owned(),
    };
    may.has_reason().then_some(kept)
}

/// What destroying a case means, one sentence each.
#[must_use]
pub fn consequences(language: Language, id: CaseId, of: &Consequences) -> Vec<String> {
    let (letters, replies, unpublished) = (of.letters, of.replies, of.unpublished);
    let all_letters = counted(letters, "brief", "brieven");
    let answers = counted(
        replies,
        "antwoord of bevestiging",
        "antwoorden en bevestigingen",
    );
    let mut all = vec![both!(
        language,
        "Zaak {id}: wat erin zit ({all_letters}, {answers}, en alle bestanden daarbij), is daarna op deze lezer nooit \
         meer te lezen. Bewaar eerst ergens anders wat je moet bewaren, volgens de wet of jullie eigen regels: dat \
         bepaal jij. De zaak blijft op de lezers van je collega's, en in reservekopieën van vóór vandaag: vernietig die \
         ook. Antwoorden op het bord blijven daar voor de melder staan tot hun tijd om is.",
        "Case {id}: its {letters} letter(s), {replies} answer(s) and confirmation(s), and all files with them, can then never be read again \
         on this reader. Keep elsewhere beforehand what you must keep, by law or by your own rules: that \
         is for you to decide. Your colleagues' readers keep what they have, and so do backups made before \
         today: destroy those too. Answers on the board stay there for their reporter until their time is over.",
    )];
    if unpublished > 0 {
        let unseen = match unpublished {
            1 => "1 antwoord is".to_owned(),
            _ => format!("{unpublished} antwoorden zijn"),
        };
        all.push(both!(
            language,
            "{unseen} nog niet op een bord gezien; wat in geen zending zit, gaat nooit meer naar buiten.",
            "{unpublished} answer(s) of it were not seen on a board yet; what is in no batch will never go \
             out.",
        ));
    }
    all.extend(of.months.iter().map(|(epoch, day)| {
        let which = month(*epoch);
        both!(
            language,
            "Wie een kopie heeft van de brieven van {which} en van deze kluis, kan ze openen tot de sleutels van \
             {which} worden gewist, uiterlijk op {day} (`keys list`).",
            "Who has a copy of its letters of {which} and this vault can open them until the keys of \
             {which} are erased, on {day} at the latest (`keys list`).",
        )
    }));
    all
}

/// That it is done.
#[must_use]
pub fn destroyed(language: Language, id: CaseId) -> String {
    both!(
        language,
        "De inhoud van zaak {id} is vernietigd. De naam en de datums van de zaak blijven in de lijst staan, en in het \
         register een regel zonder die naam.",
        "The contents of case {id} are destroyed; its name and dates stay in the list, a line without its name in \
         the register.",
    )
}

/// Where the certificate is.
#[must_use]
pub fn certified(language: Language, path: &Path) -> String {
    let path = path.display();
    both!(
        language,
        "De verklaring staat in {path}.",
        "The certificate is {path}.",
    )
}
