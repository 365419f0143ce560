//! What an import and an export tell.

use crypto_core::words::Language;

use super::{Words, both, counted, say};
use crate::{export::Exported, import::Imported};

impl Imported {
    /// What came, after [`Imported::notices`].
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let (letters, cases, held) = (self.letters, self.cases, self.held);
        let new_letters = counted(letters, "nieuwe brief", "nieuwe brieven");
        let new_cases = counted(cases, "nieuwe zaak", "nieuwe zaken");
        let mut all = vec![both!(
            language,
            "{new_letters}, {new_cases}.",
            "{letters} new letter(s), {cases} new case(s).",
        )];
        if held > 0 {
            let sealed = match held {
                1 => "1 nieuwe brief is verzegeld: die gaat".to_owned(),
                _ => format!("{held} nieuwe brieven zijn verzegeld: die gaan"),
            };
            all.push(both!(
                language,
                "{sealed} open zodra genoeg leden hun deel hebben gegeven. De ontvangst wordt met je volgende publicatie \
                 bevestigd.",
                "{held} new letter(s) are sealed: they open once enough members have released their shares. \
                 Receipt is confirmed with your next publication.",
            ));
        }
        all
    }
}

impl Exported {
    /// What the outbox holds, and what is to be known of it.
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let mut all = vec![self.board(language)];
        self.batches(language, &mut all);
        self.files(language, &mut all);
        self.to_colleagues(language, &mut all);
        let weeks = self.weeks;
        if weeks > 0 {
            let confirmed = match weeks {
                1 => "De server hoort hiermee dat 1 week is ingelezen".to_owned(),
                _ => format!("De server hoort hiermee dat {weeks} weken zijn ingelezen"),
            };
            all.push(both!(
                language,
                "{confirmed}.",
                "{weeks} storage week(s) are confirmed as imported.",
            ));
        }
        all.push(self.next(language));
        all
    }

    fn board(&self, language: Language) -> String {
        match (self.board, self.again) {
            (Some(serial), false) => both!(
                language,
                "Bord {serial} is ondertekend.",
                "Board {serial} is signed.",
            ),
            (Some(serial), true) => both!(
                language,
                "Bord {serial} was al ondertekend en zit onveranderd weer in dit verzendbestand.",
                "Board {serial} was signed before and is in this outbox again, unchanged.",
            ),
            (None, _) => say(
                language,
                "Er is vandaag geen zending om te publiceren.",
                "There is no batch to publish today.",
            )
            .to_owned(),
        }
    }

    fn batches(&self, language: Language, all: &mut Vec<String>) {
        if let Some(slot) = self.drawn {
            all.push(both!(
                language,
                "De zending van {slot} zit erin.",
                "The batch for {slot} is in it.",
            ));
            if self.missed {
                all.push(both!(
                    language,
                    "WAARSCHUWING: de publicatiedag {slot} is gemist; vandaag wordt dat ingehaald. Houd je aan je dag: \
                     melders zien wanneer de commissie voor het laatst iets liet horen.",
                    "WARNING: the publication day {slot} was missed; it is made up for today. Keep to \
                     your day: reporters see the committee's last sign of life.",
                ));
            }
        }
        let again = self.offered_again;
        if again > 0 {
            let offered = match again {
                1 => "1 eerdere zending staat nog niet op het bord en wordt".to_owned(),
                _ => format!("{again} eerdere zendingen staan nog niet op het bord en worden"),
            };
            all.push(both!(
                language,
                "{offered} opnieuw aangeboden.",
                "{again} batch(es) drawn before are not on the board yet and are offered again.",
            ));
        }
        let back = self.put_back;
        if back > 0 {
            let dropped = match back {
                1 => "1 zending die was weggevallen, wordt".to_owned(),
                _ => format!("{back} zendingen die waren weggevallen, worden"),
            };
            all.push(both!(
                language,
                "{dropped} teruggezet.",
                "{back} dropped batch(es) are put back.",
            ));
        }
    }

    fn files(&self, language: Language, all: &mut Vec<String>) {
        let (parcels, lost) = (self.parcels, self.files_lost);
        if parcels > 0 {
            let pieces = counted(parcels, "stuk", "stukken");
            all.push(both!(
                language,
                "Er gaan bestanden bij antwoorden mee: {pieces} van 1 MiB.",
                "Files of answers go along: {parcels} piece(s) of 1 MiB.",
            ));
        }
        if lost > 0 {
            let answers = match lost {
                1 => "bij 1 antwoord horen".to_owned(),
                _ => format!("bij {lost} antwoorden horen"),
            };
            all.push(both!(
                language,
                "WAARSCHUWING: {answers} bestanden die hier niet meer zijn; bestanden zitten in geen enkele \
                 reservekopie. De melder krijgt ze niet, behalve als ze al waren gepubliceerd: antwoord opnieuw, met de \
                 bestanden.",
                "WARNING: {lost} answer(s) name files that are no longer here; files are in no backup. The \
                 reporter will not get them, unless they were published before: answer again, with the \
                 files.",
            ));
        }
    }

    fn to_colleagues(&self, language: Language, all: &mut Vec<String>) {
        let (opened, letters) = (self.views_opened, self.letters);
        if opened > 0 {
            let views = match opened {
                1 => "1 oordeel van jou over een zaak gaat".to_owned(),
                _ => format!("{opened} oordelen van jou over zaken gaan"),
            };
            all.push(both!(
                language,
                "{views} naar je collega's: die van hen liggen nu ook vast.",
                "{opened} of your views of cases go to your colleagues: theirs are fixed too.",
            ));
        }
        if let Some(reason) = &self.no_views {
            let reason = reason.words(language);
            all.push(both!(
                language,
                "WAARSCHUWING: oordelen van jou die open mogen, zijn niet naar je collega's gegaan: {reason}.",
                "WARNING: views of yours that may be opened by now were not opened to your colleagues: {reason}.",
            ));
        }
        if let Some(reason) = &self.no_page {
            let reason = reason.words(language);
            all.push(both!(
                language,
                "WAARSCHUWING: je bladzijde van deze week voor je collega's is niet geschreven: {reason}.",
                "WARNING: this week's page of your journal for your colleagues was not written: {reason}.",
            ));
        }
        if letters > 0 {
            let go = match letters {
                1 => "Er gaat 1 brief aan collega's mee, verzegeld zoals die van een melder"
                    .to_owned(),
                _ => format!(
                    "Er gaan {letters} brieven aan collega's mee, verzegeld zoals die van een melder"
                ),
            };
            all.push(both!(
                language,
                "{go}.",
                "{letters} letter(s) to colleagues go along, sealed like a reporter's.",
            ));
        }
    }

    fn next(&self, language: Language) -> String {
        let waiting = self.waiting;
        match self.next {
            Some(next) if waiting > 0 => {
                let cells = match waiting {
                    1 => "Voor 1 vak met een antwoord was geen plaats; dat wacht".to_owned(),
                    _ => {
                        format!("Voor {waiting} vakken met antwoorden was geen plaats; die wachten")
                    }
                };
                both!(
                    language,
                    "{cells} tot {next}.",
                    "{waiting} cell(s) of answers found no place and wait until {next}.",
                )
            }
            Some(next) => both!(
                language,
                "Je volgende publicatiedag is {next}.",
                "Your next publication day is {next}.",
            ),
            None => say(
                language,
                "De ledenlijst geeft je geen publicatiedag.",
                "The roster gives you no publication day.",
            )
            .to_owned(),
        }
    }
}
